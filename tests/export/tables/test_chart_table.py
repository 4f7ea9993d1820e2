"""Every file of a chart reads back as its table: value, qualifier, calculated, sources; and nothing is mixed in."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from lib.archive import read_archive
from lib.charts import CHARTS, Cell, Chart, ChartContext, ChartTable, View, build_chart
from lib.charts.phrases import qualifier_phrase
from lib.export.tables import chart_table as files
from lib.export.tables.chart_json import chart_json
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from tests.support.chart_cases import EVERY_FOCUS, FOREIGN, MARKED, archive, bare, case_chart, provenance, released

# What stands after the columns of words: in words, number, qualifier, calculated, sources, page.
FIGURE = 6


def data(table: ChartTable) -> list[tuple[list[str], Cell]]:
    """[(words of the row and title of the column, cell)], read off the table in another way than the files do."""
    found = []
    for row in table.rows:
        for title, cell, place in zip(table.columns, row, range(len(row)), strict=True):
            if place in table.words:
                continue
            words = [other.text for at, other in enumerate(row) if at in table.words]
            found.append(([*words, *([title] if table.across else [])], cell))
    return found


def expected(cell: Cell, language: Language) -> list[str]:
    """The last columns as CSV has them."""
    number = "" if cell.value is None else f"{cell.value:.12g}"
    calculated = "" if cell.value is None else language.text("yes" if cell.calculated else "no")
    word = qualifier_phrase(cell.qualifier, language) if cell.qualifier else ""
    page = f"https://abwab.example/figures/{cell.claim}?lang={language.code}" if cell.claim else ""
    return [bare(cell.text), number, word, calculated, ";".join(cell.sources), page]


@pytest.mark.parametrize("name", CHARTS)
def test_figures_stand_in_columns_of_figures(name: str, subtests: pytest.Subtests) -> None:
    for focus, code in EVERY_FOCUS:
        with subtests.test(focus=focus, code=code):
            table = case_chart(name, focus, code).table
            for row in table.rows:
                assert len(row) == len(table.columns)
                for place in table.words:
                    assert row[place].value is None
                    assert not row[place].sources
            figures = len(table.columns) - len(table.words)
            assert figures == 1 or table.across


@pytest.mark.parametrize("name", CHARTS)
def test_csv_reads_back_as_the_table(name: str, subtests: pytest.Subtests) -> None:
    for focus, code in EVERY_FOCUS:
        with subtests.test(focus=focus, code=code):
            language, shown = Language(code), case_chart(name, focus, code)
            written = files.chart_csv(shown, language, provenance(name, focus, code))
            assert written.startswith(b"\xef\xbb\xbf")
            text = written.decode("utf-8-sig")
            assert not MARKED.search(text)
            head, *lines = csv.reader(io.StringIO(text, newline=""), strict=True)
            assert all(head)
            assert len(set(head)) == len(head)
            assert {len(line) for line in lines} == {len(head)}
            rows = [line for line in lines if line[0] != files.COMMENT_SIGN]
            assert lines[: len(rows)] == rows  # the data come first
            table = data(shown.table)
            assert len(rows) == len(table)
            for row, (words, cell) in zip(rows, table, strict=True):
                assert row[:-FIGURE] == [bare(word) for word in words]
                assert row[-FIGURE:] == expected(cell, language)
            for column, title in enumerate(head[:-2]):  # the last ones hold codes and addresses
                assert not FOREIGN[code].search(" ".join([title, *(row[column] for row in rows)]))


@pytest.mark.parametrize("name", CHARTS)
def test_csv_says_at_its_end_what_it_is(name: str, subtests: pytest.Subtests) -> None:
    for code in LANGUAGE_CODES:
        with subtests.test(code=code):
            focus = 4
            language, shown, taken = Language(code), case_chart(name, focus, code), provenance(name, focus, code)
            lines = csv.reader(io.StringIO(files.chart_csv(shown, language, taken).decode("utf-8-sig"), newline=""))
            said = "\n".join(line[1] for line in lines if line[0] == files.COMMENT_SIGN)
            assert bare(shown.headline) in said
            assert bare(shown.subtitle) in said
            assert all(bare(note) in said for note in shown.notes)
            assert all(
                bare(source.label) in said and source.url in said and source.id in said for source in shown.sources
            )
            assert taken.address in said
            assert language.date(taken.day) in said
            for label in ("Contact", "Licence"):  # nobody has given them so far
                unknown = language.text("{label}: {text}", label=language.text(label), text=language.text("not stated"))
                assert unknown in said.split("\n")


@pytest.mark.parametrize("name", CHARTS)
def test_pandas_reads_the_csv(name: str, subtests: pytest.Subtests) -> None:
    for code in LANGUAGE_CODES:
        with subtests.test(code=code):
            focus = 4
            shown = case_chart(name, focus, code)
            written = files.chart_csv(shown, Language(code), provenance(name, focus, code))
            table = data(shown.table)
            wanted = [cell.value for _, cell in table]
            frame = pd.read_csv(io.BytesIO(written), comment=files.COMMENT_SIGN)
            assert list(frame.iloc[:, 0]) == [bare(words[0]) for words, _ in table]
            numbers = frame.iloc[:, 1 - FIGURE]
            assert numbers.isna().sum() == wanted.count(None)
            assert list(numbers.dropna()) == [value for value in wanted if value is not None]
            # One that knows nothing of the lines at the end still gets a column of numbers.
            naive = pd.read_csv(io.BytesIO(written)).iloc[:, 1 - FIGURE]
            assert pd.api.types.is_numeric_dtype(naive)
            assert naive.sum() == sum(value for value in wanted if value is not None)


@pytest.mark.parametrize("name", CHARTS)
def test_json_reads_back_as_the_table(name: str, subtests: pytest.Subtests) -> None:
    for focus, code in EVERY_FOCUS:
        with subtests.test(focus=focus, code=code):
            language, shown, taken = Language(code), case_chart(name, focus, code), provenance(name, focus, code)
            written = chart_json(shown, language, taken).decode()
            assert not MARKED.search(written)
            held = json.loads(written)
            assert [column["title"] for column in held["columns"]] == [bare(title) for title in shown.table.columns]
            assert [column["figures"] for column in held["columns"]] == [
                place not in shown.table.words for place in range(len(shown.table.columns))
            ]
            assert len(held["rows"]) == len(shown.table.rows)
            for line, row in zip(held["rows"], shown.table.rows, strict=True):
                for found, cell in zip(line, row, strict=True):
                    assert found["text"] == bare(cell.text)
                    assert (found["value"], found["qualifier"]) == (cell.value, cell.qualifier)
                    assert found["wording"] == (qualifier_phrase(cell.qualifier, language) if cell.qualifier else None)
                    assert (found["calculated"], tuple(found["sources"])) == (cell.calculated, cell.sources)
                    assert (found["claim"] or "", found["address"] or "") == (cell.claim, expected(cell, language)[-1])
                    assert not (isinstance(found["value"], float) and found["value"].is_integer())
            assert (held["headline"], held["subtitle"]) == (bare(shown.headline), bare(shown.subtitle))
            assert held["alternative"] == bare(shown.alternative)
            assert held["notes"] == [bare(note) for note in shown.notes]
            assert [source["id"] for source in held["sources"]] == [source.id for source in shown.sources]
            assert (held["address"], held["retrieved"]) == (taken.address, "2026-11-25")
            assert (held["contact"], held["licence"]) == (None, None)


def test_json_has_the_shape_that_is_documented() -> None:
    """The docstring's example, but for its remarks, has the keys of the file in their order."""
    example = (chart_json.__doc__ or "").split("always in this order:")[1].split("`value` is")[0]
    wanted = json.loads(example.replace("one cell for each column", ""))
    taken = released(provenance("visitors_total", 4, "en"))
    held = json.loads(chart_json(case_chart("visitors_total", 4, "en"), Language("en"), taken))
    assert held["release"] == {"number": 7, "published": "2027-05-17T10:00:00Z", "address": taken.frozen}

    def keys(value: Any) -> Any:
        if isinstance(value, dict):
            return [(key, keys(part)) for key, part in value.items()]
        return keys(value[0]) if isinstance(value, list) and value else None

    assert keys(held) == keys(wanted)


# A workbook takes far longer to read back than to write: one edition, all languages.
@pytest.mark.parametrize("name", CHARTS)
def test_xlsx_reads_back_as_the_table(name: str, subtests: pytest.Subtests) -> None:
    for code in LANGUAGE_CODES:
        with subtests.test(code=code):
            focus = 4
            language, shown, taken = Language(code), case_chart(name, focus, code), provenance(name, focus, code)
            book = load_workbook(io.BytesIO(files.chart_xlsx(shown, language, taken)))
            cover, *pages = book.worksheets
            if any(cell.value is not None for row in shown.table.rows for cell in row) and drawable(shown):
                charts = pages.pop()
                assert charts.title == language.text("Chart")
            assert all(bool(page.sheet_view.rightToLeft) == language.rtl for page in book.worksheets)
            assert not [cell for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"]
            sources = pages.pop() if shown.sources else None
            sheet = pages.pop()
            rows = [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]
            rows = [row for row in rows if any(row)]
            table = data(shown.table)
            assert len(rows) == len(table)
            for row, (words, cell) in zip(rows, table, strict=True):
                text, number, *rest = row[-FIGURE:]
                assert row[:-FIGURE] == [bare(word) for word in words]
                assert number == cell.value
                assert number is None or isinstance(number, (int, float))
                wanted = expected(cell, language)
                assert [text, *(part or "" for part in rest)] == [wanted[0], *wanted[2:]]
            same_as_on_the_page(pages.pop(), shown, language)
            assert not pages
            check_cover(cover, shown, language, taken.address)
            if sources:
                listed = list(sources.iter_rows(min_row=2))
                assert [row[0].value for row in listed] == [source.id for source in shown.sources]
                assert [row[4].hyperlink.target if row[4].hyperlink else "" for row in listed] == [
                    source.url for source in shown.sources
                ]
            for page in book.worksheets:
                assert not MARKED.search(
                    " ".join(str(value) for row in page.iter_rows(values_only=True) for value in row)
                )


def drawable(chart: Chart) -> bool:
    """Whether the figures of the table can be compared: not so the proportions of one edition, or a figure alone."""
    table = chart.table
    if chart.plot.form == "number":
        return False
    return chart.plot.form != "drawing" or not table.across or len(table.columns) - len(table.words) > 1


def same_as_on_the_page(sheet: Worksheet, chart: Chart, language: Language) -> None:
    """Numbers are numbers, and their format reads as the page does, but for the separators, which are the reader's."""
    rows = list(sheet.iter_rows(min_row=2))[: len(chart.table.rows)]
    for line, row in zip(rows, chart.table.rows, strict=True):
        for found, cell in zip(line, row, strict=True):
            if cell.value is None:
                assert found.value == bare(cell.text)
                continue
            assert found.value == cell.value
            words = re.sub(r"[#,.0]+", "", found.number_format.replace('"', "")).split()
            mark = language.text("(calculated)") if cell.calculated else ""
            word = "" if cell.qualifier == "exact" else qualifier_phrase(cell.qualifier or "", language)
            assert words == [*word.split(), *(["%"] if "%" in cell.text else []), *mark.split()]


def check_cover(cover: Worksheet, chart: Chart, language: Language, address: str) -> None:
    """The first sheet says all that belongs to the table, and its links lead to the sources."""
    said = "\n".join(str(value) for row in cover.iter_rows(values_only=True) for value in row if value)
    for text in (chart.headline, chart.subtitle, *chart.notes, *(source.label for source in chart.sources)):
        assert bare(text) in said
    assert address in said
    assert language.text("not stated") in said
    links = {cell.hyperlink.target for row in cover.iter_rows() for cell in row if cell.hyperlink}
    assert {source.url for source in chart.sources if source.url} <= links | {""}
    assert address in links


def test_licence_and_contact_are_given_where_they_are_known() -> None:
    name: str = "visitors_total"
    code: LanguageCode = "ar"
    given = {"licence": "CC-BY-4.0", "contact": "press@example.ma"}
    shown, taken = case_chart(name, 4, code), provenance(name, 4, code, **given)
    held = json.loads(chart_json(shown, Language(code), taken))
    assert (held["licence"], held["contact"]) == ("CC-BY-4.0", "press@example.ma")
    for text in given.values():
        assert text in files.chart_csv(shown, Language(code), taken).decode()
    cover = load_workbook(io.BytesIO(files.chart_xlsx(shown, Language(code), taken))).worksheets[0]
    assert {"CC-BY-4.0", "press@example.ma"} <= {row[1] for row in cover.iter_rows(values_only=True)}


def test_not_published_is_a_word_and_no_number() -> None:
    shown = case_chart("staff_total", 4, "en")
    rows = list(
        csv.reader(io.StringIO(files.chart_csv(shown, Language("en"), provenance("staff_total", 4, "en")).decode()))
    )
    casablanca = next(row for row in rows if row[0] == "Casablanca 2017")
    assert casablanca[2:] == ["not published", "", "", "", "", ""]


def test_same_bytes_every_time() -> None:
    language, taken = Language("fr"), provenance("scoreboard", 4, "fr")
    anew = build_chart("scoreboard", ChartContext(read_archive(archive().folder), View(4, later=True), language))
    for make in (files.chart_csv, chart_json, files.chart_xlsx):
        assert make(anew, language, taken) == make(case_chart("scoreboard", 4, "fr"), language, taken)
    written = load_workbook(io.BytesIO(files.chart_xlsx(anew, language, taken)))
    assert written.properties.created.date() == taken.day


def test_the_page_says_how_the_csv_is_made(language: Language) -> None:
    note = files.csv_note(language)
    assert bare(note).count(files.COMMENT_SIGN) == 2
    assert "CSV" in note


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_every_file_holds_the_definitions(code: LanguageCode) -> None:
    language, taken = Language(code), provenance("visitors_per_day", 4, code)
    shown = case_chart("visitors_per_day", 4, code)
    assert [definition.measure for definition in shown.definitions] == ["visitors_per_day", "visitors", "days"]
    comments = files.chart_csv(shown, language, taken).decode("utf-8-sig")
    cover = load_workbook(io.BytesIO(files.chart_xlsx(shown, language, taken))).worksheets[0]
    about = " ".join(str(row[1]) for row in cover.iter_rows(values_only=True))
    held = json.loads(chart_json(shown, language, taken))["definitions"]
    for definition, written in zip(shown.definitions, held, strict=True):
        unknown = bare(definition.lines[-1].text)
        assert unknown[1:] in about
        assert unknown[1:] in comments.replace('""', '"')
        assert (written["measure"], written["name"], written["unknown"]) == (
            definition.measure,
            definition.name,
            unknown,
        )
