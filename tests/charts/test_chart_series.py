"""The series of a chart: each mark and each name belongs to the edition that its words begin with."""

from __future__ import annotations

import pytest

from lib.archive import Archive
from lib.charts import CHARTS, ChartContext, View, build_chart
from lib.charts.chart_series import chart_series
from lib.language import Language

# Charts in which each edition has one mark and no name beside it.
SINGLE = {
    "visitors_total", "visitors_per_day", "visitors_by_day", "staff_total", "staff_proportions", "vehicles_total",
    "vehicles_proportions", "comparison", "stands_total", "stands_density",
}  # fmt: skip


@pytest.mark.parametrize("name", CHARTS)
def test_marks_and_names_have_the_edition_of_their_words(archive: Archive, name: str, language: Language) -> None:
    context = ChartContext(archive, View(4, later=True), language)
    plot = build_chart(name, context).plot
    found, parts = chart_series(plot, context), plot.parts()
    assert (found is None) == (name in SINGLE)
    if found is None:
        return
    names = {edition.number: edition.name for edition in context.editions.values()}
    for trace, owners in zip(parts["data"], found.traces, strict=True):
        texts = trace.get("hovertemplate")
        if not isinstance(texts, list):
            continue
        each = owners if isinstance(owners, tuple) else (owners,) * len(texts)
        assert all(names[owner] in text for text, owner in zip(texts, each, strict=True) if owner)
    for annotation, owner in zip(parts["layout"].get("annotations", ()), found.names, strict=True):
        assert not owner or context.editions[owner].city in annotation["text"]


def test_every_line_of_the_pace_belongs_to_an_edition(archive: Archive, language: Language) -> None:
    context = ChartContext(archive, View(4, later=True), language)
    found = chart_series(build_chart("visitors_pace", context).plot, context)
    assert found
    assert set(found.traces) == set(found.names) == {1, 2, 3, 4, 5, 6}
