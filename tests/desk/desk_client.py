"""A desk over the six editions, and a browser of one of its people that reads the forms as they are sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from time import sleep

from httpx2 import Response
from starlette.testclient import TestClient

from lib.desk.desk import Desk
from lib.desk.entrance import COOKIE, Entrance
from lib.desk.login import Login
from lib.desk.person import Person, Role
from lib.desk.server import desk_app
from lib.language import LanguageCode
from lib.releases.release import Release, hash_files, write_release
from lib.releases.store import FileStore, ReleaseStore
from tests.support.html_document import Document

ADDRESS = "http://localhost:8502"
EVENING = datetime(2026, 11, 20, 19, 30, tzinfo=UTC)
ALL_ROLES = frozenset(Role)
SAMIRA, YOUSSEF = (Person(name, "127.0.0.1", ALL_ROLES) for name in ("Samira", "Youssef"))


@dataclass
class HandClock:
    """A clock that stands until it is moved."""

    now: datetime = EVENING

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class DeskHouse:
    """A desk whose stores are folders, and its clock."""

    folder: Path
    clock: HandClock = field(default_factory=HandClock)

    def __post_init__(self) -> None:
        self.entrance = Entrance("the-key", self.clock)

    @cached_property
    def process(self) -> Desk:
        """The desk of the process that serves everybody here, which holds the books that it has read."""
        return self.desk()

    def desk(self) -> Desk:
        """The desk as another process would open it."""
        return Desk(FileStore(str(self.folder / "desk")), ReleaseStore(str(self.folder / "public")), self.clock)

    def publish(self, files: Mapping[str, bytes]) -> None:
        """Make a record book release 1."""
        release = Release(instant=self.clock.now, kind="revision", files=hash_files(files), number=1, previous="")
        self.desk().releases.publish(1, write_release(release, files))

    def client(self, name: str = "", code: LanguageCode = "ar", roles: frozenset[Role] | None = None) -> DeskClient:
        """A browser; with a name, of somebody who is in: with the key, or with roles as a login provider gives them."""
        # Without its lifespan nothing beats: a test says itself when the desk looks at the clock.
        app = desk_app(self.process, self.entrance)
        client = DeskClient(self, TestClient(app, base_url=ADDRESS, follow_redirects=False), name)
        if roles is not None:
            login = Login(f"id of {name}", name, roles, {}, True)
            client.http.cookies.set(COOKIE, self.entrance.admit(login, code))
        elif name:
            entered = client.http.post(f"/desk/key?lang={code}", data={"key": "the-key", "name": name})
            assert entered.status_code == 303
        return client


@dataclass
class DeskClient:
    """A browser without JavaScript, of somebody who is called `name`."""

    house: DeskHouse
    http: TestClient
    name: str

    def get(self, path: str) -> str:
        """A page, asked for again as long as it says that a browser should."""
        response = self.http.get(path)
        while "refresh" in response.headers:
            sleep(0.1)
            response = self.http.get(path)
        assert response.status_code == 200, response.text
        return response.text

    def form(self, page: str, action: str) -> dict[str, str]:
        """The hidden fields of the form that goes to an address."""
        forms = re.findall(r'<form method="post" action="([^"]+)"[^>]*>(.*?)</form>', page, flags=re.DOTALL)
        body = next(body for address, body in forms if address.split("?")[0] == action)
        hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', body)
        return dict(hidden)

    def send(self, page: str, action: str, **fields: str) -> Response:
        """Fill in a form of a page, and send it."""
        response: Response = self.http.post(action, data=self.form(page, action) | fields)
        return response

    def send_workbook(self, data: bytes, edition: int = 7, name: str = "edition.xlsx") -> Response:
        fields = self.form(self.get("/desk/workbook"), "/desk/workbook") | {"edition": str(edition)}
        response: Response = self.http.post("/desk/workbook", data=fields, files={"file": (name, data)})
        return response

    def keep_workbook(self, data: bytes, edition: int = 7) -> Response:
        """Send a workbook, and keep what was understood."""
        checked = self.send_workbook(data, edition)
        assert checked.status_code == 200, checked.text
        return self.send(checked.text, "/desk/keep")

    def request_review(self, **fields: str) -> Response:
        """Send the draft to review, as a new edition with things open unless it is said otherwise."""
        chosen = {"kind": "new_edition", "gaps_meant": "yes"} | fields
        return self.send(self.get("/desk/review"), "/desk/review", **chosen)

    def approve(self) -> Response:
        """Approve the draft."""
        return self.send(self.get("/desk/review"), "/desk/approve", looked="yes")

    def publish(self, **fields: str) -> Response:
        """Have the draft reviewed and approved by somebody else, and publish it, at once unless an hour is given."""
        sent = self.request_review(**fields)
        if sent.status_code != 303:
            return sent
        other = self.house.client("Youssef" if self.name != "Youssef" else "Samira")
        assert other.approve().headers["location"] == "/desk?done=approve_draft"
        return self.publish_approved(**fields)

    def publish_approved(self, **fields: str) -> Response:
        """Publish what was approved."""
        return self.send(self.get("/desk/publish"), "/desk/publish", **{"when": "now"} | fields)


def page_text(page: str) -> str:
    """The words of a page's content."""
    return " ".join(next(element.text for element in Document(page).elements if element.name == "main").split())
