"""The facts about a picture, as ExifTool reads them from its file: it is what photo desks and archives use."""

from __future__ import annotations

import json
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from lib.charts import View, build_chart
from lib.charts.chart_context import ChartContext
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from tests.programs.conftest import find_program
from tests.support.chart_cases import archive, bare

ALTERNATIVE = "AltTextAccessibility"


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_exiftool_reads_the_facts(server: str, form: str, code: LanguageCode, tmp_path: Path) -> None:
    exiftool, path = find_program("exiftool"), tmp_path / f"chart.{form}"
    address = f"{server}/charts/visitors_total.{form}?edition=6&lang={code}"
    path.write_bytes(urllib.request.urlopen(address, timeout=60).read())
    answer = subprocess.run([exiftool, "-json", "-n", path], capture_output=True, check=True, timeout=60).stdout
    read: dict[str, Any] = json.loads(answer)[0]
    assert "Warning" not in read
    assert "Error" not in read
    language, tag = Language(code), Language(code).tag
    told = {
        Language(other).tag: bare(
            build_chart("visitors_total", ChartContext(archive(), View(6), Language(other))).alternative
        )
        for other in LANGUAGE_CODES
    }
    assert {tag: read[f"{ALTERNATIVE}-{tag}"] for tag in told} == told
    assert read[ALTERNATIVE] == told[tag]
    assert read["Title"] == bare(build_chart("visitors_total", ChartContext(archive(), View(6), language)).headline)
    assert read["Credit"] == archive().organisation.name[code]
    assert f"/charts/visitors_total?edition=6&lang={code}" in read["WebStatement"]  # in this release
    assert read["DigitalSourceType"] == "http://cv.iptc.org/newscodes/digitalsourcetype/dataDrivenMedia"
    if form == "png":
        assert read["PixelsPerUnitX"] == read["PixelsPerUnitY"] == 11811  # 300 to the inch
    if form == "pdf":
        assert read["Language"] == tag
        assert read["TaggedPDF"] in (True, "true", 1)
        assert read["Author"] == archive().organisation.name[code]
