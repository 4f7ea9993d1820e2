"""The list of claims: every claim once, in words of one language; filters only take away."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.archive import read_archive, vocabulary
from lib.content.claim_list import (
    NO_FILTER,
    ClaimEntry,
    ClaimFilter,
    claim_entries,
    describe_filter,
    filter_entries,
    find_disputes,
    sort_by_focus,
)
from lib.language import LANGUAGE_CODES as LANGUAGES
from lib.language import Language, LanguageCode
from lib.measures import claims, fold_text

ARCHIVE = read_archive()
WHOLE = {code: claim_entries(ARCHIVE, Language(code)) for code in LANGUAGES}
ARABIC, LATIN = re.compile(r"[\u0600-\u06ff]"), re.compile(r"[A-Za-z]")

words = st.sampled_from(["", "fes", "فاس", "visitors", "الزوار", "1150000", "le360", "écoles", "zzz", "145 000"])
claim_filters = st.builds(
    ClaimFilter,
    of=st.sampled_from([NO_FILTER, *"123456"]),
    topic=st.sampled_from([NO_FILTER, *vocabulary.TOPICS]),
    rank=st.sampled_from([NO_FILTER, *vocabulary.RANKS]),
    kind=st.sampled_from([NO_FILTER, *vocabulary.SOURCE_KINDS]),
    source=st.sampled_from([NO_FILTER, *list(ARCHIVE.sources)[:9]]),
    q=st.one_of(words, st.text(max_size=4)),
)
codes = st.sampled_from(LANGUAGES)


@pytest.fixture
def entries(language: Language) -> tuple[ClaimEntry, ...]:
    return claim_entries(ARCHIVE, language)


def test_every_claim_is_listed_once(entries: tuple[ClaimEntry, ...]) -> None:
    assert [entry.claim for entry in entries] == list(claims(ARCHIVE))
    assert len(entries) == sum(len(ARCHIVE.claims(topic)) for topic in vocabulary.TOPICS)


def test_words_are_there_and_of_one_language(entries: tuple[ClaimEntry, ...], language: Language) -> None:
    foreign = LATIN if language.code == "ar" else ARABIC
    for entry in entries:
        said = [entry.edition, entry.topic, entry.subject, entry.figure, entry.wording, entry.rank]
        assert all(said), entry
        assert entry.sources
        for text in [*said, entry.reason, *(source.kind for source in entry.sources)]:
            assert not re.search(r"[{}]|\bnan\b|<NA>|None", text), text
            if not (entry.named and text == entry.subject):
                assert not foreign.search(text), text


def test_number_and_qualifier_are_in_the_figure(entries: tuple[ClaimEntry, ...], language: Language) -> None:
    for entry in entries:
        claim = entry.claim
        if claim.value is not None:
            assert language.number(claim.value) in entry.figure
            if claim.qualifier != "exact":
                assert entry.wording in entry.figure
                assert entry.wording == language.add_qualifier("", claim.qualifier).strip()


def test_every_figure_with_a_number_has_a_reason(entries: tuple[ClaimEntry, ...]) -> None:
    assert not [entry for entry in entries if entry.claim.counted and not entry.reason]


@pytest.mark.parametrize("code", LANGUAGES)
def test_things_of_an_edition_have_names_of_their_own(code: LanguageCode) -> None:
    """Two things of one edition and topic never read the same."""
    named = {(entry.claim.thing, entry.subject) for entry in WHOLE[code]}
    texts = [(thing[0], thing[1], subject) for thing, subject in named]
    assert len(texts) == len(set(texts)), [text for text in texts if texts.count(text) > 1]


@given(codes, claim_filters)
@settings(deadline=None, derandomize=True)
def test_a_filter_only_takes_away(code: LanguageCode, claim_filter: ClaimFilter) -> None:
    found = filter_entries(WHOLE[code], claim_filter)
    places = {id(entry): place for place, entry in enumerate(WHOLE[code])}
    kept = [places[id(entry)] for entry in found]
    assert kept == sorted(set(kept))
    for field in fields(ClaimFilter):
        if getattr(claim_filter, field.name) != field.default:
            alone = filter_entries(WHOLE[code], ClaimFilter(**{field.name: getattr(claim_filter, field.name)}))
            assert set(map(id, found)) <= set(map(id, alone))
    for entry in found:
        assert claim_filter.of in (NO_FILTER, str(entry.claim.edition))
        assert claim_filter.topic in (NO_FILTER, entry.claim.topic)
        assert claim_filter.rank in (NO_FILTER, "preferred" if entry.claim.shown else entry.claim.rank)
        assert claim_filter.kind == NO_FILTER or claim_filter.kind in entry.kinds
        assert claim_filter.source == NO_FILTER or claim_filter.source in entry.claim.sources
        assert all(word in entry.searched for word in fold_text(claim_filter.q).split())


def test_nothing_asked_for_is_everything(entries: tuple[ClaimEntry, ...]) -> None:
    assert filter_entries(entries, ClaimFilter()) == entries
    assert describe_filter(ARCHIVE, ClaimFilter(), Language("fr")) == ()


@pytest.mark.parametrize(
    ("code", "query"),
    [
        ("ar", "فاس الزوار 1150000"),
        ("ar", "١١٥٠٠٠٠"),
        ("ar", "الأروقه"),
        ("fr", "FES visiteurs 1 150 000"),
        ("fr", "véhicules"),
        ("fr", "vehicules"),
        ("en", "horia press"),
    ],
)
def test_search_finds_what_is_meant(code: LanguageCode, query: str) -> None:
    found = filter_entries(WHOLE[code], ClaimFilter(q=query))
    assert 0 < len(found) < len(WHOLE[code])


def test_accents_make_no_difference() -> None:
    assert filter_entries(WHOLE["fr"], ClaimFilter(q="DÉMONSTRATION")) == filter_entries(
        WHOLE["fr"], ClaimFilter(q="demonstration")
    )


def test_the_edition_in_focus_leads(entries: tuple[ClaimEntry, ...]) -> None:
    led = sort_by_focus(entries, 4)
    assert sorted(map(id, led)) == sorted(map(id, entries))
    number = sum(entry.claim.edition == 4 for entry in entries)
    assert {entry.claim.edition for entry in led[:number]} == {4}
    assert [entry.claim.edition for entry in led[number:]] == sorted(entry.claim.edition for entry in led[number:])


def test_a_dispute_is_shown_whole_with_its_rule(entries: tuple[ClaimEntry, ...], language: Language) -> None:
    found = find_disputes(entries, filter_entries(entries, ClaimFilter(rank="deprecated")), language)
    assert found
    for dispute in found:
        thing = dispute.entries[0].claim.thing
        assert len(dispute.entries) == sum(entry.claim.thing == thing for entry in entries) > 1
        assert dispute.rule
        assert any(entry.standing == "deprecated" for entry in dispute.entries)
    fes = next(d for d in find_disputes(entries, entries, language) if d.entries[0].claim.value == 1_150_000)
    assert {entry.claim.value for entry in fes.entries} == {1_150_000, 1_118_600, 1_000_000}
    assert fes.rule == language.term("reason", "report")
