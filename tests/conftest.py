"""What tests of every room share."""

from __future__ import annotations

import pytest
from hypothesis import settings

from lib.archive import Archive, read
from lib.language import CODES, Language

# The same examples at every run, and no clock: a slow minute of the machine is no fault of the code.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def archive() -> Archive:
    """The shipped record book."""
    return read()


@pytest.fixture(params=CODES)
def language(request: pytest.FixtureRequest) -> Language:
    """Each language in turn."""
    return Language(request.param)
