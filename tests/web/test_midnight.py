"""Nothing becomes new at midnight: what is kept of a release states the release; who cites is told the day."""

from __future__ import annotations

import asyncio
import datetime
import io
from pathlib import Path
from typing import get_args

import pytest

from lib.archive import Archive
from lib.charts import View
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.web.address import DETAIL_FORMATS, ChartAddress, CopyFormat
from lib.web.document_address import DOCUMENT_FORMATS, DocumentAddress, DocumentFormat
from lib.web.kit import plan_kit, write_kit
from tests.support.fake_chromium import FakeChromium, make_copy_maker
from tests.support.releases import ReleasedBook
from tests.support.web_fixtures import LINKS

TODAY = datetime.date(2027, 12, 31)  # the day, the month and the year are others on the next
TOMORROW = datetime.date(2028, 1, 1)
KEPT_FORMATS = [form for form in get_args(CopyFormat) if form not in DETAIL_FORMATS]


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The archive of a release."""
    archive = ReleasedBook(tmp_path_factory.mktemp("released"), FakeChromium()).live.archive()
    assert archive.publication
    return archive


@pytest.mark.parametrize("form", KEPT_FORMATS)
def test_a_copy_is_the_same_on_the_next_day(form: CopyFormat, released: Archive, tmp_path: Path) -> None:
    """Made anew it has the same bytes; where it is kept, it isn't made again."""
    chromium, asked = FakeChromium(), ChartAddress("staff_total", View(4), "en", form)

    def taken(folder: Path, day: datetime.date) -> tuple[bytes, str]:
        copy = asyncio.run(make_copy_maker(folder, chromium, day).copy(asked, released, LINKS))
        return copy.body, copy.etag

    first = taken(tmp_path / "one", TODAY)
    made = [path.stat().st_mtime_ns for path in sorted(tmp_path.rglob("*")) if path.is_file()]
    count = chromium.count
    assert taken(tmp_path / "one", TOMORROW) == first
    assert chromium.count == count
    assert [path.stat().st_mtime_ns for path in sorted(tmp_path.rglob("*")) if path.is_file()] == made
    assert taken(tmp_path / "two", TOMORROW) == first


@pytest.mark.parametrize("form", DOCUMENT_FORMATS)
def test_a_document_is_the_same_on_the_next_day(form: DocumentFormat, released: Archive, tmp_path: Path) -> None:
    def taken(day: datetime.date) -> bytes:
        maker = make_copy_maker(tmp_path / str(day), FakeChromium(), day)
        asked = DocumentAddress((), View(4), "fr", form)
        return asyncio.run(maker.documents.document(asked, released, LINKS)).body

    assert taken(TODAY) == taken(TOMORROW)


def test_a_kit_is_the_same_on_the_next_day(released: Archive, tmp_path: Path) -> None:
    def taken(day: datetime.date) -> bytes:
        file, entries = io.BytesIO(), plan_kit(4, "ar", ["staff_total"])
        maker = make_copy_maker(tmp_path / str(day), FakeChromium(), day)
        asyncio.run(write_kit(file, entries, released, maker, LINKS, lambda done: None))
        return file.getvalue()

    assert taken(TODAY) == taken(TOMORROW)


@pytest.mark.parametrize("lang", LANGUAGE_CODES)
def test_a_citation_states_the_day_of_retrieval(lang: LanguageCode, released: Archive, tmp_path: Path) -> None:
    asked = ChartAddress("staff_total", View(4), lang, "details.json")

    def taken(day: datetime.date) -> str:
        return asyncio.run(make_copy_maker(tmp_path, FakeChromium(), day).copy(asked, released, LINKS)).body.decode()

    today, tomorrow = (Language(lang).date(day) for day in (TODAY, TOMORROW))
    assert today in taken(TODAY)
    assert tomorrow in taken(TOMORROW)
    assert today not in taken(TOMORROW)
