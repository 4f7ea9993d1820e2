"""The programme counted: what is named is our count, and a word is not a number."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from lib.archive import Archive
from lib.measures import (
    MEASURES,
    Figure,
    count_programme_items,
    count_things,
    programme_items,
    reach_figures,
    seminars_by_subject,
    worded_counts,
)


@pytest.mark.parametrize("kind", ["seminar", "unit", "award"])
def test_named_are_the_rows_of_the_files(archive: Archive, kind: str) -> None:
    """Counted from the CSV files themselves, past lib.archive."""
    counted = {}
    for path in sorted(Path(archive.folder).glob("*/programme.csv")):
        rows = pd.read_csv(path, dtype=str)
        items = rows[(rows["kind"] == kind) & (rows["item"] != "all")]["item"].nunique()
        if items:
            counted[int(path.parent.name.split("-")[0])] = items
    assert {number: figure.value for number, figure in count_programme_items(archive, kind).items()} == counted


def test_a_count_is_ours_and_rests_on_all_its_sources(archive: Archive) -> None:
    shields = programme_items(archive, "award", 4)
    assert [thing.code for thing in shields] == ["shield_wali", "shield_region_president", "shield_supporters"]
    counted = count_things(shields)
    assert counted == Figure(3, "exact", ("seed-article", "fesnews-2023-05-22"), ("sum", 1.0, 1.0, 1.0))
    assert counted.calculated


def test_subjects_add_up_to_the_seminars_named(archive: Archive) -> None:
    by_subject = seminars_by_subject(archive)
    for number, figure in count_programme_items(archive, "seminar").items():
        assert sum(series[number].value for series in by_subject.values() if number in series) == figure.value


def test_dozens_is_no_number(archive: Archive) -> None:
    words = worded_counts(archive, "demonstration")
    assert {number: word.qualifier for number, word in words.items()} == {4: "dozens"}
    assert not set(words) & set(MEASURES["demonstrations"](archive))
    assert worded_counts(archive, "seminar") == {}


def test_reach_of_the_first_days_says_so(archive: Archive) -> None:
    outlets = next(row for row in reach_figures(archive, 4) if row.measure == "media_outlets")
    assert outlets.figure.value == 72
    assert str(outlets.until) == "2023-05-18"
    assert 4 not in MEASURES["media_outlets"](archive)
    assert reach_figures(archive, 1) == ()
