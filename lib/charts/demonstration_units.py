"""The units that gave demonstrations, edition by edition."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lib.charts.chart import Cell, Chart
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.dot_matrix import MatrixRow, build_matrix
from lib.charts.kinds.published_rows import named_count_row, published_row
from lib.language import Language
from lib.language.translation_marks import mark_message
from lib.measures import Claim, programme_items

# {slug: {edition: unit}}
UnitsBySlug = Mapping[str, Mapping[int, Claim]]


def demonstration_units(context: ChartContext) -> Chart:
    """Units by edition, with a dot if a source names the unit; below, their count and the published demonstrations."""
    language, focus = context.language, context.view.focus
    units = units_by_slug(context)
    return build_matrix(
        context,
        "demonstration_units",
        [
            *(
                MatrixRow(
                    id=slug,
                    title=unit_title(units[slug], focus, language),
                    kind="presence",
                    cells={
                        number: Cell(language.text("named"), sources=unit.sources)
                        for number, unit in units[slug].items()
                    },
                    absent_text=language.text("not named"),
                )
                for slug in sort_units(units, focus)
            ),
            named_count_row("unit", language.text("Units named (our count)"), context),
            published_row("demonstration", language.text("Demonstrations in all"), context),
        ],
        title=language.text("Unit"),
        headline=units_headline(units, context),
        subtitle=language.text("A dot: at least one source names the unit among those that gave demonstrations."),
        form=mark_message("Matrix of units and editions"),
        notes=(
            language.text("A dash means that no source names the unit, not that it stayed away."),
            language.text("A unit that goes by several names over the years has one row, under one of them."),
        ),
    )


def units_by_slug(context: ChartContext) -> UnitsBySlug:
    """The units of the editions compared."""
    numbers = {edition.number for edition in context.compared}
    grouped: dict[str, dict[int, Claim]] = {}
    for unit in programme_items(context.archive, "unit"):
        if unit.edition in numbers:
            grouped.setdefault(unit.code, {})[unit.edition] = unit
    return grouped


def sort_units(units: UnitsBySlug, focus: int) -> list[str]:
    """The units of the focus before the others; within both, those named in most editions first."""
    return sorted(units, key=lambda slug: (focus not in units[slug], -len(units[slug])))


def unit_title(named: Mapping[int, Claim], focus: int, language: Language) -> str:
    """The unit's name in the focus, else in the latest edition, without the abbreviation in brackets."""
    unit = named[focus if focus in named else max(named)]
    return re.sub(r"\s*\([^)]*\)", "", unit.names[language.code])


def units_headline(units: UnitsBySlug, context: ChartContext) -> str:
    """A sentence on how many units the focus has, and how many of them every edition compared has."""
    language, focus = context.language, context.focus
    own = [named for named in units.values() if focus.number in named]
    if not own:
        return language.text("{edition}: no demonstrating unit is named", edition=focus.name)
    counted = language.noun(len(own), "unit")
    always = sum(len(named) == len(context.compared) for named in own)
    if len(context.compared) == 1 or not always:
        return language.text("{edition}: {units} named", edition=focus.name, units=counted)
    return language.plural(
        "{edition}: {units} named, {number} of them in every edition shown",
        "{edition}: {units} named, {number} of them in every edition shown",
        always,
        edition=focus.name,
        units=counted,
    )
