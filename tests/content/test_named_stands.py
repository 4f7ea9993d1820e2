"""Pavilions of the record: coverage, what a dash means, and the search among the names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.archive import Archive, read_archive
from lib.charts import CHARTS, ChartContext, View
from lib.charts.stand_themes import stand_coverage_sentence
from lib.content.named_list import DisplayName
from lib.content.named_stands import StandSearch, named_stands_table, themes_in_use
from lib.content.partners import partners_headline, partners_table
from lib.language import Language, LanguageCode

EN, FR = Language("en"), Language("fr")
ARCHIVE = read_archive()


def names(search: StandSearch) -> list[str]:
    """The names that a search finds at Fes."""
    return [line.name.text for line in named_stands_table(ChartContext(ARCHIVE, View(4), EN), search).rows]


def test_coverage_is_stated() -> None:
    assert stand_coverage_sentence(ChartContext(ARCHIVE, View(4), EN)).startswith("Fes 2023: 13 of 31 stands named.")
    assert stand_coverage_sentence(ChartContext(ARCHIVE, View(1), EN)) == "Casablanca 2017: 17 of 17 stands named."
    notes = " ".join(CHARTS["stand_themes"](ChartContext(ARCHIVE, View(4), EN)).notes)
    for part in ("Casablanca 2017 (17 of 17 stands named)", "Fes 2023 (13 of 31 stands named)"):
        assert part in notes


def test_one_stand_is_named_in_the_singular() -> None:
    said = {
        named: FR.plural("{number} of {stands} named", "{number} of {stands} named", named, stands="29 stands")
        for named in (1, 4)
    }
    assert said == {1: "1 cité sur 29 stands", 4: "4 cités sur 29 stands"}


def test_headline_says_named_and_not_more() -> None:
    headline = CHARTS["stand_themes"](ChartContext(ARCHIVE, View(4), EN)).headline
    assert headline == "Fes 2023: 7 of the 8 themes named at Tangier 2019 named again, and 4 more"


@pytest.mark.parametrize("later", [False, True])
def test_a_theme_without_a_stand_is_no_zero(archive: Archive, later: bool) -> None:
    table = CHARTS["stand_themes"](ChartContext(archive, View(4, later), EN)).table
    cells = [cell for row in table.rows for cell in row[1:]]
    assert all(cell.value != 0 for cell in cells)
    assert {cell.text for cell in cells if cell.value is None} == {"no stand named", "not as a stand"}


def test_columns_of_the_matrix_add_up(archive: Archive) -> None:
    *themes, named, _ = CHARTS["stand_themes"](ChartContext(archive, View(4, later=True), EN)).table.rows
    for column in range(1, len(named)):
        assert sum(row[column].value or 0 for row in themes) == named[column].value


def test_density_carries_its_formula_and_caution(archive: Archive) -> None:
    chart = CHARTS["stands_density"](ChartContext(archive, View(4), EN))
    fes = chart.table.rows[-1]
    assert (fes[2].value, fes[2].qualifier, fes[2].calculated) == (10.3, "about", True)
    assert fes[3].text == "31 ÷\u00a03"
    assert chart.table.rows[0][2].text == "not published"
    assert any("only loosely" in note for note in chart.notes)


@pytest.mark.parametrize("code", ["ar", "fr", "en"])
@pytest.mark.parametrize(
    "text", ["frontières", "FRONTIERES", "smart border", "الحدودية", "المراكز الحُدُودية", "المراكز الحدوديه"]
)
def test_a_stand_is_found_in_any_language(text: str, code: LanguageCode) -> None:
    (found,) = named_stands_table(ChartContext(ARCHIVE, View(4), Language(code)), StandSearch(text)).rows
    assert (found,) == named_stands_table(ChartContext(ARCHIVE, View(4), Language(code)), StandSearch("border")).rows


def test_partners_are_found_with_their_stands() -> None:
    assert names(StandSearch("CNDH")) == [
        "Joint stand with the National Human Rights Council",
        "Joint stands with national institutions",
    ]


def test_nothing_found_points_elsewhere() -> None:
    roll = named_stands_table(ChartContext(ARCHIVE, View(4), EN), StandSearch("museum"))
    assert roll.rows == ()
    assert roll.empty_text == "Nothing by that name for Fes 2023, but 3 names in other editions."
    assert len(names(StandSearch("museum", all_editions=True))) == 3
    assert (
        "the lists are partial" in named_stands_table(ChartContext(ARCHIVE, View(4), EN), StandSearch("zzz")).empty_text
    )


@given(st.integers(1, 6), st.booleans(), st.sampled_from(["", *themes_in_use(ARCHIVE)]), st.text(max_size=12))
def test_a_search_only_leaves_out(focus: int, anywhere: bool, theme: str, text: str) -> None:
    view = View(focus)
    everything = named_stands_table(ChartContext(ARCHIVE, view, EN), StandSearch(all_editions=anywhere)).rows
    found = named_stands_table(ChartContext(ARCHIVE, view, EN), StandSearch(text, theme, anywhere)).rows
    assert all(line in everything for line in found)


def test_every_name_is_marked_where_it_is_translated() -> None:
    lines = {
        line.name.text: line for line in named_stands_table(ChartContext(ARCHIVE, View(4), EN), StandSearch()).rows
    }
    assert lines["Operational intervention units"].name.translated
    assert not any(
        line.name.translated
        for line in named_stands_table(ChartContext(ARCHIVE, View(4), Language("fr")), StandSearch("frontières")).rows
    )


def test_every_line_has_its_sources() -> None:
    for view in (View(4), View(6, later=True)):
        lines = [
            *named_stands_table(ChartContext(ARCHIVE, view, EN), StandSearch(all_editions=True)).rows,
            *partners_table(ChartContext(ARCHIVE, view, EN)).rows,
        ]
        assert all(line.sources for line in lines)


def test_joint_stands_of_the_record_are_the_headline() -> None:
    assert partners_headline(ChartContext(ARCHIVE, View(4), EN)) == (
        "Joint stands at Fes 2023: National Human Rights Council (CNDH) and National Road Safety Agency (NARSA)"
    )
    first = partners_table(ChartContext(ARCHIVE, View(4, later=True), EN)).rows[0]
    assert first.name.text == "National Human Rights Council (CNDH)"
    assert first.cells[-1] == (DisplayName("Joint stand with the National Human Rights Council", translated=True),)
    assert partners_headline(ChartContext(ARCHIVE, View(6), EN)) == "El Jadida 2025: no joint stand is named"
    assert partners_table(ChartContext(ARCHIVE, View(4), EN)).notes == (
        "Editions without a named partner: Casablanca 2017.",
    )
