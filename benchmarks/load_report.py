"""The report LOAD.md on the load test. Every judgement is computed from the numbers."""

import os
import platform
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from benchmarks.markdown import table_lines, verdict

CHART_SECONDS = 1.0  # p95 of a cached chart address while the dashboard is saturated
MAX_MEMORY_DRIFT = 1.05  # memory at the end divided by memory once all sessions are open
MEGA = 1e6
CURVE_ROWS = 20  # rows of the curve


@dataclass(frozen=True)
class ServerSample:
    """The server's process `after` seconds: bytes of memory, CPU seconds, open sessions, answered requests."""

    after: float
    memory: int
    cpu: float
    sessions: int
    answered: int


@dataclass(frozen=True)
class LoadResults:
    """The requests of a load test and their outcomes.

    `ready` is how many seconds it took to fill the cache; `held` is how many sessions lasted to the end.
    """

    sessions: int
    rate: float
    minutes: float
    opening: float
    ready: float
    held: int
    curve: Sequence[ServerSample]
    sent: Mapping[str, int]
    fates: Mapping[str, int]
    errors: Mapping[str, int]
    seconds: Mapping[str, Sequence[float]]

    def fate(self, what: str, fate: str) -> int:
        return self.fates.get(f"{what} {fate}", 0)

    def lost(self) -> int:
        """How many requests failed or have no outcome."""
        gone = sum(number for fate, number in self.fates.items() if fate.endswith(" lost"))
        told = sum(self.fates.values())
        return gone + max(0, sum(self.sent.values()) - told)

    def percentile(self, what: str, part: int) -> float:
        """The percentile `part` of the seconds that `what` took."""
        took = self.seconds.get(what, ())
        return statistics.quantiles(took, n=100, method="inclusive")[part - 1] if len(took) > 1 else sum(took)

    def drift(self) -> float:
        """Memory in the last quarter of the constant load divided by that in the first; 1 means no growth."""
        standing = [moment for moment in self.curve if self.opening <= moment.after <= self.minutes * 60]
        quarter = max(1, len(standing) // 4)
        if not standing or not standing[0].memory:
            return 1.0
        first, last = (
            statistics.median(moment.memory for moment in part) for part in (standing[:quarter], standing[-quarter:])
        )
        return float(last / first)


def load_report(found: LoadResults, busy: float) -> str:
    """The text of LOAD.md."""
    return "\n".join(
        [
            "# What one process bears",
            "",
            f"Measured by `make load` on {date.today().isoformat()}: {platform.system()} {platform.machine()}, "
            f"{os.cpu_count()} cores, load {busy:.1f} before the run; who asks runs on the same cores. "
            f"{found.sessions} sessions of the dashboard open over {found.opening:.0f} s and change the language or "
            f"the edition every 10 to 30 s; at the same time {found.rate:.0f} requests a second go to chart "
            f"addresses (pages, embeds, pictures, tables; three languages, two editions; four in ten with "
            f"If-None-Match), for {found.minutes:g} minutes. Then all sessions choose again and again without a "
            f"pause. Time of a request runs from when it was due. Everything that is asked for was made before, in "
            f"{found.ready:.0f} s.",
            "",
            *_targets(found),
            "",
            *table_lines(
                ["what", "asked", "answered", "refused politely", "lost", "p50", "p95", "p99"],
                [_row(found, what) for what in found.sent],
            ),
            "",
            *_errors(found),
            "## Memory of the process",
            "",
            *table_lines(
                ["after", "memory", "CPU since the row above", "sessions", "requests answered"],
                list(_curve(found)),
            ),
            "",
        ]
    )


def _targets(found: LoadResults) -> Iterator[str]:
    lost, refused = found.lost(), sum(number for fate, number in found.fates.items() if fate.endswith(" refused"))
    yield (
        f"- **{verdict(lost == 0)}**: of {sum(found.sent.values()):,} requests, openings and choices {lost:,} were "
        f"lost; {refused:,} were refused with 503 and Retry-After."
    )
    yield f"- **{verdict(found.held == found.sessions)}**: {found.held} of {found.sessions} sessions stood to the end."
    middle, most = (found.percentile("a kept chart meanwhile", part) for part in (50, 95))
    yield (
        f"- **{verdict(most < CHART_SECONDS)}**: while all sessions choose without a pause, a kept chart address "
        f"answers in {middle * 1000:.0f} ms (p95 {most * 1000:.0f} ms); the target is a p95 under "
        f"{CHART_SECONDS * 1000:.0f} ms."
    )
    if found.minutes * 60 >= 2 * found.opening:
        yield (
            f"- **{verdict(found.drift() <= MAX_MEMORY_DRIFT)}**: at the end the process holds {found.drift():.2f} "
            f"times the memory that it held once all sessions stood; up to {MAX_MEMORY_DRIFT} counts as flat."
        )


def _row(found: LoadResults, what: str) -> list[str]:
    told = [f"{found.fate(what, fate):,}" for fate in ("answered", "refused", "lost")]
    times = [f"{found.percentile(what, part) * 1000:,.0f} ms" for part in (50, 95, 99)]
    return [what, f"{found.sent[what]:,}", *told, *times]


def _errors(found: LoadResults) -> Iterator[str]:
    if found.errors:
        yield from table_lines(["lost", "times"], [[error, str(times)] for error, times in found.errors.items()])
        yield ""


def _curve(found: LoadResults) -> Iterator[list[str]]:
    step = max(1, len(found.curve) // CURVE_ROWS)
    before = 0.0
    for moment in found.curve[::step]:
        spent = f"{moment.cpu - before:.1f} s" if before else "–"
        before = moment.cpu
        yield [
            f"{moment.after:.0f} s",
            f"{moment.memory / MEGA:.0f} MB",
            spent,
            str(moment.sessions),
            f"{moment.answered:,}",
        ]
