"""One figure on a page of its own: what is claimed of it, by whom, what became of it, and where it is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lib.archive import Archive, Claim, cached_on_archive
from lib.archive.archive import WORDINGS_FILE
from lib.archive.publication import ReleaseFacts, UnreadableReleaseError
from lib.charts import CHARTS, ChartContext, Definition, View, build_chart
from lib.charts.definitions import define_measures
from lib.content.claim_list import ClaimEntry, claim_entries, claim_figure_text
from lib.language import Language

# The measure of which the claims about all of an edition are figures, by topic and kind; the other claims are about a
# part or a thing, which no definition is about.
MEASURES_OF_TOTALS: Mapping[tuple[str, str], str] = {
    ("visitors", "visitors"): "visitors",
    ("staff", ""): "staff",
    ("vehicles", ""): "vehicles",
    ("pavilions", "stand"): "stands",
    ("programme", "demonstration"): "demonstrations",
    ("programme", "seminar"): "seminars",
}
# Releases looked through for what was said then. Those with the same file as the one before are not opened.
HISTORY_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class PastStatement:
    """What a release said of a figure: in words, "" if it said nothing; from its day on until the next one."""

    number: int
    day: date
    figure: str
    note: str


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """A thing of which something is claimed.

    shown    the claim that is shown; None if none is
    rivals   the others, best first
    charts   (id, headline) of the charts that show it, of its own edition
    history  what each release said that said something else than the one before it, the newest first
    looked_back_to  the first release that was looked through, if there are earlier ones; else None
    """

    edition: str
    number: int
    topic: str
    subject: str
    shown: ClaimEntry | None
    rivals: tuple[ClaimEntry, ...]
    definitions: tuple[Definition, ...]
    charts: tuple[tuple[str, str], ...]
    history: tuple[PastStatement, ...]
    looked_back_to: int | None


@cached_on_archive(maxsize=256)
def build_claim_page(archive: Archive, claim_id: str, language: Language) -> ClaimPage | None:
    """The page of a thing by its id; None if nothing is claimed of it."""
    entries = _entries_by_id(archive, language).get(claim_id)
    if not entries:
        return None
    first = entries[0]
    shown = next((entry for entry in entries if entry.claim.shown), None)
    rivals = [entry for entry in entries if entry is not shown]
    return ClaimPage(
        first.edition,
        first.claim.edition,
        first.topic,
        first.subject,
        shown,
        tuple(sorted(rivals, key=lambda entry: entry.claim.rank == "deprecated")),
        tuple(define_measures(_measures(first.claim), archive, language)),
        _charts_by_claim(archive, first.claim.edition, language).get(claim_id, ()),
        *_history(archive, first.claim, language),
    )


@cached_on_archive()
def _entries_by_id(archive: Archive, language: Language) -> Mapping[str, tuple[ClaimEntry, ...]]:
    found: dict[str, list[ClaimEntry]] = {}
    for entry in claim_entries(archive, language):
        found.setdefault(entry.claim.id, []).append(entry)
    return {claim_id: tuple(entries) for claim_id, entries in found.items()}


def _measures(claim: Claim) -> tuple[str, ...]:
    if claim.topic == "reach":
        return (claim.code,)
    if claim.topic == "site":
        return ("area",) if claim.code == "area_m2" else ()
    if claim.code != "all":
        return ()
    measure = MEASURES_OF_TOTALS.get((claim.topic, claim.kind))
    return (measure,) if measure else ()


@cached_on_archive(maxsize=64)
def _charts_by_claim(archive: Archive, edition: int, language: Language) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The charts of an edition by the ids of the claims in their tables."""
    found: dict[str, dict[str, str]] = {}
    for name in CHARTS:
        chart = build_chart(name, ChartContext(archive, View(edition), language))
        for row in chart.table.rows:
            for cell in row:
                if cell.claim:
                    found.setdefault(cell.claim, {})[name] = chart.headline
    return {claim_id: tuple(charts.items()) for claim_id, charts in found.items()}


def _history(archive: Archive, claim: Claim, language: Language) -> tuple[tuple[PastStatement, ...], int | None]:
    """What releases up to this one said of the thing, where it differs from the release before; the newest first.
    And the first release that was looked through, if there are earlier ones.
    """
    release = archive.publication
    if release is None:
        return (), None
    told: list[PastStatement] = []
    first = max(1, release.number - HISTORY_LENGTH + 1)
    later, later_facts = _figure(archive, claim.id, language), None
    try:
        later_facts = release.find_facts(release.number)
        for number in range(release.number - 1, first - 1, -1):
            facts = release.find_facts(number)
            if facts is None:
                continue
            figure = later
            if not later_facts or _parts(facts, claim) != _parts(later_facts, claim):
                figure = _figure(release.open_release(number), claim.id, language)
            if later_facts and figure != later:
                told.append(_past_statement(later_facts, later, language))
            later, later_facts = figure, facts
    except UnreadableReleaseError:  # what could be read stands
        return tuple(told), later_facts.number if later_facts else release.number
    if later_facts and later:
        told.append(_past_statement(later_facts, later, language))
    return tuple(told), first if first > 1 else None


def _parts(facts: ReleaseFacts, claim: Claim) -> tuple[str | None, ...]:
    """The hashes of the files of which a figure is made: where they are the same, it is."""
    return tuple(facts.files.get(file) for file in (claim.file, WORDINGS_FILE))


def _past_statement(facts: ReleaseFacts, figure: str, language: Language) -> PastStatement:
    return PastStatement(facts.number, facts.day, figure, facts.note.get(language.code, "").strip())


def _figure(archive: Archive, claim_id: str, language: Language) -> str:
    """The figure of a thing in words; "" if none is shown."""
    topic = claim_id.split(".")[1]
    return next((claim_figure_text(claim, language) for claim in archive.figures(topic) if claim.id == claim_id), "")
