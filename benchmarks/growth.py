"""Benchmark of growth: builds every chart and runs every page with one archive, once per process.

The focus is the last edition and the view includes later ones, so that it covers all editions. Each chart and page is
timed twice: the first time, when measures are computed and everything is built, and again from the caches.
"""

import json
import os
from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks.measurement import PROJECT, Clock, machine_pace, peak_memory
from benchmarks.page_scripts import FRAME_SCRIPT, clear_view_caches
from lib.charts import CHARTS, ChartContext, View
from lib.content.site_map import PAGES
from lib.language import Language, LanguageCode
from lib.releases import open_live_archive

GROWTH_RUNS = 9
GROWTH_RUN_TIMEOUT = 600  # seconds for one run
LANGUAGE: LanguageCode = "ar"

# {"first": CPU seconds, "again": [CPU seconds, …], "bytes": size of the figure or of all that a page sends}
Timings = dict[str, float | list[float]]


def main() -> None:
    """Print {"editions": 600, "pace": seconds, "peak": bytes, "charts": {name: Timings}, "pages": …}."""
    archive = open_live_archive().watch()  # as the server does, so that no run waits for a check of the folder
    focus = max(archive.numbers)
    before = machine_pace()
    # Another view first does what a process does once, such as importing.
    CHARTS["visitors_total"](ChartContext(archive, View(archive.focus), Language(LANGUAGE)))
    pages = _pages(focus)
    charts: dict[str, Timings] = {}
    view = View(focus, later=True)
    for name, build in CHARTS.items():
        clear_view_caches()
        times, size = [], 0
        for _ in range(GROWTH_RUNS):
            clock = Clock.start()
            size = len(build(ChartContext(archive, view, Language(LANGUAGE))).plot.spec)
            times.append(clock.passed()[1])
        charts[name] = {"first": times[0], "again": times[1:], "bytes": size}
    took = {"editions": len(archive.numbers), "pace": (before + machine_pace()) / 2, "peak": peak_memory()}
    print(json.dumps(took | {"charts": charts, "pages": pages}))


def _pages(focus: int) -> dict[str, Timings]:
    app = AppTest.from_file(FRAME_SCRIPT, default_timeout=GROWTH_RUN_TIMEOUT)
    app.query_params = {"edition": str(focus), "lang": LANGUAGE, "later": "1"}
    app.run()
    found: dict[str, Timings] = {}
    for page in PAGES:
        app.switch_page(os.path.relpath(PROJECT / "pages" / f"{page.id}.py", Path(FRAME_SCRIPT).parent))
        times = []
        for _ in range(GROWTH_RUNS):
            clock = Clock.start()
            app.run()
            times.append(clock.passed()[1])
            if app.exception:
                raise RuntimeError(str(app.exception))
        sent = sum(len(element.proto.body.encode()) for element in app.get("html"))
        sent += sum(len(element.proto.spec) for element in app.get("plotly_chart"))
        found[page.id] = {"first": times[0], "again": times[1:], "bytes": sent}
    return found


if __name__ == "__main__":
    main()
