"""Comparison with an earlier build: documents of the dashboard and chart pages of both, in turns.

`python -m benchmarks.addresses_against_build FOLDER` prints the median time of an answer of each build and their ratio,
for a cold one (a chart, an edition and a language that nobody asked for yet) and a warm one (asked for before). FOLDER
is the project's folder at an earlier commit (`git worktree add FOLDER COMMIT`). Both serve the data of FOLDER.
"""

import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack

from benchmarks.earlier_build import earlier_build_parser, print_ratio
from benchmarks.local_server import QUIET_ENVIRONMENT, streamlit_server
from benchmarks.measurement import PROJECT

PAGES = ("", "visitors", "staff", "vehicles", "pavilions", "programme")
CHARTS = ("visitors_total", "visitors_per_day", "visitors_by_day", "stands_total", "staff_total", "scoreboard")
EDITIONS, LANGUAGES = (3, 4, 5, 6), ("ar", "fr", "en")
WARM_TURNS = 5
SETTLED = 60.0  # seconds after which a server has made ready what most readers see, and published its first release


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line a kind of address: the medians of the build before and of this one, and their ratio."""
    folders = (earlier_build_parser("addresses_against_build").parse_args(arguments).folder.resolve(), PROJECT)
    with ExitStack() as stack:
        addresses = []
        for folder in folders:
            own = stack.enter_context(tempfile.TemporaryDirectory(prefix="abwab-bench-"))
            settings = {
                **QUIET_ENVIRONMENT,
                "ABWAB_DATA": str(folders[0] / "data"),
                "ABWAB_STORE": f"{own}/store",
                "ABWAB_CACHE": f"{own}/cache",
            }
            addresses.append(stack.enter_context(streamlit_server(folder=folder, settings=settings)).address)
        time.sleep(SETTLED)
        for name, paths in (("document", document_paths()), ("chart page", chart_paths()), ("table", table_paths())):
            _compare(name, addresses, list(paths))


def document_paths() -> Iterator[str]:
    """The addresses of pages of the dashboard."""
    for page in PAGES:
        for edition in EDITIONS:
            for language in LANGUAGES:
                yield f"/{page}?edition={edition}&lang={language}"


def chart_paths() -> Iterator[str]:
    """The addresses of chart pages."""
    for chart in CHARTS:
        for edition in EDITIONS:
            for language in LANGUAGES:
                yield f"/charts/{chart}?edition={edition}&lang={language}"


def table_paths() -> Iterator[str]:
    """The addresses of tables."""
    return (path.replace("?", ".json?") for path in chart_paths())


def _compare(name: str, addresses: Sequence[str], paths: Sequence[str]) -> None:
    cold: tuple[list[float], list[float]] = ([], [])
    warm: tuple[list[float], list[float]] = ([], [])
    for turn in range(1 + WARM_TURNS):
        for path in paths:
            for place, address in enumerate(addresses):
                (warm if turn else cold)[place].append(_answer_time(address + path))
    for kind, (before, now) in (("cold", cold), ("warm", warm)):
        print_ratio(f"{name}, {kind}, ms", before, now)


def _answer_time(address: str) -> float:
    """The milliseconds of an answer. Raises HTTPError if it is a refusal."""
    begin = time.perf_counter()
    with urllib.request.urlopen(address, timeout=60) as answer:
        answer.read()
    return (time.perf_counter() - begin) * 1000


if __name__ == "__main__":
    main()
