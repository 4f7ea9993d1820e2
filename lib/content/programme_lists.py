"""What sources name of an edition's programme, in lists."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from lib.archive import Archive
from lib.charts.chart import View
from lib.charts.kinds.published_rows import published
from lib.charts.phrases import cited, editions, quantity
from lib.content.named_list import (
    Entry,
    Listing,
    by_day,
    entry_of,
)
from lib.language import Language
from lib.measures import named, of_kind, reached

KINDS = ("seminar", "demonstration", "unit", "ceremony", "award")


def lede(archive: Archive, view: View, language: Language) -> tuple[str, ...]:
    """What of the focus edition is named, in one sentence, and how far that goes."""
    edition = editions(archive, language)[view.focus]
    counted = {kind: named(archive, kind).get(view.focus) for kind in KINDS}
    parts = [language.noun(figure.value, kind) for kind, figure in counted.items() if figure]
    if not parts:
        return (language.text("{edition}: no source names anything of the programme.", edition=edition.name),)
    return (
        language.text("Named by sources for {edition}: {things}.", edition=edition.name, things=language.join(parts)),
        language.text("These lists are partial: they hold what sources name, and nothing else."),
    )


@lru_cache(maxsize=64)
def listings(archive: Archive, focus: int, language: Language) -> Mapping[str, Listing]:
    """The lists of one edition by their ids: seminars, demonstrations, ceremonies, reach."""
    lists = (
        _seminars(archive, focus, language),
        _demonstrations(archive, focus, language),
        _ceremonies(archive, focus, language),
        _reached(archive, focus, language),
    )
    return MappingProxyType({listing.id: listing for listing in lists})


def _seminars(archive: Archive, focus: int, language: Language) -> Listing:
    return Listing(
        id="seminars",
        heading=language.text("Seminars of {edition}", edition=editions(archive, language)[focus].name),
        subtitle=language.text("Seminars in all: {value}.", value=published("seminar", archive, focus, language).text),
        columns=(language.text("Seminar"), language.text("Subject"), language.text("Day")),
        entries=tuple(
            entry_of(
                thing,
                "seminar",
                language.term("theme", thing.theme) if thing.theme else "—",
                archive,
                language,
            )
            for thing in by_day(of_kind(archive, "seminar", focus))
        ),
        none=language.text("No source names a seminar of this edition."),
        notes=(),
    )


def _demonstrations(archive: Archive, focus: int, language: Language) -> Listing:
    return Listing(
        id="demonstrations",
        heading=language.text("Demonstrations of {edition}", edition=editions(archive, language)[focus].name),
        subtitle=language.text(
            "Demonstrations in all: {value}.",
            value=published("demonstration", archive, focus, language).text,
        ),
        columns=(language.text("Demonstration or unit"), language.text("Kind"), language.text("Day")),
        entries=_of_kinds(("demonstration", "unit"), archive, focus, language),
        none=language.text("No source names a demonstration of this edition."),
        notes=(),
    )


def _ceremonies(archive: Archive, focus: int, language: Language) -> Listing:
    notes = []
    if not of_kind(archive, "award", focus):
        notes.append(language.text("No source names an award of this edition."))
    return Listing(
        id="ceremonies",
        heading=language.text("Ceremonies and awards of {edition}", edition=editions(archive, language)[focus].name),
        subtitle=language.text("How many there were in all was not published."),
        columns=(language.text("Ceremony or award"), language.text("Kind"), language.text("Day")),
        entries=_of_kinds(("ceremony", "award"), archive, focus, language),
        none=language.text("No source names a ceremony of this edition."),
        notes=tuple(notes),
    )


def _of_kinds(kinds: tuple[str, ...], archive: Archive, focus: int, language: Language) -> tuple[Entry, ...]:
    """The named items of several kinds, one kind after another."""
    return tuple(
        entry_of(thing, kind, language.term("programme", kind), archive, language)
        for kind in kinds
        for thing in by_day(of_kind(archive, kind, focus))
    )


def _reached(archive: Archive, focus: int, language: Language) -> Listing:
    return Listing(
        id="reached",
        heading=language.text(
            "All that was published on the reach of {edition}", edition=editions(archive, language)[focus].name
        ),
        subtitle=language.text("As published. A day stands where the count ended before the close."),
        columns=(language.text("Measure"), language.text("Number"), language.text("Counted up to")),
        entries=tuple(
            Entry(
                name=language.term("reach", row.measure),
                own=False,
                more="",
                what=quantity(row.figure, language),
                when=language.text("up to {day}", day=language.weekday(row.until)) if row.until else "—",
                sources=cited(archive, [row.figure], language),
            )
            for row in reached(archive, focus)
        ),
        none=language.text("No figure was published on the schools, associations, media or views of this edition."),
        notes=(),
    )
