"""What each act refuses, and with which words; and what the log says of each act in each language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from lib.archive import Archive
from lib.desk.acts.act import Act
from lib.desk.acts.announce_publication import AnnouncePublication
from lib.desk.acts.approve_draft import ApproveDraft
from lib.desk.acts.change_hour import ChangeHour
from lib.desk.acts.confirm_count import ConfirmCount
from lib.desk.acts.correct_words import CorrectWords
from lib.desk.acts.grant_link import GrantLink
from lib.desk.acts.keep_draft import KeepDraft
from lib.desk.acts.look_at_release import LookAtRelease
from lib.desk.acts.record_release import RecordRelease
from lib.desk.acts.request_review import RequestReview
from lib.desk.acts.return_draft import ReturnDraft
from lib.desk.acts.schedule_release import ScheduleRelease, plan_of_review
from lib.desk.acts.stop_release import StopRelease
from lib.desk.desk import Desk
from lib.language import LANGUAGE_CODES
from lib.releases.announcements import Announcement, AnnouncementState
from lib.releases.publishing import publish_due
from tests.desk import test_desk as step
from tests.desk.desk_client import YOUSSEF, DeskHouse, page_text

ID = "0" * 16


@pytest.fixture
def house(tmp_path: Path, archive: Archive) -> DeskHouse:
    found = DeskHouse(tmp_path)
    found.publish(archive.files)
    return found


@pytest.fixture
def desk(house: DeskHouse) -> Desk:
    return house.desk()


@pytest.fixture
def files(archive: Archive) -> dict[str, bytes]:
    return {**archive.files, "gaps.csv": archive.files["gaps.csv"].replace(b"2020, 2021 and 2022", b"2020 to 2022")}


def announcement(desk: Desk, change: int = 0, hours: int = 2, state: AnnouncementState = "provisional") -> Act:
    instant = desk.now() + timedelta(hours=hours)
    told = Announcement(id=ID, change=change, told=desk.now(), instant=instant, kind="revision", state=state)
    return AnnouncePublication(told, "rain")


def withdraw(desk: Desk) -> None:
    step.do(desk, announcement(desk), YOUSSEF)
    step.do(desk, announcement(desk, 1, state="withdrawn"), YOUSSEF)


def moved(desk: Desk, minutes: int, author: str = "Samira") -> Act:
    scheduled = desk.state().scheduled
    assert scheduled
    instant = scheduled.planned.instant + timedelta(minutes=minutes)
    plan = scheduled.planned.model_copy(update={"instant": instant, "author": author})
    return ChangeHour(scheduled.key, plan, desk.scheduled_key(scheduled.book, plan), "rain")


def planned_act(desk: Desk, author: str = "Samira", hours: int = 1) -> Act:
    state = desk.state()
    instant = desk.now() + timedelta(hours=hours)
    plan = plan_of_review(state, instant) or step.planned(desk)
    plan = plan.model_copy(update={"author": author, "instant": instant})
    return ScheduleRelease(state.draft, plan, "key", False)


def release_again(desk: Desk) -> Act:
    public = desk.public_release()
    assert public
    plan = step.planned(desk).model_copy(update={"files": public.release.files, "instant": desk.now()})
    return ScheduleRelease("release 1", plan, "key", True)


def kept_over(desk: Desk, base: str, draft: str = "") -> Act:
    return KeepDraft(draft or desk.state().draft, 6, base, desk.state().draft)


def words(desk: Desk, now: bool) -> Act:
    return CorrectWords(desk.state().draft, step.planned(desk, "typing_error"), "key", now)


def count(desk: Desk, now: bool) -> Act:
    return ConfirmCount(desk.state().draft, step.planned(desk, "new_figures"), "key", now)


REVIEWED = (step.request_review,)
APPROVED = (step.request_review, step.approve)
SCHEDULED = (step.schedule,)
LOCKED = "the draft is in review, where {who} sent it"
NO_PLAN = "no such publication is set; it was published or stopped already"
OTHER_PLAN = "this is not what was approved; look at it again"
CHANGED = "the draft has changed meanwhile; look at it again"
NO_REVIEW = "this draft is not in review; look at it again"
OTHER_COUNT = "this is not the count that was shown; look at it again"
CASES: dict[str, tuple[Sequence[Callable[[Desk], None]], Callable[[Desk], Act], str]] = {
    "announce again": ((withdraw,), lambda d: announcement(d, 2), "the announcement was withdrawn, or its hour"),
    "announce another": ((), lambda d: announcement(d, 1), "the announcement has changed meanwhile"),
    "announce late": ((), lambda d: announcement(d, hours=-1), "the hour has passed; choose a later one"),
    "approve": ((), lambda d: ApproveDraft(d.state().draft), NO_REVIEW),
    "move nothing": ((), lambda d: ChangeHour("key", step.planned(d), "key", "rain"), NO_PLAN),
    "move another": (SCHEDULED, lambda d: moved(d, 5, "Karim"), OTHER_PLAN),
    "move back": (SCHEDULED, lambda d: moved(d, -60), "the hour has passed; choose a later one, or publish now"),
    "move nowhere": (SCHEDULED, lambda d: moved(d, 0), "this hour is already set"),
    "words in review": (REVIEWED, lambda d: words(d, now=True), LOCKED),
    "words at an hour": (
        (),
        lambda d: words(d, now=False),
        "without a review, typing errors are published at once only",
    ),
    "count at an hour": ((), lambda d: count(d, now=False), OTHER_COUNT),
    "link to another": ((), lambda d: GrantLink("a", "drafts/x.zip", "the director", d.now()), CHANGED),
    "keep in review": (REVIEWED, lambda d: kept_over(d, d.state().base), LOCKED),
    "keep over another": ((), lambda d: kept_over(d, "x"), "the draft has changed since the workbook was checked"),
    "keep nothing": ((), lambda d: kept_over(d, d.state().base, "drafts/x.zip"), "what was understood of the workbook"),
    "look": ((), lambda d: LookAtRelease(1), "nobody needs to look at this release any more"),
    "record": ((), lambda d: RecordRelease("key", 1), NO_PLAN),
    "review another": ((), lambda d: RequestReview("drafts/x.zip", step.planned(d), 0), CHANGED),
    "return": ((), lambda d: ReturnDraft(d.state().draft, "the city"), NO_REVIEW),
    "set twice": (SCHEDULED, planned_act, "a publication is set for an hour"),
    "set unapproved": ((), planned_act, "the draft is not approved; send it to review on the page Review"),
    "set another": (APPROVED, lambda d: planned_act(d, "Karim"), OTHER_PLAN),
    "set late": (
        APPROVED,
        lambda d: planned_act(d, hours=-1),
        "the hour has passed; choose a later one, or publish now",
    ),
    "the same again": ((), release_again, "nothing to publish: it is the same as what is public"),
    "stop nothing": ((), lambda d: StopRelease("key"), NO_PLAN),
}


@pytest.mark.parametrize("case", CASES)
def test_what_an_act_refuses(desk: Desk, files: dict[str, bytes], case: str) -> None:
    before, act, sentence = CASES[case]
    step.keep(desk, files)
    for prepare in before:
        prepare(desk)
    refused = act(desk).check(desk.state(), desk)
    assert refused is not None
    assert refused.template.startswith(sentence)


def test_what_was_published_is_not_stopped(house: DeskHouse, desk: Desk, files: dict[str, bytes]) -> None:
    """It was published, and the process ended before the line of the log."""
    step.keep(desk, files)
    step.schedule(desk)
    house.clock.forward(minutes=40)
    assert len([*publish_due(desk.releases, desk.store, desk.now)]) == 1
    scheduled = desk.state().scheduled
    assert scheduled
    refused = StopRelease(scheduled.key).check(desk.state(), desk)
    assert refused is not None
    assert refused.template == "it is too late: it was published"


def test_the_log_says_every_act_in_each_language(tmp_path: Path, archive: Archive, files: dict[str, bytes]) -> None:
    for folder in range(2):
        house = DeskHouse(tmp_path / str(folder))
        house.publish(archive.files)
        for _, act in step.evenings(house, files)[folder]:
            act(house.desk())
        lines = house.desk().log.lines()
        for code in LANGUAGE_CODES:
            client = house.client("Karim", code)
            told = [page_text(client.get(f"/desk/log/{line.number}")) for line in lines]
            assert not [text for text in told if "{" in text]
            assert len(set(told)) == len(lines)
