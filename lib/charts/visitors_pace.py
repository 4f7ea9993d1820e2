"""The pace: visitors since the opening, by open day, the focus against the others."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

import plotly.graph_objects as go

from lib.archive import Archive
from lib.charts.chart import Cell, Chart, ChartTable, Edition, View
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import SMALL_TEXT, PlotlyPart, axis_range, category_axis, finish_plot
from lib.charts.phrases import (
    cited_sources,
    compared_editions,
    comparison_phrase,
    figure_cell,
    figure_text,
    formula_text,
    omitted_editions_note,
    precision_note,
)
from lib.language import Language
from lib.measures import RunningTotal, running_totals, visitor_counts

PACE_HEIGHT = 420
# Labels nearer than this share of the axis are moved apart.
LABEL_SPACING = 0.075

PaceByEdition = Mapping[int, tuple[RunningTotal, ...]]


def visitors_pace(archive: Archive, view: View, language: Language) -> Chart:
    """Cumulative visitors by day of the event, for the editions that the view compares."""
    compared = compared_editions(archive, view, language)
    paces = {
        edition.number: running_totals(visitor_counts(archive, edition.number), edition.days) for edition in compared
    }
    paces = {number: points for number, points in paces.items() if points}
    named = {edition.number: edition for edition in compared}
    headline = pace_headline(paces, named, view.focus, language)
    figures = [point.figure for points in paces.values() for point in points]
    sums = [point.figure for points in paces.values() for point in points if point.figure.calculated]
    notes = omitted_editions_note(compared, archive, view, language)
    if any(find_gaps(points) for points in paces.values()):
        notes.append(language.text("Dotted: nothing was published for the days between two points."))
    notes += [
        language.text(
            "Calculated: {formula} = {sum}.", formula=formula_text(figure, language), sum=figure_text(figure, language)
        )
        for figure in sums
    ]
    return Chart(
        id="visitors_pace",
        headline=headline,
        subtitle=language.text("Visitors from the opening to the end of each open day."),
        chart=pace_plot(paces, compared, view.focus, language),
        table=pace_table(paces, compared, headline, language),
        alternative=language.text(
            "Line chart of cumulative visitors by open day. {headline}. Values: {values}.",
            headline=headline,
            values=language.text("; ").join(
                language.text(
                    "{edition}: {value}",
                    edition=edition.name,
                    value=language.join(
                        [
                            language.text(
                                "{value} after day {day}",
                                value=figure_text(point.figure, language),
                                day=language.number(point.day),
                            )
                            for point in paces.get(edition.number, ())
                        ]
                    )
                    or language.text("not published"),
                )
                for edition in compared
            ),
        ),
        notes=(*notes, *precision_note(figures, language)),
        sources=cited_sources(archive, figures, language),
    )


def pace_headline(paces: PaceByEdition, named: Mapping[int, Edition], focus: int, language: Language) -> str:
    """How far the focus was on an early day, and against whom that can be said."""
    edition = named[focus]
    early = [point for point in paces.get(focus, ()) if point.day < edition.days]
    if not early:
        return language.text("{edition}: only the total was published, no count on the way", edition=edition.name)
    rivals = {
        (point.day, number): point.figure
        for number, points in paces.items()
        if number != focus
        for point in points
        if point.day < named[number].days
    }
    for point in reversed(early):
        against = [number for day, number in rivals if day == point.day]
        if against:
            rival = max(against)
            return language.text(
                "{edition}: {visitors} after day {day}, {comparison} on the same day",
                edition=edition.name,
                visitors=figure_text(point.figure, language, "visitor"),
                day=language.number(point.day),
                comparison=comparison_phrase(point.figure, rivals[point.day, rival], named[rival].name, language),
            )
    # The day on which the focus passed the final total of the best earlier edition is the next best thing to say.
    finals = {
        number: points[-1]
        for number, points in paces.items()
        if number < focus and points[-1].day == named[number].days
    }
    if finals:
        best = max(finals, key=lambda number: finals[number].figure.value)
        passed = [point for point in paces[focus] if point.figure.value > finals[best].figure.value]
        if passed and passed[0].day < edition.days:
            return language.text(
                "{edition}: {visitors} after day {day}, more than {other} in all its days",
                edition=edition.name,
                visitors=figure_text(passed[0].figure, language, "visitor"),
                day=language.number(passed[0].day),
                other=named[best].name,
            )
    last = early[-1]
    return language.text(
        "{edition}: {visitors} after day {day}",
        edition=edition.name,
        visitors=figure_text(last.figure, language, "visitor"),
        day=language.number(last.day),
    )


def find_gaps(points: Sequence[RunningTotal]) -> list[tuple[RunningTotal, RunningTotal]]:
    """Neighbours with days between them for which nothing is known."""
    return [(one, other) for one, other in pairwise(points) if other.day > one.day + 1]


def pace_table(paces: PaceByEdition, compared: Sequence[Edition], caption: str, language: Language) -> ChartTable:
    """One row an open day, one column an edition."""
    days = range(1, max((edition.days for edition in compared), default=0) + 1)
    by_day = {number: {point.day: point.figure for point in points} for number, points in paces.items()}
    return ChartTable(
        caption=caption,
        columns=(language.text("Open day"), *(edition.name for edition in compared)),
        rows=tuple(
            (
                Cell(language.text("Day {day}", day=language.number(day))),
                *(
                    figure_cell(by_day.get(edition.number, {}).get(day), language)
                    if day <= edition.days
                    else Cell(language.text("closed"))
                    for edition in compared
                ),
            )
            for day in days
        ),
        across=language.text("Edition"),
    )


def pace_plot(paces: PaceByEdition, compared: Sequence[Edition], focus: int, language: Language) -> go.Figure:
    """A line an edition, labelled at its end, the focus in front. customdata of points: [edition, value, qualifier]."""
    ordered = sorted((edition for edition in compared if edition.number in paces), key=lambda e: e.number == focus)
    days = max((edition.days for edition in compared), default=1)
    top = max((point.figure.value for points in paces.values() for point in points), default=1)
    levels = axis_levels(top)
    ticks = {day: language.text("Day {day}", day=language.number(day)) for day in range(1, days + 1)}
    return finish_plot(
        [
            mark
            for edition in ordered
            for mark in edition_traces(edition, paces[edition.number], edition.number == focus, language)
        ],
        category_axis(ticks, days, language) | {"range": axis_range(0.8, days + 0.2, language)},
        {
            "range": [0, top * 1.12],
            "side": "right" if language.rtl else "left",
            "tickvals": levels,
            "ticktext": [language.number(level) for level in levels],
            "tickfont": {"size": SMALL_TEXT, "color": PLACEHOLDERS.quiet},
            "gridcolor": PLACEHOLDERS.rule,
            "automargin": True,
        },
        language,
        PACE_HEIGHT,
        rigid=True,
        annotations=end_labels(ordered, paces, focus, days, top, language),
    )


def edition_traces(edition: Edition, points: Sequence[RunningTotal], lit: bool, language: Language) -> list[PlotlyPart]:
    """The points of one edition and the lines between them, dotted over days of which nothing is known."""
    color, width, size = (PLACEHOLDERS.focus, 3.5, 10) if lit else (PLACEHOLDERS.other, 2, 8)
    strokes: list[PlotlyPart] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [one.day, other.day],
            "y": [one.figure.value, other.figure.value],
            "line": {"color": color, "width": width, "dash": "dot" if other.day > one.day + 1 else "solid"},
            "hoverinfo": "skip",
        }
        for one, other in pairwise(points)
    ]
    said = [
        language.text(
            "{value} after day {day}",
            value=figure_text(point.figure, language, "visitor"),
            day=language.number(point.day),
        )
        for point in points
    ]
    return [
        *strokes,
        {
            "type": "scatter",
            "mode": "markers",
            "x": [point.day for point in points],
            "y": [point.figure.value for point in points],
            "customdata": [[edition.number, point.figure.value, point.figure.qualifier] for point in points],
            "marker": {"color": color, "size": size, "line": {"color": PLACEHOLDERS.paper, "width": 1.5}},
            "hovertemplate": [f"<b>{edition.name}</b><br>{text}<extra></extra>" for text in said],
        },
    ]


def end_labels(
    ordered: Sequence[Edition], paces: PaceByEdition, focus: int, days: int, top: float, language: Language
) -> list[PlotlyPart]:
    """The name and the last value of each edition at the end of its line."""
    ends = {edition.number: paces[edition.number][-1] for edition in ordered}
    heights = spread_heights({number: point.figure.value for number, point in ends.items()}, top * LABEL_SPACING)
    labels = []
    for edition in ordered:
        point, lit = ends[edition.number], edition.number == focus
        value = figure_text(point.figure, language)
        labels.append(
            {
                "x": point.day,
                "y": heights[edition.number],
                "text": f"<b>{edition.name} {value}</b>" if lit else f"{edition.name} <b>{value}</b>",
                "showarrow": False,
                # At the last day the label ends with its point; before it there is room on both sides.
                "xanchor": "center" if point.day < days else "left" if language.rtl else "right",
                "yanchor": "bottom",
                "yshift": 5,
                "bgcolor": PLACEHOLDERS.paper,
                "borderpad": 1,
                "font": {"size": SMALL_TEXT, "color": PLACEHOLDERS.focus if lit else PLACEHOLDERS.ink},
            }
        )
    return labels


def axis_levels(top: float) -> list[float]:
    """Three to seven round levels from zero up to `top`: 1150000 -> [0, 200000, 400000, 600000, 800000, 1000000]."""
    magnitude = 10.0 ** math.floor(math.log10(top))
    step = next(step for part in (0.2, 0.25, 0.5, 1, 2) if top / (step := part * magnitude) < 6)
    return [step * index for index in range(int(top / step) + 1)]


def spread_heights(heights: Mapping[int, float], apart: float) -> dict[int, float]:
    """The heights moved up, lowest first, until neighbours are `apart`, so that labels don't cover each other."""
    placed: dict[int, float] = {}
    floor = float("-inf")
    for number in sorted(heights, key=lambda number: heights[number]):
        placed[number] = max(heights[number], floor)
        floor = placed[number] + apart
    return placed
