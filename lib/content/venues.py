"""The venue of each edition, its slogan, and the area of its site."""

from __future__ import annotations

from dataclasses import dataclass

from lib.archive.row_models import EditionRow
from lib.charts.chart import Cell, Source
from lib.charts.chart_context import ChartContext, cached_by_context
from lib.charts.phrases import figure_cell
from lib.content.named_list import DisplayName
from lib.language import Language


@dataclass(frozen=True, slots=True)
class Venue:
    """One edition's venue. `venue` and `slogan` are None if nothing was published."""

    ordinal: str
    name: str
    dates: str
    days: str
    focus: bool
    venue: DisplayName | None
    slogan: DisplayName | None
    area: Cell
    sources: tuple[Source, ...]


@cached_by_context(64)
def edition_venues(context: ChartContext) -> tuple[Venue, ...]:
    """The venues of the editions that the view compares, oldest first."""
    language = context.language
    rows = {row.number: row for row in context.archive.editions}
    areas, days = context.series("area"), context.series("days")
    made = []
    for edition in context.compared:
        area, row = areas.get(edition.number), rows[edition.number]
        made.append(
            Venue(
                ordinal=edition.ordinal,
                name=edition.name,
                dates=edition.dates,
                days=language.noun(edition.days, "day"),
                focus=edition.number == context.view.focus,
                venue=_named(row, "venue", language),
                slogan=_named(row, "slogan", language),
                area=figure_cell(area, language, "square_metre"),
                # The row of an edition has one list of sources; its number of days holds them.
                sources=context.cite([days[edition.number], *([area] if area else [])]),
            )
        )
    return tuple(made)


def _named(row: EditionRow, family: str, language: Language) -> DisplayName | None:
    """The venue or slogan of a row of editions.csv."""
    text = row.text_in(family, language.code)
    return DisplayName(text, row.is_translated(family, language.code)) if text else None
