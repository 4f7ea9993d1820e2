"""One figure on a page of its own: what is claimed of it, by whom, what became of it, and where it is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from lib.archive import Archive, Claim, cached_on_archive
from lib.archive.claim_files import files_of_claims
from lib.archive.editions_file import EDITIONS_FILE
from lib.archive.publication import ReleaseFacts, UnreadableReleaseError
from lib.archive.vocabulary import TOPICS
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
# States of the files with a figure that are looked through for what was said then. Releases that change none of these
# files are not counted, nor opened.
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

    shown    the claim that is shown; None if none is. Of a thing that was withdrawn, the one that was shown last
    rivals   the others, best first
    charts   (id, headline) of the charts that show it, of its own edition
    history  what each release said that said something else than the one before it, the newest first
    looked_back_to  the first release that was looked through, if there are earlier ones; else None
    withdrawn  the release since which nothing is claimed of it any more, and the last one before; None if something is
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
    withdrawn: tuple[PastStatement, int] | None = None


@cached_on_archive(maxsize=256)
def build_claim_page(archive: Archive, claim_id: str, language: Language) -> ClaimPage | None:
    """The page of a thing by its id; None if nothing is claimed of it, and in no release up to this one was.

    Raises UnreadableReleaseError if that can't be told now.
    """
    entries = _entries_by_id(archive, language).get(claim_id)
    if not entries:
        return _withdrawn_page(archive, claim_id, language)
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


def _withdrawn_page(archive: Archive, claim_id: str, language: Language) -> ClaimPage | None:
    """The page of a thing of which something was claimed: as it was in the last release that did."""
    release, topic = archive.publication, claim_id.split(".")[1:2]
    if release is None or not topic or topic[0] not in TOPICS:
        return None
    last, since = _end_of_claims(archive, topic[0]).get(claim_id, (0, 0))
    facts = release.find_facts(since) if since else None
    page = build_claim_page(release.open_release(last), claim_id, language) if facts else None
    if not facts or not page:
        return None
    ended = _past_statement(facts, "", language)
    return replace(page, history=(ended, *page.history), withdrawn=(ended, last))


@cached_on_archive()
def _end_of_claims(archive: Archive, topic: str) -> Mapping[str, tuple[int, int]]:
    """Of each claim that there is or ever was: the last release that had it, and the first one without it; (0, 0) if it
    is there. By the claims' ids.

    For all claims of a topic at once: so an address that was never there costs no more than one that was.
    """
    release = archive.publication
    ends = {claim.id: (0, 0) for claim in archive.claims(topic)}
    if release is None:
        return ends
    later: ReleaseFacts | None = None
    states = release.states_of_files(lambda name: name == EDITIONS_FILE or name.endswith(f"/{topic}.csv"))
    for first, last in islice(states, HISTORY_LENGTH):
        if later:
            for claim in release.open_release(last.number).claims(topic):
                ends.setdefault(claim.id, (last.number, later.number))
        later = first
    return ends


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
    is_wanted = files_of_claims([claim.id], archive)
    figure, later, later_files = _figure(archive, claim.id, language), None, None
    try:
        for place, (first, last) in enumerate(release.states_of_files(is_wanted)):
            if place == HISTORY_LENGTH:
                break
            files = {name: digest for name, digest in last.files.items() if is_wanted(name)}
            before = figure
            if later and files != later_files:
                before = _figure(release.open_release(last.number), claim.id, language)
            if later and before != figure:
                told.append(_past_statement(later, figure, language))
            figure, later, later_files = before, first, files
        else:
            place = 0
    except UnreadableReleaseError:  # what could be read stands
        return tuple(told), later.number if later else release.number
    if later and figure:
        told.append(_past_statement(later, figure, language))
    return tuple(told), later.number if later and place else None


def _past_statement(facts: ReleaseFacts, figure: str, language: Language) -> PastStatement:
    return PastStatement(facts.number, facts.day, figure, facts.note.get(language.code, "").strip())


def _figure(archive: Archive, claim_id: str, language: Language) -> str:
    """The figure of a thing in words; "" if none is shown."""
    topic = claim_id.split(".")[1]
    return next((claim_figure_text(claim, language) for claim in archive.figures(topic) if claim.id == claim_id), "")
