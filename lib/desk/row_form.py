"""One row of the record book as a form: a claim, a named thing, a source. What comes back is a sheet with it in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lib.archive import Archive
from lib.archive.cell import split_list
from lib.archive.vocabulary import CONFIRMED
from lib.desk.row_changes import TextRows
from lib.desk.workbook_file import RawSheet
from lib.desk.workbook_form import DAY_COLUMNS
from lib.desk.workbook_words import FORM_MODELS, SOURCES_STEM, column_title, is_closed, word_list
from lib.language import Language

NEW_ROW = 0
MOST_OFFERED = 400  # in a list to choose from: of more, those that are cited and the newest
LONG_COLUMNS = ("note",)


@dataclass(frozen=True, slots=True)
class RowField:
    """A field of the form.

    choices  (what is sent, what is read, whether it is chosen); () where any text is allowed
    several  whether more than one may be chosen
    """

    name: str
    title: str
    kind: Literal["text", "number", "day", "choice", "long"]
    value: str
    choices: tuple[tuple[str, str, bool], ...] = ()
    several: bool = False


def row_fields(stem: str, row: Mapping[str, str], archive: Archive, language: Language) -> tuple[RowField, ...]:
    """The fields of a row of a file, filled in with the row; an empty mapping for a new one."""
    return tuple(_field(stem, column, row.get(column, ""), archive, language) for column in FORM_MODELS[stem].columns())


def _field(stem: str, column: str, value: str, archive: Archive, language: Language) -> RowField:
    title = column_title(stem, column, language)
    if column == "sources" and stem != SOURCES_STEM:
        cited = split_list(value)
        known = sorted(archive.sources.values(), key=lambda source: (source.id not in cited, source.id))
        if len(known) > MOST_OFFERED:
            known.sort(key=lambda source: (source.id in cited, source.published), reverse=True)
        known = known[:MOST_OFFERED]
        names = [(source.id, _source_name(source.publisher, source.published, source.id, language)) for source in known]
        return RowField(column, title, "choice", value, _choices(names, cited), several=True)
    if column in DAY_COLUMNS:
        return RowField(column, title, "day", value)
    listed = word_list(stem, column, language)
    several = column in ("reason", "translated")
    if listed and (is_closed(stem, column) or several):
        names = [(code, words[0]) for code, words in listed.words.items() if code != CONFIRMED]
        chosen = split_list(value) if several else [value]
        empty = [] if several else [("", "—")]
        return RowField(column, title, "choice", value, _choices([*empty, *names], chosen), several)
    kind: Literal["long", "number", "text"] = (
        "long" if column in LONG_COLUMNS else "number" if column == "value" else "text"
    )
    return RowField(column, title, kind, value)


def _choices(names: Sequence[tuple[str, str]], chosen: Sequence[str]) -> tuple[tuple[str, str, bool], ...]:
    return tuple((code, name, code in chosen) for code, name in names)


def _source_name(publisher: str, published: str, name: str, language: Language) -> str:
    return " · ".join(filter(None, (language.isolate(publisher) if publisher else "", published, name)))


def read_row(stem: str, fields: Mapping[str, str], *, confirmed: bool = False) -> dict[str, str]:
    """The cells of a row as a form sent them. `confirmed` marks a figure as read again though it is unusual."""
    cells = {column: fields.get(column, "").strip() for column in FORM_MODELS[stem].columns()}
    if confirmed and CONFIRMED not in split_list(cells.get("reason", "")):
        cells["reason"] = "; ".join(filter(None, (cells["reason"], CONFIRMED)))
    return cells


def row_sheet(stem: str, rows: TextRows, place: int, cells: Mapping[str, str], language: Language) -> RawSheet:
    """The sheet of a file with a row in the place of another, counted from 1, or below all if it is NEW_ROW.

    Rows of an edition that are not on its sheet are gone; sources stay, so that the sheet holds this one alone.
    """
    columns = FORM_MODELS[stem].columns()
    if stem == SOURCES_STEM:
        kept: list[Mapping[str, str]] = [cells]
    else:
        kept = [cells if number == place else row for number, row in enumerate(rows, 1)]
        kept += [cells] if place == NEW_ROW else []
    return RawSheet(stem, [list(columns), *([row.get(column, "") for column in columns] for row in kept)])
