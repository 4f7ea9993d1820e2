"""Unusual figures that somebody confirmed: they stay marked for whoever approves the draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lib.archive.cell import split_list
from lib.archive.vocabulary import CONFIRMED
from lib.desk.desk import Desk
from lib.desk.desk_log import LogLine
from lib.desk.moments import moment_text
from lib.desk.row_changes import RowChange, archive_changes, book_changes
from lib.desk.workbook_report import cell_text, row_key
from lib.desk.workbook_words import FORM_MODELS, SHEET_NAMES
from lib.language import Language

FigureKey = tuple[str, ...]  # the file, the cells that say what the figure is about, its value


@dataclass(frozen=True, slots=True)
class ConfirmedFigure:
    """An unusual figure of the draft. `told` says who has confirmed it, when and in which words."""

    sheet: str
    thing: str
    statement: str
    told: str


def confirmed_figures(desk: Desk, language: Language) -> tuple[ConfirmedFigure, ...]:
    """The unusual figures that are confirmed in the draft and are not public. Raises StoreError, ReleaseError."""
    state = desk.state()
    if not state.draft:
        return ()
    found = dict(_newly_confirmed(archive_changes(desk.books.archive(state.draft), desk.books.public())))
    if not found:
        return ()
    lines = dict[FigureKey, LogLine]()
    for line in desk.kept_lines():
        over = str(line.details["before"])
        before = desk.draft_files(over) if over else desk.public_book()
        after = desk.draft_files(str(line.details["draft"]))
        lines |= dict.fromkeys(dict(_newly_confirmed(book_changes(before or {}, after or {}))), line)
    return tuple(_describe(change, lines[key], language) for key, change in found.items() if key in lines)


def _newly_confirmed(changes: Iterable[tuple[str, RowChange]]) -> Iterator[tuple[FigureKey, RowChange]]:
    """The figures of changes that are confirmed after, and were not before or were others."""
    for file, change in changes:
        if change.after and _is_confirmed(change.after):
            key = _figure_key(file, change.stem, change.after)
            was = change.before and _is_confirmed(change.before) and _figure_key(file, change.stem, change.before)
            if was != key:
                yield key, change


def _is_confirmed(row: Mapping[str, str]) -> bool:
    return CONFIRMED in split_list(row.get("reason", ""))


def _figure_key(file: str, stem: str, row: Mapping[str, str]) -> FigureKey:
    return (file, *(row[column] for column in FORM_MODELS[stem].key), row.get("value", ""))


def _describe(change: RowChange, line: LogLine, language: Language) -> ConfirmedFigure:
    row = change.after
    assert row
    statement = (cell_text(change.stem, column, row, language) for column in ("qualifier", "value") if column in row)
    values = {"who": language.isolate(line.who), "hour": moment_text(line.instant, language)}
    words = str(line.details.get("words", ""))
    return ConfirmedFigure(
        language.text(SHEET_NAMES[change.stem]),
        row_key(change.stem, row, language),
        " · ".join(filter(None, statement)),
        language.text("{who} confirmed it on {hour}: {words}", words=language.isolate(words), **values)
        if words
        else language.text("It came with a workbook of {who} on {hour}, confirmed without a comment", **values),
    )
