"""A count up to an hour of a day that goes on: hollow, with its hour, and over when the whole day is counted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lib.archive import Archive, read_archive
from lib.charts import Chart, ChartContext, View, build_chart
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.language import LANGUAGE_CODES, Language
from tests.support.seventh_edition import add_edition, append_line
from tests.support.six_editions import SIX_EDITIONS

FIRST = "2026-05-16,2026-05-16,,all,visitors,310000,about,normal,,made-up-7,"
EVENING = "2026-05-17,2026-05-17,18:00,all,visitors,250000,nearly,normal,,made-up-7,"
RUNNING = "2026-05-16,2026-05-17,19:00,all,visitors,570000,nearly,normal,,made-up-7,"
SECOND = "2026-05-16,2026-05-17,,all,visitors,600000,nearly,normal,,made-up-7,"
Pace = Callable[..., Chart]


@pytest.fixture
def pace(tmp_path: Path) -> Pace:
    """The pace chart of a seventh edition without a total, which has these rows."""

    def make(*rows: str, code: str = "en") -> Chart:
        data = tmp_path / str(len(rows)) / code
        shutil.copytree(SIX_EDITIONS, data)
        add_edition(data)
        file = data / "7-testville-2026" / "visitors.csv"
        header = file.read_text(encoding="utf-8").splitlines()[0]
        file.write_text(f"{header}\n", encoding="utf-8")
        for row in rows:
            append_line(file, row)
        context = ChartContext(read_archive(data), View(7), Language(code))  # type: ignore[arg-type]
        return build_chart("visitors_pace", context)

    return make


def last_points(chart: Chart) -> list[tuple[int, float, str]]:
    """(day, value, colour inside) of the points of the edition in focus, which is drawn last."""
    points = [trace for trace in json.loads(chart.plot.spec)["data"] if trace.get("mode") == "markers"][-1]
    colours = points["marker"]["color"]
    colours = colours if isinstance(colours, list) else [colours] * len(points["x"])
    return list(zip(points["x"], points["y"], colours, strict=True))


def test_a_count_of_the_day_is_added_to_the_days_before(pace: Pace) -> None:
    chart = pace(FIRST, EVENING)
    assert last_points(chart) == [(1, 310_000, PLACEHOLDERS.focus), (2, 560_000, PLACEHOLDERS.paper)]
    cell = chart.table.rows[1][-1]
    assert (cell.value, cell.calculated) == (560_000, True)
    assert cell.text.replace("\xa0", " ") == "about 560,000 (up to 18:00, provisional)"
    assert "Hollow: provisional, counted up to 18:00 on a day that is not over." in chart.notes
    assert "up to 18:00 (provisional)" in chart.alternative


def test_the_latest_count_stands(pace: Pace) -> None:
    assert last_points(pace(FIRST, EVENING, RUNNING))[-1] == (2, 570_000, PLACEHOLDERS.paper)


def test_it_ends_when_the_whole_day_is_counted(pace: Pace) -> None:
    chart = pace(FIRST, EVENING, RUNNING, SECOND)
    assert last_points(chart) == [(1, 310_000, PLACEHOLDERS.focus), (2, 600_000, PLACEHOLDERS.focus)]
    assert "provisional" not in " ".join([*chart.notes, chart.alternative])


def test_it_is_compared_with_no_whole_day(pace: Pace) -> None:
    """The headline compares the same days of editions, and an evening is no day."""
    assert "310,000" in pace(FIRST, EVENING).headline
    headline = pace(EVENING.replace("05-17", "05-16")).headline
    assert headline == "Testville 2026: nearly\xa0250,000 visitors up to 18:00 on day 1, a provisional count"


def test_a_count_after_a_day_that_is_not_known_is_not_drawn(pace: Pace) -> None:
    assert "provisional" not in pace(EVENING).alternative


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_it_is_said_in_the_language_of_the_reader(pace: Pace, code: str) -> None:
    chart = pace(FIRST, EVENING, code=code)
    word = {"ar": "مؤقت", "fr": "provisoire", "en": "provisional"}[code]
    assert word in chart.table.rows[1][-1].text
    assert word in chart.alternative
    assert any(word in note for note in chart.notes)


def test_no_edition_so_far_has_one(archive: Archive) -> None:
    chart = build_chart("visitors_pace", ChartContext(archive, View(6), Language("en")))
    assert "provisional" not in chart.alternative
