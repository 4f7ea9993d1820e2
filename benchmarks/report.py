"""The report RESULTS.md. Every judgement is computed from the numbers."""

import os
import platform
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import Any

from benchmarks.delivery_report import DeliveryResults, delivery_section
from benchmarks.delivery_report import target_lines as delivery_targets
from benchmarks.markdown import format_milliseconds, format_seconds, table_lines, verdict
from benchmarks.measurement import Spread
from lib.charts.edition_window import MAX_EDITIONS

PACKAGES = ("pandas", "pydantic", "streamlit", "plotly")

SHIPPED_SECONDS = 0.150  # to load the shipped editions, after imports
MAX_GROWTH_FACTOR = 1.25  # an edition's cost in a larger archive, at most, divided by that in a smaller one
PAGE_SECONDS = 0.040  # CPU time of a page in a warm process
GROWN_SECONDS = 0.100  # the same, with the most editions
MANY_SECONDS, MANY_BYTES = 5.0, 0.5e9  # to load the edition with many rows
BUSY_RATIO = 1.1  # wall time divided by CPU time of work that never waits; above it, the machine was busy

MEGA = 1e6
CACHE_STATES = ("new", "kept")
ENGLISH_LANGUAGE_NAMES = {"ar": "Arabic", "fr": "French", "en": "English"}


@dataclass(frozen=True)
class LoadTimes:
    """One archive, loaded several times. `runs` are as archive_loading.py prints them; `bytes` is the files' size."""

    name: str
    bytes: int
    runs: Sequence[dict[str, Any]]

    def spread(self, what: str) -> Spread:
        return Spread.of([run[what] for run in self.runs])

    def paced(self) -> float:
        """The median CPU time, each run's divided by the machine's pace during it."""
        return Spread.of([run["cpu"] / run["pace"] for run in self.runs]).median

    def count(self, what: str) -> int:
        return int(self.runs[0][what])


@dataclass(frozen=True)
class Results:
    """Everything measured in one run. `busy` is the machine's load before it (None: unknown)."""

    shipped: LoadTimes
    grown: Sequence[LoadTimes]  # the smallest archive first
    many: LoadTimes
    pages: Sequence[dict[str, Any]]
    growth: Sequence[dict[str, Any]]  # as growth.py prints them, the smallest archive first
    large: dict[str, Any]
    controls: Sequence[dict[str, Any]]
    delivered: DeliveryResults
    busy: float | None


def results_report(results: Results) -> str:
    """The text of RESULTS.md."""
    empty = Spread.of(results.pages[0]["kept"]["wall"])
    return "\n".join(
        [
            "# What Abwab takes",
            "",
            f"Measured by `make bench` on {date.today().isoformat()}. {_machine(results.busy)}",
            "",
            "Median, and in brackets the least and the most, of several runs. Other machines and other hours give "
            "other times; ratios between times of one run travel better. " + _noise(results),
            "",
            "## Targets",
            "",
            *_targets(results),
            *delivery_targets(results.delivered),
            "",
            "## Checking and loading an archive",
            "",
            "One `lib.archive.read_archive` in a new process, after imports. The archives are made from the shipped "
            "one: the same editions, sources and statements again and again, years later; the last row is one edition "
            "of sixty days with counts for each quarter of an hour and audience, an eighth of them claimed twice. Peak "
            "memory is that of the whole process, imports with it.",
            "",
            *table_lines(
                [
                    "archive",
                    "editions",
                    "rows",
                    "sources",
                    "files",
                    "runs",
                    "wall",
                    "CPU",
                    "peak memory",
                    "of it imports",
                ],
                [_load(load) for load in (results.shipped, *results.grown, results.many)],
            ),
            "",
            "## How it grows",
            "",
            f"Against the archive of {results.grown[0].count('editions')} editions, by CPU time divided by what a "
            "fixed piece of work took in the same process, so that a slow minute of the machine isn't taken for "
            "growth. 1.00 is growth in proportion; below it, what is done once for all editions is shared by more of "
            "them.",
            "",
            *table_lines(
                [
                    "editions",
                    "time",
                    "times as long",
                    "CPU an edition",
                    "an edition, as a ratio",
                    "memory above imports",
                ],
                [_growth(load, results.grown[0]) for load in results.grown],
            ),
            "",
            f"A row of the edition with many rows takes {_per_row(results.many):.1f} µs of CPU time and "
            f"{_above(results.many) / results.many.count('rows'):.0f} bytes at the peak.",
            "",
            "## Drawing a page",
            "",
            f"The script of each page with the {results.shipped.count('editions')} shipped editions in a warm process, "
            "run as a click does: frame, choices, page, all charts; without browser and network. A new view is one "
            "that nobody has asked for since the data changed: its measures are taken and its charts built. A kept "
            f"one has them already. Streamlit's test bench runs it all; {format_milliseconds(empty)} "
            "of each time are its own, as an empty script shows.",
            "",
            *table_lines(
                ["page", "language", "runs", "new view, wall", "new view, CPU", "kept view, wall", "kept view, CPU"],
                [
                    [
                        entry["page"],
                        ENGLISH_LANGUAGE_NAMES[entry["language"]],
                        str(len(entry["new"]["wall"])),
                        *(
                            format_milliseconds(Spread.of(entry[view][what]))
                            for view in CACHE_STATES
                            for what in ("wall", "cpu")
                        ),
                    ]
                    for entry in sorted(results.pages[1:], key=lambda entry: _order(results.pages, entry))
                ],
            ),
            "",
            "## Pages and charts as the record book grows",
            "",
            "The same in Arabic, the last edition in focus and all others asked for: CPU time of the first run after "
            "the data changed, in which measures are taken, charts built and the list of claims written, and of a run "
            f"after it (median). At most {MAX_EDITIONS} editions stand side by side, so what a page sends stays the "
            f"same. The last three columns are one edition with {results.many.count('rows'):,} rows.",
            "",
            *_grown(results, "pages"),
            "",
            "Building one chart, with nothing of the chart kept: the first time, its measures too; and again.",
            "",
            *_grown(results, "charts"),
            "",
            "## From a choice to the page redrawn",
            "",
            "In Chromium, against a running dashboard: from the press of a control to the moment in which the script "
            "has run, the text is another and every chart is drawn.",
            "",
            *table_lines(
                ["page", "control", "changes", "press to redrawn"],
                [
                    [
                        entry["page"],
                        entry["control"],
                        str(len(entry["wall"])),
                        format_milliseconds(Spread.of(entry["wall"])),
                    ]
                    for entry in results.controls
                ],
            ),
            "",
            *delivery_section(results.delivered),
        ]
    )


def _targets(results: Results) -> Iterator[str]:
    """A sentence for each target."""
    shipped, many = results.shipped.spread("wall"), results.many.spread("wall")
    editions = results.shipped.count("editions")
    yield (
        f"- **{verdict(shipped.median < SHIPPED_SECONDS)}**: the shipped archive ({editions} editions) loads in "
        f"{format_seconds(shipped)} after imports; the target is under {SHIPPED_SECONDS * 1000:.0f} ms for six."
    )
    steps = list(zip(results.grown, results.grown[1:], strict=False))
    steepest = max(_dearer(smaller, larger) for smaller, larger in steps)
    said = "; ".join(
        f"{larger.count('editions') / smaller.count('editions'):.0f} times the editions (from "
        f"{smaller.count('editions')} to {larger.count('editions')}) take "
        f"{_times(smaller, larger):.1f} times the CPU time"
        for smaller, larger in steps
    )
    yield (
        f"- **{verdict(steepest <= MAX_GROWTH_FACTOR)}**: {said}. Growth counts as linear if an edition is never more "
        f"than {MAX_GROWTH_FACTOR} times dearer than in the next smaller archive; here {steepest:.2f} at most."
    )
    slowest = max(Spread.of(entry["kept"]["cpu"]).median for entry in results.pages[1:])
    yield (
        f"- **{verdict(slowest < PAGE_SECONDS)}**: the script of the slowest page takes {slowest * 1000:.0f} ms of "
        f"CPU warm (a kept view); the target is under {PAGE_SECONDS * 1000:.0f} ms."
    )
    small, large = (max(_again(one, "pages").values()) for one in (results.growth[0], results.growth[-1]))
    yield (
        f"- **{verdict(large < GROWN_SECONDS)}**: with {results.growth[-1]['editions']} editions the script of the "
        f"slowest page takes {large * 1000:.0f} ms of CPU warm, with {results.growth[0]['editions']} "
        f"{small * 1000:.0f} ms; the target is under {GROWN_SECONDS * 1000:.0f} ms."
    )
    peak = results.many.spread("peak").median
    yield (
        f"- **{verdict(many.median < MANY_SECONDS and peak < MANY_BYTES)}**: one edition with "
        f"{results.many.count('rows'):,} rows is checked and loaded in "
        f"{format_seconds(many)} with {peak / 1e9:.2f} GB at the peak; the target is under "
        f"{MANY_SECONDS:.0f} s and {MANY_BYTES / 1e9:.1f} GB."
    )


def _load(load: LoadTimes) -> list[str]:
    return [
        load.name,
        f"{load.count('editions'):,}",
        f"{load.count('rows'):,}",
        f"{load.count('sources'):,}",
        f"{load.bytes / MEGA:.1f} MB",
        str(len(load.runs)),
        format_seconds(load.spread("wall")),
        format_seconds(load.spread("cpu")),
        f"{load.spread('peak').median / MEGA:.0f} MB",
        f"{load.spread('idle').median / MEGA:.0f} MB",
    ]


def _growth(load: LoadTimes, first: LoadTimes) -> list[str]:
    cpu, editions = load.spread("cpu").median, load.count("editions")
    return [
        f"{editions:,}",
        f"{cpu:.2f} s",
        f"{_times(first, load):.1f}",
        f"{cpu / editions * 1000:.1f} ms",
        f"{_dearer(first, load):.2f}",
        f"{_above(load) / MEGA:.0f} MB",
    ]


def _again(grown: dict[str, Any], what: str) -> dict[str, float]:
    """Median seconds of each page or chart after its first time."""
    return {name: Spread.of(timed["again"]).median for name, timed in grown[what].items()}


def _grown(results: Results, what: str) -> Iterator[str]:
    """One row per page or chart: for each archive, the first time, later times and the size."""
    archives = [*results.growth, results.large]
    names = [f"{one['editions']} editions" for one in results.growth] + ["large"]
    return table_lines(
        [what, *(f"{name}, {column}" for name in names for column in ("first", "again", "size"))],
        [
            [
                name,
                *(
                    cell
                    for one in archives
                    for cell in (
                        f"{one[what][name]['first'] * 1000:.0f} ms",
                        f"{_again(one, what)[name] * 1000:.0f} ms",
                        f"{one[what][name]['bytes'] / 1000:.0f} kB",
                    )
                ),
            ]
            for name in archives[0][what]
        ],
    )


def _times(smaller: LoadTimes, larger: LoadTimes) -> float:
    """How many times as long the larger archive takes."""
    return larger.paced() / smaller.paced()


def _dearer(smaller: LoadTimes, larger: LoadTimes) -> float:
    """How many times as long one edition takes in the larger archive: 1 for growth in proportion."""
    return _times(smaller, larger) / (larger.count("editions") / smaller.count("editions"))


def _per_row(load: LoadTimes) -> float:
    """CPU microseconds per row."""
    return load.spread("cpu").median / load.count("rows") * 1e6


def _above(load: LoadTimes) -> float:
    """Bytes of memory at the peak, beyond those after imports."""
    return load.spread("peak").median - load.spread("idle").median


def _order(pages: Sequence[dict[str, Any]], entry: dict[str, Any]) -> tuple[int, int]:
    """The sort key: by page in the dashboard's order, then by language."""
    names = list(dict.fromkeys(other["page"] for other in pages))
    return names.index(entry["page"]), list(ENGLISH_LANGUAGE_NAMES).index(entry["language"])


def _noise(results: Results) -> str:
    """How steady the machine was during the run: its pace, and wall time in proportion to CPU time."""
    runs = [run for load in (results.shipped, *results.grown, results.many) for run in load.runs]
    paces = Spread.of([run["pace"] for run in runs])
    waits = Spread.of([run["wall"] / run["cpu"] for run in runs])
    return (
        f"During this run the machine was up to {paces.most / paces.least:.1f} times slower than at its fastest, "
        f"and the wall clock ran {waits.median:.2f} times as long as the CPU's ({waits.least:.2f}–{waits.most:.2f}): "
        + (
            "it had other work to do, and times are too long."
            if waits.median > BUSY_RATIO
            else "it had little else to do."
        )
    )


def _machine(busy: float | None) -> str:
    """`Linux x86_64, 2 cores, load 0.3 before the run; Python 3.11.7, pandas 3.1.1, …`"""
    parts = [f"{platform.system()} {platform.machine()}", f"{os.cpu_count()} cores"]
    if busy is not None:
        parts.append(f"load {busy:.1f} before the run")
    versions = [f"Python {sys.version.split()[0]}", *(f"{package} {version(package)}" for package in PACKAGES)]
    return f"{', '.join(parts)}; {', '.join(versions)}."
