"""What the delivery benchmark sees in a browser, and what it says of it."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from benchmarks.delivery import file_server
from benchmarks.delivery_report import DeliveryResults, delivery_section, target_lines
from benchmarks.visit import visit_twice

PAGE = """<!DOCTYPE html><meta charset="utf-8"><title>t</title><link rel="icon" href="data:,"><h1>Visitors</h1>
<svg class="abwab-drawn" width="400" height="300"{hidden}><rect width="400" height="300"/></svg>
<script src="late.js"></script>"""
# The picture comes into sight once the text has been seen.
LATE = (
    """const show = () => window.sightTimes.text
  ? document.querySelector("svg").removeAttribute("style")
  : requestAnimationFrame(show)
show()"""
    + " " * 5000
)


@pytest.mark.parametrize("network", ["no limit", "slow 4G"])
def test_a_visit_sees_what_a_viewer_sees(browser: Browser, tmp_path: Path, network: str) -> None:
    (tmp_path / "index.html").write_text(PAGE.format(hidden=' style="visibility:hidden"'))
    (tmp_path / "late.js").write_text(LATE)
    with file_server(str(tmp_path)) as served:
        first, second = visit_twice(browser, served.address + "/", network, "chart")
    for visit in (first, second):
        assert visit.text is not None
        assert visit.chart is not None
        assert visit.text < visit.chart  # it is there before, and seen by nobody
        assert visit.live is None
        assert visit.requests == 2
    assert first.bytes > 5000 > second.bytes  # the script is asked for, and still holds
    if network == "slow 4G":
        assert first.text
        assert first.text > 150


def visit(subject: str, network: str, live: float | None, weight: float) -> dict[str, Any]:
    seen = {"text": 50.0, "chart": 90.0, "live": live, "bytes": weight, "requests": 3}
    return {"subject": subject, "network": network, "first": dict(seen), "second": dict(seen), "cpu": 0.01}


FOUND: dict[str, Any] = {
    "visits": [
        visit(subject, network, live, weight)
        for network in ("no limit", "fast 4G", "slow 4G")
        for subject, live, weight in (
            ("record", 100.0, 1e6),
            ("plain", 1000.0, 8e6),
            ("chart", None, 9e4),
            ("bare", None, 1e4),
        )
    ],
    "choices": {"record": [0.2], "plain": [0.3]},
    "sessions": {"record": {"held": 200, "bytes": 1e5}, "plain": {"held": 200, "bytes": 1e5}},
}
MADE: dict[str, Any] = {
    "documents": {"record": [0.001]},
    "pictures": [0.09],
    "picture_bytes": [150_000],
    "burst": {"asked": 60, "refused": 0, "last": 5.9},
    "kept": [0.002],
    "decks": [0.3],
    "deck_bytes": [200_000],
    "briefs": [0.9],
    "kit_bytes": {"ar": 11_900_000, "all": 39_000_000},
}


def test_targets_are_judged_by_the_numbers() -> None:
    said = list(target_lines(DeliveryResults(FOUND, MADE)))
    assert all(sentence.startswith("- **Met**") for sentence in said)
    worst = copy.deepcopy(FOUND)
    for one in worst["visits"]:
        for which in ("first", "second"):
            if one["subject"] == "record":
                one[which] |= {"chart": 2000.0, "live": 2000.0, "bytes": 7e6}
            elif one["subject"] == "chart":
                one[which] |= {"text": 500.0, "chart": 500.0, "bytes": 2e5}
    worst["choices"]["record"] = [0.5]
    slow = {"documents": {"record": [0.006]}, "pictures": [0.4], "picture_bytes": [170_000], "kept": [0.02]}
    burst = {"asked": 60, "refused": 1, "last": 5.0}
    meeting = {"decks": [0.6], "deck_bytes": [200_000, 400_000], "briefs": [1.1]}
    made = slow | meeting | {"burst": burst, "kit_bytes": {"ar": 12_100_000, "all": 41_000_000}}
    judged = list(target_lines(DeliveryResults(worst, made)))
    assert len(judged) == len(said)
    assert all(sentence.startswith("- **Not met**") for sentence in judged)


def test_the_section_has_a_row_for_each_page_and_network() -> None:
    written = "\n".join(delivery_section(DeliveryResults(FOUND, MADE)))
    assert written.count("| slow 4G |") == 8  # four pages, first and second visit
    assert "| the Record page | fast 4G | 1 | 1,000 | 3 | 50 ms (50–50) | 90 ms (90–90) | 100 ms (100–100) |" in written
    assert written.count("| – |") >= 4  # a bare file has no live chart
