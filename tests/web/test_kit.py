"""Press kits: complete, true, the same again, whole or not there, made once."""

from __future__ import annotations

import datetime
import errno
import io
import math
import os
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable
from contextvars import copy_context
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import IO
from unittest.mock import Mock

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lib.archive import Archive
from lib.charts import CHARTS, ChartContext, View, build_chart
from lib.export.rendering.chromium import BusyError, NoChromiumError, RenderingError
from lib.export.tables.spreadsheet import DIRECTION_MARKS
from lib.export.texts.caption import picture_caption
from lib.export.texts.citation import cite_chart
from lib.export.texts.provenance import Provenance
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.server.client import CURRENT_CLIENT
from lib.web import __main__ as command
from lib.web import chart_catalogue, kit, kit_routes, routes
from lib.web import kit_jobs as kits_of
from lib.web.address import ChartAddress
from lib.web.kit import KIT_CHART_NAMES, plan_kit
from lib.web.kit_jobs import KitJobs
from lib.web.links import Links
from tests.conftest import until
from tests.support.fake_chromium import DAY, FakeChromium, make_kit_jobs
from tests.support.releases import ReleasedBook
from tests.support.web_fixtures import BASE

LINKS = Links("https://abwab.example")
SOME = ("visitors_total", "coverage")


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kits of two charts: what there is of them all is held against the plan."""
    monkeypatch.setattr(kit, "KIT_CHART_NAMES", SOME)


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory, archive: Archive) -> dict[str, bytes]:
    """What is in a kit of two charts: {path: content}."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kit, "KIT_CHART_NAMES", SOME)
        path = make_kit_jobs(tmp_path_factory.mktemp("kit"), FakeChromium()).make_kit(4, archive, LINKS)
    with zipfile.ZipFile(path) as held:
        assert held.testzip() is None
        return {info.filename: held.read(info) for info in held.infolist()}


def test_plan_has_every_chart_in_every_shape_and_language(archive: Archive) -> None:
    paths = [entry.path for entry in plan_kit(4)]
    listed = chart_catalogue.build_catalogue(archive, LINKS)["graphics"]
    assert isinstance(listed, list)
    names = [entry["id"] for entry in listed]
    assert sorted(names) == sorted(CHARTS)
    assert len(paths) == len(set(paths))
    wanted = {
        f"abwab-kit-4/{code}/{name}/abwab-{name}-4-{code}{end}"
        for name in names
        for code in LANGUAGE_CODES
        for end in (
            *(f"{size}.png" for size in ("", "-square", "-story")),
            ".svg",
            *(".xlsx", "-caption.txt", "-alternative.txt", "-citation.txt", "-citation.bib"),
        )
    }
    rest = {f"abwab-kit-4/README-{code}.txt" for code in LANGUAGE_CODES}
    rest |= {f"abwab-kit-4/abwab-facts-4-{code}.{form}" for code in LANGUAGE_CODES for form in ("pdf", "docx")}
    rest |= {f"abwab-kit-4/abwab-sentences-4-{code}.txt" for code in LANGUAGE_CODES}
    assert set(paths) == wanted | rest


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_a_kit_in_one_language_has_the_same_files(code: LanguageCode) -> None:
    own = {entry.path.partition("/")[2] for entry in plan_kit(4, code)}
    assert {entry.path.partition("/")[0] for entry in plan_kit(4, code)} == {f"abwab-kit-4-{code}"}
    whole = {entry.path.partition("/")[2] for entry in plan_kit(4) if entry.lang == code}
    assert own == whole


def test_a_kit_in_one_language_has_an_address_of_its_own(
    few: None, tmp_path: Path, client: Callable[[KitJobs], TestClient]
) -> None:
    server = client(make_kit_jobs(tmp_path, FakeChromium()))
    waiting = server.get("/kit/4-fr.zip")
    assert (waiting.status_code, "/kit/4-fr.zip" in waiting.text) == (503, True)
    until(lambda: server.get("/kit/4-fr.zip").status_code == 200)
    answer = server.get("/kit/4-fr.zip")
    assert 'filename="abwab-kit-4-fr.zip"' in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as held:
        readme = held.read("abwab-kit-4-fr/README-fr.txt").decode("utf-8-sig")
    assert Language("fr").text("The same in the other languages:") not in readme
    assert server.get("/kit/4-fr.json").json()["address"] == f"{BASE}/kit/4-fr.zip"
    assert not server.get("/kit/4.json").json()["ready"]


def test_pictures_in_a_kit_have_few_colours(packed: dict[str, bytes]) -> None:
    pictures = [data for path, data in packed.items() if path.endswith(".png")]
    assert pictures
    for data in pictures:
        with Image.open(io.BytesIO(data)) as picture:
            assert picture.mode == "P"
            assert picture.info["Title"]


def test_kit_holds_what_is_planned(few: None, packed: dict[str, bytes]) -> None:
    assert list(packed) == [entry.path for entry in plan_kit(4)]
    begin = {
        ".png": b"\x89PNG",
        ".pdf": b"%PDF-",
        ".svg": b"<svg ",
        ".xlsx": b"PK",
        ".docx": b"PK",
        ".txt": b"\xef\xbb\xbf",
        ".bib": b"@misc{",
    }
    for path, data in packed.items():
        assert data.startswith(begin[path[path.rindex(".") :]]), path


@pytest.mark.parametrize("code", LANGUAGE_CODES)
@pytest.mark.parametrize("name", SOME)
def test_texts_are_those_of_the_chart(
    name: str, code: LanguageCode, packed: dict[str, bytes], archive: Archive
) -> None:
    asked, language = ChartAddress(name, View(4), Language(code).code), Language(code)
    shown = build_chart(name, ChartContext(archive, View(4), language))
    stem = f"abwab-kit-4/{code}/{name}/{asked.stem}"

    def text(end: str) -> list[str]:
        return packed[stem + end].decode("utf-8-sig").split("\r\n")

    provenance = Provenance(LINKS.address(asked), DAY, archive.organisation)
    cited = cite_chart(shown, language, provenance)
    assert text("-alternative.txt") == [shown.alternative.translate(DIRECTION_MARKS), ""]
    assert text("-citation.txt") == [cited.long, "", cited.short, ""]
    assert packed[f"{stem}-citation.bib"].decode() == cited.bibtex
    told = picture_caption(shown, language, provenance).translate(DIRECTION_MARKS)
    assert text("-caption.txt") == [*told.splitlines(), ""]


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_readme_names_every_chart_and_says_what_is_not_stated(
    code: LanguageCode, packed: dict[str, bytes], archive: Archive
) -> None:
    language = Language(code)
    said = packed[f"abwab-kit-4/README-{code}.txt"].decode("utf-8-sig")
    for name in SOME:
        assert build_chart(name, ChartContext(archive, View(4), language)).headline.translate(DIRECTION_MARKS) in said
        assert f"{code}/{name}/" in said
    organisation = archive.organisation
    for stated, label in ((organisation.licence, "Licence: {licence}"), (organisation.contact, "Contact: {contact}")):
        told = stated or language.text("not stated")
        assert language.text(label, licence=told, contact=told) in said


def test_the_same_on_the_same_day_has_the_same_bytes(few: None, tmp_path: Path, archive: Archive) -> None:
    one = make_kit_jobs(tmp_path / "one", FakeChromium()).make_kit(4, archive, LINKS).read_bytes()
    time.sleep(2.1)  # times in ZIP files have steps of two seconds
    assert make_kit_jobs(tmp_path / "two", FakeChromium()).make_kit(4, archive, LINKS).read_bytes() == one


def test_a_kit_is_kept_until_what_it_says_changes(few: None, tmp_path: Path, archive: Archive) -> None:
    fake_chromium = FakeChromium()
    path = make_kit_jobs(tmp_path, fake_chromium).make_kit(4, archive, LINKS)
    drawn = fake_chromium.count
    assert make_kit_jobs(tmp_path, fake_chromium, DAY + datetime.timedelta(days=9)).make_kit(4, archive, LINKS) == path
    assert fake_chromium.count == drawn
    assert make_kit_jobs(tmp_path, fake_chromium).make_kit(4, archive, Links("https://other.example")) != path


@pytest.mark.parametrize("why", [NoChromiumError, KeyboardInterrupt])
def test_a_kit_that_was_interrupted_leaves_nothing(
    why: type[BaseException], few: None, tmp_path: Path, archive: Archive
) -> None:
    def stop(count: int) -> None:
        if count == 9:
            raise why

    made = make_kit_jobs(tmp_path, FakeChromium(stop))
    with pytest.raises(why):
        made.make_kit(4, archive, LINKS)
    assert [path for path in (tmp_path / "kits").rglob("*") if path.is_file()] == []
    assert made.progress(4, archive, LINKS).path is None


def test_busy_readers_come_first_and_the_kit_waits(
    few: None, tmp_path: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kit, "BUSY_RETRY_PAUSE", 0.01)

    def busy(count: int) -> None:
        if count in (3, 4, 12):
            raise BusyError("others wait")

    assert make_kit_jobs(tmp_path, FakeChromium(busy)).make_kit(4, archive, LINKS).is_file()


def held(go: threading.Event) -> Callable[[int], None]:
    """Work that doesn't begin before it may."""

    def before(count: int) -> None:
        assert go.wait(60)

    return before


def test_however_many_ask_it_is_made_once(few: None, tmp_path: Path, archive: Archive) -> None:
    go = threading.Event()
    fake_chromium = FakeChromium(held(go))
    made = make_kit_jobs(tmp_path, fake_chromium)
    assert made.progress(4, archive, LINKS).done == 0
    for _ in range(5):
        assert made.begin(4, archive, LINKS).path is None
    assert [thread.name for thread in threading.enumerate()].count("kit") == 1
    go.set()
    until(lambda: made.progress(4, archive, LINKS).path)
    state = made.progress(4, archive, LINKS)
    assert state.done == state.total == len(plan_kit(4))
    again = make_kit_jobs(tmp_path / "alone", alone := FakeChromium())
    again.make_kit(4, archive, LINKS)
    assert fake_chromium.count == alone.count


def test_too_many_kits_at_once_are_refused(
    few: None, tmp_path: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kits_of, "MAX_WAITING_KITS", 4)
    go = threading.Event()
    made = make_kit_jobs(tmp_path, FakeChromium(held(go)))
    for edition in (3, 4):
        made.begin(edition, archive, LINKS)
    with pytest.raises(BusyError) as busy:
        made.begin(5, archive, LINKS)
    assert 0 < busy.value.retry <= kits_of.KitProgress(0, len(plan_kit(3))).seconds_left
    as_client("another", lambda: made.begin(5, archive, LINKS))
    go.set()
    until(lambda: all(made.progress(edition, archive, LINKS).path for edition in (3, 4, 5)))


def as_client(client: str, work: Callable[[], object]) -> None:
    """Do something on behalf of a client."""
    context = copy_context()
    context.run(CURRENT_CLIENT.set, client)
    context.run(work)


def test_clients_have_their_kits_made_in_turns(few: None, tmp_path: Path, archive: Archive) -> None:
    go, order = threading.Event(), list[str]()
    made = make_kit_jobs(tmp_path, FakeChromium(held(go)))
    write = made._write

    def note(name: str, file: Callable[[IO[bytes]], None]) -> None:
        order.append(name)
        write(name, file)

    made._write = note  # type: ignore[method-assign, assignment]
    for waiting, (client, edition) in enumerate((("one", 3), ("one", 4), ("one", 5), ("another", 6))):
        as_client(client, partial(made.begin, edition, archive, LINKS))
        until(partial(queued, made, waiting))
    go.set()
    until(lambda: all(made.progress(edition, archive, LINKS).path for edition in (3, 4, 5, 6)))
    assert order == [kits_of.kit_key(edition, archive, LINKS) for edition in (3, 4, 6, 5)]


def queued(made: KitJobs, count: int) -> bool:
    """Whether so many kits wait for their turn, behind one that has it."""
    turns = made._turns
    return turns._free == 0 and len(turns._queue) == count


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Callable[[KitJobs], TestClient]:
    def serve(made: KitJobs) -> TestClient:
        monkeypatch.setattr(kit_routes, "shared_kit_jobs", lambda: made)
        return TestClient(Starlette(routes=routes.web_routes()), base_url="https://abwab.example")

    return serve


def test_the_address_tells_how_far_it_is_and_then_hands_it_out(
    few: None, tmp_path: Path, client: Callable[[KitJobs], TestClient]
) -> None:
    go = threading.Event()
    server = client(make_kit_jobs(tmp_path, FakeChromium(held(go))))
    assert server.get("/kit/4.json").json() == {
        "edition": 4,
        "done": 0,
        "total": len(plan_kit(4)),
        "ready": False,
        "address": f"{BASE}/kit/4.zip",
    }
    assert server.head("/kit/4.zip").status_code == 503
    assert "kit" not in [thread.name for thread in threading.enumerate()]  # to ask begins nothing
    waiting = server.get("/kit/4.zip", headers={"Accept-Language": "fr"})
    assert waiting.status_code == 503
    assert int(waiting.headers["retry-after"]) > 0
    assert waiting.headers["cache-control"] == "no-store"
    assert f"0 fichiers prêts sur {len(plan_kit(4))}" in waiting.text
    assert '<progress class="abwab-progress" value="0"' in waiting.text
    go.set()
    until(lambda: server.get("/kit/4.json").json()["ready"])

    answer = server.get("/kit/4.zip")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == 'attachment; filename="abwab-kit-4.zip"'
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    head = server.head("/kit/4.zip")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == answer.headers["content-length"]
    seal = {"If-None-Match": answer.headers["etag"]}
    assert server.get("/kit/4.zip", headers=seal).status_code == 304
    part = server.get("/kit/4.zip", headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, answer.content[100:200])


def test_without_chromium_the_address_says_what_to_install(
    few: None, tmp_path: Path, client: Callable[[KitJobs], TestClient]
) -> None:
    def missing(count: int) -> None:
        raise NoChromiumError("Chromium is not installed")

    server = client(make_kit_jobs(tmp_path, FakeChromium(missing)))
    until(lambda: "apt-get install chromium" in server.get("/kit/4.zip").text)
    assert server.get("/kit/4.zip").status_code == 503


@pytest.mark.parametrize(
    "path",
    [
        "/kit",
        "/kit/",
        "/kit/7.zip",
        "/kit/04.zip",
        "/kit/4.tar",
        "/kit/4",
        "/kit/4.zip.json",
        "/kit/../4.zip/x",
        "/kit/4-.zip",
        "/kit/4-de.zip",
    ],
)
def test_unknown_kits_are_404(path: str, tmp_path: Path, client: Callable[[KitJobs], TestClient]) -> None:
    answer = client(make_kit_jobs(tmp_path, FakeChromium())).get(path)
    assert answer.status_code == 404


def test_invented_hosts_begin_no_kits_of_their_own(
    few: None, tmp_path: Path, client: Callable[[KitJobs], TestClient]
) -> None:
    go = threading.Event()
    made = make_kit_jobs(tmp_path, FakeChromium(held(go)))
    server = client(made)
    for number in range(kits_of.MAX_WAITING_KITS + 1):
        assert server.get("/kit/4.zip", headers={"Host": f"elsewhere-{number}.example"}).status_code == 503
    assert [thread.name for thread in threading.enumerate()].count("kit") == 1
    go.set()
    until(lambda: server.get("/kit/4.zip", headers={"Host": "another.example"}).status_code == 200)


def test_a_form_chooses_language_and_charts(few: None, tmp_path: Path, client: Callable[[KitJobs], TestClient]) -> None:
    made = make_kit_jobs(tmp_path, FakeChromium())
    server, one = client(made), KIT_CHART_NAMES[0]
    chosen = f"/kit/4.zip?language=fr&charts={one}"
    until(lambda: server.get(chosen).status_code == 200)
    with zipfile.ZipFile(io.BytesIO(server.get(chosen).content)) as kit:
        names = kit.namelist()
        readme = kit.read("abwab-kit-4-fr/README-fr.txt").decode()
    assert {name.split("/")[2] for name in names if name.count("/") == 3} == {one}
    assert not [name for name in names if "-ar" in name or "-en" in name]
    assert f"fr/{one}/" in readme
    # The same, as the answer names it.
    told = server.get(f"/kit/4.json?lang=fr&charts={one}").json()
    assert (told["ready"], told["address"]) == (True, f"{BASE}/kit/4-fr.zip?charts={one}")
    assert server.get(f"/kit/4-fr.zip?charts={one}").status_code == 200
    every = "&".join(f"charts={name}" for name in KIT_CHART_NAMES)
    assert server.get(f"/kit/4.json?language=&{every}").json()["address"] == f"{BASE}/kit/4.zip"


@pytest.mark.parametrize(
    "path",
    [
        "/kit/4.zip?lang=xx",
        "/kit/4.zip?language=xx",
        "/kit/4.json?lnag=ar",
        "/kit/4.zip?edition=4",
        "/kit/4.zip?charts=unknown",
    ],
)
def test_a_kit_takes_no_other_parameters(path: str, tmp_path: Path, client: Callable[[KitJobs], TestClient]) -> None:
    assert client(make_kit_jobs(tmp_path, FakeChromium())).get(path).status_code == 400


def test_on_the_command_line_a_kit_is_told_of_and_put_where_it_is_wanted(
    few: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "shared_kit_jobs", lambda: make_kit_jobs(tmp_path, FakeChromium()))
    file = tmp_path / "for the press.zip"
    assert command.main(["kit", "4", str(file), "--address", LINKS.base]) == 0
    told = capsys.readouterr()
    assert told.out == f"{file}\n"
    assert f"Press kit of edition 4: {len(plan_kit(4))}/{len(plan_kit(4))} (100 %)" in told.err
    assert zipfile.ZipFile(file).testzip() is None


def test_on_the_command_line_a_kit_names_the_release_that_it_is_made_from(
    few: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    book = ReleasedBook(tmp_path / "book", FakeChromium())
    monkeypatch.setenv("ABWAB_DATA", str(book.folder))
    monkeypatch.setattr(command, "open_live_archive", lambda: book.live)
    monkeypatch.setattr(command, "shared_kit_jobs", lambda: make_kit_jobs(tmp_path, FakeChromium()))

    def captions(*options: str) -> str:
        assert command.main(["kit", "4", str(tmp_path / "kit.zip"), "--lang", "en", *options]) == 0
        with zipfile.ZipFile(tmp_path / "kit.zip") as kit:
            return "\n".join(kit.read(name).decode() for name in kit.namelist() if name.endswith("-citation.txt"))

    assert "Release 1, 17 May 2027" in captions("--release", "1")
    assert "Release" not in captions()  # the folder holds what is to become release 3
    assert "holds no release" in capsys.readouterr().err
    book.now.now += timedelta(days=1)
    assert "Release 3, 19 May 2027" in captions()
    with pytest.raises(SystemExit):
        captions("--release", "4")


@pytest.mark.parametrize("error", [RenderingError("it took too long"), OSError("No space left"), KeyboardInterrupt()])
def test_on_the_command_line_a_kit_that_stops_goes_on_the_next_time(
    error: BaseException, few: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object) -> None:
        raise error

    monkeypatch.setattr(command, "shared_kit_jobs", lambda: Mock(make_kit=stop))
    assert command.main(["kit", "4", str(tmp_path / "kit.zip")]) == 1
    said = capsys.readouterr().err
    assert "taking http://localhost:8501" in said
    assert said.endswith("What is made is kept: the next time goes on from there.\n")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (NoChromiumError("Chromium is not installed"), "pictures need a browser on the server"),
        (OSError("No space left"), "the server has no room to write it"),
        (RuntimeError("?"), "It is tried again when it is next asked for"),
    ],
)
def test_a_reader_is_told_why_there_is_no_kit(fault: Exception, words: str) -> None:
    assert words in kits_of.KitProgress(0, 100, fault=fault).fault_text(Language("en"))


def test_on_the_command_line_missing_chromium_is_said(
    few: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(count: int) -> None:
        raise NoChromiumError("Chromium is not installed")

    monkeypatch.setattr(command, "shared_kit_jobs", lambda: make_kit_jobs(tmp_path, FakeChromium(missing)))
    assert command.main(["kit", "4", str(tmp_path / "kit.zip"), "--address", LINKS.base]) == 1
    assert "apt-get install chromium" in capsys.readouterr().err
    assert not (tmp_path / "kit.zip").exists()


def refuse_to_write(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_kit_that_finds_no_room_in_the_cache_is_made_in_a_temporary_folder(
    few: None, tmp_path: Path, archive: Archive
) -> None:
    (tmp_path / "kits").write_text("no folder")
    made = make_kit_jobs(tmp_path, FakeChromium())
    made.begin(4, archive, LINKS)
    until(lambda: made.progress(4, archive, LINKS).path)
    assert zipfile.ZipFile(made.make_kit(4, archive, LINKS)).testzip() is None
    assert made.failed == 0


def test_where_nothing_can_be_written_the_address_says_so_in_the_reader_s_language(
    few: None, tmp_path: Path, client: Callable[[KitJobs], TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "mkstemp", refuse_to_write)
    made = make_kit_jobs(tmp_path, FakeChromium())
    server = client(made)
    server.get("/kit/4.zip")
    until(lambda: made.failed)
    for code in LANGUAGE_CODES:
        told = server.get("/kit/4.json", headers={"Accept-Language": code}).json()
        assert told["ready"] is False
        assert told["fault"] == Language(code).text(
            "The kit could not be made: the server has no room to write it. Each chart can be had by itself."
        )
    until(lambda: made.failed)
    answer = server.get("/kit/4.zip", headers={"Accept-Language": "fr"})
    assert answer.status_code == 503
    assert "serveur" in answer.text
    assert int(answer.headers["retry-after"]) > 0


def test_when_to_ask_again_is_told_from_the_pace_so_far(archive: Archive) -> None:
    began = time.monotonic() - 20
    assert kits_of.KitProgress(100, 700, began=began).seconds_left in (120, 121)
    assert kits_of.KitProgress(0, 100, began=began).seconds_left == 30
    assert kits_of.KitProgress(100, 700, began=began, ahead=60).seconds_left in (180, 181)


def test_when_to_ask_again_counts_the_kits_before(few: None, tmp_path: Path, archive: Archive) -> None:
    go = threading.Event()
    made = make_kit_jobs(tmp_path, FakeChromium(held(go)))
    whole = kits_of.KitProgress(0, len(plan_kit(4))).seconds_left
    assert made.begin(3, archive, LINKS).seconds_left == whole
    until(lambda: made.progress(3, archive, LINKS).began < math.inf)
    second = made.begin(4, archive, LINKS)
    assert 0 < second.ahead <= whole
    assert second.seconds_left == second.ahead + whole
    assert made.progress(5, archive, LINKS).ahead > whole
    assert made.progress(4, archive, LINKS).began == math.inf  # its turn has not come
    go.set()
    until(lambda: all(made.progress(edition, archive, LINKS).path for edition in (3, 4)))
