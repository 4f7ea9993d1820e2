"""What tests of every room share."""

from __future__ import annotations

import asyncio
import os
import shutil
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from benchmarks import local_server
from lib.archive import Archive, read_archive
from lib.export.rendering.chromium import shared_chromium
from lib.language import LANGUAGE_CODES, Language
from tests.support.six_editions import SIX_EDITIONS
from tests.support.synthetic_archives import make_editions_archive

pytest_plugins = ["tests.support.desk_fixtures", "tests.support.web_fixtures"]

# The tests, and every process that they start, read the six editions. A seventh in data/ changes nothing for them.
os.environ["ABWAB_DATA"] = str(SIX_EDITIONS)
# Each process, and each record book in it, has a store of releases of its own, which ends with it.
os.environ["ABWAB_STORE"] = "memory:///"

# The same examples at every run, and no clock: a slow minute of the machine is no fault of the code.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


# Without the frame around the pages, which nobody sees here, a window opens in a tenth of the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Chromium's own calls home would be taken for the page's.
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def until(done: Callable[[], object], seconds: float = 60, said: Callable[[], str] = str) -> None:
    """Wait until it is so. Raises AssertionError, with what is said then, when it does not come to be."""
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, said()
        time.sleep(0.05)


def await_drawing(address: str) -> str:
    """The address, once its document has the drawing: it does not wait long for a browser that is busy or starts."""

    def is_drawn() -> bool:
        with suppress(HTTPError), urlopen(address) as answer:
            return b"<svg" in answer.read()
        return False

    until(is_drawn, 120)
    return address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the system; one for all tests, since a process can hold but one Playwright."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path, "the browser tests need Chromium: sh tests/chromium.sh installs it where it can"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard that serves the six editions."""
    with local_server.streamlit_server(log=tmp_path_factory.mktemp("server") / "log", settings={}) as served:
        yield served.address


@pytest.fixture(scope="session", autouse=True)
def loops_apart() -> Iterator[None]:
    """Playwright's loop counts as running in the thread of the tests as long as its browser is open; what a test runs
    of its own runs in another thread.
    """
    run = asyncio.run

    def apart(coroutine: Coroutine[Any, Any, Any]) -> Any:
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(run, coroutine).result()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncio, "run", apart)
        yield


@pytest.fixture(autouse=True)
def sound_browser() -> None:
    """What the shared browser failed at in another test doesn't count in the state that this one asks for."""
    shared_chromium()._failed = False


@pytest.fixture(scope="session")
def archive() -> Archive:
    """The six editions."""
    return read_archive()


@pytest.fixture(scope="session")
def grown_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record book of sixty editions: the six again and again, years later."""
    return make_editions_archive(60, SIX_EDITIONS, tmp_path_factory.mktemp("grown") / "data")


@pytest.fixture(scope="session")
def grown(grown_folder: Path) -> Archive:
    """The record book of sixty editions."""
    return read_archive(grown_folder)


@pytest.fixture(params=LANGUAGE_CODES)
def language(request: pytest.FixtureRequest) -> Language:
    """Each language in turn."""
    return Language(request.param)
