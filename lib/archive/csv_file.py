"""CSV files: this module checks their structure, with true line numbers, and their rows against a row model.

pandas reads all plain files in one call. A call for each of the 52 shipped files takes 66 to 100 ms, one for each of
their 12 forms 15 to 20 ms, one for all 5 ms. pandas overlooks a row that is too short and a stray quotation mark, so a
file that isn't plain is read by the csv module (`irregular_csv`), which finds the fault and its line.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

import pandas as pd
from pydantic import ValidationError

from lib.archive.cell_rule import RowContext
from lib.archive.csv_table import CsvTable, text_row
from lib.archive.data_file import read_data_file
from lib.archive.file_names import missing_file_message
from lib.archive.irregular_csv import parse_irregular_csv
from lib.archive.message import say
from lib.archive.problem import Problem
from lib.archive.row_models import RowModel

M = TypeVar("M", bound=RowModel)

# A cell without spaces around it and without a line break in it, with or without quotation marks.
PLAIN_CELL = r'(?:[^\s",](?:[^",\r\n]*[^\s",])?|"(?:(?!\s)(?:[^"\r\n]|"")*(?<!\s))?")?'


def read_tables(folder: Path, models: Mapping[str, type[RowModel]]) -> dict[str, CsvTable]:
    """The tables of files in `folder`, by file; `models` are {"4-fes-2023/visitors.csv": Visitors, …}.

    A file that is missing or can't be read gives a table with a problem; nothing is raised.
    """
    found: dict[str, CsvTable] = {}
    data: dict[str, bytes] = {}
    for file, model in models.items():
        path = folder / file
        try:
            content = read_data_file(path)
        except FileNotFoundError:
            content = missing_file_message(path, say("expected the file, with its header at least"))
        if isinstance(content, bytes):
            data[file] = content
        else:
            found[file] = CsvTable(file, model, (), (Problem(file, 1, "file", content),))
    return found | parse_tables(data, models)


def parse_tables(data: Mapping[str, bytes], models: Mapping[str, type[RowModel]]) -> dict[str, CsvTable]:
    """The tables of the bytes of files, by file.

    Files may have a byte order mark, CRLF, cells with line breaks, empty lines, other separators than commas, their
    columns in any order, and rows without the empty cells at their end, which Excel leaves out.
    """
    plain = {file: body for file, content in data.items() if (body := _plain_body(content, models[file])) is not None}
    rows = _plain_rows((body, len(models[file].columns())) for file, body in plain.items())
    found: dict[str, CsvTable] = {}
    for file, content in data.items():
        model = models[file]
        if file in plain:
            columns = model.columns()
            lines = range(2, plain[file].count("\n") + 2)
            read = tuple(text_row(line, dict(zip(columns, next(rows), strict=False)), model) for line in lines)
            found[file] = CsvTable(file, model, read, (), (), frozenset(columns))
        else:
            found[file] = parse_irregular_csv(content, file, model)
    return found


def _plain_body(data: bytes, model: type[RowModel]) -> str | None:
    """The rows below the header, each ending with a line break, if the file is plain: each row is one line."""
    try:
        header, _, body = data.decode("utf-8-sig").partition("\n")
    except UnicodeDecodeError:
        return None
    if header.removesuffix("\r") != ",".join(model.columns()) or "\0" in body or "\ufeff" in body:
        return None
    body = body.replace("\r\n", "\n")
    if body and not body.endswith("\n"):
        body += "\n"
    return body if _plain_pattern(len(model.columns())).fullmatch(body) else None


@cache
def _plain_pattern(width: int) -> re.Pattern[str]:
    """The pattern of rows of `width` plain cells. A row in which no cell, or only one, is filled doesn't match."""
    return re.compile(
        rf'(?:(?!(?:(?:"")?,)*{PLAIN_CELL}(?:,(?:"")?)*\n){PLAIN_CELL}(?:,{PLAIN_CELL}){{{width - 1}}}\n)*+'
    )


def _plain_rows(bodies: Iterable[tuple[str, int]]) -> Iterator[list[str]]:
    """The cells of the rows of plain bodies, one body after the other, each of them given with its number of columns.

    Rows are filled up with empty cells to the same length, so that one call reads them all.
    """
    bodies = [(body, width) for body, width in bodies if body]
    if not bodies:
        return iter(())
    widest = max(width for _, width in bodies)
    text = "".join(body.replace("\n", "," * (widest - width) + "\n") for body, width in bodies)
    frame = pd.read_csv(io.StringIO(text), header=None, dtype=object, na_filter=False)
    rows: list[list[str]] = frame.to_numpy().tolist()
    return iter(rows)


def check_rows(table: CsvTable, model: type[M], context: RowContext, problems: list[Problem]) -> Iterator[M]:
    """The rows that are valid, as values of `model`, the model of the table; errors are added to `problems`."""
    for line, cells in table.rows:
        try:
            yield model.model_validate({**cells, "line": line}, context=context)
        except ValidationError as refused:
            for error in refused.errors(include_url=False, include_input=False):
                if error["type"] != "missing":  # a missing column has been reported once, in the header
                    column = error["ctx"]["column"] or str(error["loc"][0])
                    problems.append(Problem(table.file, line, column, error["ctx"]["message"]))


def write_rows(model: type[RowModel], rows: Iterable[Mapping[str, str]]) -> bytes:
    """The rows as a file in the form that is published: UTF-8, commas, all columns of the model in their order.

    Programs that read the data package accept no empty line, no other separator and no other order.
    """
    text = io.StringIO()
    columns = model.columns()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[row.get(column, "") for column in columns] for row in rows])
    return text.getvalue().encode()
