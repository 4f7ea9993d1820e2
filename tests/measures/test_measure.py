"""The selectors, on two small editions full of rows that look like the figure and are not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lib.archive import Archive, read_archive, vocabulary
from lib.measures import MEASURES, Figure, VisitorCount, visitor_counts
from tests.archive.book import FIRST, SECOND, Book

FULL_2021, FULL_2022 = "2021-06-01,2021-06-03", "2022-06-01,2022-06-03"

ROWS = {
    f"{FIRST}/visitors.csv": (
        f"{FULL_2021},,all,visitors,60000,nearly,preferred,official,dgsn-2021;press-2021,",
        f"{FULL_2021},,all,visitors,65000,about,normal,press,press-2021,",
        f"{FULL_2021},,all,visitors,90000,exact,deprecated,contradicted,press-2021,",
        f"{FULL_2021},12:00,all,visitors,52000,over,normal,,press-2021,",
        f"{FULL_2021},,pupils,visitors,20000,about,normal,,press-2021,",
        f"{FULL_2021},,pupils,percent,33,about,normal,,press-2021,",
        "2021-06-01,2021-06-01,,all,visitors,10000,exact,normal,,dgsn-2021,",
        "2021-06-01,2021-06-02,,all,visitors,31000,over,normal,,dgsn-2021,",
        "2021-06-02,2021-06-03,,all,visitors,45000,over,normal,,press-2021,",
        "2021-06-03,2021-06-03,,all,percent,50,over,normal,,press-2021,",
        "2021-06-02,2021-06-02,,all,visitors,99000,exact,deprecated,slip,press-2021,",
    ),
    # Everything but a total.
    f"{SECOND}/visitors.csv": (
        f"{FULL_2022},,all,visitors,99000,exact,deprecated,ambiguous,dgsn-2022,",
        f"{FULL_2022},,all,percent,50,exact,normal,,dgsn-2022,",
        f"{FULL_2022},,youth,visitors,30000,exact,normal,,dgsn-2022,",
        f"{FULL_2022},during,all,visitors,70000,over,normal,,dgsn-2022,",
        "2022-06-01,2022-06-02,,all,visitors,40000,exact,normal,,dgsn-2022,",
        "2022-06-02,2022-06-03,,all,visitors,50000,exact,normal,,dgsn-2022,",
    ),
    f"{FIRST}/staff.csv": ("all,,,,,2300,over,normal,,dgsn-2021,",),
    f"{SECOND}/staff.csv": ("scouts,الكشافة,Scouts,Scouts,en,40,exact,normal,,dgsn-2022,",),
    f"{FIRST}/vehicles.csv": ("all,,,,,,dozens,normal,,dgsn-2021,",),
    f"{SECOND}/vehicles.csv": (
        "all,,,,,150,exact,normal,,dgsn-2022,",
        "boats,زوارق,Vedettes,Boats,en,3,exact,normal,,dgsn-2022,",
    ),
    f"{FIRST}/pavilions.csv": (
        "stand,all,,,,,,,17,exact,preferred,official,dgsn-2021,",
        "stand,all,,,,,,,20,about,normal,rounded,press-2021,",
        "space,all,,,,,,,4,exact,normal,,dgsn-2021,",
    ),
    f"{SECOND}/pavilions.csv": (
        "space,all,,,,,,,5,exact,normal,,dgsn-2022,",
        "stand,forensics,forensics,,الشرطة العلمية,Police scientifique,Forensics,,1,exact,normal,,dgsn-2022,",
    ),
    f"{FIRST}/programme.csv": (
        "demonstration,all,,,,,,,,dozens,normal,,dgsn-2021,",
        "seminar,all,,,,,,,10,exact,normal,,dgsn-2021,",
    ),
    f"{SECOND}/programme.csv": (
        "demonstration,all,,,,,,,50,about,normal,,dgsn-2022,",
        "seminar,rights,rights,2022-06-02,الحقوق,Droits,Rights,,2,exact,normal,,dgsn-2022,",
    ),
    f"{FIRST}/reach.csv": (
        "schools,,260,about,normal,,dgsn-2021,",
        "schools,2021-06-02,170,exact,normal,,dgsn-2021,",
        "media_outlets,2021-06-02,72,exact,normal,,dgsn-2021,",
        "blood_bags,,300,nearly,normal,,dgsn-2021,",
    ),
    f"{SECOND}/reach.csv": (
        "associations,,96,exact,normal,,dgsn-2022,",
        "online_views,,20000000,over,normal,,dgsn-2022,",
        "blood_donors,,465,exact,normal,,dgsn-2022,",
    ),
    f"{FIRST}/site.csv": ("area_m2,30000,nearly,normal,,dgsn-2021,", "covered_area_m2,8000,exact,normal,,dgsn-2021,"),
    f"{SECOND}/site.csv": ("covered_area_m2,9000,exact,normal,,dgsn-2022,",),
}

# measure -> what must be found; an edition without a published figure is absent
FOUND = {
    "visitors": {1: (60_000, "nearly")},
    "visitors_per_day": {1: (20_000, "nearly")},
    "stands": {1: (17, "exact")},
    "visitors_per_stand": {1: (3_530, "nearly")},
    "stands_per_hectare": {1: (5.67, "about")},
    # 60,000 and the 20,000 of a day by over 2,300: what is over below the line is less above it.
    "visitors_per_officer": {1: (26.1, "about")},
    "visitors_per_officer_day": {1: (8.7, "about")},
    "officers_per_stand": {1: (135, "over")},
    # The vehicles were published for the second edition, all else for the first: no rate joins two editions.
    "visitors_per_vehicle": {},
    "visitors_per_vehicle_day": {},
    "officers_per_vehicle": {},
    "vehicles_per_stand": {},
    "staff": {1: (2_300, "over")},
    "vehicles": {2: (150, "exact")},
    "demonstrations": {2: (50, "about")},
    "seminars": {1: (10, "exact")},
    "schools": {1: (260, "about")},
    "associations": {2: (96, "exact")},
    "media_outlets": {},
    "online_views": {2: (20_000_000, "over")},
    "blood_donors": {2: (465, "exact")},
    "area": {1: (30_000, "nearly")},
    "days": {1: (3, "exact"), 2: (3, "exact")},
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Two editions of three days each, from 1 June 2021 and 2022."""
    book = Book(Path(tmp_path_factory.mktemp("measures")) / "data")
    for file, rows in ROWS.items():
        book.write(file, "\n".join((book.line(file, 1), *rows)) + "\n")
    return read_archive(book.folder)


def test_the_small_archive_stands(small: Archive) -> None:
    assert [str(problem) for problem in small.problems if not problem.warning] == []
    assert small.numbers == (1, 2)


def test_every_measure_is_tried() -> None:
    assert FOUND.keys() == MEASURES.keys()
    assert all(name == measure.id for name, measure in MEASURES.items())


@pytest.mark.parametrize("name", MEASURES)
def test_selector(name: str, small: Archive) -> None:
    series = MEASURES[name].select(small)
    assert {number: (figure.value, figure.qualifier) for number, figure in series.items()} == FOUND[name]


@pytest.mark.parametrize("name", MEASURES)
def test_only_rates_are_calculated(name: str, small: Archive) -> None:
    assert all(figure.calculated == ("_per_" in name) for figure in MEASURES[name].select(small).values())


def test_figures_keep_their_sources(small: Archive) -> None:
    assert MEASURES["visitors"].select(small)[1].sources == ("dgsn-2021", "press-2021")
    assert MEASURES["visitors_per_stand"].select(small)[1] == Figure(
        3_530,
        "nearly",
        ("dgsn-2021", "press-2021"),
        ("quotient", 60_000, 17),
        inputs=("1.visitors.2021-06-01.2021-06-03..all.visitors", "1.pavilions.stand.all"),
    )


def test_rates_of_the_fourth_edition() -> None:
    archive = read_archive()
    rates = {
        name: MEASURES[name](archive)
        for name in MEASURES
        if "officer" in name or "per_vehicle" in name or name == "vehicles_per_stand"
    }
    assert {
        name: {number: (rate.value, rate.qualifier) for number, rate in found.items()} for name, found in rates.items()
    } == {
        "visitors_per_officer": {4: (500, "nearly")},
        "visitors_per_officer_day": {4: (100, "nearly")},
        "officers_per_stand": {4: (74.2, "about")},
        "visitors_per_vehicle": {4: (7_670, "nearly")},
        "visitors_per_vehicle_day": {4: (1_530, "nearly")},
        "officers_per_vehicle": {4: (15.3, "about")},
        "vehicles_per_stand": {4: (4.84, "about")},
    }


def test_counts_are_whole_days_of_all_visitors_in_order(small: Archive) -> None:
    counts = tuple(
        replace(count, figure=count.figure and replace(count.figure, claim="")) for count in visitor_counts(small, 1)
    )
    assert counts == (
        VisitorCount(1, 1, Figure(10_000, "exact", ("dgsn-2021",))),
        VisitorCount(1, 2, Figure(31_000, "over", ("dgsn-2021",))),
        VisitorCount(1, 3, Figure(60_000, "nearly", ("dgsn-2021", "press-2021"))),
        VisitorCount(2, 3, Figure(45_000, "over", ("press-2021",))),
    )


def test_counts_of_one_edition_leave_the_other_out(small: Archive) -> None:
    assert [(count.first, count.last, count.figure and count.figure.value) for count in visitor_counts(small, 2)] == [
        (1, 2, 40_000),
        (2, 3, 50_000),
    ]


def test_measuring_leaves_the_archive_as_it_is(small: Archive) -> None:
    for measure in MEASURES.values():
        measure.select(small)
    visitor_counts(small, 1)
    untouched = read_archive(small.folder)
    for topic in vocabulary.TOPICS:
        assert small.claims(topic) == untouched.claims(topic), topic
    assert (small.editions, small.sources) == (untouched.editions, untouched.sources)
