"""One truth: what a picture and a page say is what the table says, word of the qualifier included.

Every chart in every language is really drawn, for the edition in focus; the other editions stand in pages without
their drawing, because a page's table, its alternative text and its files need no browser. The files are read back in
test_table.py, and the tables are held against the archive in tests/charts/test_charts_match_archive.py.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Iterable
from html import unescape
from itertools import product
from typing import get_args
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest

from lib.charts import CHARTS, Cell, Chart, View
from lib.charts.phrases import qualifier_prefix
from lib.export.pictures.layout import fit_picture
from lib.export.pictures.sizes import PICTURE_SIZES
from lib.language import LANGUAGE_CODES, Language
from lib.measures import Figure
from lib.web import chart_page
from lib.web.address import FILE_FORMATS, PAGE_FORMATS, TABLE_FORMATS, ChartAddress, CopyFormat
from lib.web.copies import PAGE_WIDTHS, CopyMaker
from tests.support.chart_cases import EVERY_FOCUS, archive, bare, case_chart, provenance
from tests.support.html_document import Document
from tests.support.web_fixtures import LINKS

SVG = "{http://www.w3.org/2000/svg}"
# Some of their values are drawn without the number: points of a line, days that read as years, months and days, and
# all figures of a measure but the last.
UNNUMBERED = {"visitors_pace", "journey_legs", "record_reigns", "trends", "ranks", "measure_pair"}
# Columns side by side on one scale.
COLUMNS = ("visitors_total", "visitors_per_day", "stands_total", "stands_density")
# The focuses for which one edition alone has a figure; for the others these are columns.
ALONE = {"staff_total": range(1, 7), "vehicles_total": range(1, 7)} | {name: range(1, 2) for name in COLUMNS[:3]}


def spaced(text: str) -> str:
    return " ".join(bare(text).split())


def written(svg: str) -> list[str]:
    """The texts of a drawing: every line of a label that holds anything is one."""
    texts = [spaced(" ".join(text.itertext())) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    return [text for text in texts if text]


def labels(chart: Chart) -> list[str]:
    """The labels that the chart was given to draw, the lines of each parted by <br>."""
    drawing = chart.plot.parts()
    layout = drawing["layout"]
    given = [annotation["text"] for annotation in layout.get("annotations", ())]
    for trace in drawing["data"]:
        if "text" in trace.get("mode", "") if trace["type"] == "scatter" else "text" in trace:
            text = trace.get("text", ())
            given += [text] if isinstance(text, str) else text
    for axis in (layout["xaxis"], layout["yaxis"]):
        if axis.get("visible") is not False:
            low, high = sorted(axis["range"])
            ticks = zip(axis.get("tickvals", ()), axis.get("ticktext", ()), strict=True)
            given += [text for value, text in ticks if low <= value <= high]
            given += [axis["title"]["text"]] if axis.get("title", {}).get("text") else []
    return given


def plain(label: str) -> str:
    return spaced(unescape(re.sub(r"<[^>]*>", " ", label)))


def lines(label: str) -> list[str]:
    """The lines of a label that hold anything."""
    return [line for line in map(plain, label.split("<br>")) if line]


def words(chart: Chart) -> list[str]:
    """All lines of all labels, in alphabetical order."""
    return sorted(line for label in labels(chart) for line in lines(label))


def parts(all_lines: Iterable[str]) -> Counter[str]:
    """What stands between the spaces at which a line may be broken."""
    return Counter(part for line in all_lines for part in line.split(" "))


def left_out(narrow: Chart, shown: Chart) -> Counter[str]:
    """What a narrow plot may leave out: the map the figures, one measure against another some numbers of its axis."""
    if shown.id == "journey_map":
        return Counter(lines(label)[1] for label in labels(shown))
    if shown.id == "measure_pair":
        numbers = [Counter(map(plain, chart.plot.parts()["layout"]["xaxis"]["ticktext"])) for chart in (shown, narrow)]
        return numbers[0] - numbers[1]
    return Counter()


def figures(chart: Chart) -> list[Cell]:
    return [cell for row in chart.table.rows for cell in row if cell.value is not None]


def marks(chart: Chart) -> list[Cell]:
    """The values that are drawn: tests/charts/test_charts_match_archive.py holds them against the table."""
    rows = [row for trace in chart.plot.parts()["data"] for row in trace.get("customdata", ())]
    return [Cell("", float(row[-2]), row[-1]) for row in rows]


def says(text: str, cell: Cell, language: Language) -> bool:
    """Whether a text holds the number of a cell, and the word that belongs to it."""
    assert cell.value is not None
    forms = [language.number(cell.value)]
    if cell.value >= 10_000_000:
        forms.append(language.millions(cell.value))
    forms = [rf"(?<![\d.,])(?<!\d\u00a0){re.escape(spaced(form))}(?!\d|[.,\u00a0]\d)" for form in forms]
    word = bare(qualifier_prefix(Figure(cell.value, cell.qualifier or "exact"), language)) if cell.qualifier else ""
    found = any(re.search(form, text) for form in forms) or (cell.text != "" and spaced(cell.text) in text)
    return found and spaced(word) in text


def alone(inside: str, code: str) -> str:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {names} lang="{code}">{inside}</svg>'


async def picture_and_drawings(copy_maker: CopyMaker, address: ChartAddress, chart: Chart) -> tuple[str, list[str]]:
    """The SVG of an address, and the drawings of the chart in it."""
    body = (await copy_maker.copy(address, archive(), LINKS)).body.decode()
    return body, [drawing.inside for drawing in await copy_maker.drawings.draw_in_widths(chart, PAGE_WIDTHS)]


def unspaced(texts: list[str]) -> str:
    """All texts without what is between words."""
    return "".join("".join(texts).split())


@pytest.mark.parametrize("name", CHARTS)
def test_drawings_say_what_the_table_says(copy_maker: CopyMaker, name: str, subtests: pytest.Subtests) -> None:
    for code in LANGUAGE_CODES:
        with subtests.test(code=code):
            focus = 4
            shown, language = case_chart(name, focus, code), Language(code)
            asked = ChartAddress(name, View(focus, later=focus % 2 == 0), code, "svg")
            picture, drawings = asyncio.run(picture_and_drawings(copy_maker, asked, shown))
            for width, inside in zip(PAGE_WIDTHS, drawings, strict=True):
                assert sorted(written(alone(inside, code))) == words(shown.for_width(width))
            root = ElementTree.fromstring(picture)
            assert root.attrib["role"] == "img"
            assert root.attrib["lang"] == language.code  # without the country: Inkscape's :lang(ar) would not match
            assert root.findtext(f"{SVG}title") == shown.headline
            assert root.findtext(f"{SVG}desc") == shown.alternative
            _, plan = fit_picture(shown, "wide", language, copy_maker.provenance(asked, archive(), LINKS))
            texts = written(picture)
            # A line of several styles is several texts there.
            assert unspaced(texts[len(plan.lines) :]) in [unspaced(written(alone(inside, code))) for inside in drawings]
            given = labels(shown.for_width(PAGE_WIDTHS[0]))
            for cell in marks(shown):
                if name not in UNNUMBERED:
                    assert any(says(plain(label), cell, language) for label in given), (cell, given)


@pytest.mark.parametrize("name", CHARTS)
def test_pages_say_what_the_table_says(name: str, subtests: pytest.Subtests) -> None:
    for focus, code in EVERY_FOCUS:
        with subtests.test(focus=focus, code=code):
            shown, language = case_chart(name, focus, code), Language(code)
            asked = ChartAddress(name, View(focus, later=focus % 2 == 0), code)
            weights = dict.fromkeys(TABLE_FORMATS, 1000)
            document = Document(
                chart_page.render_chart_page(asked, shown, (), weights, provenance(name, focus, code), LINKS, archive())
            )
            assert document.faults == []
            table = next(element for element in document.elements if element.name == "caption")
            assert spaced(table.text) == spaced(shown.table.caption)
            cells = [e for e in document.elements if e.name in ("th", "td") and "tbody" in e.inside]
            calculated = language.text("(calculated)")
            expected = [
                spaced(f"{cell.text} {calculated}" if cell.calculated and place else cell.text)
                for row in shown.table.rows
                for place, cell in enumerate(row)
            ]
            assert [spaced(cell.text) for cell in cells] == expected
            for cell in figures(shown):
                assert says(spaced(cell.text), cell, language), cell
            described = [m.attributes["content"] for m in document.all("meta", property="og:image:alt")]
            assert described == [shown.alternative]
            said = spaced(" ".join(element.text for element in document.all("main")))
            for text in (shown.headline, shown.subtitle, *shown.notes):
                assert spaced(text) in said


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_are_as_high_as_their_values(name: str, subtests: pytest.Subtests) -> None:
    """What the eye compares: the height of a column from zero is to its value as it is in all the others."""
    for focus in set(range(1, 7)).difference(ALONE.get(name, ())):
        with subtests.test(focus=focus):
            (bars,) = (
                trace for trace in go.Figure(case_chart(name, focus, "ar").plot.parts()).data if trace.type == "bar"
            )
            for (*_, value, _), height in zip(bars.customdata, bars.y, strict=True):
                assert float(height) == float(value)
            low, high = sorted(go.Figure(case_chart(name, focus, "ar").plot.parts()).layout.yaxis.range)
            assert low == 0
            assert high > max(map(float, bars.y), default=0)


@pytest.mark.parametrize("name", ALONE)
def test_a_figure_without_another_is_a_number_and_no_column(name: str, subtests: pytest.Subtests) -> None:
    for focus, code in product(ALONE[name], LANGUAGE_CODES):
        with subtests.test(focus=focus, code=code):
            shown, language = case_chart(name, focus, code), Language(code)
            [cell] = figures(shown)
            drawing = go.Figure(shown.plot.parts())
            (area,) = (trace for trace in drawing.data if trace.type == "bar")
            assert area.marker.color == "rgba(0,0,0,0)"  # it can be pressed, but is not seen
            given = labels(shown)
            [written] = [trace for trace in drawing.data if trace.type == "scatter" and trace.textfont.size >= 40]
            assert says(plain(written.text[0]), cell, language)
            absent = language.text("not published")
            assert [plain(label) for label in given].count(absent) == len(shown.table.rows) - 1


@pytest.mark.parametrize("name", CHARTS)
def test_pictures_have_room_for_their_words(name: str, subtests: pytest.Subtests) -> None:
    for code, size in product(LANGUAGE_CODES, PICTURE_SIZES):
        with subtests.test(code=code, size=size):
            focus = 4
            shown, language = case_chart(name, focus, code), Language(code)
            drawn, plan = fit_picture(shown, size, language, provenance(name, focus, code))
            if drawn.plot != shown.plot and name != "trends":  # side by side, all measures can be too small
                assert drawn.notes == shown.notes
                # A plot for pictures may break a label where the one for the page has a space.
                assert parts([*words(drawn), *left_out(drawn, shown).elements()]) == parts(words(shown))
            head = " ".join(line.text for line in plan.lines)
            assert spaced(shown.headline) in spaced(head)
            assert spaced(shown.subtitle) in spaced(head)
            address = provenance(name, focus, code).address
            last = plan.lines[-1].text  # the address stands there after the source, or has lines of its own
            assert address in "".join(line.text for line in plan.lines if line.code) or last.endswith(address)
            assert len(plan.lines) == len({line.y for line in plan.lines})
            above = [line.y for line in plan.lines if line.size > plan.lines[-1].size]
            assert max(above) < plan.foot - 5
            assert plan.fit.high > 100
            # The picture of a link is too small for the eight notes of one chart.
            assert plan.whole or (name, size) == ("stand_themes", "card")
            # No letter of the chart is smaller than 10 pixels of the picture.
            # The picture of a link is too small for 25 measures.
            assert plan.fit.scale * 12 * 5 / 3 >= 10 or (name, size) == ("trends", "card"), plan.fit


def test_every_form_is_covered() -> None:
    forms = (*PAGE_FORMATS, *FILE_FORMATS)
    assert sorted(get_args(CopyFormat)) == sorted(forms)
    for form in forms:
        assert ChartAddress("staff_total", View(4), "ar", form).media_type
