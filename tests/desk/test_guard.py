"""Nobody comes in without the key; no page of another site acts for whoever is in; nothing is kept by a browser."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from lib.archive import Archive
from lib.desk.entrance import COOKIE, MOST_SESSIONS, SESSION_LENGTH, Entrance
from lib.desk.guard import LARGEST_BODY
from lib.desk.server import RefusedAddressError, check_address, desk_app
from tests.desk.desk_client import ADDRESS, DeskClient, DeskHouse, HandClock
from tests.desk.filled_workbooks import seventh_edition


@pytest.fixture
def house(tmp_path: Path) -> DeskHouse:
    return DeskHouse(tmp_path)


def addresses(house: DeskHouse) -> list[tuple[str, str]]:
    """Every route of the desk, with a method that it knows; and some that it doesn't."""
    found = [("GET", "/unknown"), ("PUT", "/desk"), ("OPTIONS", "/desk/workbook"), ("GET", "/desk/key/")]
    for route in desk_app(house.process, house.entrance).routes:
        if isinstance(route, Route):
            path = route.path.replace("{number:int}", "1")
            found += [
                (method, path) for method in route.methods or () if path not in ("/desk/key", "/desk/look/{text}")
            ]
        elif isinstance(route, Mount):
            found.append(("GET", f"{route.path}/desk.css"))
    return found


def test_without_a_session_everything_leads_to_the_entrance(house: DeskHouse) -> None:
    client = house.client()
    known = addresses(house)
    assert len(known) > 20
    for method, path in known:
        response = client.http.request(method, path)
        if method in ("GET", "HEAD"):
            assert (response.status_code, response.headers["location"]) == (303, "/desk/key"), path
        else:
            assert response.status_code == 401, path
    assert house.desk().log.lines() == ()


STREAM = f"{ADDRESS.replace('http', 'ws')}/_stcore/stream"


class Echo:
    """A dashboard over the draft that has a WebSocket and nothing else."""

    @property
    def app(self) -> ASGIApp:
        async def greet(socket: WebSocket) -> None:
            await socket.accept()
            await socket.send_text("the draft")
            await socket.close()

        return Starlette(routes=[WebSocketRoute("/_stcore/stream", greet)])

    @contextlib.asynccontextmanager
    async def lifespan(self) -> AsyncIterator[None]:
        yield


def test_a_websocket_needs_a_session_and_a_page_of_the_desk(house: DeskHouse) -> None:
    samira = house.client("Samira")
    cookie = {"cookie": f"{COOKIE}={samira.http.cookies[COOKIE]}"}
    client = TestClient(desk_app(house.process, house.entrance, Echo()), base_url=ADDRESS)
    with client.websocket_connect(STREAM, headers=cookie | {"origin": ADDRESS}) as socket:
        assert socket.receive_text() == "the draft"
    for headers in ({}, {"cookie": f"{COOKIE}=x"}, cookie | {"origin": "http://localhost:9999"}):
        with (
            pytest.raises(WebSocketDenialResponse) as refused,
            client.websocket_connect(STREAM, headers=headers),
        ):
            pass
        assert refused.value.status_code == 401


@pytest.mark.parametrize(
    "fields", [{"key": "another", "name": "x"}, {"key": "the-key", "name": " "}, {}, {"name": "x"}]
)
def test_a_wrong_key_or_no_name(house: DeskHouse, fields: dict[str, str]) -> None:
    response = house.client().http.post("/desk/key", data=fields)
    assert response.status_code == 403
    assert "set-cookie" not in response.headers


def test_the_cookie(house: DeskHouse) -> None:
    """Over http no browser takes a cookie that is Secure from every name of this machine."""
    response = house.client().http.post("/desk/key", data={"key": "the-key", "name": "Samira"})
    cookie = response.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert "the-key" not in cookie


def test_a_session_ends_after_eight_hours_or_when_left(house: DeskHouse) -> None:
    samira = house.client("Samira")
    house.clock.now += SESSION_LENGTH
    assert samira.http.get("/desk").headers["location"] == "/desk/key"
    samira = house.client("Samira")
    cookie = samira.http.cookies[COOKIE]
    samira.send(samira.get("/desk"), "/desk/leave")
    assert samira.http.get("/desk", headers={"cookie": f"{COOKIE}={cookie}"}).headers["location"] == "/desk/key"


def test_sessions_are_bounded() -> None:
    entrance = Entrance("key", HandClock())
    first = entrance.enter("key", "first", "ar")
    for _ in range(MOST_SESSIONS):
        entrance.enter("key", "another", "ar")
    assert entrance.session(first) is None


def test_a_key_is_made_for_each_start() -> None:
    keys = {Entrance().key for _ in range(10)}
    assert len(keys) == 10
    assert min(map(len, keys)) >= 32


@pytest.mark.parametrize("token", ["", "wrong", "ن"])
def test_a_form_without_the_token_of_its_session(house: DeskHouse, archive: Archive, token: str) -> None:
    samira = house.client("Samira")
    samira.keep_workbook(seventh_edition(archive, "ar").xlsx())
    for path in ("/desk/keep", "/desk/discard", "/desk/publish", "/desk/stop", "/desk/restore", "/desk/workbook"):
        assert samira.http.post(path, data={"form_token": token, "seen": "1"}).status_code == 403, path
    assert [line.act for line in house.desk().log.lines()] == ["keep_draft"]


def test_the_token_of_another_session(house: DeskHouse) -> None:
    mine, other = house.client("Samira"), house.client("Youssef")
    token = other.form(other.get("/desk/workbook"), "/desk/workbook")["form_token"]
    assert mine.http.post("/desk/discard", data={"form_token": token, "seen": "0"}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "http://localhost:8501"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_sent_by_a_page_of_another_site(house: DeskHouse, headers: dict[str, str]) -> None:
    samira = house.client("Samira")
    fields = samira.form(samira.get("/desk"), "/desk/leave")
    assert samira.http.post("/desk/leave", data=fields, headers=headers).status_code == 403
    own = {"origin": "http://localhost:8502", "sec-fetch-site": "same-origin"}
    assert samira.http.post("/desk/leave", data=fields, headers=own).status_code == 303


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "192.168.1.5:8502", ""])
def test_a_name_that_is_not_this_machine(house: DeskHouse, host: str) -> None:
    """A page whose name was pointed at this machine is a page of another site (DNS rebinding)."""
    samira = house.client("Samira")
    assert samira.http.get("/desk", headers={"host": host}).status_code == 400
    for own in ("localhost:8502", "127.0.0.1:8502"):
        assert samira.http.get("/desk", headers={"host": own}).status_code == 200


def test_every_answer_is_kept_by_nobody(house: DeskHouse) -> None:
    for client in (house.client(), house.client("Samira")):
        for path in ("/desk", "/desk/key", "/desk/log", "/nothing", "/app/static/desk.css"):
            headers = client.http.get(path).headers
            assert headers["cache-control"] == "no-store"
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert "script-src" not in headers["content-security-policy"]
            assert headers["referrer-policy"] == "same-origin"


def test_a_body_that_is_too_large(house: DeskHouse) -> None:
    samira = house.client("Samira")
    fields = samira.form(samira.get("/desk/workbook"), "/desk/workbook") | {"edition": "7"}
    large = {"file": ("x.xlsx", bytes(LARGEST_BODY))}
    assert samira.http.post("/desk/workbook", data=fields, files=large).status_code == 413
    head = {"content-type": "application/x-www-form-urlencoded"}
    endless = (b"x" * (1 << 20) for _ in range((LARGEST_BODY >> 20) + 2))
    assert samira.http.post("/desk/workbook", content=endless, headers=head).status_code == 400


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"a" * 100_000, b"&" * 5000])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"])
def test_a_body_that_is_no_form(house: DeskHouse, body: bytes, kind: str) -> None:
    samira: DeskClient = house.client("Samira")
    answer = samira.http.post("/desk/keep", content=body, headers={"content-type": kind})
    assert answer.status_code in (400, 403)


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.5", "abwab.example.ma", ""])
def test_it_listens_on_this_machine_only(address: str) -> None:
    with pytest.raises(RefusedAddressError, match="without a login provider"):
        check_address(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "localhost"])
def test_the_addresses_of_this_machine(address: str) -> None:
    check_address(address)
