"""Archive -> the numbers that are compared. Pure functions; no screen, no language."""

from lib.measures.attendance import Count, Point, blocks, counts, pace
from lib.measures.basis import BASES, LASTING, Basis, among, base, obstacle, possible
from lib.measures.figure import Figure, add, change, index, rate, ratio, significant, weakest
from lib.measures.measure import MEASURES, Measure, Series
from lib.measures.record import Record, previous, record_before, record_of, records
from lib.measures.search import fold, matches
from lib.measures.stand import (
    Partnership,
    Themes,
    Turnover,
    complete,
    named_stands,
    new_themes,
    other_themes,
    partnerships,
    stand_themes,
    tally,
    theme_turnover,
    themes,
    turnover,
)
from lib.measures.thing import Thing, things

__all__ = [
    "BASES",
    "LASTING",
    "MEASURES",
    "Basis",
    "Count",
    "Figure",
    "Measure",
    "Partnership",
    "Point",
    "Record",
    "Series",
    "Themes",
    "Thing",
    "Turnover",
    "add",
    "among",
    "base",
    "blocks",
    "change",
    "complete",
    "counts",
    "fold",
    "index",
    "matches",
    "named_stands",
    "new_themes",
    "obstacle",
    "other_themes",
    "pace",
    "partnerships",
    "possible",
    "previous",
    "rate",
    "ratio",
    "record_before",
    "record_of",
    "records",
    "significant",
    "stand_themes",
    "tally",
    "theme_turnover",
    "themes",
    "things",
    "turnover",
    "weakest",
]
