"""Figures, the common value of all measures, and arithmetic that never drops a qualifier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

# From the strongest to the weakest. `about` may be off in either direction, so it is the weakest.
QUALIFIER_STRENGTH = ("exact", "nearly", "over", "at_least", "up_to", "about")

RATE_DIGITS = 3
RATIO_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its qualifier and its sources.

    value       visitors, stands, square metres, ... (never negative)
    qualifier   one of QUALIFIER_STRENGTH
    sources     ids in data/sources.csv; for a calculated figure, those of its inputs
    terms       the inputs of a calculated figure: ("sum", a, b, …), ("quotient", a, b), ("difference", a, b),
                ("index", a, base), ("days",) or ("distance", latitude, longitude, latitude, longitude);
                () for a published figure
    wordings    (language, the words that sources in it write for the qualifier), where that is not its translation;
                a calculated figure has none
    claim       the id of the claim that is published so; "" for a calculated figure
    inputs      the ids of the claims from which a calculated figure was made
    """

    value: float
    qualifier: str = "exact"
    sources: tuple[str, ...] = ()
    terms: tuple[str | float, ...] = ()
    wordings: tuple[tuple[str, str], ...] = ()
    claim: str = ""
    inputs: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of the published claims on which the figure rests."""
        return (self.claim,) if self.claim else self.inputs

    @property
    def calculated(self) -> bool:
        """True if the value was calculated here rather than published."""
        return bool(self.terms)

    def wording_in(self, language: str) -> str:
        """The sources' own wording of the qualifier in a language; "" where our translation of it is used."""
        return next((words for code, words in self.wordings if code == language), "")


def weakest_qualifier(qualifiers: Iterable[str]) -> str:
    """The qualifier of a value calculated from several others.

    A single kind of doubt is kept. Different kinds (nearly + over) combine to `about`.
    """
    doubts = set(qualifiers) - {"exact"}
    if not doubts:
        return "exact"
    return doubts.pop() if len(doubts) == 1 else "about"


def round_significant(value: float, digits: int) -> float:
    """`value` rounded half up to `digits` significant digits: (26666.7, 3) -> 26700."""
    if value == 0:
        return 0.0
    exact = Decimal(str(value))
    place = Decimal(1).scaleb(exact.adjusted() - digits + 1)
    return float((exact / place).quantize(Decimal(1), ROUND_HALF_UP) * place)


def add_figures(figures: Iterable[Figure]) -> Figure:
    """The sum, with the weakest qualifier and every source. A single figure is returned unchanged.

    Raises ValueError when there is nothing to add.
    """
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
        inputs=_inputs(parts),
    )


def rate(figure: Figure, per: Figure) -> Figure:
    """`figure` divided by `per` (visitors per day, per stand), rounded to three significant digits.

    Without rounding, a published 80,000 would become a seemingly exact 26,667 a day.
    Raises ZeroDivisionError when `per` is zero.
    """
    return _quotient(figure, per, RATE_DIGITS)


def ratio(figure: Figure, base: Figure) -> Figure:
    """`figure` divided by `base`, to two significant digits. Raises ZeroDivisionError if `base` is zero."""
    return _quotient(figure, base, RATIO_DIGITS)


def percent_change(figure: Figure, base: Figure) -> Figure:
    """The absolute difference of `figure` from `base` in per cent of `base`, to two significant digits.

    Raises ZeroDivisionError when `base` is zero.
    """
    # "Over 20" against 40 is a fall of less than a half.
    turned = figure.value < base.value and figure.qualifier != "exact"
    qualifier = "about" if turned else figure.qualifier
    distance = Figure(abs(figure.value - base.value) * 100, qualifier, figure.sources, inputs=figure.claims)
    return _quotient(distance, base, RATIO_DIGITS)


def difference(figure: Figure, base: Figure) -> Figure:
    """How far the two figures are apart: exact only if both are, else `about`."""
    return Figure(
        abs(figure.value - base.value),
        "exact" if figure.qualifier == base.qualifier == "exact" else "about",
        _sources((figure, base)),
        ("difference", figure.value, base.value),
        inputs=_inputs((figure, base)),
    )


def index_figure(figure: Figure, base: Figure) -> Figure:
    """`figure` on an index where `base` is 100, to three significant digits. Raises ZeroDivisionError if that is zero.

    The base itself is exactly 100 by definition, whatever its qualifier.
    """
    hundredfold = Figure(figure.value * 100, figure.qualifier, figure.sources, inputs=figure.claims)
    quotient = (
        Figure(100, sources=figure.sources, inputs=figure.claims)
        if figure == base
        else _quotient(hundredfold, base, RATE_DIGITS)
    )
    return replace(quotient, terms=("index", figure.value, base.value))


def _quotient(figure: Figure, by: Figure, digits: int) -> Figure:
    if by.value == 0:
        raise ZeroDivisionError(f"{figure.value:g} divided by zero")
    value = round_significant(figure.value / by.value, digits)
    # A value changed by rounding is no longer exact. A doubt in the divisor points the other way in the quotient:
    # "more than" in the divisor means "less than" in the quotient.
    whole = Decimal(str(value)) * Decimal(str(by.value)) == Decimal(str(figure.value))
    kept = by.qualifier == "exact" and (figure.qualifier != "exact" or whole)
    return Figure(
        value=value,
        qualifier=figure.qualifier if kept else "about",
        sources=_sources((figure, by)),
        terms=("quotient", figure.value, by.value),
        inputs=_inputs((figure, by)),
    )


def _inputs(figures: Iterable[Figure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim for figure in figures for claim in figure.claims))


def _sources(figures: Iterable[Figure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for figure in figures for source in figure.sources))
