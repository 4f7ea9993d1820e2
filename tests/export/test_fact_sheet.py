"""The fact sheet says what the charts say, each figure with its wording and its sources, in one language."""

from __future__ import annotations

import html
import re

import pytest

from lib.charts import ChartContext, View
from lib.content.cards import edition_cards
from lib.export.fact_sheet import FactSheet, collect_facts, number_ranges, render_fact_sheet
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.language.text_parts import text_parts
from tests.support.chart_cases import FOREIGN, archive, case_chart, provenance
from tests.support.html_document import Document

EVERY = [(focus, code) for focus in range(1, 7) for code in LANGUAGE_CODES]
# Graphics of a focus with an odd number compare no later edition: the focus has the last column.
LAST = (1, 3, 5)


def printed(focus: int, code: LanguageCode) -> str:
    """The sheet as HTML."""
    return render_fact_sheet(archive(), View(focus), Language(code), provenance("facts", focus, code))


def words(document: str) -> str:
    """What a reader sees of a document."""
    body = re.sub(r"</?a\b[^>]*>", "", document.split("</style>")[1])  # a link parts no words
    return re.sub(r"[ \n]+", " ", html.unescape(re.sub(r"<[^>]*>", " ", body)))


def facts_of(focus: int, code: LanguageCode) -> FactSheet:
    return collect_facts(archive(), View(focus), Language(code))


@pytest.mark.parametrize(("focus", "code"), EVERY)
def test_every_figure_is_printed_with_its_wording(focus: int, code: LanguageCode) -> None:
    facts, seen = facts_of(focus, code), words(printed(focus, code))
    for line in (*facts.figures, *facts.attendance, *facts.days):
        assert re.search(rf"{re.escape(line.name)} (\([^)]*\) )?{re.escape(line.figure.text)}", seen), line
    for card in edition_cards(ChartContext(archive(), View(focus), Language(code))):
        assert re.search(rf"{re.escape(card.qualifier_text)} *{re.escape(card.number)}", seen)
    assert facts.headline in seen
    assert all(sentence in seen for sentence in (*facts.story, *facts.notes))
    assert archive().organisation.name[code] in seen


@pytest.mark.parametrize("focus", LAST)
def test_figures_are_those_of_the_charts(focus: int) -> None:
    facts = facts_of(focus, "ar")
    board = {row[0].text: row for name in ("reach", "scoreboard") for row in case_chart(name, focus, "ar").table.rows}
    assert {line.name for line in facts.figures} | set(facts.nothing) == set(board)
    for line in facts.figures:
        assert line.figure == board[line.name][-1]
        assert line.before == (board[line.name][-2] if focus > 1 else None)
    total = case_chart("visitors_total", focus, "ar").table.rows
    assert [(line.name, line.figure) for line in facts.attendance] == [(row[0].text, row[-1]) for row in total]
    days = case_chart("visitors_by_day", focus, "ar").table.rows
    assert [(line.name, line.figure) for line in facts.days] == [(row[0].text, row[-1]) for row in days]


@pytest.mark.parametrize(("focus", "code"), EVERY)
def test_what_was_not_published_is_named(focus: int, code: LanguageCode) -> None:
    facts, seen = facts_of(focus, code), words(printed(focus, code))
    assert all(name in seen for name in facts.nothing)
    for line in facts.figures:
        assert line.figure.sources or line.figure.text == Language(code).text("not published")


@pytest.mark.parametrize("focus", range(1, 7))
def test_numbers_lead_to_the_sources(focus: int) -> None:
    facts, seen = facts_of(focus, "en"), printed(focus, "en")
    for line in (*facts.figures, *facts.days):
        cited = {facts.sources[number - 1].id for number in unfolded(line.cited)}
        assert cited == set(line.figure.sources)
    assert {facts.sources[number - 1].id for number in unfolded(facts.cited)} == {
        source.id for source in facts.place.sources
    }
    listed = re.findall(r"<sup>(\d+)</sup>&nbsp;(?:<a href=\"([^\"]*)\">)?<bdi>([^<]*)</bdi>", seen)
    assert [(int(number), html.unescape(url), html.unescape(name)) for number, url, name in listed] == [
        (number, source.url, source.publisher) for number, source in enumerate(facts.sources, 1)
    ]


@pytest.mark.parametrize(("focus", "code"), EVERY)
def test_figures_lead_to_their_own_pages(focus: int, code: LanguageCode) -> None:
    facts, taken = facts_of(focus, code), provenance("facts", focus, code)
    links = Document(printed(focus, code)).all("a")
    linked = {(link.text, link.attributes["href"]) for link in links if "/figures/" in link.attributes["href"]}
    cells = [cell for line in (*facts.figures, *facts.attendance, *facts.days) for cell in (line.figure, line.before)]
    wanted = [(cell.text, cell.claim) for cell in cells if cell] + [(card.number, card.claim) for card in facts.cards]
    said = [part for text in (facts.headline, *facts.story, *facts.notes) for part in text_parts(text)]
    wanted += [(part.text, part.claim) for part in said]
    assert linked == {(text, taken.figure_address(claim, code)) for text, claim in wanted if claim}
    assert linked


def unfolded(text: str) -> set[int]:
    """The numbers of a reference: {1, 2, 3, 7} of 1–3, 7."""
    found: set[int] = set()
    for part in filter(None, text.split(", ")):
        first, _, last = part.partition("–")
        found |= set(range(int(first), int(last or first) + 1))
    return found


@pytest.mark.parametrize(
    ("numbers", "text"),
    [([], ""), ([4], "4"), ([1, 2], "1, 2"), ([3, 1, 2], "1–3"), ([1, 2, 3, 7, 9, 10], "1–3, 7, 9, 10")],
)
def test_ranges(numbers: list[int], text: str) -> None:
    assert number_ranges(numbers) == text
    assert unfolded(text) == set(numbers)


@pytest.mark.parametrize(("focus", "code"), EVERY)
def test_no_language_is_mixed_in(focus: int, code: LanguageCode) -> None:
    document = printed(focus, code)
    assert f'<html lang="{Language(code).tag}" dir="{Language(code).direction}">' in document
    seen = words(document).replace(provenance("facts", focus, code).address, "")
    for publisher in sorted({source.publisher for source in facts_of(focus, code).sources}, key=len, reverse=True):
        seen = seen.replace(publisher, "")
    assert not FOREIGN[code].search(seen)
    assert not re.search(r"[{}]|\bnan\b|None", seen)


def test_bars_are_as_long_as_their_values() -> None:
    lines = facts_of(6, "en").attendance
    longest = max(line.figure.value or 0 for line in lines)
    for line in lines:
        assert line.figure.value is not None
        assert line.share == pytest.approx(100 * line.figure.value / longest)
    assert [line.name for line in lines if line.is_focus] == ["El Jadida 2025"]


def test_contact_and_licence_are_the_organisations() -> None:
    unknown = words(printed(4, "en"))
    assert "Contact not stated" in unknown
    assert "Licence not stated" in unknown
    given = provenance("facts", 4, "en", contact="press@example.ma", licence="CC-BY-4.0")
    known = words(render_fact_sheet(archive(), View(4), Language("en"), given))
    assert "Contact press@example.ma" in known
    assert "Licence CC-BY-4.0" in known


def test_nothing_is_loaded() -> None:
    """What the page points at is for readers to follow."""
    document = printed(4, "ar")
    assert set(re.findall(r"url\((.{5})", document)) == {"data:"}
    assert not re.search(r"<(script|link|img|iframe)\b|@import", document)


def test_an_edition_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        render_fact_sheet(archive(), View(99), Language("en"), provenance("facts", 99, "en"))
