"""Requests as nobody sends them who means well: no fault, nothing done, nothing told to whoever isn't in.

The requests are chosen by a random number with a fixed seed. `python -m tests.desk.test_hostile_requests 5000` sends
more of them than `make test` does.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from lib.archive import Archive, read_archive
from lib.desk.person import Role
from lib.desk.server import desk_app
from tests.desk.desk_client import ADDRESS, DeskClient, DeskHouse
from tests.support.six_editions import SIX_EDITIONS

OUTSIDE, INSIDE = 200, 100  # of a browser that is not in, and of one that is and costs more
SECRET = "Xq7-only-in-the-draft"
METHODS = ("GET", "GET", "POST", "POST", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "QUERY")
FIELDS = (
    *(
        "form_token",
        "seen",
        "draft",
        "edition",
        "base",
        "before",
        "kind",
        "note_ar",
        "note_fr",
        "note_en",
        "when",
        "day",
    ),
    *(
        "time",
        "reason",
        "key",
        "name",
        "number",
        "label",
        "link",
        "looked",
        "gaps_meant",
        "file",
        "lang",
        "id",
        "state",
    ),
)
TEXTS = (
    *(
        "",
        "0",
        "1",
        "-1",
        "7",
        "9" * 9,
        "9" * 400,
        "1e9",
        "\u0661",
        "\u00b2",
        "\x00",
        "a\r\nset-cookie: x=1",
        "%00",
        "../../etc",
    ),
    *(
        "<script>",
        "{{7*7}}",
        "'--",
        "\u202e",
        "\U0001f600",
        "=1+1",
        "x" * 50_000,
        "now",
        "hour",
        "correction",
        "null",
    ),
    *("2026-11-21", "2026-02-30", "25:99", "10:00", "release 1", "drafts/", "drafts/../log/000001.json", "ar", "yes"),
)
HEADERS = ("origin", "host", "cookie", "content-length", "content-type", "sec-fetch-site", "x-forwarded-for", "range")
KINDS = ("application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x", "text/xml", "")


class HostileClient:
    """A browser that sends what it likes. With a token of its session it comes further."""

    def __init__(self, client: TestClient, paths: list[str], token: str, draft: str, seed: int) -> None:
        self._client, self._paths, self._token, self._draft = client, paths, token, draft
        self._random = random.Random(seed)

    def send(self) -> tuple[str, int, str]:
        """One request; what was asked, and the status and the text of the answer."""
        chosen = self._random
        method, path = chosen.choice(METHODS), self._path()
        headers = {name: self._header(name) for name in chosen.sample(HEADERS, chosen.choice((0, 0, 0, 1, 2)))}
        fields = {name: chosen.choice(TEXTS) for name in chosen.sample(FIELDS, chosen.randint(0, 8))}
        if self._token and chosen.random() < 0.8:
            fields |= {"form_token": self._token, "seen": chosen.choice(("1", "1", "0", "2"))}
        if chosen.random() < 0.3:
            fields["draft"] = self._draft
        content: dict[str, object] = {"data": fields}
        shape = chosen.random()
        if shape < 0.1:
            content = {"content": chosen.randbytes(chosen.randint(0, 3000))}
            headers.setdefault("content-type", chosen.choice(KINDS))
        elif shape < 0.3:
            content |= {"files": {"file": (chosen.choice(TEXTS)[:40], chosen.randbytes(chosen.randint(0, 3000)))}}
        answer = self._client.request(method, path, headers=headers, **content)  # type: ignore[arg-type]
        return f"{method} {path!r} {headers} {content}"[:2000], answer.status_code, answer.text

    def _path(self) -> str:
        chosen, path = self._random, self._random.choice(self._paths)
        if chosen.random() < 0.2:
            place = chosen.randint(1, len(path))
            path = (
                path[:place]
                + chosen.choice(("/", "//", "..", "%2e%2e/", "%00", "%ff", "\u0661", ";", "x"))
                + path[place:]
            )
        if chosen.random() < 0.3:
            path += "?" + "&".join(
                f"{name}={chosen.choice(('', '7', 'ar', '%00', '%ff', '9' * 40))}" for name in FIELDS[:3]
            )
        return path

    def _header(self, name: str) -> str:
        chosen = self._random
        if name == "content-type":
            return chosen.choice(KINDS)
        if name == "cookie":
            return chosen.choice(("abwab_desk=", "abwab_desk=x; abwab_desk=y", "x" * 5000, "=;=;", "abwab_desk"))
        return chosen.choice(("", "null", "*", "-1", "9" * 30, "https://elsewhere.example", "localhost:8502", "a,b"))


def attack(archive: Archive, folder: Path, requests: int, inside: bool) -> None:
    """Send requests to a desk with a draft, and look at each answer. Raises AssertionError."""
    house = DeskHouse(folder)
    desk = house.desk()
    files = {**archive.files, "gaps.csv": archive.files["gaps.csv"].replace(b"2020, 2021 and 2022", SECRET.encode())}
    key = desk.put_draft(files)
    samira = house.client("Samira", "en", frozenset({Role.EDITOR}))
    _keep(samira, key, desk.public_mark())
    app = desk_app(house.process, house.entrance)
    client = TestClient(app, base_url=ADDRESS, follow_redirects=False)
    token = ""
    if inside:  # a reader: whatever is sent, nothing is to be done
        reader = house.client("Karim", "en", frozenset({Role.READER}))
        client.cookies.update(reader.http.cookies)
        token = reader.form(reader.get("/desk"), "/desk/leave")["form_token"]
    paths = [route.path.replace("{number:int}", "1") for route in app.routes if isinstance(route, Route)]
    paths = [path for path in paths if not inside or path != "/desk/leave"]
    hostile = HostileClient(client, paths, token, key, 15)
    for _ in range(requests):
        asked, status, text = hostile.send()
        assert status < 500, asked
        assert "Traceback" not in text, asked
        assert inside or SECRET not in text, asked
        assert inside or "Samira" not in text, asked
    lines = house.desk().log.lines()
    assert [(line.act, line.who) for line in lines] == [("keep_draft", "Samira")]


def _keep(client: DeskClient, key: str, base: str) -> None:
    token = client.form(client.get("/desk"), "/desk/leave")["form_token"]
    fields = {"form_token": token, "seen": "0", "draft": key, "edition": "6", "base": base, "before": ""}
    assert client.http.post("/desk/keep", data=fields).status_code == 303


@pytest.mark.parametrize("inside", [False, True])
def test_hostile_requests(tmp_path: Path, archive: Archive, inside: bool) -> None:
    attack(archive, tmp_path, INSIDE if inside else OUTSIDE, inside)


if __name__ == "__main__":
    for inside in (False, True):
        with TemporaryDirectory() as folder:
            attack(read_archive(SIX_EDITIONS), Path(folder), int(sys.argv[1]) // 2, inside)
