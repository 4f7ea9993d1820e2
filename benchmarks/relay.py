"""A relay in front of a server of this machine, which counts what the server sends.

The browser itself does not tell how many bytes a compressed message of a WebSocket took.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

CHUNK_BYTES = 64 * 1024


@dataclass
class Relay:
    """What leads to the server: the same address at another port. `bytes` have come from the server until now."""

    address: str
    bytes: int = 0


@contextmanager
def relay_to(address: str) -> Iterator[Relay]:
    """A relay to the server of an address, http://127.0.0.1:port/…, until the end of the block."""
    parts = urlsplit(address)
    relay = Relay("")

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, counts: bool) -> None:
        # Either side may hang up, and the end of the relay cancels what is left.
        with closing(writer), suppress(ConnectionError, asyncio.CancelledError):
            while data := await reader.read(CHUNK_BYTES):
                relay.bytes += len(data) if counts else 0
                writer.write(data)
                await writer.drain()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_server, to_server = await asyncio.open_connection(parts.hostname, parts.port)
        with suppress(asyncio.CancelledError):
            await asyncio.gather(carry(reader, to_server, False), carry(from_server, writer, True))

    stop, started = asyncio.Event(), threading.Event()

    async def serve() -> None:
        async with await asyncio.start_server(connect, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            relay.address = parts._replace(netloc=f"127.0.0.1:{port}").geturl()
            loops.append(asyncio.get_running_loop())
            started.set()
            await stop.wait()

    loops: list[asyncio.AbstractEventLoop] = []
    # In a thread of its own: Playwright runs a loop in this one.
    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    started.wait()
    try:
        yield relay
    finally:
        loops[0].call_soon_threadsafe(stop.set)
        thread.join()
