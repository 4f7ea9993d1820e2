#!/bin/sh
# WeasyPrint 70.0: two boxes side by side in a page with dir="rtl". The first one stands at the right as a flex item, a table
# cell, a column of text or an inline block; in a grid it stands at the left.
#
# Expected: at the right in all of them. The inline axis of a grid follows the direction of its box (CSS Grid Layout 1, 1
# and 5), and `direction` itself is obeyed inside the boxes: their texts are aligned to the right.
# Placing a box by its line (grid-column: 1) does not help.
#
# It matters to whoever makes PDF files of Arabic pages on a server without a browser: cards "before, after" or "first,
# second" come in reverse order, without a warning, while the rest of the same page is right.
#
# Needs pdftotext (poppler-utils) and fonts-dejavu-core. Fails when the behaviour changes.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check weasyprint==70.0
cd "$folder"
"$folder/env/bin/python" - <<'PYTHON'
import re
import subprocess

import weasyprint

BOXES = {
    "flex": "<div style='display: flex'><p style='flex: 1'>first</p><p style='flex: 1'>second</p></div>",
    "table": "<table style='width: 100%'><tr><td>first</td><td>second</td></tr></table>",
    "columns": "<div style='columns: 2'><p>first</p><p style='break-before: column'>second</p></div>",
    "inline blocks": "<b style='display: inline-block'>first</b> <b style='display: inline-block'>second</b>",
    "grid": "<div style='display: grid; grid-template-columns: 1fr 1fr'><p>first</p><p>second</p></div>",
    "grid, placed": "<div style='display: grid; grid-template-columns: 1fr 1fr'>"
    "<p style='grid-column: 1'>first</p><p style='grid-column: 2'>second</p></div>",
}


def first_is_right(boxes: str, direction: str) -> bool:
    """Whether the first word begins right of the second one on the printed page."""
    page = f"<html lang=ar dir={direction}><style>* {{ font-family: DejaVu Sans }}</style><body>{boxes}"
    weasyprint.HTML(string=page).write_pdf("page.pdf")
    words = subprocess.check_output(["pdftotext", "-bbox", "page.pdf", "-"], text=True)
    lefts = {word: float(left) for left, word in re.findall(r'xMin="([\d.]+)"[^>]*>(first|second)<', words)}
    return lefts["first"] > lefts["second"]


seen = {name: first_is_right(boxes, "rtl") for name, boxes in BOXES.items()}
print("the first one stands right of the second:", seen)
left_to_right = [first_is_right(boxes, "ltr") for boxes in BOXES.values()]
raise SystemExit(any(left_to_right) or seen != {name: "grid" not in name for name in BOXES})
PYTHON
