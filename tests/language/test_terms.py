"""Every code of a closed list has a name, in every language, and no two of a list the same."""

from __future__ import annotations

import pytest

from lib.archive import vocabulary
from lib.charts.chart import TREND_ORDERS
from lib.language import Language
from lib.language.__main__ import extract_messages
from lib.language.language import EDITION_ORDINALS, QUALIFIER_PATTERNS
from lib.language.nouns import NOUNS
from lib.language.terms import TERMS
from lib.measures import BASES, MEASURES, Measure

# kind of term -> the codes that it names
LISTS = {
    "measure": set(MEASURES),
    "basis": set(BASES),
    "order": set(TREND_ORDERS),
    "kind": set(vocabulary.SOURCE_KINDS),
    "theme": set(vocabulary.THEME_CODES),
    "audience": set(vocabulary.AUDIENCES),
    "pavilion": set(vocabulary.PAVILION_KINDS),
    "role": set(vocabulary.PARTNER_ROLES),
    "programme": set(vocabulary.PROGRAMME_KINDS),
    "topic": set(vocabulary.TOPICS),
    "rank": set(vocabulary.RANKS),
    "reach": set(vocabulary.REACH_MEASURES),
    "site": set(vocabulary.SITE_MEASURES),
    "gap": set(vocabulary.GAP_REASONS),
    "reason": {reason for reasons in vocabulary.RANK_REASONS.values() for reason in reasons},
}


def test_every_kind_of_term_has_its_list() -> None:
    assert set(TERMS) == set(LISTS)


@pytest.mark.parametrize("kind", LISTS)
def test_every_code_has_its_term_and_no_other(kind: str) -> None:
    assert set(TERMS[kind]) == LISTS[kind]


@pytest.mark.parametrize("kind", LISTS)
def test_terms_of_a_list_differ(kind: str, language: Language) -> None:
    named = [language.term(kind, code) for code in TERMS[kind]]
    assert len(set(named)) == len(named)
    assert all(named)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_every_measure_counts_something_that_has_a_noun(measure: Measure) -> None:
    assert measure.noun in NOUNS


def test_whatever_stands_in_a_table_is_marked_for_translation() -> None:
    known = {message.id for message in extract_messages()}
    in_tables = {message for terms in TERMS.values() for message in terms.values()}
    assert (
        in_tables
        | set(EDITION_ORDINALS.values())
        | set(QUALIFIER_PATTERNS.values()) - {"{count}"}
        | set(NOUNS.values())
        <= known
    )
