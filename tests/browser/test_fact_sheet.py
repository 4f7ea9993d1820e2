"""The fact sheet on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from lib.charts import View
from lib.export.fact_sheet import render_fact_sheet
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from tests.support.chart_cases import archive, provenance


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_every_edition_is_one_page(browser: Browser, code: LanguageCode) -> None:
    page = browser.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    for focus in archive().numbers:
        page.set_content(render_fact_sheet(archive(), View(focus), Language(code), provenance("facts", focus, code)))
        page.evaluate("document.fonts.ready")
        written = page.pdf(prefer_css_page_size=True, print_background=True)
        assert len(re.findall(rb"/Type /Page\b", written)) == 1, focus
        # A4 in points, as Chromium rounds it.
        width, height = map(float, re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", written)[0])
        assert [width, height] == pytest.approx([595, 842], abs=1)
    assert not [url for url in requests if not url.startswith(("data:", "about:"))]
    page.close()
