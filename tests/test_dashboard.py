"""The front door refuses what it can't serve, and says why."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from benchmarks.local_server import free_port

ROOT = Path(__file__).parents[1]


def refusal(**settings: str) -> str:
    """What it says when it does not start with these environment variables."""
    run = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(free_port())],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    return run.stdout + run.stderr


def test_it_does_not_start_under_a_path() -> None:
    """Half of the addresses would be dead: the routes of a Streamlit app are not under its base path."""
    assert "server.baseUrlPath is 'abwab'" in refusal(STREAMLIT_SERVER_BASE_URL_PATH="abwab")


def test_it_does_not_serve_others_before_it_knows_its_address() -> None:
    said = refusal(STREAMLIT_SERVER_ADDRESS="0.0.0.0")
    assert "server.address is '0.0.0.0'" in said
    assert 'public_address = "https://abwab.example"' in said
    assert "--server.address localhost" in said


def test_by_itself_it_serves_this_machine_only() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["address"] == "localhost"
