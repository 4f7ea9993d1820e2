"""Downloads of the list of claims: the filtered entries as XLSX and as CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lib.archive import Archive
from lib.content.claim_list import ClaimEntry, ClaimFilter, describe_filter, entry_sources
from lib.export.tables.spreadsheet import (
    DIRECTION_MARKS,
    AboutLine,
    CellValue,
    Spreadsheet,
    TableColumn,
    TableSheet,
    csv_bytes,
    spreadsheet_xlsx,
    strip_marks,
)
from lib.export.texts.provenance import publication_name
from lib.language import Language

FigureAddress = Callable[[str], str]  # the address of a figure's page, by the id of its claim

CODE_COLUMNS = (
    "edition",
    "topic",
    "thing",
    "value",
    "qualifier",
    "rank",
    "shown",
    "reason",
    "sources",
    "file",
    "line",
    "figure",
)


def claims_xlsx(
    archive: Archive,
    entries: Sequence[ClaimEntry],
    claim_filter: ClaimFilter,
    language: Language,
    figure_address: FigureAddress,
) -> bytes:
    """The entries as XLSX: metadata, claims and sources."""
    return spreadsheet_xlsx(claims_spreadsheet(archive, entries, claim_filter, language, figure_address))


def claims_csv(entries: Sequence[ClaimEntry], language: Language, figure_address: FigureAddress) -> bytes:
    """The entries as CSV: the codes of the data files, followed by the texts in the given language."""
    heads = [*CODE_COLUMNS, *(column.title for column in _columns(language))]
    return csv_bytes(heads, [(*_codes(entry, figure_address), *_words(entry)) for entry in entries])


def claims_spreadsheet(
    archive: Archive,
    entries: Sequence[ClaimEntry],
    claim_filter: ClaimFilter,
    language: Language,
    figure_address: FigureAddress,
) -> Spreadsheet:
    """The content of the workbook."""
    filters = describe_filter(archive, claim_filter, language)
    selection = (
        language.text("; ").join(language.text("{label}: {text}", label=label, text=text) for label, text in filters)
        or language.text("everything")
    ).translate(DIRECTION_MARKS)
    organisation = archive.organisation
    title = language.text("Figures of the Open Days")
    cite = language.text(
        "{institution}, {book}, “{title}”, selection: {selection}. Name the source of each figure too: it is in "
        "its row.",
        institution=organisation.name[language.code],
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
        *([(language.text("Release"), publication_name(archive.publication, language))] if archive.publication else []),
        (language.text("Address"), organisation.public_address),
        (language.text("Contact"), organisation.contact),
        (language.text("Licence"), organisation.licence),
    ]
    return Spreadsheet(
        title=title,
        name=language.text("About"),
        about=tuple(AboutLine(label, text) for label, text in about if text),
        sheets=(
            TableSheet(
                language.text("Claims"),
                (*_columns(language), TableColumn(language.text("Page of the figure"), 40, link=True)),
                tuple((*_words(entry), figure_address(entry.claim.id)) for entry in entries),
            ),
            _sources(entries, language),
        ),
        rtl=language.rtl,
    )


def _columns(language: Language) -> tuple[TableColumn, ...]:
    return (
        TableColumn(language.text("Edition"), 18),
        TableColumn(language.text("Topic"), 16),
        TableColumn(language.text("What is counted"), 44),
        TableColumn(language.text("Number"), 14, figures=True),
        TableColumn(language.text("Qualifier"), 16),
        TableColumn(language.text("Figure in words"), 24),
        TableColumn(language.text("Standing"), 16),
        TableColumn(language.text("Reason"), 44),
        TableColumn(language.text("Kind of source"), 18),
        TableColumn(language.text("Sources"), 60, own=True),
    )


def _words(entry: ClaimEntry) -> tuple[CellValue, ...]:
    """The texts of an entry, in the order of `_columns`."""
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
    return tuple(strip_marks(word) for word in words)


def _codes(entry: ClaimEntry, figure_address: FigureAddress) -> tuple[CellValue, ...]:
    """The values of an entry as in the data files, in the order of CODE_COLUMNS."""
    claim = entry.claim
    return (
        claim.edition,
        claim.topic,
        "/".join(claim.key),
        claim.value,
        claim.qualifier,
        claim.rank,
        "yes" if claim.shown else "no",
        ";".join(claim.reasons),
        ";".join(claim.sources),
        claim.file,
        claim.line,
        figure_address(claim.id),
    )


def _sources(entries: Sequence[ClaimEntry], language: Language) -> TableSheet:
    return TableSheet(
        language.text("Sources"),
        (
            TableColumn(language.text("Source"), 70, own=True),
            TableColumn(language.text("Kind of source"), 16),
            TableColumn(language.text("Published"), 14),
            TableColumn(language.text("Address"), 80, link=True),
        ),
        tuple(
            (strip_marks(source.label), source.kind, source.published, source.url) for source in entry_sources(entries)
        ),
    )
