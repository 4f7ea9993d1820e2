"""Pages: the piece that runs the script of every page in every language, warm, as a reader's click does.

Streamlit's own test bench stands in for the server: no browser, no network. What an empty script takes in it is
measured as well.
"""

import json
import os
from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks.measure import PROJECT, Clock
from lib.archive import read
from lib.language import CODES
from lib.screen.page import PAGES

FRAME = PROJECT / "lib" / "screen" / "frame.py"
WARM_UPS, RUNS = 3, 15
PATIENCE = 60  # seconds for one run


def main() -> None:
    """Print [{"page": "record", "language": "ar", "wall": [seconds, …], "cpu": [seconds, …]}, …].

    The first entry is the empty script; its page and language are "".
    """
    focus = str(read().organisation.default_focus)
    found = [{"page": "", "language": ""} | _timed(AppTest.from_string("", default_timeout=PATIENCE))]
    for language in CODES:
        frame = AppTest.from_file(FRAME, default_timeout=PATIENCE)
        frame.query_params = {"edition": focus, "lang": language}
        frame.run()  # a page can be switched to once st.navigation has named it
        for page in PAGES:
            frame.switch_page(os.path.relpath(PROJECT / "pages" / f"{page.id}.py", Path(FRAME).parent))
            found.append({"page": page.id, "language": language} | _timed(frame))
    print(json.dumps(found))


def _timed(script: AppTest) -> dict[str, list[float]]:
    """Wall and CPU seconds of the runs after the warm-ups."""
    passed = []
    for _ in range(WARM_UPS + RUNS):
        clock = Clock.start()
        script.run()
        passed.append(clock.passed())
        if script.exception:
            raise RuntimeError(str(script.exception))
    walls, cpus = zip(*passed[WARM_UPS:], strict=True)
    return {"wall": list(walls), "cpu": list(cpus)}


if __name__ == "__main__":
    main()
