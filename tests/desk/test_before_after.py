"""Before and after: what readers will notice, in three languages, before it is published or taken back."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from lib.archive import Archive
from lib.charts import CHARTS, ChartContext, View, build_chart
from lib.content.release_changes import ReleaseChanges, release_changes
from lib.desk.before_after import before_after
from lib.desk.foresight import Foresight
from lib.language import LANGUAGE_CODES, Language
from lib.releases.store import StoreError
from tests.desk.desk_client import DeskClient, DeskHouse, page_text
from tests.desk.filled_workbooks import seventh_edition
from tests.support.html_document import Document

ARABIC = Language("ar")


@pytest.fixture
def house(tmp_path: Path) -> DeskHouse:
    return DeskHouse(tmp_path)


@pytest.fixture(scope="module")
def samira(corrected_folder: Path) -> DeskClient:
    """Release 1 has the seventh edition with 2,650,000 visitors, the draft with 2,560,000. What was compared once is
    held, so nothing may be changed here.
    """
    return DeskHouse(corrected_folder).client("Samira")


def books(house: DeskHouse) -> tuple[Archive, Archive]:
    opened = house.process.books
    return opened.public(), opened.archive(house.process.state().draft)


def test_each_chart_is_told_of_once_and_the_heaviest_first(samira: DeskClient) -> None:
    public, draft = books(samira.house)
    found = before_after(public, draft, ARABIC, 1)
    assert len(found.changed) + len(found.new) + found.unchanged == len(CHARTS) * len(draft.numbers)
    assert found.new == ()
    with_headline = [bool(change.headlines) for change in found.changed]
    assert with_headline == sorted(with_headline, reverse=True)
    assert any(with_headline)
    assert not all(with_headline)


def test_it_names_headlines_cells_and_alternative_texts_in_all_languages(samira: DeskClient) -> None:
    public, draft = books(samira.house)
    address = "/charts/visitors_total?edition=7&lang=ar"
    total = next(change for change in before_after(public, draft, ARABIC, 1).changed if change.address == address)
    for code, pair in zip(LANGUAGE_CODES, total.headlines, strict=True):
        old, new = (
            build_chart("visitors_total", ChartContext(book, View(7), Language(code))) for book in (public, draft)
        )
        assert (pair.language.code, pair.before, pair.after) == (code, old.headline, new.headline)
        assert pair.before != pair.after
    assert [(change.before and change.before.text, change.after and change.after.text) for change in total.figures] == [
        ("ما\u00a0يناهز\u00a02.650.000", "ما\u00a0يناهز\u00a02.560.000")
    ]
    assert [pair.language.code for pair in total.alternatives] == list(LANGUAGE_CODES)
    assert [picture for picture, _ in total.pictures] == [
        "/charts/visitors_total.png?edition=7&lang=ar&preview=1&release=1",
        "/charts/visitors_total.png?edition=7&lang=ar&preview=1",
    ]


def test_a_change_of_words_in_one_language_is_seen_in_the_others(corrected_house: DeskHouse, archive: Archive) -> None:
    changed = seventh_edition(archive, "ar")
    row = next(row[0].row for row in changed.sheet("editions").iter_rows() if row[1].value == 7)
    changed.write("editions", row, city_fr="Villetest")
    corrected_house.client("Samira").keep_workbook(changed.xlsx())
    found = before_after(*books(corrected_house), ARABIC, 1)
    assert found.changed
    assert {pair.language.code for change in found.changed for pair in change.headlines} == {"fr"}


def test_a_new_edition_is_told_of_with_all_its_charts(house: DeskHouse, archive: Archive) -> None:
    samira = house.client("Samira")
    samira.keep_workbook(seventh_edition(archive, "ar").xlsx())
    public, draft = books(house)
    found = before_after(public, draft, Language("fr"), 0)
    assert len(found.new) == len(CHARTS)
    assert found.gone == ()
    back = before_after(draft, public, Language("fr"), 0)
    assert back.gone == ("Testville 2026",)
    assert back.new == ()


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_the_page_shows_it(samira: DeskClient, code: str) -> None:
    page = samira.get(f"/desk/changes?lang={code}")
    images = [image.attributes["src"] for image in Document(page).all("img")]
    assert len(images) % 2 == 0
    assert any("release=1" in image for image in images)
    assert "2.560.000" in page_text(samira.get("/desk/changes?lang=ar"))


def test_the_same_stands_before_going_back(corrected_house: DeskHouse) -> None:
    samira = corrected_house.client("Samira")
    assert samira.publish(kind="revision").status_code == 303
    page = samira.get("/desk/releases/1")
    assert "/charts/visitors_total.png?edition=7&amp;lang=ar&amp;preview=1&amp;release=1" in page
    assert "/charts/visitors_total.png?edition=7&amp;lang=ar&amp;preview=1&amp;release=2" in page
    assert samira.http.get("/desk/releases/9").status_code == 404


@pytest.fixture
def few_charts(books_of_its_own: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """One chart is compared: here it matters when, not what."""
    monkeypatch.setattr("lib.content.release_changes.CHARTS", ("visitors_total",))


@pytest.mark.usefixtures("few_charts")
@pytest.mark.parametrize("path", ["/desk/changes", "/desk/releases/1", "/desk/notice"])
def test_a_page_is_there_at_once_and_filled_when_it_is_known(
    corrected_house: DeskHouse, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    samira = corrected_house.client("Samira")
    if path != "/desk/changes":
        samira.publish(kind="revision")
    known, waited = Event(), release_changes

    def slowly(*books: Any) -> ReleaseChanges:
        known.wait(30)
        return waited(*books)

    monkeypatch.setattr("lib.desk.foresight.release_changes", slowly)
    asked = samira.http.get(path)
    assert (asked.status_code, asked.headers["refresh"]) == (200, "2")
    assert "تجري" in page_text(asked.text)
    for form in ("/desk/restore", "<textarea", "<article"):  # nobody goes back before it is shown what it changes
        assert form not in asked.text
    known.set()
    page = samira.get(path)
    assert "تجري" not in page_text(page)
    assert "2.560.000" in page_text(page)


@pytest.mark.usefixtures("few_charts")
def test_what_keeps_it_from_being_known_is_said_and_tried_again(
    corrected_house: DeskHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    samira = corrected_house.client("Samira")

    def away(*_: object) -> None:
        raise StoreError("the store is away")

    with monkeypatch.context() as broken:
        broken.setattr("lib.desk.foresight.release_changes", away)
        told = samira.http.get("/desk/changes")
        while "refresh" in told.headers:
            told = samira.http.get("/desk/changes")
        assert told.status_code == 503
    assert "2.560.000" in page_text(samira.get("/desk/changes"))


@pytest.mark.usefixtures("few_charts")
def test_it_is_found_out_before_anybody_asks(corrected_house: DeskHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = corrected_house.process
    foresight, draft = Foresight(desk), desk.state().draft
    foresight.look()
    assert foresight.compare("release 1", draft, 60) == (desk.books.public(), desk.books.archive(draft))
    corrected_house.client("Samira").publish(kind="revision")
    foresight.look()
    for names in (("release 1", "release 2"), ("release 2", "release 1")):
        assert foresight.compare(*names, 60) == tuple(map(desk.books.archive, names))
    monkeypatch.setattr("lib.desk.foresight.release_changes", None)  # what is held is not compared again
    assert foresight.compare("release 1", "release 2", 0)


def test_without_a_draft_there_is_nothing_to_compare(house: DeskHouse) -> None:
    assert "لا توجد مسودة" in page_text(house.client("Samira").get("/desk/changes"))
