"""The record book of six editions, frozen: what tests expect of figures, days and places is read from this copy."""

from __future__ import annotations

from pathlib import Path

SIX_EDITIONS = Path(__file__).parents[1] / "data" / "six_editions"
