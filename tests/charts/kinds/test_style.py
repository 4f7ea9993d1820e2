"""The words of a chart in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator

import plotly.graph_objects as go
import pytest

from lib.archive import read_archive
from lib.charts import CHARTS, ChartContext, View, build_chart
from lib.charts.kinds.style import TEXT_KEYS, set_text_direction
from lib.language import Language, LanguageCode

ARCHIVE = read_archive()


def words(chart: go.Figure) -> Iterator[str]:
    """All that is written in a chart, and over its marks when they are pointed at."""
    parts = [*chart.data, *chart.layout.annotations, chart.layout.xaxis, chart.layout.yaxis]
    for part in parts:
        for name in TEXT_KEYS:
            said = getattr(part, name, None) if name in part else None
            yield from [said] if isinstance(said, str) else said if said is not None else ()


def test_a_line_that_the_direction_turns_is_isolated() -> None:
    texts = ["الأربعاء<br>17 ماي", "<b>فاس</b><br>2023", "<b>20 مليون</b>", "1.150.000 ÷ 5", "غير<br>منشور"]
    assert set_text_direction({"ticktext": texts, "x": 1}) == {
        "ticktext": [
            "الأربعاء<br>\u202b17 ماي\u202c",
            "<b>فاس</b><br>2023",
            "\u202b<b>20 مليون</b>\u202c",
            "1.150.000 ÷ 5",
            "غير<br>منشور",
        ],
        "x": 1,
    }
    assert set_text_direction({"text": "17 ماي"}) == {"text": "\u202b17 ماي\u202c"}


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("number", [ARCHIVE.numbers[0], ARCHIVE.focus])
def test_no_number_of_an_arabic_chart_stands_on_the_wrong_side(name: str, number: int) -> None:
    """A line that begins with a number or a sign and goes on in Arabic reads wrongly from the left."""
    chart = go.Figure(build_chart(name, ChartContext(ARCHIVE, View(number, later=True), Language("ar"))).plot.parts())
    lines = [re.sub(r"<[^>]*>", "", line) for text in words(chart) for line in text.split("<br>")]
    assert [line for line in lines if re.match(r"[^\u0620-\u065f\u202ba-zA-Z]+[\u0620-\u065f]", line)] == []


@pytest.mark.parametrize("code", ["fr", "en"])
def test_other_charts_have_no_marks_of_direction(code: LanguageCode) -> None:
    charts = [
        go.Figure(build_chart(name, ChartContext(ARCHIVE, View(ARCHIVE.focus), Language(code))).plot.parts())
        for name in CHARTS
    ]
    assert not re.search(
        r"[\u202a-\u202e\u2066\u2067\u200f]", "".join(text for chart in charts for text in words(chart))
    )
