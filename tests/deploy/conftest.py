"""Two replicas behind the very nginx of deploy/, on loopback."""

from __future__ import annotations

import getpass
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.local_server import free_port
from tests.conftest import until
from tests.support.six_editions import copy_with_public_address

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "deploy" / "nginx.conf.template"

# The certificate is of the test's own making.
UNCHECKED = ssl._create_unverified_context()


def healthy(address: str, seconds: float = 90) -> None:
    """Wait until a server answers. Raises AssertionError when it doesn't."""

    def answers() -> bool:
        with suppress(OSError):
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=5, context=UNCHECKED).read()
            return True
        return False

    until(answers, seconds, lambda: f"{address} did not answer")


@dataclass
class Replica:
    """One process of the dashboard."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path
    data: Path

    @classmethod
    def start(cls, folder: Path, port: int, data: Path) -> Replica:
        """A process that serves a data folder."""
        log = folder / f"replica-{port}.log"
        command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
        command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
        environment = os.environ | {"STREAMLIT_SERVER_COOKIE_SECRET": "the same in all replicas"}
        environment["ABWAB_DATA"] = str(data)
        # As in a network of containers, where nginx has another address than those that uvicorn trusts by itself.
        environment["FORWARDED_ALLOW_IPS"] = "192.0.2.1"
        with log.open("ab") as file:
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=file, stderr=file)
        return cls(port, process, log, data)

    @property
    def name(self) -> str:
        """As nginx names it in its log."""
        return f"127.0.0.1:{self.port}"

    def kill(self) -> None:
        """As a machine that loses its power."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=20)


@dataclass
class Nginx:
    """The very nginx of deploy/."""

    port: int
    plain_port: int
    log: Path

    @property
    def address(self) -> str:
        """As the test's certificate names it."""
        return f"https://localhost:{self.port}"

    def lines(self) -> list[str]:
        """What nginx wrote so far, a line a request."""
        return [line for line in self.log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]


@dataclass
class Cluster:
    """nginx, and the replicas behind it."""

    nginx: Nginx
    replicas: list[Replica]

    @property
    def address(self) -> str:
        """Of nginx."""
        return self.nginx.address

    def revive(self) -> None:
        """Start again what was killed, and wait until all replicas answer."""
        for place, replica in enumerate(self.replicas):
            if replica.process.poll() is not None:
                self.replicas[place] = Replica.start(replica.log.parent, replica.port, replica.data)
        for replica in self.replicas:
            healthy(f"http://{replica.name}")


def render(values: dict[str, str]) -> str:
    """The template with each ${ABWAB_…} filled in, as the image of nginx does it."""
    return re.sub(r"\$\{(ABWAB_\w+)\}", lambda found: values[found[1]], TEMPLATE.read_text(encoding="utf-8"))


@contextmanager
def running_nginx(tmp_path: Path, replicas: Sequence[str], host: str = "localhost", port: int = 0) -> Iterator[Nginx]:
    """nginx in front of these replicas, "127.0.0.1:8501". It believes this machine's word on the client's address."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    assert Path(program).exists(), "the tests of deploy/ need nginx: sh tests/nginx.sh installs it where it can"
    certificates = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    certificates += ["-keyout", str(tmp_path / "privkey.pem"), "-out", str(tmp_path / "fullchain.pem")]
    subprocess.run(certificates, check=True, capture_output=True)
    kept = tmp_path / "kept"
    kept.mkdir()
    nginx = Nginx(port or free_port(), free_port(), tmp_path / "nginx.log")
    values = {
        "ABWAB_HTTP": f"127.0.0.1:{nginx.plain_port}",
        "ABWAB_HTTPS": f"127.0.0.1:{nginx.port}",
        "ABWAB_HOST": host,
        "ABWAB_PROXIES": "set_real_ip_from 127.0.0.1;",
        "ABWAB_CERTIFICATES": str(tmp_path),
        "ABWAB_PROXY_CACHE": str(kept),
        "ABWAB_REPLICAS": " ".join(f"server {replica} max_fails=1 fail_timeout=10s;" for replica in replicas),
    }
    (tmp_path / "nginx.conf").write_text(render(values), encoding="utf-8")
    with nginx.log.open("wb") as file:
        # Started by root its workers would give that up, and could not enter a folder of pytest's.
        command = [program, "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path)]
        command += ["-g", f"daemon off; user {getpass.getuser()};"]
        server = subprocess.Popen(command, stdout=file, stderr=file)
    try:
        until(lambda: answers_on(nginx.port), 20, lambda: nginx.log.read_text(encoding="utf-8"))
        yield nginx
    finally:
        server.terminate()
        server.wait(timeout=20)


def answers_on(port: int) -> bool:
    """Tell whether somebody listens on a port of this machine."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
        return True
    return False


@pytest.fixture(scope="module")
def started_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """One for the tests of a module: to start a replica takes most of their time."""
    folder, port = tmp_path_factory.mktemp("cluster"), free_port()
    data = folder / "data"
    copy_with_public_address(data, f"https://localhost:{port}")
    replicas = [Replica.start(folder, free_port(), data) for _ in range(2)]
    try:
        with running_nginx(folder, [replica.name for replica in replicas], port=port) as nginx:
            yield Cluster(nginx, replicas)
    finally:
        for replica in replicas:
            if replica.process.poll() is None:
                replica.kill()


@pytest.fixture
def cluster(started_cluster: Cluster) -> Cluster:
    """The same, with both replicas alive: a test before may have killed them."""
    started_cluster.revive()
    return started_cluster
