"""What is not public yet is at no address: neither a draft in the data folder nor a release that is scheduled."""

from __future__ import annotations

import asyncio
import io
import logging
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession
from starlette.testclient import TestClient
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks import local_server
from benchmarks.session import Session
from lib.archive.archive import check_archive
from lib.charts import CHARTS
from lib.content.site_map import PAGES
from lib.export.rendering.disk_cache import DiskCache
from lib.language import LANGUAGE_CODES
from lib.releases import LiveArchive
from lib.releases.publishing import plan_release
from lib.releases.release import PlannedRelease, hash_files
from lib.releases.store import FileStore, ReleaseStore
from lib.web import data_routes, release_routes, routes
from lib.web.address import FILE_FORMATS, PAGE_FORMATS
from lib.web.copies import CopyMaker
from tests.support.fake_chromium import FakeChromium
from tests.support.releases import Time, publish_folder
from tests.support.seventh_edition import add_edition
from tests.support.six_editions import SIX_EDITIONS
from tests.support.web_fixtures import BASE, DAY, web_app

# Values and names of the seventh edition as they are written anywhere, the number in each language's form.
SECRET = re.compile(r"Testville|Testing Times|made-up-7|testing\.example|2[.,\s\u00a0\u202f]?600[.,\s\u00a0\u202f]?000")
ADDRESSES = (
    "/charts",
    "/charts.json",
    "/data.zip",
    "/datapackage.json",
    "/csv-metadata.json",
    "/citations.csv",
    "/data/editions.csv",
    "/data/sources.csv",
    "/data/7-testville-2026/visitors.csv",
    "/releases",
    "/releases.json",
    "/releases.atom",
    "/releases/1",
    "/releases/2",
    "/releases/1.json",
    "/releases/2.json",
    "/releases/newest.json",
    "/calendar",
    "/calendar.ics",
    "/robots.txt",
    "/sitemap.xml",
    "/health",
    "/kit/7.json",
    "/kit/7.zip",
    "/editions/7.pdf",
    "/editions/7.pptx",
    "/editions/4.docx",
    "/editions/6.pptx",
    "/pages/record-visitors.pptx",
    "/charts?edition=7",
    "/charts/visitors_total?edition=7",
    "/figures/7.visitors.2026-05-20.2026-05-24..all.visitors",
    "/oembed?url=https%3A%2F%2Fabwab.example%2Fcharts%2Fvisitors_total%3Fedition%3D7",
    "/data.zip?release=2",
    "/charts/visitors_total?release=2",
    *(
        f"/charts/{name}{form}?lang={lang}&later=1"
        for name in CHARTS
        for lang in LANGUAGE_CODES
        for form in ("", ".csv")
    ),
    *(f"/charts/visitors_total.{form}?lang=ar" for form in FILE_FORMATS),
    *(f"/charts/visitors_total/{form}?lang=ar" for form in PAGE_FORMATS if form != "page"),
)


class ListeningSession(Session):
    """A session that keeps all that the server says."""

    def __init__(self, client: ClientSession, address: str, page: str, query: str) -> None:
        super().__init__(client, address, page, query)
        self.heard: list[str] = []

    def _take(self, message: ForwardMsg) -> bool:
        self.heard.append(message.SerializeToString().decode("utf-8", "replace"))
        return super()._take(message)


def keep_unpublished(folder: Path, now: Time) -> ReleaseStore:
    """Release 1 of six editions in a store; a seventh is scheduled, and lies with a fault in the data folder."""
    data = folder / "data"
    shutil.copytree(SIX_EDITIONS, data)
    store = ReleaseStore(str(folder / "store"))
    publish_folder(data, store, now, "new_edition")
    add_edition(data)
    complete = check_archive(data).archive
    assert complete
    planned = PlannedRelease(
        instant=now.now + timedelta(minutes=1), kind="new_edition", files=hash_files(complete.files)
    )
    plan_release(complete.files, planned, FileStore(str(folder / "desk")))
    visitors = data / "7-testville-2026" / "visitors.csv"
    visitors.write_text(visitors.read_text(encoding="utf-8") + "2026-05-20,x,,all,visitors,1,over,normal,,,\n")
    return store


class UnpublishedBook:
    """The same, served."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.now = folder, Time()
        data, store = folder / "data", keep_unpublished(folder, self.now)
        self.live = LiveArchive(data, store, clock=self.now.seconds, now=self.now)
        self.maker = CopyMaker(self.live, DiskCache(folder / "press"), FakeChromium(), lambda: DAY)
        self.client = TestClient(web_app(), base_url=BASE, follow_redirects=False)


@pytest.fixture(scope="module")
def unpublished_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[UnpublishedBook]:
    book = UnpublishedBook(tmp_path_factory.mktemp("unpublished"))
    with pytest.MonkeyPatch.context() as patch:
        for module in (routes, data_routes, release_routes):
            patch.setattr(module, "open_live_archive", lambda: book.live)
        patch.setattr(routes, "shared_copy_maker", lambda: book.maker)
        yield book


def texts(body: bytes) -> Iterator[str]:
    """The texts in an answer, those within ZIP files too."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            for name in packed.namelist():
                yield name
                yield from texts(packed.read(name))
    else:
        yield body.decode("utf-8", "replace")


def test_the_pattern_finds_what_is_published(unpublished_book: UnpublishedBook) -> None:
    """The seventh edition, had it been published, would be found: the test can fail."""
    visible = "\n".join(
        path.read_text(encoding="utf-8", errors="replace") for path in (unpublished_book.folder / "data").rglob("*.csv")
    )
    assert len(set(SECRET.findall(visible))) >= 4
    assert SECRET.search("أزيد من 2.600.000 زائر")
    assert SECRET.search("plus de 2\u202f600\u202f000")


def test_no_address_holds_anything_of_it(unpublished_book: UnpublishedBook, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    found = 0
    for address in ADDRESSES:
        # The answers of the program alone: what the request names stands in no answer.
        answer = unpublished_book.client.get(address)
        assert answer.status_code in (200, 400, 404), address
        found += answer.status_code == 200
        for text in (str(answer.headers), *texts(answer.content)):
            assert not SECRET.search(text), (address, SECRET.search(text))
        head = unpublished_book.client.head(address, headers={"If-None-Match": answer.headers.get("ETag", '"x"')})
        assert not SECRET.search(str(head.headers)), address
        part = unpublished_book.client.get(address, headers={"Range": "bytes=0-20000"})
        assert not any(map(SECRET.search, texts(part.content))), address
    assert found > 100
    # Requests are logged with their paths, which the clients of this test know; what the program says is not of it.
    logged = [record.getMessage() for record in caplog.records if record.name.startswith("lib")]
    assert not [line for line in logged if SECRET.search(line)]
    kept = [path for path in (unpublished_book.folder / "press").rglob("*") if path.is_file()]
    assert kept
    assert not [path for path in kept if any(map(SECRET.search, texts(path.read_bytes())))]


def test_the_state_says_only_how_many(unpublished_book: UnpublishedBook) -> None:
    told = unpublished_book.client.get("/health").json()
    assert (told["status"], told["errors"] > 0, told["editions"]) == ("degraded", True, 6)


def test_not_yet_takes_as_long_as_not_there(unpublished_book: UnpublishedBook) -> None:
    """Neither is looked for in a store, so that the answers can't tell them apart: a call counts, no clock."""
    asked: list[int] = []
    held = unpublished_book.live._reader.archive

    def counted(number: int, *rest: object) -> object:
        asked.append(number)
        return held(number, *rest)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unpublished_book.live._reader, "archive", counted)
        answers = [unpublished_book.client.get(f"/data.zip?release={number}") for number in (2, 3, 99)]
    assert asked == []
    assert len({(answer.status_code, answer.content) for answer in answers}) == 1


async def listen(address: str) -> Mapping[tuple[str, str], str]:
    """All that the live pages say, by page and query: of today's book, of what is scheduled, and of what never was."""
    heard = {}
    async with ClientSession() as client:
        for page in PAGES:
            for query in ("lang=ar", "edition=7&lang=fr", "release=2&lang=en", "q=Testville&of=7&editions=6-7&lang=ar"):
                session = ListeningSession(client, address, page.path.strip("/"), query)
                async with session:
                    await session.run()
                heard[page.id, query] = "\n".join(session.heard)
    return heard


def test_no_live_page_says_anything_of_it(tmp_path: Path) -> None:
    """What a server with a draft in its folder sends through its WebSocket, and what it logs."""
    yesterday = Time()
    yesterday.now = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
    keep_unpublished(tmp_path, yesterday)
    settings = {"ABWAB_DATA": str(tmp_path / "data"), "ABWAB_STORE": str(tmp_path / "store")}
    with local_server.streamlit_server(log=tmp_path / "log", settings=settings) as server:
        heard = asyncio.run(listen(server.address))
    assert len(heard) == 4 * len(PAGES)
    assert all("1.150.000" in heard[page, "lang=ar"] for page in ("record", "visitors"))  # it can be heard
    for (page, query), said in heard.items():
        own = said.replace("Testville", "") if "q=" in query else said  # the reader's own word stands in the field
        assert not SECRET.search(own), (page, query, SECRET.search(own))
    assert not SECRET.search((tmp_path / "log").read_text(encoding="utf-8", errors="replace"))
