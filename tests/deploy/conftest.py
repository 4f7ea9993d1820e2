"""Two replicas behind the very nginx of deploy/, on loopback."""

from __future__ import annotations

import getpass
import os
import re
import shutil
import signal
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.local_server import free_port
from tests.conftest import until

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

    @classmethod
    def start(cls, folder: Path, port: int) -> Replica:
        """A process that serves the six editions."""
        log = folder / f"replica-{port}.log"
        command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
        command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
        environment = os.environ | {"STREAMLIT_SERVER_COOKIE_SECRET": "the same in all replicas"}
        with log.open("ab") as file:
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=file, stderr=file)
        return cls(port, process, log)

    @property
    def name(self) -> str:
        """As nginx names it in its log."""
        return f"127.0.0.1:{self.port}"

    def kill(self) -> None:
        """As a machine that loses its power."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=20)


@dataclass
class Cluster:
    """nginx, and what stands behind it."""

    address: str
    replicas: list[Replica]
    log: Path

    def lines(self) -> list[str]:
        """What nginx wrote so far, a line a request."""
        return [line for line in self.log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]


def render(values: dict[str, str]) -> str:
    """The template with each ${ABWAB_…} filled in, as the image of nginx does it."""
    return re.sub(r"\$\{(ABWAB_\w+)\}", lambda found: values[found[1]], TEMPLATE.read_text(encoding="utf-8"))


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A fresh one for each test, because tests kill parts of it."""
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    assert Path(nginx).exists(), "the tests of deploy/ need nginx: sh tests/nginx.sh installs it where it can"
    certificates = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    certificates += ["-keyout", str(tmp_path / "privkey.pem"), "-out", str(tmp_path / "fullchain.pem")]
    subprocess.run(certificates, check=True, capture_output=True)
    kept = tmp_path / "kept"
    kept.mkdir()
    replicas = [Replica.start(tmp_path, free_port()) for _ in range(2)]
    secure = free_port()
    values = {
        "ABWAB_HTTP": f"127.0.0.1:{free_port()}",
        "ABWAB_HTTPS": f"127.0.0.1:{secure}",
        "ABWAB_CERTIFICATES": str(tmp_path),
        "ABWAB_PROXY_CACHE": str(kept),
        "ABWAB_REPLICAS": " ".join(f"server {replica.name} max_fails=1 fail_timeout=10s;" for replica in replicas),
    }
    (tmp_path / "nginx.conf").write_text(render(values), encoding="utf-8")
    log = tmp_path / "nginx.log"
    with log.open("wb") as file:
        # Started by root its workers would give that up, and could not enter a folder of pytest's.
        command = [nginx, "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path)]
        command += ["-g", f"daemon off; user {getpass.getuser()};"]
        server = subprocess.Popen(command, stdout=file, stderr=file)
    try:
        for replica in replicas:
            healthy(f"http://{replica.name}")
        healthy(f"https://localhost:{secure}")
        yield Cluster(f"https://localhost:{secure}", replicas, log)
    finally:
        server.terminate()
        server.wait(timeout=20)
        for replica in replicas:
            if replica.process.poll() is None:
                replica.kill()
