"""Hours of Morocco, with their distance from UTC."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lib.desk.moments import moment_text, read_moment
from lib.language import Language


@pytest.mark.parametrize(
    ("day", "clock", "instant"),
    [
        ("2027-05-17", "10:00", datetime(2027, 5, 17, 10, tzinfo=UTC)),  # +00 since September 2026
        ("2025-05-17", "10:00", datetime(2025, 5, 17, 9, tzinfo=UTC)),
        ("2027-05-17", "9:05:00", datetime(2027, 5, 17, 9, 5, tzinfo=UTC)),
    ],
)
def test_read(day: str, clock: str, instant: datetime) -> None:
    assert read_moment(day, clock) == instant


@pytest.mark.parametrize(
    ("day", "clock"),
    [
        ("", ""),
        ("2027-05-17", "25:00"),
        ("2027-02-29", "10:00"),
        ("17/05/2027", "10:00"),
        ("2027-05-17", "10:00:30"),
        ("2025-04-06", "02:30"),  # left out: the clocks went forward after Ramadan
        ("2025-02-23", "02:30"),  # there twice: they went back before it
    ],
)
def test_what_is_no_hour(day: str, clock: str) -> None:
    assert read_moment(day, clock) is None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ar", "17 ماي 2027، 10:00 (UTC+00:00)"),
        ("fr", "17 mai 2027, 10\u00a0h (UTC+00:00)"),
        ("en", "17 May 2027, 10:00 (UTC+00:00)"),
    ],
)
def test_text(code: str, text: str) -> None:
    assert moment_text(datetime(2027, 5, 17, 10, tzinfo=UTC), Language(code)) == text  # type: ignore[arg-type]
