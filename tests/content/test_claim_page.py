"""The page of one figure: the definition that belongs to it, and what became of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.archive import Archive
from lib.charts.definitions import define_measures
from lib.content.claim_page import build_claim_page
from lib.language import Language
from lib.measures import TREND_MEASURES
from lib.releases import LiveArchive
from lib.releases.store import ReleaseStore, StoreError
from tests.archive.book import VISITORS, Book
from tests.support.releases import Time, publish_folder


def test_the_published_figures_of_a_measure_have_its_definition(archive: Archive, language: Language) -> None:
    for measure in TREND_MEASURES:
        wanted = tuple(define_measures([measure.id], archive, language))
        for figure in measure(archive).values():
            if figure.claim:
                page = build_claim_page(archive, figure.claim, language)
                assert page
                assert page.definitions == wanted, figure.claim


def test_a_part_of_the_site_has_not_the_definition_of_its_area(archive: Archive, language: Language) -> None:
    parts = [claim.id for claim in archive.claims("site") if claim.code != "area_m2"]
    assert parts
    for name in parts:
        page = build_claim_page(archive, name, language)
        assert page
        assert page.definitions == ()


class FailingStore(ReleaseStore):
    """A store that fails when it is to give the first release, once it is `failing`."""

    failing = False

    def file(self, number: int) -> bytes | None:
        if self.failing and number == 1:
            raise StoreError("the first release can't be read now")
        return super().file(number)


@pytest.mark.parametrize(
    ("damage", "history", "since"),
    [
        # A release whose file is ruined is passed over.
        ("ruined", [(3, "nearly\u00a062,000"), (2, "nearly\u00a061,000")], None),
        # While the store can't give it, whether release 2 changed the figure can't be told.
        ("unreadable", [(3, "nearly\u00a062,000")], 2),
    ],
)
def test_the_history_goes_back_to_the_last_release_that_can_be_read(
    tmp_path: Path, damage: str, history: list[tuple[int, str]], since: int | None
) -> None:
    book, store, now = Book(tmp_path / "data"), FailingStore(str(tmp_path / "store")), Time()
    for value in ("60000", "61000", "62000"):
        book.cell(VISITORS, 2, "value", value)
        publish_folder(book.folder, store, now, "revision")
    archive = LiveArchive(book.folder, store, clock=now.seconds, now=now).archive()
    if damage == "ruined":
        (tmp_path / "store" / "releases" / "000001.zip").write_bytes(b"no ZIP")
    else:
        store.failing = True
    page = build_claim_page(archive, "1.visitors.2021-06-01.2021-06-03..all.visitors", Language("en"))
    assert page
    assert [(past.number, past.figure) for past in page.history] == history
    assert page.looked_back_to == since
