"""The making of press kits: once for all who ask, in turns, whole or not at all, and kept."""

from __future__ import annotations

import datetime
import errno
import math
import os
import threading
import time
import zipfile
from collections.abc import Callable
from contextvars import copy_context
from functools import partial
from pathlib import Path
from typing import IO

import pytest

from lib.archive import Archive
from lib.export.rendering.chromium import BusyError, NoChromiumError
from lib.server.client import CURRENT_CLIENT
from lib.web import background_work
from lib.web import kit_jobs as kits_of
from lib.web.kit import plan_kit
from lib.web.kit_jobs import KitJobs
from lib.web.links import Links
from tests.conftest import until
from tests.support.fake_chromium import DAY, FakeChromium, held, make_kit_jobs
from tests.web.conftest import LINKS


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
    monkeypatch.setattr(background_work, "BUSY_RETRY_PAUSE", 0.01)

    def busy(count: int) -> None:
        if count in (3, 4, 12):
            raise BusyError("others wait")

    assert make_kit_jobs(tmp_path, FakeChromium(busy)).make_kit(4, archive, LINKS).is_file()


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
