"""A broken edition is shown as a list and takes no other down."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lib.archive import Archive
from tests.screen.test_pages import markup, opened


@pytest.fixture
def folder(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the record book that the dashboard reads."""
    copy = tmp_path / "data"
    shutil.copytree(archive.folder, copy)
    monkeypatch.setenv("ABWAB_DATA", str(copy))
    return copy


def test_broken_edition(folder: Path) -> None:
    path = folder / "3-tangier-2019" / "visitors.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("515000", "many", 1), encoding="utf-8")
    app = opened("record", lang="en", edition="4")
    html = markup(app)
    assert "3-tangier-2019/visitors.csv:" in html
    assert "many" in html
    assert "Fes 2023: nearly\u00a01,150,000 visitors" in html
    assert 'scope="row">Tangier 2019' not in html
    assert 'scope="row">Marrakech 2018' in html


def test_a_focus_that_does_not_stand_falls_back(folder: Path) -> None:
    (folder / "4-fes-2023" / "visitors.csv").write_text("", encoding="utf-8")
    app = opened("record", lang="fr", edition="4")
    assert "4-fes-2023/visitors.csv" in markup(app)
    assert app.selectbox(key="choice-edition").value == 6


@pytest.mark.parametrize("name", ["organisation.toml", "editions.csv", "sources.csv"])
def test_nothing_can_be_read(folder: Path, name: str) -> None:
    (folder / name).unlink()
    app = opened("record", lang="ar")
    assert name in markup(app)
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("page", ["record", "figures"])
def test_a_source_of_an_unknown_kind_takes_no_page_down(folder: Path, page: str) -> None:
    path = folder / "sources.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",official,", ",oficial,"), encoding="utf-8")
    html = markup(opened(page, lang="en", edition="4"))
    assert "oficial" in html
    assert "nearly\u00a01,150,000" in html


def test_what_is_improbable_stands_on_the_figures_page(folder: Path) -> None:
    path = folder / "4-fes-2023" / "visitors.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",344100,", ",1344100,"), encoding="utf-8")
    html = markup(opened("figures", lang="en", edition="4"))
    assert "a second look" in html
    assert "1344100" in html
    assert "a second look" not in markup(opened("record", lang="en", edition="4"))
