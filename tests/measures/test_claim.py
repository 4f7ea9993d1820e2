"""Claims: each row of the archive once, rivals together, and what is counted of them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lib.archive import Archive, Claim, vocabulary
from lib.measures import claims, claims_in_dispute, coverage_counts


def _files(archive: Archive) -> Iterator[tuple[int, str, dict[int, dict[str, str]]]]:
    """The edition, name and rows by line of each file of claims, read past lib.archive."""
    for edition in archive.editions:
        for topic in vocabulary.TOPICS:
            file = f"{edition.folder}/{topic}.csv"
            with (archive.folder / file).open(encoding="utf-8-sig", newline="") as lines:
                yield edition.number, file, dict(enumerate(csv.DictReader(lines), 2))


def test_every_row_of_the_archive_is_one_claim(archive: Archive) -> None:
    rows = [
        (file, line, Path(file).stem, edition, row["rank"])
        for edition, file, held in _files(archive)
        for line, row in held.items()
    ]
    assert rows
    found = [(c.file, c.line, c.topic, c.edition, c.rank) for c in claims(archive)]
    assert Counter(found) == Counter(rows)
    assert len(set(found)) == len(found)


def test_values_words_and_sources_are_those_of_the_rows(archive: Archive) -> None:
    rows = {(file, line): row for _, file, held in _files(archive) for line, row in held.items()}
    for claim in claims(archive):
        row = rows[claim.file, claim.line]
        assert claim.value == (float(row["value"]) if row["value"] else None)
        assert (claim.qualifier, ";".join(claim.reasons), ";".join(claim.sources)) == (
            row["qualifier"],
            row["reason"],
            row["sources"],
        )


def test_the_preferred_claim_is_shown_or_the_only_one_that_is_not_deprecated(archive: Archive) -> None:
    things: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims(archive):
        things.setdefault(claim.thing, []).append(claim)
    for rivals in things.values():
        live = [claim for claim in rivals if claim.rank != "deprecated"]
        preferred = live if len(live) == 1 else [claim for claim in live if claim.rank == "preferred"]
        assert [claim for claim in rivals if claim.shown] == preferred


def test_editions_and_topics_are_in_order_and_rivals_together(archive: Archive) -> None:
    found = claims(archive)
    order = [(claim.edition, vocabulary.TOPICS.index(claim.topic)) for claim in found]
    assert order == sorted(order)
    things = [claim.thing for claim in found]
    runs = sum(1 for place, thing in enumerate(things) if place == 0 or things[place - 1] != thing)
    assert runs == len(set(things))


def test_a_dispute_has_one_shown_claim_first(archive: Archive) -> None:
    several = claims_in_dispute(claims(archive))
    assert several
    for rivals in several:
        assert len(rivals) > 1
        assert len({claim.thing for claim in rivals}) == 1
        assert [claim.shown for claim in rivals[1:]] == [False] * (len(rivals) - 1)


def test_each_thing_is_covered_once(archive: Archive) -> None:
    found = claims(archive)
    counts = coverage_counts(archive)
    assert sum(counts.values()) == len({claim.thing for claim in found if claim.shown})
    assert counts["staff", True, 4] == 1
    assert ("staff", True, 5) not in counts
    assert all(counts.values())
