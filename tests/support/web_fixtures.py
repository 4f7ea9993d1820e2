"""Fixtures for the web addresses: real routes, one Chromium per worker, one cache folder for all workers."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lib.export.rendering.chromium import Chromium
from lib.export.rendering.disk_cache import DiskCache
from lib.releases import open_live_archive
from lib.web import routes
from lib.web.copies import CopyMaker
from lib.web.links import Links

BASE = "http://localhost:8501"  # as this machine is served
LINKS = Links(BASE)
DAY = datetime.date(2026, 1, 15)


def web_app() -> Starlette:
    """The web addresses alone, without the dashboard, which answers all others."""
    app = Starlette(routes=routes.web_routes())
    app.router.redirect_slashes = False
    return app


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """The Chromium of this worker."""
    browser = Chromium(patience=120)  # a slow minute of the machine must not fail a test
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def copy_maker(tmp_path_factory: pytest.TempPathFactory, chromium: Chromium) -> CopyMaker:
    """A maker of copies on a fixed day. The workers of a run share its cache folder."""
    own = tmp_path_factory.getbasetemp()
    place: Path = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "press"
    return CopyMaker(open_live_archive(), DiskCache(place), chromium, lambda: DAY)


@pytest.fixture(scope="session")
def client(copy_maker: CopyMaker) -> Iterator[TestClient]:
    """A client of the web addresses alone. An exception in them fails the test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(routes, "shared_copy_maker", lambda: copy_maker)
        with TestClient(web_app(), base_url=BASE, follow_redirects=False) as reader:
            yield reader
