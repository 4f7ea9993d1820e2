"""Archive -> the numbers that are compared. Pure functions; no screen, no language."""

from lib.measures.attendance import Count, Point, blocks, counts, pace
from lib.measures.basis import BASES, LASTING, Basis, among, base, obstacle, possible
from lib.measures.claim import Claim, claims, covered, disputed
from lib.measures.figure import Figure, add, change, index, rate, ratio, significant, weakest
from lib.measures.journey import Leg, Reign, between, distance, legs, reigns
from lib.measures.measure import MEASURES, Measure, Series
from lib.measures.outreach import OUTREACH, Reached, reached
from lib.measures.programme import Worded, count, named, of_kind, subjects, worded
from lib.measures.record import Record, previous, record_before, record_of, records
from lib.measures.thing import Thing, things

__all__ = [
    "BASES",
    "LASTING",
    "MEASURES",
    "OUTREACH",
    "Basis",
    "Claim",
    "Count",
    "Figure",
    "Leg",
    "Measure",
    "Point",
    "Reached",
    "Record",
    "Reign",
    "Series",
    "Thing",
    "Worded",
    "add",
    "among",
    "base",
    "between",
    "blocks",
    "change",
    "claims",
    "count",
    "counts",
    "covered",
    "disputed",
    "distance",
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
    "subjects",
    "things",
    "weakest",
    "worded",
]
