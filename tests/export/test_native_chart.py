"""What office programs are given to draw is what the table says."""

from __future__ import annotations

from itertools import chain

import pytest

from lib.charts import CHARTS
from lib.export.native_chart import NativeChart, native_charts
from lib.language import Language
from tests.support.chart_cases import EVERY_FOCUS, case_chart

DRAWN_BY_US = {
    "journey_map", "staff_proportions", "vehicles_proportions", "seminar_subjects", "demonstration_units", "coverage",
    "stand_themes", "trends", "ranks", "measure_pair",
}  # fmt: skip


def drawn(charts: tuple[NativeChart, ...]) -> list[tuple[int, int]]:
    """The places in the table of all points that have a value."""
    series = chain.from_iterable(chart.series for chart in charts)
    return sorted(point.place for each in series for point in each.points if point.value is not None)


@pytest.mark.parametrize("name", CHARTS)
def test_every_figure_is_drawn_once_with_its_wording(name: str, subtests: pytest.Subtests) -> None:
    for focus, code in EVERY_FOCUS:
        with subtests.test(focus=focus, code=code):
            shown = case_chart(name, focus, code)
            table = shown.table
            charts = native_charts(shown, Language(code))
            for chart in charts:
                for series in chart.series:
                    assert len(series.points) == len(chart.categories)
                    for point in series.points:
                        line, place = point.place
                        cell = table.rows[line][place]
                        assert (point.text, point.value) == (cell.text, cell.value)
            rows = table.rows[:-1] if table.totalled else table.rows
            figures = [
                (line, place)
                for line, row in enumerate(rows)
                for place, cell in enumerate(row)
                if place not in table.words and cell.value is not None
            ]
            assert drawn(charts) == ([] if name in DRAWN_BY_US or shown.plot.form == "number" else figures)


def test_a_missing_figure_says_so_under_its_name() -> None:
    [chart] = native_charts(case_chart("stands_density", 4, "en"), Language("en"))
    assert chart.categories[:2] == ("Casablanca 2017\nnot published", "Marrakech 2018")
    assert [point.value for point in chart.series[0].points] == [None, 9.67, 6.4, 10.3, 6.38, 25]


def test_a_number_is_no_chart_of_an_office_program() -> None:
    assert native_charts(case_chart("staff_total", 4, "en"), Language("en"), drawings=True) == ()


def test_the_focus_is_lit_and_a_count_of_several_days_is_hatched() -> None:
    [chart] = native_charts(case_chart("visitors_total", 4, "en"), Language("en"))
    assert [place for place, point in enumerate(chart.series[0].points) if point.is_focus] == [3]
    [days] = native_charts(case_chart("visitors_by_day", 4, "en"), Language("en"))
    assert [
        (category, point.hatched) for category, point in zip(days.categories, days.series[0].points, strict=True)
    ] == [
        ("Wednesday 17 May", False),
        ("Thursday 18 May", False),
        ("19–20 May", True),
        ("Sunday 21 May\nnot published", False),
    ]
    [pace] = native_charts(case_chart("visitors_pace", 4, "en"), Language("en"))
    assert [series.name for series in pace.series if series.points[0].is_focus] == ["Fes 2023"]


def test_the_total_of_the_days_is_no_column() -> None:
    shown = case_chart("visitors_by_day", 4, "en")
    [days] = native_charts(shown, Language("en"))
    assert shown.table.rows[-1][0].text not in days.categories


@pytest.mark.parametrize(("name", "count"), [("journey_map", 1), ("staff_proportions", 0), ("stand_themes", 15)])
def test_a_workbook_draws_tables_of_drawings_too(name: str, count: int) -> None:
    assert len(native_charts(case_chart(name, 4, "en"), Language("en"), drawings=True)) == count
