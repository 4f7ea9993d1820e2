"""Counts of live days that wait in the draft for the person who confirms them."""

from __future__ import annotations

from collections.abc import Iterable

from lib.desk.row_changes import RowChange


def adds_counts_only(changes: Iterable[tuple[str, RowChange]]) -> bool:
    """Whether some changes of a record book are new counts up to an hour, and nothing else."""
    found = [change for _, change in changes]
    return bool(found) and all(map(_is_live_count, found))


def _is_live_count(change: RowChange) -> bool:
    row = change.after
    new = change.stem == "visitors" and change.before is None and row is not None
    return bool(new and row and row["unit"] == "visitors" and row["until"] and row["value"])
