"""The one value all measures speak: a figure, and the arithmetic that never drops a qualifier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

# From the firmest to the weakest wording. `about` may err to either side, so it is the weakest.
QUALIFIER_STRENGTH = ("exact", "nearly", "over", "at_least", "up_to", "about")

RATE_DIGITS = 3
RATIO_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its wording and its origin.

    value       visitors, stands, square metres, ... (never negative)
    qualifier   one of STRENGTH
    sources     ids of data/sources.csv, those of the inputs when calculated
    terms       what a calculated figure was made from: ("sum", a, b, …), ("quotient", a, b),
                ("index", a, base), ("days",) from dates or ("distance", latitude, longitude, latitude, longitude);
                () when published
    """

    value: float
    qualifier: str = "exact"
    sources: tuple[str, ...] = ()
    terms: tuple[str | float, ...] = ()

    @property
    def calculated(self) -> bool:
        """True when the value was computed here, not published."""
        return bool(self.terms)


def weakest_qualifier(qualifiers: Iterable[str]) -> str:
    """The qualifier that a value made from several others may carry at most.

    One kind of doubt stays what it is; doubts that point in different directions (nearly + over) leave only `about`.
    """
    doubts = set(qualifiers) - {"exact"}
    if not doubts:
        return "exact"
    return doubts.pop() if len(doubts) == 1 else "about"


def round_significant(value: float, digits: int) -> float:
    """`value` rounded half up to so many significant digits: (26666.7, 3) -> 26700."""
    if value == 0:
        return 0.0
    exact = Decimal(str(value))
    place = Decimal(1).scaleb(exact.adjusted() - digits + 1)
    return float((exact / place).quantize(Decimal(1), ROUND_HALF_UP) * place)


def add_figures(figures: Iterable[Figure]) -> Figure:
    """The sum, with the weakest qualifier and every source. Raises ValueError when there is nothing to add."""
    parts = tuple(figures)
    if not parts:
        raise ValueError("nothing to add")
    if len(parts) == 1:
        return parts[0]
    return Figure(
        value=sum(part.value for part in parts),
        qualifier=weakest_qualifier(part.qualifier for part in parts),
        sources=_sources(parts),
        terms=("sum", *(part.value for part in parts)),
    )


def rate(figure: Figure, per: Figure) -> Figure:
    """`figure` for each one of `per` (visitors per day, per stand), rounded to three significant digits.

    The rounding keeps a figure published as 80,000 from turning into a seemingly exact 26,667 a day.
    Raises ZeroDivisionError when `per` is zero.
    """
    return _quotient(figure, per, RATE_DIGITS)


def ratio(figure: Figure, base: Figure) -> Figure:
    """How many times `base` goes into `figure`, to two significant digits. Raises ZeroDivisionError."""
    return _quotient(figure, base, RATIO_DIGITS)


def percent_change(figure: Figure, base: Figure) -> Figure:
    """By how many per cent `figure` is above or below `base`, without a sign, to two significant digits.

    Raises ZeroDivisionError when `base` is zero.
    """
    distance = Figure(abs(figure.value - base.value) * 100, figure.qualifier, figure.sources)
    return _quotient(distance, base, RATIO_DIGITS)


def index_figure(figure: Figure, base: Figure) -> Figure:
    """`figure` where `base` is set at 100, to three significant digits. Raises ZeroDivisionError.

    The base itself is 100 by definition, whatever the doubt about its figure.
    """
    hundredfold = Figure(figure.value * 100, figure.qualifier, figure.sources)
    quotient = Figure(100, sources=figure.sources) if figure == base else _quotient(hundredfold, base, RATE_DIGITS)
    return replace(quotient, terms=("index", figure.value, base.value))


def _quotient(figure: Figure, by: Figure, digits: int) -> Figure:
    if by.value == 0:
        raise ZeroDivisionError(f"{figure.value:g} divided by zero")
    value = round_significant(figure.value / by.value, digits)
    # What rounding has changed is no longer exact. And a doubt in the divisor points the other way in the quotient:
    # "more than" below the line is "less than" above it.
    whole = Decimal(str(value)) * Decimal(str(by.value)) == Decimal(str(figure.value))
    kept = by.qualifier == "exact" and (figure.qualifier != "exact" or whole)
    return Figure(
        value=value,
        qualifier=figure.qualifier if kept else "about",
        sources=_sources((figure, by)),
        terms=("quotient", figure.value, by.value),
    )


def _sources(figures: Iterable[Figure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for figure in figures for source in figure.sources))
