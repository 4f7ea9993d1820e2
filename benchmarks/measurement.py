"""Running a benchmark in a new process, and summaries of several runs."""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Spread:
    """The median, the least and the most of several measurements."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        return cls(statistics.median(values), min(values), max(values))


@dataclass(frozen=True)
class Clock:
    """A stopwatch of wall time and of this process's CPU time, in seconds."""

    wall: float
    cpu: float

    @classmethod
    def start(cls) -> "Clock":
        return cls(time.perf_counter(), time.process_time())

    def passed(self) -> tuple[float, float]:
        """Wall and CPU seconds since the start."""
        return time.perf_counter() - self.wall, time.process_time() - self.cpu


def peak_memory() -> int:
    """The most memory that this process has held so far, in bytes."""
    # Linux counts in KiB, macOS in bytes.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def machine_pace() -> float:
    """CPU seconds that a fixed piece of work takes at present: the best of fifteen runs, a tenth of a second in all.

    A shared machine has slow minutes in which CPU times are up to twice as high. Loading times from different minutes
    are divided by this before they are compared.
    """
    best = float("inf")
    for _ in range(15):
        start = time.process_time()
        texts = {str(number): [number, number + 1] for number in range(12_000)}
        sum(len(text) + pair[1] for text, pair in sorted(texts.items()))
        best = min(best, time.process_time() - start)
    return best


def run_module(module: str, *arguments: str, data: Path | None = None) -> Any:
    """What `python -m module arguments` prints, read as JSON. `data` is the data folder (None: the project's).

    It runs in a new process, because imports, caches and freed memory of one benchmark would favour the next. On Linux
    a new process inherits its parent's peak memory, so the caller must use less memory than the benchmark will.
    """
    environment = os.environ | ({"ABWAB_DATA": str(data)} if data else {})
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{module} {' '.join(arguments)} failed:\n{done.stderr}")
    return json.loads(done.stdout)
