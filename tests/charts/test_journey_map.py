"""The map, the calendar and the places of the editions."""

from __future__ import annotations

import hashlib
import math
from dataclasses import replace
from importlib import import_module
from itertools import combinations, pairwise

import plotly.graph_objects as go
import pytest

from lib.archive import Archive
from lib.charts import CHARTS, ChartContext, View
from lib.charts.journey_map import MAP_SIZE, OUTLINE_FILE, city_plot, country_outline, map_bounds, map_label
from lib.charts.kinds.label_placement import LABEL_DISTANCES, LabelledPoint, label_box, place_labels
from lib.content.venues import edition_venues
from lib.language import Language, LanguageCode
from lib.measures import MEASURES, stops

ALL = View(4, later=True)
OUTLINE_SHA256 = "027be49be99f88e38fea7c21abaac60082dd96e446c154f59d1ce1485003eefe"


def test_outline_is_kept_as_it_came() -> None:
    """One outline, with the southern provinces; nobody redraws it by accident."""
    assert hashlib.sha256(OUTLINE_FILE.read_bytes()).hexdigest() == OUTLINE_SHA256
    (ring,) = country_outline()
    assert ring[0] == ring[-1]
    assert min(y for _, y in ring) == pytest.approx(20.807)
    assert max(y for _, y in ring) == pytest.approx(35.931)


def test_whole_outline_is_in_the_frame(archive: Archive, language: Language) -> None:
    west, south, east, north = map_bounds()
    assert all(west < x < east and south < y < north for ring in country_outline() for x, y in ring)
    chart = go.Figure(CHARTS["journey_map"](ChartContext(archive, ALL, language)).plot.parts())
    assert chart.data[0].fill == "toself"
    assert list(zip(chart.data[0].x, chart.data[0].y, strict=True)) == list(country_outline()[0])
    assert (*chart.layout.xaxis.range, *chart.layout.yaxis.range) == (west, east, south, north)


def test_a_degree_north_is_longer_than_a_degree_east(archive: Archive) -> None:
    axis = go.Figure(CHARTS["journey_map"](ChartContext(archive, ALL, Language("ar"))).plot.parts()).layout.yaxis
    assert axis.scaleanchor == "x"
    assert axis.scaleratio == pytest.approx(1 / math.cos(math.radians(28.7)), rel=0.01)


def test_area_of_circles_is_in_proportion_to_visitors(archive: Archive, language: Language) -> None:
    circles = next(
        trace
        for trace in go.Figure(CHARTS["journey_map"](ChartContext(archive, ALL, language)).plot.parts()).data
        if trace.customdata is not None and trace.marker.size is not None
    )
    shares = [size**2 / row[1] for size, row in zip(circles.marker.size, circles.customdata, strict=True)]
    assert shares == pytest.approx([shares[0]] * 6)
    # The largest below, so that no circle is hidden.
    assert list(circles.marker.size) == sorted(circles.marker.size, reverse=True)


def test_circles_stand_on_their_cities(archive: Archive) -> None:
    circles = go.Figure(CHARTS["journey_map"](ChartContext(archive, ALL, Language("fr"))).plot.parts()).data[2]
    where = {stop.edition: stop.place for stop in stops(archive)}
    assert [(y, x) for x, y in zip(circles.x, circles.y, strict=True)] == [where[row[0]] for row in circles.customdata]


def test_an_edition_without_visitors_stays_on_the_map_as_a_ring(archive: Archive) -> None:
    language = Language("en")
    series = {number: figure for number, figure in MEASURES["visitors"](archive).items() if number != 3}
    places = {stop.edition: (stop.place[1], stop.place[0]) for stop in stops(archive) if stop.place}
    chart = go.Figure(city_plot(places, series, ChartContext(archive, ALL, language), MAP_SIZE).parts())
    circles, rings = chart.data[2:4]
    assert {row[0] for row in circles.customdata} == {1, 2, 4, 5, 6}
    assert [tuple(rings.x), tuple(rings.y)] == [(places[3][0],), (places[3][1],)]
    assert rings.customdata is None
    assert "3 · Tangier 2019" in chart.layout.annotations[2].text
    assert "not published" in chart.layout.annotations[2].text


def test_an_edition_without_coordinates_is_named_under_the_map(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    unplaced = tuple(replace(stop, place=None) if stop.edition == 2 else stop for stop in stops(archive))
    monkeypatch.setattr(import_module("lib.charts.journey_map"), "stops", lambda _: unplaced)
    made = CHARTS["journey_map"](ChartContext(archive, View(4), Language("en")))
    assert "Not on the map, because coordinates are missing: Marrakech 2018." in made.notes
    assert len(go.Figure(made.plot.parts()).layout.annotations) == 3
    assert [row[0].text for row in made.table.rows][1] == "Marrakech 2018"


def test_labels_say_number_name_and_qualified_value(archive: Archive) -> None:
    labels = [
        label.text
        for label in go.Figure(
            CHARTS["journey_map"](ChartContext(archive, ALL, Language("en"))).plot.parts()
        ).layout.annotations
    ]
    assert "4 · Fes 2023" in labels[3]
    assert "nearly\u00a01,150,000" in labels[3]
    assert [label.count("<b>") for label in labels] == [0, 0, 0, 1, 0, 0]


def test_an_arrow_leads_from_each_city_to_the_next(archive: Archive) -> None:
    arrows = go.Figure(CHARTS["journey_map"](ChartContext(archive, ALL, Language("ar"))).plot.parts()).data[-1]
    way = [(stop.place[1], stop.place[0]) for stop in stops(archive) if stop.place]
    assert list(zip(arrows.x, arrows.y, strict=True))[::3] == way[:-1]
    assert arrows.marker.angleref == "previous"
    middles = list(zip(arrows.x, arrows.y, strict=True))[1::3]
    for (x, y), (one, other) in zip(middles, pairwise(way), strict=True):
        assert (x, y) == pytest.approx(((one[0] + other[0]) / 2, (one[1] + other[1]) / 2))


def test_a_city_that_hosts_twice_has_one_label(archive: Archive) -> None:
    """Two labels at one place could not be read."""
    language, measure = Language("en"), MEASURES["visitors"]
    held = [edition for edition in ChartContext(archive, ALL, language).compared if edition.number in (3, 6)]
    label = map_label([replace(edition, city="Tangier") for edition in held], measure(archive), 4, language)
    assert label == ("3 and 6 · Tangier", "2025: nearly\u00a02,400,000")


def test_labels_keep_clear_of_each_other_and_of_the_points() -> None:
    spots = [
        LabelledPoint(150 + 24 * (place % 3), 200 + 22 * (place // 3), 3 + 2 * place, 70, 30) for place in range(6)
    ]
    sides = place_labels(spots, [[(0, 0), (300, 400)]], (0, 0, 350, 420))
    boxes = [label_box(spot, side) for spot, side in zip(spots, sides, strict=True)]
    assert not [
        pair
        for pair in combinations(boxes, 2)
        if pair[0][0] < pair[1][2] and pair[1][0] < pair[0][2] and pair[0][1] < pair[1][3] and pair[1][1] < pair[0][3]
    ]
    assert all(left >= 0 and bottom >= 0 and right <= 350 and top <= 420 for left, bottom, right, top in boxes)


def test_a_lonely_label_stands_beside_its_point() -> None:
    (side,) = place_labels([LabelledPoint(100, 100, 10, 50, 30)], [], (0, 0, 350, 420))
    assert (side.xanchor, side.yanchor, side.xshift) == ("left", "middle", 10 + LABEL_DISTANCES[0])


def test_years_without_an_edition_are_shaded(archive: Archive, language: Language) -> None:
    chart = go.Figure(CHARTS["journey_legs"](ChartContext(archive, View(4), language)).plot.parts())
    bands = [shape for shape in chart.layout.shapes if shape.type == "rect"]
    years = dict(zip(chart.layout.yaxis.ticktext, chart.layout.yaxis.tickvals, strict=True))
    assert [[name for name, middle in years.items() if band.y0 < middle < band.y1] for band in bands] == [
        ["2020"],
        ["2021"],
        ["2022"],
    ]
    # Time runs down, and the years stand where reading begins.
    assert chart.layout.yaxis.range[0] > chart.layout.yaxis.range[1]
    assert chart.layout.yaxis.side == ("right" if language.rtl else "left")


def test_bars_of_the_calendar_reach_from_edition_to_edition(archive: Archive) -> None:
    bars = go.Figure(CHARTS["journey_legs"](ChartContext(archive, ALL, Language("en"))).plot.parts()).data[0]
    held = stops(archive)
    assert list(bars.base) == [stop.last_day.toordinal() for stop in held[:-1]]
    ends = [base + days for base, days in zip(bars.base, bars.y, strict=True)]
    assert ends == [stop.first_day.toordinal() for stop in held[1:]]


def test_whole_way_is_worked_out(archive: Archive) -> None:
    notes = CHARTS["journey_legs"](ChartContext(archive, ALL, Language("en"))).notes
    assert notes[-1] == "Total distance: 220 +\u00a0500 +\u00a0200 +\u00a0590 +\u00a0330 = about\u00a01,840 kilometres."
    assert (
        len(CHARTS["journey_legs"](ChartContext(archive, View(2), Language("en"))).notes) == 1
    )  # one leg, nothing to add


def test_places_say_what_is_our_own_translation(archive: Archive) -> None:
    found = {code: edition_venues(ChartContext(archive, ALL, Language(code))) for code in ("ar", "fr", "en")}
    own = {
        code: [(venue.venue and venue.venue.translated, venue.slogan and venue.slogan.translated) for venue in held]
        for code, held in found.items()
    }
    for code, marks in own.items():
        assert marks == [
            (f"venue_{code}" in row.translated, f"slogan_{code}" in row.translated) for row in archive.editions
        ], code


def test_places_hold_area_with_its_wording_and_sources(archive: Archive) -> None:
    held = edition_venues(ChartContext(archive, ALL, Language("en")))
    assert [venue.area.text for venue in held] == [
        "not published",
        "about\u00a030,000 square metres",
        "about\u00a025,000 square metres",
        "nearly\u00a030,000 square metres",
        "58,000 square metres",
        "20,000 square metres",
    ]
    assert [venue.focus for venue in held] == [number == 4 for number in range(1, 7)]
    for venue, row in zip(held, archive.editions, strict=True):
        cited = {source.id for source in venue.sources}
        told = {source for source in row.sources if archive.sources[source].kind != "reference"}
        assert {*told, *venue.area.sources} == cited


def test_only_places_of_the_editions_compared(archive: Archive) -> None:
    assert [venue.name for venue in edition_venues(ChartContext(archive, View(2), Language("fr")))] == [
        "Casablanca 2017",
        "Marrakech 2018",
    ]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ar", "لم تنظم أي دورة سنوات 2020 و2021 و2022 بسبب جائحة كوفيد-19، حسب المصادر."),
        ("fr", "Aucune édition en 2020, 2021 et 2022 en raison de la pandémie de Covid-19, selon les sources."),
        ("en", "2020, 2021 and 2022 had no edition because of the Covid-19 pandemic, according to the sources."),
    ],
)
def test_why_there_was_no_edition_is_said_with_its_sources(archive: Archive, code: LanguageCode, said: str) -> None:
    chart = CHARTS["journey_legs"](ChartContext(archive, View(4), Language(code)))
    assert chart.notes[0] == said
    assert {"maghrebintelligence-2024-03", "marocuniversel-2023-05-16"} <= {source.id for source in chart.sources}
    assert said not in CHARTS["journey_legs"](ChartContext(archive, View(3), Language(code))).notes
