"""Any measure of any editions on any basis says the same as the archive, or explains why there is nothing to say."""

from __future__ import annotations

import re
from functools import cache
from itertools import product

import pytest

from lib.archive import Archive
from lib.charts import CHARTS, Chart, ChartContext, View
from lib.language import Language
from lib.measures import BASES, MEASURES, Series, find_obstacle, select_editions
from tests.charts.test_charts_match_archive import ARABIC, LATIN, drawn, tabled, words

ALL = (1, 2, 3, 4, 5, 6)
CHOICES = (ALL, (1,), (4,), (5, 6), (2, 4, 6), (1, 2, 3))
EN = Language("en")


@cache
def made(archive: Archive, measure: str, basis: str, editions: tuple[int, ...], language: Language) -> Chart:
    return CHARTS["comparison"](
        ChartContext(archive, View(4, measure=measure, basis=basis, editions=editions), language)
    )


def expected(archive: Archive, measure: str, basis: str, editions: tuple[int, ...]) -> Series:
    """The figures as lib.measures gives them; none where something stands in the way."""
    if find_obstacle(MEASURES[measure], BASES[basis], archive, editions):
        return {}
    return BASES[basis](select_editions(MEASURES[measure](archive), editions), archive)


@pytest.mark.parametrize("basis", BASES)
def test_every_measure_on_every_basis(
    archive: Archive, basis: str, language: Language, subtests: pytest.Subtests
) -> None:
    for measure, editions in product(MEASURES, CHOICES):
        with subtests.test(measure=measure, editions=editions):
            foreign = LATIN if language.code == "ar" else ARABIC
            chart = made(archive, measure, basis, editions, language)
            figures = expected(archive, measure, basis, editions)
            values = sorted((figure.value, figure.qualifier) for figure in figures.values())
            assert drawn(chart) == tabled(chart) == values
            assert len(chart.table.rows) == len(editions)
            assert chart.headline in chart.alternative
            for value, qualifier in values:
                said = language.quantity(value, qualifier)
                assert said in chart.alternative
            for text in words(chart):
                assert text.strip()
                assert not re.search(r"[{}]|\bnan\b|<NA>|None", text)
                assert not foreign.search(text.replace("%{", "")), text
            used = {source for figure in figures.values() for source in figure.sources}
            assert {source.id for source in chart.sources} == used


@pytest.mark.parametrize("basis", BASES)
def test_what_is_impossible_explains_itself(
    archive: Archive, basis: str, language: Language, subtests: pytest.Subtests
) -> None:
    for measure, editions in product(MEASURES, CHOICES):
        with subtests.test(measure=measure, editions=editions):
            reason = find_obstacle(MEASURES[measure], BASES[basis], archive, editions)
            if not reason:
                continue
            chart = made(archive, measure, basis, editions, language)
            absent = language.text("not published" if reason in ("nothing", "divisor") else "not applicable")
            assert [row[-1].text for row in chart.table.rows] == [absent] * len(editions)
            assert chart.plot.parts()["data"][2]["text"] == [absent.replace(" ", "<br>")] * len(editions)
            assert language.term("measure", measure) in chart.headline
            assert chart.subtitle in chart.alternative


def test_impossible_choices_in_words(archive: Archive) -> None:
    said = {
        choice: (chart.headline, chart.subtitle)
        for choice in (("vehicles", "total"), ("stands", "per_officer"), ("stands", "per_stand"), ("days", "per_day"))
        for chart in [made(archive, *choice, (5, 6), EN)]
    }
    assert said["vehicles", "total"] == (
        "Vehicles: nothing was published for the editions chosen",
        "Editions for which there is a figure: Fes 2023.",
    )
    assert said["stands", "per_officer"] == (
        "Stands per police officer: no edition chosen has both numbers",
        "Editions for which there is a figure: Fes 2023. "
        "Bases that can be chosen: Total; Per open day; First edition = 100.",
    )
    assert said["stands", "per_stand"] == (
        "Stands per stand: always 1, so there is nothing to compare",
        "Bases that can be chosen: Total; Per open day; First edition = 100.",
    )
    assert said["days", "per_day"][0] == "Open days per open day: always 1, so there is nothing to compare"


@pytest.mark.parametrize(
    ("measure", "basis", "editions", "headline"),
    [
        (
            "visitors",
            "total",
            ALL,
            "Visitors: El Jadida 2025 ranks highest with nearly 2,400,000, about 30 times as many as Casablanca 2017, "
            "which ranks lowest",
        ),
        (
            "visitors",
            "per_day",
            (3, 4),
            "Visitors per open day: Fes 2023 ranks highest with nearly\u00a0230,000, about\u00a02.2 ",
        ),
        ("visitors", "index", (4, 5), "Visitors, Fes 2023 = 100: Agadir 2024 ranks highest with about 184, about 1.8 "),
        ("staff", "total", ALL, "Police staff: 2,300 for Fes 2023, the only edition chosen that has a figure"),
        ("staff", "total", (4,), "Police staff: 2,300 for Fes 2023"),
        ("days", "total", (4, 5), "Open days: 5 each for Fes 2023 and Agadir 2024"),
        ("days", "total", (1, 4, 5), "Open days: Fes 2023 and Agadir 2024 rank highest with 5 each, about 1.7 times "),
        ("seminars", "per_day", (2, 6), "Seminars per open day: Marrakech 2018 ranks highest with 2, twice as many "),
    ],
)
def test_ranking(archive: Archive, measure: str, basis: str, editions: tuple[int, ...], headline: str) -> None:
    assert made(archive, measure, basis, editions, EN).headline.startswith(headline)


def test_agrees_with_visitors_per_day(archive: Archive, language: Language) -> None:
    """The chart that the page Visitors shows, the measure of that name, and visitors on the basis of days."""
    own = CHARTS["visitors_per_day"](ChartContext(archive, View(4, later=True), language))
    for chart in (
        made(archive, "visitors", "per_day", ALL, language),
        made(archive, "visitors_per_day", "total", ALL, language),
    ):
        assert drawn(chart) == drawn(own)
        assert [row[2:] for row in chart.table.rows] == [row[2:] for row in own.table.rows]


def test_editions_come_in_their_order_and_unknown_ones_stay_out(archive: Archive) -> None:
    table = made(archive, "visitors", "total", (6, 99, 2, 2), EN).table
    assert [row[0].text for row in table.rows] == ["Marrakech 2018", "El Jadida 2025"]
    assert len(made(archive, "visitors", "total", (), EN).table.rows) == 4


def test_small_rates_keep_three_figures(archive: Archive) -> None:
    table = made(archive, "stands", "per_officer", (4,), EN).table
    assert [cell.text for cell in table.rows[0][2:]] == ["about\u00a00.0135", "31 ÷\u00a02,300"]


def test_an_index_shows_how_it_is_made(archive: Archive) -> None:
    table = made(archive, "visitors", "index", (1, 4), EN).table
    assert [cell.text for cell in table.rows[1][2:]] == ["about\u00a01,440", "1,150,000 ÷\u00a080,000 ×\u00a0100"]


def test_notes_name_what_is_missing(archive: Archive) -> None:
    notes = " ".join(made(archive, "demonstrations", "per_officer", (1, 4, 6), EN).notes)
    assert "Police staff: not published for Casablanca 2017 and El Jadida 2025." in notes
    notes = " ".join(made(archive, "area", "per_day", ALL, EN).notes)
    assert "Area of the site (m²): not published for Casablanca 2017." in notes
    assert "the same on every open day" in notes
