"""Reading back: from the cells of a sheet to the rows of a file, with the place of each cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from xlsxwriter.utility import xl_col_to_name

from lib.archive.cell import ASCII_DIGITS, PARTIAL_DATE, NumberRange, meant_numbers
from lib.archive.cell_rule import DateRange
from lib.archive.irregular_csv import HEADER_REACH
from lib.archive.meant_date import meant_days, meant_month
from lib.archive.message import Message, say
from lib.archive.message_parts import quote, spelling_hint
from lib.archive.qualifier_wording import meant_qualifier
from lib.archive.topic_rows import ClaimColumns
from lib.desk.workbook_file import RawSheet, SheetCell
from lib.desk.workbook_form import DAY_COLUMNS
from lib.desk.workbook_words import (
    FORM_MODELS,
    SHEET_NAMES,
    codes_by_word,
    column_title,
    columns_by_title,
    example_marks,
    holds_list,
    is_closed,
    join_words,
    mark_titles,
    other_sheet_names,
    stems_by_sheet_name,
    word_list,
)
from lib.export.tables.spreadsheet import DIRECTION_MARKS
from lib.language import Language
from lib.measures import fold_text

LIST_SIGNS = re.compile(r"([;؛،,\n])")
# "ما يناهز 2.650.000", "près de 2 650 000": words before or behind a number
WORDED_NUMBER = re.compile(r"(?P<before>\D*?)(?P<number>[0-9](?:[0-9.,'’٬\s]*[0-9])?)(?P<behind>\D*)")
MOMENT_COLUMNS = ("published", "accessed")  # days, or months, or years
FORMULA = "="
LEAST_TITLES = 3  # by which a sheet is known that has another name


@dataclass(frozen=True, order=True, slots=True)
class Fault:
    """What is wrong or suspicious on a sheet: `cell` is its address there, "" where the message is about more.

    found  what stands in the cell, as one sees it there
    """

    sheet: str
    row: int
    cell: str
    message: Message
    warning: bool = False
    found: str = ""


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row that was filled in: its number on the sheet, its cells as text for the file, and as they are there."""

    row: int
    cells: Mapping[str, str]
    found: Mapping[str, str]


@dataclass(eq=False)
class FilledSheet:
    """A sheet that was understood.

    letters  its columns, by the names of the file's columns; `mark` is the column in which examples are marked, or ""
    """

    stem: str
    name: str
    letters: Mapping[str, str]
    mark: str
    rows: list[FilledRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    examples: list[FilledRow] = field(default_factory=list)

    def locate(self, row: int, column: str, message: Message, warning: bool = False, found: str = "") -> Fault:
        """A fault in a cell, or in a row where the sheet lacks the column."""
        letter = self.letters.get(column, "")
        return Fault(self.name, row, f"{letter}{row}" if letter and row else "", message, warning, found)


def count_titles(cells: Sequence[SheetCell]) -> int:
    """How many cells of a row are titles of columns of the sheet that has the most of them."""
    return max(_count_known(cells, stem) for stem in FORM_MODELS)


def _count_known(cells: Sequence[SheetCell], stem: str) -> int:
    known = columns_by_title(stem)
    return len({known[name] for name in map(fold_text, map(str, cells)) if name in known})


def find_stem(sheet: RawSheet) -> str:
    """The file that a sheet is about: by its name, or by its columns; "" for a sheet that isn't read."""
    if stem := stems_by_sheet_name().get(fold_text(sheet.name)):
        return stem
    if fold_text(sheet.name) in other_sheet_names():
        return ""
    head = sheet.rows[:HEADER_REACH]
    counts = {stem: max((_count_known(row, stem) for row in head), default=0) for stem in FORM_MODELS}
    best = max(counts, key=lambda stem: (counts[stem], -len(FORM_MODELS[stem].columns())))
    return best if counts[best] >= LEAST_TITLES else ""


def read_sheet(sheet: RawSheet, stem: str, days: DateRange | None, language: Language) -> FilledSheet:
    """The rows of a sheet, with what could not be understood. `days` are those of the edition, if they are known."""
    model, known = FORM_MODELS[stem], columns_by_title(stem)
    head = sheet.rows[:HEADER_REACH]
    place = max(range(len(head)), key=lambda row: _count_known(head[row], stem), default=0)
    titles = [fold_text(str(text)) for text in head[place]] if head else []
    columns = {position: known[title] for position, title in enumerate(titles) if title in known}
    marks = [position for position, title in enumerate(titles) if title in mark_titles()]
    letters = {column: xl_col_to_name(position) for position, column in reversed(columns.items())}
    name = sheet.name or language.text(SHEET_NAMES[stem])  # a CSV file has no name for its sheet
    filled = FilledSheet(stem, name, letters, next(map(xl_col_to_name, marks), ""))
    for problem_position, message in _header_faults(stem, titles, columns, marks, sheet.rows[place:], language):
        cell = f"{xl_col_to_name(problem_position)}{place + 1}" if problem_position is not None else ""
        filled.faults.append(Fault(name, place + 1, cell, message))
    for row, cells in enumerate(sheet.rows[place + 1 :], place + 1):
        texts = {column: cells[position] for position, column in columns.items() if position < len(cells)}
        if all(_plain_text(cell) == "" for cell in texts.values()):
            continue
        found = {column: _seen_text(cell) for column, cell in texts.items()}
        marked = any(fold_text(str(cells[position])) in example_marks() for position in marks if position < len(cells))
        if marked:
            cells_of_example = _Row(stem, texts, days).cells
            filled.examples.append(FilledRow(row + 1, cells_of_example, found))
            continue
        for position, column in columns.items():
            if (row, position) in sheet.formulas or found.get(column, "").startswith("="):
                message = say("the cell holds a formula; write what it results in")
            elif (row, position) in sheet.errors:
                message = say("the cell holds the error of a formula; write the value itself")
            else:
                continue
            filled.faults.append(filled.locate(row + 1, column, message, found=found.get(column, "")))
            texts[column] = FORMULA  # so that nothing is said about an empty cell
        read = _Row(stem, texts, days)
        for column, text in (pair for pair in read.unknown if pair[1] != FORMULA):
            message = _not_listed(stem, column, text, language)
            filled.faults.append(filled.locate(row + 1, column, message, found=found[column]))
        filled.rows.append(FilledRow(row + 1, {name: read.cells.get(name, "") for name in model.columns()}, found))
    return filled


def _header_faults(
    stem: str,
    titles: Sequence[str],
    columns: Mapping[int, str],
    marks: Sequence[int],
    rows: Sequence[Sequence[SheetCell]],
    language: Language,
) -> Iterator[tuple[int | None, Message]]:
    """Columns that are missing, that are there twice, and unknown ones that are not empty."""
    for column in FORM_MODELS[stem].columns():
        held = [position for position, name in columns.items() if name == column]
        title = quote(column_title(stem, column, language))
        if not held:
            yield None, say("the column {title} is missing; expected it as in the workbook", title=title)
        for position in held[1:]:
            yield position, say("the column {title} is there twice; expected it once", title=title)
    for position in range(max(map(len, rows), default=0)):
        if position not in columns and position not in marks:
            filled = [row[position] for row in rows if position < len(row) and _plain_text(row[position])]
            if filled:
                yield (
                    position,
                    say(
                        "{title} is not a column of this sheet; expected one of {titles}",
                        title=quote(_plain_text(filled[0])),
                        titles=join_words(
                            (column_title(stem, column, language) for column in FORM_MODELS[stem].columns()), language
                        ),
                    ),
                )


def _not_listed(stem: str, column: str, text: str, language: Language) -> Message:
    """The message about a word that is not in the list of its column."""
    listed = word_list(stem, column, language)
    assert listed
    hint = spelling_hint(text, listed.choices)
    return say(
        "{text} is not in the list of this column{hint}; expected one of {choices}",
        text=quote(text),
        hint=hint,
        choices=join_words(listed.choices, language),
    )


class _Row:
    """A row that is being read: `cells` as text for the file, and the words that no list knows."""

    def __init__(self, stem: str, found: Mapping[str, SheetCell], days: DateRange | None) -> None:
        self._stem, self._days = stem, days
        self._model = FORM_MODELS[stem]
        self.unknown: list[tuple[str, str]] = []
        self.cells: dict[str, str] = {}
        # From left to right as in the file: the scale of a value depends on what is counted.
        for column in (name for name in self._model.columns() if name in found):
            self.cells[column] = self._read(column, found[column])
        self._supply(found)

    def _read(self, column: str, value: SheetCell) -> str:
        text = _plain_text(value)
        rule = self._model.rule(column)
        if not text:
            return ""
        if column in DAY_COLUMNS:
            return self._day(text)
        if column in MOMENT_COLUMNS and not PARTIAL_DATE.fullmatch(text):
            return self._day(text) if meant_days(text.translate(ASCII_DIGITS)) else _month(text)
        if column == "value" or rule.range:
            return _number(text, self._scale() if column == "value" else rule.range)
        if holds_list(self._stem, column):
            return ";".join(self._code(column, word) for word in self._split(column, text))
        return self._code(column, text)

    def _split(self, column: str, text: str) -> Iterator[str]:
        """The words of a list. One word may hold such a sign itself: a reason is a sentence."""
        codes, parts = codes_by_word(self._stem, column), LIST_SIGNS.split(text)
        while parts:
            ends = [end for end in range(len(parts), 1, -2) if fold_text("".join(parts[:end]).strip()) in codes]
            end = max(ends, default=1)
            if word := "".join(parts[:end]).strip():
                yield word
            parts = parts[end + 1 :]

    def _code(self, column: str, text: str) -> str:
        """The code that a word stands for; the text itself where any text is allowed."""
        codes = codes_by_word(self._stem, column)
        code = codes.get(fold_text(text)) or (meant_qualifier(text) if column == "qualifier" else "")
        if not code and codes and is_closed(self._stem, column):
            self.unknown.append((column, text))
        return code or text

    def _day(self, text: str) -> str:
        """The day that is meant. 05/06/2026 is two days, unless only one of them is of this edition."""
        meant = meant_days(text.translate(ASCII_DIGITS))
        within = [day for day in meant if self._days and self._days[0] <= day <= self._days[1]]
        return str((within if len(within) == 1 else meant)[0]) if len(within) == 1 or len(meant) == 1 else text

    def _scale(self) -> NumberRange | None:
        return self._model.scale(self.cells) if issubclass(self._model, ClaimColumns) else None

    def _supply(self, found: Mapping[str, SheetCell]) -> None:
        """What staff leave out, or write in one cell: a wording with its number, a rank, a short name."""
        if issubclass(self._model, ClaimColumns):
            self.cells["rank"] = self.cells.get("rank") or "normal"
            worded = WORDED_NUMBER.fullmatch(self.cells.get("value", "").translate(ASCII_DIGITS))
            words = f"{worded['before']} {worded['behind']}".strip() if worded else ""
            if worded and words and not self.cells.get("qualifier") and (code := meant_qualifier(words)):
                self.cells["qualifier"] = code
                self.cells["value"] = _number(worded["number"], self._scale())
            code_column = self._model.code
            if not self.cells.get(code_column) and (name := self.cells.get("name_en") or self.cells.get("name_fr")):
                self.cells[code_column] = "_".join(re.findall("[a-z0-9]+", fold_text(name)))


def _month(text: str) -> str:
    """The month that is meant; the text itself if it can't be told."""
    return meant_month(text.translate(ASCII_DIGITS)) or text


def _number(text: str, scale: NumberRange | None) -> str:
    """The digits of a number, if one number alone can be meant; else the text, which is refused with a word later."""
    meant = meant_numbers(text, scale) if scale else []
    return meant[0] if len(meant) == 1 else text


def _seen_text(value: SheetCell) -> str:
    """A cell as one sees it on the sheet."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else _plain_text(value)


def _plain_text(value: SheetCell) -> str:
    """A cell as text: a number in digits, a day as 2026-05-17, words on one line, without marks of direction."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return f"{value:.12g}" if abs(value) < 1e12 else repr(value)
    if isinstance(value, datetime):
        return str(value.date()) if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return str(value)
    return " ".join(str(value).translate(DIRECTION_MARKS).split())
