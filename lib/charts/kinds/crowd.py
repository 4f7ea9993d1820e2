"""Rates of one edition: the first, such as visitors per officer, as a crowd around one dot, the others as numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle

from lib.charts.alternative_text import alternative_text, named_values
from lib.charts.chart import Cell, Chart, ChartTable, Edition, NarrowPlot, Plot
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import LARGE_TEXT, SMALL_TEXT, PlotlyPart, axis_range, finish_plot, strip_title
from lib.charts.phrases import figure_cell, figure_text, formula_text, zero_note
from lib.language import Language
from lib.language.text_parts import join_texts
from lib.language.translation_marks import mark_message
from lib.measures import MEASURES, Figure, Measure

# If there would be more than MAX_DOTS, a dot stands for 2, 5, 10, 20, …
MAX_DOTS = 500
# In pixels: the radius of a dot, of the one in the middle, and the growth of the crowd: its radius is that times the
# root of the number of dots, so that its area is in proportion.
DOT_RADIUS, MIDDLE_RADIUS, CROWD_GROWTH = 3.0, 10, 5.6
# As many dots have their place taken by the one in the middle.
MIDDLE_DOTS = 9
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
CROWD_HEIGHT = 2 * math.ceil(CROWD_GROWTH * math.sqrt(MAX_DOTS + MIDDLE_DOTS) + DOT_RADIUS) + 8
# Where crowd and numbers stand side by side in a wide chart, as shares of its width, and its least width in pixels; the
# heights of the first rate and of the others.
CROWD_PLACE, NUMBERS_PLACE, LEAST_BESIDE = 0.22, 0.46, 560
LEAD_HEIGHT, RATE_HEIGHT, GAP_BELOW_CROWD, LEAD_TEXT = 102, 54, 12, 22

# The wording of each rate: nearly 500 visitors per officer.
RATE_PHRASES: Mapping[str, str] = {
    "visitors_per_officer": mark_message("{value} per officer"),
    "visitors_per_officer_day": mark_message("{value} a day per officer"),
    "officers_per_stand": mark_message("{value} per stand"),
    "visitors_per_stand": mark_message("{value} per stand"),
    "visitors_per_vehicle": mark_message("{value} per vehicle"),
    "visitors_per_vehicle_day": mark_message("{value} a day per vehicle"),
    "officers_per_vehicle": mark_message("{value} per vehicle"),
    "vehicles_per_stand": mark_message("{value} per stand"),
}


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of an edition; `figure` is None if it was not published."""

    measure: Measure
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class Crowd:
    """The first rate, with a dot for each `unit` of what is counted, around one `whole`: a noun. The unit is the same
    for all editions.
    """

    figure: Figure
    unit: int
    noun: str
    whole: str

    @property
    def dot_count(self) -> float:
        return self.figure.value / self.unit


def build_proportions(
    context: ChartContext, name: str, measure: Measure, rates: Sequence[str], unpublished: str
) -> Chart:
    """The chart `name`: the `rates` of the focus, which are keys of MEASURES.

    If `measure` has no number for the focus (`unpublished` says so), the rates are those of the latest edition that has
    one. If no edition has one, every rate is shown as not published.
    """
    language, series = context.language, measure(context.archive)
    number = context.view.focus if context.view.focus in series else max(series, default=context.view.focus)
    edition = context.editions[number]
    shown = [Rate(MEASURES[rate], context.series(rate).get(number) if number in series else None) for rate in rates]
    figures = [rate.figure for rate in shown if rate.figure]
    crowd = rate_crowd(shown[0], measure.noun, context)
    headline = proportions_headline(series.get(number), measure.noun, shown, edition, unpublished, context)
    notes = (
        language.text("Calculated here from published numbers, to three significant figures.")
        if figures
        else zero_note(language),
    )
    return Chart(
        id=name,
        headline=headline,
        subtitle=proportions_subtitle(crowd, edition, language),
        plot=proportions_plot(shown, crowd, edition, context, beside=True),
        table=ChartTable(
            caption=headline,
            columns=(language.text("Measure"), edition.name, language.text("Calculation")),
            rows=tuple(
                (
                    Cell(language.term("measure", rate.measure.id)),
                    figure_cell(rate.figure, language),
                    Cell(formula_text(rate.figure, language) if rate.figure else "—"),
                )
                for rate in shown
            ),
            words=(0, 2),
            across=language.text("Edition"),
        ),
        alternative=alternative_text(
            headline,
            language.text("A crowd of dots around one dot, and other ratios as numbers")
            if crowd
            else language.text("Ratios as numbers"),
            [
                *(rate_phrase(rate, language) for rate in shown if rate.figure),
                *named_values(
                    [(language.term("measure", rate.measure.id), "") for rate in shown if not rate.figure], language
                ),
            ],
            language,
        ),
        notes=notes,
        sources=context.cite(figures),
        narrow=NarrowPlot(proportions_plot(shown, crowd, edition, context, beside=False), notes),
    )


def rate_crowd(rate: Rate, whole: str | None, context: ChartContext) -> Crowd | None:
    """The crowd of a rate, with the unit that fits the highest rate of any edition; None if it was not published."""
    if rate.figure is None or rate.measure.noun is None or whole is None:
        return None
    highest = max(figure.value for figure in rate.measure(context.archive).values())
    return Crowd(rate.figure, things_per_dot(highest), rate.measure.noun, whole)


def things_per_dot(value: float) -> int:
    """How many things one dot stands for: 1, 2, 5, 10, 20, …"""
    unit = 1
    for step in cycle((2, 2.5, 2)):
        if value / unit <= MAX_DOTS:
            break
        unit = round(unit * step)
    return unit


def proportions_subtitle(crowd: Crowd | None, edition: Edition, language: Language) -> str:
    """What a dot is."""
    if crowd is None:
        return language.text("{edition} in proportion.", edition=edition.name)
    return language.text(
        "{edition} in proportion. Small dot: {unit}. Large dot: {whole}. The scale is the same for all editions.",
        edition=edition.name,
        unit=language.noun(crowd.unit, crowd.noun),
        whole=language.noun(1, crowd.whole),
    )


def rate_phrase(rate: Rate, language: Language, value_format: str = "{value}") -> str:
    """The rate in words. `value_format` is the markup around its value. The rate must have a figure."""
    assert rate.figure
    value = figure_text(rate.figure, language, rate.measure.noun)
    return language.text(RATE_PHRASES[rate.measure.id], value=value_format.format(value=value))


def proportions_headline(
    figure: Figure | None,
    noun: str,
    rates: Sequence[Rate],
    edition: Edition,
    unpublished: str,
    context: ChartContext,
) -> str:
    """Fes 2023: 2,300 police staff, that is nearly 500 visitors per officer."""
    if figure is None:
        return unpublished
    language = context.language
    sentence = language.text("{edition}: {value}", edition=edition.name, value=figure_text(figure, language, noun))
    first = next((rate for rate in rates if rate.figure), None)
    if first:
        sentence = language.text("{sentence}, or {rate}", sentence=sentence, rate=rate_phrase(first, language))
    if edition.number == context.view.focus:
        return sentence
    return join_texts(language.text("; "), (unpublished, sentence))


def proportions_plot(
    rates: Sequence[Rate], crowd: Crowd | None, edition: Edition, context: ChartContext, *, beside: bool
) -> Plot:
    """The crowd, and the rates in words beside it, or below it. y is in pixels below the upper edge.

    customdata of the (invisible) bars over the words: [measure, edition, value, qualifier].
    """
    language = context.language
    color = PLACEHOLDERS.focus if edition.number == context.view.focus else PLACEHOLDERS.other
    heights = [LEAD_HEIGHT if place == 0 else RATE_HEIGHT for place in range(len(rates))]
    start, top = (NUMBERS_PLACE, 0) if crowd and beside else (0.0, CROWD_HEIGHT + GAP_BELOW_CROWD if crowd else 0)
    if crowd and beside:
        top = (CROWD_HEIGHT - sum(heights)) // 2
    tops = [top + sum(heights[:place]) for place in range(len(rates))]
    height = max(CROWD_HEIGHT if crowd else 0, tops[-1] + heights[-1])
    counted = [
        (rate, rate.figure, at, tall) for rate, at, tall in zip(rates, tops, heights, strict=True) if rate.figure
    ]
    words: PlotlyPart = {
        "type": "bar",
        "x": [(start + 1) / 2] * len(counted),
        "width": [1 - start] * len(counted),
        "base": [at for *_, at, _ in counted],
        "y": [tall - 10 for *_, tall in counted],
        "marker": {"color": "rgba(0,0,0,0)"},
        "customdata": [
            [rate.measure.id, edition.number, figure.value, figure.qualifier] for rate, figure, *_ in counted
        ],
        "hovertemplate": [
            f"<b>{edition.name}</b><br>{rate_phrase(rate, language)}<br>{formula_text(figure, language)}<extra></extra>"
            for rate, figure, *_ in counted
        ],
    }
    return finish_plot(
        [words],
        {"range": axis_range(0, 1, language), "visible": False},
        {"range": [height, 0], "visible": False},
        language,
        height + 16,
        fixed_height=True,
        min_width=LEAST_BESIDE if crowd and beside else 0,
        annotations=[
            rate_caption(rate, at, start, language, leads=place == 0)
            for place, (rate, at) in enumerate(zip(rates, tops, strict=True))
        ],
        shapes=crowd_shapes(crowd, CROWD_PLACE if beside else 0.5, color) if crowd else (),
    )


def crowd_shapes(crowd: Crowd, place: float, color: str) -> list[PlotlyPart]:
    """The dots, in one path, and the one in their middle. They are placed in pixels, so that they stay round."""
    middle = {"xref": "x", "yref": "y", "xsizemode": "pixel", "ysizemode": "pixel", "xanchor": place}
    middle |= {"yanchor": CROWD_HEIGHT / 2, "line": {"width": 0}, "layer": "below"}
    dots = "".join(circle_path(x, y, radius) for x, y, radius in crowd_dots(crowd.dot_count))
    return [
        middle | {"type": "path", "path": dots, "fillcolor": color},
        middle
        | {"type": "circle", "x0": -MIDDLE_RADIUS, "x1": MIDDLE_RADIUS, "y0": -MIDDLE_RADIUS, "y1": MIDDLE_RADIUS}
        | {"fillcolor": PLACEHOLDERS.ink},
    ]


def crowd_dots(count: float) -> Iterator[tuple[int, int, float]]:
    """(x, y, radius) of each dot, from the middle outwards, as seeds of a sunflower lie. The last may be a part of one,
    by its area.
    """
    for number in range(math.ceil(count)):
        away, turn = CROWD_GROWTH * math.sqrt(number + MIDDLE_DOTS + 0.5), number * GOLDEN_ANGLE
        part = min(1.0, count - number)
        yield round(away * math.cos(turn)), round(away * math.sin(turn)), DOT_RADIUS * math.sqrt(part)


def circle_path(x: int, y: int, radius: float) -> str:
    """A circle of two curves. Plotly's paths have no arcs."""
    left, right, reach = f"{x - radius:g}", f"{x + radius:g}", radius * 4 / 3
    above, below = f"{y + reach:g}", f"{y - reach:g}"
    return f"M{left},{y}C{left},{above} {right},{above} {right},{y}C{right},{below} {left},{below} {left},{y}Z"


def rate_caption(rate: Rate, top: float, start: float, language: Language, *, leads: bool) -> PlotlyPart:
    """A rate in words, and below it its formula. That of the crowd is large, in two lines.

    A line has one weight: programs that lack the typeface would write its second part over its first.
    """
    if rate.figure is None:
        first, second = language.term("measure", rate.measure.id), language.text("not published")
    else:
        value_format = "<b>{value}</b>" if leads else "{value}"
        first, second = rate_phrase(rate, language, value_format), formula_text(rate.figure, language)
    if leads:
        text = f"{first.replace('</b> ', '</b><br>')}<br><span style='font-size:{SMALL_TEXT}px'>{second}</span>"
    else:
        text = f"<span style='font-size:{LARGE_TEXT + 1}px'>{first}</span><br>{second}"
    return strip_title(text, top, language) | {
        "x": 1 - start if language.rtl else start,
        "align": "right" if language.rtl else "left",
        # The distance of lines follows this size.
        "font": {"size": LEAD_TEXT if leads else SMALL_TEXT, "color": PLACEHOLDERS.ink},
        "borderpad": 0,
    }
