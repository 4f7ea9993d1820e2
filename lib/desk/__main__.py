"""The desk from the command line: `python -m lib.desk serve`, `workbook 7 --lang ar -o FILE`, `read FILE --edition 7`.

The exit status is 0 if it was done and nothing is wrong, 1 if something is, and 2 on wrong usage.
"""

from __future__ import annotations

import argparse
import io
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

import uvicorn

from lib.archive import ArchiveError, read_archive
from lib.desk.desk import open_desk
from lib.desk.entrance import Entrance
from lib.desk.login import LoginProvider, login_settings
from lib.desk.server import RefusedAddressError, check_address, desk_app
from lib.desk.workbook_check import check_workbook
from lib.desk.workbook_form import edition_form
from lib.desk.workbook_parts import RefusedFileError
from lib.desk.workbook_report import WorkbookReport, report_workbook, translate_message
from lib.desk.workbook_xlsx import form_xlsx
from lib.language import LANGUAGE_CODES, Language


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = _parser()
    given = parser.parse_args(arguments)
    try:
        status: int = given.run(given)
        return status
    except (ValueError, OSError, RefusedAddressError) as wrong:
        parser.error(str(wrong))
    except ArchiveError as fault:
        print(fault, file=sys.stderr)
    except RefusedFileError as refused:
        print(translate_message(refused.message, Language(given.lang)), file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lib.desk", description="How staff prepare the record book.")
    commands = parser.add_subparsers(dest="command", required=True)
    workbook = commands.add_parser("workbook", help="make the workbook of an edition, to be filled in")
    workbook.add_argument("edition", type=int, help="the number of an edition, or of the next one")
    workbook.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="the XLSX file to write")
    workbook.set_defaults(run=_workbook)
    read = commands.add_parser("read", help="check a workbook that was filled in, and tell what was understood")
    read.add_argument("file", type=Path, help="XLSX, ODS or CSV")
    read.add_argument("--edition", type=int, required=True, metavar="N", help="the edition that it is about")
    read.add_argument("--into", type=Path, metavar="FOLDER", help="write the data files that come out there")
    read.set_defaults(run=_read)
    serve = commands.add_parser("serve", help="serve the desk: to this machine, or to others with a login provider")
    serve.add_argument("--address", default="127.0.0.1", help="where to listen (default: %(default)s)")
    serve.add_argument("--port", type=int, default=8502, help="(default: %(default)s)")
    serve.set_defaults(run=_serve)
    for command in (workbook, read):
        command.add_argument("--lang", choices=LANGUAGE_CODES, default="ar", help="the language (default: %(default)s)")
    return parser


def _serve(given: argparse.Namespace) -> int:
    """Serve until the process is ended. Without a login provider the key is printed, and is nowhere else."""
    from lib.desk.preview import DraftPreview  # it takes seconds to import, which the other commands do not need

    settings = login_settings()
    check_address(given.address, login=settings is not None)
    entrance = Entrance(provider=LoginProvider(settings) if settings else None)
    desk = open_desk()
    app = desk_app(desk, entrance, DraftPreview(desk))
    own = f"http://localhost:{given.port}/desk/key?key={entrance.key}"
    print(f"The desk: {settings.address + '/desk' if settings else own}", flush=True)
    # Addresses may hold the key, so that no request is logged. Streamlit gives uvicorn's logger a handler at its start.
    logging.getLogger("uvicorn.access").addFilter(lambda _: False)
    uvicorn.run(app, host=given.address, port=given.port, access_log=False, log_level="warning", server_header=False)
    return 0


def _workbook(given: argparse.Namespace) -> int:
    form = edition_form(read_archive(), given.edition, Language(given.lang))
    given.output.write_bytes(form_xlsx(form))
    print(given.output)
    return 0


def _read(given: argparse.Namespace) -> int:
    language = Language(given.lang)
    check = check_workbook(given.file.read_bytes(), read_archive().files, given.edition, language)
    _tell(report_workbook(check, language), language)
    if given.into and check.files:
        for name, data in check.files.items():
            path = given.into / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        print(given.into)
    return 1 if check.errors else 0


def _tell(report: WorkbookReport, language: Language) -> None:
    print(report.result)
    for group in report.groups:
        print(f"\n{group.sheet}" if group.sheet else "")
        for fault in group.faults:
            place = fault.cell or (str(fault.row) if fault.row else "")
            mark = language.text("to look at") if fault.warning else ""
            print(" · ".join(filter(None, ("  " + place, mark, translate_message(fault.message, language)))))
    for line in report.changes:
        print(f"\n{line.sheet} {line.row or ''} · {line.kind} · {line.thing}")
        for cell in line.cells:
            arrow = f"{cell.before} ← " if cell.before else ""
            spoken = f" = {cell.spoken}" if cell.spoken else ""
            print(f"  {cell.title}: {arrow}{cell.after}{spoken}")
    for name in report.passed_over:
        print(language.text("Not read, because it is not a sheet of the workbook: {sheet}", sheet=name))


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that can't write Arabic shows escapes
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main())
