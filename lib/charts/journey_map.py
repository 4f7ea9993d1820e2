"""The host cities on the map of Morocco, sized by visitors, joined in the order of the editions.

A map is never mirrored: west stays on the left in Arabic too.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from lib.charts.alternative_text import alternative_text, series_values
from lib.charts.chart import Chart, Edition, Plot
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.column_chart import hover_text
from lib.charts.kinds.label_placement import LabelledPoint, LabelPosition, label_width, place_labels
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import SMALL_TEXT, PlotlyPart, finish_plot
from lib.charts.phrases import figure_text, omitted_editions_note, series_table
from lib.language import Language
from lib.measures import MEASURES, Series, stops

OUTLINE_FILE = Path(__file__).parent / "geo" / "morocco.geojson"
MAP_HEIGHT = 470
# Diameters in pixels: of the largest circle, and of the ring for an edition without a published number.
LARGEST_CIRCLE, RING_SIZE = 34, 9
# Degrees of empty space around the land. The north has more, for the labels.
MAP_MARGIN, NORTH_MARGIN = 0.25, 1.6
# The width of the map on a phone of 390 pixels. Labels that don't overlap there don't overlap on a wider screen.
PHONE_MAP_WIDTH = 350
# The height in pixels of a label of two lines.
LABEL_HEIGHT = 33

GeoPoint = tuple[float, float]  # longitude, latitude


def journey_map(context: ChartContext) -> Chart:
    """The cities of the editions that the view compares."""
    language, measure = context.language, MEASURES["visitors"]
    series = context.restrict(measure(context.archive))
    places = {stop.edition: (stop.place[1], stop.place[0]) for stop in stops(context.archive) if stop.place}
    headline = map_headline(context.compared, language)
    notes = [
        *omitted_editions_note(context),
        language.text("The line joins the cities in the order of the editions; it is not a road."),
    ]
    if any(edition.number not in series for edition in context.compared):
        notes.append(language.text("A ring marks an edition whose number of visitors was not published."))
    if lost := [edition.name for edition in context.compared if edition.number not in places]:
        notes.append(
            language.text("Not on the map, because coordinates are missing: {editions}.", editions=language.join(lost))
        )
    return Chart(
        id="journey_map",
        headline=headline,
        subtitle=language.text("The host cities, numbered in order. The area of a circle stands for the visitors."),
        plot=city_plot(places, series, context),
        table=series_table(
            series, context.compared, language.term("measure", measure.id), headline, language, with_formula=False
        ),
        alternative=alternative_text(
            headline,
            language.text("Map of Morocco with the host cities in the order of the editions"),
            series_values(series, context.compared, measure.noun, language),
            language,
        ),
        notes=tuple(notes),
        sources=context.cite(series.values()),
    )


def map_headline(compared: Sequence[Edition], language: Language) -> str:
    """A sentence on how many editions were held in how many cities, from the first to the last."""
    if len(compared) < 2:
        return language.text("{edition}: the first host city", edition=compared[0].name)
    return language.plural(
        "{editions} in {number} city, from {first} to {last}",
        "{editions} in {number} cities, from {first} to {last}",
        len({edition.city for edition in compared}),
        editions=language.noun(len(compared), "edition"),
        first=compared[0].name,
        last=compared[-1].name,
    )


@cache
def country_outline() -> tuple[tuple[GeoPoint, ...], ...]:
    """The rings of the country's outline."""
    shapes = json.loads(OUTLINE_FILE.read_text(encoding="utf-8"))["features"]
    return tuple(
        tuple((float(x), float(y)) for x, y in ring)
        for shape in shapes
        for polygon in shape["geometry"]["coordinates"]
        for ring in polygon
    )


@cache
def map_bounds() -> tuple[float, float, float, float]:
    """The edges of the map, in degrees: west, south, east, north."""
    points = [point for ring in country_outline() for point in ring]
    return (
        min(x for x, _ in points) - MAP_MARGIN,
        min(y for _, y in points) - MAP_MARGIN,
        max(x for x, _ in points) + MAP_MARGIN,
        max(y for _, y in points) + NORTH_MARGIN,
    )


@cache
def latitude_stretch() -> float:
    """The length of a degree of latitude divided by that of a degree of longitude, at the country's middle latitude."""
    _, south, _, north = map_bounds()
    return 1 / math.cos(math.radians((south + north) / 2))


def city_plot(places: Mapping[int, GeoPoint], series: Series, context: ChartContext) -> Plot:
    """Land, the line through the cities in order, circles, rings for unpublished numbers, labels.

    `places` are the coordinates by edition number. An edition without coordinates isn't drawn.
    customdata of the circles: [edition, value, qualifier].
    """
    focus, language = context.view.focus, context.language
    located = [edition for edition in context.compared if edition.number in places]
    most = max((figure.value for figure in series.values()), default=1)
    sizes = {
        edition.number: LARGEST_CIRCLE * math.sqrt(series[edition.number].value / most)
        if edition.number in series
        else RING_SIZE
        for edition in located
    }
    # Larger circles are drawn first, so that they don't hide smaller ones.
    valued = sorted((e for e in located if e.number in series), key=lambda e: -series[e.number].value)
    unknown = [edition for edition in located if edition.number not in series]
    west, south, east, north = map_bounds()
    traces: list[PlotlyPart] = [
        *(land_trace(ring) for ring in country_outline()),
        {
            "type": "scatter",
            "mode": "lines",
            "x": [places[edition.number][0] for edition in located],
            "y": [places[edition.number][1] for edition in located],
            "line": {"color": PLACEHOLDERS.quiet, "width": 1},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": [places[edition.number][0] for edition in valued],
            "y": [places[edition.number][1] for edition in valued],
            "customdata": [
                [edition.number, series[edition.number].value, series[edition.number].qualifier] for edition in valued
            ],
            "marker": {
                "size": [sizes[edition.number] for edition in valued],
                "color": [PLACEHOLDERS.focus if edition.number == focus else PLACEHOLDERS.other for edition in valued],
                "line": {"color": PLACEHOLDERS.paper, "width": 1},
                "opacity": 1,
            },
            "hovertemplate": [
                hover_text(edition.name, series[edition.number], MEASURES["visitors"].noun, language)
                for edition in valued
            ],
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": [places[edition.number][0] for edition in unknown],
            "y": [places[edition.number][1] for edition in unknown],
            "marker": {
                "symbol": "circle",
                "size": RING_SIZE,
                "color": PLACEHOLDERS.paper,
                "line": {"color": PLACEHOLDERS.quiet, "width": 2},
                "opacity": 1,
            },
            "hovertemplate": [f"<b>{e.name}</b><br>{language.text('not published')}<extra></extra>" for e in unknown],
        },
    ]
    return finish_plot(
        traces,
        {"range": [west, east], "visible": False, "constrain": "domain"},
        {
            "range": [south, north],
            "visible": False,
            "constrain": "domain",
            "scaleanchor": "x",
            "scaleratio": latitude_stretch(),
        },
        language,
        MAP_HEIGHT,
        fixed_height=True,
        annotations=map_annotations(places, located, series, sizes, focus, language),
    )


def land_trace(ring: Sequence[GeoPoint]) -> PlotlyPart:
    """The country as a filled scatter trace."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for x, _ in ring],
        "y": [y for _, y in ring],
        "fill": "toself",
        "fillcolor": PLACEHOLDERS.soft,
        "line": {"color": PLACEHOLDERS.other, "width": 1},
        "hoverinfo": "skip",
    }


def map_annotations(
    places: Mapping[int, GeoPoint],
    located: Sequence[Edition],
    series: Series,
    sizes: Mapping[int, float],
    focus: int,
    language: Language,
) -> list[PlotlyPart]:
    """The label beside each circle: number, city and year of the edition, and below them its visitors."""
    west, south, east, north = map_bounds()
    scale = PHONE_MAP_WIDTH / (east - west)

    def pixel(point: GeoPoint) -> GeoPoint:
        return (point[0] - west) * scale, (point[1] - south) * scale * latitude_stretch()

    lines = {edition.number: map_label(edition, series, language) for edition in located}
    points = [
        LabelledPoint(
            *pixel(places[edition.number]),
            radius=sizes[edition.number] / 2,
            width=label_width(lines[edition.number]),
            height=LABEL_HEIGHT,
        )
        for edition in located
    ]
    way = [pixel(places[edition.number]) for edition in located]
    coast = [[pixel(point) for point in ring] for ring in country_outline()]
    sides = place_labels(points, [way, *coast], (0, 0, *pixel((east, north))))
    return [
        map_annotation(lines[edition.number], places[edition.number], side, edition.number == focus)
        for edition, side in zip(located, sides, strict=True)
    ]


def map_label(edition: Edition, series: Series, language: Language) -> tuple[str, str]:
    """The two lines of a label: 4 · Fes 2023, nearly 1,150,000."""
    figure = series.get(edition.number)
    return (
        f"{language.number(edition.number)} · {edition.name}",
        figure_text(figure, language) if figure else language.text("not published"),
    )


def map_annotation(lines: tuple[str, str], place: GeoPoint, side: LabelPosition, is_focus: bool) -> PlotlyPart:
    """The annotation of a label in its position beside the circle."""
    name, value = lines
    return {
        "x": place[0],
        "y": place[1],
        "xanchor": side.xanchor,
        "yanchor": side.yanchor,
        "xshift": side.xshift,
        "yshift": side.yshift,
        "align": side.xanchor,
        "text": f"<b>{name}</b><br>{value}" if is_focus else f"{name}<br>{value}",
        "font": {"size": SMALL_TEXT, "color": PLACEHOLDERS.focus if is_focus else PLACEHOLDERS.ink},
        "showarrow": False,
        "borderpad": 0,
        "borderwidth": 0,
    }
