"""The programme page: dots, words and lists say what the archive says."""

from __future__ import annotations

import re

import plotly.graph_objects as go
import pytest

from lib.archive import Archive
from lib.charts import CHARTS, ChartContext, View
from lib.charts.kinds.dot_matrix import ABSENCE_DASH
from lib.content.programme_lists import programme_lede, programme_lists
from lib.language import Language, LanguageCode
from lib.measures import programme_items, reach_figures
from tests.support.fewer_claims import without_claims

VIEWS = [View(focus, later) for focus in range(1, 7) for later in (False, True)]


def test_dots_are_the_cells_of_the_table(archive: Archive, language: Language, subtests: pytest.Subtests) -> None:
    """tests/charts/test_charts_match_archive.py compares values, and a dot has none."""
    for view in VIEWS:
        with subtests.test(view=view):
            chart = CHARTS["demonstration_units"](ChartContext(archive, view, language))
            shown = {thing.edition for thing in programme_items(archive, "unit")} & set(
                range(1, 7 if view.later else view.focus + 1)
            )
            units = [thing for thing in programme_items(archive, "unit") if thing.edition in shown]
            rows = [row for row in chart.table.rows if all(cell.value is None for cell in row[1:])]
            rows = [row for row in rows if any(cell.text == language.text("named") for cell in row)]
            tabled = [cell for row in rows for cell in row[1:] if cell.sources]
            dots = next(trace for trace in go.Figure(chart.plot.parts()).data if trace.mode == "markers")
            assert len(dots.x) == len(tabled) == len(units)
            assert len(rows) == len({unit.code for unit in units})
            assert all(cell.text == language.text("named") for cell in tabled)
            dashes = [
                text
                for trace in go.Figure(chart.plot.parts()).data
                if trace.text
                for text in trace.text
                if text == ABSENCE_DASH
            ]
            assert len(dashes) == sum(not cell.sources for row in rows for cell in row[1:])


def test_every_row_of_units_has_a_name_of_its_own(archive: Archive, language: Language) -> None:
    for view in VIEWS:
        titles = [
            row[0].text for row in CHARTS["demonstration_units"](ChartContext(archive, view, language)).table.rows
        ]
        assert len(set(titles)) == len(titles)


def test_one_seminar_is_named_in_the_singular(archive: Archive) -> None:
    held = [item.id for item in programme_items(archive, "seminar") if item.edition == 3]
    bare = without_claims(archive, lambda claim: claim.id in held[1:])
    headline = CHARTS["seminar_subjects"](ChartContext(bare, View(3), Language("fr"))).headline
    assert headline.replace("\u00a0", " ") == "Tanger 2019 : les sources citent 1 conférence, sur 1 sujet"


@pytest.mark.parametrize(("code", "word"), [("ar", "العشرات"), ("fr", "des dizaines"), ("en", "dozens")])
def test_dozens_stands_as_the_word(archive: Archive, code: LanguageCode, word: str) -> None:
    chart = CHARTS["demonstration_units"](ChartContext(archive, View(4), Language(code)))
    cell = chart.table.rows[-1][-1]
    assert (cell.text, cell.value, cell.qualifier) == (word, None, "dozens")
    assert cell.sources == ("seed-article",)
    lined = word.replace(" ", "<br>")
    assert any(f"<b>{lined}</b>" in trace.text for trace in go.Figure(chart.plot.parts()).data if trace.text)
    assert f"{word}. " in chart.alternative
    assert word in programme_lists(ChartContext(archive, View(4), Language(code)))["demonstrations"].subtitle


def test_published_number_stands_beside_what_is_named(archive: Archive) -> None:
    *_, named, published = CHARTS["seminar_subjects"](ChartContext(archive, View(6), Language("en"))).table.rows
    assert [cell.text for cell in named[1:]] == ["4", "6", "2", "4", "4", "5"]
    assert all(cell.calculated for cell in named[1:])
    assert [cell.text for cell in published[1:]] == ["4", "10", *["not published"] * 3, "5"]
    assert not any(cell.calculated for cell in published)


@pytest.mark.parametrize("focus", range(1, 7))
def test_lists_hold_every_named_thing_with_its_sources(archive: Archive, language: Language, focus: int) -> None:
    lists = programme_lists(ChartContext(archive, View(focus), language))
    entries = {
        "seminars": programme_items(archive, "seminar", focus),
        "demonstrations": programme_items(archive, "demonstration", focus) + programme_items(archive, "unit", focus),
        "ceremonies": programme_items(archive, "ceremony", focus) + programme_items(archive, "award", focus),
    }
    for name, things in entries.items():
        listed = {entry.name.text: {source.id for source in entry.sources} for entry in lists[name].rows}
        assert listed == {thing.names[language.code]: set(thing.sources) for thing in things}
    assert len(lists["reached"].rows) == len(reach_figures(archive, focus))
    assert all(entry.sources and all(entry.cells) for shown in lists.values() for entry in shown.rows)
    assert all(programme_lede(ChartContext(archive, View(focus), language)))


def test_arabic_names_have_latin_letters_only_in_brackets(archive: Archive) -> None:
    """The page takes names out of its own look for mixed languages: abbreviations of units are Latin in Arabic too."""
    for focus in range(1, 7):
        for shown in programme_lists(ChartContext(archive, View(focus), Language("ar"))).values():
            for entry in shown.rows:
                assert not re.search(r"[A-Za-z]", re.sub(r"\([^)]*\)", "", entry.name.text)), entry.name.text


def test_reach_says_what_no_edition_has(archive: Archive) -> None:
    en = Language("en")
    first = CHARTS["reach"](ChartContext(archive, View(1), en))
    assert first.headline == "Casablanca 2017: none of these measures of its reach was published"
    assert {cell.text for row in first.table.rows for cell in row[1:]} == {"not published"}
    fes = CHARTS["reach"](ChartContext(archive, View(4), en))
    assert fes.headline == "Fes 2023: over\u00a020,000,000 views and 465 blood donors"
    assert any("schools" in note for note in fes.notes)
    assert programme_lists(ChartContext(archive, View(1), en))["reached"].rows == ()
