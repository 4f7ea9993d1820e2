"""The address of a figure that was withdrawn: what it was, since when it is no more, and why."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from lib.language import LANGUAGE_CODES, Language, LanguageCode
from tests.support.fake_chromium import FakeChromium
from tests.support.html_document import Document
from tests.support.releases import REASONS, ReleasedBook, serve_book

STAFF, SIXTH = "4.staff.all", "6.visitors.2025-05-17.2025-05-21..all.visitors"


@pytest.fixture(scope="module")
def shrunken_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReleasedBook]:
    """Release 4 lacks the staff of the fourth edition, release 5 the sixth edition; release 6 is to come, with a figure
    of the third edition that was never published.
    """
    with serve_book(ReleasedBook(tmp_path_factory.mktemp("shrunken"), FakeChromium())) as book:
        book.now.now += timedelta(days=1)
        remove_lines(book.folder / "4-fes-2023" / "staff.csv", "all,")
        book.publish("correction", REASONS)
        remove_lines(book.folder / "editions.csv", "6,")
        shutil.rmtree(next(book.folder.glob("6-*")))
        organisation = book.folder / "organisation.toml"
        assert "default_focus = 6" not in organisation.read_text(encoding="utf-8")
        book.publish("revision")
        due = book.now.now
        staff = book.folder / "3-tangier-2019" / "staff.csv"
        staff.write_text(
            f"{staff.read_text(encoding='utf-8')}all,,,,,777,exact,normal,,seed-article,\n", encoding="utf-8"
        )
        book.publish("new_figures")
        book.now.now = due
        book.live.archive()
        yield book


def remove_lines(file: Path, beginning: str) -> None:
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(beginning)]
    assert len(kept) == len(lines) - 1
    file.write_text("".join(kept), encoding="utf-8")


@pytest.mark.parametrize("lang", LANGUAGE_CODES)
@pytest.mark.parametrize(("figure", "withdrawn"), [(STAFF, 4), (SIXTH, 5)])
def test_a_figure_that_was_withdrawn_still_has_its_page(
    shrunken_book: ReleasedBook, lang: LanguageCode, figure: str, withdrawn: int
) -> None:
    language = Language(lang)
    answer = shrunken_book.client.get(f"/figures/{figure}?lang={lang}")
    assert answer.status_code == 200, answer.text
    value = {STAFF: 2300, SIXTH: 2_400_000}[figure]
    page = Document(answer.text)
    (gone,) = page.all("del")
    assert language.number(value) in gone.text
    (told,) = page.all("div", **{"class": "abwab-changed"})
    assert language.text("Withdrawn: {release}.", release="").split(":")[0].strip() in told.text
    assert (REASONS[lang] in told.text) == (figure == STAFF)
    links = [link.attributes["href"] for link in page.all("a")]
    assert f"/releases/{withdrawn}?lang={lang}" in links
    assert f"/releases/1?lang={lang}" in links  # since when it was published
    chart = "staff_total" if figure == STAFF else "visitors_total"
    assert f"/charts/{chart}?edition={figure[0]}&lang={lang}&release={withdrawn - 1}" in links
    for link in links:
        if link.startswith("/charts/"):
            assert shrunken_book.client.get(link).status_code == 200, link


def test_programs_are_told_of_a_withdrawal(shrunken_book: ReleasedBook) -> None:
    told = shrunken_book.client.get(f"/figures/{STAFF}.json?lang=en").json()
    assert told["shown"] is None
    withdrawn = told["withdrawn"]
    assert (withdrawn["release"], withdrawn["note"], withdrawn["was"]["value"]) == (4, REASONS["en"], 2300)
    assert [(past["release"], past["figure"]) for past in told["history"]] == [(4, None), (1, "2,300")]
    assert "withdrawn" not in shrunken_book.client.get(f"/figures/{STAFF}.json?lang=en&release=3").json()


def test_what_is_to_come_is_answered_as_what_never_was(shrunken_book: ReleasedBook) -> None:
    answers = [shrunken_book.client.get(f"/figures/{name}") for name in ("3.staff.all", "3.staff.never", "9.staff.all")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    shrunken_book.now.now += timedelta(days=1)
    shrunken_book.live.archive()
    assert shrunken_book.client.get("/figures/3.staff.all").status_code == 200
    assert shrunken_book.client.get("/figures/3.staff.all?release=5").status_code == 404
