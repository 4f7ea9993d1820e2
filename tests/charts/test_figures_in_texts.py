"""The figures that stand in headlines, notes and sentences know their claims."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lib.archive import Archive
from lib.charts import CHARTS, ChartContext, View, build_chart
from lib.charts.chart import Chart
from lib.content.answer import answer_question
from lib.content.claim_list import claim_figure_text
from lib.content.page_front import FRONT_BUILDERS, build_page_front
from lib.content.question import all_questions
from lib.language import Language
from lib.language.text_parts import TextPart, text_parts
from lib.measures import MEASURES, claims

# The charts whose headline states the published figures of the focus, with their measures.
STATED = {
    "visitors_climb": ["visitors"],
    "visitors_total": ["visitors"],
    "staff_total": ["staff"],
    "staff_proportions": ["staff"],
    "vehicles_total": ["vehicles"],
    "vehicles_proportions": ["vehicles"],
    "stands_total": ["stands"],
    "reach": ["online_views", "blood_donors"],
}


def stated_figures(texts: Iterator[str]) -> list[TextPart]:
    return [part for text in texts for part in text_parts(text) if part.claim]


def chart_texts(chart: Chart) -> Iterator[str]:
    yield chart.headline
    yield chart.subtitle
    yield from chart.notes


def all_texts(context: ChartContext) -> Iterator[str]:
    for name in CHARTS:
        yield from chart_texts(build_chart(name, context))
    for page in FRONT_BUILDERS:
        front = build_page_front(page, context)
        yield from (front.title, *front.lede)
    for question in all_questions(context.archive, context.language):
        yield from answer_question(question, context).sentences


@pytest.mark.parametrize("focus", [1, 4, 6])
def test_a_figure_in_a_text_is_that_of_its_claim(archive: Archive, language: Language, focus: int) -> None:
    figures: dict[str, set[str]] = {}
    for claim in claims(archive):
        figures.setdefault(claim.id, set()).add(
            language.number(claim.value) if claim.value is not None else claim_figure_text(claim, language)
        )
    parts = stated_figures(all_texts(ChartContext(archive, View(focus), language)))
    assert len(parts) > 100
    for part in parts:
        assert any(figure in part.text for figure in figures[part.claim]), part


@pytest.mark.parametrize("name", STATED)
def test_the_headline_of_a_chart_leads_to_the_figures_that_it_states(
    archive: Archive, language: Language, name: str
) -> None:
    headline = build_chart(name, ChartContext(archive, View(4), language)).headline
    stated = {part.claim for part in text_parts(headline)}
    assert {MEASURES[measure](archive)[4].claim for measure in STATED[name]} <= stated


def test_the_sentences_on_the_record_lead_to_the_figures_that_broke_it(archive: Archive, language: Language) -> None:
    lede = build_page_front("record", ChartContext(archive, View(4), language)).lede
    series = MEASURES["visitors"](archive)
    assert [part.claim for part in stated_figures(iter(lede))] == [series[5].claim, series[6].claim]
