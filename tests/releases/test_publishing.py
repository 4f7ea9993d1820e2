"""Publishing in a folder and at an S3 server: several at once, killed at any step, late, scheduled."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from lib.releases.publishing import LEAD_TIME, load_release, plan_release, publish_due, publish_release
from lib.releases.release import PlannedRelease, Release, ReleaseError, hash_files, sha256
from lib.releases.store import FileStore, ReleaseStore, StoreError
from lib.releases.verification import verify_releases
from tests.releases.test_release import NOON


def noon() -> datetime:
    return NOON


def plan(value: int, instant: datetime = NOON) -> tuple[PlannedRelease, dict[str, bytes]]:
    """A record book with this value in it."""
    files = {"editions.csv": b"%d" % value}
    return PlannedRelease(instant=instant, kind="revision", files=hash_files(files)), files


def publish(store: ReleaseStore, value: int, now: Callable[[], datetime] = noon) -> tuple[Release, bool]:
    return publish_release(store, *plan(value), now)


def values(store: ReleaseStore) -> list[int]:
    """The value of each release, in their order, once all of them are proved."""
    assert verify_releases(store).faults == {}
    stored = [load_release(store, number) for number in store.numbers()]
    assert [each.release.number for each in stored if each] == list(range(1, len(stored) + 1))
    return [int(each.files["editions.csv"]) for each in stored if each]


class KilledError(BaseException):
    """The process ends here: nothing after it is done."""


class Mortal:
    """Wraps a store so that the process is killed before or after the call of a number."""

    def __init__(self, steps: list[str], kill: int, after: bool) -> None:
        self._steps, self._kill, self._after = steps, kill, after

    def guard(self, store: FileStore) -> None:
        """Make the calls of a store count."""
        for name in ("keys", "holds", "get", "create", "remove"):
            setattr(store, name, self._counted(name, getattr(store, name)))

    def _counted(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any) -> Any:
            self._steps.append(name)
            fatal = len(self._steps) == self._kill
            if fatal and not self._after:
                raise KilledError
            done = call(*given)
            if fatal:
                raise KilledError
            return done

        return counted


def test_releases_follow_each_other(store: ReleaseStore) -> None:
    first, _ = publish(store, 1)
    second, _ = publish(store, 2)
    assert (first.number, first.previous, first.instant) == (1, "", NOON)
    assert (second.number, second.instant) == (2, NOON + LEAD_TIME)
    assert second.previous == sha256(store.file(1) or b"")
    assert values(store) == [1, 2]


def test_what_is_public_is_not_published_again(store: ReleaseStore) -> None:
    publish(store, 1)
    release, done = publish(store, 1)
    assert (release.number, done) == (1, False)
    publish(store, 2)
    assert publish(store, 1)[1]  # back to what it was: a release, too
    assert values(store) == [1, 2, 1]


def test_several_publishers_at_once(address: str) -> None:
    """Each has a store of its own, as processes do; none loses its release, and no number is there twice."""
    with ThreadPoolExecutor(8) as threads:
        done = list(threads.map(lambda value: publish(ReleaseStore(address), value), range(8)))
    assert sorted(release.number for release, _ in done) == list(range(1, 9))
    assert sorted(values(ReleaseStore(address))) == list(range(8))


def test_several_publishers_of_the_same_record_book_at_once(address: str) -> None:
    with ThreadPoolExecutor(8) as threads:
        done = list(threads.map(lambda _: publish(ReleaseStore(address), 5), range(8)))
    assert [release.number for release, _ in done] == [1] * 8
    assert [published for _, published in done].count(True) == 1


@pytest.mark.parametrize("after", [False, True])
def test_killed_at_every_step(store: ReleaseStore, after: bool) -> None:
    """The release is there as a whole, or not at all, and the next attempt ends with it there once."""
    publish(store, 0)
    for kill in range(1, 20):
        steps: list[str] = []
        mortal = ReleaseStore(store.address)
        Mortal(steps, kill, after).guard(mortal)
        try:
            publish(mortal, kill)
        except KilledError:
            assert values(store) in (list(range(kill)), list(range(kill + 1)))
            publish(store, kill)
            assert values(store) == list(range(kill + 1))
        else:
            break
    assert "create" in steps
    assert len(steps) == kill - 1


def test_a_clock_that_is_behind_does_not_turn_the_order_around(store: ReleaseStore) -> None:
    publish(store, 1, lambda: NOON + timedelta(hours=1))
    release, _ = publish(store, 2)
    assert release.instant == NOON + timedelta(hours=1)


def test_a_store_that_is_gone_takes_nothing(store: ReleaseStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that isn't there looks empty; a release in it would be lost when the right one is back."""
    publish(store, 1)
    monkeypatch.setattr(store, "newest_number", lambda known: 1)
    monkeypatch.setattr(store, "file", lambda number: None)
    with pytest.raises(StoreError, match="no longer holds release 1"):
        publish(store, 2)


def test_a_release_that_cannot_be_read_is_stepped_over(store: ReleaseStore, caplog: pytest.LogCaptureFixture) -> None:
    publish(store, 1)
    store.publish(2, b"cut off")
    release, _ = publish(store, 3)
    assert release.number == 3
    assert release.previous == sha256(b"cut off")
    assert "release 2" in caplog.text
    assert list(verify_releases(store).faults) == [2]


@pytest.fixture
def desk(address: str) -> FileStore:
    """The store of what is scheduled."""
    return FileStore(f"{address}-desk")


def test_what_is_scheduled_is_published_when_it_is_due(store: ReleaseStore, desk: FileStore) -> None:
    publish(store, 0)
    for value, hour in ((2, 2), (1, 1)):
        files = plan(value)[1]
        plan_release(files, plan(value, NOON + timedelta(hours=hour))[0], desk)
    assert list(publish_due(store, desk, lambda: NOON + timedelta(minutes=59))) == []
    assert values(store) == [0]
    (release,) = publish_due(store, desk, lambda: NOON + timedelta(hours=1))
    assert release.instant == NOON + timedelta(hours=1) + LEAD_TIME
    assert values(store) == [0, 1]
    assert [release.number for release in publish_due(store, desk, lambda: NOON + timedelta(hours=9))] == [3]
    assert values(store) == [0, 1, 2]
    assert list(publish_due(store, desk, lambda: NOON + timedelta(days=9))) == []


def test_what_is_late_comes_in_the_order_of_its_hours(store: ReleaseStore, desk: FileStore) -> None:
    for value in (3, 1, 2):
        plan_release(plan(value)[1], plan(value, NOON + timedelta(hours=value))[0], desk)
    assert len(list(publish_due(store, desk, lambda: NOON + timedelta(days=1)))) == 3
    assert values(store) == [1, 2, 3]


def test_however_many_run_it_once(address: str) -> None:
    for value in (1, 2, 3):
        plan_release(plan(value)[1], plan(value, NOON + timedelta(hours=value))[0], FileStore(f"{address}-desk"))

    def run(_: int) -> int:
        due = publish_due(ReleaseStore(address), FileStore(f"{address}-desk"), lambda: NOON + timedelta(days=1))
        return len(list(due))

    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(run, range(6))) == 3
    assert values(ReleaseStore(address)) == [1, 2, 3]
    assert FileStore(f"{address}-desk").keys("scheduled") == []


@pytest.mark.parametrize("after", [False, True])
def test_killed_at_every_step_of_what_is_due(store: ReleaseStore, desk: FileStore, after: bool) -> None:
    for kill in range(1, 30):
        hour = NOON + timedelta(hours=kill)
        plan_release(plan(kill)[1], plan(kill, hour)[0], desk)
        steps: list[str] = []
        mortal = ReleaseStore(store.address), FileStore(desk.address)
        for each in mortal:
            Mortal(steps, kill, after).guard(each)
        now = partial(hour.astimezone, UTC)
        try:
            list(publish_due(*mortal, now))
        except KilledError:
            assert values(store) in (list(range(1, kill)), list(range(1, kill + 1)))
            list(publish_due(store, desk, now))
            assert values(store) == list(range(1, kill + 1))
            assert desk.keys("scheduled") == []
        else:
            break
    assert {"create", "remove"} <= set(steps)
    assert len(steps) == kill - 1


def test_one_that_was_published_long_before_it_was_removed(store: ReleaseStore, desk: FileStore) -> None:
    """The process that published it was killed, and others have published since."""
    key = plan_release(plan(1)[1], plan(1)[0], desk)
    data = desk.get(key)
    assert data
    list(publish_due(store, desk, noon))
    publish(store, 2)
    publish(store, 3)
    desk.create(key, data)
    assert list(publish_due(store, desk, noon)) == []
    assert values(store) == [1, 2, 3]


def test_something_scheduled_that_cannot_be_read(store: ReleaseStore, desk: FileStore) -> None:
    desk.create("scheduled/20261129T120000Z-0.zip", b"cut off")
    with pytest.raises(ReleaseError, match=r"scheduled/20261129T120000Z-0\.zip: it is not a whole ZIP file"):
        list(publish_due(store, desk, noon))
    assert desk.keys("scheduled")
