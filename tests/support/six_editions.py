"""The frozen record book of six editions. Tests compare figures, days and places with this copy."""

from __future__ import annotations

from pathlib import Path

SIX_EDITIONS = Path(__file__).parents[1] / "data" / "six_editions"
