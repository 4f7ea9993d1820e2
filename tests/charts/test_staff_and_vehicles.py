"""Staff and vehicles: one edition's numbers, and an honest answer for every other."""

from __future__ import annotations

import shutil
from pathlib import Path

import plotly.graph_objects as go
import pytest

from lib.archive import Archive, read_archive
from lib.charts import CHARTS, Cell, ChartContext, View
from lib.charts.staff_and_vehicles import publication_sentence
from lib.content.vehicles_on_show import on_show_sentences, vehicles_on_show
from lib.language import Language
from tests.archive.book import FIRST, Book

EN = Language("en")
VEHICLES = f"{FIRST}/vehicles.csv"
MARRAKECH_ROW = "all,,,,,1150,exact,normal,,seed-article,\n"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The six editions with one row more: staff of the second edition, as the institution would add it."""
    folder = Path(tmp_path_factory.mktemp("filled")) / "data"
    shutil.copytree(read_archive().folder, folder)
    with (folder / "2-marrakech-2018" / "staff.csv").open("a", encoding="utf-8") as file:
        file.write(MARRAKECH_ROW)
    return read_archive(folder)


@pytest.fixture(scope="module")
def emptied(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The six editions without the one number of staff."""
    folder = Path(tmp_path_factory.mktemp("emptied")) / "data"
    shutil.copytree(read_archive().folder, folder)
    path = folder / "4-fes-2023" / "staff.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    return read_archive(folder)


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("staff_total", "Fes 2023: 2,300 police staff, the only number published"),
        ("staff_proportions", "Fes 2023: 2,300 police staff, or nearly\u00a0500 visitors per officer"),
        ("vehicles_total", "Fes 2023: 150 vehicles, the only number published"),
        ("vehicles_proportions", "Fes 2023: 150 vehicles, or nearly\u00a07,670 visitors per vehicle"),
    ],
)
def test_headlines_of_the_fourth_edition(archive: Archive, name: str, headline: str) -> None:
    assert CHARTS[name](ChartContext(archive, View(4), EN)).headline == headline


@pytest.mark.parametrize("focus", [1, 2, 3, 5, 6])
@pytest.mark.parametrize("topic", ["staff", "vehicles"])
def test_every_other_edition_says_so_and_shows_the_fourth(archive: Archive, topic: str, focus: int) -> None:
    for name in (f"{topic}_total", f"{topic}_proportions"):
        chart = CHARTS[name](ChartContext(archive, View(focus), EN))
        assert "was not published" in chart.headline
        assert "Fes 2023" in chart.headline
        assert any(cell.value is not None for row in chart.table.rows for cell in row)


def test_one_row_fills_the_comparison_in(filled: Archive) -> None:
    total = CHARTS["staff_total"](ChartContext(filled, View(4), EN))
    assert (
        total.headline
        == "Fes 2023: 2,300 police staff, the top figure of the 2 published, twice as many as Marrakech 2018"
    )
    assert [row[-1].text for row in total.table.rows] == ["not published", "1,150", "not published", "2,300"]
    assert CHARTS["staff_total"](ChartContext(filled, View(2), EN)).headline.endswith(
        "1,150 police staff, the first number published"
    )
    assert (
        "unlike that of Marrakech 2018 and Fes 2023"
        in CHARTS["staff_total"](ChartContext(filled, View(5), EN)).headline
    )
    proportions = CHARTS["staff_proportions"](ChartContext(filled, View(2), EN))
    assert proportions.headline.startswith("Marrakech 2018: 1,150 police staff, or ")
    assert (
        publication_sentence("staff", ChartContext(filled, View(filled.focus), EN))
        == "A number was published for 2 editions out of 6: Marrakech 2018 and Fes 2023."
    )


def test_without_any_number_nothing_is_made_up(emptied: Archive, language: Language) -> None:
    for name in ("staff_total", "staff_proportions"):
        chart = CHARTS[name](ChartContext(emptied, View(4), language))
        assert not [cell for row in chart.table.rows for cell in row if cell.value is not None]
        assert not [
            row
            for trace in go.Figure(chart.plot.parts()).data
            if trace.customdata is not None
            for row in trace.customdata
        ]
        assert language.text("not published") in chart.alternative
        assert chart.sources == ()
    assert (
        publication_sentence("staff", ChartContext(emptied, View(emptied.focus), EN))
        == "No number was published for any edition so far."
    )


def test_editions_up_to_the_first_with_a_number(archive: Archive) -> None:
    places = {
        focus: len(CHARTS["staff_total"](ChartContext(archive, View(focus), EN)).table.rows)
        for focus in (1, 2, 3, 4, 5, 6)
    }
    assert places == {1: 4, 2: 4, 3: 4, 4: 4, 5: 5, 6: 6}
    assert len(CHARTS["staff_total"](ChartContext(archive, View(2, later=True), EN)).table.rows) == 6


def test_a_named_vehicle_has_its_number_where_one_was_published(tmp_path: Path) -> None:
    book = Book(tmp_path / "data")
    book.put(VEHICLES, 3, "motorcycles,دراجات,Motos,Motorcycles,,12,over,normal,,dgsn-2021,")
    book.put(VEHICLES, 4, "helicopter,مروحية,Hélicoptère,Helicopter,,,,normal,,dgsn-2021,")
    listed = vehicles_on_show(read_archive(book.folder), EN)
    rows = [row for row in listed.rows if row.cells[0] == "Rabat 2021"]
    assert [(row.name.text, getattr(row.cells[1], "text", row.cells[1])) for row in rows] == [
        ("All vehicles", "150 vehicles"),
        ("Motorcycles", "over\u00a012"),
        ("Helicopter", "number not published"),
    ]


def test_on_show_lists_every_named_thing(archive: Archive, language: Language) -> None:
    listing = vehicles_on_show(archive, language)
    named = archive.figures("vehicles")
    assert len(listing.rows) == len(named)
    assert all(row.sources for row in listing.rows)
    numbers = [cell for row in listing.rows for cell in row.cells if isinstance(cell, Cell)]
    assert [(cell.text, cell.claim) for cell in numbers] == [(language.noun(150, "vehicle"), "4.vehicles.all")]


def test_amane_and_the_armoured_vehicles(archive: Archive) -> None:
    assert "Amane smart patrol vehicle: the first connected" in " ".join(
        on_show_sentences(ChartContext(archive, View(6), EN))
    )
    assert "Armoured vehicles in the new police livery" in " ".join(
        on_show_sentences(ChartContext(archive, View(4), EN))
    )
    assert on_show_sentences(ChartContext(archive, View(2), EN)) == (
        "Marrakech 2018: no source names a vehicle or an exhibit.",
    )
    assert on_show_sentences(ChartContext(archive, View(3), EN)) == (
        "Tangier 2019: 10 vehicles and exhibits are named, listed below.",
    )
