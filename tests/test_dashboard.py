"""The front door refuses what it can't serve, and says why."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.local_server import free_port

ROOT = Path(__file__).parents[1]


def test_it_does_not_start_under_a_path() -> None:
    """Half of the addresses would be dead: the routes of a Streamlit app are not under its base path."""
    run = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(free_port())],
        cwd=ROOT,
        env={**os.environ, "STREAMLIT_SERVER_BASE_URL_PATH": "abwab"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 1
    assert "server.baseUrlPath is 'abwab'" in run.stdout + run.stderr
    assert "Traceback" not in run.stderr
