"""A calendar axis: days as ordinal numbers, years as bands with their label in the middle."""

from __future__ import annotations

import datetime
from typing import Literal

from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import SMALL_TEXT, PlotlyPart


def year_start(year: int) -> int:
    """The proleptic Gregorian ordinal of 1 January."""
    return datetime.date(year, 1, 1).toordinal()


def year_axis(years: range, every: int = 1) -> PlotlyPart:
    """The labels of years, each in the middle of its band. With `every=2`, every second year has one."""
    named = years[::every]
    return {
        "tickvals": [(year_start(year) + year_start(year + 1)) / 2 for year in named],
        "ticktext": [str(year) for year in named],
        "tickangle": 0,
        "tickfont": {"size": SMALL_TEXT, "color": PLACEHOLDERS.quiet},
        "showline": False,
    }


def year_rules(years: range, axis: Literal["x", "y"], **across: float | str) -> list[PlotlyPart]:
    """A faint line at the start of each year and at the end of the last, across the plot or as `across` says.

    year_rules(years, "y", x0=0, x1=0.1): from 0 to 0.1 of the other axis.
    """
    other = "y" if axis == "x" else "x"
    reach = across or {f"{other}0": 0, f"{other}1": 1, f"{other}ref": "paper"}
    return [
        {
            "type": "line",
            f"{axis}0": year_start(year),
            f"{axis}1": year_start(year),
            "line": {"color": PLACEHOLDERS.rule, "width": 1},
            "layer": "below",
            **reach,
        }
        for year in (*years, years.stop)
    ]
