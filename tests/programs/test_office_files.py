"""Slides, workbooks and fact sheets in LibreOffice: every slide there, every wording on it, nothing outside."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from unicodedata import normalize

import pytest
from PIL import Image

from lib.export.native_chart import native_charts
from lib.export.slides.deck import DeckChart, DeckContent, deck_pptx
from lib.export.tables.chart_table import chart_xlsx
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from tests.export.test_brief_docx import sheet_bytes
from tests.programs.conftest import find_program
from tests.support.chart_cases import case_chart, provenance

NAMES = ("visitors_total", "visitors_by_day", "scoreboard", "record_reigns", "visitors_pace")
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)<')
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)


def printed(data: bytes, name: str, folder: Path) -> Path:
    """The document as LibreOffice prints it."""
    source = folder / name
    source.write_bytes(data)
    options = (
        f"-env:UserInstallation=file://{folder}/office",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
    )
    subprocess.run([find_program("soffice"), *options, str(source)], check=True, capture_output=True, timeout=170)
    return source.with_suffix(".pdf")


def pages(pdf: Path) -> list[tuple[float, float, list[tuple[float, ...]], list[str]]]:
    """(width, height, boxes of its words, words) of each page, in points."""
    command = [find_program("pdftotext"), "-bbox", str(pdf), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    found = []
    for width, height, inside in PAGE.findall(text):
        words = WORD.findall(inside)
        boxes = [tuple(float(edge) for edge in word[:4]) for word in words]
        found.append((float(width), float(height), boxes, [normalize("NFKC", word[4]) for word in words]))
    return found


@pytest.mark.timeout(300)
@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_slides_are_whole(code: LanguageCode, tmp_path: Path) -> None:
    language = Language(code)
    charts = tuple(DeckChart(case_chart(name, 4, code), provenance(name, 4, code)) for name in NAMES)
    pdf = printed(deck_pptx(DeckContent(charts, charts[0].provenance), language), "deck.pptx", tmp_path)
    shown = pages(pdf)
    assert len(shown) == 8  # three of the scoreboard; the pace has a table
    for width, height, boxes, _ in shown:
        assert boxes
        for left, top, right, bottom in boxes:
            assert left >= 0
            assert top >= 0
            assert right <= width + 1
            assert bottom <= height + 1
    for place, name in ((0, "visitors_total"), (1, "visitors_by_day"), (5, "record_reigns")):
        [chart] = native_charts(case_chart(name, 4, code), language)
        said = re.sub(r"\D", "", " ".join(shown[place][3]))
        for point in chart.series[0].points:
            assert point.value is None or re.sub(r"\D", "", point.text) in said


@pytest.mark.timeout(300)
def test_arabic_slides_run_from_the_right(tmp_path: Path) -> None:
    """The column of the focus, the fourth, stands left of the middle of the slide in Arabic, right of it in French."""
    places = {}
    for code in ("ar", "fr"):
        chart = DeckChart(case_chart("visitors_total", 4, code), provenance("visitors_total", 4, code))
        pdf = printed(deck_pptx(DeckContent((chart,), chart.provenance), Language(code)), f"{code}.pptx", tmp_path)
        target = tmp_path / code
        subprocess.run(
            [find_program("pdftoppm"), "-r", "50", "-png", "-singlefile", str(pdf), str(target)], check=True, timeout=60
        )
        with Image.open(target.with_suffix(".png")) as picture:
            colours = picture.convert("RGB")
            dark = [
                x
                for x in range(colours.width)
                for y in range(colours.height // 3, colours.height)
                if colours.getpixel((x, y)) == (0x12, 0x43, 0x6D)
            ]
        places[code] = sum(dark) / len(dark) / picture.width
    assert places["ar"] < 0.5 < places["fr"]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_a_workbook_shows_its_chart_with_wordings(code: LanguageCode, tmp_path: Path) -> None:
    data = chart_xlsx(case_chart("visitors_total", 4, code), Language(code), provenance("visitors_total", 4, code))
    *_, (width, _, boxes, words) = pages(printed(data, "chart.xlsx", tmp_path))
    assert all(box[0] >= 0 and box[2] <= width for box in boxes)
    wording = Language(code).add_qualifier("", "nearly").split()[-1]
    said = " ".join(words)
    # Right-to-left words may stand in the file letter by letter from the left.
    assert wording in said or wording[::-1] in said
    assert "1150000" in re.sub(r"\D", "", said)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_the_fact_sheet_is_one_page(code: LanguageCode, tmp_path: Path) -> None:
    for focus in (2, 4, 6):
        [(width, height, boxes, words)] = pages(printed(sheet_bytes(focus, code), f"{focus}.docx", tmp_path))
        assert all(box[0] >= 0 and box[2] <= width and box[3] <= height for box in boxes)
        assert len(words) > 60
