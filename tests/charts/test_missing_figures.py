"""What charts say where a figure was not published: always that, and never a zero or nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lib.archive import Archive, Claim
from lib.charts import CHARTS, ChartContext, View
from lib.charts.phrases import comparison_phrase
from lib.charts.stand_themes import stand_coverage, stand_coverage_notes
from lib.charts.visitors_climb import visitors_climb
from lib.language import Language
from lib.measures import Figure, claim_figure
from tests.support.fewer_claims import without_claims

EN = Language("en")


def visitors_of(*editions: int) -> Callable[[Claim], bool]:
    return lambda claim: claim.topic == "visitors" and claim.edition in editions


def context(archive: Archive, leave_out: Callable[[Claim], bool] = lambda claim: False, focus: int = 4) -> ChartContext:
    return ChartContext(without_claims(archive, leave_out), View(focus), EN)


def test_a_focus_without_visitors(archive: Archive) -> None:
    unpublished = context(archive, visitors_of(4))
    assert visitors_climb(unpublished).headline == "No number of visitors was published for Fes 2023"
    per_day = CHARTS["visitors_per_day"](unpublished)
    assert per_day.headline == "Fes 2023: visitors per day cannot be calculated, since no total was published"


def test_a_record_book_without_visitors_has_an_empty_climb(archive: Archive) -> None:
    climb = visitors_climb(context(archive, visitors_of(*range(1, 7))))
    assert climb.plot.parts()["data"] == []
    assert {cell.text for row in climb.table.rows for cell in row[-1:]} == {"not published"}


def test_a_record_among_some_editions_says_so(archive: Archive) -> None:
    headline = visitors_climb(context(archive, visitors_of(2))).headline
    assert headline == CHARTS["visitors_total"](context(archive, visitors_of(2))).headline
    assert "published" in headline


def test_a_ring_on_the_map_is_explained(archive: Archive) -> None:
    notes = CHARTS["journey_map"](context(archive, visitors_of(3))).notes
    assert "A ring marks an edition whose number of visitors was not published." in notes
    assert not any("ring" in note for note in CHARTS["journey_map"](context(archive)).notes)


def test_stands_named_without_a_published_number(archive: Archive) -> None:
    named_only = context(archive, lambda claim: claim.topic == "pavilions" and claim.code == "all")
    assert stand_coverage(4, named_only).endswith("named, their number was not published")


def test_no_stand_named(archive: Archive) -> None:
    counted_only = context(archive, lambda claim: claim.topic == "pavilions" and claim.code != "all")
    assert stand_coverage(4, counted_only) == "no stand named"
    assert stand_coverage_notes(counted_only) == []


def test_a_comparison_with_none() -> None:
    assert comparison_phrase(Figure(3, "exact"), Figure(0, "exact"), "Fes 2023", EN) == "against none for Fes 2023"


def test_a_claim_without_a_number_is_no_figure(archive: Archive) -> None:
    bare = next(claim for claim in archive.claims("pavilions") if claim.value is None)
    with pytest.raises(ValueError, match=rf"{bare.file}:{bare.line} has no number"):
        claim_figure(bare)
