"""The desk is killed at every step, its stores fail, its log is tampered with: nothing is lost, half done or hidden."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from lib.archive import Archive
from lib.desk.acts.act import Act
from lib.desk.acts.announce_publication import AnnouncePublication
from lib.desk.acts.approve_draft import ApproveDraft
from lib.desk.acts.change_hour import ChangeHour
from lib.desk.acts.confirm_count import ConfirmCount
from lib.desk.acts.correct_words import CorrectWords
from lib.desk.acts.discard_draft import DiscardDraft
from lib.desk.acts.grant_link import GrantLink
from lib.desk.acts.keep_draft import KeepDraft
from lib.desk.acts.look_at_release import LookAtRelease
from lib.desk.acts.request_review import RequestReview
from lib.desk.acts.return_draft import ReturnDraft
from lib.desk.acts.revoke_link import RevokeLink
from lib.desk.acts.schedule_release import ScheduleRelease, plan_of_review
from lib.desk.acts.stop_release import StopRelease
from lib.desk.desk import ACTS, Desk, RefusedActError, open_desk
from lib.desk.desk_log import LogBrokenError, OvertakenError
from lib.desk.desk_state import DeskState, Stage
from lib.desk.person import STAFF, Person, Role
from lib.releases.announcements import Announcement, announced_publications, read_announcements
from lib.releases.release import PlannedRelease, ReleaseKind, hash_files
from lib.releases.store import StoreError
from lib.releases.verification import verify_releases
from tests.desk.desk_client import SAMIRA, YOUSSEF, DeskHouse, HandClock


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


def do(desk: Desk, act: Act, person: Person = SAMIRA) -> None:
    desk.perform(act, person, desk.state().number)


def keep(desk: Desk, files: dict[str, bytes]) -> None:
    do(desk, KeepDraft(desk.put_draft(files), 6, desk.public_mark(), desk.state().draft))


def planned(desk: Desk, kind: ReleaseKind = "revision") -> PlannedRelease:
    return PlannedRelease(instant=desk.now(), kind=kind, author="Samira", files=hash_files(desk.book(desk.state())))


def request_review(desk: Desk) -> None:
    do(desk, RequestReview(desk.state().draft, planned(desk), 0))


def approve(desk: Desk) -> None:
    do(desk, ApproveDraft(desk.state().draft), YOUSSEF)


def send_back(desk: Desk) -> None:
    do(desk, ReturnDraft(desk.state().draft, "the city"), YOUSSEF)


def schedule(desk: Desk, minutes: int = 30) -> None:
    """Set the publication for an hour, without a review if there was none."""
    if desk.state().stage is Stage.DRAFT:
        request_review(desk)
        approve(desk)
    state = desk.state()
    plan = plan_of_review(state, desk.now() + timedelta(minutes=minutes))
    assert plan
    do(desk, ScheduleRelease(state.draft, plan, desk.scheduled_key(state.draft, plan), False), YOUSSEF)
    desk.settle()


def change_hour(desk: Desk) -> None:
    scheduled = desk.state().scheduled
    assert scheduled
    plan = scheduled.planned.model_copy(update={"instant": scheduled.planned.instant - timedelta(minutes=5)})
    key = desk.scheduled_key(scheduled.book, plan)
    do(desk, ChangeHour(scheduled.key, plan, key, "the minister is early"), YOUSSEF)
    desk.settle()


def stop(desk: Desk) -> None:
    scheduled = desk.state().scheduled
    assert scheduled
    do(desk, StopRelease(scheduled.key))


def discard(desk: Desk) -> None:
    do(desk, DiscardDraft(desk.state().draft))


def correct_words(desk: Desk) -> None:
    state, plan = desk.state(), planned(desk, "typing_error")
    do(desk, CorrectWords(state.draft, plan, desk.scheduled_key(state.draft, plan), True))
    desk.settle()


def keep_count(desk: Desk) -> None:
    """Keep the count of a day up to an hour."""
    files = desk.public_book()
    file = "6-el-jadida-2025/visitors.csv"
    count = b"2025-05-20,2025-05-20,18:00,all,visitors,412000,about,normal,,atlasinfo-2025-05-21,\r\n"
    keep(desk, {**files, file: files[file] + count})


def confirm_count(desk: Desk) -> None:
    state = desk.state()
    plan = planned(desk, "new_figures").model_copy(update={"approver": YOUSSEF.name})
    do(desk, ConfirmCount(state.draft, plan, desk.scheduled_key(state.draft, plan), True), YOUSSEF)
    desk.settle()


def look(desk: Desk) -> None:
    do(desk, LookAtRelease(desk.newest_release()), YOUSSEF)


def grant_link(desk: Desk) -> None:
    do(desk, GrantLink("a", desk.state().draft, "the director", desk.now() + timedelta(days=1)))


def revoke_link(desk: Desk) -> None:
    do(desk, RevokeLink("a"))


def announce(desk: Desk) -> None:
    """Announce a publication, or move it by a day if it was announced."""
    before = next(iter(desk.state().announced), None)
    told = Announcement(
        id="0" * 16,
        change=before.change + 1 if before else 0,
        told=desk.now(),
        instant=before.instant + timedelta(days=1) if before else desk.now() + timedelta(hours=2),
        kind="new_edition",
        state="confirmed",
    )
    do(desk, AnnouncePublication(told, "the minister is late" if before else ""), YOUSSEF)
    desk.settle()


Step = tuple[str, Callable[[Desk], None]]


def evenings(house: DeskHouse, files: dict[str, bytes]) -> tuple[list[Step], ...]:
    """Two evenings with every act in one of them, each with the stage after it."""

    def come_due(desk: Desk) -> None:
        house.clock.forward(minutes=40)
        desk.settle()

    kept: Step = ("draft", lambda desk: keep(desk, files))
    return (
        [
            kept,
            ("in_review", request_review),
            ("draft", send_back),
            ("in_review", request_review),
            ("approved", approve),
            ("scheduled", schedule),
            ("scheduled", change_hour),
            ("approved", stop),
            ("scheduled", change_of_mind),
            ("published", come_due),
        ],
        [
            kept,
            ("draft", grant_link),
            ("draft", revoke_link),
            ("withdrawn", discard),
            kept,
            ("published", correct_words),
            ("published", look),
            ("published", announce),
            ("published", announce),
            ("draft", keep_count),
            ("published", confirm_count),
        ],
    )


def change_of_mind(desk: Desk) -> None:
    """Set it again, for another hour than the one that was stopped."""
    state = desk.state()
    plan = plan_of_review(state, desk.now() + timedelta(minutes=35))
    assert plan
    act = ScheduleRelease(state.draft, plan, desk.scheduled_key(state.draft, plan), False, "rain")
    do(desk, act, YOUSSEF)
    desk.settle()


STEPS = [(0, step) for step in range(10)] + [(1, step) for step in range(11)]


@pytest.mark.parametrize(("evening", "step"), STEPS)
@pytest.mark.parametrize("after", [False, True])
def test_killed_at_every_step_of_every_act(
    tmp_path: Path, archive: Archive, files: dict[str, bytes], evening: int, step: int, after: bool
) -> None:
    """The draft is as it was or as it was to be; the next process goes on, and no release is there twice or in part."""
    until_then = DeskHouse(tmp_path / "0")
    until_then.publish(archive.files)
    for _, act in evenings(until_then, files)[evening][:step]:
        act(until_then.desk())
    before = until_then.desk().state()
    releases, lines = until_then.desk().newest_release(), before.number
    kill, reached = 0, True
    while reached:
        kill += 1
        copytree(until_then.folder, tmp_path / f"{kill}")
        house = DeskHouse(tmp_path / f"{kill}", HandClock(until_then.clock.now))
        steps = evenings(house, files)[evening]
        counter = Counter(kill, after)
        try:
            steps[step][1](counter.watch(house.desk()))
            reached = False  # there is no such step any more
        except KilledError:
            pass
        next_process = house.desk()
        next_process.settle()
        state = next_process.state()
        assert state.stage in {before.stage, Stage(steps[step][0])}
        if state.number == lines:  # nothing was done
            assert state == before
        assert verify_releases(next_process.releases).faults == {}
        now = next_process.now()
        assert announced_publications(read_announcements(next_process.releases), now) == announced_publications(
            state.announced, now
        )
        published = [line for line in next_process.log.lines() if line.act == "record_release"]
        assert len(published) == next_process.newest_release() - 1 <= releases
        scheduled = next_process.store.keys("scheduled")
        assert scheduled == ([state.scheduled.key] if state.scheduled else [])
        if steps[step][1].__name__ == "come_due":
            assert state.stage is Stage.PUBLISHED
            assert next_process.newest_release() == 2
    assert kill > 2


def test_every_act_is_killed(house: DeskHouse, archive: Archive, files: dict[str, bytes]) -> None:
    for folder, steps in enumerate(evenings(house, files)):
        other = DeskHouse(house.folder / str(folder), house.clock)
        other.publish(archive.files)
        for stage, act in steps:
            act(other.desk())
            assert other.desk().state().stage.value == stage
    lines = [line for folder in "01" for line in DeskHouse(house.folder / folder).desk().log.lines()]
    assert {line.act for line in lines} == ACTS.keys()


RIGHTS = {
    "keep_draft": {Role.EDITOR},
    "discard_draft": {Role.EDITOR},
    "request_review": {Role.EDITOR},
    "correct_words": {Role.EDITOR},
    "approve_draft": {Role.APPROVER},
    "schedule_release": {Role.APPROVER},
    "confirm_count": {Role.APPROVER},
    "change_hour": {Role.APPROVER},
    "announce_publication": {Role.APPROVER},
    "return_draft": STAFF,
    "stop_release": STAFF,
    "look_at_release": STAFF,
    "grant_link": STAFF,
    "revoke_link": STAFF,
    "record_release": set(),  # the desk alone
}


def test_each_role_that_must_not_does_not(
    house: DeskHouse, archive: Archive, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each act is tried by every person without one of its roles, at the moment when somebody else can do it."""
    tried: set[tuple[str, Role]] = set()
    perform = Desk.perform

    def tried_by_others(desk: Desk, act: Act, person: Person, seen: int) -> DeskState:
        for role in Role:
            if role not in RIGHTS[act.name]:
                with pytest.raises(RefusedActError, match="your role does not allow this"):
                    perform(desk, act, Person("Karim", "", frozenset({role})), seen)
                tried.add((act.name, role))
        assert desk.state().number == seen
        return perform(desk, act, person, seen)

    monkeypatch.setattr(Desk, "perform", tried_by_others)
    for folder, steps in enumerate(evenings(house, files)):
        other = DeskHouse(house.folder / str(folder), house.clock)
        other.publish(archive.files)
        for _, act in steps:
            act(other.desk())
    assert tried == {(name, role) for name in ACTS for role in Role if role not in RIGHTS[name]}


def test_of_two_that_act_at_once_one_is_told(house: DeskHouse, files: dict[str, bytes]) -> None:
    first, second = house.desk(), house.desk()
    keep(first, files)
    with pytest.raises(OvertakenError) as overtaken:
        second.perform(DiscardDraft(""), YOUSSEF, 0)
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
    assert desk.state().stage is Stage.PUBLISHED


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
