"""Addresses of our static files. They change with the content, so that browsers may cache the files without limit."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

STATIC_FOLDER = Path(__file__).parents[2] / "static"


@cache
def asset_url(name: str) -> str:
    """`streamlit.css` as `app/static/streamlit.css?v=1f0c9a4e`. Raises OSError if there is no such file."""
    version = hashlib.sha256((STATIC_FOLDER / name).read_bytes()).hexdigest()[:8]
    return f"app/static/{name}?v={version}"
