"""Runs the scenarios of rights.feature, each line by the browser of the person that it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from lib.archive import Archive
from lib.desk.moments import read_moment
from lib.desk.person import Role
from lib.desk.server import desk_app
from lib.desk.workbook_check import check_workbook
from lib.language import Language
from lib.releases.announcements import coming_announcements, read_announcements
from tests.desk.desk_client import ADDRESS, DeskClient, DeskHouse, page_text
from tests.desk.filled_workbooks import seventh_edition

SOURCE = Path(__file__).with_name("rights.feature").read_text(encoding="utf-8")
SCENARIOS = {
    title: re.findall(r"^ +(?:Given|When|Then|And) (.+)$", body, flags=re.MULTILINE)
    for title, body in re.findall(r"^ +Scenario: (.+)\n((?: {4}.+\n)+)", SOURCE, flags=re.MULTILINE)
}
Step = Callable[..., None]
STEPS: list[tuple[re.Pattern[str], Step]] = []


def step(pattern: str) -> Callable[[Step], Step]:
    """Registers what is done for the lines of a pattern."""

    def register(function: Step) -> Step:
        STEPS.append((re.compile(pattern), function))
        return function

    return register


@dataclass
class Story:
    """A desk with its people, and what it last answered."""

    house: DeskHouse
    archive: Archive
    roles: dict[str, frozenset[Role]] = field(default_factory=dict)
    answer: Response | None = None
    link: str = ""
    guest: TestClient | None = None

    def person(self, name: str) -> DeskClient:
        return self.house.client(name, "en", self.roles[name])

    def send(self, name: str, action: str, **fields: str) -> None:
        """Send a form as somebody who has seen everything, also one that their pages don't have."""
        client, state = self.person(name), self.house.desk().state()
        token = client.form(client.get("/desk"), "/desk/leave")["form_token"]
        seen = {"form_token": token, "seen": str(state.number), "draft": state.draft}
        self.answer = client.http.post(action, data=seen | fields)


@step(r"(\w+) is an? (.+)")
def _(story: Story, name: str, roles: str) -> None:
    story.roles[name] = frozenset(map(Role, re.split(r" and an? ", roles)))


@step(r"(\w+) (?:tries to )?keeps? a draft(?: with (.+))?")
def _(story: Story, name: str, words: str | None) -> None:
    desk = story.house.desk()
    state = desk.state()
    base = state.base if state.draft else desk.public_mark()
    files = with_count(story.archive, words) if words and " count" in words else None
    key = desk.put_draft(files or (with_slogan(story.archive, words) if words else with_seventh(story.archive)))
    story.send(name, "/desk/keep", draft=key, edition="6" if words else "7", base=base, before=state.draft)


@step(r"(\w+) (?:tries to )?sends? the draft to review")
def _(story: Story, name: str) -> None:
    story.send(name, "/desk/review", kind="new_edition", gaps_meant="yes")


@step(r"(\w+) (?:tries to )?approves? the draft")
def _(story: Story, name: str) -> None:
    story.send(name, "/desk/approve", looked="yes")


@step(r"(\w+) (?:tries to )?sends? the draft back")
def _(story: Story, name: str) -> None:
    story.send(name, "/desk/return", reason="the city")


@step(r"(\w+) (?:tries to )?discards? the draft")
def _(story: Story, name: str) -> None:
    story.send(name, "/desk/discard")


@step(r"(\w+) (?:tries to )?publish(?:es)? the draft")
def _(story: Story, name: str) -> None:
    story.send(name, "/desk/publish", when="now")


@step(r"(\w+) sets the publication for (\d\d:\d\d)")
def _(story: Story, name: str, time: str) -> None:
    story.send(name, "/desk/publish", when="hour", day="2026-11-20", time=time)


@step(r"(\w+) (?:tries to )?changes? the hour to (\d\d:\d\d) (?:without a reason|because (.+))")
def _(story: Story, name: str, time: str, reason: str | None) -> None:
    scheduled = story.house.desk().state().scheduled
    assert scheduled
    story.send(name, "/desk/hour", key=scheduled.key, day="2026-11-20", time=time, reason=reason or "")


@step(r"(\w+) stops the publication")
def _(story: Story, name: str) -> None:
    scheduled = story.house.desk().state().scheduled
    assert scheduled
    story.send(name, "/desk/stop", key=scheduled.key)


@step(r"(\w+) (?:tries to )?publish(?:es)? the typing errors")
def _(story: Story, name: str) -> None:
    story.send(name, "/desk/words")


@step(r"(\w+) (?:tries to )?confirms? the count")
def _(story: Story, name: str) -> None:
    story.send(name, "/desk/live")


@step(r"(\w+) (?:tries to )?looks? at release (\d+)")
def _(story: Story, name: str, number: str) -> None:
    story.send(name, "/desk/seen", number=number)


@step(r"(\w+) (?:tries to )?makes? a link for the director")
def _(story: Story, name: str) -> None:
    story.send(name, "/desk/links", label="the director")
    found = re.search(rf"{ADDRESS}(/desk/look/[^<]+)", unescape(story.person(name).get("/desk/links")))
    story.link = found[1] if found else ""


@step(r"(\w+) revokes the link")
def _(story: Story, name: str) -> None:
    client = story.person(name)
    story.answer = client.send(client.get("/desk/links"), "/desk/links/revoke")


@step(r"(\w+) (?:tries to )?announces? a publication for (\d\d:\d\d)")
def _(story: Story, name: str, time: str) -> None:
    story.send(name, "/desk/calendar", kind="new_edition", state="confirmed", day="2026-11-20", time=time)


@step(r"(\w+) (?:tries to )?moves? the announcement to (\d\d:\d\d) (?:without a reason|because (.+))")
def _(story: Story, name: str, time: str, reason: str | None) -> None:
    (told,) = story.house.desk().state().announced
    fields = {"id": told.id, "state": told.state, "day": "2026-11-20", "time": time, "reason": reason or ""}
    story.send(name, "/desk/calendar", **fields)


@step(r"(\w+) withdraws the announcement because (.+)")
def _(story: Story, name: str, reason: str) -> None:
    (told,) = story.house.desk().state().announced
    story.send(name, "/desk/calendar", id=told.id, state="withdrawn", reason=reason)


@step(r"a publication is announced for (\d\d:\d\d)")
def _(story: Story, time: str) -> None:
    (told,) = coming_announcements(read_announcements(story.house.desk().releases), story.house.clock())
    assert told.instant == read_moment("2026-11-20", time)


@step("nothing is announced")
def _(story: Story) -> None:
    assert coming_announcements(read_announcements(story.house.desk().releases), story.house.clock()) == ()


@step("a day passes")
def _(story: Story) -> None:
    story.house.clock.forward(days=1)


@step(r"(\d+) hours? pass(?:es)?")
def _(story: Story, hours: str) -> None:
    story.house.clock.forward(hours=int(hours))


@step(r"it is refused: (.+)")
def _(story: Story, sentence: str) -> None:
    assert story.answer is not None
    assert story.answer.status_code == 409
    assert sentence in page_text(story.answer.text)


@step(r"the draft is (?:an? )?(.+)")
def _(story: Story, stage: str) -> None:
    assert story.house.desk().state().stage.value == stage.replace(" ", "_")


@step(r"(\w+) sees what the draft changes")
def _(story: Story, name: str) -> None:
    assert "2,650,000" in page_text(story.person(name).get("/desk"))


@step("the link shows what the draft changes")
def _(story: Story) -> None:
    app = desk_app(story.house.process, story.house.entrance)
    story.guest = TestClient(app, base_url=ADDRESS, follow_redirects=False)
    opened = story.guest.get(story.link)
    assert (opened.status_code, opened.headers["location"]) == (303, "/desk/look")
    shown = story.guest.get("/desk/look")
    assert "2.650.000" in page_text(shown.text)  # a link is in Arabic first
    assert "<form" not in shown.text
    assert not any(name in shown.text for name in story.roles)
    assert story.guest.get("/desk/changes").status_code == 200


@step("the link opens nothing else")
def _(story: Story) -> None:
    assert story.guest
    desk = story.guest.get("/desk")
    assert (desk.status_code, desk.headers["location"]) == (303, "/desk/look")
    for path in (
        "/desk/live",
        "/desk/log",
        "/desk/log.json",
        "/desk/links",
        "/desk/workbook.xlsx?edition=7",
        "/desk/review",
    ):
        assert story.guest.get(path).status_code == 403, path
    for path in ("/desk/keep", "/desk/approve", "/desk/look", "/desk/links/revoke"):
        assert story.guest.post(path, data={"seen": "1"}).status_code == 403, path
    for changed in (story.link[:-1], story.link + "x", story.link.replace("look/", "look/x")):
        assert TestClient(story.guest.app, base_url=ADDRESS).get(changed).status_code == 410, changed


@step("the link shows nothing")
def _(story: Story) -> None:
    app = desk_app(story.house.process, story.house.entrance)
    stranger = TestClient(app, base_url=ADDRESS, follow_redirects=False)
    shown = stranger.get("/desk/look")
    assert (shown.status_code, shown.headers["location"]) == (303, "/desk/key")
    assert "لم يعد الرابط يعرض شيئا" in page_text(told_of_its_end(stranger.get(story.link)))
    if guest := story.guest:  # a browser in which it was opened is told as well, whatever it asks for
        assert told_of_its_end(guest.get(story.link)) == told_of_its_end(guest.get("/desk/look"))
        for path in ("/desk", "/desk/changes", "/", "/charts/visitors_total?edition=7"):
            led = guest.get(path)
            assert (led.status_code, led.headers["location"]) == (303, "/desk/look"), path
        assert guest.post("/desk/keep", data={"seen": "1"}).status_code == 401


def told_of_its_end(answer: Response) -> str:
    """The page that says that a link shows nothing any more."""
    assert answer.status_code == 410
    return str(answer.text).replace(answer.request.url.path, "")


@cache
def with_seventh(archive: Archive) -> Mapping[str, bytes]:
    """The files with a made-up seventh edition."""
    found = check_workbook(seventh_edition(archive, "en").xlsx(), archive.files, 7, Language("en"))
    assert found.files
    return found.files


def with_count(archive: Archive, words: str) -> Mapping[str, bytes]:
    """The files with a count of the fourth day of the sixth edition, up to an hour if the words name one."""
    file = f"{archive.editions[-1].folder}/visitors.csv"
    until = words.partition("until ")[2]
    row = f"2025-05-20,2025-05-20,{until},all,visitors,412000,about,normal,,atlasinfo-2025-05-21,\r\n"
    return {**archive.files, file: archive.files[file] + row.encode()}


def with_slogan(archive: Archive, words: str) -> Mapping[str, bytes]:
    """The files with other words in the slogan of the sixth edition."""
    slogan = {"a figure in the slogan": b"Proud of serving 40 million"}.get(words, words.encode())
    lines = archive.files["editions.csv"].splitlines(keepends=True)
    before = archive.editions[-1].slogan_en.encode()
    assert before in lines[-1]
    return {**archive.files, "editions.csv": b"".join([*lines[:-1], lines[-1].replace(before, slogan)])}


@pytest.mark.parametrize("title", SCENARIOS)
def test_scenario(tmp_path: Path, archive: Archive, title: str) -> None:
    story = Story(DeskHouse(tmp_path), archive)
    for line in SCENARIOS[title]:
        done = [(found, function) for pattern, function in STEPS if (found := pattern.fullmatch(line))]
        assert len(done) == 1, line
        found, function = done[0]
        function(story, *found.groups())
        acts = line.split()[0] in story.roles and " tries to " not in line and "s what " not in line
        if acts and story.answer is not None:
            assert story.answer.status_code == 303, (line, page_text(story.answer.text))


def test_each_scenario_is_read() -> None:
    assert len(SCENARIOS) == SOURCE.count("Scenario:") > 10
    assert sum(map(len, SCENARIOS.values())) == len(re.findall(r"^    \w", SOURCE, flags=re.MULTILINE))
