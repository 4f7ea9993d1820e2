"""What tests of every room share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from benchmarks.archives import of_editions
from lib.archive import Archive, read
from lib.archive.archive import home
from lib.language import CODES, Language

# The same examples at every run, and no clock: a slow minute of the machine is no fault of the code.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def archive() -> Archive:
    """The shipped record book."""
    return read()


@pytest.fixture(scope="session")
def grown_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record book of sixty editions: the shipped ones again and again, years later."""
    return of_editions(60, home(), tmp_path_factory.mktemp("grown") / "data")


@pytest.fixture(scope="session")
def grown(grown_folder: Path) -> Archive:
    """The record book of sixty editions."""
    return read(grown_folder)


@pytest.fixture(params=CODES)
def language(request: pytest.FixtureRequest) -> Language:
    """Each language in turn."""
    return Language(request.param)
