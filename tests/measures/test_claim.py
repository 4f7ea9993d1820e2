"""Claims: each row of the archive once, rivals together, and what is counted of them."""

from __future__ import annotations

from collections import Counter

from lib.archive import Archive, vocabulary
from lib.measures import claims, claims_in_dispute, coverage_counts


def test_every_row_of_the_archive_is_one_claim(archive: Archive) -> None:
    rows = [
        (row["file"], int(row["line"]), topic, int(row["edition"]), row["rank"], bool(row["figure"]))
        for topic in vocabulary.TOPICS
        for row in archive.claims(topic).to_dict("records")
    ]
    found = [(c.file, c.line, c.topic, c.edition, c.rank, c.shown) for c in claims(archive)]
    assert Counter(found) == Counter(rows)
    assert len(set(found)) == len(found)


def test_values_words_and_sources_are_those_of_the_rows(archive: Archive) -> None:
    rows = {
        (row["file"], int(row["line"])): row
        for topic in vocabulary.TOPICS
        for row in archive.claims(topic).astype(object).where(lambda held: held.notna(), "").to_dict("records")
    }
    for claim in claims(archive):
        row = rows[claim.file, claim.line]
        assert ("" if claim.value is None else claim.value) == row["value"]
        assert (claim.qualifier, claim.reason, ";".join(claim.sources)) == (
            row["qualifier"],
            row["reason"],
            row["sources"],
        )


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
