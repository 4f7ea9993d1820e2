"""Which units gave demonstrations, edition by edition."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lib.archive import Archive
from lib.charts.chart import (
    Cell,
    Edition,
    Graphic,
    View,
)
from lib.charts.kinds.dot_matrix import (
    Row,
    matrix,
    matrix_table,
    matrix_values,
)
from lib.charts.kinds.published_rows import named_row, published_row
from lib.charts.phrases import (
    cited,
    editions,
    part_note,
    shown,
)
from lib.language import Language
from lib.measures import Thing, of_kind


def demonstration_units(archive: Archive, view: View, language: Language) -> Graphic:
    """Units by editions, a dot where a source names the unit; below, their count and the published demonstrations."""
    compared = shown(archive, view, language)
    units = by_slug(of_kind(archive, "unit"), compared)
    rows = [
        Row(
            id=slug,
            title=title(units[slug], view.focus, language),
            look="presence",
            cells={number: Cell(language.text("named"), sources=unit.sources) for number, unit in units[slug].items()},
            absent=language.text("not named"),
        )
        for slug in ordered(units, view.focus)
    ]
    rows += [
        named_row("unit", language.text("Units named (our count)"), archive, compared, language),
        published_row("demonstration", language.text("Demonstrations in all"), archive, compared, language),
    ]
    edition = editions(archive, language)[view.focus]
    headline = units_headline(edition, units, compared, language)
    cells: list[Cell] = [cell for row in rows for cell in row.cells.values()]
    return Graphic(
        id="demonstration_units",
        headline=headline,
        subtitle=language.text("A dot: at least one source names the unit among those that gave demonstrations."),
        chart=matrix(rows, compared, view.focus, language),
        table=matrix_table(rows, compared, language.text("Unit"), headline, language),
        alternative=language.text(
            "Matrix of units and editions. {headline}. {values}.",
            headline=headline,
            values=matrix_values(rows, compared, language),
        ),
        notes=(
            *part_note(compared, archive, view, language),
            language.text("A dash means that no source names the unit, not that it stayed away."),
            language.text("A unit that goes by several names over the years has one row, under one of them."),
        ),
        sources=cited(archive, cells, language),
    )


def by_slug(units: Sequence[Thing], compared: Sequence[Edition]) -> Mapping[str, Mapping[int, Thing]]:
    """The units of the editions compared: {slug: {edition: unit}}."""
    numbers = {edition.number for edition in compared}
    grouped: dict[str, dict[int, Thing]] = {}
    for unit in units:
        if unit.edition in numbers:
            grouped.setdefault(unit.slug, {})[unit.edition] = unit
    return grouped


def ordered(units: Mapping[str, Mapping[int, Thing]], focus: int) -> list[str]:
    """The units of the focus before the others; of each, those named in most editions first."""
    return sorted(units, key=lambda slug: (focus not in units[slug], -len(units[slug])))


def title(named: Mapping[int, Thing], focus: int, language: Language) -> str:
    """The unit's name in the focus edition, else the latest one; abbreviations in brackets are left to the lists."""
    unit = named[focus if focus in named else max(named)]
    return re.sub(r"\s*\([^)]*\)", "", unit.names[language.code])


def units_headline(
    edition: Edition, units: Mapping[str, Mapping[int, Thing]], compared: Sequence[Edition], language: Language
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
