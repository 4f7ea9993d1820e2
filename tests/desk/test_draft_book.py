"""The draft as the dashboard of the desk serves it: all that is made of it says that it is not published."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from lib.archive import ArchiveError
from lib.charts import ChartContext, View, build_chart
from lib.desk.acts.discard_draft import DiscardDraft
from lib.desk.desk import Desk
from lib.desk.draft_book import DraftBook
from lib.desk.person import THE_DESK
from lib.export.data_package.descriptors import data_zip, package_descriptor
from lib.export.rendering.disk_cache import DiskCache
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.web.address import FILE_FORMATS, PAGE_FORMATS, ChartAddress, CopyFormat
from lib.web.copies import CopyMaker
from lib.web.document_address import parse_edition_document
from tests.desk.desk_client import DeskHouse
from tests.support.fake_chromium import FakeChromium
from tests.support.web_fixtures import DAY, LINKS

ADDRESS = ChartAddress("visitors_total", View(7), "ar")


class SeenChromium(FakeChromium):
    """It keeps the documents that it is given to photograph or to print."""

    def __init__(self) -> None:
        super().__init__()
        self.documents: list[str] = []

    def print_picture(self, svg: str, width: int, height: int) -> Future[bytes]:
        self.documents.append(svg)
        return super().print_picture(svg, width, height)

    def print(self, html: str, width: float, height: float) -> Future[bytes]:
        self.documents.append(html)
        return super().print(html, width, height)


@pytest.fixture
def house(corrected_house: DeskHouse) -> DeskHouse:
    """A desk with a release of seven editions, and a draft with another total."""
    return corrected_house


def opened(house: DeskHouse) -> tuple[Desk, DraftBook, list[str]]:
    desk, forgotten = house.desk(), list[str]()
    return desk, DraftBook(desk, lambda: forgotten.append(desk.state().draft)), forgotten


def mark(code: LanguageCode) -> str:
    return Language(code).text("draft — not published")


def texts(body: bytes) -> Iterator[str]:
    """The texts in a file, those within a packed one too."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            for name in packed.namelist():
                yield from texts(packed.read(name))
    else:
        yield body.decode("utf-8", "replace")


def test_the_draft_is_the_release_that_would_be_next(house: DeskHouse) -> None:
    _, book, _ = opened(house)
    draft = book.archive()
    assert draft.publication
    assert (draft.publication.number, draft.publication.is_draft, draft.publication.replaced) == (2, True, False)
    public = book.release(1)
    assert public
    assert public.publication
    assert not public.publication.replaced
    assert [book.release(number) for number in (0, 2)] == [None, None]
    assert [record.release.number for record in book.history(None, 9)] == [1]
    figures = [
        next(c.value for c in each.figures("visitors") if c.edition == 7 and c.code == "all")
        for each in (public, draft)
    ]
    assert figures == [2_650_000, 2_560_000]


def test_what_was_made_of_a_draft_goes_with_it(house: DeskHouse) -> None:
    desk, book, forgotten = opened(house)
    book.archive()
    book.archive()
    assert len(forgotten) == 1
    state = desk.state()
    desk.perform(DiscardDraft(state.draft), THE_DESK, state.number)
    with pytest.raises(ArchiveError):
        book.archive()
    assert len(forgotten) == 2
    assert book.state().status == "failing"


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_the_first_note_of_each_chart_says_so(house: DeskHouse, code: LanguageCode) -> None:
    context = ChartContext(opened(house)[1].archive(), View(7), Language(code))
    for name in ("visitors_total", "staff_total", "trends"):
        assert build_chart(name, context).notes[0].casefold().startswith(mark(code).casefold())


@pytest.mark.parametrize("code", LANGUAGE_CODES)
@pytest.mark.parametrize("form", [*FILE_FORMATS, *PAGE_FORMATS])
def test_each_form_of_a_chart_says_so(house: DeskHouse, tmp_path: Path, form: CopyFormat, code: LanguageCode) -> None:
    _, book, _ = opened(house)
    chromium = SeenChromium()
    maker = CopyMaker(book, DiskCache(tmp_path / "press"), chromium, lambda: DAY)
    address = ADDRESS.in_language(code).as_form(form)
    copy = asyncio.run(maker.copy(address, book.archive(), LINKS))
    # What becomes a PNG or a PDF is given to the browser as a document.
    found = [*texts(copy.body), *chromium.documents]
    assert any(mark(code).casefold() in text.casefold() for text in found)
    assert not any("release=2" in text for text in found)
    public = book.release(1)
    assert public
    plain = asyncio.run(maker.copy(address, public, LINKS))
    assert not any(mark(code).casefold() in text.casefold() for text in texts(plain.body))


@pytest.mark.parametrize("form", ["pdf", "docx", "pptx"])
def test_each_document_says_so(house: DeskHouse, tmp_path: Path, form: str) -> None:
    _, book, _ = opened(house)
    chromium = SeenChromium()
    maker = CopyMaker(book, DiskCache(tmp_path / "press"), chromium, lambda: DAY)
    address = parse_edition_document(f"7.{form}", "lang=ar", book.archive())
    copy = asyncio.run(maker.documents.document(address, book.archive(), LINKS))
    assert any(mark("ar") in text for text in [*texts(copy.body), *chromium.documents])


def test_the_data_say_so(house: DeskHouse) -> None:
    draft = opened(house)[1].archive()
    packed = "".join(texts(data_zip(draft, "")))
    assert all(mark(code) in packed for code in LANGUAGE_CODES)
    described = package_descriptor(draft, "")
    assert described["version"] == "draft"
    assert "created" not in described
