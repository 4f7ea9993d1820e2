"""Record books to publish, and the stores to publish them in: a folder, and an S3 server in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from benchmarks.local_server import free_port, wait_for_answer
from lib.releases.store import ReleaseStore
from tests.archive.conftest import book

__all__ = ["book"]

BUCKET = "abwab"
LOCATION = "<CreateBucketConfiguration><LocationConstraint>eu-west-3</LocationConstraint></CreateBucketConfiguration>"


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a bucket at moto's S3 server, on this machine. Clients find it by the environment."""
    port = free_port()
    log = tmp_path_factory.mktemp("s3") / "log"
    with log.open("wb") as file:
        server = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], stdout=file, stderr=file
        )
    endpoint = f"http://127.0.0.1:{port}"
    settings = {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_REGION": "eu-west-3",
        "AWS_ACCESS_KEY_ID": "of the tests",
        "AWS_SECRET_ACCESS_KEY": "of the tests",
    }
    try:
        wait_for_answer(f"{endpoint}/moto-api/data.json", server)
        urllib.request.urlopen(
            urllib.request.Request(f"{endpoint}/{BUCKET}", method="PUT", data=LOCATION.encode())
        ).read()
        with pytest.MonkeyPatch.context() as patch:
            for name, value in settings.items():
                patch.setenv(name, value)
            yield f"s3://{BUCKET}"
    finally:
        server.kill()
        server.wait()


@pytest.fixture(params=["folder", "s3"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store, of each kind in turn."""
    if request.param == "folder":
        return str(tmp_path / "store")
    return f"{request.getfixturevalue('s3_server')}/{uuid4().hex}"


@pytest.fixture
def store(address: str) -> ReleaseStore:
    """An empty store."""
    return ReleaseStore(address)
