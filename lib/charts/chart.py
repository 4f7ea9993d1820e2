"""A chart as one frozen value. Every output of it is made from this value."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, get_args

import plotly.graph_objects as go

from lib.charts.edition_window import FULL_WIDTH, MAX_EDITIONS

# What a plot is to a program that draws charts of tables itself, such as a spreadsheet: columns or bars of the figures
# in the table, lines of them, one small column chart a row of the table ("strips"), the only figure as a large number,
# or a drawing of its own kind.
PlotForm = Literal["columns", "bars", "lines", "strips", "number", "drawing"]

TrendOrder = Literal["growth", "rank", "name"]
HighlightedEdition = Literal["focus", "leader"]
HIGHLIGHTED_EDITIONS: tuple[HighlightedEdition, ...] = get_args(HighlightedEdition)
TREND_ORDERS: tuple[TrendOrder, ...] = get_args(TrendOrder)
SortDirection = Literal["ascending", "descending"]


@dataclass(frozen=True, slots=True)
class View:
    """What the reader chose.

    focus     the number of the highlighted edition
    later     whether editions after the focus are compared too
    measure   what is compared, a key of MEASURES
    basis     the basis of comparison, a key of BASES
    editions  the numbers of the editions compared; if empty, `focus` and `later` decide
    order     the order of measures: by their growth, by the place of the focus, or by their names
    highlight which edition a comparison highlights: the focus, or the one that ranks highest
    against   the measure against which `measure` is drawn, a key of MEASURES
    room      how many editions fit side by side
    """

    focus: int
    later: bool = False
    measure: str = "visitors"
    basis: str = "total"
    editions: tuple[int, ...] = ()
    order: TrendOrder = "growth"
    highlight: HighlightedEdition = "focus"
    against: str = "stands"
    room: int = MAX_EDITIONS


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: the `text` that the reader sees, and the data behind it.

    `value` is None for words, and if nothing was published (`text` then says so). `wording` is what the sources in the
    reader's language write for the qualifier, "" where that is its translation. `claim` is the id of the published
    claim, "" for all else. `inputs` are those of the claims from which a calculated figure was made. `sort_key` is the
    number behind words by which readers may sort them; None without one.
    """

    text: str
    value: float | None = None
    qualifier: str | None = None
    calculated: bool = False
    sources: tuple[str, ...] = ()
    wording: str = ""
    claim: str = ""
    inputs: tuple[str, ...] = ()
    sort_key: float | None = None


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The table of a chart. `columns` are the titles; each row begins with the cell that names it.

    words     indices of the columns of words; the others hold figures, or the words for a missing one
    across    what the titles of the columns of figures are, if they tell figures apart: Edition, Measure. "" if there
              is one such column and its title says what is counted
    totalled  whether the last row is the total of the rows above it
    sorting   for a table that readers may sort: the way in which the title of each column sorts first; else ()
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    words: tuple[int, ...] = (0,)
    across: str = ""
    totalled: bool = False
    sorting: tuple[SortDirection, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One row of data/sources.csv, ready to be shown. `label` and `publisher` are never empty; `url` may be."""

    id: str
    publisher: str
    label: str
    kind: str
    url: str
    published: str
    language: str


@dataclass(frozen=True, slots=True)
class DefinitionLine:
    """A line of a definition. `part` is "counted", "included", "method" or "unknown", `label` its name in words."""

    part: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Definition:
    """What the measure with the id `measure` counts, in the reader's language."""

    measure: str
    name: str
    lines: tuple[DefinitionLine, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class PlotRow:
    """A row or a panel of a drawing that has a title of its own: where its marks stand, on the axes."""

    title: str
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Plot:
    """An immutable Plotly figure, with the facts that the layout of a picture needs.

    drawing       the figure as its module made it: JSON text, in placeholder colours (lib.charts.kinds.palette)
    height        in CSS pixels
    fixed_height  whether its labels are placed for this height only
    row_shares    for a chart that may be cut between its rows: each row's share of the plot's height, from the top;
                  () for any other chart
    row_titles    each line of the text above the rows, without markup, with its font size in CSS pixels
    tick_count    how many ticks the horizontal axis has
    min_width     the least width in CSS pixels at which its texts stand apart; 0 where `tick_count` says it
    rows          the rows that have a title in the drawing, in reading order
    form          what it is to other programs; bars and points with a value are in the order of the table's figures
    """

    drawing: str
    height: int
    fixed_height: bool
    row_shares: tuple[float, ...]
    row_titles: tuple[tuple[str, int], ...]
    tick_count: int
    form: PlotForm = "drawing"
    min_width: int = 0
    rows: tuple[PlotRow, ...] = ()

    @cached_property
    def spec(self) -> str:
        """The figure as Plotly checks and writes it. That takes longer than all else, so only what is looked at is.

        Raises ValueError for a property that Plotly doesn't know.
        """
        return str(go.Figure(json.loads(self.drawing)).to_json())

    def parts(self) -> dict[str, Any]:
        """The figure as {"data": […], "layout": {…}}, a new dictionary at each call, so that callers may change it."""
        parts: dict[str, Any] = json.loads(self.spec)
        return parts


@dataclass(frozen=True, slots=True)
class NarrowPlot:
    """What a screen narrower than `below` pixels shows of a chart with many editions, or with much side by side.

    The notes say which editions are left out. `vertical`: a vertical picture, which a phone fills, shows it, too.
    """

    plot: Plot
    notes: tuple[str, ...]
    below: int = FULL_WIDTH
    vertical: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: the value from which pages, pictures, files and sentences about it are made.

    headline     the finding, one sentence
    subtitle     what is counted, and how; with the `key`
    plot         what is drawn
    table        all values of the chart
    alternative  the finding and the values in words, for readers who can't see the chart
    notes        what a careful reader should know
    changes      those of the notes, the first ones, that say what became of figures in later or earlier releases
    sources      the sources of the values shown
    definitions  what its measures count; `build_chart` adds them
    narrow       the same for a narrow screen; None if all fits. `build_chart` adds it where editions are too many
    key          the end of the subtitle that explains the drawing; programs that draw the chart themselves leave it out
    """

    id: str
    headline: str
    subtitle: str
    plot: Plot
    table: ChartTable
    alternative: str
    notes: tuple[str, ...]
    sources: tuple[Source, ...]
    definitions: tuple[Definition, ...] = ()
    narrow: NarrowPlot | None = None
    key: str = ""
    changes: tuple[str, ...] = ()

    def for_width(self, pixels: float) -> Chart:
        """The chart with what is drawn and noted at that width."""
        if self.narrow is None or pixels >= self.narrow.below:
            return self
        return replace(self, plot=self.narrow.plot, notes=self.narrow.notes, narrow=None)

    @property
    def plain_subtitle(self) -> str:
        """The subtitle without the key."""
        return self.subtitle.removesuffix(self.key).rstrip()


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition in one language. `name` is the city with its year, which is unique."""

    number: int
    city: str
    name: str
    ordinal: str
    first_day: datetime.date
    last_day: datetime.date
    days: int
    dates: str
