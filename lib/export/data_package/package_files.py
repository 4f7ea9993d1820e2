"""The files of the data package, each with its title and its schema."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from lib.archive import Archive
from lib.archive.archive import DEFINITIONS_FILE, GAPS_FILE, LEFT_OUT_FILE, WORDINGS_FILE
from lib.archive.claim import FIGURES_PATH
from lib.archive.editions_file import EDITIONS_FILE
from lib.archive.vocabulary import TOPICS
from lib.charts import editions_by_number
from lib.charts.definitions import define_measures, definition_text
from lib.export.data_package.fields import LANGUAGE_SUFFIXES, TABLE_SCHEMAS, VALUE_MEASURES, TableField, TableSchema
from lib.export.tables.spreadsheet import csv_bytes
from lib.language import Language


def data_files(archive: Archive) -> dict[str, bytes]:
    """The data files of the archive in the form that is published: data/sources.csv -> its bytes.

    Other files in the folder and later changes are not included.
    """
    return {f"data/{name}": data for name, data in archive.files.items()}


def citations_csv(archive: Archive, address: str) -> bytes:
    """citations.csv: one row per source of each data row, in the order of files and lines; with the page of the figure.

    `address` is the public address of the record book; if it is "", the pages are given by their paths.
    """
    cited: dict[str, list[tuple[int, tuple[str, ...], str]]] = {
        EDITIONS_FILE: sorted((row.line, row.sources, "") for row in archive.editions),
        LEFT_OUT_FILE: [(row.line, row.sources, "") for row in archive.left_out],
        GAPS_FILE: [(row.line, row.sources, "") for row in archive.gaps],
        DEFINITIONS_FILE: sorted((row.line, row.sources, "") for row in archive.definitions.values()),
    }
    worded = set()
    for topic in TOPICS:
        for claim in archive.claims(topic):
            page = f"{address.rstrip('/')}{FIGURES_PATH}/{claim.id}"
            cited.setdefault(claim.file, []).append((claim.line, claim.sources, page))
            worded |= {(row.line, row.sources, "") for row in claim.wordings}
    cited[WORDINGS_FILE] = sorted(worded)
    # A file is published without its empty lines, so its rows are found by their order.
    rows = [
        (f"data/{file}", line, source, page)
        for file in archive.files
        if file in cited
        for line, (_, sources, page) in zip(_row_lines(archive.files[file]), sorted(cited[file]), strict=True)
        for source in sources
    ]
    return csv_bytes([field.name for field in TABLE_SCHEMAS["citations"].fields], rows)


def _row_lines(data: bytes) -> Iterator[int]:
    """The line on which each row below the header begins."""
    reader = csv.reader(io.StringIO(data.decode(), newline=""))
    next(reader)
    begin = reader.line_num + 1
    for _ in reader:
        yield begin
        begin = reader.line_num + 1


def temporal_coverage(archive: Archive) -> tuple[str, str]:
    """The first day of the first edition and the last day of the last one: 2017-09-14, 2025-05-21."""
    first = min(edition.first_day for edition in archive.editions)
    return str(first), str(max(edition.last_day for edition in archive.editions))


def package_tables(
    archive: Archive, files: Mapping[str, bytes], language: Language, address: str
) -> Iterator[tuple[str, bytes, str, TableSchema]]:
    """(path, bytes, title, schema) of each CSV file."""
    named = editions_by_number(archive, language)
    cities = {row.folder: named[row.number].name for row in archive.editions}
    for path, data in {**files, "citations.csv": citations_csv(archive, address)}.items():
        stem = path.rsplit("/", 1)[-1].removesuffix(".csv")
        if stem in TABLE_SCHEMAS:
            folder = path.split("/")[-2] if path.count("/") > 1 else ""
            title = _title(stem, cities.get(folder, ""), language)
            yield path, data, title, TABLE_SCHEMAS[stem]


def _title(stem: str, edition: str, language: Language) -> str:
    """The title of a file: Visitors (Fes 2023); Sources."""
    if edition:
        return language.text("{thing} ({detail})", thing=language.term("topic", stem), detail=edition)
    return {
        "editions": language.text("Editions"),
        "sources": language.text("Sources"),
        "left_out": language.text("Left out"),
        "gaps": language.text("Years without an edition"),
        "definitions": language.text("Definitions"),
        "wordings": language.text("Wordings by language"),
        "citations": language.text("Sources of each line"),
    }[stem]


def value_definition(archive: Archive, path: str, language: Language) -> str:
    """What the numbers in the column `value` of a file count; "" for a file without such a column."""
    stem = path.rsplit("/", 1)[-1].removesuffix(".csv")
    return "\n".join(
        definition_text(definition, language)
        for definition in define_measures(VALUE_MEASURES.get(stem, ()), archive, language)
    )


def field_title(field: TableField, language: Language) -> str:
    """The title of a column, with its language if it has one: City (in Arabic)."""
    title = language.text(field.title)
    if not field.language:
        return title
    return language.text("{thing} ({detail})", thing=title, detail=language.text(LANGUAGE_SUFFIXES[field.language]))
