"""Forms with something missing or wrong: what is told, and that nothing is done."""

from __future__ import annotations

import pytest
from httpx2 import Response

from lib.releases.store import StoreError
from tests.desk.desk_client import DeskClient, DeskHouse, page_text

HALF_A_NOTE = {"note_fr": "Le compte rendu."}
NO_HOUR = "not one of the clock in Morocco"


def post(client: DeskClient, action: str, **fields: str) -> Response:
    """Send a form as somebody who has seen everything, also one that their pages don't have."""
    state = client.house.desk().state()
    token = client.form(client.get("/desk"), "/desk/leave")["form_token"]
    seen = {"form_token": token, "seen": str(state.number), "draft": state.draft}
    answer: Response = client.http.post(action, data=seen | fields)
    return answer


@pytest.mark.parametrize(
    ("action", "fields", "status", "told"),
    [
        ("/desk/words", HALF_A_NOTE, 422, "A note is written in all three languages or in none"),
        ("/desk/restore", HALF_A_NOTE | {"number": "1"}, 422, "a note is written in all three languages, or in none"),
        ("/desk/restore", {"number": "9"}, 409, "there is nothing to publish"),
        ("/desk/restore", {"number": "one"}, 400, ""),
        ("/desk/hour", {"day": "2026-11-20", "time": "25:00"}, 422, NO_HOUR),
        ("/desk/hour", {"day": "2026-11-20", "time": "22:00", "reason": "rain"}, 409, "no such publication is set"),
        ("/desk/calendar", {"day": "2026-11-20", "time": "25:00"}, 422, NO_HOUR),
        ("/desk/calendar", {"day": "2026-12-20", "time": "10:00", "kind": "party", "state": "confirmed"}, 400, ""),
        ("/desk/workbook", {"edition": "7"}, 422, "the file is empty; expected a workbook that is filled in"),
    ],
)
def test_it_is_refused_in_words_and_nothing_is_done(
    corrected_house: DeskHouse, action: str, fields: dict[str, str], status: int, told: str
) -> None:
    samira, before = corrected_house.client("Samira", "en"), corrected_house.desk().state()
    answer = post(samira, action, **fields)
    assert (answer.status_code, told in page_text(answer.text) if told else True) == (status, True), answer.text
    assert corrected_house.desk().state() == before


def test_what_is_announced_stands_on_the_calendar_of_the_desk(corrected_house: DeskHouse) -> None:
    samira = corrected_house.client("Samira", "en")
    kept = post(samira, "/desk/calendar", day="2026-12-20", time="10:00", kind="new_edition", state="confirmed")
    assert kept.status_code == 303
    assert "20 December 2026, 10:00" in page_text(samira.get("/desk/calendar"))


def test_a_release_that_is_not_whole_is_listed_all_the_same(corrected_house: DeskHouse) -> None:
    (corrected_house.folder / "public" / "releases" / "000001.zip").write_bytes(b"no release")
    page = corrected_house.client("Samira", "en").get("/desk/releases")
    assert "can’t be read" in page_text(page)


@pytest.mark.parametrize(("code", "told"), [("en", "The desk tries again."), ("fr", "réessaie"), ("ar", "المكتب")])
def test_a_store_that_is_away_is_told_of(
    corrected_house: DeskHouse, monkeypatch: pytest.MonkeyPatch, code: str, told: str
) -> None:
    samira = corrected_house.client("Samira", code)  # type: ignore[arg-type]

    def away(*_: object) -> None:
        raise StoreError("it is away")

    monkeypatch.setattr(corrected_house.process.log, "lines", away)
    answer = samira.http.get(f"/desk/review?lang={code}")
    assert answer.status_code == 503
    assert told in page_text(answer.text)
