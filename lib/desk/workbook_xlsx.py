"""The workbook as an XLSX file, right to left in Arabic, with lists to choose from."""

from __future__ import annotations

import io
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from lib.desk.workbook_form import DAY_COLUMNS, EditionForm, FormCell, FormSheet
from lib.desk.workbook_words import DEFINITIONS_NAME, EXAMPLE, GUIDE_NAME, LISTS_NAME
from lib.export.tables.spreadsheet import FIGURE_FORMAT, RIGHT_TO_LEFT_ORDER
from lib.language import Language

HEADER_ROW = 3  # counted from 0: below the title, the advice and an empty row
SPARE_ROWS = 400  # rows below the filled ones that have lists to choose from
DAY_FORMAT = "dd/mm/yyyy"  # as days are written in Morocco
WIDTHS = {"value": 14, "note": 50, "sources": 40, "url": 40, "title": 40, "reason": 30}
GREY, BLUE, PALE = "#5F6B7A", "#12436D", "#EEF2F7"


def form_xlsx(form: EditionForm) -> bytes:
    """The workbook of an edition as a file. Texts never become formulas or links."""
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as file:
        # A fixed date: the same form is the same file.
        file.set_properties({"title": form.title, "created": datetime(2000, 1, 1)})
        styles = _Styles(file, form.language)
        pages = [_write_guide(file.add_worksheet(form.language.text(GUIDE_NAME)), form, styles)]
        lists = _Lists()
        for sheet in form.sheets:
            page = file.add_worksheet(sheet.name)
            _write_sheet(page, form, sheet, lists, styles)
            pages.append(page)
        pages.append(_write_definitions(file.add_worksheet(form.language.text(DEFINITIONS_NAME)), form, styles))
        pages.append(lists.write(file.add_worksheet(form.language.text(LISTS_NAME)), styles))
        for page in pages:
            page.set_paper(9)  # A4
            page.set_landscape()
            page.fit_to_pages(1, 0)
            if form.language.rtl:
                page.right_to_left()
        pages[1].activate()
    return written.getvalue()


class _Styles:
    """The cell formats of one file, each created once."""

    def __init__(self, file: xlsxwriter.Workbook, language: Language) -> None:
        order = {"reading_order": RIGHT_TO_LEFT_ORDER} if language.rtl else {}
        flow = {"valign": "top", "align": "right" if language.rtl else "left"} | order
        wrapped = flow | {"text_wrap": True}
        example = {"italic": True, "font_color": GREY, "bg_color": PALE}
        self.title = file.add_format(flow | {"bold": True, "font_size": 16})
        self.advice = file.add_format(flow | {"font_color": GREY})
        self.head = file.add_format(wrapped | {"bold": True, "font_color": "#FFFFFF", "bg_color": BLUE, "border": 1})
        self.plain = file.add_format(wrapped)
        self.label = file.add_format(wrapped | {"bold": True})
        # The formats of cells, for rows of the edition and for examples.
        self.text, self.day, self.whole, self.number = (
            {marked: file.add_format(look | (example if marked else {})) for marked in (False, True)}
            for look in (
                flow,
                flow | {"num_format": DAY_FORMAT},
                FIGURE_FORMAT | {"num_format": "#,##0"},
                FIGURE_FORMAT | {"num_format": "#,##0.######"},
            )
        )


class _Lists:
    """The sheet that holds the lists to choose from.

    A list written into the rule itself may hold no comma, and no more than 255 letters.
    """

    def __init__(self) -> None:
        self._columns: dict[tuple[str, ...], int] = {}
        self._titles: dict[tuple[str, ...], str] = {}

    def place(self, choices: tuple[str, ...], title: str, sheet: str) -> str:
        """The address of the cells that will hold the choices."""
        column = self._columns.setdefault(choices, len(self._columns))
        self._titles.setdefault(choices, title)
        letter = xlsxwriter.utility.xl_col_to_name(column)
        return f"='{sheet}'!${letter}$2:${letter}${len(choices) + 1}"

    def write(self, page: Worksheet, styles: _Styles) -> Worksheet:
        """Write all lists that were placed, one a column."""
        for choices, column in self._columns.items():
            page.set_column(column, column, 28)
            page.write_string(0, column, self._titles[choices], styles.head)
            for row, choice in enumerate(choices, 1):
                page.write_string(row, column, choice, styles.plain)
        return page


def _write_sheet(page: Worksheet, form: EditionForm, sheet: FormSheet, lists: _Lists, styles: _Styles) -> None:
    """Title, advice, header; then the examples, then the rows, then empty rows to be filled in."""
    page.write_string(0, 0, f"{sheet.name} – {form.title}", styles.title)
    page.write_string(1, 0, sheet.advice, styles.advice)
    page.set_row(HEADER_ROW, 32)
    page.set_column(0, 0, 10)
    page.write_string(HEADER_ROW, 0, form.mark_title, styles.head)
    first = HEADER_ROW + 1
    last = first + len(sheet.examples) + len(sheet.rows) + SPARE_ROWS
    own_sheet = form.language.text(LISTS_NAME)
    for place, column in enumerate(sheet.columns, 1):
        format_of_column = styles.day[False] if column.name in DAY_COLUMNS else styles.text[False]
        page.set_column(place, place, WIDTHS.get(column.name, 20), format_of_column)
        page.write_string(HEADER_ROW, place, column.title, styles.head)
        if column.choices:
            page.data_validation(
                first,
                place,
                last,
                place,
                {
                    "validate": "list",
                    "source": lists.place(column.choices, column.title, own_sheet),
                    # A word that is not in the list is read too, if it is known: what isn't is told at the desk.
                    "error_type": "warning",
                },
            )
    rows = [(row, True) for row in sheet.examples] + [(row, False) for row in sheet.rows]
    for line, (row, marked) in enumerate(rows, first):
        if marked:
            page.write_string(line, 0, form.language.text(EXAMPLE), styles.text[True])
        for place, value in enumerate(row, 1):
            _write_cell(page, line, place, value, marked, styles)
    page.freeze_panes(first, 1)


def _write_cell(page: Worksheet, line: int, place: int, value: FormCell, marked: bool, styles: _Styles) -> None:
    if isinstance(value, date):
        page.write_datetime(line, place, datetime.combine(value, datetime.min.time()), styles.day[marked])
    elif isinstance(value, float):
        number = styles.whole if value.is_integer() else styles.number
        page.write_number(line, place, value, number[marked])
    elif value:
        page.write_string(line, place, value, styles.text[marked])
    elif marked:
        page.write_blank(line, place, None, styles.text[True])


def _write_definitions(page: Worksheet, form: EditionForm, styles: _Styles) -> Worksheet:
    """A row for each measure: what it counts, who is in, how, and what no source says."""
    titles = [line.label for line in form.definitions[0].lines] if form.definitions else []
    for place, title in enumerate([form.language.text("Measure"), *titles]):
        page.set_column(place, place, 24 if not place else 48)
        page.write_string(0, place, title, styles.head)
    for row, definition in enumerate(form.definitions, 1):
        page.write_string(row, 0, definition.name, styles.label)
        for place, line in enumerate(definition.lines, 1):
            page.write_string(row, place, line.text, styles.plain)
    page.freeze_panes(1, 1)
    return page


def _write_guide(page: Worksheet, form: EditionForm, styles: _Styles) -> Worksheet:
    """The first sheet: how the workbook is filled in."""
    page.set_column(0, 0, 110)
    page.write_string(0, 0, form.title, styles.title)
    for line, sentence in enumerate(form.guide, 2):
        page.write_string(line, 0, sentence, styles.plain)
    return page
