"""Health: each thing that is wrong has a code, and is told until it is right again."""

from __future__ import annotations

import shutil
from pathlib import Path
from unittest.mock import Mock

import pytest
from starlette.testclient import TestClient

from lib.archive import Archive
from lib.export.rendering.chromium import Chromium, NoChromiumError
from lib.releases import LiveArchive, open_live_archive
from lib.releases.archive_state import ArchiveState
from lib.web import health
from lib.web.health import read_health
from tests.conftest import until
from tests.support.fake_chromium import FakeChromium, make_kit_jobs


def stand(state: ArchiveState) -> LiveArchive:
    live_archive: LiveArchive = Mock(spec=LiveArchive)
    live_archive.state = lambda: state  # type: ignore[method-assign]
    return live_archive


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made, browser = make_kit_jobs(tmp_path, FakeChromium()), FakeChromium()
    monkeypatch.setattr(health, "shared_kit_jobs", lambda: made)
    monkeypatch.setattr(health, "shared_chromium", lambda: browser)


@pytest.mark.parametrize(
    ("state", "status", "reasons"),
    [
        (ArchiveState("ok", 6, 0, 3, 0), "ok", []),
        (ArchiveState("degraded", 5, 2, 0, 1), "degraded", ["data_errors", "held_back"]),
        (ArchiveState("failing", 0, 2, 0, 0), "failing", ["data_errors"]),
        (ArchiveState("degraded", 6, 0, 0, 0, release=7, store=False), "degraded", ["no_store"]),
        (ArchiveState("degraded", 6, 0, 0, 0, release=7, folder=False), "degraded", ["no_folder"]),
        (ArchiveState("degraded", 5, 0, 0, 0, release=7, gone=1), "degraded", ["edition_gone"]),
    ],
)
def test_the_data(state: ArchiveState, status: str, reasons: list[str]) -> None:
    told = read_health(stand(state))
    assert (told["status"], told["reasons"], told["editions"]) == (status, reasons, state.editions)


def test_a_browser_that_does_not_start_and_a_kit_that_failed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    live_archive = stand(ArchiveState("ok", 6, 0, 0, 0))
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "nothing"))
    browser = Chromium(patience=20)
    monkeypatch.setattr(health, "shared_chromium", lambda: browser)
    assert read_health(live_archive)["status"] == "ok"
    with pytest.raises(NoChromiumError):
        browser.print_picture("<svg/>", 10, 10).result(60)
    failed = Mock(failed=1)
    assert (read_health(live_archive)["status"], read_health(live_archive)["reasons"]) == ("degraded", ["no_chromium"])
    monkeypatch.setattr(health, "shared_kit_jobs", lambda: failed)
    told = read_health(live_archive)
    assert (told["kits_failed"], told["reasons"]) == (1, ["no_chromium", "kit_failed"])


def health_answer(client: TestClient) -> tuple[int, str, list[int]]:
    """Status code, status in words, and the counts of editions, errors, warnings, editions held back."""
    answer = client.get("/health")
    said = answer.json()
    counts = {"editions", "errors", "warnings", "held_back", "gone", "kits_failed"}
    assert set(said) == {"status", "release", "store", "folder", "reasons", *counts}
    assert bool(said["reasons"]) == (said["status"] != "ok")
    return answer.status_code, said["status"], [said[name] for name in ("editions", "errors", "warnings", "held_back")]


def test_health_counts_and_quotes_nothing(
    client: TestClient, archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(archive.folder, folder)
    monkeypatch.setenv("ABWAB_DATA", str(folder))
    quiet = sum(problem.warning for problem in archive.problems)
    assert health_answer(client) == (200, "ok", [6, 0, quiet, 0])
    live_archive = open_live_archive()
    assert isinstance(live_archive, LiveArchive)
    monkeypatch.setattr(live_archive._watch, "_rest", 0.2)  # seconds, in place of ten for which a change must stand
    visitors = folder / "4-fes-2023" / "visitors.csv"
    visitors.write_text(visitors.read_text(encoding="utf-8").replace(",344100,", ",many,"), encoding="utf-8")
    until(lambda: health_answer(client)[1] != "ok")
    code, status, counts = health_answer(client)
    # What was served before is served still.
    assert (code, status, counts[0], counts[1], counts[3]) == (200, "degraded", 6, 1, 1)
    assert client.get("/charts/visitors_total?edition=4&lang=en").status_code == 200
    # A server that starts with them.
    started = tmp_path / "started"
    shutil.copytree(folder, started)
    monkeypatch.setenv("ABWAB_DATA", str(started))
    assert health_answer(client)[:2] == (200, "degraded")
    assert health_answer(client)[2][0] == 5
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.setenv("ABWAB_DATA", str(empty))
    assert health_answer(client)[:2] == (503, "failing")
