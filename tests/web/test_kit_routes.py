"""The addresses of press kits: how far one is, the file, what is refused, and in which words."""

from __future__ import annotations

import io
import tempfile
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lib.export.rendering.chromium import NoChromiumError
from lib.language import LANGUAGE_CODES, Language
from lib.web import kit_jobs as kits_of
from lib.web import kit_routes, routes
from lib.web.kit import KIT_CHART_NAMES, plan_kit
from lib.web.kit_jobs import KitJobs
from tests.conftest import until
from tests.support.fake_chromium import FakeChromium, held, make_kit_jobs
from tests.support.web_fixtures import BASE
from tests.web.test_kit_jobs import refuse_to_write


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
    assert f"Fichiers prêts\u00a0: 0 sur {len(plan_kit(4))}" in waiting.text
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


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (NoChromiumError("Chromium is not installed"), "pictures need a browser on the server"),
        (OSError("No space left"), "the server has no room to write it"),
        (RuntimeError("?"), "The server tries again when it is next asked for"),
    ],
)
def test_a_reader_is_told_why_there_is_no_kit(fault: Exception, words: str) -> None:
    assert words in kits_of.KitProgress(0, 100, fault=fault).fault_text(Language("en"))


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
            "The kit could not be made: the server has no room to write it. Each chart can be downloaded by itself."
        )
    until(lambda: made.failed)
    answer = server.get("/kit/4.zip", headers={"Accept-Language": "fr"})
    assert answer.status_code == 503
    assert "serveur" in answer.text
    assert int(answer.headers["retry-after"]) > 0
