"""The climb: visitors of every edition on a true calendar, with the record as a rising line."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from lib.archive import Archive, cached_on_archive
from lib.charts.alternative_text import alternative_text, series_values
from lib.charts.chart import Chart, ChartTable, Edition, Plot
from lib.charts.chart_context import ChartContext, editions_by_number
from lib.charts.climb_labels import (
    LABEL_LINE_HEIGHT,
    MAX_LIFT,
    NARROWEST,
    PLOT_HEIGHT,
    climb_annotation,
    label_lines,
    leader,
    middle,
    place_climb_labels,
)
from lib.charts.journey_legs import pause_notes
from lib.charts.kinds.calendar_axis import year_axis, year_start
from lib.charts.kinds.column_chart import EMPTY_CHART_HEIGHT, hover_text
from lib.charts.kinds.label_placement import label_width
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import SMALL_TEXT, PlotlyPart, axis_range, finish_plot, unpublished_trace
from lib.charts.phrases import figure_text, lengths_note, series_table
from lib.charts.visitors_total import record_sentence, total_headline
from lib.language import Language
from lib.measures import (
    MEASURES,
    Figure,
    Leg,
    RecordFigure,
    Series,
    archive_legs,
    is_published_for_all,
    pauses,
    record_before,
    record_figures,
    record_of,
)

CLIMB_HEIGHT = 520
# The widest column in days, and the share of the axis after the last year, into which the record runs on.
WIDEST_COLUMN, SHARE_AFTER = 200, 0.02
# How many years can be named side by side on a phone.
MAX_YEAR_LABELS = 11
CLIMB_HEADROOM = 1.2
# The size in pixels of the dot at which a standing record ends.
DOT_AT_END = 9
# The shares of the axis and of the plot's height that title and cards take on a wide screen.
ROOM = 0.58, 0.58
# The width in pixels of the words in the shade of years without an edition.
GAP_WORDS = 50


def visitors_climb(context: ChartContext) -> Chart:
    """Total visitors of every edition of the record book, whatever the view compares."""
    language, series, editions = context.language, context.series("visitors"), tuple(context.editions.values())
    between = archive_legs(context.archive)
    headline = climb_headline(series, context)
    counted = language.text("Visitors over all open days of each edition.")
    key = language.text("The columns follow the calendar. The gold line is the record.")
    if month := standing_until(series, context):
        key = language.text(
            "The columns follow the calendar. The gold line is the record, up to {month}.",
            month=language.moment(month.isoformat()[:7]),
        )
    if any(number > context.view.focus for number in series):
        key = language.text("{key} Green: later editions.", key=key)
    return Chart(
        id="visitors_climb",
        headline=headline,
        subtitle=f"{counted} {key}",
        key=key,
        plot=climb_plot(series, between, context),
        table=replace(_climb_table(context.archive, language), caption=headline),
        alternative=alternative_text(
            headline,
            language.text("Columns on a calendar: visitors by edition"),
            _climb_values(context.archive, language),
            language,
            remark=record_sentence(series, context),
        ),
        notes=(*pause_notes(between, pauses(context.archive), language), *lengths_note(editions, language)),
        sources=context.cite(series.values()),
    )


@cached_on_archive()
def _climb_table(archive: Archive, language: Language) -> ChartTable:
    """All editions, which are the same for every focus. The caption is that of the chart."""
    editions = tuple(editions_by_number(archive, language).values())
    title = language.term("measure", "visitors")
    return series_table(MEASURES["visitors"](archive), editions, title, "", language, with_formula=False)


@cached_on_archive()
def _climb_values(archive: Archive, language: Language) -> tuple[str, ...]:
    """The visitors of all editions in words."""
    measure, editions = MEASURES["visitors"], editions_by_number(archive, language).values()
    return tuple(series_values(measure(archive), editions, measure.noun, language))


def climb_headline(series: Series, context: ChartContext) -> str:
    """What the focus did to the record: Fes 2023 raised the record from about 515,000 to nearly 1,150,000 visitors."""
    language, focus, named = context.language, context.focus, context.editions
    if focus.number not in series:
        return language.text("No number of visitors was published for {edition}", edition=focus.name)
    visitors, before = figure_text(series[focus.number], language, "visitor"), record_before(series, focus.number)
    if before is None:
        return language.text("{edition} set the first mark: {visitors}", edition=focus.name, visitors=visitors)
    old = figure_text(before.figure, language)
    if record_of(series, focus.number) is None:
        return language.text(
            "{edition} did not break the record of {holder}: {visitors}, against {record}",
            edition=focus.name,
            holder=named[before.holder].name,
            visitors=visitors,
            record=old,
        )
    if not is_published_for_all(series, [number for number in named if number <= focus.number]):
        return total_headline(context)
    return language.text(
        "{edition} raised the record from {record} to {visitors}", edition=focus.name, record=old, visitors=visitors
    )


def standing_until(series: Series, context: ChartContext) -> datetime.date | None:
    """The day up to which the standing record is drawn; None if it is not known, or not after the edition that set it.

    It is the first of the month that it is now.
    """
    held = record_figures(series)
    if context.month is None or not held:
        return None
    return context.month if context.month > context.editions[held[-1].holder].last_day else None


def calendar_years(context: ChartContext) -> range:
    """The years of the calendar: from the first edition to the last, or to the month that it is now."""
    editions = tuple(context.editions.values())
    last = max(editions[-1].last_day, context.month or editions[-1].last_day)
    return range(editions[0].first_day.year, last.year + 1)


def leaves_room(context: ChartContext) -> bool:
    """Whether the first editions are so low that a title fits above them on a wide screen: ROOM of the plot."""
    series = context.series("visitors")
    editions = tuple(context.editions.values())
    start, end = editions[0].first_day, max(editions[-1].last_day, context.month or editions[-1].last_day)
    across, up = ROOM
    reach = start.toordinal() + across * (end - start).days
    top = max((figure.value for figure in series.values()), default=0) * CLIMB_HEADROOM
    early = [
        series[edition.number].value for edition in editions if edition.number in series and middle(edition) < reach
    ]
    return len(series) > 1 and all(
        value / top * PLOT_HEIGHT + MAX_LIFT + 3 * LABEL_LINE_HEIGHT < PLOT_HEIGHT * (1 - up) for value in early
    )


def climb_plot(series: Series, between: Sequence[Leg], context: ChartContext) -> Plot:
    """One column per edition at its date, the focus lit, later ones in another hue; the record as a line of steps.

    Years without an edition are shaded and named. An edition without a figure keeps its place and reads "not
    published". customdata of the columns: [edition, value, qualifier].
    """
    language, focus = context.language, context.focus
    editions = tuple(context.editions.values())
    valued = [(edition, series[edition.number]) for edition in editions if edition.number in series]
    years = calendar_years(context)
    if not valued:
        return finish_plot(
            [],
            {"range": axis_range(0, 1, language), "visible": False},
            {"visible": False},
            language,
            EMPTY_CHART_HEIGHT,
        )
    width = column_width(editions)
    start, end = climb_range(years, valued[0], width, language)
    top = max(figure.value for _, figure in valued) * CLIMB_HEADROOM
    traces: list[PlotlyPart] = [
        {
            "type": "bar",
            "x": [middle(edition) for edition, _ in valued],
            "y": [figure.value for _, figure in valued],
            "width": width,
            "customdata": [[edition.number, figure.value, figure.qualifier] for edition, figure in valued],
            "marker": {
                "color": [column_color(edition.number, focus.number) for edition, _ in valued],
                "line": {"width": 0},
            },
            "hovertemplate": [hover_text(edition.name, figure, "visitor", language) for edition, figure in valued],
        },
        record_steps(series, context, width, end),
        unpublished_trace([(middle(edition), 0.0) for edition in editions if edition.number not in series], language),
    ]
    labels = place_climb_labels(valued, context, width, (start, end), top)
    gaps, records = [leg for leg in between if leg.years_without], record_figures(series)
    return finish_plot(
        traces,
        {"range": axis_range(start, end, language)} | year_axis(years, every=-(-len(years) // MAX_YEAR_LABELS)),
        {"range": [0, top], "visible": False},
        language,
        CLIMB_HEIGHT,
        fixed_height=True,
        annotations=[
            *(climb_annotation(label, focus.number, width, language) for label in labels),
            *(gap_annotation(leg, language) for leg in gaps if gap_width(leg) * NARROWEST > GAP_WORDS * (end - start)),
        ],
        shapes=[
            *(gap_shape(leg, records, top) for leg in gaps),
            *(leader(label, width, top) for label in labels if label.lift > LABEL_LINE_HEIGHT / 2),
        ],
        form="columns",
    )


def climb_range(years: range, first: tuple[Edition, Figure], width: float, language: Language) -> tuple[float, float]:
    """The first and the last day of the axis: all `years`, with as much before as the first label needs on a phone."""
    opening = year_start(years.start)
    closing = opening + (year_start(years.stop) - opening) * (1 + SHARE_AFTER)
    label, column_end = label_width(label_lines(*first, language)), middle(first[0]) + width / 2
    before = (label * (closing - opening) - NARROWEST * (column_end - opening)) / (NARROWEST - label)
    return opening - max(0, before), closing


def column_width(editions: Sequence[Edition]) -> float:
    """The width of all columns in days: less where editions follow each other closely."""
    return min([WIDEST_COLUMN, *(0.7 * (middle(later) - middle(earlier)) for earlier, later in pairwise(editions))])


def column_color(edition: int, focus: int) -> str:
    """The focus is lit; what came after it has another hue than what came before."""
    if edition == focus:
        return PLACEHOLDERS.focus
    return PLACEHOLDERS.other if edition < focus else PLACEHOLDERS.since


def record_steps(series: Series, context: ChartContext, width: float, edge: float) -> PlotlyPart:
    """The record as steps: it rises at the column that broke it. The last one runs on to the month that it is now, and
    ends with a dot; to the edge where the month is not known.
    """
    editions, until = context.editions, standing_until(series, context)
    records = [(middle(editions[record.holder]) - width / 2, record.figure.value) for record in record_figures(series)]
    return {
        "type": "scatter",
        "mode": "lines+markers" if until else "lines",
        "x": [*(start for start, _ in records), until.toordinal() if until else edge],
        "y": [*(level for _, level in records), records[-1][1]],
        "marker": {"size": [*(0 for _ in records), DOT_AT_END], "opacity": 1, "color": PLACEHOLDERS.record},
        "line": {"color": PLACEHOLDERS.record, "width": 3, "shape": "hv"},
        "hoverinfo": "skip",
    }


def gap_shape(leg: Leg, records: Sequence[RecordFigure], top: float) -> PlotlyPart:
    """The shade over calendar years without an edition, up to the record that stood."""
    standing = next((record for record in reversed(records) if record.holder < leg.end.edition), None)
    return {
        "type": "rect",
        "x0": year_start(leg.years_without[0]),
        "x1": year_start(leg.years_without[-1] + 1),
        "y0": 0,
        "y1": standing.figure.value if standing else top / 2,
        "fillcolor": PLACEHOLDERS.soft,
        "line": {"width": 0},
        "layer": "below",
    }


def gap_width(leg: Leg) -> int:
    """The days of the calendar years without an edition."""
    return year_start(leg.years_without[-1] + 1) - year_start(leg.years_without[0])


def gap_annotation(leg: Leg, language: Language) -> PlotlyPart:
    """The words in the shade: no edition."""
    return {
        "x": (year_start(leg.years_without[0]) + year_start(leg.years_without[-1] + 1)) / 2,
        "y": 0,
        "yanchor": "bottom",
        "text": language.text("no edition").replace(" ", "<br>"),
        "showarrow": False,
        "font": {"size": SMALL_TEXT, "color": PLACEHOLDERS.quiet},
    }
