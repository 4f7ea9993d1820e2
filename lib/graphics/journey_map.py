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
from lib.graphics.graphic import Cell, Edition, Graphic, Table, View
from lib.graphics.palette import INK
from lib.graphics.style import SMALL, Mark, finish
from lib.graphics.words import cell, cited, editions, listed, quantity, shown
from lib.language import Language
from lib.measures import MEASURES, Series

OUTLINE = Path(__file__).parent / "geo" / "morocco.geojson"
HEIGHT = 520
LARGEST = 44  # diameter in pixels of the circle of the most visitors
# Cities west of this meridian are labelled over the ocean, on the left; the others to their right.
DIVIDE = -6.3
LEFT_LABELS = -16.9
APART = 1.15  # degrees of latitude between two labels over the ocean

Place = tuple[float, float]  # longitude, latitude


def journey_map(archive: Archive, view: View, language: Language) -> Graphic:
    """The cities of the editions that the view compares."""
    compared = shown(archive, view, language)
    series = {
        number: figure
        for number, figure in MEASURES["visitors"](archive).items()
        if number in {edition.number for edition in compared}
    }
    venues = {int(row["number"]): row for row in archive.editions.to_dict("records")}
    headline = language.plural(
        "{number} edition in {cities}",
        "{number} editions in {cities}",
        len(compared),
        cities=_cities(compared, language),
    )
    return Graphic(
        id="journey_map",
        headline=headline,
        subtitle=language.text(
            "Host cities in the order of the editions; the area of a circle stands for its visitors."
        ),
        chart=city_chart(places(archive), compared, series, view.focus, language),
        table=Table(
            headline,
            (
                language.text("Edition"),
                language.text("Dates"),
                language.text("Venue"),
                language.term("measure", "visitors"),
            ),
            tuple(
                (
                    Cell(edition.name),
                    Cell(edition.dates),
                    Cell(_text(venues[edition.number][f"venue_{language.code}"], language)),
                    cell(series.get(edition.number), language),
                )
                for edition in compared
            ),
        ),
        alternative=language.text(
            "Map of Morocco with the host cities. {headline}. Values: {values}.",
            headline=headline,
            values=listed(series, compared, "visitor", language),
        ),
        notes=(
            language.text(
                "The line joins the cities in order and is no road. Cities are marked, not the venues in them."
            ),
        ),
        sources=cited(archive, series.values(), language),
    )


def places(archive: Archive) -> Mapping[int, Place]:
    """Where the city of each edition lies; an edition without coordinates is absent."""
    return {
        int(row["number"]): (float(row["longitude"]), float(row["latitude"]))
        for row in archive.editions.dropna(subset=["latitude", "longitude"]).to_dict("records")
    }


def _cities(compared: Sequence[Edition], language: Language) -> str:
    return language.join(list(dict.fromkeys(edition.city for edition in compared)))


def _text(words: object, language: Language) -> str:
    return words if isinstance(words, str) else language.text("not published")


@cache
def outline() -> tuple[tuple[Place, ...], ...]:
    """The rings of the country's outline."""
    shapes = json.loads(OUTLINE.read_text(encoding="utf-8"))["features"]
    return tuple(
        tuple((float(x), float(y)) for x, y in ring)
        for shape in shapes
        for polygon in shape["geometry"]["coordinates"]
        for ring in polygon
    )


def city_chart(
    located: Mapping[int, Place], compared: Sequence[Edition], series: Series, focus: int, language: Language
) -> go.Figure:
    """Land, line, circles and labels. customdata of the circles: [edition, value, qualifier]."""
    drawn = [edition for edition in compared if edition.number in located]
    # A larger circle must not hide a smaller one, so it is drawn first.
    valued = sorted((e for e in drawn if e.number in series), key=lambda e: -series[e.number].value)
    most = max((figure.value for figure in series.values()), default=1)
    points = [point for ring in outline() for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    marks: list[Mark] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [x for x, _ in ring],
            "y": [y for _, y in ring],
            "fill": "toself",
            "fillcolor": INK.soft,
            "line": {"color": INK.quiet, "width": 1},
            "hoverinfo": "skip",
        }
        for ring in outline()
    ]
    marks += [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [located[edition.number][0] for edition in drawn],
            "y": [located[edition.number][1] for edition in drawn],
            "line": {"color": INK.quiet, "width": 1.5, "dash": "dot"},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": [located[edition.number][0] for edition in valued],
            "y": [located[edition.number][1] for edition in valued],
            "customdata": [
                [edition.number, series[edition.number].value, series[edition.number].qualifier] for edition in valued
            ],
            "marker": {
                "size": [LARGEST * math.sqrt(series[edition.number].value / most) for edition in valued],
                "color": [INK.focus if edition.number == focus else INK.other for edition in valued],
                "line": {"color": INK.paper, "width": 1.5},
                "opacity": 1,
            },
            "hovertemplate": [
                f"<b>{edition.name}</b><br>{quantity(series[edition.number], language, 'visitor')}<extra></extra>"
                for edition in valued
            ],
        },
    ]
    return finish(
        marks,
        {"range": [west - 0.2, east + 0.2], "visible": False, "constrain": "domain"},
        {
            "range": [south - 0.2, north + 0.6],
            "visible": False,
            "scaleanchor": "x",
            # A degree of latitude is longer than one of longitude by this much in the middle of the country.
            "scaleratio": 1 / math.cos(math.radians((south + north) / 2)),
            "constrain": "domain",
        },
        language,
        HEIGHT,
        annotations=city_labels(located, drawn, focus, language),
    )


def city_labels(located: Mapping[int, Place], drawn: Sequence[Edition], focus: int, language: Language) -> list[Mark]:
    """Number, city and year of each edition: over the ocean with a thin line to the city, or beside it."""
    left = sorted((e for e in drawn if located[e.number][0] < DIVIDE), key=lambda e: -located[e.number][1])
    top = 35.4
    labels: list[Mark] = []
    for rank, edition in enumerate(left):
        x, y = located[edition.number]
        labels.append(
            {
                "x": x,
                "y": y,
                "ax": LEFT_LABELS,
                "ay": top - rank * APART,
                "axref": "x",
                "ayref": "y",
                "xanchor": "left",
                "showarrow": True,
                "arrowhead": 0,
                "arrowwidth": 1,
                "arrowcolor": INK.rule,
                "standoff": 8,
            }
            | _label(edition, focus, language)
        )
    for edition in drawn:
        if edition not in left:
            x, y = located[edition.number]
            labels.append(
                {"x": x, "y": y, "xanchor": "left", "yanchor": "middle", "xshift": 20, "showarrow": False}
                | _label(edition, focus, language)
            )
    return labels


def _label(edition: Edition, focus: int, language: Language) -> Mark:
    text = language.isolate(f"{edition.name} · {language.number(edition.number)}")
    lit = edition.number == focus
    return {
        "text": f"<b>{text}</b>" if lit else text,
        "font": {"size": SMALL, "color": INK.focus if lit else INK.ink},
    }


def host_places(archive: Archive, view: View, language: Language) -> Table:
    """What each edition was called and how large its site was."""
    area = MEASURES["area"](archive)
    rows = {int(row["number"]): row for row in archive.editions.to_dict("records")}
    compared = [
        edition for edition in editions(archive, language).values() if edition in shown(archive, view, language)
    ]
    return Table(
        caption=language.text("Venue, slogan and area of each edition"),
        columns=(
            language.text("Edition"),
            language.text("Venue"),
            language.text("Slogan"),
            language.term("measure", "area"),
        ),
        rows=tuple(
            (
                Cell(edition.name),
                Cell(_named(rows[edition.number], "venue", language)),
                Cell(_named(rows[edition.number], "slogan", language)),
                cell(area.get(edition.number), language),
            )
            for edition in compared
        ),
    )


def _named(row: Mapping[object, object], family: str, language: Language) -> str:
    """The venue or slogan in the reader's language, marked where the wording is the project's own."""
    column = f"{family}_{language.code}"
    words = _text(row[column], language)
    own = column in str(row["translated"]).split(";")
    return language.text("{name} (our translation)", name=words) if own else words
