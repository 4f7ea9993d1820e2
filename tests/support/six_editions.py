"""The frozen record book of six editions. Tests compare figures, days and places with this copy."""

from __future__ import annotations

import shutil
from pathlib import Path

from lib.archive.organisation import ORGANISATION_FILE

SIX_EDITIONS = Path(__file__).parents[1] / "data" / "six_editions"


def copy_with_public_address(folder: Path, address: str) -> None:
    """Copy the six editions into a new folder, with the address under which others reach the dashboard."""
    shutil.copytree(SIX_EDITIONS, folder)
    file = folder / ORGANISATION_FILE
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('public_address = ""', f'public_address = "{address}"'), encoding="utf-8")
