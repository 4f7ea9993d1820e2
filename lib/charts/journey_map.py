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
from lib.charts.chart import Chart, Edition, NarrowPlot, Plot
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.column_chart import hover_text
from lib.charts.kinds.label_placement import LabelledPoint, LabelPosition, label_width, place_labels
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.path_arrows import arrow_trace
from lib.charts.kinds.style import SMALL_TEXT, PlotlyPart, finish_plot
from lib.charts.phrases import figure_text, omitted_editions_note, series_table
from lib.language import Language
from lib.measures import MEASURES, Series, stops

OUTLINE_FILE = Path(__file__).parent / "geo" / "morocco.geojson"
# The map in pixels: beside the calendar, and on a phone of 390 pixels.
MAP_SIZE, PHONE_MAP_SIZE = (500, 600), (350, 430)
# Diameters in pixels: of the largest circle, and of the ring for an edition without a published number.
LARGEST_CIRCLE, RING_SIZE = 34, 9
# Degrees of empty space around the land. The north and the east have more, for the labels.
MAP_MARGIN, NORTH_MARGIN, EAST_MARGIN = 0.15, 1.5, 0.8
# The height in pixels of a line of a label.
MAP_LINE_HEIGHT = 16.5
# How many times worse it is for a label to lie on the way than on the coast.
WAY_WEIGHT = 3

GeoPoint = tuple[float, float]  # longitude, latitude


def journey_map(context: ChartContext) -> Chart:
    """The cities of the editions that the view compares."""
    language, measure = context.language, MEASURES["visitors"]
    series = context.restrict(measure(context.archive))
    places = {stop.edition: (stop.place[1], stop.place[0]) for stop in stops(context.archive) if stop.place}
    headline = map_headline(context.compared, language)
    notes = [
        *omitted_editions_note(context),
        language.text("The arrows lead from city to city in the order of the editions; they are not roads."),
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
        plot=city_plot(places, series, context, MAP_SIZE),
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
        narrow=NarrowPlot(city_plot(places, series, context, PHONE_MAP_SIZE), tuple(notes)),
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
        max(x for x, _ in points) + EAST_MARGIN,
        max(y for _, y in points) + NORTH_MARGIN,
    )


@cache
def latitude_stretch() -> float:
    """The length of a degree of latitude divided by that of a degree of longitude, at the country's middle latitude."""
    _, south, _, north = map_bounds()
    return 1 / math.cos(math.radians((south + north) / 2))


def city_plot(places: Mapping[int, GeoPoint], series: Series, context: ChartContext, size: tuple[int, int]) -> Plot:
    """Land, the line through the cities in order, circles, rings for unpublished numbers, arrows, labels.

    `places` are the coordinates by edition number. An edition without coordinates isn't drawn. `size` is the width for
    which the labels are placed, and the height, in pixels; on a phone the labels leave the visitors out.
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
    # Larger circles are drawn first, so that they don't hide smaller ones; of equal ones, the focus last.
    valued = sorted(
        (e for e in located if e.number in series), key=lambda e: (-series[e.number].value, e.number == focus)
    )
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
        arrow_trace([places[edition.number] for edition in located]),
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
        size[1],
        fixed_height=True,
        annotations=map_annotations(places, located, series, sizes, context, size[0]),
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
    context: ChartContext,
    width: float,
) -> list[PlotlyPart]:
    """A label for each city beside its circles: its editions, and the visitors of one of them."""
    focus, language = context.view.focus, context.language
    west, south, east, north = map_bounds()
    scale = width / (east - west)

    def pixel(point: GeoPoint) -> GeoPoint:
        return (point[0] - west) * scale, (point[1] - south) * scale * latitude_stretch()

    cities: dict[str, list[Edition]] = {}
    for edition in located:
        cities.setdefault(edition.city, []).append(edition)
    lines = [map_label(held, series, focus, language) for held in cities.values()]
    if width < MAP_SIZE[0]:
        lines = [label[:1] for label in lines]
    points = [
        LabelledPoint(
            *pixel(places[held[0].number]),
            radius=max(sizes[edition.number] for edition in held) / 2,
            width=label_width(label),
            height=MAP_LINE_HEIGHT * len(label),
        )
        for held, label in zip(cities.values(), lines, strict=True)
    ]
    way = [pixel(places[edition.number]) for edition in located]
    coast = [[pixel(point) for point in ring] for ring in country_outline()]
    # A label may lie on the coast, if need be; on the way it would be read with difficulty.
    sides = place_labels(points, [*[way] * WAY_WEIGHT, *coast], (0, 0, *pixel((east, north))))
    return [
        map_annotation(label, places[held[0].number], side, any(edition.number == focus for edition in held))
        for held, label, side in zip(cities.values(), lines, sides, strict=True)
    ]


def map_label(held: Sequence[Edition], series: Series, focus: int, language: Language) -> tuple[str, ...]:
    """The two lines of a city's label: 4 · Fes 2023, nearly 1,150,000.

    Of several editions the visitors of the focus are named, else the highest: 3 and 9 · Tangier, 2019: about 515,000.
    """
    numbers = language.join([language.number(edition.number) for edition in held])
    valued = [edition for edition in held if edition.number in series]
    named = max(valued or held, key=lambda e: (e.number == focus, series[e.number].value if valued else 0))
    figure = series.get(named.number)
    value = figure_text(figure, language) if figure else language.text("not published")
    if len(held) == 1:
        return f"{numbers} · {named.name}", value
    return f"{numbers} · {named.city}", language.text(
        "{edition}: {value}", edition=str(named.last_day.year), value=value
    )


def map_annotation(lines: Sequence[str], place: GeoPoint, side: LabelPosition, is_focus: bool) -> PlotlyPart:
    """The annotation of a label in its position beside the circle."""
    name, *rest = lines
    return {
        "x": place[0],
        "y": place[1],
        "xanchor": side.xanchor,
        "yanchor": side.yanchor,
        "xshift": side.xshift,
        "yshift": side.yshift,
        "align": side.xanchor,
        "text": "<br>".join((f"<b>{name}</b>" if is_focus else name, *rest)),
        "font": {"size": SMALL_TEXT, "color": PLACEHOLDERS.focus if is_focus else PLACEHOLDERS.ink},
        "showarrow": False,
        "borderpad": 0,
        "borderwidth": 0,
    }
