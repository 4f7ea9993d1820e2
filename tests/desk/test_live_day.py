"""A live day: the count up to an hour, on a telephone, taken into the draft like every row."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from lib.archive import Archive
from lib.desk.open_books import OpenBooks
from tests.desk.desk_client import DeskHouse, page_text
from tests.desk.filled_workbooks import seventh_edition


def test_the_day_and_the_hour_are_filled_in(tmp_path: Path, archive: Archive) -> None:
    house = DeskHouse(tmp_path)
    samira = house.client("Samira")
    samira.keep_workbook(seventh_edition(archive, "ar").xlsx())
    samira.publish()
    house.clock.now = datetime(2026, 5, 16, 16, 58, tzinfo=UTC)  # 17:58 in Morocco
    samira = house.client("Samira")
    page = samira.get("/desk/live")
    assert 'name="last_day" value="2026-05-16"' in page
    assert 'name="until" value="17:58"' in page
    assert 'name="first_day" value="2026-05-15"' in page
    address = re.search(r'<form method="post" action="(/desk/rows/[^"]+)"', page)
    assert address
    hidden = samira.form(page, "/desk/rows/visitors")
    told = {"value": "412.000", "qualifier": "about", "sources": "made-up-7"}
    days = {"first_day": "2026-05-16", "last_day": "2026-05-16", "until": "18:00"}
    checked = samira.http.post(address[1].replace("&amp;", "&"), data=hidden | told | days)
    assert "412.000 = 412 ألفا" in page_text(checked.text)
    assert samira.send(checked.text, "/desk/keep").status_code == 303
    draft = OpenBooks(house.desk()).archive(house.desk().state().draft)
    counted = next(claim for claim in draft.figures("visitors") if claim.edition == 7 and claim.until)
    assert (counted.value, counted.until, counted.qualifier) == (412_000, "18:00", "about")


def test_a_second_person_confirms_with_one_button(tmp_path: Path, archive: Archive) -> None:
    """The editor sees no button; the approver sees the count spoken out and presses one. It is public then."""
    house = DeskHouse(tmp_path)
    samira = house.client("Samira")
    samira.keep_workbook(seventh_edition(archive, "ar").xlsx())
    samira.publish()
    house.clock.now = datetime(2026, 5, 16, 16, 58, tzinfo=UTC)
    samira, youssef = house.client("Samira"), house.client("Youssef")
    assert "في انتظار شخص ثان" not in page_text(youssef.get("/desk/live"))
    page = samira.get("/desk/live")
    told = {"value": "412.000", "qualifier": "about", "sources": "made-up-7"}
    days = {"first_day": "2026-05-16", "last_day": "2026-05-16", "until": "18:00"}
    fields = samira.form(page, "/desk/rows/visitors") | told | days
    checked = samira.http.post("/desk/rows/visitors?edition=7&row=0", data=fields)
    kept = samira.send(checked.text, "/desk/keep")
    assert kept.headers["location"] == "/desk?done=keep_row"
    waiting = samira.get("/desk/live")
    assert 'method="post" action="/desk/live"' not in waiting
    page = youssef.get("/desk/live")
    assert "الزوار، 16 ماي، إلى غاية الساعة 18:00 حوالي 412.000 زائر = 412 ألفا" in page_text(page)
    assert youssef.http.post("/desk/live", data={"seen": "1"}).status_code == 403  # without the token of its form
    assert youssef.send(page, "/desk/live").headers["location"] == "/desk?done=publish"
    public = house.desk().public_release()
    assert public
    assert b"2026-05-16,2026-05-16,18:00,all,visitors,412000,about" in public.files["7-testville-2026/visitors.csv"]
    assert (public.release.kind, public.release.author, public.release.approver) == ("new_figures", "Samira", "Youssef")
    assert [line.act for line in house.desk().log.lines()][-3:] == ["keep_draft", "confirm_count", "record_release"]
    assert "تأكيد العدد ونشره مؤقتا: Youssef" in page_text(youssef.get("/desk/log"))
    assert youssef.send(page, "/desk/live").status_code == 409


def test_when_no_edition_goes_on_the_page_says_so(tmp_path: Path) -> None:
    assert "لا دورة جارية اليوم" in page_text(DeskHouse(tmp_path).client("Samira").get("/desk/live"))
