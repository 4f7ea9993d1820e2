"""The data that the project ships: no errors, and the figures on which it was founded.

The only tests that look at data/. They hold for any number of editions from six on: adding one breaks none.
"""

from pathlib import Path

import pytest

from lib.archive import Archive, Claim, read_archive
from lib.archive.problem import errors

FOUNDING = "seed-article"
SIX = range(1, 7)


@pytest.fixture(scope="module")
def archive() -> Archive:
    """The record book in data/, in place of the frozen copy that all other tests read."""
    return read_archive(Path(__file__).parents[2] / "data")


def figures(archive: Archive, topic: str, edition: int, **fields: object) -> list[Claim]:
    """The figures of an edition of which these fields of `Claim` have these values."""
    return [
        claim
        for claim in archive.figures(topic)
        if claim.edition == edition and all(getattr(claim, name) == value for name, value in fields.items())
    ]


def values(claims: list[Claim]) -> list[float | None]:
    """The numbers of some claims, None for a claim without one."""
    return [claim.value for claim in claims]


def test_there_are_no_errors(archive: Archive) -> None:
    assert errors(archive.problems) == ()
    assert archive.numbers == tuple(range(1, len(archive.editions) + 1))
    assert set(SIX) <= set(archive.numbers)
    first_days = [edition.first_day for edition in archive.editions]
    assert first_days == sorted(set(first_days))
    assert archive.organisation.default_focus == 4


@pytest.mark.parametrize(
    ("edition", "visitors"), [(1, 80_000), (2, 260_000), (3, 515_000), (4, 1_150_000), (5, 2_120_000), (6, 2_400_000)]
)
def test_total_visitors(archive: Archive, edition: int, visitors: int) -> None:
    row = next(row for row in archive.editions if row.number == edition)
    whole = {"first_day": row.first_day, "last_day": row.last_day, "until": ""}
    totals = figures(archive, "visitors", edition, code="all", kind="visitors", **whole)
    assert values(totals) == [visitors]
    if edition == 4:
        assert [total.qualifier for total in totals] == ["nearly"]
        assert [total.reasons for total in totals] == [("report",)]


@pytest.mark.parametrize(("edition", "stands"), [(1, 17), (2, 29), (3, 16), (4, 31), (5, 37), (6, 50)])
def test_stands(archive: Archive, edition: int, stands: int) -> None:
    assert values(figures(archive, "pavilions", edition, kind="stand", code="all")) == [stands]


def test_staff_and_vehicles_of_the_six_were_published_for_the_fourth_only(archive: Archive) -> None:
    for topic, value in (("staff", 2_300), ("vehicles", 150)):
        published = [
            (claim.edition, claim.value)
            for claim in archive.figures(topic)
            if claim.code == "all" and claim.value is not None and claim.edition in SIX
        ]
        assert published == [(4, value)]


def test_the_days_at_fes(archive: Archive) -> None:
    counts = figures(archive, "visitors", 4, code="all", kind="visitors", until="")
    by_days = {(f"{count.first_day:%d}", f"{count.last_day:%d}"): count for count in counts}
    assert (by_days["17", "17"].value, by_days["17", "17"].qualifier) == (145_000, "nearly")
    assert by_days["17", "18"].value == 344_100
    assert by_days["19", "20"].value == 630_000


def test_claims_that_mislead_are_no_figures(archive: Archive) -> None:
    claims = archive.claims("visitors")
    for edition, value in ((4, 222_500), (5, 1_400_000)):
        ranks = {claim.rank for claim in claims if (claim.edition, claim.value) == (edition, value)}
        assert ranks == {"deprecated"}


def test_the_founding_report_is_quoted_in_full(archive: Archive) -> None:
    """Each figure and each named thing of the report on the closing of the fourth edition."""
    assert FOUNDING in archive.sources

    def told(topic: str, **fields: object) -> list[Claim]:
        return [claim for claim in figures(archive, topic, 4, **fields) if FOUNDING in claim.sources]

    assert values(told("visitors", code="all")) == [1_150_000]
    assert values(told("pavilions", kind="stand", code="all")) == [31]
    assert values(told("staff", code="all")) == [2_300]
    assert values(told("vehicles", code="all")) == [150]
    assert "armoured" in {claim.code for claim in told("vehicles")}
    demonstrations = told("programme", kind="demonstration", code="all")
    assert [claim.qualifier for claim in demonstrations] == ["dozens"]
    assert values(demonstrations) == [None]
    assert len([claim for claim in told("programme", kind="seminar") if claim.code != "all"]) == 4
    assert [claim for claim in told("programme", kind="award") if claim.code != "all"]
    assert len(told("partners", kind="joint_stand")) == 2
