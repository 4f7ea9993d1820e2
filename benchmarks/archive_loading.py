"""Benchmark of checking and loading an archive. __main__.py runs it once per process."""

import json
import sys

from benchmarks.measurement import Clock, machine_pace, peak_memory
from lib.archive import read_archive, vocabulary


def main(folder: str) -> None:
    """Read the archive in `folder`; print the time and memory that it took.

    {"wall": seconds, "cpu": seconds, "idle": bytes, "peak": bytes, "pace": seconds, "editions": 6, "rows": 430, …}
    """
    before = machine_pace()
    idle = peak_memory()
    clock = Clock.start()
    archive = read_archive(folder)
    wall, cpu = clock.passed()
    most = peak_memory()
    after = machine_pace()
    # An edition with an error isn't loaded, so only a valid archive measures all of the work.
    wrong = [str(problem) for problem in archive.problems if not problem.warning]
    if wrong:
        sys.exit("\n".join(["expected an archive without errors:", *wrong[:20]]))
    rows = sum(len(archive.claims(topic)) for topic in vocabulary.TOPICS)
    found = {
        "editions": len(archive.editions),
        "sources": len(archive.sources),
        "rows": rows,
        "warnings": len(archive.problems),
    }
    print(json.dumps({"wall": wall, "cpu": cpu, "idle": idle, "peak": most, "pace": (before + after) / 2} | found))


if __name__ == "__main__":
    main(sys.argv[1])
