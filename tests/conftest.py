"""What tests of every room share."""

from __future__ import annotations

import pytest

from lib.archive import Archive, read
from lib.language import CODES, Language


@pytest.fixture(scope="session")
def archive() -> Archive:
    """The shipped record book."""
    return read()


@pytest.fixture(params=CODES)
def language(request: pytest.FixtureRequest) -> Language:
    """Each language in turn."""
    return Language(request.param)
