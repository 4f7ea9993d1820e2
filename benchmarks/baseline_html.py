"""The HTML baseline: a minimal HTML file with the same chart as inline SVG, to compare with our chart page.

`python -m benchmarks.baseline_html FOLDER` writes FOLDER/index.html, with the same drawing as ours.
"""

import asyncio
import json
import sys
from html import escape
from pathlib import Path

from lib.archive import read_archive
from lib.charts import LIGHT_PALETTE, ChartContext, View, build_chart
from lib.content.site_map import PAGES
from lib.export.pictures.plotly_svg import recolour_drawing
from lib.language import Language
from lib.web.copies import PAGE_WIDTHS
from lib.web.routes import shared_copy_maker

LANGUAGE = Language("ar")


async def baseline_page() -> str:
    """The text of the file: a headline, the chart, its table."""
    archive = read_archive()
    shown = build_chart(PAGES[0].charts[0], ChartContext(archive, View(archive.focus), LANGUAGE))
    drawn = (await shared_copy_maker().drawings.draw_in_widths(shown, PAGE_WIDTHS[:1]))[0]
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell.text)}</td>' for cell in row)}</tr>" for row in shown.table.rows)
    return (
        f'<!DOCTYPE html><html lang="{LANGUAGE.tag}" dir="{LANGUAGE.direction}"><meta charset="utf-8">'
        f"<title>{escape(shown.headline)}</title><h1>{escape(shown.headline)}</h1>"
        f'<svg class="abwab-drawn" viewBox="0 0 {drawn.width} {drawn.height}" width="{drawn.width}" direction="ltr">'
        f"{recolour_drawing(drawn.inside, LIGHT_PALETTE)}</svg><table>{rows}</table>"
    )


def main(folder: str) -> None:
    """Write the file; print its size: {"bytes": 9000}."""
    path = Path(folder) / "index.html"
    path.write_text(asyncio.run(baseline_page()), encoding="utf-8")
    shared_copy_maker().close()
    print(json.dumps({"bytes": path.stat().st_size}))


if __name__ == "__main__":
    main(sys.argv[1])
