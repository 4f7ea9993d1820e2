"""Colours by role. Charts hold placeholders, #000001, #000002, …, which the screen or the picture replaces by the
colours of its theme.
"""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Palette:
    """One colour per role.

    focus       the highlighted edition; `other` is for the rest
    record      the record line
    ink, quiet  text, and less important text
    rule        faint lines
    paper       the background
    soft        faint areas
    since       editions after the focus, where what came before it and what came since are told apart
    """

    focus: str
    other: str
    record: str
    ink: str
    quiet: str
    rule: str
    paper: str
    soft: str
    since: str


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
    since="#2F8468",
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
    since="#3F9A78",
)


def recolour_spec(spec: str, palette: Palette) -> str:
    """The JSON of a plot in the colours of a theme."""
    for role in COLOUR_ROLES:
        spec = spec.replace(getattr(PLACEHOLDERS, role), getattr(palette, role))
    return spec
