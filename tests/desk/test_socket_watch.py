"""An open WebSocket is cut with the session, the right or the link by which it was opened."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator, Callable
from html import unescape

import pytest
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.types import ASGIApp
from starlette.websockets import WebSocket, WebSocketDisconnect

from lib.archive import Archive
from lib.desk import socket_watch
from lib.desk.entrance import COOKIE, SESSION_LENGTH
from lib.desk.server import desk_app
from lib.desk.socket_watch import POLICY_VIOLATION
from lib.releases.store import StoreError
from tests.desk.desk_client import ADDRESS, DeskClient, DeskHouse
from tests.desk.filled_workbooks import corrected_edition

STREAM = f"{ADDRESS.replace('http', 'ws')}/_stcore/stream"
HOUR = 3600.0


class Talk:
    """A dashboard over the draft that answers each message, and remembers how its sockets ended."""

    def __init__(self) -> None:
        self.endings: list[int] = []

    @property
    def app(self) -> ASGIApp:
        async def talk(socket: WebSocket) -> None:
            await socket.accept()
            try:
                while True:
                    await socket.send_text(f"the draft: {await socket.receive_text()}")
            except WebSocketDisconnect as ended:
                self.endings.append(ended.code)

        return Starlette(routes=[WebSocketRoute("/_stcore/stream", talk)])

    @contextlib.asynccontextmanager
    async def lifespan(self) -> AsyncIterator[None]:
        yield


@pytest.fixture
def house(drafted_house: DeskHouse) -> DeskHouse:
    return drafted_house


@pytest.fixture
def talk() -> Talk:
    return Talk()


@pytest.fixture
def samira(house: DeskHouse) -> DeskClient:
    return house.client("Samira")


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket_watch, "SOCKET_LOOK", 0.01)


@pytest.fixture
def hardly_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket_watch, "SOCKET_LOOK", HOUR)


def opened(house: DeskHouse, talk: Talk, cookie: str) -> WebSocketTestSession:
    client = TestClient(desk_app(house.process, house.entrance, talk), base_url=ADDRESS)
    return client.websocket_connect(STREAM, headers={"cookie": f"{COOKIE}={cookie}", "origin": ADDRESS})


def director(house: DeskHouse, samira: DeskClient) -> str:
    """The cookie of somebody who has opened a link to the draft."""
    assert samira.send(samira.get("/desk/links"), "/desk/links", label="the director").status_code == 303
    found = re.search(rf"{ADDRESS}(/desk/look/[^<]+)", unescape(samira.get("/desk/links")))
    assert found
    client = house.client()
    assert client.http.get(found[1]).status_code == 303
    return str(client.http.cookies[COOKIE])


def talks(socket: WebSocketTestSession) -> None:
    socket.send_text("a page")
    assert socket.receive_text() == "the draft: a page"


def was_cut(socket: WebSocketTestSession) -> None:
    """The browser is told; nothing that the app says then comes out."""
    assert socket.receive() == {"type": "websocket.close", "code": POLICY_VIOLATION}


def leave(house: DeskHouse, samira: DeskClient) -> None:
    samira.send(samira.get("/desk"), "/desk/leave")


def wait_eight_hours(house: DeskHouse, samira: DeskClient) -> None:
    house.clock.now += SESSION_LENGTH


@pytest.mark.usefixtures("often")
@pytest.mark.parametrize("end", [leave, wait_eight_hours])
def test_it_is_cut_with_its_session(
    house: DeskHouse, talk: Talk, samira: DeskClient, end: Callable[[DeskHouse, DeskClient], None]
) -> None:
    """Though nothing is sent either way."""
    with opened(house, talk, samira.http.cookies[COOKIE]) as socket:
        talks(socket)
        end(house, samira)
        was_cut(socket)
    assert talk.endings == [POLICY_VIOLATION]


def revoke(house: DeskHouse, samira: DeskClient, archive: Archive) -> None:
    samira.send(samira.get("/desk/links"), "/desk/links/revoke")


def keep_another(house: DeskHouse, samira: DeskClient, archive: Archive) -> None:
    samira.keep_workbook(corrected_edition(archive, "ar").xlsx())


def wait_a_day(house: DeskHouse, samira: DeskClient, archive: Archive) -> None:
    house.clock.forward(days=1)


LINK_ENDS = [revoke, keep_another, wait_a_day]


@pytest.mark.usefixtures("often")
@pytest.mark.parametrize("end", LINK_ENDS)
def test_it_is_cut_with_its_link(
    house: DeskHouse,
    talk: Talk,
    samira: DeskClient,
    archive: Archive,
    end: Callable[[DeskHouse, DeskClient, Archive], None],
) -> None:
    with opened(house, talk, director(house, samira)) as socket:
        talks(socket)
        end(house, samira, archive)
        was_cut(socket)
    assert talk.endings == [POLICY_VIOLATION]


@pytest.mark.usefixtures("hardly_ever")
@pytest.mark.parametrize("end", LINK_ENDS)
def test_nothing_is_answered_between_two_looks(
    house: DeskHouse,
    talk: Talk,
    samira: DeskClient,
    archive: Archive,
    end: Callable[[DeskHouse, DeskClient, Archive], None],
) -> None:
    """A link shows the state of the draft that it was made for, and not a moment of the next one."""
    with opened(house, talk, director(house, samira)) as socket:
        talks(socket)
        end(house, samira, archive)
        socket.send_text("a page")
        was_cut(socket)
    assert talk.endings == [POLICY_VIOLATION]


@pytest.mark.usefixtures("often")
def test_it_stays_open_while_its_link_holds(house: DeskHouse, talk: Talk, samira: DeskClient) -> None:
    with opened(house, talk, director(house, samira)) as socket:
        for _ in range(20):
            talks(socket)
    assert talk.endings == [1000]


@pytest.mark.usefixtures("often")
def test_it_is_cut_where_the_link_can_not_be_looked_up(
    house: DeskHouse, talk: Talk, samira: DeskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie = director(house, samira)

    def away(*_: object) -> None:
        raise StoreError("away")

    with opened(house, talk, cookie) as socket:
        talks(socket)
        monkeypatch.setattr("lib.releases.store.FileStore.get", away)
        was_cut(socket)
