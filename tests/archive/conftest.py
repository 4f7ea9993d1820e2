"""Every test gets a record book of its own to spoil."""

from pathlib import Path

import pytest

from .book import Book


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Two small editions without a fault or a warning."""
    return Book(tmp_path / "data")
