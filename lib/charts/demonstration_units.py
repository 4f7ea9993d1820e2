"""Which units gave demonstrations, edition by edition."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lib.archive import Archive
from lib.charts.chart import Cell, Chart, Edition, View
from lib.charts.kinds.dot_matrix import MatrixRow, matrix_plot, matrix_table, matrix_text
from lib.charts.kinds.published_rows import named_count_row, published_row
from lib.charts.phrases import cited_sources, compared_editions, editions_by_number, omitted_editions_note
from lib.language import Language
from lib.measures import Claim, programme_items


def demonstration_units(archive: Archive, view: View, language: Language) -> Chart:
    """Units by editions, a dot where a source names the unit; below, their count and the published demonstrations."""
    compared = compared_editions(archive, view, language)
    units = units_by_slug(programme_items(archive, "unit"), compared)
    rows = [
        MatrixRow(
            id=slug,
            title=unit_title(units[slug], view.focus, language),
            look="presence",
            cells={number: Cell(language.text("named"), sources=unit.sources) for number, unit in units[slug].items()},
            absent=language.text("not named"),
        )
        for slug in sort_units(units, view.focus)
    ]
    rows += [
        named_count_row("unit", language.text("Units named (our count)"), archive, compared, language),
        published_row("demonstration", language.text("Demonstrations in all"), archive, compared, language),
    ]
    edition = editions_by_number(archive, language)[view.focus]
    headline = units_headline(edition, units, compared, language)
    cells: list[Cell] = [cell for row in rows for cell in row.cells.values()]
    return Chart(
        id="demonstration_units",
        headline=headline,
        subtitle=language.text("A dot: at least one source names the unit among those that gave demonstrations."),
        chart=matrix_plot(rows, compared, view.focus, language),
        table=matrix_table(rows, compared, language.text("Unit"), headline, language),
        alternative=language.text(
            "Matrix of units and editions. {headline}. {values}.",
            headline=headline,
            values=matrix_text(rows, compared, language),
        ),
        notes=(
            *omitted_editions_note(compared, archive, view, language),
            language.text("A dash means that no source names the unit, not that it stayed away."),
            language.text("A unit that goes by several names over the years has one row, under one of them."),
        ),
        sources=cited_sources(archive, cells, language),
    )


def units_by_slug(units: Sequence[Claim], compared: Sequence[Edition]) -> Mapping[str, Mapping[int, Claim]]:
    """The units of the editions compared: {slug: {edition: unit}}."""
    numbers = {edition.number for edition in compared}
    grouped: dict[str, dict[int, Claim]] = {}
    for unit in units:
        if unit.edition in numbers:
            grouped.setdefault(unit.code, {})[unit.edition] = unit
    return grouped


def sort_units(units: Mapping[str, Mapping[int, Claim]], focus: int) -> list[str]:
    """The units of the focus before the others; of each, those named in most editions first."""
    return sorted(units, key=lambda slug: (focus not in units[slug], -len(units[slug])))


def unit_title(named: Mapping[int, Claim], focus: int, language: Language) -> str:
    """The unit's name in the focus edition, else the latest one; abbreviations in brackets are left to the lists."""
    unit = named[focus if focus in named else max(named)]
    return re.sub(r"\s*\([^)]*\)", "", unit.names[language.code])


def units_headline(
    edition: Edition, units: Mapping[str, Mapping[int, Claim]], compared: Sequence[Edition], language: Language
) -> str:
    """How many units the focus has, and how many of them every edition that is compared."""
    own = [named for named in units.values() if edition.number in named]
    if not own:
        return language.text("{edition}: no demonstrating unit is named", edition=edition.name)
    counted = language.noun(len(own), "unit")
    always = sum(len(named) == len(compared) for named in own)
    if len(compared) == 1 or not always:
        return language.text("{edition}: {units} named", edition=edition.name, units=counted)
    return language.plural(
        "{edition}: {units} named, {number} of them in every edition shown",
        "{edition}: {units} named, {number} of them in every edition shown",
        always,
        edition=edition.name,
        units=counted,
    )
