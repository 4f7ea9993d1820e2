"""Benchmark of the pages: runs the script of every page in every language, as a reader's click does.

Each page is timed twice in a warm process: as a new view, whose charts have to be built, and as a cached one.

Streamlit's AppTest replaces the server: no browser, no network. The time of an empty script in it is measured as well.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks.measurement import PROJECT, Clock
from lib.archive import read_archive
from lib.content.site_map import PAGES
from lib.language import LANGUAGE_CODES
from lib.releases import open_live_archive

FRAME_SCRIPT = PROJECT / "lib" / "screen" / "page_script.py"
WARM_UPS, RUNS = 3, 15
PAGE_RUN_TIMEOUT = 60  # seconds for one run


def main() -> None:
    """Print the times of the runs. The first entry is the empty script, whose page and language are "".

    [{"page": "record", "language": "ar", "new": {"wall": [seconds, …], "cpu": [seconds, …]}, "kept": {…}}, …]
    """
    focus = str(read_archive().organisation.default_focus)
    found = [_timed("", "", AppTest.from_string("", default_timeout=PAGE_RUN_TIMEOUT))]
    for language in LANGUAGE_CODES:
        frame = AppTest.from_file(FRAME_SCRIPT, default_timeout=PAGE_RUN_TIMEOUT)
        frame.query_params = {"edition": focus, "lang": language}
        frame.run()  # a page can be switched to once st.navigation has named it
        for page in PAGES:
            frame.switch_page(os.path.relpath(PROJECT / "pages" / f"{page.id}.py", Path(FRAME_SCRIPT).parent))
            found.append(_timed(page.id, language, frame))
    print(json.dumps(found))


def _timed(page: str, language: str, script: AppTest) -> dict[str, object]:
    kept = _runs(script, before=lambda: None)
    return {"page": page, "language": language, "new": _runs(script, before=clear_view_caches), "kept": kept}


def _runs(script: AppTest, before: Callable[[], None]) -> dict[str, list[float]]:
    """Wall and CPU seconds of the runs after the warm-ups. `before` is called before each run and is not timed."""
    passed = []
    for _ in range(WARM_UPS + RUNS):
        before()
        clock = Clock.start()
        script.run()
        passed.append(clock.passed())
        if script.exception:
            raise RuntimeError(str(script.exception))
    walls, cpus = zip(*passed[WARM_UPS:], strict=True)
    return {"wall": list(walls), "cpu": list(cpus)}


def clear_view_caches() -> None:
    """Empty the archive's cache of earlier views."""
    open_live_archive().archive().cache.clear()


if __name__ == "__main__":
    main()
