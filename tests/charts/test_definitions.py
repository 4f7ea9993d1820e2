"""Definitions: what each measure of a chart counts, and what no source says, in the reader's language."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lib.archive import Archive, read_archive, vocabulary
from lib.archive.problem import errors
from lib.charts import CHARTS, ChartContext, View, build_chart
from lib.charts.definitions import CHART_MEASURES, define_measures, definition_text, measure_name
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.measures import BASES, MEASURES, OUTREACH_MEASURES
from tests.support.chart_cases import FOREIGN, archive

# Charts of things that are no measure: claims, and the way from city to city.
WITHOUT_MEASURE = {"coverage", "journey_legs"}


def test_every_measure_is_defined() -> None:
    measures = {*MEASURES, *(measure.id for measure in OUTREACH_MEASURES)}
    assert set(vocabulary.DEFINED_MEASURES) == measures
    assert set(archive().definitions) == measures


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_each_part_is_said_in_its_language_alone(code: LanguageCode) -> None:
    # DGSN is the institution's own short name, and Covid-19 and m² are written alike.
    for definition in define_measures(vocabulary.DEFINED_MEASURES, archive(), Language(code)):
        assert [line.part for line in definition.lines] == ["counted", "included", "method", "unknown"]
        for line in definition.lines:
            assert line.text.endswith("."), (definition.measure, line.part)
            assert not FOREIGN[code].search(line.text), (definition.measure, line.text)
            assert "'" not in line.text


def test_counts_that_were_published_name_their_sources() -> None:
    for definition in define_measures(vocabulary.DEFINED_MEASURES, archive(), Language("en")):
        calculated = definition.lines[2].text.startswith("Calculated")
        assert bool(definition.sources) != calculated, definition.measure


@pytest.mark.parametrize("code", LANGUAGE_CODES)
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_defines_its_measures(name: str, code: LanguageCode) -> None:
    language = Language(code)
    shown = build_chart(name, ChartContext(archive(), View(4, later=True), language))
    if name in WITHOUT_MEASURE:
        assert shown.definitions == ()
        return
    chosen = {"comparison": ("visitors",), "measure_pair": ("visitors", "stands")}
    expected = chosen[name] if name in chosen else CHART_MEASURES[name]
    assert [definition.name for definition in shown.definitions] == [measure_name(one, language) for one in expected]


@pytest.mark.parametrize("basis", BASES)
def test_a_comparison_defines_what_it_divides_by(basis: str) -> None:
    shown = build_chart("comparison", ChartContext(archive(), View(4, measure="staff", basis=basis), Language("en")))
    divisors = {"per_day": ["days"], "per_stand": ["stands"]}
    assert [definition.measure for definition in shown.definitions] == ["staff", *divisors.get(basis, [])]


def test_a_definition_says_what_nobody_published() -> None:
    (definition,) = define_measures(["visitors"], archive(), Language("en"))
    assert "nor whether a person who came twice was counted twice" in definition_text(definition, Language("en"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(archive().folder, tmp_path / "book"))


def definitions(folder: Path) -> list[str]:
    return (folder / "definitions.csv").read_text(encoding="utf-8").splitlines()


def read_with(folder: Path, lines: list[str]) -> Archive:
    (folder / "definitions.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_archive(folder)


def test_a_record_book_without_the_file_has_its_charts(folder: Path) -> None:
    (folder / "definitions.csv").unlink()
    bare = read_archive(folder)
    assert bare.problems == ()
    assert build_chart("visitors_total", ChartContext(bare, View(4), Language("ar"))).definitions == ()


def test_a_measure_without_a_row_is_warned_of(folder: Path) -> None:
    kept = [line for line in definitions(folder) if not line.startswith(("staff,", "area,"))]
    found = read_with(folder, kept)
    assert [(problem.line, problem.warning) for problem in found.problems] == [(1, True)]
    assert "staff, area" in str(found.problems[0])
    assert build_chart("staff_total", ChartContext(found, View(4), Language("fr"))).definitions == ()


def test_an_unknown_measure_is_an_error_with_a_hint(folder: Path) -> None:
    changed = [
        line.replace("visitors,", "visitor,", 1) if line.startswith("visitors,") else line
        for line in definitions(folder)
    ]
    found = read_with(folder, changed)
    (problem,) = errors(found.problems)
    assert (problem.file, problem.line, problem.column) == ("definitions.csv", 2, "measure")
    assert "visitors" in str(problem)


def test_a_measure_defined_twice_and_an_empty_part_are_errors(folder: Path) -> None:
    lines = definitions(folder)
    found = read_with(folder, [*lines, lines[1]])
    assert [(problem.line, problem.column) for problem in errors(found.problems)] == [(len(lines) + 1, "measure")]
    cells = lines[-1].split(",")
    cells[1] = ""
    found = read_with(folder, [*lines[:-1], ",".join(cells)])
    assert ("counted_ar", len(lines)) in [(problem.column, problem.line) for problem in errors(found.problems)]
