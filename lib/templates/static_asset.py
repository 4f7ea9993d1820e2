"""Addresses of our own static files that change with what is in them, so that browsers may keep them for good."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

STATIC_FOLDER = Path(__file__).parents[2] / "static"


@cache
def asset_url(name: str) -> str:
    """`streamlit.css` as `app/static/streamlit.css?v=1f0c9a4e`. Raises OSError where there is no such file."""
    version = hashlib.sha256((STATIC_FOLDER / name).read_bytes()).hexdigest()[:8]
    return f"app/static/{name}?v={version}"
