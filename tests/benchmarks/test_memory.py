"""Memory of the server and of its Chromium, as the manual of deployment names it."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from benchmarks.memory import MemorySample, memory_table, peak_sample
from tests.deploy.conftest import ROOT

# A server of its own, which starts a process that holds memory when it is told to: those that other tests have started
# in this one come and go.
SERVER = """
import subprocess, sys
input()
held = subprocess.Popen([sys.executable, "-c", "held = bytearray(b'1' * {size}); print(flush=True); input()"])
held.wait()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="PSS is known to Linux only")
def test_the_processes_that_a_server_starts_are_counted() -> None:
    held = 100_000_000
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER.format(size=held)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert server.stdin
    assert server.stdout
    before = MemorySample.of(server.pid)
    with peak_sample(server.pid) as peak:
        server.stdin.write(b"\n")
        server.stdin.flush()
        server.stdout.readline()
        standing = MemorySample.of(server.pid)
        peak.append(standing)
        server.communicate(b"\n")
    assert before.chromium == 0
    assert standing.chromium >= held
    assert standing.total == standing.server + standing.chromium
    assert peak[0].total >= standing.total
    assert len(peak) == 1


def test_the_table_names_both() -> None:
    written = memory_table([("ready", MemorySample(238_000_000, 412_400_000))])
    assert written.splitlines()[-1] == "| ready | 238 MB | 412 MB | 650 MB |"


def test_a_replica_may_hold_more_than_was_measured() -> None:
    """The limit of compose.yaml is well above the highest number of the manual."""
    manual = (ROOT / "deploy" / "README.md").read_text(encoding="utf-8")
    measured = [int(size) for size in re.findall(r"^\| .* \| (\d+) MB \|$", manual, re.MULTILINE)]
    assert len(measured) == 4
    [limit] = re.findall(r"mem_limit: (\d+)g", (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))
    assert int(limit) * 1000 > 1.5 * max(measured)
