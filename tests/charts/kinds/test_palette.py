"""Colours: they can be told apart, and a chart on the page stands on the page's own paper."""

from __future__ import annotations

import colorsys
import math
import tomllib
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import pytest

from lib.charts import DARK_PALETTE, LIGHT_PALETTE, Palette
from lib.charts.kinds.palette import COLOUR_ROLES, PLACEHOLDERS, recolour_spec

CONFIG = tomllib.loads((Path(__file__).parents[3] / ".streamlit" / "config.toml").read_text())


@pytest.mark.parametrize(("mode", "palette"), [("light", LIGHT_PALETTE), ("dark", DARK_PALETTE)])
def test_paper_is_the_background_of_the_page(mode: str, palette: Palette) -> None:
    assert CONFIG["theme"][mode]["backgroundColor"] == palette.paper


def test_each_placeholder_gives_way_to_the_colour_of_its_role() -> None:
    assert recolour_spec(f"{PLACEHOLDERS.focus} {PLACEHOLDERS.soft}", DARK_PALETTE) == "#6FB1EA #22313F"


@pytest.mark.parametrize("palette", [LIGHT_PALETTE, DARK_PALETTE])
@pytest.mark.parametrize(
    ("role", "least"), [("ink", 4.5), ("quiet", 4.5), ("record", 3), ("focus", 3), ("other", 3), ("since", 3)]
)
def test_contrast_with_the_paper(palette: Palette, role: str, least: float) -> None:
    assert contrast(getattr(palette, role), palette.paper) >= least


def test_focus_text_is_readable() -> None:
    for palette in (LIGHT_PALETTE, DARK_PALETTE):
        assert contrast(palette.focus, palette.paper) >= 4.5


# What people see who lack one kind of cones, from linear RGB: Machado, Oliveira and Fernandes, "A Physiologically-based
# Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009), severity 1.0.
COLOUR_VISION: Mapping[str, tuple[tuple[float, float, float], ...]] = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# CIE 1976 colour differences: from about 10 on, two areas that do not touch are told apart at a glance.
LEAST_DIFFERENCE = 12


@pytest.mark.parametrize("palette", [LIGHT_PALETTE, DARK_PALETTE])
@pytest.mark.parametrize("vision", COLOUR_VISION)
def test_marks_are_told_apart_with_every_kind_of_colour_vision(palette: Palette, vision: str) -> None:
    for one, other in combinations(("focus", "other", "since", "record"), 2):
        seen = [lab(getattr(palette, role), COLOUR_VISION[vision]) for role in (one, other)]
        assert math.dist(*seen) >= LEAST_DIFFERENCE, (one, other)


def test_gold_is_for_records_alone() -> None:
    """No role but the record has a hue between red and green."""
    for palette in (LIGHT_PALETTE, DARK_PALETTE):
        hues = {role: colorsys.rgb_to_hsv(*channels(getattr(palette, role)))[0] * 360 for role in COLOUR_ROLES}
        assert [role for role, hue in hues.items() if 20 <= hue <= 70] == ["record"]


def lab(color: str, vision: tuple[tuple[float, float, float], ...]) -> tuple[float, float, float]:
    """A #rrggbb colour in CIELAB (D65), as it is seen."""
    light = [linear(part) for part in channels(color)]
    seen = [min(1, max(0, sum(share * part for share, part in zip(row, light, strict=True)))) for row in vision]
    to_xyz = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
    white = (0.95047, 1.0, 1.08883)
    x, y, z = (
        (place ** (1 / 3) if place > 216 / 24389 else (24389 / 27 * place + 16) / 116)
        for row, most in zip(to_xyz, white, strict=True)
        for place in (sum(share * part for share, part in zip(row, seen, strict=True)) / most,)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two #rrggbb colours."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    red, green, blue = map(linear, channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def channels(color: str) -> tuple[float, float, float]:
    """Red, green and blue of a #rrggbb colour, from 0 to 1."""
    red, green, blue = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
