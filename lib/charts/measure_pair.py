"""Two measures against each other: a point an edition, joined in the order of the editions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from lib.charts.alternative_text import RowInWords, rows_alternative_text
from lib.charts.chart import Cell, Chart, ChartTable, Edition, NarrowPlot, Plot
from lib.charts.chart_context import ChartContext
from lib.charts.comparison import BASIS_TITLES, fill_basis_text
from lib.charts.kinds.label_placement import LabelledPoint, label_width, place_labels
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.path_arrows import arrow_trace
from lib.charts.kinds.style import SMALL_TEXT, PlotlyPart, axis_range, finish_plot, strip_title
from lib.charts.phrases import figure_cell, figure_text, omitted_editions_note
from lib.charts.visitors_pace import axis_levels
from lib.language.language import lower_first
from lib.language.translation_marks import mark_message
from lib.measures import BASES, MEASURES, Series, find_obstacle

PAIR_HEIGHT, PAIR_AXIS_HEIGHT = 470, 400
# The widths in pixels for which labels are placed.
WIDE_PAIR, PHONE_PAIR = 980, 300
PAIR_DOT, PAIR_RING = 13, 9
# Each axis ends above its highest figure, and begins below zero where an edition has no figure of the other measure.
PAIR_HEADROOM, ABSENCE_PLACE, ABSENCE_ROOM = 1.17, -0.07, -0.13


def measure_pair(context: ChartContext) -> Chart:
    """The view's measure and the one against it, both on the view's basis, for the editions compared."""
    context = replace(context, leading=context.view.measure)
    language, view = context.language, context.view
    across, up = (basis_series(measure, context) for measure in (view.measure, view.against))
    titles = tuple(basis_title(measure, context) for measure in (view.measure, view.against))
    absences = [absence_text(measure, context) for measure in (view.measure, view.against)]
    headline = measures_headline(across, up, titles, context)
    notes = (*omitted_editions_note(context), *measures_notes(across, up, context))
    return Chart(
        id="measure_pair",
        headline=headline,
        subtitle=language.text(
            "Each point is an edition; the arrows lead from one to the next. Empty ring: one figure was not published."
        ),
        plot=pair_plot(across, up, titles, context, WIDE_PAIR),
        table=ChartTable(
            headline,
            (language.text("Edition"), *titles),
            tuple(
                (
                    Cell(edition.name),
                    *(
                        figure_cell(series[edition.number], language) if edition.number in series else Cell(absent)
                        for series, absent in ((across, absences[0]), (up, absences[1]))
                    ),
                )
                for edition in context.compared
            ),
            across=language.text("Measure"),
        ),
        alternative=rows_alternative_text(
            headline,
            language.text("Scatter chart of two measures, with the editions in their order"),
            [
                RowInWords(title, {n: figure_text(figure, language) for n, figure in series.items()}, absent)
                for title, series, absent in zip(titles, (across, up), absences, strict=True)
            ],
            context,
            remark=language.text("What is not named here was not published."),
        ),
        notes=notes,
        sources=context.cite([*across.values(), *up.values()]),
        narrow=NarrowPlot(pair_plot(across, up, titles, context, PHONE_PAIR), notes),
    )


def basis_series(measure: str, context: ChartContext) -> Series:
    """The figures of a measure on the view's basis, for the editions compared; none if it can't be put on it."""
    basis, numbers = BASES[context.view.basis], [edition.number for edition in context.compared]
    if find_obstacle(MEASURES[measure], basis, context.archive, numbers):
        return {}
    return basis(context.restrict(MEASURES[measure](context.archive)), context.archive)


def absence_text(measure: str, context: ChartContext) -> str:
    """The words for an edition without a figure: a basis may not be applicable, such as stands per stand."""
    numbers = [edition.number for edition in context.compared]
    reason = find_obstacle(MEASURES[measure], BASES[context.view.basis], context.archive, numbers)
    applicable = reason in (None, "nothing", "divisor")
    return context.language.text("not published") if applicable else context.language.text("not applicable")


def basis_title(measure: str, context: ChartContext) -> str:
    """The name of a measure on the view's basis: Visitors per open day."""
    counted = context.restrict(MEASURES[measure](context.archive))
    return fill_basis_text(BASIS_TITLES[context.view.basis], MEASURES[measure], counted, context)


def measures_headline(across: Series, up: Series, titles: tuple[str, ...], context: ChartContext) -> str:
    """How often both rose or fell together: Visitors and stands: they rose or fell together in 4 of 5 cases."""
    language = context.language
    names = language.text("{first} and {second}", first=titles[0], second=lower_first(titles[1]))
    both = [number for number in sorted(across) if number in up]
    if len(both) < 2:
        return language.plural(
            "{measures}: {number} edition has both figures",
            "{measures}: {number} editions have both figures",
            len(both),
            measures=names,
        )
    steps = [
        (across[later].value - across[earlier].value) * (up[later].value - up[earlier].value)
        for earlier, later in pairwise(both)
    ]
    if len(steps) == 1:
        return step_headline(across, up, names, context)
    return language.plural(
        "{measures}: from one edition to the next they rose or fell together in {count} of {number} case",
        "{measures}: from one edition to the next they rose or fell together in {count} of {number} cases",
        len(steps),
        measures=names,
        count=language.number(sum(step > 0 for step in steps)),
    )


def step_headline(across: Series, up: Series, names: str, context: ChartContext) -> str:
    """What both did from the only edition that has both figures to the only other one."""
    earlier, later = (number for number in sorted(across) if number in up)
    changes = [series[later].value - series[earlier].value for series in (across, up)]
    if min(changes) > 0:
        said = mark_message("{measures}: both rose from {earlier} to {later}")
    elif max(changes) < 0:
        said = mark_message("{measures}: both fell from {earlier} to {later}")
    else:
        said = mark_message("{measures}: they did not rise or fall together from {earlier} to {later}")
    named = context.editions
    return context.language.text(said, measures=names, earlier=named[earlier].name, later=named[later].name)


def measures_notes(across: Series, up: Series, context: ChartContext) -> Iterator[str]:
    """What two measures side by side do not say, and which editions have neither."""
    language = context.language
    yield language.text("That two figures rise together does not mean that one causes the other.")
    if missing := [edition.name for edition in context.compared if edition.number not in {*across, *up}]:
        yield language.text("Neither figure: {editions}.", editions=language.join(missing))


def pair_plot(across: Series, up: Series, titles: tuple[str, ...], context: ChartContext, width: int) -> Plot:
    """Points, the path through them, rings where one figure is missing, labels. `width` in pixels is that of the axis.

    customdata of the path: [edition, value across, qualifier]; of the points: [edition, value up, qualifier]; of the
    rings: [edition, the value that there is, qualifier].
    """
    language, focus = context.language, context.view.focus
    ends = [max((figure.value for figure in series.values()), default=0) or 1 for series in (across, up)]
    both = [edition for edition in context.compared if edition.number in across and edition.number in up]
    half = [edition for edition in context.compared if (edition.number in across) != (edition.number in up)]
    spots = {edition.number: (across[edition.number].value, up[edition.number].value) for edition in both}
    spots |= {
        edition.number: (across[edition.number].value, ends[1] * ABSENCE_PLACE)
        if edition.number in across
        else (ends[0] * ABSENCE_PLACE, up[edition.number].value)
        for edition in half
    }
    starts = [
        end * ABSENCE_ROOM if any(edition.number not in series for edition in half) else 0
        for end, series in zip(ends, (across, up), strict=True)
    ]

    def colours(editions: Sequence[Edition]) -> list[str]:
        return [PLACEHOLDERS.focus if edition.number == focus else PLACEHOLDERS.other for edition in editions]

    def hover(edition: Edition) -> str:
        figures = [
            language.text("{title}: {value}", title=title, value=figure_cell(series.get(edition.number), language).text)
            for title, series in zip(titles, (across, up), strict=True)
        ]
        return f"<b>{edition.name}</b><br>{'<br>'.join(figures)}<extra></extra>"

    path: PlotlyPart = {
        "type": "scatter",
        "mode": "lines",
        "line": {"color": PLACEHOLDERS.quiet, "width": 1},
        "customdata": [
            [edition.number, across[edition.number].value, across[edition.number].qualifier] for edition in both
        ],
        "hoverinfo": "skip",
    }
    points: PlotlyPart = {
        "type": "scatter",
        "mode": "markers",
        "customdata": [[edition.number, up[edition.number].value, up[edition.number].qualifier] for edition in both],
        "marker": {"size": PAIR_DOT, "color": colours(both), "line": {"color": PLACEHOLDERS.paper, "width": 1.5}},
        "hovertemplate": [hover(edition) for edition in both],
    }
    rings: PlotlyPart = {
        "type": "scatter",
        "mode": "markers",
        "customdata": [
            [edition.number, figure.value, figure.qualifier]
            for edition in half
            for figure in (across.get(edition.number) or up[edition.number],)
        ],
        "marker": {"symbol": "circle-open", "size": PAIR_RING, "color": colours(half), "line": {"width": 2}},
        "hovertemplate": [hover(edition) for edition in half],
    }
    for trace, editions in ((path, both), (points, both), (rings, half)):
        trace["x"] = [spots[edition.number][0] for edition in editions]
        trace["y"] = [spots[edition.number][1] for edition in editions]
    levels = [axis_levels(end) for end in ends]
    if width == PHONE_PAIR:  # numbers of seven digits stand apart
        levels[0] = levels[0][:: max(1, len(levels[0]) // 2)]
    if starts == [0, 0]:  # one zero in the corner is enough for both
        levels[1] = levels[1][1:]
    side = {"tickfont": {"size": SMALL_TEXT, "color": PLACEHOLDERS.quiet}, "gridcolor": PLACEHOLDERS.rule}
    return finish_plot(
        [path, arrow_trace([spots[edition.number] for edition in both]), points, rings],
        {
            "range": axis_range(starts[0], ends[0] * PAIR_HEADROOM, language),
            "tickvals": levels[0],
            "ticktext": [language.number(level) for level in levels[0]],
            "tickangle": 0,
            "showgrid": True,
            "title": {"text": titles[0], "font": {"size": SMALL_TEXT, "color": PLACEHOLDERS.ink}},
        }
        | side,
        {
            "range": [starts[1], ends[1] * PAIR_HEADROOM],
            "tickvals": levels[1],
            "ticktext": [language.number(level) for level in levels[1]],
            "side": "right" if language.rtl else "left",
        }
        | side,
        language,
        PAIR_HEIGHT,
        fixed_height=True,
        annotations=[
            strip_title(f"<b>{titles[1]}</b>", ends[1] * PAIR_HEADROOM, language)
            | {"font": {"size": SMALL_TEXT, "color": PLACEHOLDERS.ink}},
            *point_labels([*both, *half], spots, starts, ends, context, width),
        ],
    )


def point_labels(
    editions: Sequence[Edition],
    spots: Mapping[int, tuple[float, float]],
    starts: Sequence[float],
    ends: Sequence[float],
    context: ChartContext,
    width: int,
) -> list[PlotlyPart]:
    """The name of each edition beside its point."""
    language, focus = context.language, context.view.focus
    lengths = (width, PAIR_AXIS_HEIGHT)
    scales = [size / (end * PAIR_HEADROOM - start) for size, start, end in zip(lengths, starts, ends, strict=True)]

    def pixel(spot: tuple[float, float]) -> tuple[float, float]:
        x, y = ((place - start) * scale for place, start, scale in zip(spot, starts, scales, strict=True))
        return (width - x if language.rtl else x), y

    dots = [
        LabelledPoint(*pixel(spots[edition.number]), PAIR_DOT / 2, label_width([edition.name]), SMALL_TEXT * 1.4)
        for edition in editions
    ]
    way = [pixel(spots[edition.number]) for edition in editions if edition.number in spots]
    sides = place_labels(dots, [way], (0, 0, width, PAIR_AXIS_HEIGHT))
    return [
        {
            "x": spots[edition.number][0],
            "y": spots[edition.number][1],
            "text": f"<b>{edition.name}</b>" if edition.number == focus else edition.name,
            "xanchor": side.xanchor,
            "yanchor": side.yanchor,
            "xshift": side.xshift,
            "yshift": side.yshift,
            "showarrow": False,
            "borderpad": 0,
            "bgcolor": PLACEHOLDERS.paper,  # the path passes behind a name that it would touch at another width
            "font": {
                "size": SMALL_TEXT,
                "color": PLACEHOLDERS.focus if edition.number == focus else PLACEHOLDERS.ink,
            },
        }
        for edition, side in zip(editions, sides, strict=True)
    ]
