"""What sources name of an edition's programme, in lists."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from lib.archive import Archive
from lib.charts.chart import View
from lib.charts.kinds.published_rows import published_cell
from lib.charts.phrases import cited_sources, editions_by_number, figure_text
from lib.content.named_list import NamedList, NamedListEntry, list_entry, sort_by_day
from lib.language import Language
from lib.measures import count_programme_items, programme_items, reach_figures

COUNTED_KINDS = ("seminar", "demonstration", "unit", "ceremony", "award")


def programme_lede(archive: Archive, view: View, language: Language) -> tuple[str, ...]:
    """What of the focus edition is named, in one sentence, and how far that goes."""
    edition = editions_by_number(archive, language)[view.focus]
    counted = {kind: count_programme_items(archive, kind).get(view.focus) for kind in COUNTED_KINDS}
    parts = [language.noun(figure.value, kind) for kind, figure in counted.items() if figure]
    if not parts:
        return (language.text("{edition}: no source names anything of the programme.", edition=edition.name),)
    return (
        language.text("Named by sources for {edition}: {things}.", edition=edition.name, things=language.join(parts)),
        language.text("These lists are partial: they hold what sources name, and nothing else."),
    )


@lru_cache(maxsize=64)
def programme_lists(archive: Archive, focus: int, language: Language) -> Mapping[str, NamedList]:
    """The lists of one edition by their ids: seminars, demonstrations, ceremonies, reach."""
    lists = (
        _seminars(archive, focus, language),
        _demonstrations(archive, focus, language),
        _ceremonies(archive, focus, language),
        _reached(archive, focus, language),
    )
    return MappingProxyType({listing.id: listing for listing in lists})


def _seminars(archive: Archive, focus: int, language: Language) -> NamedList:
    return NamedList(
        id="seminars",
        heading=language.text("Seminars of {edition}", edition=editions_by_number(archive, language)[focus].name),
        subtitle=language.text(
            "Seminars in all: {value}.", value=published_cell("seminar", archive, focus, language).text
        ),
        columns=(language.text("Seminar"), language.text("Subject"), language.text("Day")),
        entries=tuple(
            list_entry(
                thing,
                "seminar",
                language.term("theme", thing.theme) if thing.theme else "—",
                archive,
                language,
            )
            for thing in sort_by_day(programme_items(archive, "seminar", focus))
        ),
        none=language.text("No source names a seminar of this edition."),
        notes=(),
    )


def _demonstrations(archive: Archive, focus: int, language: Language) -> NamedList:
    return NamedList(
        id="demonstrations",
        heading=language.text("Demonstrations of {edition}", edition=editions_by_number(archive, language)[focus].name),
        subtitle=language.text(
            "Demonstrations in all: {value}.",
            value=published_cell("demonstration", archive, focus, language).text,
        ),
        columns=(language.text("Demonstration or unit"), language.text("Kind"), language.text("Day")),
        entries=_of_kinds(("demonstration", "unit"), archive, focus, language),
        none=language.text("No source names a demonstration of this edition."),
        notes=(),
    )


def _ceremonies(archive: Archive, focus: int, language: Language) -> NamedList:
    notes = []
    if not programme_items(archive, "award", focus):
        notes.append(language.text("No source names an award of this edition."))
    return NamedList(
        id="ceremonies",
        heading=language.text(
            "Ceremonies and awards of {edition}", edition=editions_by_number(archive, language)[focus].name
        ),
        subtitle=language.text("How many there were in all was not published."),
        columns=(language.text("Ceremony or award"), language.text("Kind"), language.text("Day")),
        entries=_of_kinds(("ceremony", "award"), archive, focus, language),
        none=language.text("No source names a ceremony of this edition."),
        notes=tuple(notes),
    )


def _of_kinds(kinds: tuple[str, ...], archive: Archive, focus: int, language: Language) -> tuple[NamedListEntry, ...]:
    """The named items of several kinds, one kind after another."""
    return tuple(
        list_entry(thing, kind, language.term("programme", kind), archive, language)
        for kind in kinds
        for thing in sort_by_day(programme_items(archive, kind, focus))
    )


def _reached(archive: Archive, focus: int, language: Language) -> NamedList:
    return NamedList(
        id="reached",
        heading=language.text(
            "All that was published on the reach of {edition}",
            edition=editions_by_number(archive, language)[focus].name,
        ),
        subtitle=language.text("As published. A day stands where the count ended before the close."),
        columns=(language.text("Measure"), language.text("Number"), language.text("Counted up to")),
        entries=tuple(
            NamedListEntry(
                name=language.term("reach", row.measure),
                own=False,
                more="",
                what=figure_text(row.figure, language),
                when=language.text("up to {day}", day=language.weekday(row.until)) if row.until else "—",
                sources=cited_sources(archive, [row.figure], language),
            )
            for row in reach_figures(archive, focus)
        ),
        none=language.text("No figure was published on the schools, associations, media or views of this edition."),
        notes=(),
    )
