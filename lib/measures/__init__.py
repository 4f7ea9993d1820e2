"""Archive -> the numbers that are compared. Pure functions; no screen, no language."""

from lib.measures.attendance import Count, Point, blocks, counts, pace
from lib.measures.claim import Claim, claims, covered, disputed
from lib.measures.figure import Figure, add, change, rate, ratio, significant, weakest
from lib.measures.measure import MEASURES, Measure, Series
from lib.measures.record import Record, previous, record_before, record_of, records
from lib.measures.thing import Thing, things

__all__ = [
    "MEASURES",
    "Claim",
    "Count",
    "Figure",
    "Measure",
    "Point",
    "Record",
    "Series",
    "Thing",
    "add",
    "blocks",
    "change",
    "claims",
    "counts",
    "covered",
    "disputed",
    "pace",
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
