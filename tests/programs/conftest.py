"""The programs of others, as tests/programs.sh installs them. A test is skipped when its program is missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

PROGRAM_FOLDER = Path(__file__).parents[2] / ".cache" / "programs"


def find_program(name: str) -> str:
    """The path of a program. Skips the test if it is missing."""
    path = shutil.which(name)
    if not path:
        pytest.skip(f"{name} is not installed: sh tests/programs.sh installs it where it can")
    return path


def find_folder(path: str) -> Path:
    """A folder of unpacked files. Skips the test if it is missing."""
    folder = PROGRAM_FOLDER / path
    if not folder.is_dir():
        pytest.skip(f"{path} is not unpacked: sh tests/programs.sh does it where it can")
    return folder
