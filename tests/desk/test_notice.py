"""The notice for the press: what is new, compared, corrected, and where it is found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lib.archive import Archive
from lib.desk.notice import press_notice
from lib.desk.open_books import OpenBooks
from lib.language import LANGUAGE_CODES, Language
from tests.desk.desk_client import DeskHouse, page_text

PUBLIC = "https://abwab.example"


def addressed(archive: Archive) -> Archive:
    return replace(archive, organisation=archive.organisation.model_copy(update={"public_address": PUBLIC}), cache={})


def test_it_tells_what_is_new_with_comparisons_and_addresses(drafted_house: DeskHouse, archive: Archive) -> None:
    books = OpenBooks(drafted_house.desk())
    draft = addressed(books.archive(drafted_house.desk().state().draft))
    for code in LANGUAGE_CODES:
        language = Language(code)
        lines = press_notice(books.public(), draft, language, "the title").splitlines()
        assert lines[:2] == [archive.organisation.name[code], "the title"]
        figures = lines[lines.index(language.text("New figures")) + 1 :]
        assert any(language.number(2_650_000) in line for line in figures)
        assert any({"ar": "المائة", "fr": "%", "en": "%"}[code] in line for line in figures)
        assert f"– {PUBLIC}/charts/visitors_total?edition=7&lang={code}" in lines
        assert f"– {PUBLIC}/kit/7-{code}.zip" in lines
        assert language.text("Changed figures") not in lines  # the others stay as they were, though their ranks change


def test_it_tells_what_is_corrected(corrected_house: DeskHouse) -> None:
    samira = corrected_house.client("Samira")
    told = samira.get("/desk/notice")
    assert "2.560.000" in page_text(told)
    assert "(سابقا: ما\u00a0يناهز\u00a02.650.000)" in told
    samira.publish(kind="revision")
    assert "(سابقا: ما\u00a0يناهز\u00a02.650.000)" in samira.get("/desk/notice")  # of the newest release


def test_without_a_draft_and_a_second_release_there_is_nothing_to_tell(tmp_path: Path) -> None:
    assert "<textarea" not in DeskHouse(tmp_path).client("Samira").get("/desk/notice")
