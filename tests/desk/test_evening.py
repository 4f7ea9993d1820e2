"""The evening before the communiqué: a workbook out, back, mended, kept, published, corrected, taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lib.archive import Archive
from lib.desk.desk_state import Stage
from lib.desk.foresight import LISTED_RELEASES
from lib.language import Language
from lib.releases.publishing import LEAD_TIME, load_release, publish_release
from lib.releases.release import PlannedRelease, hash_files
from lib.releases.verification import verify_releases
from tests.desk.desk_client import DeskClient, DeskHouse, page_text
from tests.desk.filled_workbooks import corrected_edition, seventh_edition
from tests.support.html_document import Document


@pytest.fixture
def house(tmp_path: Path) -> DeskHouse:
    return DeskHouse(tmp_path)


@pytest.fixture
def samira(house: DeskHouse) -> DeskClient:
    return house.client("Samira")


def public_editions(house: DeskHouse) -> list[str]:
    """The editions of the newest release, as what serves the public reads it."""
    desk = house.desk()
    stored = load_release(desk.releases, desk.newest_release())
    return [row.split(",")[1] for row in stored.files["editions.csv"].decode().splitlines()[1:]] if stored else []


def test_the_whole_evening(house: DeskHouse, samira: DeskClient, archive: Archive) -> None:
    wrong = seventh_edition(archive, "ar")
    wrong.write("visitors", 9, value="كثير", qualifier="تقريباً")
    answer = samira.send_workbook(wrong.xlsx())
    assert answer.status_code == 422
    told = page_text(answer.text)
    assert "24 تحققا: خلل واحد يجب إصلاحه" in told
    assert "G9" in told
    assert 'action="/desk/keep"' not in answer.text

    answer = samira.send_workbook(seventh_edition(archive, "ar").xlsx())
    assert answer.status_code == 200
    assert "24 تحققا: لا خلل فيها" in page_text(answer.text)
    assert "2.650.000 = مليونان و650 ألفا" in page_text(answer.text)
    assert house.desk().state().stage is Stage.EMPTY  # shown, and not kept
    assert samira.send(answer.text, "/desk/keep").headers["location"] == "/desk?done=keep_draft"
    assert house.desk().state().stage is Stage.DRAFT
    assert "مسودة — غير منشورة" in page_text(samira.get("/desk"))
    assert public_editions(house) == []

    published = samira.publish(
        when="hour",
        day="2026-11-20",
        time="21:00",
        note_ar="دورة جديدة.",
        note_fr="Nouvelle édition.",
        note_en="A new one.",
    )
    assert published.headers["location"] == "/desk?done=schedule_release"
    assert "20 نونبر 2026، 21:00 (UTC+00:00)" in page_text(samira.get("/desk"))
    desk = house.desk()
    house.clock.forward(minutes=89, seconds=59)
    desk.settle()
    assert public_editions(house) == []
    house.clock.forward(seconds=1)
    desk.settle()
    assert public_editions(house)[-1] == "7-testville-2026"
    first = load_release(desk.releases, 1)
    assert first
    assert (first.release.author, first.release.kind) == ("Samira", "new_edition")
    assert first.release.approver == "Youssef"
    assert first.release.note["fr"] == "Nouvelle édition."
    assert desk.state().stage is Stage.PUBLISHED

    samira.get("/desk?lang=fr")
    assert samira.keep_workbook(corrected_edition(archive, "fr").xlsx()).status_code == 303
    refused = samira.publish(kind="correction")
    assert refused.status_code == 422
    assert "une correction en exige une" in page_text(refused.text)
    notes = {"note_ar": "خطأ في الرقن.", "note_fr": "Faute de frappe.", "note_en": "A slip."}
    house.clock.forward(minutes=10)
    assert samira.publish(kind="correction", **notes).headers["location"] == "/desk?done=publish"
    second = load_release(house.desk().releases, 2)
    assert second
    assert b",2560000," in second.files["7-testville-2026/visitors.csv"]

    house.clock.forward(minutes=10)
    back = samira.get("/desk/releases/1")
    assert "2 650 000" in page_text(back)
    assert "2 560 000" in page_text(back)
    assert samira.send(back, "/desk/restore").headers["location"] == "/desk?done=publish"
    third = load_release(house.desk().releases, 3)
    assert third
    assert third.files == first.files
    assert verify_releases(desk.releases).faults == {}
    log = json.loads(samira.get("/desk/log.json"))
    assert [(line["act"], line["who"]) for line in log["lines"]] == [
        ("keep_draft", "Samira"),
        ("request_review", "Samira"),
        ("approve_draft", "Youssef"),
        ("schedule_release", "Samira"),
        ("record_release", ""),
        ("keep_draft", "Samira"),
        ("request_review", "Samira"),
        ("approve_draft", "Youssef"),
        ("schedule_release", "Samira"),
        ("record_release", ""),
        ("schedule_release", "Samira"),
        ("record_release", ""),
    ]
    assert "11 Samira est revenu à la version 1" in page_text(samira.get("/desk/log"))


def test_what_is_set_is_locked_until_it_is_stopped(drafted_house: DeskHouse) -> None:
    samira = drafted_house.client("Samira")
    samira.publish(when="hour", day="2026-11-21", time="10:00")
    page = samira.get("/desk")
    assert 'action="/desk/discard"' not in page
    assert 'action="/desk/workbook"' not in samira.get("/desk/workbook")
    assert samira.send(page, "/desk/stop").headers["location"] == "/desk?done=stop_release"
    assert drafted_house.desk().store.keys("scheduled") == []
    drafted_house.clock.forward(days=2)
    drafted_house.desk().settle()
    assert drafted_house.desk().newest_release() == 0
    assert drafted_house.desk().state().stage is Stage.APPROVED
    samira = drafted_house.client("Samira")  # the session ended after eight hours
    page = samira.get("/desk/review")
    assert samira.send(page, "/desk/return", reason=" ").status_code == 409
    assert samira.send(page, "/desk/return", reason="الشعار").headers["location"] == "/desk?done=return_draft"
    assert samira.send(samira.get("/desk"), "/desk/discard").headers["location"] == "/desk?done=discard_draft"
    assert drafted_house.desk().state().stage is Stage.WITHDRAWN


def test_nobody_overwrites_unseen(house: DeskHouse, samira: DeskClient, archive: Archive) -> None:
    youssef = house.client("Youssef", "fr")
    seen = samira.send_workbook(seventh_edition(archive, "ar").xlsx())
    youssef.keep_workbook(seventh_edition(archive, "fr").xlsx())
    answer = samira.send(seen.text, "/desk/keep")
    assert answer.status_code == 409
    assert "Youssef" in page_text(answer.text)
    assert [line.who for line in house.desk().log.lines()] == ["Youssef"]


def test_a_draft_does_not_take_back_a_release_that_came_in_between(drafted_house: DeskHouse, archive: Archive) -> None:
    """The hour was set; then an older state was published from elsewhere."""
    samira = drafted_house.client("Samira")
    samira.publish(when="hour", day="2026-11-21", time="10:00")
    desk = drafted_house.desk()
    other = {**archive.files, "gaps.csv": archive.files["gaps.csv"] + b"\n"}
    drafted_house.publish(other)
    drafted_house.clock.forward(days=1)
    desk.settle()
    assert desk.newest_release() == 1
    assert desk.log.lines()[-1].details["overtaken_by"] == 1
    refused = drafted_house.client("Samira", "en").publish_approved(reason="late")
    assert refused.status_code == 409
    assert "another release was published since the draft was begun" in page_text(refused.text)


@pytest.mark.parametrize("fields", [{"day": "2026-11-20", "time": "19:30"}, {"day": "2026-02-30", "time": "10:00"}, {}])
def test_an_hour_that_is_none_or_has_passed(drafted_house: DeskHouse, fields: dict[str, str]) -> None:
    samira = drafted_house.client("Samira")
    assert samira.publish(when="hour", **fields).status_code in (409, 422)
    assert drafted_house.desk().state().stage is Stage.APPROVED


def test_the_changes_must_have_been_looked_at(drafted_house: DeskHouse) -> None:
    samira = drafted_house.client("Samira")
    samira.request_review()
    youssef = drafted_house.client("Youssef")
    answer = youssef.send(youssef.get("/desk/review"), "/desk/approve")
    assert answer.status_code == 422
    assert drafted_house.desk().state().stage is Stage.IN_REVIEW


def test_what_is_incomplete_is_asked_at_review(drafted_house: DeskHouse) -> None:
    samira = drafted_house.client("Samira")  # its draft was kept without a word about what is missing
    answer = samira.request_review(gaps_meant="", note_fr="gardé")
    assert answer.status_code == 422
    assert "يرجى تعبئتها أو التصريح بأنها تبقى كذلك" in page_text(answer.text)
    assert "الورقة الشركاء فارغة" in page_text(answer.text)
    assert "gardé" in answer.text
    assert drafted_house.desk().state().stage is Stage.DRAFT
    assert samira.request_review().headers["location"] == "/desk?done=request_review"
    assert int(drafted_house.desk().log.lines()[-1].details["gaps"]) > 1


def test_what_is_public_already_is_not_published_again(house: DeskHouse, samira: DeskClient, archive: Archive) -> None:
    workbook = seventh_edition(archive, "ar").xlsx()
    samira.keep_workbook(workbook)
    samira.publish()
    house.clock.forward(seconds=LEAD_TIME.total_seconds())
    samira.keep_workbook(workbook)
    answer = samira.publish()
    assert answer.status_code == 409
    assert house.desk().newest_release() == 1


def test_the_workbook_of_the_draft(house: DeskHouse, samira: DeskClient, archive: Archive) -> None:
    """Once the seventh is in the draft, its workbook has its rows, and an eighth may follow."""
    assert samira.http.get("/desk/workbook.xlsx?edition=8").status_code == 404
    samira.keep_workbook(seventh_edition(archive, "ar").xlsx())
    data = samira.http.get("/desk/workbook.xlsx?edition=7&lang=fr").content
    answer = samira.send_workbook(data)
    assert answer.status_code == 200
    assert "لا شيء تغير." in page_text(answer.text)
    assert samira.http.get("/desk/workbook.xlsx?edition=8").status_code == 200


def test_a_workbook_of_another_edition(house: DeskHouse, samira: DeskClient, archive: Archive) -> None:
    answer = samira.send_workbook(seventh_edition(archive, "ar").xlsx(), 6)
    assert answer.status_code == 422
    assert "المصنف خاص بالدورة" in page_text(answer.text)
    samira.keep_workbook(seventh_edition(archive, "ar").xlsx())
    assert '<option value="7" selected>' in samira.get("/desk/workbook")


def test_the_next_edition_is_chosen_once_one_is_published(drafted_house: DeskHouse) -> None:
    samira = drafted_house.client("Samira")
    assert '<option value="7" selected>' in samira.get("/desk/workbook")
    samira.publish()
    page = samira.get("/desk/workbook")
    assert page.count('<option value="8" selected>') == 2  # to fetch it, and to send it back
    assert '<option value="7">' in page  # a correction is as near


def test_releases_are_listed_by_the_page(house: DeskHouse, samira: DeskClient, archive: Archive) -> None:
    desk = house.desk()
    for number in range(1, LISTED_RELEASES + 3):
        files = {**archive.files, "gaps.csv": archive.files["gaps.csv"] + b"\n" * number}
        planned = PlannedRelease(instant=house.clock(), kind="revision", files=hash_files(files))
        publish_release(desk.releases, planned, files, house.clock)
    shown = [row.text for row in Document(samira.get("/desk/releases")).all("th") if row.attributes["scope"] == "row"]
    assert shown == [str(number) for number in range(LISTED_RELEASES + 2, 2, -1)]
    older = next(link for link in Document(samira.get("/desk/releases")).all("a") if "before=" in str(link.attributes))
    page = samira.get(older.attributes["href"])
    assert [row.text for row in Document(page).all("th") if row.attributes["scope"] == "row"] == ["2", "1"]
    assert "before=" not in page
    for wrong in ("0", "-1", "x", "99999999"):
        assert samira.http.get(f"/desk/releases?before={wrong}").status_code == 200


def test_pages_are_whole_documents_in_each_language(house: DeskHouse, archive: Archive, language: Language) -> None:
    client = house.client("Samira", language.code)
    client.keep_workbook(seventh_edition(archive, language.code).xlsx())
    client.publish()
    client.keep_workbook(seventh_edition(archive, language.code).xlsx())
    client.publish(when="hour", day="2026-11-21", time="10:00")
    pages = ("/desk/workbook", "/desk/review", "/desk/publish", "/desk/links", "/desk/releases/1", "/desk/log/1")
    for path in ("/desk", *pages, "/desk/releases", "/desk/log", "/desk/look"):
        page = client.get(path)
        assert Document(page).faults == [], path
        assert f'<html lang="{language.tag}" dir="{language.direction}">' in page
        assert "<script" not in page
