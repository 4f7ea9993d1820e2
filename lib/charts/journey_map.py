"""The host cities on the map of Morocco, sized by visitors, joined in the order of the editions.

A map is never mirrored: west stays on the left in Arabic too.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import plotly.graph_objects as go

from lib.archive import Archive
from lib.charts.chart import Edition, Graphic, View
from lib.charts.kinds.column_chart import hover
from lib.charts.kinds.label_placement import Side, Spot, beside
from lib.charts.kinds.palette import INK
from lib.charts.kinds.style import SMALL, Mark, finish
from lib.charts.phrases import (
    cited,
    listed,
    part_note,
    quantity,
    series_table,
    shown,
)
from lib.language import Language
from lib.measures import MEASURES, Series, stops

OUTLINE = Path(__file__).parent / "geo" / "morocco.geojson"
HEIGHT = 470
# Diameters in pixels: of the circle of the most visitors, and of the ring where no number was published.
LARGEST, RING = 34, 9
# Degrees of air around the land; more in the north, where the labels are.
AIR, NORTH_AIR = 0.25, 1.6
# The width of the map on a phone of 390 pixels. Labels that are free of each other there are so on any wider screen.
PHONE = 350
# Of a label of two lines in small print: its height, and the width of a letter.
LABEL_HEIGHT, LETTER = 33, 6.0

Point = tuple[float, float]  # longitude, latitude


def journey_map(archive: Archive, view: View, language: Language) -> Graphic:
    """The cities of the editions that the view compares."""
    compared = shown(archive, view, language)
    measure = MEASURES["visitors"]
    numbers = {edition.number for edition in compared}
    series = {number: figure for number, figure in measure(archive).items() if number in numbers}
    places = {
        stop.edition: (stop.place[1], stop.place[0])
        for stop in stops(archive)
        if stop.place and stop.edition in numbers
    }
    headline = map_headline(compared, language)
    notes = [
        *part_note(compared, archive, view, language),
        language.text("The line joins the cities in the order of the editions; it is no road."),
    ]
    if any(edition.number not in series for edition in compared):
        notes.append(language.text("A ring stands where the number of visitors was not published."))
    if lost := [edition.name for edition in compared if edition.number not in places]:
        notes.append(
            language.text("Not on the map, for want of coordinates: {editions}.", editions=language.join(lost))
        )
    return Graphic(
        id="journey_map",
        headline=headline,
        subtitle=language.text("The host cities, numbered in order. The area of a circle stands for the visitors."),
        chart=city_chart(places, [e for e in compared if e.number in places], series, view.focus, language),
        table=series_table(series, compared, language.term("measure", measure.id), headline, language),
        alternative=language.text(
            "Map of Morocco with the host cities in the order of the editions. {headline}. Values: {values}.",
            headline=headline,
            values=listed(series, compared, measure.noun, language),
        ),
        notes=tuple(notes),
        sources=cited(archive, series.values(), language),
    )


def map_headline(compared: Sequence[Edition], language: Language) -> str:
    """How many editions in how many cities, from which to which."""
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
def outline() -> tuple[tuple[Point, ...], ...]:
    """The rings of the country's outline."""
    shapes = json.loads(OUTLINE.read_text(encoding="utf-8"))["features"]
    return tuple(
        tuple((float(x), float(y)) for x, y in ring)
        for shape in shapes
        for polygon in shape["geometry"]["coordinates"]
        for ring in polygon
    )


@cache
def frame() -> tuple[float, float, float, float]:
    """What the map shows, in degrees: west, south, east, north."""
    points = [point for ring in outline() for point in ring]
    return (
        min(x for x, _ in points) - AIR,
        min(y for _, y in points) - AIR,
        max(x for x, _ in points) + AIR,
        max(y for _, y in points) + NORTH_AIR,
    )


@cache
def stretch() -> float:
    """How much longer a degree of latitude is than one of longitude, in the middle of the country."""
    _, south, _, north = frame()
    return 1 / math.cos(math.radians((south + north) / 2))


def city_chart(
    places: Mapping[int, Point], located: Sequence[Edition], series: Series, focus: int, language: Language
) -> go.Figure:
    """Land, the line through the cities in order, circles, rings where nothing was published, labels.

    customdata of the circles: [edition, value, qualifier].
    """
    most = max((figure.value for figure in series.values()), default=1)
    sizes = {
        edition.number: LARGEST * math.sqrt(series[edition.number].value / most) if edition.number in series else RING
        for edition in located
    }
    # A larger circle must not hide a smaller one, so it is drawn first.
    valued = sorted((e for e in located if e.number in series), key=lambda e: -series[e.number].value)
    unknown = [edition for edition in located if edition.number not in series]
    west, south, east, north = frame()
    marks: list[Mark] = [
        *(land(ring) for ring in outline()),
        {
            "type": "scatter",
            "mode": "lines",
            "x": [places[edition.number][0] for edition in located],
            "y": [places[edition.number][1] for edition in located],
            "line": {"color": INK.quiet, "width": 1},
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
                "color": [INK.focus if edition.number == focus else INK.other for edition in valued],
                "line": {"color": INK.paper, "width": 1},
                "opacity": 1,
            },
            "hovertemplate": [
                hover(edition.name, series[edition.number], MEASURES["visitors"].noun, language) for edition in valued
            ],
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": [places[edition.number][0] for edition in unknown],
            "y": [places[edition.number][1] for edition in unknown],
            "marker": {
                "symbol": "circle",
                "size": RING,
                "color": INK.paper,
                "line": {"color": INK.quiet, "width": 2},
                "opacity": 1,
            },
            "hovertemplate": [f"<b>{e.name}</b><br>{language.text('not published')}<extra></extra>" for e in unknown],
        },
    ]
    return finish(
        marks,
        {"range": [west, east], "visible": False, "constrain": "domain"},
        {
            "range": [south, north],
            "visible": False,
            "constrain": "domain",
            "scaleanchor": "x",
            "scaleratio": stretch(),
        },
        language,
        HEIGHT,
        rigid=True,
        annotations=labels(places, located, series, sizes, focus, language),
    )


def land(ring: Sequence[Point]) -> Mark:
    """The country as an ordinary filled shape."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for x, _ in ring],
        "y": [y for _, y in ring],
        "fill": "toself",
        "fillcolor": INK.soft,
        "line": {"color": INK.other, "width": 1},
        "hoverinfo": "skip",
    }


def labels(
    places: Mapping[int, Point],
    located: Sequence[Edition],
    series: Series,
    sizes: Mapping[int, float],
    focus: int,
    language: Language,
) -> list[Mark]:
    """Number, city and year of each edition over its visitors, beside its circle."""
    west, south, east, north = frame()
    scale = PHONE / (east - west)

    def pixel(point: Point) -> Point:
        return (point[0] - west) * scale, (point[1] - south) * scale * stretch()

    lines = {edition.number: label(edition, series, language) for edition in located}
    spots = [
        Spot(
            *pixel(places[edition.number]),
            radius=sizes[edition.number] / 2,
            width=max(map(len, lines[edition.number])) * LETTER,
            height=LABEL_HEIGHT,
        )
        for edition in located
    ]
    way = [pixel(places[edition.number]) for edition in located]
    coast = [[pixel(point) for point in ring] for ring in outline()]
    sides = beside(spots, [way, *coast], (0, 0, *pixel((east, north))))
    return [
        written(lines[edition.number], places[edition.number], side, edition.number == focus)
        for edition, side in zip(located, sides, strict=True)
    ]


def label(edition: Edition, series: Series, language: Language) -> tuple[str, str]:
    """The two lines of a label: 4 · Fes 2023, nearly 1,150,000."""
    figure = series.get(edition.number)
    return (
        f"{language.number(edition.number)} · {edition.name}",
        quantity(figure, language) if figure else language.text("not published"),
    )


def written(lines: tuple[str, str], place: Point, side: Side, lit: bool) -> Mark:
    """A label at its side of the circle."""
    name, value = lines
    return {
        "x": place[0],
        "y": place[1],
        "xanchor": side.xanchor,
        "yanchor": side.yanchor,
        "xshift": side.xshift,
        "yshift": side.yshift,
        "align": side.xanchor,
        "text": f"<b>{name}</b><br>{value}" if lit else f"{name}<br>{value}",
        "font": {"size": SMALL, "color": INK.focus if lit else INK.ink},
        "showarrow": False,
        "borderpad": 0,
        "borderwidth": 0,
    }
