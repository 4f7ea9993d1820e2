"""Audiences: shares and numbers on scales of their own, none that was set aside, honest where there is nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import plotly.graph_objects as go
import pytest

from lib.archive import Archive, read_archive
from lib.charts import CHARTS, Chart, ChartContext, View
from lib.charts.alternative_text import MAX_ALTERNATIVE
from lib.charts.visitors_audiences import MAX_GROUPS_DRAWN, MAX_GROUPS_LISTED, audience_groups
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.measures import audience_claims
from tests.support.synthetic_archives import make_large_archive

EN = Language("en")
# Numbers of visitors, one over the whole of the sixth edition and one over its first day up to an hour.
ADDED = (
    "2025-05-17,2025-05-21,,pupils,visitors,600000,over,normal,,seed-article,\n"
    "2025-05-17,2025-05-17,14:00,students,visitors,150000,exact,normal,,seed-article,\n"
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The six editions with numbers of two groups more."""
    folder = Path(tmp_path_factory.mktemp("filled")) / "data"
    shutil.copytree(read_archive().folder, folder)
    with (folder / "6-el-jadida-2025" / "visitors.csv").open("a", encoding="utf-8") as file:
        file.write(ADDED)
    return read_archive(folder)


def bars(chart: Chart) -> dict[tuple[int, str], float]:
    """How long each bar is drawn, of 100: {(edition, audience): length}."""
    drawn = go.Figure(chart.plot.parts()).data[1]
    return {(row[0], row[1]): length for row, length in zip(drawn.customdata, drawn.x, strict=True)}


def test_shares_of_the_first_edition(archive: Archive) -> None:
    chart = CHARTS["visitors_audiences"](ChartContext(archive, View(1), EN))
    assert chart.headline == "Casablanca 2017: pupils are the largest group published, 50% of visitors"
    assert bars(chart) == {(1, "pupils"): 50, (1, "youth"): 30, (1, "other"): 20, (1, "women_among_adults"): 40}
    assert chart.notes == ("A share of adult visitors is not part of the other shares: it is not added to them.",)


def test_the_french_headline_is_a_sentence(archive: Archive) -> None:
    headline = CHARTS["visitors_audiences"](ChartContext(archive, View(1), Language("fr"))).headline
    assert headline.replace("\u00a0", " ") == (
        "Casablanca 2017 : les élèves forment le groupe publié le plus nombreux, avec 50 % des visiteurs"
    )


def test_claims_set_aside_are_not_drawn(archive: Archive) -> None:
    """80,000 of 2023, 320,000 and 450,000 of 2024 are in the files, as deprecated."""
    chart = CHARTS["visitors_audiences"](ChartContext(archive, View(6), EN))
    assert {edition for edition, _ in bars(chart)} == {1}
    assert (
        chart.headline == "El Jadida 2025: the groups of visitors were not published, unlike those of Casablanca 2017"
    )
    assert chart.notes[-1].startswith("Not published for Marrakech 2018, ")


def test_numbers_stand_on_a_scale_of_their_own(filled: Archive) -> None:
    chart = CHARTS["visitors_audiences"](ChartContext(filled, View(6), EN))
    assert bars(chart)[6, "pupils"] == 100
    assert bars(chart)[6, "students"] == 25
    assert bars(chart)[1, "pupils"] == 50
    assert len(go.Figure(chart.plot.parts()).data[0].x) == 4  # no track of 100% behind a number
    assert [row[1].text for row in chart.table.rows[4:]] == ["Pupils", "Students, 17 May, up to 14:00"]
    assert [row[2].text for row in chart.table.rows[4:]] == ["over\u00a0600,000 visitors", "150,000 visitors"]
    assert "Bars of numbers have a scale of their own: they are not compared with those of shares." in chart.notes
    assert chart.headline.startswith("El Jadida 2025: Pupils: over\u00a0600,000 visitors")


def test_nothing_published(filled: Archive) -> None:
    chart = CHARTS["visitors_audiences"](ChartContext(filled, View(2, later=False), EN))
    assert "unlike those of Casablanca 2017" in chart.headline
    first = (filled.folder / "1-casablanca-2017" / "visitors.csv").read_text(encoding="utf-8")
    kept = [line for line in first.splitlines(keepends=True) if ",percent," not in line]
    (filled.folder / "1-casablanca-2017" / "visitors.csv").write_text("".join(kept), encoding="utf-8")
    empty = CHARTS["visitors_audiences"](ChartContext(read_archive(filled.folder), View(2), EN))
    assert empty.headline == "Marrakech 2018: the groups of visitors were not published"
    assert empty.table.rows == ()
    assert [words.text for words in go.Figure(empty.plot.parts()).layout.annotations] == ["not published"]


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_of_very_many_groups_as_many_are_drawn_as_can_be_read(
    code: LanguageCode, archive: Archive, tmp_path: Path
) -> None:
    """An edition with a count of every group at every quarter of an hour."""
    crowded = read_archive(make_large_archive(1000, archive.folder, tmp_path / "data"))
    found = sum(map(len, audience_claims(crowded).values()))
    chart = CHARTS["visitors_audiences"](ChartContext(crowded, View(crowded.focus), Language(code)))
    assert found > MAX_GROUPS_LISTED
    assert len(go.Figure(chart.plot.parts()).data[1].x) == MAX_GROUPS_DRAWN
    assert len(chart.table.rows) == MAX_GROUPS_LISTED
    assert len(chart.alternative) <= MAX_ALTERNATIVE
    assert chart.plot.form == "drawing"
    assert str(found - MAX_GROUPS_DRAWN) in chart.notes[0]
    assert str(found - MAX_GROUPS_LISTED) in chart.notes[1]


def test_groups_of_whole_editions_and_of_the_focus_stay(filled: Archive) -> None:
    context = ChartContext(filled, View(6), EN)
    kept = [(group.edition.number, group.label) for group in audience_groups(context, 2)]
    assert kept == [(6, "Pupils"), (6, "Students, 17 May, up to 14:00")]
    assert [group.edition.number for group in audience_groups(context, 3)] == [1, 6, 6]
    assert [group.label for group in audience_groups(context, 1)] == ["Pupils"]
