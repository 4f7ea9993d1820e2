"""Health: each thing that is wrong has a code, and is told until it is right again."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest

from lib.export.rendering.chromium import Chromium, NoChromiumError
from lib.releases import LiveArchive
from lib.releases.archive_state import ArchiveState
from lib.web import health
from lib.web.health import read_health
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
