"""The structure of files: what is accepted, and that any bytes give problems and never an exception."""

import csv
import io
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.archive import vocabulary
from lib.archive.csv_file import CHUNK_ROWS, parse_csv
from lib.archive.frame import typed_frame
from lib.archive.row_models import TOPIC_MODELS, EditionRow, LeftOutRow, RowContext, RowModel, SourceRow, Visitors

HEADER = "first_day,last_day,until,audience,unit,value,qualifier,rank,reason,sources,note"
ROW = "2021-06-01,2021-06-03,,all,visitors,60000,nearly,normal,,a,"
CONTEXT = RowContext(days=(date(2021, 6, 1), date(2021, 6, 3)), sources=frozenset("abc"), partners=frozenset())


def lines(text: str | bytes) -> list[tuple[int, str]]:
    """Where the problems of a visitors.csv are."""
    data = text.encode() if isinstance(text, str) else text
    found = parse_csv(data, "v.csv", Visitors, CONTEXT).problems
    return [(problem.line, problem.column) for problem in sorted(found, key=lambda problem: problem.line)]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADER}\n{ROW}\n",
        f"{HEADER}\n{ROW}",
        f"\ufeff{HEADER}\r\n{ROW}\r\n",
        f"{HEADER}\r{ROW}\r",
        f"\n{HEADER}\n\n{ROW}\n\n",
        f"{HEADER}\n{ROW.replace('60000', '٦٠٠٠٠')}\n",
        f"{HEADER}\n{ROW.replace('60000', chr(34) + '60000' + chr(34))}\n",
    ],
    ids=["plain", "no last line end", "mark and CRLF", "CR", "empty lines", "Arabic digits", "quoted"],
)
def test_spellings_of_the_same_file(text: str) -> None:
    table = parse_csv(text.encode(), "v.csv", Visitors, CONTEXT)
    assert table.problems == ()
    assert typed_frame(table.rows, table.model)["value"].tolist() == [60000.0]


def test_columns_may_stand_in_any_order() -> None:
    swapped = [",".join(reversed(line.split(","))) for line in (HEADER, ROW)]
    table = parse_csv("\n".join(swapped).encode(), "v.csv", Visitors, CONTEXT)
    assert table.problems == ()
    assert table.rows.column_names == [*HEADER.split(","), "line"]
    assert table.records()[0]["value"] == "60000"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_stay_true_after_cells_with_line_breaks(end: str) -> None:
    rows = [HEADER, ROW + f'"one{end}two{end}{end}three"', "", ROW.replace("60000", "x")]
    assert lines(end.join(rows)) == [(7, "value")]


def test_lines_stay_true_across_chunks() -> None:
    rows = [ROW] * (CHUNK_ROWS + 5)
    rows[CHUNK_ROWS - 1] = rows[CHUNK_ROWS] = rows[-1] = ROW.replace("60000", "x")
    assert lines("\n".join([HEADER, *rows])) == [
        (CHUNK_ROWS + 1, "value"),
        (CHUNK_ROWS + 2, "value"),
        (CHUNK_ROWS + 6, "value"),
    ]


def test_all_faults_of_a_row_are_reported() -> None:
    row = "1 June,2021-06-09,noon,people,heads,-1,circa,best,because,z,"
    assert lines(f"{HEADER}\n{row}") == [(2, column) for column in HEADER.split(",")[:-1]]


def test_reading_goes_on_after_a_stray_quotation_mark() -> None:
    stray, wrong = ROW + '"a"b', ROW.replace("60000", "x")
    assert lines("\n".join([HEADER, wrong, stray, wrong])) == [(2, "value"), (3, "row"), (4, "value")]


def test_reading_goes_on_in_another_encoding() -> None:
    text = "\n".join([HEADER, ROW + "é", ROW.replace("60000", "x")])
    assert lines(text.encode("cp1252")) == [(2, "file"), (3, "value")]


def test_reading_goes_on_without_a_column() -> None:
    rows = [row.rsplit(",", 1)[0] for row in (HEADER, ROW.replace("60000", "x"))]
    assert lines("\n".join(rows)) == [(1, "note"), (2, "value")]


def test_a_cell_without_end_is_reported_where_it_begins() -> None:
    assert lines("\n".join([HEADER, ROW, ROW + '"' + "x" * 200_000])) == [(3, "row")]


def test_typed_columns() -> None:
    table = parse_csv(
        f"{HEADER}\n{ROW}\n{ROW.replace('visitors,60000', 'percent,12.5')}".encode(), "v.csv", Visitors, CONTEXT
    )
    frame = typed_frame(table.rows, table.model)
    assert frame["first_day"].dtype == "datetime64[us]"
    assert frame["value"].dtype == "Float64"
    assert {str(frame[name].dtype) for name in ("until", "audience", "sources", "note")} == {"string"}
    assert frame["until"].isna().all()
    assert frame["value"].tolist() == [60000.0, 12.5]
    assert frame["line"].tolist() == [2, 3]


@pytest.mark.parametrize("model", [*TOPIC_MODELS.values(), EditionRow, SourceRow, LeftOutRow])
def test_a_header_alone_is_a_table_without_rows(model: type[RowModel]) -> None:
    table = parse_csv(",".join(model.columns()).encode(), "x.csv", model, CONTEXT)
    assert table.problems == ()
    assert table.complete
    assert typed_frame(table.rows, table.model).empty
    assert list(typed_frame(table.rows, table.model).columns) == [*model.columns(), "line"]


@pytest.mark.parametrize("model", [*TOPIC_MODELS.values(), EditionRow, SourceRow, LeftOutRow])
@given(data=st.binary(max_size=300), header=st.booleans())
def test_any_bytes_give_problems_and_no_exception(model: type[RowModel], data: bytes, header: bool) -> None:
    head = ",".join(model.columns()).encode() + b"\n" if header else b""
    table = parse_csv(head + data, "x.csv", model, CONTEXT)
    assert all(problem.line >= 1 and problem.message for problem in table.problems)
    if not table.problems:
        typed_frame(table.rows, table.model)


cells = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["", "all", "2021-06-01", "visitors", "12", "exact", "normal", "preferred", "official", "a", "stand", '"']
    ),
)


@pytest.mark.parametrize("model", [*TOPIC_MODELS.values(), EditionRow, SourceRow, LeftOutRow])
@given(rows=st.lists(st.lists(cells, max_size=20), max_size=5))
def test_any_cells_give_problems_and_no_exception(model: type[RowModel], rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([model.columns(), *rows])
    written = text.getvalue().encode("utf-8", "replace")
    table = parse_csv(written, "x.csv", model, CONTEXT)
    assert all(1 <= problem.line <= len(written.splitlines()) + 1 for problem in table.problems)
    assert all(problem.column and str(problem).isprintable() for problem in table.problems)
    if not table.problems:  # every row is there that holds anything
        assert len(typed_frame(table.rows, table.model)) == len([row for row in rows if any(map(str.strip, row))])


notes = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=12).map(str.strip)
claims = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(0, 2),
        st.sampled_from(["", "during", "14:00"]),
        st.sampled_from(vocabulary.AUDIENCES),
        st.integers(0, 36_828_330),
        st.sampled_from(vocabulary.QUALIFIER_CODES[:-1]),
        st.lists(st.sampled_from("abc"), min_size=1, unique=True),
        notes,
    ),
    max_size=8,
)


@given(claims)
def test_valid_claims_are_read_back_equal(rows: list[tuple[int, int, str, str, int, str, list[str], str]]) -> None:
    first = date(2021, 6, 1)
    written = []
    for begin, end, until, audience, value, qualifier, sources, note in rows:
        days = [first + timedelta(min(begin, end)), first + timedelta(max(begin, end))]
        written.append([*days, until, audience, "visitors", value, qualifier, "normal", "", ";".join(sources), note])
    text = io.StringIO()
    csv.writer(text).writerows([HEADER.split(","), *written])
    table = parse_csv(text.getvalue().encode(), "v.csv", Visitors, CONTEXT)
    assert table.problems == ()
    frame = typed_frame(table.rows, table.model)
    read = [
        ["" if pd.isna(cell) else cell.date() if isinstance(cell, pd.Timestamp) else cell for cell in row]
        for row in frame.drop(columns="line").itertuples(index=False)
    ]
    assert read == written
