"""Two editions side by side say the same as the archive, in every language."""

from __future__ import annotations

import re
from itertools import permutations

import pytest

from lib.archive import Archive
from lib.content.edition_pair import EditionPair, build_edition_pair
from lib.language import Language
from lib.measures import MEASURES
from tests.charts.test_charts_match_archive import ARABIC, LATIN
from tests.support.fewer_claims import without_claims

PAIRS = tuple(permutations(range(1, 7), 2))


def texts(made: EditionPair) -> list[str]:
    seen = [made.title, made.headline, made.summary, *made.columns, *made.notes]
    for row in made.rows:
        seen += [row.label, *(side.cell.text for side in row.sides), *(side.comparison_text for side in row.sides)]
    return seen


def test_every_measure_of_both(archive: Archive, language: Language, subtests: pytest.Subtests) -> None:
    for numbers in PAIRS:
        with subtests.test(numbers=numbers):
            made = build_edition_pair(archive, *numbers, language)
            rows = {row.label: row.sides for row in made.rows}
            cited = {source.id for source in made.sources}
            for name, measure in MEASURES.items():
                sides = rows[language.term("measure", name)]
                figures = [measure(archive).get(number) for number in numbers]
                for side, figure in zip(sides, figures, strict=True):
                    assert side.cell.value == (figure.value if figure else None)
                    assert side.cell.qualifier == (figure.qualifier if figure else None)
                    assert set(side.cell.sources) <= cited
                one, other = figures
                if one and other:
                    assert [side.higher for side in sides] == [one.value > other.value, other.value > one.value]
                assert all(bool(side.comparison_text) == side.higher for side in sides)


def test_words(archive: Archive, language: Language, subtests: pytest.Subtests) -> None:
    for numbers in PAIRS:
        with subtests.test(numbers=numbers):
            foreign = LATIN if language.code == "ar" else ARABIC
            for text in texts(build_edition_pair(archive, *numbers, language)):
                assert not re.search(r"[{}]|\bnan\b|<NA>|None", text)
                assert not foreign.search(text), text


def test_fes_beside_tangier(archive: Archive) -> None:
    made = build_edition_pair(archive, 4, 3, Language("en"))
    assert made.headline == "Fes 2023: nearly\u00a01,150,000 visitors, about\u00a02.2 times as many as Tangier 2019"
    assert made.summary == "Fes 2023 is higher in all 3 measures published for both."
    rows = {row.label: [side.cell.text for side in row.sides] for row in made.rows}
    assert rows["Dates"] == ["17–21 May 2023", "2–6 October 2019"]
    assert rows["Venue"] == ["Avenue Mohammed VI", "Malabata grounds"]
    assert rows["Vehicles"] == ["150", "not published"]
    slogan = next(row for row in made.rows if row.label == "Slogan")
    assert [side.translated for side in slogan.sides] == [True, False]


def test_the_headline_names_the_higher_one_whichever_stands_first(archive: Archive, language: Language) -> None:
    assert build_edition_pair(archive, 3, 4, language).headline == build_edition_pair(archive, 4, 3, language).headline


def test_each_is_higher_in_something(archive: Archive) -> None:
    summary = build_edition_pair(archive, 5, 6, Language("en")).summary
    assert summary == ("Of the 7 measures published for both, El Jadida 2025 is higher in 6 and Agadir 2024 in 1.")


def test_two_editions_of_which_nothing_was_published(archive: Archive) -> None:
    made = build_edition_pair(without_claims(archive, lambda claim: claim.edition == 4), 4, 5, Language("en"))
    assert made.headline == "Visitors: not published for Fes 2023."
    assert made.summary == "No measure was published for both."
