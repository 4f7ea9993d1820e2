"""A broken edition takes no other down, and no page says what is in files that are not served."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from markupsafe import escape

from lib.archive import Archive
from lib.content.site_map import PAGES
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.releases import LiveArchive, open_live_archive
from tests.conftest import until
from tests.screen.test_pages import live_charts, markup, opened


@pytest.fixture
def folder(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the record book that the dashboard reads."""
    copy = tmp_path / "data"
    shutil.copytree(archive.folder, copy)
    monkeypatch.setenv("ABWAB_DATA", str(copy))
    return copy


def nothing_of_the_files(html: str) -> bool:
    """Whether no file, no cell and no message of the check stands in a page."""
    return not re.search(r"20\d\d/\w+\.csv|(editions|sources)\.csv|\.toml|m4ny|oficial|abwab-problems", html)


def test_broken_edition(folder: Path) -> None:
    path = folder / "3-tangier-2019" / "visitors.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("515000", "m4ny", 1), encoding="utf-8")
    html = markup(opened("record", lang="en", edition="4"))
    assert nothing_of_the_files(html)
    assert "to nearly\u00a01,150,000 visitors" in html
    assert 'scope="row">Tangier 2019' not in html
    assert 'scope="row">Marrakech 2018' in html


def test_a_focus_that_does_not_stand_falls_back(folder: Path) -> None:
    (folder / "4-fes-2023" / "visitors.csv").write_text("", encoding="utf-8")
    app = opened("record", lang="fr", edition="4")
    assert nothing_of_the_files(markup(app))
    assert app.selectbox(key="choice-edition").value == 6


@pytest.mark.parametrize("code", LANGUAGE_CODES)
@pytest.mark.parametrize("name", ["organisation.toml", "editions.csv", "sources.csv"])
def test_nothing_can_be_read(folder: Path, name: str, code: LanguageCode) -> None:
    (folder / name).unlink()
    app = opened("record", lang=code)
    html = markup(app)
    assert nothing_of_the_files(html)
    assert str(escape(Language(code).text("The record book can’t be shown at the moment"))) in html
    assert not live_charts(app)


@pytest.mark.parametrize("page", ["record", "figures"])
def test_a_source_of_an_unknown_kind_takes_no_page_down(folder: Path, page: str) -> None:
    path = folder / "sources.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",official,", ",oficial,"), encoding="utf-8")
    html = markup(opened(page, lang="en", edition="4"))
    assert nothing_of_the_files(html)
    assert "nearly\u00a01,150,000" in html


def test_a_change_that_is_held_back_is_on_no_page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live_archive = open_live_archive()
    assert isinstance(live_archive, LiveArchive)
    live_archive.archive()
    monkeypatch.setattr(live_archive._watch, "_rest", 0.2)  # seconds, in place of ten for which a change must stand
    path = folder / "4-fes-2023" / "visitors.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",344100,", ",m4ny,"), encoding="utf-8")

    def is_held_back() -> bool:
        live_archive.archive()
        return bool(live_archive.problems)

    until(is_held_back)
    for page in PAGES:
        html = markup(opened(page.id, lang="en", edition="4"))
        assert "Fes" in html
        if page.id != "press":  # names the files that are served
            assert nothing_of_the_files(html), page


@pytest.mark.parametrize("page", ["figures", "staff", "vehicles"])
def test_notes_for_editors_are_on_no_page(page: str) -> None:
    for code in LANGUAGE_CODES:
        html = markup(opened(page, lang=code, edition="4"))
        assert not re.search(r"data/\d|\b(?:staff|vehicles)\.csv", html)
