"""A separate server for one measurement, on a free port of this machine."""

import ipaddress
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.measurement import PROJECT

START_TIMEOUT = 120  # seconds
QUIET_ENVIRONMENT = {"ABWAB_LOG": "warning"}  # no log line per request
BASELINE_SCRIPT = Path(__file__).with_name("baseline_streamlit.py")


@dataclass(frozen=True)
class LocalServer:
    """The address of a server, http://127.0.0.1:port, and the id of its process (None if unknown)."""

    address: str
    process: int | None


@contextmanager
def streamlit_server(
    script: str | Path = "dashboard.py",
    options: Sequence[str] = (),
    folder: Path = PROJECT,
    log: str | Path = os.devnull,
    settings: Mapping[str, str] = QUIET_ENVIRONMENT,
) -> Iterator[LocalServer]:
    """A Streamlit server of the script, started in `folder`, from its first answer to the end of the block.

    Its output goes to the file `log`; `settings` are environment variables.
    """
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", *options]
    with open(log, "wb") as file:
        server = subprocess.Popen(command, cwd=folder, env=os.environ | settings, stdout=file, stderr=file)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for_answer(f"{address}/_stcore/health", server)
        yield LocalServer(address, server.pid)
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_for_answer(health: str, server: "subprocess.Popen[bytes] | None" = None) -> None:
    """Return once the address answers. Raises RuntimeError if it doesn't, or if the server has exited."""
    end = time.monotonic() + START_TIMEOUT
    while time.monotonic() < end and (server is None or server.poll() is None):
        try:
            urllib.request.urlopen(health, timeout=2).read()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def free_port() -> int:
    """A free TCP port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def forwarded(number: int) -> dict[str, str]:
    """The header by which a proxy of this machine tells the address of its client: one of the 65,536 clients of the
    network for benchmarks (RFC 2544).
    """
    high, low = divmod(number, 256)
    return {"X-Forwarded-For": f"198.18.{high}.{low}"}


def require_loopback(address: str) -> str:
    """The address if it is on this machine. Raises ValueError for any other, since no other server may be loaded."""
    host = urlsplit(address).hostname or ""
    try:
        loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if urlsplit(address).scheme != "http" or not loopback:
        raise ValueError(f"{address} is not on this machine; expected http://127.0.0.1 and a port")
    return address.rstrip("/")
