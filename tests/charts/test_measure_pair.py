"""Two measures against each other: the points stand at their figures, and the path follows the editions."""

from __future__ import annotations

import pytest

from lib.archive import Archive
from lib.charts import Chart, ChartContext, View, build_chart
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.measures import BASES, MEASURES


def pair(archive: Archive, code: LanguageCode = "en", basis: str = "total", against: str = "stands") -> Chart:
    view = View(4, later=True, basis=basis, against=against)
    return build_chart("measure_pair", ChartContext(archive, view, Language(code)))


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_points_stand_at_their_figures_in_the_order_of_the_editions(archive: Archive, code: LanguageCode) -> None:
    path, arrows, points, rings = pair(archive, code).plot.parts()["data"]
    visitors, stands = MEASURES["visitors"](archive), MEASURES["stands"](archive)
    assert [row[0] for row in points["customdata"]] == [1, 2, 3, 4, 5, 6]
    assert path["x"] == points["x"] == [visitors[number].value for number in range(1, 7)]
    assert path["y"] == points["y"] == [stands[number].value for number in range(1, 7)]
    assert list(zip(arrows["x"], arrows["y"], strict=True))[::3] == list(zip(path["x"], path["y"], strict=True))[:-1]
    assert rings["x"] == []


def test_both_are_put_on_the_basis(archive: Archive) -> None:
    shown = pair(archive, basis="per_day", against="schools")
    by_day = BASES["per_day"](MEASURES["schools"](archive), archive)
    assert [cell.value for _, _, cell in shown.table.rows if cell.value] == [by_day[5].value, by_day[6].value]
    assert shown.table.columns[2] == "Schools per open day"
    assert {definition.name for definition in shown.definitions} == {"Visitors", "Schools", "Open days"}


def test_an_edition_with_one_of_the_two_is_a_ring_below_the_axis(archive: Archive) -> None:
    shown = pair(archive, against="staff")
    path, _, points, rings = shown.plot.parts()["data"]
    assert [row[0] for row in points["customdata"]] == [4]
    assert [row[0] for row in rings["customdata"]] == [1, 2, 3, 5, 6]
    assert all(place < 0 for place in rings["y"])
    assert shown.headline == "Visitors and police staff: 1 edition has both figures"
    assert len(path["x"]) == 1


@pytest.mark.parametrize(
    ("editions", "said"),
    [
        ((3, 4), "Visitors and stands: both rose from Tangier 2019 to Fes 2023"),
        ((2, 3), "Visitors and stands: they did not rise or fall together from Marrakech 2018 to Tangier 2019"),
    ],
)
def test_the_headline_names_the_only_step(archive: Archive, editions: tuple[int, ...], said: str) -> None:
    context = ChartContext(archive, View(4, editions=editions), Language("en"))
    assert build_chart("measure_pair", context).headline == said


def test_the_headline_counts_the_steps_in_which_both_went_the_same_way(archive: Archive) -> None:
    # Stands: 17, 29, 16, 31, 37, 50, while visitors rose each time.
    assert pair(archive).headline.endswith("they rose or fell together in 4 of 5 cases")
    earlier = build_chart("measure_pair", ChartContext(archive, View(3), Language("en")))
    assert earlier.headline.endswith("they rose or fell together in 1 of 2 cases")


def test_a_basis_without_figures_says_so(archive: Archive) -> None:
    shown = pair(archive, basis="per_stand")
    assert shown.headline.endswith("0 editions have both figures")
    assert all(cell.text == "not applicable" for *_, cell in shown.table.rows)  # stands per stand
