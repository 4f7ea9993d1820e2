"""The press desk as its readers meet it: real routes, one Chromium a worker, one folder of what was made for all."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lib.archive import open_live_archive
from lib.export.rendering.chromium import Chromium
from lib.export.rendering.disk_cache import DiskCache
from lib.web import routes
from lib.web.copies import CopyMaker
from lib.web.links import Links

BASE = "https://abwab.example"
LINKS = Links(BASE)
DAY = datetime.date(2026, 1, 15)


def desk_alone() -> Starlette:
    """The press addresses without the dashboard, which answers all others."""
    app = Starlette(routes=routes.web_routes())
    app.router.redirect_slashes = False
    return app


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """The browser of this worker."""
    browser = Chromium(patience=120)  # a slow minute of the machine is no fault of the code
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory, chromium: Chromium) -> CopyMaker:
    """A desk on a fixed day. What it draws lies where the other workers of this run find it."""
    own = tmp_path_factory.getbasetemp()
    place: Path = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "press"
    return CopyMaker(open_live_archive(), DiskCache(place), chromium, lambda: DAY)


@pytest.fixture(scope="session")
def client(desk: CopyMaker) -> Iterator[TestClient]:
    """A reader of the press addresses alone. An error in them is an error of the test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(routes, "shared_copy_maker", lambda: desk)
        with TestClient(desk_alone(), base_url=BASE, follow_redirects=False) as reader:
            yield reader
