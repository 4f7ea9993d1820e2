"""The page of one figure: the definition that belongs to it, and what became of it."""

from __future__ import annotations

from pathlib import Path

from lib.archive import Archive
from lib.charts.definitions import define_measures
from lib.content.claim_page import build_claim_page
from lib.language import Language
from lib.measures import TREND_MEASURES
from lib.releases import LiveArchive
from lib.releases.store import ReleaseStore
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


def test_the_history_goes_back_to_the_last_release_that_can_be_read(tmp_path: Path) -> None:
    book, store, now = Book(tmp_path / "data"), ReleaseStore(str(tmp_path / "store")), Time()
    for value in ("60000", "61000", "62000"):
        book.cell(VISITORS, 2, "value", value)
        publish_folder(book.folder, store, now, "revision")
    (tmp_path / "store" / "releases" / "000001.zip").write_bytes(b"no ZIP")
    archive = LiveArchive(book.folder, store, clock=now.seconds, now=now).archive()
    page = build_claim_page(archive, "1.visitors.2021-06-01.2021-06-03..all.visitors", Language("en"))
    assert page
    # Whether release 2 changed the figure can't be told.
    assert [(past.number, past.figure) for past in page.history] == [(3, "nearly\u00a062,000")]
