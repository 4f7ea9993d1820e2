"""What of the ledger a reader takes away: the entries asked for, as a workbook and as CSV."""

from __future__ import annotations

from collections.abc import Sequence

from lib.archive import Archive
from lib.content.claim_list import (
    Entry,
    Sieve,
    asked,
    sources_of,
)
from lib.export.tables.spreadsheet import (
    MARKS,
    Book,
    Column,
    Line,
    Sheet,
    Value,
    bare,
    comma_separated,
    workbook,
)
from lib.language import Language

CODES = ("edition", "topic", "thing", "value", "qualifier", "rank", "shown", "reason", "sources", "file", "line")


def ledger_workbook(archive: Archive, entries: Sequence[Entry], sieve: Sieve, language: Language) -> bytes:
    """The entries as XLSX: what this is and how to cite it, the claims, their sources."""
    return workbook(ledger_book(archive, entries, sieve, language))


def ledger_csv(entries: Sequence[Entry], language: Language) -> bytes:
    """The entries as CSV: the codes of the data files, then the words of the language."""
    heads = [*CODES, *(column.title for column in _columns(language))]
    return comma_separated(heads, [(*_codes(entry), *_words(entry)) for entry in entries])


def ledger_book(archive: Archive, entries: Sequence[Entry], sieve: Sieve, language: Language) -> Book:
    """The workbook as a value."""
    said = asked(archive, sieve, language)
    selection = (
        language.text("; ").join(language.text("{label}: {text}", label=label, text=text) for label, text in said)
        or language.text("everything")
    ).translate(MARKS)
    keeper = archive.organisation
    title = language.text("Figures of the Open Days")
    cite = language.text(
        "{institution}, {book}, “{title}”, selection: {selection}. Name the source of each figure too: it stands "
        "in its row.",
        institution=keeper.name[language.code],
        book=language.text("The record book of the Open Days of the national police"),
        title=title,
        selection=selection,
    )
    about = [
        (language.text("Selection"), selection),
        (language.text("Claims"), language.number(len(entries))),
        (language.text("How to cite"), cite),
        (
            language.text("How to read"),
            language.text(
                "One row is one claim: a figure as one or more sources word it. Several claims may be about the same "
                "thing; the one with the standing “{shown}” is the figure of the dashboard. An empty number means that "
                "none was published, not zero.",
                shown=language.term("rank", "preferred"),
            ),
        ),
        (language.text("Address"), keeper.public_address),
        (language.text("Contact"), keeper.contact),
        (language.text("Licence"), keeper.licence),
    ]
    return Book(
        title=title,
        name=language.text("About"),
        about=tuple(Line(label, text) for label, text in about if text),
        sheets=(
            Sheet(language.text("Claims"), _columns(language), tuple(_words(entry) for entry in entries)),
            _sources(entries, language),
        ),
        rtl=language.rtl,
    )


def _columns(language: Language) -> tuple[Column, ...]:
    return (
        Column(language.text("Edition"), 18),
        Column(language.text("Topic"), 16),
        Column(language.text("What is counted"), 44),
        Column(language.text("Number"), 14, figures=True),
        Column(language.text("Qualifier"), 16),
        Column(language.text("Figure in words"), 24),
        Column(language.text("Standing"), 16),
        Column(language.text("Reason"), 44),
        Column(language.text("Kind of source"), 18),
        Column(language.text("Sources"), 60, own=True),
    )


def _words(entry: Entry) -> tuple[Value, ...]:
    """The entry in the order of `_columns`."""
    words = (
        entry.edition,
        entry.topic,
        entry.subject,
        entry.claim.value,
        entry.wording,
        entry.figure,
        entry.rank,
        entry.reason,
        "; ".join(dict.fromkeys(source.kind for source in entry.sources if source.kind)),
        "\n".join(source.label for source in entry.sources),
    )
    return tuple(bare(word) for word in words)


def _codes(entry: Entry) -> tuple[Value, ...]:
    """The entry in the order of CODES, as the data files spell it."""
    claim = entry.claim
    return (
        claim.edition,
        claim.topic,
        "/".join(claim.key),
        claim.value,
        claim.qualifier,
        claim.rank,
        "yes" if claim.shown else "no",
        claim.reason,
        ";".join(claim.sources),
        claim.file,
        claim.line,
    )


def _sources(entries: Sequence[Entry], language: Language) -> Sheet:
    return Sheet(
        language.text("Sources"),
        (
            Column(language.text("Source"), 70, own=True),
            Column(language.text("Kind of source"), 16),
            Column(language.text("Published"), 14),
            Column(language.text("Address"), 80, link=True),
        ),
        tuple((bare(source.label), source.kind, source.published, source.url) for source in sources_of(entries)),
    )
