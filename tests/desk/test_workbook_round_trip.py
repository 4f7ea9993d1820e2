"""A workbook that is given out and comes back is the same record book, byte for byte."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.archive import Archive, read_archive
from lib.desk.workbook_check import check_workbook
from lib.desk.workbook_form import edition_form, edition_rows
from lib.desk.workbook_words import FORM_MODELS, SHEET_NAMES
from lib.desk.workbook_xlsx import form_xlsx
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from tests.desk.filled_workbooks import as_csv, as_ods, read_form

EVERY = [(number, code) for number in range(1, 7) for code in LANGUAGE_CODES]


@pytest.mark.parametrize(("number", "code"), EVERY)
def test_xlsx(archive: Archive, number: int, code: LanguageCode) -> None:
    data = form_xlsx(edition_form(archive, number, Language(code)))
    found = check_workbook(data, archive.files, number, Language(code))
    assert dict(found.files) == dict(archive.files)
    assert (found.faults, found.changes, found.passed_over) == ((), (), ())
    assert set(found.sheets) == set(FORM_MODELS)


@pytest.mark.parametrize("number", range(1, 7))
def test_ods_read_in_another_language(archive: Archive, number: int) -> None:
    """What was given out in Arabic is understood whatever the language of whoever sends it."""
    data = as_ods(read_form(archive, number, "ar"))
    found = check_workbook(data, archive.files, number, Language("fr"))
    assert dict(found.files) == dict(archive.files)
    assert found.faults == ()


@pytest.mark.parametrize(("separator", "encoding"), [(";", "utf-8-sig"), (",", "utf-8"), ("\t", "utf-16")])
@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_csv(archive: Archive, code: LanguageCode, separator: str, encoding: str) -> None:
    """Each sheet alone, with days as they are shown in Morocco and numbers with spaces."""
    for stem in ("visitors", "reach", "site", "pavilions"):
        rows = read_form(archive, 6, code)[Language(code).text(SHEET_NAMES[stem])]
        found = check_workbook(as_csv(rows, separator, encoding), archive.files, 6, Language(code))
        assert found.faults == (), stem
        assert dict(found.files) == dict(archive.files), stem


@pytest.mark.parametrize(
    ("code", "encoding"), [("ar", "cp1256"), ("en", "cp1256"), ("fr", "cp1252"), ("fr", "cp850"), ("ar", "cp720")]
)
def test_csv_in_a_code_page(archive: Archive, code: LanguageCode, encoding: str) -> None:
    """Excel's plain CSV. A page lacks dashes and some quotation marks of notes; figures and words are all there."""
    for stem in ("visitors", "reach", "site"):
        rows = read_form(archive, 6, code)[Language(code).text(SHEET_NAMES[stem])]

        def kept(value: object) -> object:
            if not isinstance(value, str):
                return value
            return value.replace("’", "'").encode(encoding, errors="ignore").decode(encoding)

        data = as_csv([list(map(kept, row)) for row in rows], ";", encoding)
        found = check_workbook(data, archive.files, 6, Language(code))
        assert found.errors == (), stem
        assert [change for change in found.changes if _without_note(change.before) != _without_note(change.after)] == []


def _without_note(cells: Mapping[str, str] | None) -> dict[str, str]:
    return {**(cells or {}), "note": ""}


@given(st.data())
@settings(max_examples=20)
def test_columns_in_any_order_and_rows_anywhere(data: st.DataObject) -> None:
    """Titles above the header, empty rows and columns, and the columns in any order change nothing."""
    archive = read_archive()
    number = data.draw(st.integers(1, 6))
    code = data.draw(st.sampled_from(LANGUAGE_CODES))
    sheets = {}
    for name, rows in read_form(archive, number, code).items():
        head, *body = rows[3:]
        order = data.draw(st.permutations(range(len(head))))
        kept: list[list[object]] = [[row[place] for place in order] for row in [head, *body]]
        gap: list[list[object]] = [[]] * data.draw(st.integers(0, 3))
        titles: list[list[object]] = [[None], ["x"]]
        above = titles[: data.draw(st.integers(0, 2))]
        sheets[name] = [*above, kept[0], *gap, *kept[1:]]
    order_of_sheets = data.draw(st.permutations(list(sheets)))
    found = check_workbook(
        as_ods({name: sheets[name] for name in order_of_sheets}), archive.files, number, Language(code)
    )
    assert found.faults == ()
    assert dict(found.files) == dict(archive.files)


def test_a_new_edition_shows_the_last_one_as_examples(archive: Archive, language: Language) -> None:
    form = edition_form(archive, 7, language)
    visitors = next(sheet for sheet in form.sheets if sheet.stem == "visitors")
    shown = edition_rows(archive, 6, shown=True)["visitors"]
    assert len(visitors.examples) == len(shown) < len(edition_rows(archive, 6)["visitors"])
    assert visitors.rows == ()
    assert visitors.examples[0][:2] == (datetime.date(2025, 5, 17), datetime.date(2025, 5, 21))
    found = check_workbook(form_xlsx(form), archive.files, 7, language)
    assert {change.stem for change in found.changes} == {"editions"}  # the row with its number, which is not filled in


def test_an_edition_that_is_neither_there_nor_next(archive: Archive, language: Language) -> None:
    for number in (0, 8):
        with pytest.raises(ValueError, match=f"{number} is no edition"):
            edition_form(archive, number, language)
