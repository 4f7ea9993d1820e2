"""The data that the project ships: no errors, and the figures on which it was founded.

The only tests that look at data/. They hold for any number of editions from six on: adding one breaks none.
"""

from pathlib import Path

import pandas as pd
import pytest

from lib.archive import Archive, read_archive
from lib.archive.problem import errors

FOUNDING = "seed-article"
SIX = range(1, 7)


@pytest.fixture(scope="module")
def archive() -> Archive:
    """The record book in data/, in place of the frozen copy that all other tests read."""
    return read_archive(Path(__file__).parents[2] / "data")


def figure(archive: Archive, topic: str, edition: int, **key: str) -> "pd.DataFrame":
    """The figures of an edition whose key columns have these values."""
    rows = archive.figures(topic)
    rows = rows[rows["edition"] == edition]
    for column, text in key.items():
        rows = rows[rows[column] == text]
    return rows


def from_founding_report(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["sources"].str.split(";").map(lambda ids: FOUNDING in ids).astype(bool)]


def test_there_are_no_errors(archive: Archive) -> None:
    assert errors(archive.problems) == ()
    numbers = archive.editions["number"].tolist()
    assert numbers == list(range(1, len(numbers) + 1))
    assert set(SIX) <= set(numbers)
    first_days = archive.editions["first_day"].tolist()
    assert first_days == sorted(set(first_days))
    assert archive.organisation.default_focus == 4


@pytest.mark.parametrize(
    ("edition", "visitors"), [(1, 80_000), (2, 260_000), (3, 515_000), (4, 1_150_000), (5, 2_120_000), (6, 2_400_000)]
)
def test_total_visitors(archive: Archive, edition: int, visitors: int) -> None:
    days = archive.editions.set_index("number").loc[edition]
    rows = figure(archive, "visitors", edition, audience="all", unit="visitors")
    rows = rows[
        (rows["first_day"] == days["first_day"]) & (rows["last_day"] == days["last_day"]) & rows["until"].isna()
    ]
    assert rows["value"].tolist() == [visitors]
    if edition == 4:
        assert rows["qualifier"].tolist() == ["nearly"]
        assert rows["reason"].tolist() == ["report"]


@pytest.mark.parametrize(("edition", "stands"), [(1, 17), (2, 29), (3, 16), (4, 31), (5, 37), (6, 50)])
def test_stands(archive: Archive, edition: int, stands: int) -> None:
    assert figure(archive, "pavilions", edition, kind="stand", pavilion="all")["value"].tolist() == [stands]


def test_staff_and_vehicles_of_the_six_were_published_for_the_fourth_only(archive: Archive) -> None:
    for topic, column, value in (("staff", "group", 2_300), ("vehicles", "category", 150)):
        rows = archive.figures(topic)
        rows = rows[(rows[column] == "all") & rows["value"].notna() & rows["edition"].isin(SIX)]
        assert list(zip(rows["edition"], rows["value"], strict=True)) == [(4, value)]


def test_the_days_at_fes(archive: Archive) -> None:
    rows = figure(archive, "visitors", 4, audience="all", unit="visitors")
    rows = rows[rows["until"].isna()]
    days = {
        (f"{first:%d}", f"{last:%d}"): row
        for first, last, row in zip(rows["first_day"], rows["last_day"], rows.index, strict=True)
    }
    first_day = rows.loc[days["17", "17"]]
    assert (first_day["value"], first_day["qualifier"]) == (145_000, "nearly")
    assert rows.loc[days["17", "18"], "value"] == 344_100
    assert rows.loc[days["19", "20"], "value"] == 630_000


def test_claims_that_mislead_are_no_figures(archive: Archive) -> None:
    claims = archive.claims("visitors")
    for edition, value in ((4, 222_500), (5, 1_400_000)):
        rows = claims[(claims["edition"] == edition) & (claims["value"] == value)]
        assert len(rows)
        assert set(rows["rank"]) == {"deprecated"}


def test_the_founding_report_is_told_whole(archive: Archive) -> None:
    """Each figure and each named thing of the report on the closing of the fourth edition."""
    assert FOUNDING in set(archive.sources["id"])

    def told(topic: str, **key: str) -> pd.DataFrame:
        return from_founding_report(figure(archive, topic, 4, **key))

    assert told("visitors", audience="all")["value"].tolist() == [1_150_000]
    assert told("pavilions", kind="stand", pavilion="all")["value"].tolist() == [31]
    assert told("staff", group="all")["value"].tolist() == [2_300]
    assert told("vehicles", category="all")["value"].tolist() == [150]
    assert "armoured" in set(told("vehicles")["category"])
    demonstrations = told("programme", kind="demonstration", item="all")
    assert demonstrations["qualifier"].tolist() == ["dozens"]
    assert demonstrations["value"].isna().all()
    assert len(told("programme", kind="seminar").query("item != 'all'")) == 4
    assert len(told("programme", kind="award").query("item != 'all'")) >= 1
    assert len(told("partners", role="joint_stand")) == 2
