"""The check of a workbook: what it makes of the record book, and all that is wrong, with places on its own sheets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from lib.archive import Message, Problem
from lib.archive.cell import parse_day
from lib.archive.cell_rule import DateRange
from lib.archive.csv_file import parse_tables, write_rows
from lib.archive.message import say
from lib.archive.message_parts import quote
from lib.archive.row_models import RowModel
from lib.archive.topic_rows import TOPIC_MODELS
from lib.desk.row_changes import RowChange, TextRows, row_changes
from lib.desk.workbook_file import RawSheet, read_sheets
from lib.desk.workbook_reading import Fault, FilledRow, FilledSheet, count_titles, find_stem, read_sheet
from lib.desk.workbook_words import (
    EDITIONS_STEM,
    FORM_MODELS,
    SHEET_NAMES,
    SOURCES_STEM,
    column_title,
    join_words,
    other_sheet_names,
    word_list,
)
from lib.language import Language
from lib.measures import fold_text
from lib.releases.release_reader import check_files


@dataclass(frozen=True, eq=False)
class WorkbookCheck:
    """What was understood of a workbook.

    files    the record book with the edition as the workbook has it: {"editions.csv": b"…"}; empty if there is an error
    faults   errors and warnings, by sheet and row
    changes  the rows that are new, different or gone
    checks   how many checks were made: one for each column that is filled on a sheet, one for its rows together, and
             one for the file
    sheets   the names of the sheets that were read, by file
    passed_over  the names of sheets that do not belong to the workbook, and were not read
    """

    files: Mapping[str, bytes]
    faults: tuple[Fault, ...]
    changes: tuple[RowChange, ...]
    checks: int
    sheets: Mapping[str, str]
    passed_over: tuple[str, ...]

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that keep the workbook out of the draft."""
        return tuple(fault for fault in self.faults if not fault.warning)


def check_workbook(data: bytes, files: Mapping[str, bytes], number: int, language: Language) -> WorkbookCheck:
    """Read a workbook of an edition over the files of a record book ({"editions.csv": b"…"}), and check what comes out.

    Raises RefusedFileError for a file that is not read at all.
    """
    return check_sheets(read_sheets(data, count_titles), files, number, language)


def check_sheets(raw: Sequence[RawSheet], files: Mapping[str, bytes], number: int, language: Language) -> WorkbookCheck:
    """The same for sheets that were read, or made of a form."""
    stems = {sheet.name: find_stem(sheet) for sheet in raw}
    before = rows_by_file(files, number)
    filled, faults = _read_all(raw, stems, files, before, language)
    if fault := _other_workbook(filled, number):
        return WorkbookCheck({}, (fault,), (), 1, {}, tuple(stems))
    merged = _Merge(files, number, before, filled)
    found = check_files(merged.files, published=False)
    known = {_without_line(problem) for problem in check_files(files, published=False).problems}
    located = ((problem, merged.locate(problem, language)) for problem in found.problems)
    told = {(fault.sheet, fault.cell) for fault in faults if fault.cell}
    faults += [
        fault
        for problem, fault in located
        # Of a cell that could not be read nothing more is said, and nothing about what was wrong before.
        if (fault.sheet, fault.cell) not in told and (fault.cell or _without_line(problem) not in known)
    ]
    order = {sheet.name: place for place, sheet in enumerate(filled.values())}
    faults = sorted(
        set(faults), key=lambda fault: (order.get(fault.sheet, len(order)), fault.row, _letters(fault), fault)
    )
    wrong = any(not fault.warning for fault in faults)
    return WorkbookCheck(
        {} if wrong else merged.files,
        tuple(faults),
        tuple(_changes(before, filled)),
        _count_checks(filled),
        {stem: sheet.name for stem, sheet in filled.items()},
        tuple(name for name, stem in stems.items() if not stem and fold_text(name) not in other_sheet_names()),
    )


def _other_workbook(filled: Mapping[str, FilledSheet], number: int) -> Fault | None:
    """The fault of a file that is not the workbook of this edition; of it nothing more is said."""
    if not filled:
        return Fault("", 0, "", say("no sheet of the workbook was found; expected those that the desk gave out"))
    sheet = filled.get(EDITIONS_STEM)
    for row in sheet.rows if sheet else ():
        if sheet and row.cells["number"] not in ("", str(number)):
            message = say(
                "the workbook is that of edition {other}; expected the one of edition {number}, or choose the "
                "other one",
                other=row.cells["number"],
                number=number,
            )
            return sheet.locate(row.row, "number", message, found=row.found.get("number", ""))
    return None


def _read_all(
    raw: Sequence[RawSheet],
    stems: Mapping[str, str],
    files: Mapping[str, bytes],
    before: Mapping[str, TextRows],
    language: Language,
) -> tuple[dict[str, FilledSheet], list[Fault]]:
    """The sheets that were understood, by file, and what is wrong with them so far."""
    filled: dict[str, FilledSheet] = {}
    faults: list[Fault] = []
    # The edition first: a day that can be read in two ways is one of its days.
    days = _days(before[EDITIONS_STEM])
    for sheet in sorted(raw, key=lambda sheet: stems[sheet.name] != EDITIONS_STEM):
        stem = stems[sheet.name]
        if not stem:
            continue
        read = read_sheet(sheet, stem, None if stem == EDITIONS_STEM else days, language)
        if stem in filled:
            message = say("{sheet} is there already; expected one sheet for both", sheet=quote(filled[stem].name))
            read.faults.append(read.locate(0, "", message))
        else:
            filled[stem] = read
        if stem == EDITIONS_STEM:
            days = _days([row.cells for row in read.rows]) or days
        faults += [*read.faults, *_changed_examples(read, files)]
    return {stem: filled[stem] for stem in FORM_MODELS if stem in filled}, faults


def _changed_examples(sheet: FilledSheet, files: Mapping[str, bytes]) -> Iterator[Fault]:
    """Rows that are marked as examples and are none: what was written there would be lost."""
    model = FORM_MODELS[sheet.stem]
    held = [
        row
        for file in files
        if sheet.examples and file.rpartition("/")[2] == f"{sheet.stem}.csv"
        for row in _rows(files, file, model)
    ]
    compared = [column for column in sheet.letters if column not in ("rank", "reason")]
    known = {tuple(cells[column] for column in compared) for cells in held}
    for row in sheet.examples:
        if tuple(row.cells.get(column, "") for column in compared) not in known:
            message = say(
                "the row is marked as an example, but is not one; clear the mark to have it read, or delete the row"
            )
            yield Fault(sheet.name, row.row, f"{sheet.mark}{row.row}", message)


def _days(rows: Sequence[Mapping[str, str]]) -> DateRange | None:
    try:
        return parse_day(rows[0]["first_day"]), parse_day(rows[0]["last_day"])
    except (IndexError, KeyError, ValueError):
        return None


def rows_by_file(files: Mapping[str, bytes], number: int) -> dict[str, TextRows]:
    """The rows of the edition as they are, by file, and all sources."""
    return {stem: file_rows(files, number, stem) for stem in (EDITIONS_STEM, SOURCES_STEM, *TOPIC_MODELS)}


def file_rows(files: Mapping[str, bytes], number: int, stem: str) -> TextRows:
    """The rows of one of these files."""
    if stem == SOURCES_STEM:
        return _rows(files, f"{SOURCES_STEM}.csv", FORM_MODELS[SOURCES_STEM])
    editions = _rows(files, f"{EDITIONS_STEM}.csv", FORM_MODELS[EDITIONS_STEM])
    own = [row for row in editions if row["number"] == str(number)]
    if stem == EDITIONS_STEM:
        return own
    return _rows(files, f"{own[0]['folder']}/{stem}.csv", TOPIC_MODELS[stem]) if own else []


def _rows(files: Mapping[str, bytes], file: str, model: type[RowModel]) -> TextRows:
    data = files.get(file)
    return [row.cells for row in parse_tables({file: data}, {file: model})[file].rows] if data else []


class _Merge:
    """The files of a record book with the sheets of one edition in them, and the way back from a line to a sheet."""

    def __init__(
        self,
        files: Mapping[str, bytes],
        number: int,
        before: Mapping[str, TextRows],
        filled: Mapping[str, FilledSheet],
    ) -> None:
        self._filled = filled
        self._stems: dict[str, str] = {}  # file -> stem
        self._lines: dict[str, dict[int, FilledRow]] = {}  # file -> line -> the row on the sheet
        old_folder = before[EDITIONS_STEM][0]["folder"] if before[EDITIONS_STEM] else ""
        edition = self._edition(number, old_folder)
        self.files = {
            file: data for file, data in files.items() if not (old_folder and file.startswith(f"{old_folder}/"))
        }
        editions = _rows(files, f"{EDITIONS_STEM}.csv", FORM_MODELS[EDITIONS_STEM])
        self._write(f"{EDITIONS_STEM}.csv", EDITIONS_STEM, self._replace(editions, EDITIONS_STEM, "number", edition))
        sources = before[SOURCES_STEM]
        own = [(row, row.cells) for row in filled[SOURCES_STEM].rows] if SOURCES_STEM in filled else []
        self._write(f"{SOURCES_STEM}.csv", SOURCES_STEM, self._replace(sources, SOURCES_STEM, "id", own))
        folder = next((cells["folder"] for _, cells in edition), old_folder)
        for topic in TOPIC_MODELS:
            rows: list[tuple[FilledRow | None, Mapping[str, str]]] = (
                [(row, row.cells) for row in filled[topic].rows]
                if topic in filled
                else [(None, cells) for cells in before[topic]]
            )
            self._write(f"{folder}/{topic}.csv", topic, rows)

    def _edition(self, number: int, old_folder: str) -> list[tuple[FilledRow, Mapping[str, str]]]:
        """The row of the edition, with its number and the name of its folder where the sheet leaves them out."""
        found: list[tuple[FilledRow, Mapping[str, str]]] = []
        for row in self._filled[EDITIONS_STEM].rows if EDITIONS_STEM in self._filled else ():
            cells = dict(row.cells)
            cells["number"] = cells["number"] or str(number)
            city = "-".join(re.findall("[a-z0-9]+", fold_text(cells["city_en"])))
            cells["folder"] = cells["folder"] or old_folder or f"{number}-{city}-{cells['first_day'][:4]}"
            found.append((row, cells))
        return found

    def _replace(
        self, old: Sequence[Mapping[str, str]], stem: str, key: str, new: Iterable[tuple[FilledRow, Mapping[str, str]]]
    ) -> list[tuple[FilledRow | None, Mapping[str, str]]]:
        """The old rows, each replaced by the new one of the same key, and then the other new ones."""
        waiting = defaultdict[str, list[tuple[FilledRow, Mapping[str, str]]]](list)
        for pair in new:
            waiting[pair[1][key]].append(pair)
        rows: list[tuple[FilledRow | None, Mapping[str, str]]] = []
        for cells in old:
            match = waiting[cells[key]]
            rows.append(match.pop(0) if match else (None, cells))
        return [*rows, *chain.from_iterable(waiting.values())]

    def _write(self, file: str, stem: str, rows: Sequence[tuple[FilledRow | None, Mapping[str, str]]]) -> None:
        self._stems[file] = stem
        self._lines[file] = {line: row for line, (row, _) in enumerate(rows, 2) if row}  # the header is line 1
        self.files[file] = write_rows(FORM_MODELS[stem], (cells for _, cells in rows))

    def locate(self, problem: Problem, language: Language) -> Fault:
        """The problem with its place on the sheet, and the words of the sheet."""
        stem = self._stems.get(problem.file)
        if stem is None:
            return Fault(problem.file, problem.line, "", problem.message, problem.warning)
        row = self._lines[problem.file].get(problem.line)
        sheet = self._filled.get(stem)
        if sheet is None or (row is None and problem.line > 1):
            name = language.text(SHEET_NAMES[stem])
            return Fault(name, 0, "", self._reword(problem.message, stem, problem, language), problem.warning)
        message = self._reword(problem.message, stem, problem, language)
        found = row.found.get(problem.column, "") if row else ""
        return sheet.locate(row.row if row else 0, problem.column, message, problem.warning, found)

    def _reword(self, message: Message, stem: str, problem: Problem, language: Language) -> Message:
        """The message with rows of the sheet for lines of the file, and the words of the sheet for codes."""
        parts = {
            name: self._reword(part, stem, problem, language)
            if isinstance(part, Message)
            else self._word(name, part, stem, problem, language)
            for name, part in message.parts.items()
        }
        return say(message.template, **parts)

    def _word(self, name: str, part: object, stem: str, problem: Problem, language: Language) -> object:
        lines = self._lines[problem.file]
        if name in ("line", "lines"):
            found = [lines.get(int(line)) for line in str(part).split(", ")]
            return ", ".join(str(row.row) for row in found if row) or part
        text = str(part)
        if name == "column" and text in FORM_MODELS[stem].columns():
            return column_title(stem, text, language)
        if name == "file":
            named = SHEET_NAMES.get(text.rpartition("/")[2].removesuffix(".csv"))
            return language.text(named) if named else part
        columns = FORM_MODELS[stem].key if name == "thing" else (problem.column,)
        words: dict[str, str] = {}
        for column in columns:
            listed = word_list(stem, column, language) if column in FORM_MODELS[stem].columns() else None
            words |= {code: names[0] for code, names in listed.words.items()} if listed else {}
        if name in ("choices", "rank", "normal", "thing", "word") and words:
            bare = text.strip('"')
            named_codes = join_words((words.get(code, code) for code in bare.split(", ")), language)
            return quote(named_codes) if text.startswith('"') else named_codes
        return part


def _letters(fault: Fault) -> tuple[int, str]:
    """The column of a fault, in an order in which AA comes after Z."""
    letters = fault.cell.rstrip("0123456789")
    return len(letters), letters


def _without_line(problem: Problem) -> Problem:
    return replace(problem, line=0)


def _changes(before: Mapping[str, TextRows], filled: Mapping[str, FilledSheet]) -> Iterator[RowChange]:
    """The rows that are new, different or gone. A source that the sheet leaves out stays, and so does the edition."""
    for stem, sheet in filled.items():
        found = row_changes(stem, before[stem], [(row.row, row.cells) for row in sheet.rows])
        stays = stem in (EDITIONS_STEM, SOURCES_STEM)
        yield from (change for change in found if change.after is not None or not stays)


def _count_checks(filled: Mapping[str, FilledSheet]) -> int:
    columns = sum(any(row.cells[column] for row in sheet.rows) for sheet in filled.values() for column in sheet.letters)
    return columns + sum(bool(sheet.rows) for sheet in filled.values()) + 1
