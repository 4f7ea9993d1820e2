"""A chart with all that belongs to it, as one frozen value. Every output is read from it."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go


@dataclass(frozen=True, slots=True)
class View:
    """What the reader chose.

    focus     number of the edition in the spotlight
    later     whether editions after the focus are compared too
    measure   what is compared, a key of MEASURES
    basis     on which footing, a key of BASES
    editions  those compared, whatever the focus; where none is named, `later` decides
    """

    focus: int
    later: bool = False
    measure: str = "visitors"
    basis: str = "total"
    editions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: `text` as the reader sees it, and behind it what it says.

    value is None for words and where nothing was published (`text` then says so).
    """

    text: str
    value: float | None = None
    qualifier: str | None = None
    calculated: bool = False
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartTable:
    """`columns` are the titles; each row begins with the cell that names it.

    words   places of the columns of words; the others hold figures, or what stands where there is none
    across  what the titles of the columns of figures are where they tell figures apart: Edition, Measure. "" where
            there is one such column and its title says what is counted
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    words: tuple[int, ...] = (0,)
    across: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One row of data/sources.csv, ready to be shown: `label` and `publisher` never are empty, `url` may be."""

    id: str
    publisher: str
    label: str
    kind: str
    url: str
    published: str
    language: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A Plotly figure that nobody can change, with what the layout of a picture needs to know of it.

    spec          the figure as JSON text, in placeholder colours (lib.charts.kinds.palette)
    height        in CSS pixels
    fixed_height  whether its labels are placed for this height and no other
    row_shares    of a chart that may be cut between its rows: the share of the plot's height that each row takes,
                  from the top; () for any other chart
    row_titles    each line of the words over the rows, without markup, with its letter size in CSS pixels
    tick_count    how many ticks the horizontal axis has
    """

    spec: str
    height: int
    fixed_height: bool
    row_shares: tuple[float, ...]
    row_titles: tuple[tuple[str, int], ...]
    tick_count: int

    def parts(self) -> dict[str, Any]:
        """The figure as {"data": […], "layout": {…}}, made anew at each call, much faster than `figure`."""
        parts: dict[str, Any] = json.loads(self.spec)
        return parts

    def figure(self) -> go.Figure:
        """The figure as an object of Plotly, made anew at each call, so that nobody's changes are seen by others."""
        return go.Figure(self.parts())


@dataclass(frozen=True, slots=True)
class Chart:
    """What a page, a picture, a file and a sentence about the chart are all made from.

    headline     the finding, one sentence
    subtitle     what is counted, and how
    plot         what is drawn
    table        the values of the chart, all of them
    alternative  the takeaway and the values in words, for those who don't see the chart
    notes        what a careful reader should know
    sources      those of the values shown
    """

    id: str
    headline: str
    subtitle: str
    plot: Plot
    table: ChartTable
    alternative: str
    notes: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition in one language. `name` is the city with its year: it tells editions apart anywhere."""

    number: int
    city: str
    name: str
    ordinal: str
    first_day: datetime.date
    last_day: datetime.date
    days: int
    dates: str
