"""The log at the desk: read, checked, taken away; each line with what was before it and after it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from lib.archive import Archive
from lib.desk.acts.keep_draft import KeepDraft
from lib.desk.acts.request_review import RequestReview
from lib.desk.log_entries import LOG_COLUMNS
from lib.desk.person import Person, Role
from lib.releases.release import PlannedRelease, hash_files, sha256
from tests.desk.desk_client import SAMIRA, DeskHouse, page_text

FORMULA = Person("=HYPERLINK(0)", "127.0.0.1", frozenset(Role), "u-1")


@pytest.fixture
def house(tmp_path: Path, archive: Archive) -> DeskHouse:
    """A draft that was changed once, and sent to review by somebody with a strange name."""
    found = DeskHouse(tmp_path)
    found.publish(archive.files)
    desk = found.desk()
    slogan = archive.editions[-1].slogan_en.encode()
    for number, words in enumerate((b"Proud", b"Prouder")):
        changed = archive.files["editions.csv"].replace(slogan, words)
        draft = desk.put_draft({**archive.files, "editions.csv": changed})
        desk.perform(KeepDraft(draft, 6, desk.public_mark(), desk.state().draft), SAMIRA, number)
    files = hash_files(desk.book(desk.state()))
    planned = PlannedRelease(instant=desk.now(), kind="typing_error", author="x", files=files)
    desk.perform(RequestReview(desk.state().draft, planned, 0), FORMULA, 2)
    return found


def test_as_a_table(house: DeskHouse) -> None:
    response = house.client("Samira", "fr").http.get("/desk/log.csv")
    assert response.headers["content-disposition"] == 'attachment; filename="abwab-desk-log.csv"'
    rows = [*csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))]
    assert tuple(rows[0]) == LOG_COLUMNS
    assert [row["act"] for row in rows] == ["keep_draft", "keep_draft", "request_review"]
    assert [row["stage_after"] for row in rows] == ["draft", "draft", "in_review"]
    assert [row["stage_before"] for row in rows] == ["empty", "draft", "draft"]
    assert rows[0]["sentence"].startswith("Samira a repris un classeur")
    assert (rows[2]["who"], rows[2]["subject"]) == ("'=HYPERLINK(0)", "u-1")  # no spreadsheet runs it
    assert [row["previous"] for row in rows[1:]] == [row["sha256"] for row in rows[:-1]]
    assert json.loads(rows[1]["details"])["before"] == json.loads(rows[0]["details"])["draft"]
    for row in rows:  # whoever has the files of the store can check them against it
        data = (house.folder / "desk" / "log" / f"{int(row['number']):06d}.json").read_bytes()
        assert row["sha256"] == sha256(data)


def test_the_chain_is_read_again_when_asked(house: DeskHouse) -> None:
    client = house.client("Samira", "en")
    assert "the chain of 3 lines is whole" in page_text(client.get("/desk/log?check=1"))
    second = house.folder / "desk" / "log" / "000002.json"
    second.write_bytes(second.read_bytes().replace(b"Samira", b"Youssef"))
    assert client.http.get("/desk/log").status_code == 200  # it was read before
    broken = client.http.get("/desk/log?check=1")
    assert broken.status_code == 503
    assert "line 3 is not what was written after line 2" in page_text(broken.text)


def test_a_line_with_what_was_before_and_after(house: DeskHouse) -> None:
    client = house.client("Samira", "en")
    told = page_text(client.get("/desk/log/2"))
    assert "127.0.0.1" in told
    assert "Proud Prouder" in told
    told = page_text(client.get("/desk/log/3"))
    assert "u-1" in told
    assert "In review" in told
    assert client.http.get("/desk/log/4").status_code == 404
    assert client.http.get("/desk/log/0").status_code == 404
