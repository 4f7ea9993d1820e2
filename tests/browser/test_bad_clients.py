"""Clients that behave badly, and a data folder that changes, breaks, goes and comes back: the server goes on."""

from __future__ import annotations

import asyncio
import resource
import shutil
import socket
import struct
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import brotli
import pytest
import streamlit

from benchmarks import local_server
from lib.archive.archive import data_folder
from tests.browser.conftest import NO_DRAWINGS
from tests.conftest import until

pytestmark = pytest.mark.timeout(600)  # servers are started, broken and started again

SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"
LARGEST = max(SCRIPTS.iterdir(), key=lambda path: path.stat().st_size)
SCRIPT = f"/static/js/{LARGEST.name}"
REQUEST = f"GET {SCRIPT} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br\r\n\r\n".encode()


@pytest.fixture
def many_files() -> Iterator[None]:
    """This process may hold two thousand sockets."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 4096)), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def get(address: str) -> tuple[int, bytes, float]:
    """Status, body, and seconds."""
    began = time.monotonic()
    asked = urllib.request.Request(address, headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(asked, timeout=90) as answer:
        return answer.status, answer.read(), time.monotonic() - began


def connection(server: str) -> socket.socket:
    port = urlsplit(server).port
    return socket.create_connection(("127.0.0.1", port), timeout=10)


def test_a_thousand_slow_and_half_open_connections(server: str, many_files: None) -> None:
    """500 that never end their request, 500 that ask for a megabyte and don't read it; for some seconds."""
    get(f"{server}{SCRIPT}")  # made, so that what is measured is the serving
    with ExitStack() as held:
        for number in range(1000):
            client = held.enter_context(connection(server))
            if number % 2:
                client.sendall(b"GET /visitors HTTP/1.1\r\nHost: localhost\r\n")
            else:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                client.sendall(REQUEST)
        for path in ("/_stcore/health", "/?edition=4&lang=ar", "/app/static/streamlit.css"):
            status, body, seconds = get(server + path)
            assert status == 200
            assert body
            assert seconds < 60  # 0.1 s on a machine that has nothing else to do
    assert get(f"{server}/_stcore/health")[0] == 200


def test_clients_that_leave_in_the_middle(server: str) -> None:
    for _ in range(50):
        with connection(server) as client:
            client.sendall(REQUEST)
            assert client.recv(1000).startswith(b"HTTP/1.1 200")
            # closed with a reset, as a phone that loses its network
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    status, body, _ = get(f"{server}{SCRIPT}")
    assert status == 200
    assert brotli.decompress(body) == LARGEST.read_bytes()


def test_the_data_folder_changes_breaks_goes_and_comes_back(tmp_path: Path) -> None:
    """A change is served once it has settled and checks out; whatever else happens, the last good figures stay."""
    data = Path(shutil.copytree(data_folder(), tmp_path / "data"))
    visitors = next(data.glob("4-*/visitors.csv"))
    good = visitors.read_text(encoding="utf-8")
    changed = good.replace("1150000", "1160000")
    assert changed != good

    settings = {"ABWAB_DATA": str(data), "ABWAB_CACHE": str(tmp_path / "cache"), **NO_DRAWINGS}
    with local_server.streamlit_server(log=tmp_path / "log", settings=settings) as served:
        address = served.address
        table = f"{address}/charts/visitors_total.csv?edition=4&lang=en"

        def serves(figure: bytes) -> bool:
            status, body, _ = get(table)
            assert status == 200
            assert get(f"{address}/_stcore/health")[0] == 200
            assert get(f"{address}/?edition=4&lang=ar")[0] == 200
            assert get(f"{address}/data.zip")[0] == 200
            return figure in brotli.decompress(body)

        def comes(figure: bytes) -> None:
            until(lambda: serves(figure), said=(tmp_path / "log").read_text)

        def stays(figure: bytes) -> None:
            end = time.monotonic() + 12  # longer than a change takes to come to rest
            while time.monotonic() < end:
                assert serves(figure)
                time.sleep(0.2)

        comes(b"1150000")
        visitors.write_text(changed, encoding="utf-8")
        comes(b"1160000")
        visitors.write_text(changed.replace("1160000", "many"), encoding="utf-8")
        stays(b"1160000")
        shutil.rmtree(data)
        stays(b"1160000")
        shutil.copytree(data_folder(), data)
        comes(b"1150000")


def test_an_upload_is_answered_before_its_body_is_sent(server: str) -> None:
    head = b"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: localhost\r\nContent-Length: 300000000\r\n\r\n"
    with connection(server) as client:
        client.settimeout(10)
        client.sendall(head)
        assert client.recv(4096).startswith(b"HTTP/1.1 404 ")


def test_a_message_from_a_browser_above_a_megabyte_is_refused_at_its_header(server: str) -> None:
    """The header of a frame says its length: nothing of the frame itself is sent."""
    key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    head = f"GET /_stcore/stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n{key}\r\n"
    for length, refused in ((1_000_001, True), (1_000_000, False)):
        with connection(server) as client:
            client.settimeout(10)
            client.sendall(head.encode())
            assert client.recv(4096).startswith(b"HTTP/1.1 101 ")
            client.sendall(b"\x82\xff" + struct.pack(">Q", length) + b"mask")
            client.settimeout(3)
            try:
                frame = client.recv(4096)
                closed = frame[:1] == b"\x88" and frame[2:4] == struct.pack(">H", 1009)  # too big
            except TimeoutError:  # the server waits for the rest of the frame
                closed = False
            assert closed == refused, length


def test_a_small_frame_that_unpacks_to_more_than_a_megabyte_is_refused(server: str) -> None:
    async def closing_code(size: int) -> int | None:
        """The code with which the server closes after a message of that many zeros; None if it goes on listening."""
        async with (
            aiohttp.ClientSession() as client,
            client.ws_connect(f"{server}/_stcore/stream", compress=15) as peer,
        ):
            assert peer.compress  # the server agreed to compression
            await peer.send_bytes(bytes(size))
            with suppress(TimeoutError):
                await asyncio.wait_for(peer.receive(), 3)
            return peer.close_code

    assert asyncio.run(closing_code(1_000_001)) == 1009  # too big
    assert asyncio.run(closing_code(1_000_000)) != 1009
