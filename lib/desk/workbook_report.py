"""What is told about a workbook to whoever sent it, in their language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import attrgetter

from lib.archive import Archive, Message, cached_on_archive
from lib.desk.row_changes import RowChange, archive_changes
from lib.desk.workbook_check import WorkbookCheck
from lib.desk.workbook_form import form_cell
from lib.desk.workbook_reading import MOMENT_COLUMNS, Fault
from lib.desk.workbook_words import FORM_MODELS, SHEET_NAMES, column_title
from lib.language import Language
from lib.language.spoken_number import spoken_number


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """The faults of one sheet. `sheet` is "" for what is about the whole file."""

    sheet: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A cell before and after, under the title of its column; "" where a cell is empty.

    spoken  a number as it is read out, or ""
    """

    title: str
    before: str
    after: str
    spoken: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A row that is new, different or gone, with the cells that differ. `row` is 0 for one that is gone."""

    sheet: str
    row: int
    kind: str
    thing: str
    cells: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class WorkbookReport:
    """`result` is the sentence that comes first: 27 checks, none failed."""

    result: str
    groups: tuple[FaultGroup, ...]
    changes: tuple[ChangeLine, ...]
    passed_over: tuple[str, ...]


def report_workbook(check: WorkbookCheck, language: Language) -> WorkbookReport:
    """What is told about a workbook."""
    by_sheet = groupby(check.faults, attrgetter("sheet"))
    return WorkbookReport(
        _result(check, language),
        tuple(FaultGroup(sheet, tuple(faults)) for sheet, faults in by_sheet),
        tuple(_change_line(change, check.sheets, language) for change in check.changes),
        check.passed_over,
    )


@cached_on_archive(maxsize=12)
def report_changes(archive: Archive, before: Archive, language: Language) -> tuple[ChangeLine, ...]:
    """What differs between two record books, row by row, in words."""
    return report_rows(archive_changes(archive, before), language)


def report_rows(changes: Iterable[tuple[str, RowChange]], language: Language) -> tuple[ChangeLine, ...]:
    """The changes of the rows of files in words."""
    found = []
    for file, change in changes:
        folder, _, _ = file.rpartition("/")
        name = language.text(SHEET_NAMES[change.stem])
        sheets = {change.stem: f"{name} ({language.isolate(folder)})" if folder else name}
        found.append(replace(_change_line(change, sheets, language), row=0))
    return tuple(found)


def _result(check: WorkbookCheck, language: Language) -> str:
    checks = language.plural("{number} check", "{number} checks", check.checks)
    wrong, warnings = len(check.errors), len(check.faults) - len(check.errors)
    if wrong:
        failed = language.plural("{number} fault to correct", "{number} faults to correct", wrong)
    else:
        failed = language.text("none failed")
    if warnings:
        doubts = language.plural("{number} thing to look at", "{number} things to look at", warnings)
        return language.text("{checks}: {failed}, {doubts}", checks=checks, failed=failed, doubts=doubts)
    return language.text("{checks}: {failed}", checks=checks, failed=failed)


def translate_message(message: Message, language: Language) -> str:
    """A message of the archive or the desk in a language. In Arabic what is data keeps its order: 2026-05-17."""
    return message.localise(language.text, language.isolate if language.rtl else str)


def _change_line(change: RowChange, sheets: Mapping[str, str], language: Language) -> ChangeLine:
    if change.before is None:
        kind = language.text("new")
    elif change.after is None:
        kind = language.text("gone")
    else:
        kind = language.text("changed")
    row = change.after or change.before
    assert row
    return ChangeLine(
        sheets[change.stem],
        change.row,
        kind,
        row_key(change.stem, row, language),
        tuple(_cell_changes(change, language)),
    )


def row_key(stem: str, row: Mapping[str, str], language: Language) -> str:
    """What a row is about, in words: the cells of its key."""
    return " · ".join(filter(None, (cell_text(stem, column, row, language) for column in FORM_MODELS[stem].key)))


def _cell_changes(change: RowChange, language: Language) -> Iterator[FieldChange]:
    before, after = change.before or {}, change.after or {}
    for column in FORM_MODELS[change.stem].columns():
        if before.get(column, "") != after.get(column, ""):
            spoken = _spoken(after[column], language) if column == "value" and after.get(column) else ""
            old, new = (cell_text(change.stem, column, row, language) for row in (before, after))
            if old or new:  # the rank of a claim that is alone needs no word
                yield FieldChange(column_title(change.stem, column, language), old, new, spoken)


def _spoken(text: str, language: Language) -> str:
    try:
        return spoken_number(float(text), language)
    except ValueError:  # a number that was refused
        return ""


def cell_text(stem: str, column: str, row: Mapping[str, str], language: Language) -> str:
    """The text of a file as it is shown to a reader: a word, a date, a number."""
    try:
        value = form_cell(stem, column, row, language)
    except ValueError:  # it is faulty, and is there as it was written
        return row.get(column, "")
    if isinstance(value, date):
        return language.date(value)
    if column in MOMENT_COLUMNS and value:
        return language.moment(str(value))
    if isinstance(value, float):
        places = column in ("latitude", "longitude", "number")  # no separators in these
        return f"{value:.12g}" if places else language.number(value)
    return value or ""
