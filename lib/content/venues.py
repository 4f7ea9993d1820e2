"""Where each edition was held, under which slogan, on how large a site."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lib.archive import Archive
from lib.archive.row_models import EditionRow
from lib.charts.chart import Cell, Source, View
from lib.charts.phrases import cited_sources, compared_editions, figure_cell
from lib.language import Language
from lib.measures import MEASURES


@dataclass(frozen=True, slots=True)
class EditionText:
    """Words of an edition in the reader's language; `own` where they are the project's own translation."""

    text: str
    own: bool


@dataclass(frozen=True, slots=True)
class Venue:
    """One edition's place. None where nothing was published."""

    ordinal: str
    name: str
    dates: str
    days: str
    focus: bool
    venue: EditionText | None
    slogan: EditionText | None
    area: Cell
    sources: tuple[Source, ...]


@lru_cache(maxsize=64)
def edition_venues(archive: Archive, view: View, language: Language) -> tuple[Venue, ...]:
    """The editions that the view compares, oldest first."""
    rows = {row.number: row for row in archive.editions}
    areas, days = MEASURES["area"](archive), MEASURES["days"](archive)
    made = []
    for edition in compared_editions(archive, view, language):
        area, row = areas.get(edition.number), rows[edition.number]
        made.append(
            Venue(
                ordinal=edition.ordinal,
                name=edition.name,
                dates=edition.dates,
                days=language.noun(edition.days, "day"),
                focus=edition.number == view.focus,
                venue=_named(row, "venue", language),
                slogan=_named(row, "slogan", language),
                area=figure_cell(area, language, "square_metre"),
                # The row of an edition has one list of sources, which its number of days carries.
                sources=cited_sources(archive, [days[edition.number], *([area] if area else [])], language),
            )
        )
    return tuple(made)


def _named(row: EditionRow, family: str, language: Language) -> EditionText | None:
    """The venue or slogan of a row of editions.csv."""
    text = row.localised(family, language.code)
    return EditionText(text, row.is_translated(family, language.code)) if text else None
