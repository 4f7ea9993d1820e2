"""Trends: every measure over every edition on one screen, with how much it grew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lib.charts.alternative_text import RowInWords, rows_alternative_text
from lib.charts.chart import Cell, Chart, ChartTable, NarrowPlot, SortDirection
from lib.charts.chart_context import ChartContext
from lib.charts.definitions import measure_name
from lib.charts.kinds.small_multiples import GRID_COLUMNS, MIN_PANEL_WIDTH, Panel, panels_plot
from lib.charts.phrases import (
    figure_cell,
    figure_text,
    lengths_note,
    omitted_editions_note,
    zero_note,
)
from lib.language import Language
from lib.language.language import lower_first
from lib.measures import (
    Figure,
    Trend,
    collect_trends,
    fastest_growth,
    fold_text,
    percent_change,
    ratio,
    weakest_qualifier,
)


def trends(context: ChartContext) -> Chart:
    """Every measure that has a figure, in the view's order. All editions are compared, whatever the focus."""
    context = replace(context, view=replace(context.view, later=True))
    language, every = context.language, collect_trends(context.archive)
    ordered = order_trends(every, context)
    headline = growth_headline(every, context)
    panels = [trend_panel(trend, context) for trend in ordered]
    once_title = language.text("Published for one edition only")
    notes = (*omitted_editions_note(context), *growth_notes(context))
    key = language.text(
        "Empty ring: not published. Beside a name: the place of {edition} among the figures published.",
        edition=context.focus.name,
    )
    counted = language.text("Each measure has a scale of its own.")
    return Chart(
        id="trends",
        headline=headline,
        subtitle=f"{counted} {key}",
        key=key,
        plot=panels_plot(panels, once_title, context, grid=True),
        table=trends_table(ordered, headline, context),
        alternative=rows_alternative_text(
            headline,
            language.text("Small column charts, one for each measure"),
            [row_in_words(trend, context) for trend in ordered],
            context,
            remark=language.text("What is not named here was not published."),
        ),
        notes=notes,
        sources=context.cite(figure for trend in ordered for figure in context.restrict(trend.series).values()),
        narrow=NarrowPlot(
            panels_plot(panels, once_title, context, grid=False), notes, below=GRID_COLUMNS * MIN_PANEL_WIDTH
        ),
    )


def name_of(trend: Trend, language: Language) -> str:
    """The name of the measure."""
    return measure_name(trend.measure.id, language)


def order_trends(every: Sequence[Trend], context: ChartContext) -> list[Trend]:
    """The trends in the order of the view, those with one figure last.

    By growth from the first figure to the last; by the place of the focus, of equal places those among more figures
    first; or by name.
    """
    language, focus, order = context.language, context.view.focus, context.view.order

    def key(trend: Trend) -> tuple[float | str, ...]:
        if order == "name":
            return (fold_text(name_of(trend, language)),)
        if order == "rank":
            return trend.rank_of(focus) or float("inf"), -len(trend.series)
        return (-(trend.growth or 0),)

    return sorted(sorted(every, key=key), key=lambda trend: trend.before is None)


def growth_headline(every: Sequence[Trend], context: ChartContext) -> str:
    """What grew fastest between two editions, and by how much.

    Fastest growth, Casablanca 2017 to El Jadida 2025: visitors (about 30 times the first figure), among the 4 measures
    published for both.
    """
    language, named = context.language, context.editions
    fastest, compared = fastest_growth(every)
    if not fastest:
        return language.text("No published measure has grown from its first edition to its last")
    trend = fastest[0]
    times = ratio(trend.series[trend.last], trend.series[trend.first])
    headline = language.text(
        "Fastest growth, {first} to {last}: {measures} ({times} the first figure)",
        measures=language.join([lower_first(name_of(one, language)) for one in fastest]),
        times=language.add_qualifier(language.times(times.value), times.qualifier),
        first=named[trend.first].name,
        last=named[trend.last].name,
    )
    if compared == 1:
        return headline
    return language.plural(
        "{claim}, the only measure published for both",
        "{claim}, among the {number} measures published for both",
        compared,
        claim=headline,
    )


def growth_notes(context: ChartContext) -> Iterator[str]:
    """What a careful reader of growth should know."""
    language = context.language
    yield zero_note(language)
    yield language.text(
        "Growth is calculated, to two significant figures, from the figure before and from the first one published; "
        "their editions differ from measure to measure."
    )
    yield language.text("Rates are calculated, to three significant figures.")
    yield from lengths_note(tuple(context.editions.values()), language)


def change_text(figure: Figure, base: Figure, language: Language) -> str:
    """How much a figure has changed, in per cent and times: up about 2,900% (×30).

    The one qualifier is that of both.
    """
    if figure.value == base.value:
        exact = figure.qualifier == base.qualifier == "exact"
        return language.text("unchanged") if exact else language.text("about the same")
    if not base.value:
        return language.text("none before")
    percent, times = percent_change(figure, base), ratio(figure, base)
    said = language.add_qualifier(
        language.percent_in_words(percent.value), weakest_qualifier((percent.qualifier, times.qualifier))
    )
    change = (
        language.text("up {percent}", percent=said)
        if figure.value > base.value
        else language.text("down {percent}", percent=said)
    )
    return language.text("{change} (×{ratio})", change=change, ratio=language.number(times.value))


def change_since(trend: Trend, edition: int | None, name: str, language: Language) -> str:
    """The change from an edition to the last: since 2017: up about 2,900% (×30). A dash if there is no such edition."""
    if edition is None:
        return "—"
    change = change_text(trend.series[trend.last], trend.series[edition], language)
    return language.text("since {edition}: {change}", edition=name, change=change)


def trend_panel(trend: Trend, context: ChartContext) -> Panel:
    """The panel of a measure: its last figure, and how much that is above the one before and above the first."""
    language = context.language
    bases = dict.fromkeys(base for base in (trend.before, trend.first) if trend.before is not None and base is not None)
    years = {number: str(context.editions[number].first_day.year) for number in (trend.last, *bases)}
    last = language.text(
        "{edition}: {value}", edition=years[trend.last], value=figure_text(trend.series[trend.last], language)
    )
    return Panel(
        trend.measure.id,
        name_of(trend, language),
        place_text(trend, context),
        trend.measure.noun,
        context.restrict(trend.series),
        (last, *(change_since(trend, base, years[base], language) for base in bases)),
        once=trend.before is None,
    )


def place_text(trend: Trend, context: ChartContext) -> str:
    """The place of the focus among the figures of a measure: 3 of 6. "" without a figure, and with one alone."""
    place = trend.rank_of(context.view.focus)
    if place is None or trend.before is None:
        return ""
    language = context.language
    return language.text("{place} of {number}", place=language.number(place), number=language.number(len(trend.series)))


def place_cell(trend: Trend, context: ChartContext) -> Cell:
    """The place of the focus, a dash without one."""
    text = place_text(trend, context)
    return Cell(text, sort_key=trend.rank_of(context.view.focus)) if text else Cell("—")


def trends_table(ordered: Sequence[Trend], caption: str, context: ChartContext) -> ChartTable:
    """One row a measure: its changes, the place of the focus, and its figure of each edition."""
    language, editions, named = context.language, context.compared, context.editions
    largest_first: SortDirection = "descending"
    return ChartTable(
        caption,
        (
            language.text("Measure"),
            language.text("Change since the figure before"),
            language.text("Change since the first figure"),
            language.text("Place of {edition}", edition=context.focus.name),
            *(edition.name for edition in editions),
        ),
        tuple(
            (
                Cell(name_of(trend, language)),
                Cell(
                    change_since(trend, trend.before, named[trend.before].name if trend.before else "", language),
                    sort_key=trend.recent_growth,
                ),
                Cell(
                    change_since(trend, trend.first if trend.before else None, named[trend.first].name, language),
                    sort_key=trend.growth,
                ),
                place_cell(trend, context),
                *(figure_cell(trend.series.get(edition.number), language) for edition in editions),
            )
            for trend in ordered
        ),
        words=(0, 1, 2, 3),
        across=language.text("Edition"),
        sorting=("ascending", largest_first, largest_first, "ascending", *[largest_first] * len(editions)),
    )


def row_in_words(trend: Trend, context: ChartContext) -> RowInWords:
    """The figures of the editions shown, for readers who can't see the chart."""
    language = context.language
    told = {number: figure_text(figure, language) for number, figure in context.restrict(trend.series).items()}
    return RowInWords(name_of(trend, language), told, language.text("not published"))
