"""Tables, times and judgements of the reports, in Markdown."""

from collections.abc import Iterator

from benchmarks.measurement import Spread


def verdict(met: bool) -> str:
    return "Met" if met else "Not met"


def format_seconds(spread: Spread) -> str:
    if spread.median < 1:
        return format_milliseconds(spread)
    return f"{spread.median:.2f} s ({spread.least:.2f}–{spread.most:.2f})"


def format_milliseconds(spread: Spread) -> str:
    digits = 0 if spread.median >= 0.01 else 1
    median, least, most = (f"{value * 1000:.{digits}f}" for value in (spread.median, spread.least, spread.most))
    return f"{median} ms ({least}–{most})"


def table_lines(heads: list[str], rows: list[list[str]]) -> Iterator[str]:
    """The lines of a table; columns of numbers are right-aligned."""
    numeric = [all(row[column][:1].isdigit() for row in rows) for column in range(len(heads))]
    yield f"| {' | '.join(heads)} |"
    yield f"|{'|'.join('---:' if right else '---' for right in numeric)}|"
    for row in rows:
        yield f"| {' | '.join(row)} |"
