"""The words of a PDF, as pdftotext finds them: those of the chart's headline, in order of reading."""

from __future__ import annotations

import re
import subprocess
import unicodedata
import urllib.request
from pathlib import Path

import pytest

from lib.charts import View, build_chart
from lib.charts.chart_context import ChartContext
from lib.language import Language, LanguageCode
from tests.programs.conftest import find_program
from tests.support.chart_cases import archive

# The typeface draws these as one sign each, whose letters pdftotext and PDFium give in reversed order: حوايل for حوالي.
LIGATURE = re.compile("ل[اأإآ]|[بتثنيئلسشصضفق][يىئ]|[بتثنيئسشصض][رز]|[بتثنيئ]ن")


def words(text: str) -> set[str]:
    """The Arabic or Latin words of a text."""
    return set(re.findall(r"[^\W\d_]{2,}", text))


@pytest.mark.parametrize("name", ["visitors_total", "journey_legs", "scoreboard"])
@pytest.mark.parametrize("code", ["ar", "fr"])
def test_words_of_a_pdf_are_found(server: str, name: str, code: LanguageCode, tmp_path: Path) -> None:
    pdftotext, path = find_program("pdftotext"), tmp_path / "chart.pdf"
    path.write_bytes(urllib.request.urlopen(f"{server}/charts/{name}.pdf?edition=6&lang={code}", timeout=60).read())
    told = subprocess.run([pdftotext, path, "-"], capture_output=True, check=True, timeout=60).stdout.decode()
    assert told == unicodedata.normalize("NFC", told)
    assert not [
        letter for letter in told if "ARABIC" in unicodedata.name(letter, "") and "FORM" in unicodedata.name(letter)
    ]
    chart = build_chart(name, ChartContext(archive(), View(6), Language(code)))
    wanted = words(chart.headline) | words(chart.subtitle)
    missing = {word for word in wanted - words(told) if not LIGATURE.search(word)}
    assert len(wanted) > 5
    assert not missing
