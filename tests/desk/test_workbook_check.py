"""What is wrong with a workbook is told with the cell of its own sheet, all at once; what is right is told, too."""

from __future__ import annotations

import datetime

import pytest

from lib.archive import Archive
from lib.desk.workbook_check import WorkbookCheck, check_workbook
from lib.desk.workbook_report import report_workbook, translate_message
from lib.desk.workbook_words import column_title
from lib.language import Language, LanguageCode
from lib.releases.release_reader import check_files
from tests.desk.filled_workbooks import FilledWorkbook, as_ods, filled_workbook, seventh_edition, sheet_rows

EN, FR = Language("en"), Language("fr")


def check(workbook: FilledWorkbook, archive: Archive, number: int = 7) -> WorkbookCheck:
    return check_workbook(workbook.xlsx(), archive.files, number, workbook.language)


def told(found: WorkbookCheck, language: Language) -> dict[str, str]:
    """The sentence about each cell; for what is about more, by the name of the sheet."""
    return {fault.cell or fault.sheet: translate_message(fault.message, language) for fault in found.faults}


def test_a_seventh_edition_without_a_mistake(archive: Archive, language: Language) -> None:
    workbook = seventh_edition(archive, language.code)
    found = check(workbook, archive)
    assert found.faults == ()
    files = dict(found.files)
    assert files["7-testville-2026/visitors.csv"].decode().splitlines()[1:] == [
        "2026-05-15,2026-05-19,,all,visitors,2650000,nearly,normal,,made-up-7,"
    ]
    assert [len(files[f"7-testville-2026/{topic}.csv"].splitlines()) for topic in ("staff", "site")] == [1, 1]
    made = check_files(files)
    assert made.archive
    assert made.archive.numbers == (1, 2, 3, 4, 5, 6, 7)
    assert {name: files[name] for name in archive.files if name not in ("editions.csv", "sources.csv")} == {
        name: data for name, data in archive.files.items() if name not in ("editions.csv", "sources.csv")
    }
    assert {change.stem for change in found.changes} == {"editions", "sources", "visitors"}


@pytest.mark.parametrize(
    ("code", "result", "spoken"),
    [
        ("ar", "24 تحققا: لا خلل فيها", "مليونان و650 ألفا"),
        ("fr", "24 vérifications\u00a0: aucune erreur", "2 millions 650 mille"),
        ("en", "24 checks: none failed", "2 million 650 thousand"),
    ],
)
def test_what_is_right_is_confirmed(archive: Archive, code: LanguageCode, result: str, spoken: str) -> None:
    report = report_workbook(check(seventh_edition(archive, code), archive), Language(code))
    assert report.result == result
    assert report.groups == ()
    cells = [cell for line in report.changes for cell in line.cells]
    assert [cell.spoken for cell in cells if cell.spoken] == [spoken]
    assert [line.row for line in report.changes] == [6, 64, 9]


def test_faults_name_the_cells_of_the_sheet(archive: Archive) -> None:
    """Eight mistakes as offices make them; each is told once, where it stands, in the words of the sheet."""
    workbook, language = seventh_edition(archive, "en"), Language("en")
    days = {"first_day": datetime.date(2026, 5, 15), "sources": "made-up-7", "unit": "people"}
    first = workbook.add("visitors", **days, last_day="16 mai 2026", audience="All visitrs", value="=420000+750000")
    workbook.write("visitors", first, qualifier="nearly")
    second = workbook.add("visitors", **days, last_day="25/05/2026", audience="Pupils", value="12 000")
    third = workbook.add("visitors", **days, last_day="05/06/2026", audience="Students", value="dix mille")
    fourth = workbook.add(
        "site", measure="Area of the site (m²)", value="12,500", qualifier="exactly", sources="made-up-8"
    )
    found = told(check(workbook, archive), language)
    assert (first, second, third) == (10, 11, 12)
    assert found == {
        "E10": '"All visitrs" is not in the list of this column (did you mean "All visitors"?); expected one of '
        "All visitors, Pupils, Young people, Young people and pupils, Children and young people, Students, "
        "Women among adult visitors, Other visitors",
        "G10": "the cell holds a formula; write what it results in",
        "C11": '"2026-05-25" is not a day of this edition; expected one from 2026-05-15 to 2026-05-19',
        "H11": "the cell is empty; the value needs its qualifier; expected one of exactly, about, nearly, over, "
        "at least, up to",
        "C12": '"05/06/2026" is a day in another form; write 2026-06-05, or 2026-05-06 if the month comes before '
        "the day",
        "G12": '"dix mille" is not a whole number; expected digits such as 145000',
        f"C{fourth}": '"12,500" can be read in two ways; write 12.500 or 12500',
        f"G{fourth}": '"made-up-8" is not a known source (did you mean "made-up-7"?); expected one of the ids in '
        "Sources",
    }


def test_rows_about_the_same_thing_are_named_as_on_the_sheet(archive: Archive) -> None:
    workbook, language = seventh_edition(archive, "en"), Language("en")
    days = {"first_day": datetime.date(2026, 5, 15), "last_day": datetime.date(2026, 5, 19), "unit": "people"}
    row = workbook.add(
        "visitors", **days, audience="All visitors", value=2_600_000, qualifier="over", sources="made-up-7"
    )
    errors = check(workbook, archive).errors
    assert [(fault.cell, translate_message(fault.message, language)) for fault in errors] == [
        (
            f"I{row - 1}",
            '"also published" is the rank of all claims about "2026-05-15, 2026-05-19, All visitors, people" '
            f"(lines {row - 1}, {row}); expected one of them to be preferred",
        )
    ]


def test_nothing_is_taken_over_while_there_is_an_error(archive: Archive) -> None:
    workbook = seventh_edition(archive, "en")
    workbook.write("visitors", 9, value="many")
    assert check(workbook, archive).files == {}


@pytest.mark.parametrize(
    ("written", "value", "qualifier"),
    [
        ("2.650.000", "2650000", "nearly"),
        ("2 650 000", "2650000", "nearly"),
        ("٢٬٦٥٠٬٠٠٠", "2650000", "nearly"),
        ("2,650,000", "2650000", "nearly"),
    ],
)
def test_numbers_as_offices_write_them(archive: Archive, written: str, value: str, qualifier: str) -> None:
    workbook = seventh_edition(archive, "ar")
    workbook.write("visitors", 9, value=written)
    found = check(workbook, archive)
    assert found.faults == ()
    assert f",{value},{qualifier}," in found.files["7-testville-2026/visitors.csv"].decode()


@pytest.mark.parametrize(
    ("written", "qualifier"),
    [
        ("ما يناهز 2.650.000", "nearly"),
        ("plus de 2 650 000", "over"),
        ("environ 2650000", "about"),
        ("+2.650.000", "over"),
    ],
)
def test_a_wording_with_its_number_in_one_cell(archive: Archive, written: str, qualifier: str) -> None:
    workbook = seventh_edition(archive, "fr")
    workbook.write("visitors", 9, value=written, qualifier=None)
    found = check(workbook, archive)
    assert found.faults == ()
    assert f",2650000,{qualifier}," in found.files["7-testville-2026/visitors.csv"].decode()


@pytest.mark.parametrize(
    ("word", "code"), [("quelque", "about"), ("قرابة", "nearly"), ("Près de", "nearly"), ("at_least", "at_least")]
)
def test_words_of_communiques_for_a_qualifier(archive: Archive, word: str, code: str) -> None:
    workbook = seventh_edition(archive, "fr")
    workbook.write("visitors", 9, qualifier=word)
    assert f",2650000,{code}," in check(workbook, archive).files["7-testville-2026/visitors.csv"].decode()


def test_a_day_in_two_forms_is_a_day_of_the_edition(archive: Archive) -> None:
    """02/10/2019 is the first day of Tangier: the tenth of February is none of its days."""
    workbook = filled_workbook(archive, 3, "fr")
    sheet = workbook.sheet("visitors")
    for row in sheet.iter_rows(min_row=5):
        for cell in row[1:3]:
            if isinstance(cell.value, datetime.date):
                cell.value = cell.value.strftime("%d/%m/%Y")
    found = check(workbook, archive, 3)
    assert found.faults == ()
    assert dict(found.files) == dict(archive.files)


def test_a_short_name_is_made_of_the_english_one(archive: Archive) -> None:
    workbook = seventh_edition(archive, "en")
    names = {"name_ar": "رواق الشرطة العلمية", "name_fr": "Police scientifique", "name_en": "Forensic Science Stand"}
    workbook.add("pavilions", kind="Stand", theme="Forensic science", **names, sources="made-up-7")
    found = check(workbook, archive)
    assert found.faults == ()
    assert "\nstand,forensic_science_stand,forensics," in found.files["7-testville-2026/pavilions.csv"].decode()


def test_examples_are_not_taken_in_unless_their_mark_is_cleared(archive: Archive) -> None:
    workbook = seventh_edition(archive, "en")
    workbook.write("pavilions", 5, sources="made-up-7")
    found = check(workbook, archive)
    assert told(found, workbook.language) == {
        "A5": "the row is marked as an example, but is not one; clear the mark to have it read, or delete the row"
    }
    workbook.sheet("pavilions")["A5"] = None
    found = check(workbook, archive)
    assert found.faults == ()
    assert len(found.files["7-testville-2026/pavilions.csv"].splitlines()) == 2


def test_a_sheet_that_lacks_a_column_and_has_one_too_many(archive: Archive) -> None:
    workbook = seventh_edition(archive, "en")
    workbook.cell("visitors", 4, "note").value = "Remark of the office"
    found = check(workbook, archive)
    assert [(fault.cell, fault.row) for fault in found.faults] == [("", 4), ("L4", 4)]
    assert 'the column "Note" is missing' in found.faults[0].message
    assert '"Remark of the office" is not a column of this sheet' in found.faults[1].message


def test_a_column_that_stands_there_twice(archive: Archive) -> None:
    workbook = seventh_edition(archive, "en")
    workbook.cell("visitors", 4, "note").value = "Sources"
    found = check(workbook, archive)
    assert [fault.cell for fault in found.faults if "is there twice" in fault.message] == ["L4"]


def test_the_error_of_a_formula(archive: Archive) -> None:
    workbook = seventh_edition(archive, "en")
    workbook.write("visitors", 9, value="#REF!")
    assert told(check(workbook, archive), EN) == {"G9": "the cell holds the error of a formula; write the value itself"}


@pytest.mark.parametrize(
    ("published", "taken"),
    [
        ("mai 2026", "2026-05"),
        ("05/2026", "2026-05"),
        ("20 mai 2026", "2026-05-20"),
        (datetime.datetime(2026, 5, 20), "2026-05-20"),
    ],
)
def test_days_and_months_of_sources_as_offices_write_them(archive: Archive, published: object, taken: str) -> None:
    workbook = seventh_edition(archive, "fr")
    row = next(line for line in range(5, 200) if workbook.cell("sources", line, "id").value == "made-up-7")
    workbook.write("sources", row, published=published)
    found = check(workbook, archive)
    assert found.faults == ()
    assert f",{taken}," in next(line for line in found.files["sources.csv"].decode().splitlines() if "made-up" in line)


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        (True, "TRUE"),
        (datetime.time(14, 30), "14:30"),
        (datetime.datetime(2026, 5, 15, 14, 30), "2026-05-15 14:30"),
    ],
)
def test_what_is_no_number_is_quoted_as_it_stands_in_the_cell(archive: Archive, written: object, seen: str) -> None:
    workbook = seventh_edition(archive, "en")
    workbook.write("visitors", 9, value=written)
    assert f'"{seen}"' in told(check(workbook, archive), EN)["G9"]


def test_a_row_that_is_on_no_sheet_is_told_by_the_name_of_its_sheet(archive: Archive) -> None:
    """The days of the fifth edition run into those of the sixth, which this workbook is not about."""
    workbook = filled_workbook(archive, 5, "en")
    row = next(row[0].row for row in workbook.sheet("editions").iter_rows() if row[1].value == 5)
    workbook.write("editions", row, last_day=datetime.date(2025, 5, 18))
    [fault] = [fault for fault in check(workbook, archive, 5).errors if "overlaps" in fault.message]
    assert (fault.sheet, fault.row, fault.cell) == ("Edition", 0, "")


def test_what_was_wrong_before_is_not_told_to_whoever_sends_a_workbook(archive: Archive) -> None:
    rows = archive.files["definitions.csv"].splitlines(keepends=True)
    before = {**archive.files, "definitions.csv": b"".join(rows[:-1])}
    assert check_files(before).problems
    workbook = seventh_edition(archive, "en")
    assert check_workbook(workbook.xlsx(), before, 7, EN).faults == ()


def test_an_edition_that_stands_there_twice_is_told_in_the_words_of_the_sheet(archive: Archive) -> None:
    workbook = seventh_edition(archive, "fr")
    row = next(row[0].row for row in workbook.sheet("editions").iter_rows() if row[1].value == 7)
    again = workbook.add("editions", number=7, sources="made-up-7", city_ar="مدينة", city_fr="Ici", city_en="Ici")
    workbook.write("editions", again, first_day=datetime.date(2027, 5, 15), last_day=datetime.date(2027, 5, 19))
    said = told(check(workbook, archive), FR)
    title = column_title("editions", "number", FR)
    assert any(f"ligne {row}" in text and title in text for text in said.values()), said


def test_sheets_that_are_left_out_stay_as_they_are(archive: Archive) -> None:
    rows = sheet_rows(filled_workbook(archive, 6, "fr"), "reach")
    found = check_workbook(as_ods({"Feuille1": rows[:-1], "Brouillon": [["x"]]}), archive.files, 6, Language("fr"))
    assert found.faults == ()
    assert {name for name, data in found.files.items() if data != archive.files[name]} == {"6-el-jadida-2025/reach.csv"}
    assert [(change.stem, change.after) for change in found.changes] == [("reach", None)]
    assert found.passed_over == ("Brouillon",)


def test_two_sheets_of_one_file(archive: Archive) -> None:
    rows = sheet_rows(filled_workbook(archive, 6, "fr"), "reach")
    found = check_workbook(as_ods({"Rayonnement": rows, "Feuille2": rows}), archive.files, 6, Language("fr"))
    assert [fault.message for fault in found.errors] == ['"Rayonnement" is there already; expected one sheet for both']


def test_a_workbook_without_its_sheets(archive: Archive) -> None:
    found = check_workbook(as_ods({"Feuille1": [["x", 1.0]]}), archive.files, 6, Language("fr"))
    assert [fault.message for fault in found.errors] == [
        "no sheet of the workbook was found; expected those that the desk gave out"
    ]
    assert found.files == {}


def test_no_message_is_left_in_english(archive: Archive) -> None:
    """All faults of a bad workbook in Arabic: no Latin word but what stands in its own cells."""
    workbook = seventh_edition(archive, "ar")
    workbook.add("visitors", audience="نساء", value="=1", sources="x", last_day="أمس")
    found = told(check(workbook, archive), workbook.language)
    assert len(found) >= 5
    for sentence in found.values():
        assert not set("abcdefghijklmnopqrstuvwyz") & set(sentence.replace("made-up-7", "")), sentence
