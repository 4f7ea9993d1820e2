"""The structure of files: what is accepted, and that any bytes give problems and never an exception."""

import csv
import io
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.archive import vocabulary
from lib.archive.cell_rule import RowContext
from lib.archive.csv_file import check_rows, parse_tables, write_rows
from lib.archive.csv_table import CsvTable
from lib.archive.problem import Problem
from lib.archive.row_models import EditionRow, GapRow, LeftOutRow, RowModel, SourceRow
from lib.archive.ruined_words import find_ruin
from lib.archive.topic_rows import TOPIC_MODELS, Visitors

HEADER = "first_day,last_day,until,audience,unit,value,qualifier,rank,reason,sources,note"
ROW = "2021-06-01,2021-06-03,,all,visitors,60000,nearly,normal,,a,"
CONTEXT = RowContext(days=(date(2021, 6, 1), date(2021, 6, 3)), sources=frozenset("abc"), partners=frozenset())


MODELS: list[type[RowModel]] = [*TOPIC_MODELS.values(), EditionRow, SourceRow, LeftOutRow, GapRow]


def parse(data: bytes, model: type[RowModel]) -> CsvTable:
    """The table of a single file."""
    return parse_tables({"x.csv": data}, {"x.csv": model})["x.csv"]


def read(data: bytes, model: type[RowModel]) -> tuple[list[RowModel], list[Problem]]:
    """The valid rows of a file, and all that is wrong with its structure and its rows."""
    table = parse(data, model)
    problems = [*table.problems]
    rows = list(check_rows(table, model, CONTEXT, problems))
    return rows, problems


def read_visitors(text: str) -> list[Visitors]:
    """The rows of a visitors.csv without a fault."""
    problems: list[Problem] = []
    table = parse(text.encode(), Visitors)
    rows = list(check_rows(table, Visitors, CONTEXT, problems))
    assert (*table.problems, *problems) == ()
    return rows


def lines(text: str | bytes) -> list[tuple[int, str]]:
    """Where the problems of a visitors.csv are."""
    _, found = read(text.encode() if isinstance(text, str) else text, Visitors)
    return [(problem.line, problem.column) for problem in sorted(found, key=lambda problem: problem.line)]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADER}\n{ROW}\n",
        f"{HEADER}\n{ROW}",
        f"\ufeff{HEADER}\r\n{ROW}\r\n",
        f"{HEADER}\r{ROW}\r",
        f"\n{HEADER}\n\n{ROW}\n\n",
        f"{HEADER}\n{ROW}\n\n \n\n",
        f"{HEADER}\n{ROW}\n".replace(",", ";"),
        f"{HEADER}\n{ROW}\n".replace(",", "\t"),
        f"\ufeff{HEADER}\r\n{ROW}\r\n".replace(",", ";"),
        f"{HEADER}\n{ROW.rstrip(',')}\n",
        ";".join(f'"{name}"' for name in HEADER.split(",")) + f"\n{ROW.replace(',', ';')}\n",
        f"{HEADER}\n{ROW.replace('60000', '٦٠٠٠٠')}\n",
        f"{HEADER}\n{ROW.replace('60000', chr(34) + '60000' + chr(34))}\n",
    ],
    ids=[
        "plain", "no last line end", "mark and CRLF", "CR", "empty lines", "empty lines at the end", "semicolons",
        "tabs", "mark, CRLF and semicolons", "no empty cell at the end", "quoted header", "Arabic digits", "quoted",
    ],
)  # fmt: skip
def test_spellings_of_the_same_file(text: str) -> None:
    assert [row.value for row in read_visitors(text)] == [60000.0]


def test_columns_may_stand_in_any_order() -> None:
    swapped = "\n".join(",".join(reversed(line.split(","))) for line in (HEADER, ROW))
    assert read_visitors(swapped) == read_visitors(f"{HEADER}\n{ROW}")
    assert parse(swapped.encode(), Visitors).rows[0].cells["value"] == "60000"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_stay_true_after_cells_with_line_breaks(end: str) -> None:
    rows = [HEADER, ROW + f'"one{end}two{end}{end}three"', "", ROW.replace("60000", "x")]
    assert lines(end.join(rows)) == [(7, "value")]


def test_a_list_in_a_file_with_semicolons() -> None:
    row = ROW.replace(",", ";").replace(";a;", ';"a;b";')
    assert [row.sources for row in read_visitors(f"{HEADER.replace(',', ';')}\n{row}")] == [("a", "b")]


@pytest.mark.parametrize("sign", [";", "\t", "|"])
def test_a_header_with_a_fault_is_read_with_its_own_separator(sign: str) -> None:
    text = "\n".join([HEADER.replace("note", "notes"), ROW.replace("60000", "x")]).replace(",", sign)
    assert lines(text) == [(1, "notes"), (1, "note"), (2, "value")]


def test_reading_goes_on_below_a_title_and_a_line_for_excel() -> None:
    rows = ["sep=;", "Visitors", "", HEADER, ROW.replace("60000", "x")]
    assert lines("\n".join(rows).replace(",", ";")) == [(1, "file"), (2, "file"), (5, "value")]


def test_a_time_and_digits_take_their_usual_form() -> None:
    row = ROW.replace("60000", "٦٠٠٠٠").replace(",,all", ",9:00:00,all").replace("2021-06-03", "٢٠٢١-٠٦-٠٣")
    cells = parse(f"{HEADER}\n{row}".encode(), Visitors).rows[0].cells
    assert (cells["value"], cells["until"], cells["last_day"]) == ("60000", "09:00", "2021-06-03")


def test_the_published_form() -> None:
    """Commas, UTF-8 without a mark, columns in order, no empty line: programs that read the package accept no other."""
    backwards = "\n".join(";".join(reversed(line.split(","))) for line in (HEADER, "", ROW, "", ""))
    table = parse(("\ufeff" + backwards).encode(), Visitors)
    assert write_rows(Visitors, [row.cells for row in table.rows]) == f"{HEADER}\n{ROW}\n".encode()


def test_lines_and_rows_stay_true_across_files_that_are_read_together() -> None:
    """Files of different widths, most of them plain, with a faulty row at the end of one and the start of another."""
    wrong = ROW.replace("60000", "x")
    wide = {column: f"cell {number}" for number, column in enumerate(EditionRow.columns())}
    data = {
        "one.csv": f"{HEADER}\n{ROW}\n{wrong}",
        "empty.csv": ",".join(SourceRow.columns()),
        "wide.csv": "\n".join([",".join(wide), *[",".join(wide.values())] * 2]),
        "any.csv": f"{HEADER}\n\n{wrong}",
        "two.csv": f"{HEADER}\r\n{wrong}\r\n{ROW}\r\n",
    }
    models: dict[str, type[RowModel]] = dict.fromkeys(data, Visitors)
    models |= {"empty.csv": SourceRow, "wide.csv": EditionRow}
    tables = parse_tables({file: text.encode() for file, text in data.items()}, models)
    assert list(tables) == list(data)
    for file, table in tables.items():
        assert (table.file, table.model) == (file, models[file])
        assert table.problems == ()
    good, faulty = (dict(zip(HEADER.split(","), row.split(","), strict=True)) for row in (ROW, wrong))
    assert {file: list(map(tuple, table.rows)) for file, table in tables.items()} == {
        "one.csv": [(2, good), (3, faulty)],
        "empty.csv": [],
        "wide.csv": [(2, wide), (3, wide)],
        "any.csv": [(3, faulty)],
        "two.csv": [(2, faulty), (3, good)],
    }


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


def test_typed_cells() -> None:
    rows = read_visitors(f"{HEADER}\n{ROW}\n{ROW.replace('visitors,60000', 'percent,12.5')}")
    assert [row.first_day for row in rows] == [date(2021, 6, 1)] * 2
    assert {type(row.value) for row in rows} == {float}
    assert {type(getattr(row, name)) for row in rows for name in ("until", "audience", "note")} == {str}
    assert [row.sources for row in rows] == [("a",)] * 2
    assert [row.until for row in rows] == [""] * 2
    assert [row.value for row in rows] == [60000.0, 12.5]
    assert [row.line for row in rows] == [2, 3]


@pytest.mark.parametrize("model", MODELS)
def test_a_header_alone_is_a_table_without_rows(model: type[RowModel]) -> None:
    for end in ("", "\n", "\n\n"):  # the last is no plain file
        table = parse((",".join(model.columns()) + end).encode(), model)
        assert table.problems == ()
        assert table.has_all_columns
        assert table.rows_complete
        assert table.rows == ()


@pytest.mark.parametrize("model", MODELS)
@given(data=st.binary(max_size=300), header=st.booleans())
def test_any_bytes_give_problems_and_no_exception(model: type[RowModel], data: bytes, header: bool) -> None:
    head = ",".join(model.columns()).encode() + b"\n" if header else b""
    _, problems = read(head + data, model)
    assert all(problem.line >= 1 and problem.message for problem in problems)


cells = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["", "all", "2021-06-01", "visitors", "12", "exact", "normal", "preferred", "official", "a", "stand", '"']
    ),
)


@pytest.mark.parametrize("model", MODELS)
@given(rows=st.lists(st.lists(cells, max_size=20), max_size=5))
def test_any_cells_give_problems_and_no_exception(model: type[RowModel], rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([model.columns(), *rows])
    written = text.getvalue().encode("utf-8", "replace")
    valid, problems = read(written, model)
    assert all(1 <= problem.line <= len(written.splitlines()) + 1 for problem in problems)
    assert all(problem.column and str(problem).isprintable() for problem in problems)
    if not problems:  # every row is there that holds anything
        assert len(valid) == len([row for row in rows if any(map(str.strip, row))])


quoted = st.text(st.sampled_from('ab ,"\n\r\t\ufeff\u2028\x85\x1cNA;٣é'), max_size=5).map(
    lambda t: t.replace('"', '""')
)
spellings = st.one_of(
    st.sampled_from(["", "NA", "null", "1e5", "#", "a b", '"a"b', '""', "'", "0x1", "True", "a\u2028b", "\x85", "nan"]),
    quoted.map(lambda text: f'"{text}"'),
    st.text(st.characters(exclude_characters="\0"), max_size=4),  # a zero byte is refused before, with its line
)


@given(rows=st.lists(st.lists(spellings, min_size=4, max_size=4).map(",".join), max_size=5))
def test_a_plain_file_holds_what_the_csv_module_finds_in_it(rows: list[str]) -> None:
    """An empty line above the header makes a file that isn't plain, and changes nothing but the numbers of lines."""
    data = "\n".join([",".join(GapRow.columns()), *rows]).encode("utf-8", "replace")
    one, other = parse(data, GapRow), parse(b"\n" + data, GapRow)
    assert [(line, cells) for line, cells in one.rows] == [(line - 1, cells) for line, cells in other.rows]
    places = [(problem.line, problem.column, problem.message) for problem in one.problems]
    assert places == [(problem.line - 1, problem.column, problem.message) for problem in other.problems]
    assert (one.ragged, one.present, one.rows_complete) == (other.ragged, other.present, other.rows_complete)


note_letters = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n")
notes = st.text(note_letters, max_size=12).map(str.strip).filter(lambda text: not find_ruin(text))
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
    read_back = [
        [";".join(cell) if isinstance(cell, tuple) else cell for cell in (getattr(row, name) for name in row.columns())]
        for row in read_visitors(text.getvalue())
    ]
    assert read_back == written
