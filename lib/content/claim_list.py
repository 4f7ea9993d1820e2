"""The list of claims: every claim of the record book in words, and the search and filters on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property

from lib.archive import Archive, cached_on_archive
from lib.charts.chart import Source
from lib.charts.chart_context import cited_sources, editions_by_number, localised_sources
from lib.charts.claim_subject import claim_subject
from lib.charts.phrases import qualifier_phrase
from lib.content.search_query import parse_query
from lib.language import Language
from lib.language.text_parts import mark_figure
from lib.measures import Claim, claims, claims_in_dispute, fold_text

NO_FILTER = "all"
# The most sources in the select box. Nobody looks through a longer list.
MOST_SOURCES = 500


@dataclass(frozen=True)
class ClaimEntry:
    """One claim as a reader sees it.

    ordinal    the ordinal of its edition: Fourth edition
    subject    what it is about; `named` if that contains a name, which may be in another script
    figure     the number with its qualifier, or the words in its place
    wording    the qualifier in words, for a column of its own
    standing   the effective rank: "preferred" for a claim that is shown, even without a rival
    rank       `standing` in words
    reason     the reason for the rank, in words; "" for a thing that is named without a figure
    sources    the best first, as in `cited_sources`; `kinds` are their codes
    """

    claim: Claim
    edition: str
    ordinal: str
    topic: str
    subject: str
    named: bool
    figure: str
    wording: str
    standing: str
    rank: str
    reason: str
    sources: tuple[Source, ...]
    kinds: tuple[str, ...]

    @cached_property
    def searched(self) -> str:
        """The folded text that a search covers: the words of the entry, the plain number, the labels of its sources."""
        value = self.claim.value
        parts = [self.edition, self.ordinal, self.topic, self.subject, self.figure, self.rank, self.reason]
        parts += [f"{value:.12g}" if value is not None else "", *(source.label for source in self.sources)]
        return fold_text(" ".join(parts))


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """The reader's filter: a code or "all" for each property, and the words `q` that an entry must contain."""

    of: str = NO_FILTER
    topic: str = NO_FILTER
    rank: str = NO_FILTER
    kind: str = NO_FILTER
    source: str = NO_FILTER
    q: str = ""

    @property
    def open(self) -> bool:
        """Whether every claim passes."""
        return self == ClaimFilter()


@dataclass(frozen=True, slots=True)
class ClaimSelection:
    """The claims that pass a filter.

    entries   those of the focus before the others
    disputes  the disputes about any of the entries
    sources   the choices for the filter by source, sorted by label: the sources of all entries that pass the other
              filters; None if there are more than MOST_SOURCES
    """

    entries: tuple[ClaimEntry, ...]
    disputes: tuple[Dispute, ...]
    sources: tuple[Source, ...] | None


@dataclass(frozen=True, slots=True)
class Dispute:
    """The rival claims about one thing, the shown one first, and the rule that chose it."""

    edition: str
    topic: str
    subject: str
    named: bool
    rule: str
    kind: str
    entries: tuple[ClaimEntry, ...]


@cached_on_archive()
def claim_entries(archive: Archive, language: Language) -> tuple[ClaimEntry, ...]:
    """Every claim once, by edition and topic, with rival claims together."""
    found = claims(archive)
    rivals = {claim.thing for several in claims_in_dispute(found) for claim in several}
    named = editions_by_number(archive, language)
    made = []
    for claim in found:
        edition = named[claim.edition]
        cited = cited_sources(archive, (claim,), language)
        standing = "preferred" if claim.shown else claim.rank
        entry = ClaimEntry(
            claim=claim,
            edition=edition.name,
            ordinal=edition.ordinal,
            topic=language.term("topic", claim.topic),
            subject=claim_subject(claim, edition, language),
            named=bool(claim.names),
            figure=claim_figure_text(claim, language),
            wording=qualifier_phrase(claim.qualifier, language, claim.wording_in(language.code))
            if claim.qualifier
            else claim_figure_text(claim, language),
            standing=standing,
            rank=language.term("rank", standing),
            reason=claim_reason_text(claim, claim.thing in rivals, language),
            sources=cited,
            kinds=tuple(archive.sources[source.id].kind for source in cited),
        )
        made.append(entry)
    return tuple(made)


@cached_on_archive(maxsize=32)
def find_claims(archive: Archive, focus: int, claim_filter: ClaimFilter, language: Language) -> ClaimSelection:
    """The claims that pass the filter `claim_filter`, with their disputes."""
    whole = sort_by_focus(claim_entries(archive, language), focus)
    entries = filter_entries(whole, claim_filter)
    others = (
        entries if claim_filter.source == NO_FILTER else filter_entries(whole, replace(claim_filter, source=NO_FILTER))
    )
    many = len({source.id for entry in others for source in entry.sources}) > MOST_SOURCES
    return ClaimSelection(entries, find_disputes(whole, entries, language), None if many else entry_sources(others))


def claim_figure_text(claim: Claim, language: Language) -> str:
    """The value with its qualifier: nearly 1,150,000; over 50%; dozens."""
    if claim.value is None:
        if claim.qualifier == "dozens":
            return mark_figure(language.text("dozens"), claim.id)
        return language.text("named, without a number")
    percent = claim.kind == "percent" or claim.code.endswith("_percent")
    number = language.percent(claim.value) if percent else language.number(claim.value)
    return mark_figure(language.add_qualifier(number, claim.qualifier, claim.wording_in(language.code)), claim.id)


def claim_reason_text(claim: Claim, rival: bool, language: Language) -> str:
    """The reasons for the claim's rank, in words."""
    if claim.reasons:
        return " ".join(language.term("reason", code) for code in claim.reasons)
    if rival or not claim.counted:
        return ""
    return language.text("The only figure published.")


def filter_entries(entries: Iterable[ClaimEntry], claim_filter: ClaimFilter) -> tuple[ClaimEntry, ...]:
    """The entries that pass the filter, in their order."""
    query = parse_query(claim_filter.q)
    return tuple(
        entry
        for entry in entries
        if claim_filter.of in (NO_FILTER, str(entry.claim.edition))
        and claim_filter.topic in (NO_FILTER, entry.claim.topic)
        and claim_filter.rank in (NO_FILTER, entry.standing)
        and (claim_filter.kind == NO_FILTER or claim_filter.kind in entry.kinds)
        and (claim_filter.source == NO_FILTER or claim_filter.source in entry.claim.sources)
        and query.matches(entry.searched, (entry.claim.value,))
    )


def sort_by_focus(entries: Iterable[ClaimEntry], focus: int) -> tuple[ClaimEntry, ...]:
    """The entries, those of the focus before the others."""
    return tuple(sorted(entries, key=lambda entry: entry.claim.edition != focus))


def find_disputes(
    entries: Sequence[ClaimEntry], selected: Iterable[ClaimEntry], language: Language
) -> tuple[Dispute, ...]:
    """The disputes about the things of the `selected` entries: different numbers before different qualifiers.

    `entries` are all claims, since a dispute is shown with all its claims, whatever the filter.
    """
    wanted = dict.fromkeys(entry.claim.thing for entry in selected)
    whole: dict[tuple[object, ...], list[ClaimEntry]] = {thing: [] for thing in wanted}
    for entry in entries:
        if entry.claim.thing in whole:
            whole[entry.claim.thing].append(entry)
    found = [_dispute(rivals, language) for rivals in whole.values() if len(rivals) > 1]
    return tuple(sorted(found, key=lambda dispute: len({entry.claim.value for entry in dispute.entries}) == 1))


def _dispute(rivals: Sequence[ClaimEntry], language: Language) -> Dispute:
    preferred = next((entry for entry in rivals if entry.standing == "preferred"), None)
    values = {entry.claim.value for entry in rivals}
    return Dispute(
        edition=rivals[0].edition,
        topic=rivals[0].topic,
        subject=rivals[0].subject,
        named=rivals[0].named,
        rule=preferred.reason if preferred else language.text("None of these figures is shown."),
        kind=language.text("Different numbers") if len(values) > 1 else language.text("One number, worded differently"),
        entries=tuple(rivals),
    )


def entry_sources(entries: Iterable[ClaimEntry]) -> tuple[Source, ...]:
    """The sources of the entries, sorted by label."""
    found = {source.id: source for entry in entries for source in entry.sources}
    return tuple(sorted(found.values(), key=lambda source: (fold_text(source.label), source.published)))


def describe_filter(archive: Archive, claim_filter: ClaimFilter, language: Language) -> tuple[tuple[str, str], ...]:
    """The filter in words: (("Edition", "Fes 2023"), ("Topic", "Visitors")); () if every claim passes."""
    value_texts = {
        "of": lambda code: editions_by_number(archive, language)[int(code)].name,
        "topic": lambda code: language.term("topic", code),
        "rank": lambda code: language.term("rank", code),
        "kind": lambda code: language.term("kind", code),
        "source": lambda code: localised_sources(archive, language)[code].label,
        "q": language.isolate,
    }
    titles = filter_titles(language)
    return tuple(
        (titles[field.name], value_texts[field.name](value))
        for field in fields(ClaimFilter)
        if (value := getattr(claim_filter, field.name)) != field.default
    )


def filter_titles(language: Language) -> Mapping[str, str]:
    """The title of each part of the filter."""
    return {
        "of": language.text("Edition"),
        "topic": language.text("Topic"),
        "rank": language.text("Standing"),
        "kind": language.text("Kind of source"),
        "source": language.text("Source"),
        "q": language.text("Search"),
    }
