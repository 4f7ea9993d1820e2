"""The report on attacks, a part of deploy/README.md. Every judgement is computed from the numbers."""

import os
import platform
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from benchmarks.load_report import LoadResults
from benchmarks.markdown import table_lines, verdict

ANSWER_SECONDS = 0.5  # p95 of pages and kept charts beside an attack
PICTURE_SECONDS = 10.0  # the slowest new picture beside an attack
HURRY_SECONDS = 1.0  # p95 of a kept chart while a crowd chooses without a pause
KINDS = ("page", "kept chart", "new picture", "choice")
BEGIN, END = "<!-- written by make siege -->", "<!-- end of what make siege writes -->"
MEGA = 1e6


@dataclass(frozen=True)
class SiegeResult:
    """What an honest reader met beside an attack: `seconds` of answers and the number of `lost` ones by kind, how many
    pages were `beginnings`; what the attackers were answered; by how many bytes the `memory` of the server grew at
    most, and after how many seconds a visit was possible again (`recovery`).
    """

    name: str
    strength: str
    seconds: Mapping[str, Sequence[float]]
    lost: Mapping[str, int]
    beginnings: int
    answers: Mapping[str, int]
    memory: int
    recovery: float

    def percentile(self, kind: str, part: int) -> float:
        """The percentile `part` of the seconds of a kind; infinite if nothing of it was answered."""
        took = self.seconds.get(kind, ())
        if len(took) < 2:
            return sum(took) or float("inf")
        return statistics.quantiles(took, n=100, method="inclusive")[part - 1]

    def met(self) -> bool:
        """Whether every target was met: nothing lost, and nothing late."""
        quick = all(self.percentile(kind, 95) <= ANSWER_SECONDS for kind in ("page", "kept chart"))
        return quick and max(self.seconds.get("new picture", [float("inf")])) <= PICTURE_SECONDS and not self.failed()

    def failed(self) -> int:
        """How many pages, charts and pictures the honest reader asked for in vain."""
        return sum(number for kind, number in self.lost.items() if kind != "choice")


def siege_report(found: Sequence[SiegeResult], crowds: Sequence[LoadResults], busy: tuple[float, float]) -> str:
    """The text between BEGIN and END. `busy` is the load of the machine before and after."""
    rows = [
        [
            result.name,
            result.strength,
            *(_answers(result, kind) for kind in KINDS),
            ", ".join(f"{number:,} × {answer}" for answer, number in sorted(result.answers.items())) or "–",
            f"{max(0, result.memory) / MEGA:.0f} MB",
            f"{result.recovery:.1f} s",
            verdict(result.met()),
        ]
        for result in found
    ]
    heads = ["attack", "how hard", "page", "kept chart", "new picture", "visit"]
    heads += ["what the attacker was answered", "memory", "a visit after it", "targets"]
    return "\n".join(
        [
            f"Measured by `make siege` on {date.today().isoformat()}: {platform.system()} {platform.machine()}, "
            f"{os.cpu_count()} cores, load {busy[0]:.1f} before it and {busy[1]:.1f} after it; attackers and readers "
            f"run on the same cores. One process, without nginx. Beside each attack an honest reader asks for pages, "
            f"kept charts and new pictures, and opens a page and chooses a language (a visit): median / 95th "
            f"percentile in milliseconds, and how many were asked for in vain. Targets: pages and kept charts within "
            f"{ANSWER_SECONDS * 1000:.0f} ms (95th percentile), new pictures within {PICTURE_SECONDS:.0f} s, none of "
            f"them in vain.",
            "",
            *table_lines(heads, rows),
            *_crowds(crowds),
        ]
    )


def _answers(result: SiegeResult, kind: str) -> str:
    said = "–"
    if result.seconds.get(kind):
        said = " / ".join(f"{result.percentile(kind, part) * 1000:,.0f}" for part in (50, 95))
    if kind == "page" and result.beginnings:
        said += f", {result.beginnings} of {len(result.seconds.get(kind, ()))} the beginning"
    return said + (f", {result.lost[kind]} in vain" if result.lost.get(kind) else "")


def _crowds(crowds: Sequence[LoadResults]) -> Iterator[str]:
    if not crowds:
        return
    yield ""
    yield (
        f"So many readers at once (benchmarks/load.py), each a client of its own: they open a page within "
        f"{crowds[0].opening:.0f} s, choose something every 10 to 30 s, and at the end again and again without a pause."
    )
    yield ""
    rows = []
    for found in crowds:
        middle, most = (found.percentile("a kept chart meanwhile", part) * 1000 for part in (50, 95))
        in_time = most <= HURRY_SECONDS * 1000 and not found.lost()
        rows.append(
            [
                str(found.sessions),
                f"{found.fate('openings', 'answered')} / {found.fate('openings', 'refused')}",
                str(found.held),
                f"{found.lost():,}",
                f"{middle:,.0f} / {most:,.0f} ms",
                verdict(in_time),
            ]
        )
    heads = ["readers", "let in / refused politely", "stayed to the end", "lost", "a kept chart in the hurry"]
    yield from table_lines([*heads, f"none lost, p95 within {HURRY_SECONDS:.0f} s"], rows)


def insert_report(document: str, report: str) -> str:
    """The document with the report between BEGIN and END. Raises ValueError if they are not there."""
    before, mark, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (mark and end):
        raise ValueError(f"expected {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{report.strip()}\n\n{END}{after}"
