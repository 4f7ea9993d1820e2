"""A question is found by its words, their forms and its numbers; nothing is found by words that are not in it."""

from __future__ import annotations

import pytest

from lib.archive import Archive
from lib.content.claim_list import ClaimFilter, claim_entries, filter_entries
from lib.content.question import all_questions, find_questions
from lib.language import Language, LanguageCode
from lib.measures import fold_text


def test_no_lead_is_asked_for_where_the_highest_figure_is_shared(archive: Archive) -> None:
    """Five of the six editions were open for five days."""
    asked = {question.measure for question in all_questions(archive, Language("en")) if question.kind == "lead"}
    assert "visitors" in asked
    assert "days" not in asked


@pytest.mark.parametrize(
    ("code", "text", "kind", "measure", "edition"),
    [
        ("en", "how many visitors in Fes in 2023?", "figure", "visitors", 4),
        ("en", "what would beat the record", "beat", "visitors", None),
        ("en", "which edition had the most visitors", "highest", "visitors", None),
        ("en", "visitors: how far ahead", "lead", "visitors", None),
        ("en", "2.4 million", "highest", "visitors", None),
        ("fr", "combien de visiteurs à Agadir", "figure", "visitors", 5),
        ("fr", "visiteurs par jour à El Jadida", "day", "visitors", 6),
        ("fr", "stands Fès sources", "disagree", "stands", 4),
        ("fr", "qu’est-ce qui n’a pas été publié à Tanger", "missing", "", 3),
        ("ar", "كم زائرا بفاس", "figure", "visitors", 4),
        ("ar", "كم عدد الأروقة بالجديدة", "figure", "stands", 6),
        ("ar", "مليونان و400 ألف", "highest", "visitors", None),
        ("ar", "تحطيم الرقم القياسي للزوار", "beat", "visitors", None),
    ],
)
def test_what_is_asked_is_found_first(
    archive: Archive, code: LanguageCode, text: str, kind: str, measure: str, edition: int | None
) -> None:
    found = find_questions(archive, text, 4, Language(code))
    assert [(one.kind, one.measure, one.edition) for one in found[:1]] == [(kind, measure, edition)]


@pytest.mark.parametrize("text", ["hotel", "how many", "Fes 1999", "17 million visitors"])
def test_nothing_else_is_found(archive: Archive, text: str) -> None:
    assert find_questions(archive, text, 4, Language("en")) == ()


def test_no_search_offers_what_is_asked_of_the_focus(archive: Archive, language: Language) -> None:
    found = find_questions(archive, " ", 5, language)
    assert {one.edition for one in found} == {5, None}
    assert {one.measure for one in found} == {"visitors", ""}


def test_questions_of_one_edition(archive: Archive, language: Language) -> None:
    found = find_questions(archive, language.term("measure", "visitors"), 4, language, of=2)
    assert {one.edition for one in found} == {2, None}


def test_questions_differ(archive: Archive, language: Language) -> None:
    texts = [one.text for one in all_questions(archive, language)]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ar", "مليونان و400 ألف"),
        ("fr", "2,4 millions"),
        ("en", "2.4 million"),
        ("ar", "2.400.000"),
        ("fr", "2 400 000"),
    ],
)
def test_the_register_is_searched_by_numbers_too(archive: Archive, code: LanguageCode, text: str) -> None:
    entries = claim_entries(archive, Language(code))
    found = filter_entries(entries, ClaimFilter(q=text))
    meant = [entry for entry in entries if entry.claim.value == 2_400_000]
    assert [entry for entry in found if entry.claim.value == 2_400_000] == meant != []
    # The title of a source may say it as well.
    assert all(fold_text(text) in entry.searched for entry in found if entry not in meant)
