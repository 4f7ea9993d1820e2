"""Tables of charts as files: XLSX for people, CSV for programs. Each includes its sources and notes.

A data row is one figure with its context:

    Edition      Dates           Figure with its qualifier  Visitors  Qualifier  Calculated  Sources    Page …
    Fes 2023     17–21 May 2023  nearly 1,150,000           1150000   nearly     no          article;…  https://…
    Tangier 2019 …               not published

If a table has several columns of figures (such as one per edition), their titles become a column here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lib.charts import Cell, Chart, ChartTable, Source
from lib.charts.phrases import qualifier_phrase, titled_values_text
from lib.export.native_chart import NativeForm, NativePoint, NativeSeries, chart_values_text, native_charts
from lib.export.tables.about import about_lines
from lib.export.tables.sheet_chart import SheetChart, SheetSeries, cell_range
from lib.export.tables.spreadsheet import (
    DIRECTION_MARKS,
    AboutLine,
    CellValue,
    Spreadsheet,
    TableColumn,
    TableSheet,
    WordedNumber,
    csv_bytes,
    spreadsheet_xlsx,
    strip_marks,
)
from lib.export.texts.provenance import Provenance
from lib.language import Language

# The first cell of each comment line of a CSV file.
COMMENT_SIGN = "#"


def chart_xlsx(chart: Chart, language: Language, provenance: Provenance) -> bytes:
    """The table as XLSX: metadata, the table as on the page, data, sources, and charts that Excel draws of it."""
    return spreadsheet_xlsx(chart_spreadsheet(chart, language, provenance))


def chart_csv(chart: Chart, language: Language, provenance: Provenance) -> bytes:
    """The data as CSV, in UTF-8 with a byte order mark, followed by metadata in lines that begin with `#`.

    The metadata come last, so that spreadsheets and `pandas.read_csv` take the first line as the header. They are in
    the file itself, because a separate file would be lost when the data are forwarded. `read_csv(…, comment="#")` skips
    them; for other programs, each line has the same number of cells, and the number column contains only numbers.
    Spreadsheets set to French or Arabic expect semicolons: their users are better served by XLSX.
    """
    columns = data_columns(chart.table, language)
    lines = [
        AboutLine(language.text("Title"), chart.headline),
        *about_lines(chart, language, provenance),
        *(AboutLine(language.text("Source"), _source_text(source, language), source.url) for source in chart.sources),
    ]
    lines_of_text = [language.text("{label}: {text}", label=line.label, text=_text_with_link(line)) for line in lines]
    gap = [None] * (len(columns) - 2)
    comments = [(COMMENT_SIGN, strip_marks(text), *gap) for text in lines_of_text]
    return csv_bytes([column.title for column in columns], [*data_rows(chart.table, language, provenance), *comments])


def csv_note(language: Language) -> str:
    """A note on the CSV file for readers of the chart page."""
    return language.text(
        "For spreadsheets take XLSX; CSV is for programs. The CSV file begins with the data. The lines at its "
        "end that begin with {sign} say what the data are, where they come from and how to cite them; programs "
        "can skip them ({option}).",
        sign=language.isolate(COMMENT_SIGN),
        option=language.isolate(f'comment="{COMMENT_SIGN}"'),
    )


def chart_spreadsheet(chart: Chart, language: Language, provenance: Provenance) -> Spreadsheet:
    """The content of the workbook."""
    table = chart.table
    sheets = [
        TableSheet(language.text("Data"), data_columns(table, language), tuple(data_rows(table, language, provenance)))
    ]
    sheets.insert(0, _page_table(table, language))
    if chart.sources:
        sheets.append(_sources(chart, language))
    return Spreadsheet(
        title=chart.headline.translate(DIRECTION_MARKS),
        name=language.text("About"),
        about=(
            *about_lines(chart, language, provenance),
            *(
                AboutLine(language.text("Sources"), source.label.translate(DIRECTION_MARKS), source.url)
                for source in chart.sources
            ),
        ),
        sheets=tuple(sheets),
        rtl=language.rtl,
        made=provenance.day,
        charts=tuple(_sheet_charts(chart, language)),
        charts_name=language.text("Chart"),
    )


def _sheet_charts(chart: Chart, language: Language) -> Iterator[SheetChart]:
    """The charts of the table, drawn from cells of the other sheets."""
    charts = native_charts(chart, language, drawings=True)
    for native in charts:
        absent = [name.split("\n") for name in native.categories if "\n" in name]
        missing = [(text, language.join([name for name, other in absent if other == text])) for _, text in absent[:1]]
        alternative = chart.alternative if len(charts) == 1 else chart_values_text(native, language)
        yield SheetChart(
            native.form,
            native.title.translate(DIRECTION_MARKS),
            alternative.translate(DIRECTION_MARKS),
            titled_values_text(missing, language).translate(DIRECTION_MARKS),
            tuple(_sheet_series(series, native.form, chart.table, language) for series in native.series),
        )


def _sheet_series(series: NativeSeries, form: NativeForm, table: ChartTable, language: Language) -> SheetSeries:
    """The cells of a series, in the table as on the page, where numbers are shown with their wordings.

    Its labels are the figures in words, from the sheet of the data: not every program takes them from there.
    """
    points, figures = series.points, [place for place in range(len(table.columns)) if place not in table.words]
    cells = [(point.place[0] + 1, point.place[1]) for point in points]

    def on_page(places: Sequence[tuple[int, int]]) -> str:
        return cell_range(language.text("Table"), places)

    def label(point: NativePoint) -> str:
        line = 1 + point.place[0] * len(figures) + figures.index(point.place[1])
        return cell_range(language.text("Data"), [(line, len(table.words) + bool(table.across))])

    is_row = len(cells) > 1 and cells[0][0] == cells[1][0]
    if is_row:
        name, categories = on_page([(cells[0][0], 0)]), on_page([(0, place) for _, place in cells])
    else:
        # A bar has room for two words that name it.
        columns = table.words if form == "bars" and len(table.words) == 2 else (0,)
        name, categories = on_page([(0, cells[0][1])]), on_page([(line, at) for line, _ in cells for at in columns])
    return SheetSeries(
        name,
        categories,
        on_page(cells),
        tuple(label(point) if point.value is not None else "" for point in points),
        frozenset(place for place, point in enumerate(points) if point.is_focus),
    )


def data_columns(table: ChartTable, language: Language) -> tuple[TableColumn, ...]:
    """The columns of the data."""
    figures = [title for place, title in enumerate(table.columns) if place not in table.words]
    return (
        *(TableColumn(table.columns[place], 30 if place == 0 else 24) for place in table.words),
        *([TableColumn(table.across, 20)] if table.across else []),
        TableColumn(language.text("Figure with its qualifier"), 24),
        TableColumn(language.text("Number") if table.across else figures[0], 16, figures=True),
        TableColumn(language.text("Qualifier"), 18),
        TableColumn(language.text("Calculated"), 12),
        TableColumn(language.text("Sources"), 60, own=True),
        TableColumn(language.text("Page of the figure"), 40, link=True),
    )


def data_rows(table: ChartTable, language: Language, provenance: Provenance) -> Iterator[tuple[CellValue, ...]]:
    """One row per figure, in the order of `data_columns`."""
    for row in table.rows:
        words = tuple(row[place].text for place in table.words)
        for place, cell in enumerate(row):
            if place not in table.words:
                across = (table.columns[place],) if table.across else ()
                yield tuple(map(strip_marks, (*words, *across, *_figure(cell, language, provenance))))


def _figure(cell: Cell, language: Language, provenance: Provenance) -> tuple[CellValue, ...]:
    """The text, number, qualifier, calculated mark, sources and address of a cell."""
    calculated = language.text("yes") if cell.calculated else language.text("no")
    return (
        cell.text,
        cell.value,
        qualifier_phrase(cell.qualifier, language, cell.wording) if cell.qualifier else None,
        calculated if cell.value is not None else None,
        ";".join(cell.sources),
        claim_address(cell, language, provenance) or None,
    )


def claim_address(cell: Cell, language: Language, provenance: Provenance) -> str:
    """The address of the page of a published figure; "" for all else."""
    return provenance.figure_address(cell.claim, language.code) if cell.claim else ""


def _page_table(table: ChartTable, language: Language) -> TableSheet:
    """The table as shown on the page. Numbers stay numeric and are displayed with their qualifiers."""
    columns = (
        TableColumn(title, 34) if place in table.words else TableColumn(title, 26, figures=True)
        for place, title in enumerate(table.columns)
    )
    rows = (tuple(_page_cell(cell, language) for cell in row) for row in table.rows)
    return TableSheet(language.text("Table"), tuple(columns), tuple(rows))


def _page_cell(cell: Cell, language: Language) -> CellValue:
    if cell.value is None:
        return strip_marks(cell.text)
    worded = language.add_qualifier("\0", cell.qualifier or "exact", cell.wording)
    before, after = worded.translate(DIRECTION_MARKS).split("\0")
    unit = re.search(r"\d(\D*%)", cell.text)
    after = (unit[1] if unit else "") + after
    mark = f" {language.text('(calculated)')}" if cell.calculated else ""
    return WordedNumber(cell.value, before, after + mark)


def _sources(chart: Chart, language: Language) -> TableSheet:
    return TableSheet(
        language.text("Sources"),
        (
            TableColumn(language.text("Code"), 34, own=True),
            TableColumn(language.text("Source"), 70, own=True),
            TableColumn(language.text("Kind of source"), 18),
            TableColumn(language.text("Published"), 14),
            TableColumn(language.text("Address"), 80, link=True),
        ),
        tuple(
            (source.id, strip_marks(source.label), source.kind, source.published, source.url)
            for source in chart.sources
        ),
    )


def _source_text(source: Source, language: Language) -> str:
    """A source as text: seed-article: Le Matin — Title (press; 22 May 2023)."""
    detail = language.text("; ").join(part for part in (source.kind, language.moment(source.published)) if part)
    text = language.text("{thing} ({detail})", thing=source.label, detail=detail) if detail else source.label
    return language.text("{label}: {text}", label=source.id, text=text)


def _text_with_link(line: AboutLine) -> str:
    """The text of a line without line breaks, followed by its link."""
    link = "" if line.link in line.text else line.link
    return " ".join([*line.text.splitlines(), link]).strip()
