"""The day of retrieval is Morocco's, whatever the server's zone and the server's zone data say."""

from __future__ import annotations

import datetime
import time
from pathlib import Path

import pytest

from lib.archive.time_zone import morocco_zone
from lib.export.texts.retrieval_day import day_of_retrieval

DAYS = {
    # At +01, as until 20 September 2026.
    "2026-09-10T22:59:59+00:00": "2026-09-10",
    "2026-09-10T23:00:00+00:00": "2026-09-11",
    # At +00 since: zone data before release 2026.3 are a day ahead in the last hour.
    "2026-11-29T23:30:00+00:00": "2026-11-29",
    "2026-11-30T00:00:00+00:00": "2026-11-30",
    "2027-07-01T23:59:59+00:00": "2027-07-01",
    # The same instants, told in another zone.
    "2026-11-30T08:30:00+09:00": "2026-11-29",
    "2026-11-29T12:00:00-12:00": "2026-11-30",
}


@pytest.mark.parametrize(("instant", "day"), DAYS.items())
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "Africa/Casablanca"])
def test_the_day_is_morocco_s(monkeypatch: pytest.MonkeyPatch, instant: str, day: str, zone: str) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert day_of_retrieval(lambda: datetime.datetime.fromisoformat(instant)) == datetime.date.fromisoformat(day)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_the_zone_data_are_the_package_s(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PYTHONTZPATH", str(tmp_path))
    morocco_zone.cache_clear()
    winter = datetime.datetime(2026, 12, 1, tzinfo=morocco_zone())
    assert winter.utcoffset() == datetime.timedelta(0)


def test_no_other_day_is_taken() -> None:
    for path in (Path(__file__).parents[3] / "lib").rglob("*.py"):
        assert "date.today" not in path.read_text(encoding="utf-8"), path
