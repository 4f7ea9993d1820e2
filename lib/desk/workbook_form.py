"""The workbook as a value: what is on its sheets, for an edition that exists or for one to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lib.archive import Archive, Claim
from lib.archive.cell import ascii_digits, split_list
from lib.archive.csv_file import parse_tables
from lib.archive.csv_table import CsvTable
from lib.archive.edition_folder import EDITION_FILES
from lib.archive.rival_claims import group_rivals, shown_lines
from lib.charts.chart import Definition
from lib.charts.definitions import define_measures
from lib.desk.workbook_words import (
    EDITIONS_STEM,
    EXAMPLE,
    FORM_MODELS,
    MARK_TITLE,
    SHEET_NAMES,
    SOURCES_STEM,
    column_title,
    holds_list,
    is_closed,
    word_list,
)
from lib.language import Language
from lib.language.translation_marks import mark_message

DAY_COLUMNS = frozenset({"first_day", "last_day", "day"})
LIST_SEPARATOR = "; "
# What is on the sheet above its table.
ADVICE: Mapping[str, str] = {
    EDITIONS_STEM: mark_message("One row: the days, the city, the venue and the slogan of the edition."),
    SOURCES_STEM: mark_message(
        "One row for each page or document that states a figure. The other sheets name it by its short name, such as "
        "{example}."
    ),
    "visitors": mark_message(
        "One row for each number: of the whole edition, of some of its days, of one audience. If sources differ, a row "
        "for each number, and one of them is shown."
    ),
    "staff": mark_message("One row for all staff, and one for each group that a source counts."),
    "vehicles": mark_message(
        "One row for all vehicles, and one for each kind. The number stays empty where no source gives one."
    ),
    "pavilions": mark_message("One row for the number of all stands, and one for each stand or space that is named."),
    "partners": mark_message("One row for each partner in each role."),
    "programme": mark_message(
        "One row for the number of all items of a kind, and one for each item that is named, with its day."
    ),
    "reach": mark_message("One row for each number beyond the visitors: schools, associations, media, views."),
    "site": mark_message("One row for each measure of the site."),
}

FormCell = str | float | date | None


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a sheet. `choices` are the words that its cells may hold; () for any text or number."""

    name: str
    title: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A sheet to be filled in: one file of the record book.

    stem      of the file: visitors
    examples  rows of the last edition, which are marked and not read
    rows      those that the edition has already; a cell for each column
    """

    stem: str
    name: str
    advice: str
    columns: tuple[FormColumn, ...]
    examples: tuple[tuple[FormCell, ...], ...]
    rows: tuple[tuple[FormCell, ...], ...]


@dataclass(frozen=True, slots=True)
class EditionForm:
    """The workbook of an edition.

    guide       sentences on how it is filled in
    mark_title  the title of the first column of a sheet, in which examples are marked
    """

    number: int
    title: str
    guide: tuple[str, ...]
    language: Language
    mark_title: str
    sheets: tuple[FormSheet, ...]
    definitions: tuple[Definition, ...]


def edition_form(archive: Archive, number: int, language: Language) -> EditionForm:
    """The workbook of an edition. One that is not there yet has no rows, and the last one's as examples.

    Raises ValueError if the number is neither that of an edition nor the next one.
    """
    if number not in (*archive.numbers, archive.numbers[-1] + 1):
        raise ValueError(f"{number} is no edition, nor the next one; expected 1 to {archive.numbers[-1] + 1}")
    own = edition_rows(archive, number)
    last = edition_rows(
        archive, max((n for n in archive.numbers if n < number), default=archive.numbers[0]), shown=True
    )
    wordings = tuple(
        dict.fromkeys(
            row.wording for claim in _claims(archive) for row in claim.wordings if row.language == language.code
        )
    )
    sheets = []
    for stem, model in FORM_MODELS.items():
        columns = tuple(
            FormColumn(name, column_title(stem, name, language), _choices(stem, name, language, wordings))
            for name in model.columns()
        )
        rows = own[stem] or ([{"number": str(number)}] if stem == EDITIONS_STEM else [])
        # Without its rivals a claim needs no rank.
        examples = [] if own[stem] else [{**row, "rank": "normal", "reason": ""} for row in last[stem]]
        sheets.append(
            FormSheet(
                stem,
                language.text(SHEET_NAMES[stem]),
                language.text(ADVICE[stem], example=f"dgsn-{archive.editions[-1].last_day.year}"),
                columns,
                tuple(_form_row(stem, row, language) for row in examples),
                tuple(_form_row(stem, row, language) for row in rows),
            )
        )
    return EditionForm(
        number,
        language.text("Open Days of the national police: {edition}", edition=language.ordinal(number)),
        _guide(language),
        language,
        language.text(MARK_TITLE),
        tuple(sheets),
        tuple(define_measures(archive.definitions, archive, language)),
    )


def _guide(language: Language) -> tuple[str, ...]:
    return (
        language.text(
            "One row for each figure, as its source states it. A cell stays empty where no source says anything."
        ),
        language.text(
            "Grey rows that are marked “{example}” show what was there for the last edition. They are not "
            "read. To use one, clear its mark and correct it.",
            example=language.text(EXAMPLE),
        ),
        language.text(
            "The wording of the source (nearly, over, about) is in a column of its own, with a list to choose from."
        ),
        language.text(
            "Numbers may be written as you like: 2650000, 2.650.000, 2 650 000. What was understood is shown before it "
            "is kept."
        ),
        language.text("Columns may be in any order. Their titles stay, and formulas are not read: write the number."),
        language.text("Save it as XLSX or ODS, or one sheet as CSV, and send it back to the desk."),
    )


def _claims(archive: Archive) -> Iterator[Claim]:
    for file in EDITION_FILES:
        yield from archive.claims(file.removesuffix(".csv"))


def _choices(stem: str, column: str, language: Language, wordings: Iterable[str]) -> tuple[str, ...]:
    listed = word_list(stem, column, language, wordings)
    several = holds_list(stem, column) and column != "reason"  # a second reason is rare
    return listed.choices if listed and is_closed(stem, column) and not several else ()


def edition_rows(archive: Archive, number: int, shown: bool = False) -> dict[str, list[dict[str, str]]]:
    """The rows of an edition as text, by file: {"visitors": [{"first_day": "2023-05-17", …}]}; none if it isn't there.

    The sources are those that its rows cite. `shown` leaves out claims that are not the figure of their thing.
    """
    edition = next((row for row in archive.editions if row.number == number), None)
    if edition is None:
        return {stem: [] for stem in FORM_MODELS}
    tables = {stem: _table(archive, f"{edition.folder}/{stem}.csv", stem) for stem in FORM_MODELS if stem not in TOP}
    found = {stem: _kept(table, shown) for stem, table in tables.items()}
    editions = _table(archive, f"{EDITIONS_STEM}.csv", EDITIONS_STEM)
    found[EDITIONS_STEM] = [row.cells for row in editions.rows if row.cells["number"] == str(number)]
    cited = {name for rows in found.values() for row in rows for name in split_list(row["sources"])}
    sources = _table(archive, f"{SOURCES_STEM}.csv", SOURCES_STEM)
    found[SOURCES_STEM] = [row.cells for row in sources.rows if row.cells["id"] in cited]
    return {stem: found[stem] for stem in FORM_MODELS}


TOP = (EDITIONS_STEM, SOURCES_STEM)


def _table(archive: Archive, file: str, stem: str) -> CsvTable:
    return parse_tables({file: archive.files[file]}, {file: FORM_MODELS[stem]})[file]


def _kept(table: CsvTable, shown: bool) -> list[dict[str, str]]:
    lines = shown_lines(group_rivals(table)) if shown else set()
    return [row.cells for row in table.rows if not shown or row.line in lines]


def _form_row(stem: str, row: Mapping[str, str], language: Language) -> tuple[FormCell, ...]:
    return tuple(form_cell(stem, column, row, language) for column in FORM_MODELS[stem].columns())


def form_cell(stem: str, column: str, row: Mapping[str, str], language: Language) -> FormCell:
    """The content of a cell of the workbook for the text of a file: words for a code, a number, a day."""
    text = row.get(column, "")
    if not text or (column == "rank" and text == "normal" and not row["reason"]):
        return None  # the rank of a claim that is alone needs no word
    if column in DAY_COLUMNS:
        return date.fromisoformat(text)
    model = FORM_MODELS[stem]
    if column == "value" or model.rule(column).range:
        return float(ascii_digits(text))
    listed = word_list(stem, column, language)
    words = {code: names[0] for code, names in listed.words.items()} if listed else {}
    if holds_list(stem, column):
        return LIST_SEPARATOR.join(words.get(word, word) for word in split_list(text))
    return words.get(text, text)
