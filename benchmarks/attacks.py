"""Attacks of one client on a server of this machine, each bounded in connections and time."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from itertools import product
from urllib.parse import urlsplit

import aiohttp
from streamlit.proto.BackMsg_pb2 import BackMsg

from benchmarks.local_server import forwarded, require_loopback
from benchmarks.session import SESSION_STREAM_PATH, Session, SessionError
from lib.charts import CHARTS
from lib.content.site_map import PAGES
from lib.export.pictures.sizes import COLOUR_THEMES, PICTURE_SIZES
from lib.framework import STREAMLIT_SCRIPTS
from lib.language import LANGUAGE_CODES

SEATS = 400  # those of a server by default
CHOOSERS = 80
PICTURE_CONNECTIONS, CHART_CONNECTIONS, PAGE_CONNECTIONS = 60, 100, 60
SLOW_CONNECTIONS = 500  # of each of two kinds
UPLOADS, UPLOAD_BYTES = 20, 300_000_000
MESSAGES, MESSAGE_BYTES = 20, 1_000_000
HOSTS = 200
REFUSAL_PAUSE = 0.05  # seconds after a refusal: the attacker of this machine must leave the processor to the server
ATTACKED_EDITIONS = (1, 3, 5, 6)  # the honest reader asks about others
# What a connection that is refused, broken off or not answered raises.
NETWORK_ERRORS = (aiohttp.ClientError, TimeoutError, OSError, SessionError, asyncio.IncompleteReadError)


@dataclass
class Attacker:
    """One client of a server, at an address of its own, until `end` (of the loop's clock); `counts` are its answers by
    status, and what became of its connections.

    Raises ValueError for a server of another machine.
    """

    server: str
    end: float
    address: int = 1
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        require_loopback(self.server)

    @property
    def left(self) -> float:
        """Seconds until the end."""
        return max(0.0, self.end - asyncio.get_running_loop().time())

    def client(self) -> aiohttp.ClientSession:
        """HTTP from the address of the attacker, with as many connections as it likes."""
        return aiohttp.ClientSession(
            headers=forwarded(self.address),
            connector=aiohttp.TCPConnector(limit=0, force_close=False),
            timeout=aiohttp.ClientTimeout(total=30),
        )

    async def ask(self, client: aiohttp.ClientSession, path: str, **options: object) -> None:
        """One request, whatever becomes of it."""
        try:
            async with client.get(self.server + path, **options) as answer:  # type: ignore[arg-type]
                await answer.read()
                self.counts[str(answer.status)] += 1
                refused = answer.status == 503
        except NETWORK_ERRORS as error:
            self.counts[type(error).__name__] += 1
            refused = True
        if refused:
            await asyncio.sleep(REFUSAL_PAUSE)

    async def repeat(self, connections: int, paths: Iterator[str]) -> None:
        """Requests without a pause on so many connections."""
        async with self.client() as client:

            async def go_on() -> None:
                while self.left:
                    await self.ask(client, next(paths))

            await asyncio.gather(*(go_on() for _ in range(connections)))

    async def open_socket(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A bare connection."""
        place = urlsplit(self.server)
        return await asyncio.open_connection(place.hostname, place.port, limit=4096)

    async def upgrade(self, stack: AsyncExitStack) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        """A bare WebSocket; None if it was refused."""
        reader, writer = await self.open_socket()
        stack.callback(writer.close)
        (name, value), *_ = forwarded(self.address).items()
        head = f"GET {SESSION_STREAM_PATH} HTTP/1.1\r\nHost: localhost\r\n{name}: {value}\r\nUpgrade: websocket\r\n"
        head += (
            "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        writer.write(head.encode())
        status = (await asyncio.wait_for(reader.readline(), 30)).split()[1].decode()
        self.counts[f"socket {status}"] += 1
        return (reader, writer) if status == "101" else None


def _new_pictures() -> list[str]:
    varied = product(CHARTS, ATTACKED_EDITIONS, LANGUAGE_CODES, PICTURE_SIZES, COLOUR_THEMES)
    paths = [
        f"/charts/{name}.png?edition={edition}&lang={code}&size={size}&theme={theme}"
        for name, edition, code, size, theme in varied
    ]
    random.Random(13).shuffle(paths)  # the same at each run
    return paths


def _over_and_over(paths: list[str]) -> Iterator[str]:
    while True:
        yield from paths


async def hold_silent_sockets(attacker: Attacker) -> None:
    """Open WebSockets, say nothing, and open them again when they are closed."""

    async def hold() -> None:
        while attacker.left:
            async with AsyncExitStack() as stack:
                with suppress(*NETWORK_ERRORS, IndexError):
                    if opened := await attacker.upgrade(stack):
                        await asyncio.wait_for(opened[0].read(), attacker.left)  # returns when the server closes it
            await asyncio.sleep(min(1, attacker.left))

    await asyncio.gather(*(hold() for _ in range(SEATS)))


async def hold_sessions(attacker: Attacker) -> None:
    """Open sessions, run the page once, and stay."""
    async with attacker.client() as client:

        async def stay() -> None:
            with suppress(*NETWORK_ERRORS):
                async with Session(client, attacker.server, "visitors", "edition=4&lang=ar") as session:
                    await session.run()
                    attacker.counts["session"] += 1
                    await asyncio.sleep(attacker.left)
                return
            attacker.counts["session refused"] += 1

        await asyncio.gather(*(stay() for _ in range(SEATS)))


async def choose_without_pause(attacker: Attacker) -> None:
    """Sessions that choose the next language as soon as they have the page."""
    async with attacker.client() as client:

        async def hurry() -> None:
            try:
                async with Session(client, attacker.server, "visitors", "edition=4&lang=ar") as session:
                    await session.run()
                    while attacker.left:
                        now = LANGUAGE_CODES.index(session.choices["lang"])
                        await session.choose("choice-lang", (now + 1) % len(LANGUAGE_CODES))
                        attacker.counts["choice"] += 1
            except NETWORK_ERRORS as error:
                attacker.counts[type(error).__name__] += 1

        await asyncio.gather(*(hurry() for _ in range(CHOOSERS)))


async def send_large_messages(attacker: Attacker) -> None:
    """Messages of the largest size, one after the other, on many sockets: half of them zeros, half of them choices."""
    choice = BackMsg()
    choice.rerun_script.query_string = "x" * (MESSAGE_BYTES - 16)
    written = choice.SerializeToString()
    mask = bytes(4)

    async def send(message: bytes) -> None:
        frame = b"\x82\xff" + len(message).to_bytes(8, "big") + mask + message
        while attacker.left:
            async with AsyncExitStack() as stack:
                with suppress(*NETWORK_ERRORS, IndexError):
                    if opened := await attacker.upgrade(stack):
                        while attacker.left and not opened[0].at_eof():
                            opened[1].write(frame)
                            await asyncio.wait_for(opened[1].drain(), attacker.left)
                            attacker.counts["message"] += 1
            await asyncio.sleep(min(REFUSAL_PAUSE, attacker.left))

    await asyncio.gather(*(send(bytes(MESSAGE_BYTES) if number % 2 else written) for number in range(MESSAGES)))


async def flood_pictures(attacker: Attacker) -> None:
    """Requests for pictures that are allowed and not made yet."""
    await attacker.repeat(PICTURE_CONNECTIONS, _over_and_over(_new_pictures()))


async def flood_charts(attacker: Attacker) -> None:
    """Requests for one picture that is kept."""
    await attacker.repeat(CHART_CONNECTIONS, _over_and_over(["/charts/visitors_total.svg?edition=4&lang=ar"]))


async def flood_pages(attacker: Attacker) -> None:
    """Requests for pages, each with another choice."""
    choices = product(PAGES, ATTACKED_EDITIONS, LANGUAGE_CODES, range(50))
    paths = [
        f"{page.path}?edition={edition}&lang={code}&measure=visitors&editions=1-{number}"
        for page, edition, code, number in choices
    ]
    await attacker.repeat(PAGE_CONNECTIONS, _over_and_over(paths))


async def invent_hosts(attacker: Attacker) -> None:
    """Requests for what is kept, and for press kits, under hosts that do not exist."""
    paths = ("/charts/visitors_total.csv?edition=4&lang=ar", "/citations.csv", "/kit/4.zip", "/sitemap.xml", "/")
    pairs = _over_and_over([f"{number} {path}" for number in range(HOSTS) for path in paths])
    async with attacker.client() as client:

        async def go_on() -> None:
            while attacker.left:
                number, path = next(pairs).split(" ", 1)
                await attacker.ask(client, path, headers={"Host": f"invented-{number}.example"})

        await asyncio.gather(*(go_on() for _ in range(20)))


async def send_uploads(attacker: Attacker) -> None:
    """Bodies of 300 MB, as fast as they are taken."""
    part = bytes(1_000_000)
    (name, value), *_ = forwarded(attacker.address).items()
    head = f"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: localhost\r\n{name}: {value}\r\n"
    head += f"Content-Length: {UPLOAD_BYTES}\r\n\r\n"

    async def send() -> None:
        while attacker.left:
            with suppress(*NETWORK_ERRORS, IndexError):
                reader, writer = await attacker.open_socket()
                try:
                    writer.write(head.encode())
                    for _ in range(UPLOAD_BYTES // len(part)):
                        writer.write(part)
                        await asyncio.wait_for(writer.drain(), 10)
                        attacker.counts["MB sent"] += 1
                except NETWORK_ERRORS:
                    line = await asyncio.wait_for(reader.readline(), 10)
                    attacker.counts[line.split()[1].decode()] += 1
                finally:
                    writer.close()
            await asyncio.sleep(min(REFUSAL_PAUSE, attacker.left))

    await asyncio.gather(*(send() for _ in range(UPLOADS)))


async def read_slowly(attacker: Attacker) -> None:
    """Connections that ask for a megabyte and don't read it, and others that never end their request."""
    largest = max(STREAMLIT_SCRIPTS.iterdir(), key=lambda path: path.stat().st_size).name
    (name, value), *_ = forwarded(attacker.address).items()
    whole = f"GET /static/js/{largest} HTTP/1.1\r\nHost: localhost\r\n{name}: {value}\r\n\r\n"
    half = f"GET /visitors HTTP/1.1\r\nHost: localhost\r\n{name}: {value}\r\n"
    async with AsyncExitStack() as stack:
        for number in range(2 * SLOW_CONNECTIONS):
            with suppress(OSError):
                _, writer = await attacker.open_socket()
                stack.callback(writer.close)
                writer.write((whole if number % 2 else half).encode())
                attacker.counts["connection"] += 1
        await asyncio.sleep(attacker.left)


@dataclass(frozen=True)
class Attack:
    """`name` and `strength` stand in the report; `clients` attack at the same time, each from an address of its own."""

    name: str
    strength: str
    act: Callable[[Attacker], Awaitable[None]]
    clients: int = 1


ATTACKS = (
    Attack("nothing", "the honest reader alone", lambda attacker: asyncio.sleep(attacker.left)),
    Attack("silent WebSockets", f"{SEATS} at a time, opened again when closed", hold_silent_sockets),
    Attack("sessions that stay", f"{SEATS}, each runs a page once", hold_sessions),
    Attack("choosing without pause", f"{CHOOSERS} sessions", choose_without_pause),
    Attack("large messages", f"{MESSAGES} sockets with messages of {MESSAGE_BYTES / 1e6:g} MB", send_large_messages),
    Attack("new pictures", f"{PICTURE_CONNECTIONS} connections, each picture another", flood_pictures),
    Attack("new pictures, 8 clients", f"8 × {PICTURE_CONNECTIONS} connections", flood_pictures, 8),
    Attack("a kept chart", f"{CHART_CONNECTIONS} connections", flood_charts),
    Attack("pages", f"{PAGE_CONNECTIONS} connections, each page another", flood_pages),
    Attack("invented hosts", f"{HOSTS} hosts; charts, citations, kits, pages", invent_hosts),
    Attack("uploads", f"{UPLOADS} at a time, of {UPLOAD_BYTES / 1e6:g} MB each", send_uploads),
    Attack("slow readers", f"{SLOW_CONNECTIONS} half requests, {SLOW_CONNECTIONS} unread answers", read_slowly),
)
