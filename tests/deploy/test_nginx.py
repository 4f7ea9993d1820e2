"""What nginx hands on, keeps and refuses, seen from a replica that only tells what it was asked."""

from __future__ import annotations

import http.client
import json
import re
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from lib.server.client import client_key
from tests.conftest import until
from tests.deploy.conftest import TEMPLATE, UNCHECKED, Nginx, running_nginx

OPEN_LIMIT, BURST, RATE = 200, 400, 100  # as in the template
HOST = "abwab.example"


class Echo(BaseHTTPRequestHandler):
    """Answers with what it was asked, and under /?full that it is full; under /_stcore/ when `free` is set."""

    protocol_version = "HTTP/1.1"
    free = threading.Event()
    held = 0
    counting = threading.Lock()

    def do_GET(self) -> None:
        if self.path.startswith("/_stcore/"):
            with self.counting:
                Echo.held += 1
            self.free.wait(60)
        body = json.dumps({"path": self.path, **{name.lower(): value for name, value in self.headers.items()}}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "public, max-age=60")
        if self.path.startswith("/?full"):
            self.send_header("Retry-After", "10")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class EchoServer(ThreadingHTTPServer):
    """Takes many at a time."""

    daemon_threads = True
    request_queue_size = 512

    def handle_error(self, *_: object) -> None:
        """nginx closes connections that it no longer needs."""


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[Nginx]:
    Echo.free.clear()
    Echo.held = 0
    with EchoServer(("127.0.0.1", 0), Echo) as replica:
        threading.Thread(target=replica.serve_forever, daemon=True).start()
        with running_nginx(tmp_path, [f"127.0.0.1:{replica.server_port}"], HOST) as nginx:
            yield nginx
            Echo.free.set()
        replica.shutdown()


def connect(nginx: Nginx) -> socket.socket:
    """A connection as a browser opens it."""
    return UNCHECKED.wrap_socket(socket.create_connection(("127.0.0.1", nginx.port), timeout=60), server_hostname=HOST)


def ask(nginx: Nginx, path: str, host: str = HOST, **headers: str) -> tuple[int, http.client.HTTPMessage, str]:
    """Status, headers and body of one answer; the path goes out as it stands."""
    with connect(nginx) as line:
        fields = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n{fields}Connection: close\r\n\r\n".encode())
        answer = http.client.HTTPResponse(line)
        answer.begin()
        return answer.status, answer.headers, answer.read().decode()


def flood(nginx: Nginx, path: str, client: str, count: int) -> list[tuple[int, str | None]]:
    """Statuses and Retry-After of `count` requests of a client over one connection, fifty of them at a time."""
    request = f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nX-Forwarded-For: {client}\r\n\r\n".encode()
    answered = []
    with connect(nginx) as line, line.makefile("rb") as answers:
        for start in range(0, count, 50):
            sent = min(50, count - start)
            line.sendall(request * sent)
            for _ in range(sent):
                status, headers = int(answers.readline().split()[1]), http.client.parse_headers(answers)
                answers.read(int(headers["Content-Length"]))
                answered.append((status, headers["Retry-After"]))
    return answered


@pytest.mark.parametrize("host", [HOST, f"{HOST}:6666", HOST.upper()])
def test_a_replica_is_asked_for_the_one_host(nginx: Nginx, host: str) -> None:
    for path in ("/visitors", "/charts.json"):
        status, _, body = ask(nginx, path, host, X_Forwarded_Host="elsewhere.example", X_Forwarded_Proto="gopher")
        assert status == 200
        asked = json.loads(body)
        assert asked["host"] == HOST
        assert "6666" not in body


@pytest.mark.parametrize("host", ["localhost", "localhost:6666", "elsewhere.example", "127.0.0.1", f"x.{HOST}"])
def test_another_host_gets_no_answer(nginx: Nginx, host: str) -> None:
    for path in ("/visitors", "/charts.json", "/_stcore/stream"):
        status, headers, _ = ask(nginx, path, host)
        assert status == 421
        assert headers["X-Cache"] is None


def test_an_invented_host_is_not_sent_on_to_itself(nginx: Nginx) -> None:
    plain = http.client.HTTPConnection("127.0.0.1", nginx.plain_port, timeout=20)
    plain.request("GET", "/visitors?lang=ar", headers={"Host": "elsewhere.example"})
    answer = plain.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/visitors?lang=ar")
    plain.close()


def test_a_full_replica_does_not_keep_its_reader(nginx: Nginx) -> None:
    """It sends the beginnings of its pages with 200."""
    _, usual, _ = ask(nginx, "/", Cookie="abwab_replica=mine")
    _, full, _ = ask(nginx, "/?full", Cookie="abwab_replica=mine")
    assert usual["Set-Cookie"].startswith("abwab_replica=mine;")
    assert not full["Set-Cookie"].startswith("abwab_replica=mine;")
    assert full["Retry-After"] == "10"


def test_an_answer_is_kept_for_the_address_as_it_was_asked(nginx: Nginx) -> None:
    """%3F in a path is no question mark to a replica."""
    for path in ("/charts/reach.csv?edition=3", "/charts/reach.csv%3Fedition=3", "/charts//reach.csv?edition=3"):
        for kept in ("MISS", "HIT"):
            _, headers, body = ask(nginx, path)
            assert headers["X-Cache"] == kept
            assert json.loads(body)["path"] == path


def test_a_client_that_asks_without_pause_is_told_to_wait(nginx: Nginx) -> None:
    answered = flood(nginx, "/charts.json", "192.0.2.1", 2 * BURST)
    assert set(answered) == {(200, None), (429, "5")}
    assert answered.count((200, None)) >= BURST
    # Others notice nothing, and what belongs to a page is not counted.
    assert set(flood(nginx, "/charts.json", "192.0.2.2", RATE)) == {(200, None)}
    assert set(flood(nginx, "/app/static/streamlit.css", "192.0.2.1", 2 * BURST)) == {(200, None)}


@pytest.mark.parametrize("path", ["/_stcore/stream", "/_stcore/health"])
def test_a_client_has_a_share_of_what_is_open_at_a_time(nginx: Nginx, path: str) -> None:
    request = f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n".encode()
    lines = [connect(nginx) for _ in range(OPEN_LIMIT)]
    try:
        for line in lines:
            line.sendall(request)
        until(lambda: Echo.held == OPEN_LIMIT, 60)
        assert ask(nginx, path, X_Forwarded_For="192.0.2.1")[0] == 429
        with connect(nginx) as other:
            other.sendall(request.replace(b"192.0.2.1", b"192.0.2.2"))
            until(lambda: Echo.held == OPEN_LIMIT + 1, 60)
    finally:
        Echo.free.set()
        for line in lines:
            line.close()


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:"),
        ("2001:db8:1:2::6", "2001:db8:1:2:"),
        ("2001:db8:0:5::6", "2001:db8:0:5:"),
        ("2001:db8::6", "2001:db8::"),
        ("2001:db8::a:b:c:6", "2001:db8::"),
    ],
)
def test_a_client_is_an_address_or_a_network(address: str, client: str) -> None:
    """Two addresses of a network are one client, as the replicas see it."""
    [block] = re.findall(r"map \$remote_addr \$client \{(.*?)\n    \}", TEMPLATE.read_text(encoding="utf-8"), re.DOTALL)
    patterns = [pattern.replace("?<", "?P<") for pattern in re.findall(r'"~(.*?)"', block)]
    found = next((match for match in (re.match(pattern, address) for pattern in patterns) if match), None)
    assert (next(iter(found.groupdict().values())) if found else address) == client
    if client.endswith(":"):
        assert client_key(address) == client_key(f"{client.rstrip(':')}::1")


def test_two_addresses_of_an_ipv6_network_are_one_client(nginx: Nginx) -> None:
    flood(nginx, "/charts.json", "2001:db8:1:2::1", BURST)
    assert (429, "5") in flood(nginx, "/charts.json", "2001:db8:1:2:3::4", BURST)
    assert set(flood(nginx, "/charts.json", "2001:db8:1:3::1", RATE)) == {(200, None)}
