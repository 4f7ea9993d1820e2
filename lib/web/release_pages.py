"""The list of releases, one release with what it changed, and the same for programs: JSON and an Atom feed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from feedgen.feed import FeedGenerator

from lib.archive import Archive, Claim
from lib.charts import View
from lib.content.claim_list import ClaimEntry, claim_entries
from lib.content.release_changes import release_changes
from lib.export.stylesheet import document_css
from lib.export.texts.provenance import release_name
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.language.translation_marks import mark_message
from lib.releases.difference import Difference, compare_archives
from lib.releases.history import ReleaseRecord
from lib.templates import render_template
from lib.web.address import RELEASES_PATH, ChartAddress
from lib.web.chart_page import language_links
from lib.web.links import Links

KIND_NAMES: Mapping[str, str] = {
    "new_edition": mark_message("New edition"),
    "new_figures": mark_message("New figures"),
    "revision": mark_message("Revision"),
    "correction": mark_message("Correction"),
    "typing_error": mark_message("Typing error"),
}
# Releases in a list; claims of each kind and charts on the page of one release.
LIST_LENGTH = 50
MAX_LISTED = 60


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """A release in words. `note` is "" if nobody said what changed and why."""

    number: int
    name: str
    kind: str
    note: str
    href: str


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim in words before and after; "" where it was not there, or is no longer there. `claim` is its id."""

    claim: str
    subject: str
    before: str
    after: str


def release_line(record: ReleaseRecord, language: Language, links: Links) -> ReleaseLine:
    """A release in the reader's language."""
    release = record.release
    return ReleaseLine(
        release.number,
        release_name(release.number, record.day, language),
        language.text(KIND_NAMES[release.kind]),
        release.note.get(language.code, "").strip(),
        _release_link(release.number, language.code),
    )


def render_release_list(archive: Archive, records: Sequence[ReleaseRecord], language: Language, links: Links) -> str:
    """Render the list of releases, the newest first."""
    oldest = records[-1].release.number if records else 1
    older = f"{links.releases(language.code)}&{urlencode({'before': oldest})}" if oldest > 1 else ""
    return render_template(
        "release_list.html",
        language,
        **page_frame(archive, language, links, language.text("Releases"), links.releases),
        releases=[release_line(record, language, links) for record in records],
        older=older,
        catalogue=f"{RELEASES_PATH}.json",
    )


def render_release(
    archive: Archive, before: Archive | None, record: ReleaseRecord, language: Language, links: Links
) -> str:
    """Render the page of a release. `archive` is that of the release, `before` that of the one before it."""
    line = release_line(record, language, links)
    number = record.release.number
    changes = release_changes(archive, before, language) if before else None
    lines = claim_lines(compare_archives(before, archive), before, archive, language) if before else {}
    at = links.at_release(number) or links
    return render_template(
        "release_page.html",
        language,
        **page_frame(archive, language, links, line.name, lambda lang: _release_link(number, lang)),
        line=line,
        record=record,
        claims=[
            (title, found[:MAX_LISTED], max(0, len(found) - MAX_LISTED)) for title, found in lines.items() if found
        ],
        changes=changes,
        charts=[
            (change, at.copy(ChartAddress(change.name, View(change.edition), language.code)))
            for change in (changes.charts if changes else ())[:MAX_LISTED]
        ],
        more_charts=max(0, len(changes.charts) - MAX_LISTED) if changes else 0,
        first=before is None,
        front=at.front(archive.focus, language.code),
        data=at.data(),
        changes_for_programs=f"{RELEASES_PATH}/{number}.json?{urlencode({'lang': language.code})}",
        releases=links.releases(language.code),
    )


def claim_lines(
    difference: Difference, before: Archive, after: Archive, language: Language
) -> dict[str, list[ClaimLine]]:
    """The claims that differ, by what became of them."""
    old, new = ({entry.claim: entry for entry in claim_entries(book, language)} for book in (before, after))
    return {
        language.text("Changed"): [
            _claim_line(new[change.after], old[change.before], new[change.after]) for change in difference.changed
        ],
        language.text("Added"): [_claim_line(new[claim], None, new[claim]) for claim in _known(difference.added, new)],
        language.text("Withdrawn"): [
            _claim_line(old[claim], old[claim], None) for claim in _known(difference.withdrawn, old)
        ],
    }


def release_catalogue(records: Sequence[ReleaseRecord], links: Links) -> dict[str, object]:
    """{"releases": [{"number", "published", "kind", "note", "address", "data", "sha256", "previous"}, …]}

    The newest comes first.
    `sha256` is that of the release's file, which names that of the one before: who keeps one can prove all before it.
    """
    return {"releases": [_record_document(record, links) for record in records]}


def _record_document(record: ReleaseRecord, links: Links) -> dict[str, object]:
    release = record.release
    return {
        "number": release.number,
        "published": f"{release.instant:%Y-%m-%dT%H:%M:%SZ}",
        "kind": release.kind,
        "note": dict(release.note),
        "address": {code: links.absolute(_release_link(release.number, code)) for code in LANGUAGE_CODES},
        "changes": links.absolute(f"{RELEASES_PATH}/{release.number}.json"),
        "data": links.absolute(f"/data.zip?release={release.number}"),
        "sha256": record.hash,
        "previous": release.previous,
    }


def release_document(
    archive: Archive, before: Archive | None, record: ReleaseRecord, language: Language, links: Links
) -> dict[str, object]:
    """A release as in the catalogue, with its files and what it changed, in words of one language:

    {…, "language", "files": {"editions.csv": "<SHA-256>", …},
     "claims": {"added": [{"figure", "subject", "before", "after"}, …], "withdrawn": […], "changed": […]},
     "charts": [{"id", "edition", "address", "headline": {"before", "after"},
                 "figures": [{"figure", "before", "after"}, …]}, …],
     "charts_changed_in_words": 3, "charts_unchanged": 120}

    `before` is null where there was none, `after` where there is none any more. All of these lists are complete. The
    first release has no "claims" and no "charts": everything in it is new.
    """
    told = _record_document(record, links) | {"language": language.tag, "files": dict(record.release.files)}
    if before is None:
        return told
    changes, at = release_changes(archive, before, language), links.at_release(record.release.number) or links
    lines = claim_lines(compare_archives(before, archive), before, archive, language)
    told["claims"] = {
        kind: [
            {
                "figure": links.figure_address(line.claim, language.code),
                "subject": line.subject,
                "before": line.before or None,
                "after": line.after or None,
            }
            for line in found
        ]
        for kind, found in zip(("changed", "added", "withdrawn"), lines.values(), strict=True)
    }
    told["charts"] = [
        {
            "id": change.name,
            "edition": change.edition,
            "address": at.address(ChartAddress(change.name, View(change.edition), language.code)),
            "headline": {"before": change.difference.before.headline, "after": change.difference.after.headline},
            "figures": [
                {
                    "figure": figure.figure,
                    "before": figure.before.text if figure.before else None,
                    "after": figure.after.text if figure.after else None,
                }
                for figure in change.figures
            ],
        }
        for change in changes.charts
    ]
    return told | {"charts_changed_in_words": len(changes.others), "charts_unchanged": changes.unchanged}


def release_feed(archive: Archive, records: Sequence[ReleaseRecord], language: Language, links: Links) -> bytes:
    """The Atom feed (RFC 4287) of the releases in one language: an entry each, the newest first."""
    feed, own = FeedGenerator(), links.absolute(_feed_link(language.code))
    feed.id(own)
    feed.title(language.text("Releases — Abwab"))
    feed.subtitle(language.text("The record book of the Open Days of the national police"))
    feed.language(language.tag)
    feed.author(name=archive.organisation.name[language.code])
    # First the page: htmlparser2 12.0.0 and feed-extractor 8.0.3 take the first link for the address of the site.
    feed.link(href=links.absolute(links.releases(language.code)), rel="alternate", type="text/html")
    feed.link(href=own, rel="self", type="application/atom+xml")
    if records:
        feed.updated(records[0].release.instant)
    for record in records:
        line = release_line(record, language, links)
        entry = feed.add_entry(order="append")  # as it stands: the library would put the last one first
        entry.id(links.absolute(f"{RELEASES_PATH}/{line.number}"))
        entry.title(f"{line.name} — {line.kind}")
        entry.published(record.release.instant)
        entry.updated(record.release.instant)
        entry.link(href=links.absolute(line.href), rel="alternate", type="text/html")
        entry.summary(line.note or line.kind)
    written: bytes = feed.atom_str(pretty=True)
    return written


def page_frame(
    archive: Archive, language: Language, links: Links, title: str, link: Callable[[LanguageCode], str]
) -> dict[str, object]:
    """What the template of every page needs. `link` leads to the page in a language."""
    hrefs: dict[LanguageCode, str] = {code: link(code) for code in LANGUAGE_CODES}
    return {
        "style": document_css(links.static()),
        "static": links.static(),
        "title": title,
        "home": links.front(archive.focus, language.code),
        "page": links.absolute(hrefs[language.code]),
        "languages": language_links(hrefs),
        "alternates": {code: links.absolute(href) for code, href in hrefs.items()},
        "feed": links.absolute(_feed_link(language.code)),
    }


def _release_link(number: int, lang: LanguageCode) -> str:
    return f"{RELEASES_PATH}/{number}?{urlencode({'lang': lang})}"


def _feed_link(lang: LanguageCode) -> str:
    return f"{RELEASES_PATH}.atom?{urlencode({'lang': lang})}"


def _known(claims: Iterable[Claim], entries: Mapping[Claim, ClaimEntry]) -> list[Claim]:
    """The claims that readers are shown: those of editions that stand."""
    return [claim for claim in claims if claim in entries]


def _claim_line(entry: ClaimEntry, before: ClaimEntry | None, after: ClaimEntry | None) -> ClaimLine:
    statements = [_statement(each) if each else "" for each in (before, after)]
    return ClaimLine(entry.claim.id, _subject(entry), *statements)


def _subject(entry: ClaimEntry) -> str:
    parts = [entry.edition, entry.topic, entry.subject]
    return " · ".join(parts[:1] + parts[2:] if entry.subject.startswith(entry.topic) else parts)


def _statement(entry: ClaimEntry) -> str:
    return f"{entry.figure} ({entry.rank})"
