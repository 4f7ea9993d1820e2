"""Decks are read back: the figures of the table in their wording, in reading direction, nothing small or outside."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from itertools import chain
from typing import Any

import pytest
from openpyxl import load_workbook
from PIL import Image
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Pt

from lib.charts import CHARTS, ChartContext, View
from lib.content.cards import edition_cards
from lib.export.native_chart import native_charts
from lib.export.slides.deck import DeckChart, DeckContent, deck_pptx
from lib.export.slides.slide_parts import SVG_NAMESPACE, SlidePicture
from lib.export.slides.template import TemplateError
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from tests.support.chart_cases import FOREIGN, MARKED, archive, bare, case_chart, provenance

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def picture() -> SlidePicture:
    png = io.BytesIO()
    Image.new("RGB", (800, 300), "white").save(png, "PNG")
    return SlidePicture(b'<svg xmlns="http://www.w3.org/2000/svg" width="800" height="300"/>', png.getvalue(), 800, 300)


def content(name: str, code: LanguageCode, focus: int = 4) -> DeckContent:
    shown, taken = case_chart(name, focus, code), provenance(name, focus, code)
    drawings = () if native_charts(shown, Language(code)) else (picture(),)
    return DeckContent((DeckChart(shown, taken, drawings),), taken)


@cache
def written_deck(name: str, code: LanguageCode) -> bytes:
    """The deck of a chart, written once for all that is read back from it."""
    return deck_pptx(content(name, code), Language(code))


def slides(data: bytes) -> list[Any]:
    return list(Presentation(io.BytesIO(data)).slides)


def saved(own: Any) -> bytes:
    written = io.BytesIO()
    own.save(written)
    return written.getvalue()


def shapes(deck: list[Any]) -> list[Any]:
    return [shape for slide in deck for shape in slide.shapes]


def letters(element: Any) -> list[str]:
    """All texts of an XML element, one for each paragraph."""
    return ["".join(run.text or "" for run in text.iter(qn("a:t"))) for text in element.iter(qn("a:p"))]


@pytest.mark.parametrize("name", CHARTS)
def test_native_charts_hold_the_table(name: str, subtests: pytest.Subtests) -> None:
    for code in LANGUAGE_CODES:
        with subtests.test(code=code):
            language, shown = Language(code), case_chart(name, 4, code)
            deck = slides(written_deck(name, code))
            frames = [shape for shape in shapes(deck) if shape.has_chart]
            wanted = native_charts(shown, language)
            assert len(frames) == len(wanted)
            for frame, chart in zip(frames, wanted, strict=True):
                plot = frame.chart.plots[0]
                assert list(plot.categories) == [bare(category) for category in chart.categories]
                assert [list(series.values) for series in plot.series] == [
                    [point.value for point in series.points] for series in chart.series
                ]
                book = load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
                rows = book.worksheets[0].iter_rows(min_row=2, min_col=2, values_only=True)
                points = [series.points for series in chart.series]
                assert list(rows) == [tuple(point.value for point in row) for row in zip(*points, strict=True)]
                labels = frame.chart._chartSpace.iter(qn("c:dLbl"))
                words = " ".join(chain.from_iterable(map(letters, labels))).split()
                if chart.form != "lines":  # their table follows
                    for point in chart.series[0].points:
                        assert point.value is None or set(bare(point.text).split()) <= set(words)
                reverse = frame.chart.category_axis.reverse_order
                assert reverse == (language.rtl or chart.form == "bars")


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_is_empty_small_outside_or_unnamed(name: str, subtests: pytest.Subtests) -> None:
    for code in LANGUAGE_CODES:
        with subtests.test(code=code):
            data = written_deck(name, code)
            shown = Presentation(io.BytesIO(data))
            for slide in shown.slides:
                assert slide.shapes.title.text_frame.text == bare(case_chart(name, 4, code).headline)
                for shape in slide.shapes:
                    assert shape.left >= 0
                    assert shape.top >= 0
                    assert shape.left + shape.width <= shown.slide_width
                    assert shape.top + shape.height <= shown.slide_height
                    assert not shape.has_text_frame or shape.text_frame.text.strip()
                    if not shape.has_text_frame:
                        assert shape._element.xpath(".//p:cNvPr")[0].get("descr")
                sizes = [int(size) for size in slide._element.xpath("//@sz") if str(size).isdigit()]
                assert min(sizes) >= 1200
                check_notes(slide, name, code)
            check_direction(data, code)


def check_notes(slide: Any, name: str, code: LanguageCode) -> None:
    """The notes name all sources, what to know, and the address."""
    shown, said = case_chart(name, 4, code), slide.notes_slide.notes_text_frame.text
    for text in (shown.headline, shown.subtitle, *shown.notes, *(source.label for source in shown.sources)):
        assert bare(text) in said
    assert provenance(name, 4, code).address in said
    assert all(source.url in said for source in shown.sources)


def check_direction(data: bytes, code: LanguageCode) -> None:
    """Each paragraph says its direction, each run its language and the typeface of Arabic letters."""
    language = Language(code)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for entry in package.namelist():
            if not entry.startswith(("ppt/slides/slide", "ppt/charts/chart")) or not entry.endswith(".xml"):
                continue
            text = package.read(entry).decode()
            assert not MARKED.search(text), entry
            paragraphs, directed = text.count("<a:p>"), text.count(f'rtl="{int(language.rtl)}"')
            # Tables have a direction of their own.
            assert directed - text.count("<a:tblPr") * language.rtl in (paragraphs, directed)
            assert paragraphs <= directed
            assert text.count(f'lang="{language.tag}"') == text.count('<a:cs typeface="+mn-cs"')


@pytest.mark.parametrize("name", CHARTS)
def test_figures_lead_to_their_own_pages(name: str) -> None:
    """Those of tables and cards on the slide, those of native charts in its notes."""
    shown, taken = case_chart(name, 4, "fr"), provenance(name, 4, "fr")
    context = ChartContext(archive(), View(4), Language("fr"))
    one = content(name, "fr")
    whole = DeckContent(one.charts, one.provenance, "Fes", cards=edition_cards(context), sentences=("Fes",))
    deck = slides(deck_pptx(whole, Language("fr")))
    linked: dict[str, set[str]] = {}
    for run in chain.from_iterable(map(linked_runs, [*deck, *(slide.notes_slide for slide in deck)])):
        assert run._r.rPr[-1].tag == qn("a:hlinkClick")  # behind the typefaces, as the schema asks
        linked.setdefault(run.hyperlink.address, set()).add(run.text)
    rows = shown.table.rows[:-1] if shown.table.totalled else shown.table.rows
    for cell in chain.from_iterable(rows):
        assert not cell.claim or bare(cell.text) in linked[taken.figure_address(cell.claim, "fr")]
    for card in edition_cards(context):
        assert not card.claim or card.number in linked[taken.figure_address(card.claim, "fr")]


def test_in_arabic_a_link_has_letters_of_one_direction() -> None:
    """On the number alone: the wording beside it stands, with no link, in the same paragraph."""
    shown, taken = case_chart("journey_map", 4, "ar"), provenance("journey_map", 4, "ar")
    deck = slides(deck_pptx(content("journey_map", "ar"), Language("ar")))
    runs = list(chain.from_iterable(map(linked_runs, deck)))
    assert runs
    assert all(re.fullmatch(r"[\d.,]+", run.text) for run in runs)
    texts = {cell.text for slide in deck for table in slide.shapes if table.has_table for cell in cells_of(table.table)}
    for cell in chain.from_iterable(shown.table.rows):
        if cell.claim:
            assert bare(cell.text) in texts
            assert taken.figure_address(cell.claim, "ar") in {run.hyperlink.address for run in runs}


def cells_of(table: Any) -> list[Any]:
    return [cell for row in table.rows for cell in row.cells]


def linked_runs(slide: Any) -> list[Any]:
    """The runs of texts and tables that are links."""
    frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    frames += [cell.text_frame for table in tables for cell in cells_of(table)]
    runs = [run for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs]
    return [run for run in runs if run.hyperlink.address]


@pytest.mark.parametrize("name", ["stand_themes", "staff_proportions"])
def test_a_drawing_is_a_vector_picture_with_its_table(name: str) -> None:
    shown = case_chart(name, 4, "ar")
    deck = slides(deck_pptx(content(name, "ar"), Language("ar")))
    [frame] = [shape for shape in shapes(deck) if shape.shape_type == 13]
    [blip] = frame._element.iter(f"{{{SVG_NAMESPACE}}}svgBlip")
    assert frame.part.related_part(blip.get(qn("r:embed"))).blob.startswith(b"<svg ")
    assert frame._element.xpath(".//p:cNvPr")[0].get("descr") == bare(shown.alternative)
    tables = [shape.table for shape in shapes(deck) if shape.has_table]
    rows = [[cell.text for cell in row.cells] for table in tables for row in list(table.rows)[1:]]
    assert rows == [[bare(cell.text) for cell in row] for row in shown.table.rows]
    assert all(table._tbl.tblPr.get("rtl") == "1" for table in tables)


def test_a_tall_drawing_stands_beside_its_words() -> None:
    shown, taken = case_chart("journey_map", 4, "fr"), provenance("journey_map", 4, "fr")
    tall = SlidePicture(b"<svg/>", picture().png, 500, 470)
    deck = slides(deck_pptx(DeckContent((DeckChart(shown, taken, (tall,)),), taken), Language("fr")))
    [frame] = [shape for shape in shapes(deck) if shape.shape_type == 13]
    assert frame.height == Pt(470)
    assert deck[0].shapes.title.left + deck[0].shapes.title.width < frame.left


def test_a_choice_without_figures_has_a_table_that_says_so() -> None:
    context = ChartContext(archive(), View(4, measure="staff", editions=(1, 2)), Language("en"))
    shown = CHARTS["comparison"](context)
    taken = provenance("comparison", 4, "en")
    deck = slides(deck_pptx(DeckContent((DeckChart(shown, taken),), taken), Language("en")))
    [table] = [shape.table for shape in shapes(deck) if shape.has_table]
    assert [row.cells[2].text for row in table.rows][1:] == ["not published", "not published"]


def test_a_deck_of_an_edition_begins_with_its_name_and_figures(language: Language) -> None:
    context = ChartContext(archive(), View(4), language)
    one = content("visitors_total", language.code)
    cards = edition_cards(context)
    whole = DeckContent(one.charts, one.provenance, context.focus.name, context.focus.dates, cards, ("1.", "2."))
    deck = slides(deck_pptx(whole, language))
    assert deck[0].shapes.title.text_frame.text == context.focus.name
    assert one.provenance.organisation.name[language.code] in " ".join(letters(deck[0]._element))
    said = letters(deck[1]._element)
    for card in cards:
        assert {card.label, card.number, *([bare(card.qualifier_text)] if card.qualifier_text else [])} <= set(said)
    assert not FOREIGN[language.code].search(" ".join(said))


def test_a_deck_takes_the_master_of_the_institution() -> None:
    own = Presentation()
    own.slides.add_slide(own.slide_layouts[5]).shapes.title.text = "An old slide"
    deck = Presentation(io.BytesIO(deck_pptx(content("visitors_total", "en"), Language("en"), saved(own))))
    assert (deck.slide_width, deck.slide_height) == (own.slide_width, own.slide_height)
    [slide] = deck.slides
    assert slide.shapes.title.text_frame.text == case_chart("visitors_total", 4, "en").headline
    assert slide.slide_layout.name == own.slide_layouts[5].name


@pytest.mark.parametrize("wrong", [b"", b"PK", b"no presentation"])
def test_a_template_that_is_none_is_refused(wrong: bytes) -> None:
    with pytest.raises(TemplateError, match="no PowerPoint presentation"):
        deck_pptx(content("visitors_total", "en"), Language("en"), wrong)


def test_a_template_without_our_layouts_leaves_no_empty_frame_to_click_into() -> None:
    """Its first layout with a title has two columns of text besides."""
    own = Presentation()
    for layout in list(own.slide_layouts):
        if layout._element.get("type") != "twoObj":
            own.slide_layouts.remove(layout)
    plain = content("visitors_total", "en")
    covered = DeckContent(plain.charts, plain.provenance, title="Fes 2023", subtitle="17–21 May 2023")
    cover, shown = slides(deck_pptx(covered, Language("en"), saved(own)))
    assert [letters(shape._element)[0] for shape in cover.placeholders] == ["Fes 2023", "17–21 May 2023"]
    assert [shape.text_frame.text for shape in shown.placeholders] == [plain.charts[0].chart.headline]


def test_a_template_that_leaves_no_room_for_a_chart_is_refused() -> None:
    """Its only layout is the cover, whose title stands in the middle."""
    own = Presentation()
    for layout in list(own.slide_layouts):
        if layout._element.get("type") != "title":
            own.slide_layouts.remove(layout)
    with pytest.raises(TemplateError, match="less than half a slide"):
        deck_pptx(content("visitors_total", "en"), Language("en"), saved(own))


def test_a_template_without_a_title_is_refused() -> None:
    own = Presentation()
    for layout in own.slide_layouts:
        for shape in list(layout.placeholders):
            shape._element.getparent().remove(shape._element)
    with pytest.raises(TemplateError, match="no layout with a title"):
        deck_pptx(content("visitors_total", "en"), Language("en"), saved(own))


def test_the_same_deck_has_the_same_bytes() -> None:
    assert deck_pptx(content("reach", "fr"), Language("fr")) == deck_pptx(content("reach", "fr"), Language("fr"))
