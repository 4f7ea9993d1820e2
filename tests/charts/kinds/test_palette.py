"""Colours: they can be told apart, and a chart on the page stands on the page's own paper."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from lib.charts import DARK_PALETTE, LIGHT_PALETTE, Palette
from lib.charts.kinds.palette import PLACEHOLDERS, recolour_spec

CONFIG = tomllib.loads((Path(__file__).parents[3] / ".streamlit" / "config.toml").read_text())


@pytest.mark.parametrize(("mode", "palette"), [("light", LIGHT_PALETTE), ("dark", DARK_PALETTE)])
def test_paper_is_the_background_of_the_page(mode: str, palette: Palette) -> None:
    assert CONFIG["theme"][mode]["backgroundColor"] == palette.paper


def test_each_placeholder_gives_way_to_the_colour_of_its_role() -> None:
    assert recolour_spec(f"{PLACEHOLDERS.focus} {PLACEHOLDERS.soft}", DARK_PALETTE) == "#6FB1EA #22313F"


@pytest.mark.parametrize("palette", [LIGHT_PALETTE, DARK_PALETTE])
@pytest.mark.parametrize(("role", "least"), [("ink", 4.5), ("quiet", 4.5), ("record", 3), ("focus", 3), ("other", 3)])
def test_contrast_with_the_paper(palette: Palette, role: str, least: float) -> None:
    assert contrast(getattr(palette, role), palette.paper) >= least


def test_focus_text_is_readable() -> None:
    for palette in (LIGHT_PALETTE, DARK_PALETTE):
        assert contrast(palette.focus, palette.paper) >= 4.5


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two #rrggbb colours."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
