"""Pace: cumulative visitors since the opening, by open day, for the focus and the others."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from lib.archive import Archive
from lib.charts.alternative_text import alternative_text, named_values
from lib.charts.chart import Cell, Chart, ChartTable, Edition, NarrowPlot, Plot
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import SMALL_TEXT, PlotlyPart, axis_range, category_axis, finish_plot
from lib.charts.pace_labels import (
    PACE_AXIS_HEIGHT,
    PaceByEdition,
    PaceFrame,
    closing_labels,
    early_labels,
    spread_labels,
)
from lib.charts.phrases import (
    comparison_phrase,
    figure_cell,
    figure_text,
    formula_text,
    omitted_editions_note,
    precision_note,
)
from lib.language import Language
from lib.measures import Figure, RunningTotal, provisional_total, running_totals, visitor_counts

PACE_HEIGHT = 440
# Pixels: the widths for which labels are placed, and the width of the column of labels at the end of the axis.
WIDE_PACE, PHONE_PACE, LABEL_COLUMN = 1040, 350, 136


def visitors_pace(context: ChartContext) -> Chart:
    """Cumulative visitors by open day, for the editions that the view compares."""
    language = context.language
    paces = {
        edition.number: points for edition in context.compared if (points := _edition_points(context.archive, edition))
    }
    headline = pace_headline(paces, context)
    figures = [point.figure for points in paces.values() for point in points]
    texts = [(edition.name, points_text(paces.get(edition.number, ()), language)) for edition in context.compared]
    notes = (
        *omitted_editions_note(context),
        *pace_notes(paces, figures, language),
        *precision_note(figures, language),
    )
    return Chart(
        id="visitors_pace",
        headline=headline,
        subtitle=language.text("Visitors from the opening to the end of each open day."),
        plot=pace_plot(paces, context, WIDE_PACE),
        table=pace_table(paces, headline, context),
        alternative=alternative_text(
            headline,
            language.text("Line chart of cumulative visitors by open day"),
            named_values(texts, language),
            language,
            shorter=named_values([(name, value) for name, value in texts if name == context.focus.name], language),
        ),
        notes=notes,
        sources=context.cite(figures),
        narrow=NarrowPlot(pace_plot(paces, context, PHONE_PACE), notes),
    )


def _edition_points(archive: Archive, edition: Edition) -> tuple[RunningTotal, ...]:
    """The totals of whole days, and the one up to an hour while its day goes on."""
    reached = running_totals(visitor_counts(archive, edition.number), edition.days)
    provisional = provisional_total(archive, edition.number, reached)
    return (*reached, provisional) if provisional else reached


def moment_of_point(point: RunningTotal, language: Language) -> str:
    """On day 3, up to 18:00 (provisional)."""
    day, time = language.open_day(point.day), language.clock(point.until)
    return language.text("{day}, up to {time} (provisional)", day=day, time=time)


def points_text(points: Sequence[RunningTotal], language: Language) -> str:
    """The running totals of an edition in words; "" if none was published."""
    return language.join([point_text(point, language) for point in points])


def point_text(point: RunningTotal, language: Language, noun: str | None = None) -> str:
    """A running total in words: when it was reached, or up to when it was counted."""
    value = figure_text(point.figure, language, noun)
    if point.until:
        return language.text("{thing} ({detail})", thing=value, detail=moment_of_point(point, language))
    return language.text("{value} after {day}", value=value, day=language.open_day(point.day))


def pace_notes(paces: PaceByEdition, figures: Iterable[Figure], language: Language) -> Iterator[str]:
    """Notes on the meaning of a dotted line, and on how sums were calculated."""
    if any(find_gaps(points) for points in paces.values()):
        yield language.text("Dotted: nothing was published for the days between two points.")
    for points in paces.values():
        if points[-1].until:
            yield language.text(
                "Hollow: provisional, counted up to {time} on a day that is not over.",
                time=language.clock(points[-1].until),
            )
    for figure in figures:
        if figure.calculated:
            yield language.text(
                "Calculated: {formula} = {sum}.",
                formula=formula_text(figure, language),
                sum=figure_text(figure, language),
            )


def pace_headline(paces: PaceByEdition, context: ChartContext) -> str:
    """A sentence on the focus's total before its last day, compared with another edition's for the same day if any."""
    language, edition, named, focus = context.language, context.focus, context.editions, context.view.focus
    early = [point for point in paces.get(focus, ()) if point.day < edition.days and not point.until]
    if not early and (running := next((point for point in paces.get(focus, ()) if point.until), None)):
        return language.text(
            "{edition}: {visitors} up to {time} on {day}, a provisional count",
            edition=edition.name,
            visitors=figure_text(running.figure, language, "visitor"),
            time=language.clock(running.until),
            day=language.open_day(running.day),
        )
    if not early:
        return language.text("{edition}: only the total was published, no running count", edition=edition.name)
    rivals = {
        (point.day, number): point.figure
        for number, points in paces.items()
        if number != focus
        for point in points
        if point.day < named[number].days and not point.until
    }
    for point in reversed(early):
        rival = max((number for day, number in rivals if day == point.day), default=None)
        if rival is not None:
            return language.text(
                "{edition}: {visitors} after {day}, {comparison} by the same day",
                edition=edition.name,
                visitors=figure_text(point.figure, language, "visitor"),
                day=language.open_day(point.day),
                comparison=comparison_phrase(point.figure, rivals[point.day, rival], named[rival].name, language),
            )
    # Otherwise, name the day on which the focus passed the final total of the best earlier edition.
    finals = {
        number: points[-1]
        for number, points in paces.items()
        if number < focus and points[-1].day == named[number].days
    }
    if finals:
        best = max(finals, key=lambda number: finals[number].figure.value)
        passed = [point for point in early if point.figure.value > finals[best].figure.value]
        if passed and passed[0].day < edition.days:
            return language.text(
                "{edition}: {visitors} after {day}, more than {other} over all its days",
                edition=edition.name,
                visitors=figure_text(passed[0].figure, language, "visitor"),
                day=language.open_day(passed[0].day),
                other=named[best].name,
            )
    last = early[-1]
    return language.text(
        "{edition}: {visitors} after {day}",
        edition=edition.name,
        visitors=figure_text(last.figure, language, "visitor"),
        day=language.open_day(last.day),
    )


def find_gaps(points: Sequence[RunningTotal]) -> list[tuple[RunningTotal, RunningTotal]]:
    """Consecutive points with unpublished days between them."""
    return [(one, other) for one, other in pairwise(points) if other.day > one.day + 1]


def pace_table(paces: PaceByEdition, caption: str, context: ChartContext) -> ChartTable:
    """One row per open day, one column per edition."""
    compared, language = context.compared, context.language
    days = range(1, max((edition.days for edition in compared), default=0) + 1)
    by_day = {number: {point.day: point for point in points} for number, points in paces.items()}
    return ChartTable(
        caption=caption,
        columns=(language.text("Open day"), *(edition.name for edition in compared)),
        rows=tuple(
            (
                Cell(language.text("Day {day}", day=language.number(day))),
                *(
                    _point_cell(by_day.get(edition.number, {}).get(day), language)
                    if day <= edition.days
                    else Cell(language.text("closed"))
                    for edition in compared
                ),
            )
            for day in days
        ),
        across=language.text("Edition"),
    )


def _point_cell(point: RunningTotal | None, language: Language) -> Cell:
    """The cell of a total. A provisional one says up to when it was counted."""
    cell = figure_cell(point.figure if point else None, language)
    if point is None or not point.until:
        return cell
    detail = language.text("up to {time}, provisional", time=language.clock(point.until))
    return replace(cell, text=language.text("{thing} ({detail})", thing=cell.text, detail=detail))


def pace_plot(paces: PaceByEdition, context: ChartContext, width: int) -> Plot:
    """One line per edition with a label at its end, the focus in front. `width` in pixels, for which labels are placed.

    customdata of the points: [edition, value, qualifier].
    """
    compared, focus, language = context.compared, context.view.focus, context.language
    ordered = sorted((edition for edition in compared if edition.number in paces), key=lambda e: e.number == focus)
    days = max((edition.days for edition in compared), default=1)
    top = max((point.figure.value for points in paces.values() for point in points), default=1)
    levels = axis_levels(top)
    ends = {edition.number: paces[edition.number][-1] for edition in ordered}
    # On a phone there is no room for a label within the lines.
    closing = {number: end.figure.value for number, end in ends.items() if end.day == days or width == PHONE_PACE}
    heights, top = spread_labels(closing, top)
    # The axis goes on behind the last day, for the labels.
    last = days + 0.2 + (days - 0.6) * LABEL_COLUMN / (width - LABEL_COLUMN)
    frame = PaceFrame(width / (last - 0.8), PACE_AXIS_HEIGHT / top, last)
    ticks = {day: language.text("Day {day}", day=language.number(day)) for day in range(1, days + 1)}
    return finish_plot(
        [
            trace
            for edition in ordered
            for trace in edition_traces(edition, paces[edition.number], edition.number == focus, language)
        ],
        category_axis(ticks, days, language) | {"range": axis_range(0.8, last, language)},
        {
            "range": [0, top],
            "side": "right" if language.rtl else "left",
            "tickvals": levels,
            "ticktext": [language.number(level) for level in levels],
            "tickfont": {"size": SMALL_TEXT, "color": PLACEHOLDERS.quiet},
            "gridcolor": PLACEHOLDERS.rule,
            "automargin": True,
        },
        language,
        PACE_HEIGHT,
        fixed_height=True,
        annotations=[
            *closing_labels(
                [edition for edition in ordered if edition.number in closing], heights, ends, days, context
            ),
            *early_labels([edition for edition in ordered if edition.number not in closing], paces, context, frame),
        ],
        form="lines",
    )


def edition_traces(
    edition: Edition, points: Sequence[RunningTotal], is_focus: bool, language: Language
) -> list[PlotlyPart]:
    """The points of one edition and the lines between them, dotted across unpublished days."""
    color, width, size = (PLACEHOLDERS.focus, 3.5, 10) if is_focus else (PLACEHOLDERS.other, 2, 8)
    lines: list[PlotlyPart] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [one.day, other.day],
            "y": [one.figure.value, other.figure.value],
            "line": {"color": color, "width": width, "dash": "dot" if other.day > one.day + 1 else "solid"},
            "hoverinfo": "skip",
            "meta": edition.number,
        }
        for one, other in pairwise(points)
    ]
    texts = [point_text(point, language, "visitor") for point in points]
    # The point of a provisional total is hollow.
    inside = [PLACEHOLDERS.paper if point.until else color for point in points]
    return [
        *lines,
        {
            "type": "scatter",
            "mode": "markers",
            "x": [point.day for point in points],
            "y": [point.figure.value for point in points],
            "customdata": [[edition.number, point.figure.value, point.figure.qualifier] for point in points],
            "marker": {
                "color": inside,
                "size": size,
                "line": {
                    "color": [color if point.until else PLACEHOLDERS.paper for point in points],
                    "width": [2.5 if point.until else 1.5 for point in points],
                },
            }
            if any(point.until for point in points)
            else {"color": color, "size": size, "line": {"color": PLACEHOLDERS.paper, "width": 1.5}},
            "hovertemplate": [f"<b>{edition.name}</b><br>{text}<extra></extra>" for text in texts],
        },
    ]


def axis_levels(top: float) -> list[float]:
    """Three to seven round levels from zero to `top`: 1150000 -> [0, 200000, 400000, 600000, 800000, 1000000]."""
    magnitude = 10.0 ** math.floor(math.log10(top))
    step = next(step for part in (0.2, 0.25, 0.5, 1, 2) if top / (step := part * magnitude) < 6)
    return [step * index for index in range(int(top / step) + 1)]
