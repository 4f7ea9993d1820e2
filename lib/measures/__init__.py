"""Archive -> the numbers that are compared. Pure functions; no screen, no language."""

from lib.measures.attendance import Count, Point, blocks, counts, pace
from lib.measures.basis import BASES, LASTING, Basis, among, base, obstacle, possible
from lib.measures.claim import Claim, claims, covered, disputed
from lib.measures.elapsed import Elapsed, elapsed
from lib.measures.figure import Figure, add, change, index, rate, ratio, significant, weakest
from lib.measures.journey import Leg, Stop, distance, legs, stops, way
from lib.measures.measure import MEASURES, Measure, Series
from lib.measures.outreach import OUTREACH, Reached, reached
from lib.measures.programme import Worded, named, of_kind, subjects, worded
from lib.measures.record import Record, Reign, previous, record_before, record_of, records, reigns
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
    theme_turnover,
    themes,
    turnover,
)
from lib.measures.thing import Thing, by_edition, count, things

__all__ = [
    "BASES",
    "LASTING",
    "MEASURES",
    "OUTREACH",
    "Basis",
    "Claim",
    "Count",
    "Elapsed",
    "Figure",
    "Leg",
    "Measure",
    "Partnership",
    "Point",
    "Reached",
    "Record",
    "Reign",
    "Series",
    "Stop",
    "Themes",
    "Thing",
    "Turnover",
    "Worded",
    "add",
    "among",
    "base",
    "blocks",
    "by_edition",
    "change",
    "claims",
    "complete",
    "count",
    "counts",
    "covered",
    "disputed",
    "distance",
    "elapsed",
    "fold",
    "index",
    "legs",
    "matches",
    "named",
    "named_stands",
    "new_themes",
    "obstacle",
    "of_kind",
    "other_themes",
    "pace",
    "partnerships",
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
    "stand_themes",
    "stops",
    "subjects",
    "theme_turnover",
    "themes",
    "things",
    "turnover",
    "way",
    "weakest",
    "worded",
]
