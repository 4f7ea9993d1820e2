"""Alternative texts: the finding first, short enough to be heard in one go, and what is missing said once."""

from __future__ import annotations

import pytest

from lib.archive import Archive, read_archive
from lib.charts import CHARTS, ChartContext, View, build_chart
from lib.charts.alternative_text import (
    MAX_ALTERNATIVE,
    RowInWords,
    alternative_text,
    named_values,
    rows_alternative_text,
)
from lib.language import LANGUAGE_CODES, Language
from lib.measures import BASES, MEASURES
from tests.support.chart_cases import EVERY_FOCUS, archive, case_chart
from tests.support.six_editions import SIX_EDITIONS
from tests.support.synthetic_archives import make_editions_archive

EN = Language("en")
TABLE = "All values are in the table."


@pytest.mark.parametrize("name", CHARTS)
def test_it_is_short_begins_with_the_finding_and_says_once_what_is_missing(
    name: str, subtests: pytest.Subtests
) -> None:
    for focus, code in EVERY_FOCUS:
        with subtests.test(focus=focus, code=code):
            shown = case_chart(name, focus, code)
            assert shown.alternative.startswith(f"{shown.headline}. ")
            assert len(shown.alternative) <= MAX_ALTERNATIVE
            after = shown.alternative.removeprefix(shown.headline)
            assert after.count(Language(code).text("not published")) <= 1


def test_so_is_that_of_every_comparison(subtests: pytest.Subtests) -> None:
    for measure in MEASURES:
        for basis in BASES:
            for code in LANGUAGE_CODES:
                view = View(4, later=True, measure=measure, basis=basis)
                shown = build_chart("comparison", ChartContext(archive(), view, Language(code)))
                with subtests.test(measure=measure, basis=basis, code=code):
                    assert len(shown.alternative) <= MAX_ALTERNATIVE


@pytest.fixture(scope="module")
def forty(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """A record book of forty editions."""
    return read_archive(make_editions_archive(40, SIX_EDITIONS, tmp_path_factory.mktemp("forty") / "data"))


@pytest.mark.parametrize("name", CHARTS)
def test_so_is_that_of_forty_editions(name: str, forty: Archive, subtests: pytest.Subtests) -> None:
    for code in LANGUAGE_CODES:
        for focus in (4, 40):
            shown = build_chart(name, ChartContext(forty, View(focus, later=True), Language(code)))
            with subtests.test(focus=focus, code=code):
                assert len(shown.alternative) <= MAX_ALTERNATIVE


def test_values_without_a_figure_are_named_together() -> None:
    values = [("Casablanca 2017", ""), ("Fes 2023", "31"), ("Tangier 2019", "")]
    assert named_values(values, EN) == ["Fes 2023: 31", "Casablanca 2017 and Tangier 2019: not published"]


def test_long_values_give_way_to_shorter_ones_and_the_table_is_named() -> None:
    values = [f"Edition {number}: {'9' * 80}" for number in range(20)]
    assert alternative_text("A finding", "Columns", values[:2], EN, remark="A remark.").endswith(
        f"{values[1]}. A remark."
    )
    cut = alternative_text("A finding", "Columns", values, EN, remark="A remark.")
    assert cut.startswith(f"A finding. Columns. {values[0]}; ")
    assert cut.endswith(f"9. {TABLE}")
    assert MAX_ALTERNATIVE - 100 < len(cut) <= MAX_ALTERNATIVE
    assert alternative_text("A finding", "Columns", values, EN, shorter=["fes 2023: 9"]) == (
        f"A finding. Columns. Fes 2023: 9. {TABLE}"
    )


def test_rows_name_the_editions_that_have_something() -> None:
    context = ChartContext(archive(), View(3), EN)
    rows = [
        RowInWords("Visitors", {1: "about 80,000", 2: "nearly 260,000", 3: "about 515,000"}, "not published"),
        RowInWords("Dogs", {1: "", 3: ""}),
        RowInWords("Stands", {2: "29"}, "not published"),
        RowInWords("Schools", {}, "not published"),
    ]
    dogs = "Dogs: Casablanca 2017 and Tangier 2019"
    assert rows_alternative_text("A finding", "Rows", rows, context) == (
        "A finding. Rows. Visitors: Casablanca 2017 (about 80,000), Marrakech 2018 (nearly 260,000) and Tangier 2019 "
        f"(about 515,000); {dogs}; Stands: Marrakech 2018 (29), not published for the others; Schools: not published."
    )
    told = rows_alternative_text("A finding", "Rows", rows, context, remark="What is not named is missing.")
    assert told.endswith(f"{dogs}; Stands: Marrakech 2018 (29). What is not named is missing.")


def test_many_rows_say_what_the_focus_has() -> None:
    context = ChartContext(archive(), View(3), EN)
    rows = [RowInWords(f"Measure {number}", {1: "1", 2: "22", 3: "333"}, "not published") for number in range(20)]
    rows += [RowInWords("Dogs", {3: ""}), RowInWords("Schools", {1: "7"}, "not published")]
    rows += [RowInWords("Views", {}, "not published"), RowInWords("Bands", {1: ""})]
    told = rows_alternative_text("A finding", "Rows", rows, context)
    assert told.startswith("A finding. Rows. Tangier 2019. Measure 0: 333; Measure 1: 333; ")
    assert told.endswith(f"Measure 19: 333; Dogs; Schools and views: not published. {TABLE}")
