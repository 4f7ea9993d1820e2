"""The charts in WebKit, the engine of every browser on an iPhone: each line of a label stands whole in its place."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from lib.archive import Archive
from lib.charts import CHARTS, ChartContext, View, build_chart
from lib.charts.points import chart_points
from lib.language import Language
from tests.conftest import await_drawing

pytestmark = pytest.mark.timeout(400)  # many pages one after the other

VISITOR = Path(__file__).parents[1] / "support" / "webkit_pages.py"
# Debian's bindings of WebKitGTK belong to the system's own Python.
SYSTEM_PYTHON = "/usr/bin/python3"

DRAWN = """document.fonts.status == "loaded" && document.querySelector("svg text")
  && (!document.querySelector("#root") || document.querySelector(".abwab-live[data-drawn]"))
  && !document.getElementById("abwab-first")"""
# The texts of which one line is drawn on the heights of two, and how many texts there are.
TORN = """(() => {
  const texts = [...document.querySelectorAll("svg text")].filter(text => text.getBoundingClientRect().width)
  const torn = texts.filter(text => {
    const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT), range = document.createRange()
    for (let part; part = walk.nextNode();) {
      range.selectNodeContents(part)
      const size = parseFloat(getComputedStyle(part.parentNode).fontSize) * text.getScreenCTM().d
      if (range.getBoundingClientRect().height > 2 * size) return true
    }
  })
  return { texts: texts.length, torn: torn.map(text => text.textContent) }
})()"""


# What the keyboard comes to in the first chart: the name of each point, in the order of the arrow to the left.
SPOKEN = """(() => {
  const points = document.querySelectorAll(".abwab-live[data-drawn] .abwab-points")[0].children
  points[0].focus()
  return [...points].map(() => {
    const { ariaLabel } = document.activeElement
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft", bubbles: true }))
    return ariaLabel.replaceAll("\\u00a0", " ")
  })
})()"""


CHART_PAGES = [f"/charts/{name}?edition=6&lang=ar" for name in CHARTS]
PICTURES = [f"/charts/{name}.svg?edition=6&lang=ar" for name in ("visitors_total", "journey_legs")]
EMBED = "/charts/scoreboard/embed?edition=6&lang=ar"
LIVE = [f"/{page}?edition=6&lang=ar" for page in ("", "visitors", "pavilions", "journey")]
SPEAKING = "/visitors?edition=4&lang=ar"
QUESTION = f"location.search.includes('edition=4') ? {SPOKEN} : {TORN}"


@pytest.fixture(scope="module")
def answers(server: str) -> dict[str, object]:
    """What WebKit finds on each page: {address: {"texts": 40, "torn": []}}; None for a page that was never ready."""
    addresses = [*CHART_PAGES, *PICTURES, EMBED, *LIVE, SPEAKING]
    command = [SYSTEM_PYTHON, str(VISITOR), DRAWN, QUESTION, "800", "1200"]
    if "DISPLAY" not in os.environ:
        assert shutil.which("xvfb-run"), "WebKit needs a display: sh tests/chromium.sh installs xvfb where it can"
        command = ["xvfb-run", "--auto-servernum", *command]
    for address in (*CHART_PAGES, *PICTURES, EMBED):
        await_drawing(server + address)
    asked = "\n".join(server + address for address in addresses)
    done = subprocess.run(command, input=asked, capture_output=True, text=True, timeout=390, check=False)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == len(addresses), done.stderr
    return dict(zip(addresses, found, strict=True))


@pytest.mark.parametrize("addresses", [CHART_PAGES, [*PICTURES, EMBED], LIVE], ids=["pages", "pictures", "live"])
def test_no_line_of_a_chart_is_torn(answers: dict[str, object], addresses: Sequence[str]) -> None:
    """Every page has texts, and none of them is torn."""
    found = {address: answers[address] for address in addresses}
    assert not {
        address: answer
        for address, answer in found.items()
        if not isinstance(answer, dict) or not answer["texts"] or answer["torn"]
    }


def test_the_keyboard_comes_to_every_point_in_arabic(answers: dict[str, object], archive: Archive) -> None:
    context = ChartContext(archive, View(4), Language("ar"))
    chart = build_chart("visitors_total", context)
    points = chart_points(chart, chart.plot, context)
    assert answers[SPEAKING] == ["\n".join(point.lines).replace("\u00a0", " ") for point in points]
