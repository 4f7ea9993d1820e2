"""Records and ranks are claimed only among the editions whose figure was published, and the words say so.

Every selection of the six totals of visitors is tried, as if the others had not been published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest

from lib.archive import Archive
from lib.charts import CHARTS, ChartContext, View
from lib.content.aftermath import record_aftermath
from lib.content.cards import edition_card
from lib.language import LANGUAGE_CODES, Language, LanguageCode

EN = Language("en")
NUMBERS = range(1, 7)
SELECTIONS = [frozenset(some) for size in range(1, 7) for some in combinations(NUMBERS, size)]
# What claims a first place: a record that an edition holds, a rank, a gold badge.
CLAIMS = re.compile(
    r"\brecord (of|that|still|stood|is held|to this|to beat|among)|\bholds it|ranks? highest|the highest"
)
SET_NONE = re.compile("set no record|did not break the record")


def published_only(archive: Archive, topic: str, kind: str, editions: frozenset[int]) -> Archive:
    """The record book without the totals of `topic` of the other editions."""
    named = {row.number: (row.first_day, row.last_day) for row in archive.editions}

    def is_total(claim: object) -> bool:
        return (claim.code, claim.kind) == ("all", kind) and (  # type: ignore[attr-defined]
            topic != "visitors" or (claim.first_day, claim.last_day) == named[claim.edition]  # type: ignore[attr-defined]
        )

    kept = tuple(claim for claim in archive.claims(topic) if claim.edition in editions or not is_total(claim))
    claims = {
        name: archive.claims(name) for name in ("staff", "vehicles", "pavilions", "partners", "programme", "reach")
    }
    held = {**claims, "visitors": archive.claims("visitors"), "site": archive.claims("site"), topic: kept}
    return replace(archive, _claims=held, cache={})


def sentences(context: ChartContext) -> Iterator[str]:
    """Everything that may claim a record of visitors, sentence by sentence; what is said in every case is left out."""
    yield from record_aftermath(context)
    yield edition_card("visitors", context).comparison
    for name in ("visitors_total", "record_reigns", "comparison"):
        shown = CHARTS[name](context)
        yield shown.headline
        yield from shown.notes
        if name == "visitors_total":
            yield from re.split(r"(?<=\.) ", shown.alternative)


@pytest.mark.parametrize("later", [False, True])
def test_a_record_is_claimed_among_the_published(archive: Archive, later: bool) -> None:
    for selection in SELECTIONS:
        some = published_only(archive, "visitors", "visitors", selection)
        for focus in NUMBERS:
            context = ChartContext(some, View(focus, later=later), EN)
            upto = {number for number in NUMBERS if number <= focus}
            for said in sentences(context):
                claims = bool(CLAIMS.search(said)) or bool(SET_NONE.search(said))
                if claims and not upto <= selection:
                    assert "published" in said, (selection, focus, said)
                if len(selection) == 1:
                    assert not claims, (selection, focus, said)
                if selection == set(NUMBERS):
                    assert "figures published" not in said, (focus, said)
            assert edition_card("visitors", context).is_record == (
                upto <= selection
                and focus > 1
                and context.series("visitors")[focus].value
                == max(context.series("visitors")[number].value for number in upto)
            )


def test_an_edition_without_a_number_set_no_record_and_failed_at_none(archive: Archive) -> None:
    some = published_only(archive, "visitors", "visitors", frozenset({1, 2, 3, 5, 6}))
    context = ChartContext(some, View(4), EN)
    assert CHARTS["record_reigns"](context).headline == "Fes 2023: the number of visitors was not published"
    assert not any("Fes 2023" in said for said in record_aftermath(context))


def test_the_words_that_limit_a_record(archive: Archive) -> None:
    some = published_only(archive, "visitors", "visitors", frozenset({1, 3, 6}))
    context = ChartContext(some, View(6), EN)
    assert record_aftermath(context) == ("El Jadida 2025 holds the record to this day, among the 3 figures published.",)
    shown = CHARTS["record_reigns"](context)
    assert shown.headline.startswith("El Jadida 2025 broke the record that had stood longest: Tangier 2019")
    assert shown.headline.endswith(", among the 3 figures published")
    assert "A record here is the top figure of the 3 published." in shown.notes
    total = CHARTS["visitors_total"](context)
    assert (
        "The record among these editions is held by El Jadida 2025, among the 3 figures published." in total.alternative
    )


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_one_number_alone_is_no_record(archive: Archive, code: LanguageCode) -> None:
    language = Language(code)
    some = published_only(archive, "visitors", "visitors", frozenset({4}))
    context = ChartContext(some, View(4, later=True), language)
    only = language.text("{edition}: {value}, the only number published", edition=context.focus.name, value="")
    for name in ("visitors_total", "record_reigns"):
        assert CHARTS[name](context).headline.endswith(only.rsplit(",", 1)[-1].rsplit("،", 1)[-1])
    assert record_aftermath(context) == ()
    assert CHARTS["record_reigns"](context).table.rows == ()


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_a_rank_among_some_says_so(archive: Archive, code: LanguageCode) -> None:
    """Of six editions four have schools, views and the like, or fewer."""
    language = Language(code)
    for measure in ("schools", "associations", "media_outlets", "online_views", "blood_donors", "demonstrations"):
        context = ChartContext(archive, View(6, later=True, measure=measure), language)
        published = len(context.series(measure))
        assert 1 < published < 6
        limited = language.plural(
            "{claim}, the only figure published", "{claim}, among the {number} figures published", published, claim=""
        )
        assert CHARTS["comparison"](context).headline.endswith(limited)


def test_the_record_to_beat_is_that_of_the_published(archive: Archive) -> None:
    some = published_only(archive, "visitors", "visitors", frozenset({2, 4, 5, 6}))
    label = CHARTS["visitors_total"](ChartContext(some, View(6, editions=(1, 2, 3, 4, 5, 6)), EN)).notes
    assert "A record here is the top figure of the 4 published." in label
