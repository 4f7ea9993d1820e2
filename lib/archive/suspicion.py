"""Suspicion: what is improbable in an edition's figures and yet not wrong. Warnings only.

The functions take typed frames as `Archive.claims` gives them, `figure` and `line` among their columns.
"""

from collections.abc import Iterator

import pandas as pd

from lib.archive.problem import Problem


def attendance(frame: pd.DataFrame, file: str, first: pd.Timestamp, last: pd.Timestamp) -> Iterator[Problem]:
    """Visitors of one edition from `first` to `last`: no total, parts that outgrow it, a running count that falls."""
    counts = frame[
        frame["figure"] & (frame["audience"] == "all") & (frame["unit"] == "visitors") & frame["value"].notna()
    ]
    whole = (counts["first_day"] == first) & (counts["last_day"] == last) & counts["until"].isna()
    parts = counts[~whole]
    if whole.any():
        total = counts[whole].iloc[0]
        yield from _outgrown(parts, file, int(total["line"]), float(total["value"]))
    else:
        message = f'no row counts "all" "visitors" from {_iso(first)} to {_iso(last)}; expected the edition\'s total'
        yield Problem(file, 1, "value", message, warning=True)
    yield from _falling(parts[parts["first_day"] == first], file)


def _outgrown(parts: pd.DataFrame, file: str, line: int, total: float) -> Iterator[Problem]:
    """Counts above the total (on `line`); days and blocks that share no day and are together more than it."""
    above = parts["value"] > total
    for value, number in _lines(parts[above]):
        message = f'"{value:.0f}" is more than the total, {total:.0f}; expected at most that'
        yield Problem(file, number, "value", message, warning=True)
    # A count up to some hour of a day is a part of that day, so the highest count of a stretch of days stands for it.
    stretches = parts[~above].groupby(["first_day", "last_day"], as_index=False)["value"].max()
    most = heaviest(
        list(zip(stretches["first_day"], stretches["last_day"], stretches["value"].astype(float), strict=True))
    )
    if most > total:
        message = f'"{total:.0f}" is less than its separate days together, {most:.0f}; expected at least that'
        yield Problem(file, line, "value", message, warning=True)


def heaviest(stretches: list[tuple[pd.Timestamp, pd.Timestamp, float]]) -> float:
    """The highest sum of stretches (first day, last day, value) of which no two share a day; 0 for none."""
    best: list[tuple[pd.Timestamp, float]] = []  # (last day, highest sum up to it), both rising
    for first, last, value in sorted(stretches, key=lambda stretch: stretch[1]):
        before = max((reached for end, reached in best if end < first), default=0.0)
        best.append((last, max(before + value, best[-1][1] if best else 0.0)))
    return best[-1][1] if best else 0.0


def _falling(running: pd.DataFrame, file: str) -> Iterator[Problem]:
    """Counts from the first day on, in order of time, that are lower than an earlier one."""
    # `during` has no hour, so it can't be put in order within its day.
    timed = running[running["until"].ne("during").fillna(True)]
    ordered = timed.assign(hour=timed["until"].fillna("24:00")).sort_values(["last_day", "hour"], kind="stable")
    falling = ordered[(ordered["value"] < ordered["value"].cummax().shift()).fillna(False)]
    for value, line in _lines(falling):
        message = f'"{value:.0f}" is less than an earlier running count from the first day; expected a count that rises'
        yield Problem(file, line, "value", message, warning=True)


def named_stands(frame: pd.DataFrame, file: str) -> Iterator[Problem]:
    """More stands with a name than the published number of stands."""
    stands = frame[frame["kind"] == "stand"]
    named = stands.loc[stands["pavilion"] != "all", "pavilion"].nunique()
    published = stands[(stands["pavilion"] == "all") & stands["figure"] & stands["value"].notna()]
    for value, line in _lines(published[published["value"] < named]):
        message = f'"{value:.0f}" stands were published and {named} are named; expected at most {value:.0f} named ones'
        yield Problem(file, line, "value", message, warning=True)


def _lines(frame: pd.DataFrame) -> Iterator[tuple[float, int]]:
    """The value and the line of each row."""
    return zip(frame["value"].astype(float), frame["line"].astype(int), strict=True)


def _iso(day: pd.Timestamp) -> str:
    return day.strftime("%Y-%m-%d")
