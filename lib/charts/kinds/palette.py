"""Colours by role. Charts carry placeholders, in whose place the screen or the picture puts the colours of its theme.

Streamlit's chart element swaps #000001, #000002, … for theme.chartCategoricalColors in the browser, so that a chart
follows light and dark without a new run of the script. The two lists of colours here stand in
.streamlit/config.toml too, in this order; a test keeps them equal.
"""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Palette:
    """focus: the edition in the spotlight. other: the rest. record: the record line. ink, quiet: text. rule: lines
    that are barely read. paper: behind the chart. soft: an area that recedes.
    """

    focus: str
    other: str
    record: str
    ink: str
    quiet: str
    rule: str
    paper: str
    soft: str


COLOUR_ROLES = tuple(field.name for field in fields(Palette))
PLACEHOLDERS = Palette(*(f"#{place:06d}" for place in range(1, len(COLOUR_ROLES) + 1)))

LIGHT_PALETTE = Palette(
    focus="#12436D",
    other="#7F93A8",
    record="#946200",
    ink="#1B2733",
    quiet="#52606E",
    rule="#D5DCE4",
    paper="#FFFFFF",
    soft="#E7ECF2",
)
DARK_PALETTE = Palette(
    focus="#6FB1EA",
    other="#66788A",
    record="#E5B04B",
    ink="#E8EDF2",
    quiet="#A9B7C4",
    rule="#334452",
    paper="#101820",
    soft="#22313F",
)
