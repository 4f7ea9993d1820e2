"""The words of the workbook say one thing each, in every language."""

from __future__ import annotations

import io

import openpyxl
import pytest

from lib.archive import Archive
from lib.desk.workbook_form import edition_form
from lib.desk.workbook_words import (
    FORM_MODELS,
    SHEET_NAMES,
    codes_by_word,
    column_title,
    columns_by_title,
    other_sheet_names,
    stems_by_sheet_name,
    word_list,
)
from lib.desk.workbook_xlsx import form_xlsx
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.measures import fold_text

COLUMNS = [(stem, column) for stem, model in FORM_MODELS.items() for column in model.columns()]


@pytest.mark.parametrize(("stem", "column"), COLUMNS)
def test_a_word_stands_for_one_code(stem: str, column: str) -> None:
    """In all languages together, since a sheet may be filled in in another one."""
    known = codes_by_word(stem, column)
    for code in LANGUAGE_CODES:
        listed = word_list(stem, column, Language(code))
        for meant, words in listed.words.items() if listed else ():
            assert {known[fold_text(word)] for word in (*words, meant)} == {meant}


@pytest.mark.parametrize("stem", FORM_MODELS)
def test_a_title_stands_for_one_column(stem: str) -> None:
    known = columns_by_title(stem)
    for code in LANGUAGE_CODES:
        for column in FORM_MODELS[stem].columns():
            assert known[fold_text(column_title(stem, column, Language(code)))] == column


def test_a_name_stands_for_one_sheet(language: Language) -> None:
    known = stems_by_sheet_name()
    assert {stem: known[fold_text(language.text(SHEET_NAMES[stem]))] for stem in FORM_MODELS} == {
        stem: stem for stem in FORM_MODELS
    }
    assert not known.keys() & other_sheet_names()


def test_names_of_sheets_are_possible(archive: Archive, language: Language) -> None:
    """A spreadsheet allows 31 letters, and none of []:*?/\\."""
    for name in openpyxl.load_workbook(io.BytesIO(form_xlsx(edition_form(archive, 7, language)))).sheetnames:
        assert len(name) <= 31
        assert not set(name) & set("[]:*?/\\")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("ar", {"حوالي", "ما يناهز", "أزيد من", "بالضبط", "العشرات"}),
        ("fr", {"environ", "près de", "plus de", "exactement"}),
        ("en", {"about", "nearly", "over", "exactly", "dozens"}),
    ],
)
def test_the_lists_to_choose_from(archive: Archive, code: LanguageCode, words: set[str]) -> None:
    """A list lies on a sheet of its own, so that it may hold any word; a cell of the column points at it."""
    book = openpyxl.load_workbook(io.BytesIO(form_xlsx(edition_form(archive, 7, Language(code)))))
    sheet = book[Language(code).text(SHEET_NAMES["visitors"])]
    rule = next(rule for rule in sheet.data_validations.dataValidation if "H9" in rule.sqref)
    name, _, span = rule.formula1.replace("$", "").partition("!")
    listed = {cell.value for row in book[name.strip("'")][span] for cell in row}
    assert words <= listed
    assert rule.type == "list"


def test_what_sources_write_can_be_chosen() -> None:
    """wordings.csv: the communiqué of the sixth edition in French writes "quelque"."""
    listed = word_list("visitors", "qualifier", Language("fr"), ("quelque", "environ", "unheard-of"))
    assert listed
    assert listed.words["about"] == ("environ", "quelque")


def test_right_to_left_in_arabic_alone(archive: Archive, language: Language) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form_xlsx(edition_form(archive, 7, language))))
    assert {bool(sheet.sheet_view.rightToLeft) for sheet in book.worksheets} == {language.code == "ar"}


def test_definitions_and_sources(archive: Archive, language: Language) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form_xlsx(edition_form(archive, 4, language))))
    defined = [row[1] for row in book[language.text("Definitions")].iter_rows(min_row=2, values_only=True)]
    assert defined == [row.text_in("counted", language.code) for row in archive.definitions.values()]
    cited = {row[1] for row in book[language.text("Sources")].iter_rows(min_row=5, values_only=True)}
    assert cited == {
        name
        for topic in ("visitors", "reach", "site", "programme", "staff", "vehicles", "pavilions", "partners")
        for claim in archive.claims(topic)
        if claim.edition == 4
        for name in claim.sources
    } | set(next(row for row in archive.editions if row.number == 4).sources)
