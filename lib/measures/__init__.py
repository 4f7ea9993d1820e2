"""Archive -> the numbers that are compared. Pure functions; no screen, no language."""

from lib.measures.attendance import Count, Point, blocks, counts, pace
from lib.measures.basis import BASES, LASTING, Basis, among, base, obstacle, possible
from lib.measures.elapsed import Elapsed, elapsed
from lib.measures.figure import Figure, add, change, index, rate, ratio, significant, weakest
from lib.measures.journey import Leg, Stop, distance, legs, stops, way
from lib.measures.measure import MEASURES, Measure, Series
from lib.measures.outreach import OUTREACH, Reached, reached
from lib.measures.programme import Worded, count, named, of_kind, subjects, worded
from lib.measures.record import Record, Reign, previous, record_before, record_of, records, reigns
from lib.measures.thing import Thing, things

__all__ = [
    "BASES",
    "LASTING",
    "MEASURES",
    "OUTREACH",
    "Basis",
    "Count",
    "Elapsed",
    "Figure",
    "Leg",
    "Measure",
    "Point",
    "Reached",
    "Record",
    "Reign",
    "Series",
    "Stop",
    "Thing",
    "Worded",
    "add",
    "among",
    "base",
    "blocks",
    "change",
    "count",
    "counts",
    "distance",
    "elapsed",
    "index",
    "legs",
    "named",
    "obstacle",
    "of_kind",
    "pace",
    "possible",
    "previous",
    "rate",
    "ratio",
    "reached",
    "record_before",
    "record_of",
    "records",
    "reigns",
    "significant",
    "stops",
    "subjects",
    "things",
    "way",
    "weakest",
    "worded",
]
