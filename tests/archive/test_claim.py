"""Claims: the rows of all eight files of an edition in one form."""

import csv
from datetime import date

import pytest

from lib.archive import Archive, Claim, read_archive, vocabulary
from lib.archive.topic_rows import TOPIC_MODELS

from .book import FILES, FIRST, VISITORS, Book


@pytest.fixture
def archive(book: Book) -> Archive:
    return read_archive(book.folder)


def test_a_claim_has_every_cell_of_its_row(archive: Archive) -> None:
    """Each cell, written as in the file, from the field of the claim that holds it."""
    for topic, model in TOPIC_MODELS.items():
        rows = list(csv.DictReader(FILES[f"{FIRST}/{topic}.csv"].splitlines()))
        claims = [claim for claim in archive.claims(topic) if claim.edition == 1]
        assert len(rows) == len(claims) > 0
        for row, claim in zip(rows, claims, strict=True):
            assert {column: written(claim, column) for column in model.columns()} == row


def written(claim: Claim, column: str) -> str:
    """The cell of a column that gave a field of a claim."""
    fields = {
        **dict.fromkeys(("audience", "group", "category", "pavilion", "item", "measure"), claim.code),
        "partner": ";".join(claim.partners) if claim.topic == "pavilions" else claim.code,
        **dict.fromkeys(("kind", "role", "unit"), claim.kind),
        **dict.fromkeys(("first_day", "day"), claim.first_day or ""),
        "last_day": claim.last_day or "",
        **{f"name_{code}": claim.names.get(code, "") for code in vocabulary.TRANSLATION_LANGUAGES},
        "translated": ";".join(claim.translated),
        "value": "" if claim.value is None else f"{claim.value:.12g}",
        "reason": ";".join(claim.reasons),
        "sources": ";".join(claim.sources),
    }
    return str(fields[column] if column in fields else getattr(claim, column))


def test_a_claim_of_visitors(archive: Archive) -> None:
    assert archive.claims("visitors")[0] == Claim(
        edition=1,
        topic="visitors",
        key=("2021-06-01", "2021-06-03", "", "all", "visitors"),
        code="all",
        kind="visitors",
        theme="",
        partners=(),
        first_day=date(2021, 6, 1),
        last_day=date(2021, 6, 3),
        until="",
        names={},
        translated=(),
        value=60000,
        qualifier="nearly",
        rank="preferred",
        reasons=("official",),
        shown=True,
        sources=("dgsn-2021", "press-2021"),
        note="",
        file=VISITORS,
        line=2,
    )


def test_a_claim_of_a_stand(archive: Archive) -> None:
    assert archive.claims("pavilions")[2] == Claim(
        edition=1,
        topic="pavilions",
        key=("stand", "rights"),
        code="rights",
        kind="stand",
        theme="rights",
        partners=("rights_council",),
        first_day=None,
        last_day=None,
        until="",
        names={"ar": "حقوق الإنسان", "fr": "Droits de l'Homme", "en": "Human rights"},
        translated=("fr", "en"),
        value=None,
        qualifier="",
        rank="normal",
        reasons=(),
        shown=True,
        sources=("dgsn-2021",),
        note="",
        file=f"{FIRST}/pavilions.csv",
        line=4,
    )


def test_the_days_of_a_claim(archive: Archive) -> None:
    """An item of the programme has its day as the first and the last; a measure of reach may have a last day only."""
    demonstrations, seminar, ceremony = archive.claims("programme")
    assert (demonstrations.first_day, demonstrations.last_day) == (None, None)
    assert seminar.first_day == seminar.last_day == date(2021, 6, 2)
    assert ceremony.first_day == ceremony.last_day == date(2021, 5, 31)
    assert seminar.key == ("seminar", "digital_identity", "2021-06-02")
    views, positive, _ = archive.claims("reach")
    assert (views.first_day, views.last_day, views.key) == (None, None, ("online_views", ""))
    assert (positive.first_day, positive.last_day) == (None, date(2021, 6, 2))


def test_a_thing_is_shared_by_rival_claims_alone(archive: Archive) -> None:
    preferred, rival, *others = archive.claims("visitors")
    assert preferred.thing == rival.thing
    assert preferred.thing not in {claim.thing for claim in others}
    things = {claim.thing for topic in vocabulary.TOPICS for claim in archive.claims(topic)}
    assert len(things) == sum(len(archive.claims(topic)) for topic in vocabulary.TOPICS) - 1


def test_a_thing_is_counted_by_a_number_or_by_a_word(archive: Archive) -> None:
    assert [claim.counted for claim in archive.claims("staff")] == [True, False]
    dozens, seminar, _ = archive.claims("programme")
    assert dozens.value is None
    assert dozens.counted
    assert not seminar.counted
