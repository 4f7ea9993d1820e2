"""Archive -> the numbers that are compared. Pure functions; no screen, no language."""

from lib.measures.attendance import Count, Point, blocks, counts, pace
from lib.measures.basis import BASES, LASTING, Basis, among, base, obstacle, possible
from lib.measures.figure import Figure, add, change, index, rate, ratio, significant, weakest
from lib.measures.measure import MEASURES, Measure, Series
from lib.measures.record import Record, previous, record_before, record_of, records
from lib.measures.thing import Thing, things

__all__ = [
    "BASES",
    "LASTING",
    "MEASURES",
    "Basis",
    "Count",
    "Figure",
    "Measure",
    "Point",
    "Record",
    "Series",
    "Thing",
    "add",
    "among",
    "base",
    "blocks",
    "change",
    "counts",
    "index",
    "obstacle",
    "pace",
    "possible",
    "previous",
    "rate",
    "ratio",
    "record_before",
    "record_of",
    "records",
    "significant",
    "things",
    "weakest",
]
