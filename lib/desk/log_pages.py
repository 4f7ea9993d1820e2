"""The pages of the log: to read, to check and to take away."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass
from itertools import islice

from starlette.requests import Request
from starlette.responses import Response

from lib.desk.desk import log_states
from lib.desk.desk_log import DeskLog
from lib.desk.desk_state import STAGE_NAMES, DeskState
from lib.desk.log_entries import LOG_COLUMNS, log_entry, log_rows
from lib.desk.moments import moment_text
from lib.desk.pages import DeskPages, page_language
from lib.desk.row_changes import book_changes
from lib.desk.workbook_report import report_rows
from lib.export.tables.spreadsheet import csv_bytes
from lib.language.translation_marks import mark_message

NEWEST_LINES = 200  # on its page; all are in the files


@dataclass(frozen=True, eq=False)
class LogPages:
    """The views of the log."""

    pages: DeskPages

    def log(self, request: Request) -> Response:
        """The log, newest first. With `check=1` every line is read from the store again."""
        language, desk = page_language(request), self.pages.desk
        lines, checked = desk.log.lines(), ""
        if request.query_params.get("check"):
            anew = DeskLog(desk.store)  # it raises LogBrokenError where the chain is broken
            number = len(anew.lines())
            checked = language.plural(
                "Read again at {hour}: the chain of {number} line is whole.",
                "Read again at {hour}: the chain of {number} lines is whole.",
                number,
                hour=moment_text(desk.now(), language),
            )
        return self.pages.render(
            request,
            "log",
            mark_message("Log"),
            lines=[log_entry(line, language) for line in reversed(lines[-NEWEST_LINES:])],
            number=len(lines),
            hash=desk.log.last_hash,
            checked=checked,
        )

    def line(self, request: Request) -> Response:
        """One line: who, when, from where, and what was before and after it."""
        language, desk = page_language(request), self.pages.desk
        lines, number = desk.log.lines(), int(request.path_params["number"])
        if not 0 < number <= len(lines):
            return Response("no such line", status_code=404, media_type="text/plain")
        line = lines[number - 1]
        before, after = deque((DeskState(), *islice(log_states(lines), number)), maxlen=2)
        edited = before.draft and after.draft and before.draft != after.draft
        old, new = (desk.draft_files(state.draft) if edited else None for state in (before, after))
        return self.pages.render(
            request,
            "log_line",
            mark_message("Log"),
            entry=log_entry(line, language),
            stages=[language.text(STAGE_NAMES[state.stage]) for state in (before, after)],
            changes=report_rows(book_changes(old, new), language) if old and new else None,
        )

    def json_file(self, request: Request) -> Response:
        """All lines of the log, with the hashes that chain them."""
        log = self.pages.desk.log
        lines = [line.model_dump(mode="json") for line in log.lines()]
        text = json.dumps({"lines": lines, "sha256": log.last_hash}, ensure_ascii=False, indent=1)
        return _file(text.encode(), "application/json", "json")

    def csv_file(self, request: Request) -> Response:
        """The same as a table, with sentences."""
        rows = log_rows(self.pages.desk.log.lines(), page_language(request))
        return _file(csv_bytes(LOG_COLUMNS, [*rows]), "text/csv; charset=utf-8", "csv")


def _file(data: bytes, media_type: str, ending: str) -> Response:
    head = {"content-disposition": f'attachment; filename="abwab-desk-log.{ending}"'}
    return Response(data, media_type=media_type, headers=head)
