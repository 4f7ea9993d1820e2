"""The pages of single figures: which rows there are, and one of them as a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from lib.archive.message_parts import quote
from lib.archive.vocabulary import CONFIRMED, TOPICS
from lib.desk.pages import DeskPages, page_language
from lib.desk.row_changes import TextRows
from lib.desk.row_form import NEW_ROW, read_row, row_fields, row_sheet
from lib.desk.workbook_check import WorkbookCheck, check_sheets, file_rows
from lib.desk.workbook_reading import Fault
from lib.desk.workbook_report import cell_text, report_workbook, row_key
from lib.desk.workbook_words import EDITIONS_STEM, FORM_MODELS, SHEET_NAMES, column_title
from lib.language import Language
from lib.language.translation_marks import mark_message

STATED_COLUMNS = ("qualifier", "value", "rank", "publisher", "title", "published")
LEAST_WORDS = 10  # letters of the words in which an unusual figure is confirmed


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of a sheet in a list: its number, what it is about, what it states."""

    number: int
    thing: str
    statement: str


@dataclass(frozen=True, eq=False)
class RowPages:
    """The views of single rows, over the draft or what is public."""

    pages: DeskPages

    def choose(self, request: Request) -> Response:
        """The rows of a sheet of an edition, each with the way to its form."""
        language, archive = page_language(request), self.pages.archive()
        editions = self.pages.editions(language)
        number, stem = _asked_edition(request, max(archive.numbers), editions), request.query_params.get("sheet", "")
        stem = stem if stem in FORM_MODELS else TOPICS[0]
        rows = self._rows(number, stem)
        return self.pages.render(
            request,
            "rows",
            mark_message("Single figures"),
            editions=editions,
            sheets={stem: language.text(name) for stem, name in SHEET_NAMES.items()},
            edition=number,
            sheet=stem,
            lines=[_row_line(stem, place, row, language) for place, row in enumerate(rows, 1)],
        )

    def figure(self, request: Request) -> Response:
        """The claims about one thing, each with the way to its form."""
        claim_id, language, archive = request.path_params["claim"], page_language(request), self.pages.archive()
        topic = next((part for part in claim_id.split(".")[1:2] if part in TOPICS), "")
        found = [claim for claim in (archive.claims(topic) if topic else ()) if claim.id == claim_id]
        if not found:
            return Response("no such figure", status_code=404, media_type="text/plain")
        number = found[0].edition
        rows = self._rows(number, topic)
        order = [claim.id for claim in archive.claims(topic) if claim.edition == number]
        return self.pages.render(
            request,
            "figure",
            mark_message("Change a figure"),
            edition=number,
            sheet=topic,
            named=self.pages.editions(language)[number],
            lines=[
                _row_line(topic, place, rows[place - 1], language)
                for place, other in enumerate(order, 1)
                if other == claim_id
            ],
        )

    def row(self, request: Request) -> Response:
        """A row as a form; with `like` a new one about the same thing as another."""
        stem, number, place, rows = self._place(request)
        like = request.query_params.get("like", "")
        model = rows[int(like) - 1] if like.isascii() and like.isdigit() and 0 < int(like) <= len(rows) else {}
        shown = rows[place - 1] if place else {name: model.get(name, "") for name in FORM_MODELS[stem].key}
        return self._form(request, stem, number, place, shown)

    def check(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """Check a row that was sent, and show what would be kept. An unusual figure is confirmed in words."""
        stem, number, place, rows = self._place(request)
        desk, language, state = self.pages.desk, page_language(request), self.pages.desk.state()
        files, words = desk.book(state), " ".join(fields.get("words", "").split())

        def check_row(*, confirmed: bool) -> WorkbookCheck:
            sheet = row_sheet(stem, rows, place, read_row(stem, fields, confirmed=confirmed), language)
            return check_sheets([sheet], files, number, language)

        found = check_row(confirmed=False)
        unusual = any(map(_is_unusual, found.errors))
        confirmed = unusual and sum(map(str.isalpha, words)) >= LEAST_WORDS
        if confirmed:
            found = check_row(confirmed=True)
        if found.errors:
            row = read_row(stem, fields)
            return self._form(request, stem, number, place, row, found.faults, words, unusual=unusual)
        return self.pages.render(
            request,
            "checked",
            mark_message("What was understood"),
            report=report_workbook(found, language),
            edition=number,
            ordinal=language.ordinal(number),
            draft=desk.put_draft(found.files),
            base=state.base if state.draft else desk.public_mark(),
            sheet=stem,
            words=words if confirmed else "",
        )

    def _form(
        self,
        request: Request,
        stem: str,
        number: int,
        place: int,
        row: Mapping[str, str],
        faults: tuple[Fault, ...] = (),
        words: str = "",
        *,
        unusual: bool = False,
    ) -> Response:
        language = page_language(request)
        return self.pages.render(
            request,
            "row",
            mark_message("Single figures"),
            422 if faults else 200,
            edition=number,
            named=self.pages.editions(language).get(number, language.ordinal(number)),
            sheet=stem,
            sheet_name=language.text(SHEET_NAMES[stem]),
            place=place,
            fields=row_fields(stem, row, self.pages.archive(), language),
            faults=[(_fault_title(fault, stem, language), fault) for fault in faults],
            unusual=unusual,
            words=words,
        )

    def _place(self, request: Request) -> tuple[str, int, int, TextRows]:
        """The sheet, the edition, the row that an address names, and all rows of the sheet. Raises HTTPException."""
        stem, archive = request.path_params["sheet"], self.pages.archive()
        if stem not in FORM_MODELS:
            raise HTTPException(404)
        known = (*archive.numbers, archive.numbers[-1] + 1) if stem == EDITIONS_STEM else archive.numbers
        number = _asked_edition(request, 0, known)
        rows = self._rows(number, stem) if number else []
        asked = request.query_params.get("row", str(NEW_ROW))
        if not number or not asked.isascii() or not asked.isdigit() or int(asked) > len(rows):
            raise HTTPException(404)
        return stem, number, int(asked), rows

    def _rows(self, number: int, stem: str) -> TextRows:
        return file_rows(self.pages.archive().files, number, stem)


def _asked_edition(request: Request, usual: int, known: object) -> int:
    """The edition that an address names, if it is known; else the usual one."""
    asked = request.query_params.get("edition", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    return number if number in known else usual  # type: ignore[operator]


def _row_line(stem: str, place: int, row: Mapping[str, str], language: Language) -> RowLine:
    name = row.get(f"name_{language.code}") or row_key(stem, row, language)
    told = (cell_text(stem, column, row, language) for column in STATED_COLUMNS if column in row)
    return RowLine(place, name, " · ".join(filter(None, told)))


def _is_unusual(fault: Fault) -> bool:
    return quote(CONFIRMED) in fault.message.parts.values()


def _fault_title(fault: Fault, stem: str, language: Language) -> str:
    """The title of the field that a fault is about; "" if it is about more."""
    letters = fault.cell.rstrip("0123456789")
    columns = FORM_MODELS[stem].columns()
    place = ord(letters) - ord("A") if len(letters) == 1 else len(columns)
    return column_title(stem, columns[place], language) if place < len(columns) else ""
