"""An open WebSocket, over which the dashboard shows the draft, is cut once whoever opened it is no longer let in."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SOCKET_LOOK = 2.0  # seconds between two looks while nothing is sent either way
POLICY_VIOLATION = 1008  # RFC 6455, 7.4.1

# Whether the socket may stay open; with True the login provider is asked as well, where there is one.
MayStay = Callable[[bool], Awaitable[bool]]


async def watch_socket(app: ASGIApp, scope: Scope, receive: Receive, send: Send, may_stay: MayStay) -> None:
    """Serve a WebSocket until either side closes it, or `may_stay` says no: at a message, which goes no further then,
    or at a look.
    """
    watched = _WatchedSocket(receive, send, may_stay)
    looking = asyncio.create_task(watched.look())
    try:
        await app(scope, watched.take, watched.give)
    finally:
        looking.cancel()


class _WatchedSocket:
    """Both ways of a WebSocket, between the server and the app."""

    def __init__(self, receive: Receive, send: Send, may_stay: MayStay) -> None:
        self._receive, self._send, self._may_stay = receive, send, may_stay
        self._closed = asyncio.Event()

    async def look(self) -> None:
        """Look again and again, and cut it."""
        while await self._may_stay(True):
            await asyncio.sleep(SOCKET_LOOK)
        await self._cut()

    async def take(self) -> Message:
        """The next message of the browser; that it has gone, once the socket is cut."""
        arriving, closing = asyncio.ensure_future(self._receive()), asyncio.ensure_future(self._closed.wait())
        await asyncio.wait({arriving, closing}, return_when=asyncio.FIRST_COMPLETED)
        closing.cancel()
        if not arriving.done():
            arriving.cancel()
        elif (message := arriving.result())["type"] == "websocket.disconnect":
            self._closed.set()
            return message
        elif await self._may_stay(False):
            return message
        await self._cut()
        return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}

    async def give(self, message: Message) -> None:
        """Send a message of the app. What it says after the socket was cut goes nowhere."""
        if self._closed.is_set():
            return
        if not await self._may_stay(False):
            await self._cut()
            return
        if message["type"] == "websocket.close":
            self._closed.set()
        await self._send(message)

    async def _cut(self) -> None:
        if not self._closed.is_set():
            self._closed.set()
            await self._send({"type": "websocket.close", "code": POLICY_VIOLATION})
