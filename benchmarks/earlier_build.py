"""What comparisons with an earlier build share: its folder on the command line, and the line about each measure."""

import argparse
import statistics
from collections.abc import Sequence
from pathlib import Path


def earlier_build_parser(module: str) -> argparse.ArgumentParser:
    """The parser of the command line of `python -m benchmarks.<module> FOLDER`."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{module}", description="Side by side.")
    parser.add_argument("folder", type=Path, help="the folder of the project at an earlier commit")
    return parser


def print_ratio(name: str, before: Sequence[float], now: Sequence[float]) -> None:
    """Print the medians of the build before and of this one, and their ratio. `name` ends with the unit."""
    old, new = statistics.median(before), statistics.median(now)
    print(f"{name}: {old:.1f} before, {new:.1f} now, {new / old:.0%}", flush=True)
