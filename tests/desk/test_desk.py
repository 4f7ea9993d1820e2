"""The desk is killed at every step, its stores fail, its log is tampered with: nothing is lost, half done or hidden."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lib.archive import Archive
from lib.desk.acts.discard_draft import DiscardDraft
from lib.desk.acts.keep_draft import KeepDraft
from lib.desk.acts.stop_release import StopRelease
from lib.desk.desk import Desk, Person, RefusedActError, open_desk
from lib.desk.desk_log import LogBrokenError, OvertakenError
from lib.desk.desk_state import Stage
from lib.releases.release import PlannedRelease, hash_files
from lib.releases.store import StoreError
from lib.releases.verification import verify_releases
from tests.desk.desk_client import DeskHouse

SAMIRA = Person("Samira", "127.0.0.1")


class KilledError(BaseException):
    """The process ends here."""


class Counter:
    """Counts what is asked of the stores, and kills the process before or after one of the calls."""

    def __init__(self, kill: int = 0, after: bool = False) -> None:
        self.steps, self._kill, self._after = 0, kill, after

    def watch(self, desk: Desk) -> Desk:
        for store in (desk.store, desk.releases):
            for name in ("keys", "holds", "get", "create", "remove"):
                setattr(store, name, self._counted(getattr(store, name)))
        return desk

    def _counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any) -> Any:
            self.steps += 1
            fatal = self.steps == self._kill
            if fatal and not self._after:
                raise KilledError
            found = call(*given)
            if fatal:
                raise KilledError
            return found

        return counted


@pytest.fixture
def house(tmp_path: Path) -> DeskHouse:
    return DeskHouse(tmp_path)


@pytest.fixture
def files(archive: Archive) -> dict[str, bytes]:
    """A record book that is not the one in the data folder: a note is another."""
    changed = archive.files["gaps.csv"].replace(b"2020, 2021 and 2022", b"2020 to 2022")
    assert changed != archive.files["gaps.csv"]
    return {**archive.files, "gaps.csv": changed}


def keep(desk: Desk, files: dict[str, bytes]) -> None:
    state = desk.state()
    desk.perform(KeepDraft(desk.put_draft(files), 6, desk.public_mark(), state.draft), SAMIRA, state.number)


def schedule(desk: Desk, minutes: int = 30) -> None:
    state = desk.state()
    instant = desk.now() + timedelta(minutes=minutes)
    planned = PlannedRelease(instant=instant, kind="revision", author="Samira", files=hash_files(desk.book(state)))
    desk.perform(desk.plan(state.draft, planned, minutes <= 0), SAMIRA, state.number)
    desk.settle()


def stop(desk: Desk) -> None:
    state = desk.state()
    assert state.scheduled
    desk.perform(StopRelease(state.scheduled.key), SAMIRA, state.number)


def evening(house: DeskHouse, files: dict[str, bytes]) -> list[tuple[str, Callable[[Desk], None]]]:
    """Each act with the stage after it."""

    def come_due(desk: Desk) -> None:
        house.clock.forward(minutes=40)
        desk.settle()

    return [
        ("draft", lambda desk: keep(desk, files)),
        ("scheduled", schedule),
        ("draft", stop),
        ("scheduled", schedule),
        ("empty", come_due),
    ]


@pytest.mark.parametrize("act", range(5))
@pytest.mark.parametrize("after", [False, True])
def test_killed_at_every_step_of_every_act(tmp_path: Path, files: dict[str, bytes], act: int, after: bool) -> None:
    """The draft is as it was or as it was to be; the next process goes on, and no release is there twice or in part."""
    kill, reached = 0, True
    while reached:
        kill += 1
        house = DeskHouse(tmp_path / f"{act}-{after}-{kill}")
        steps = evening(house, files)
        for _, do in steps[:act]:
            do(house.desk())
        before = house.desk().state().stage
        counter = Counter(kill, after)
        try:
            steps[act][1](counter.watch(house.desk()))
            reached = False  # there is no such step any more
        except KilledError:
            pass
        next_process = house.desk()
        next_process.settle()
        assert next_process.state().stage in {before, Stage(steps[act][0])}
        if act == 4:
            assert next_process.state().stage is Stage.EMPTY
        assert verify_releases(next_process.releases).faults == {}
        assert next_process.newest_release() == (1 if act == 4 else 0)
        published = [line for line in next_process.log.lines() if line.act == "record_release"]
        assert len(published) == next_process.newest_release()
        scheduled = next_process.store.keys("scheduled")
        assert len(scheduled) == (next_process.state().stage is Stage.SCHEDULED)
    assert kill > 2


def test_of_two_that_act_at_once_one_is_told(house: DeskHouse, files: dict[str, bytes]) -> None:
    first, second = house.desk(), house.desk()
    keep(first, files)
    with pytest.raises(OvertakenError) as overtaken:
        second.perform(DiscardDraft(""), Person("Youssef", ""), 0)
    assert overtaken.value.line.who == "Samira"
    assert len(second.log.lines()) == 1


def test_a_process_that_has_not_seen_a_line_of_another(house: DeskHouse, files: dict[str, bytes]) -> None:
    """Between looking at the log and writing in it another process was faster."""
    slow = house.desk()
    slow.state()
    create = slow.store.create

    def late(key: str, data: bytes) -> bool:
        if key.startswith("log/"):
            keep(house.desk(), files)
        return create(key, data)

    slow.store.create = late  # type: ignore[method-assign]
    with pytest.raises(OvertakenError):
        keep(slow, files)
    assert len(house.desk().log.lines()) == 1


def test_a_line_that_nobody_can_have_seen(house: DeskHouse, files: dict[str, bytes]) -> None:
    with pytest.raises(RefusedActError):
        house.desk().perform(DiscardDraft(""), SAMIRA, 5)
    assert house.desk().log.lines() == ()


@pytest.mark.parametrize("tamper", ["who", "removed", "rewritten", "torn"])
def test_a_log_that_was_changed_is_not_gone_on_with(house: DeskHouse, files: dict[str, bytes], tamper: str) -> None:
    keep(house.desk(), files)
    schedule(house.desk())
    stop(house.desk())
    folder = house.folder / "desk" / "log"
    second = folder / "000002.json"
    if tamper == "who":
        second.write_text(second.read_text(encoding="utf-8").replace("Samira", "Youssef"), encoding="utf-8")
    elif tamper == "removed":
        second.unlink()
    elif tamper == "rewritten":
        second.write_bytes((folder / "000003.json").read_bytes())
    else:
        second.write_bytes(second.read_bytes()[:40])
    with pytest.raises(LogBrokenError):
        house.desk().state()
    response = house.client("Samira").http.get("/desk")
    assert response.status_code == 503
    assert "سجل العمليات غير سليم" in response.text


def test_the_store_is_away_at_the_hour(house: DeskHouse, files: dict[str, bytes]) -> None:
    desk = house.desk()
    keep(desk, files)
    schedule(desk)
    house.clock.forward(hours=1)
    get = desk.releases.create

    def away(key: str, data: bytes) -> bool:
        raise StoreError("the disk is full")

    desk.releases.create = away  # type: ignore[method-assign]
    with pytest.raises(StoreError):
        desk.settle()
    assert desk.state().stage is Stage.SCHEDULED
    desk.releases.create = get  # type: ignore[method-assign]
    desk.settle()
    assert desk.newest_release() == 1
    assert desk.state().stage is Stage.EMPTY


def test_a_draft_that_was_changed_in_the_store_is_not_published(house: DeskHouse, files: dict[str, bytes]) -> None:
    desk = house.desk()
    keep(desk, files)
    path = house.folder / "desk" / desk.state().draft
    path.write_bytes(path.read_bytes().replace(b"2020 to 2022", b"2021 to 2022"))
    assert desk.draft_files(desk.state().draft) is None


def test_the_stores_must_be_two(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ABWAB_STORE", str(tmp_path))
    monkeypatch.setenv("ABWAB_DESK_STORE", f"{tmp_path}/")
    with pytest.raises(ValueError, match="ABWAB_DESK_STORE is the store of releases"):
        open_desk()


def test_what_is_public_without_a_release_is_the_data_folder(house: DeskHouse, archive: Archive) -> None:
    assert house.desk().public_book() == archive.files
