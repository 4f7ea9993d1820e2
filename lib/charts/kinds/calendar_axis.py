"""A calendar as an axis: days as numbers, years as bands with their name in the middle."""

from __future__ import annotations

import datetime
from typing import Literal

from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import SMALL_TEXT, PlotlyPart


def year_start(year: int) -> int:
    """The first day of a year as a number; the day after the last one of the year before."""
    return datetime.date(year, 1, 1).toordinal()


def year_axis(years: range, every: int = 1) -> PlotlyPart:
    """The names of whole years, each in the middle of its band; with `every` 2, of each second one."""
    named = years[::every]
    return {
        "tickvals": [(year_start(year) + year_start(year + 1)) / 2 for year in named],
        "ticktext": [str(year) for year in named],
        "tickangle": 0,
        "tickfont": {"size": SMALL_TEXT, "color": PLACEHOLDERS.quiet},
        "showline": False,
    }


def year_rules(years: range, axis: Literal["x", "y"], **across: float | str) -> list[PlotlyPart]:
    """A faint rule where a year begins, and one where the last of them ends; across the drawing, or as `across` says.

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
