"""Named stands: what is counted, what is named for which edition, and how the themes of two editions differ."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lib.archive import Archive, vocabulary
from lib.measures import (
    MEASURES,
    Figure,
    compare_themes,
    count_named_stands,
    edition_themes,
    fully_named_editions,
    named_things,
    new_themes,
    others_by_theme,
    partnerships,
    stands_by_theme,
    theme_changes,
)

CODES = st.frozensets(st.sampled_from(vocabulary.THEME_CODES))


@given(CODES, CODES)
def test_turnover_puts_every_theme_in_one_group(before: frozenset[str], after: frozenset[str]) -> None:
    change = compare_themes(before, after)
    groups = [*change.stayed, *change.came, *change.gone]
    assert len(groups) == len(set(groups)) == len(before | after)
    assert {*change.stayed, *change.gone} == before
    assert {*change.stayed, *change.came} == after


@given(CODES, CODES)
def test_turnover_backwards_swaps_came_and_gone(before: frozenset[str], after: frozenset[str]) -> None:
    there, back = compare_themes(before, after), compare_themes(after, before)
    assert (there.stayed, there.came, there.gone) == (back.stayed, back.gone, back.came)


def test_themes_add_up_to_the_stands_named(archive: Archive) -> None:
    for edition, named in count_named_stands(archive).items():
        by_theme = [series[edition].value for series in stands_by_theme(archive).values() if edition in series]
        assert sum(by_theme) == named.value
        assert named.calculated
        assert named.qualifier == "exact"


def test_what_is_not_named_is_absent_and_never_zero(archive: Archive) -> None:
    for found in (stands_by_theme(archive), others_by_theme(archive)):
        assert all(figure.value >= 1 for series in found.values() for figure in series.values())


def test_groups_are_not_counted_with_the_stands_they_repeat(archive: Archive) -> None:
    groups = {thing.theme for thing in named_things(archive, "pavilions") if thing.kind == "group"}
    assert "partners" in groups
    assert "partners" not in {*stands_by_theme(archive), *others_by_theme(archive)}


def test_no_more_stands_are_named_than_were_published(archive: Archive) -> None:
    published = MEASURES["stands"](archive)
    assert all(figure.value <= published[edition].value for edition, figure in count_named_stands(archive).items())


def test_a_list_is_complete_only_beside_an_exact_number(archive: Archive) -> None:
    assert fully_named_editions(archive, MEASURES["stands"](archive)) == {1}
    assert fully_named_editions(archive, {1: Figure(17, "about")}) == frozenset()
    assert fully_named_editions(archive, {}) == frozenset()


def test_themes_of_the_record(archive: Archive) -> None:
    changed = theme_changes(archive, 4)
    assert changed
    before, change = changed
    assert before == 3
    assert change.gone == ("public_order",)
    assert new_themes(archive, 4) == {"rights"}


def test_the_first_edition_has_none_before_it(archive: Archive) -> None:
    assert theme_changes(archive, 1) is None
    assert new_themes(archive, 1) == edition_themes(archive, 1)


def test_joint_stands_of_the_record(archive: Archive) -> None:
    joint = {partner.code: [stand.code for stand in stands] for partner, stands in partnerships(archive, 4)}
    assert joint["cndh"] == ["joint_cndh"]
    assert joint["narsa"] == ["joint_narsa"]
    assert joint["mediator"] == []
    assert partnerships(archive, 1) == ()


def test_every_partner_of_a_stand_is_described(archive: Archive) -> None:
    known = {(partner.edition, partner.code) for partner in named_things(archive, "partners")}
    assert {(thing.edition, slug) for thing in named_things(archive, "pavilions") for slug in thing.partners} <= known
