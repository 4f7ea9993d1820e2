"""Lists of the programme items of an edition that sources name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lib.charts.chart_context import ChartContext, cached_by_context
from lib.charts.kinds.published_rows import published_cell
from lib.charts.phrases import figure_cell
from lib.content.named_list import DisplayName, NamedList, NamedRow, dated_row, sort_by_day
from lib.measures import count_programme_items, programme_items, reach_figures

COUNTED_KINDS = ("seminar", "demonstration", "unit", "ceremony", "award")


def programme_lede(context: ChartContext) -> tuple[str, ...]:
    """Sentences on how many programme items of the focus are named, and on how complete that is."""
    language, focus = context.language, context.focus
    counted = {kind: count_programme_items(context.archive, kind).get(focus.number) for kind in COUNTED_KINDS}
    parts = [language.noun(figure.value, kind) for kind, figure in counted.items() if figure]
    if not parts:
        return (language.text("{edition}: no source names anything of the programme.", edition=focus.name),)
    return (
        language.text("Named by sources for {edition}: {things}.", edition=focus.name, things=language.join(parts)),
        language.text("These lists are partial: they hold what sources name, and nothing else."),
    )


@cached_by_context(64)
def programme_lists(context: ChartContext) -> Mapping[str, NamedList]:
    """The lists of the focus by their ids: seminars, demonstrations, ceremonies, reached."""
    lists = (_seminars(context), _demonstrations(context), _ceremonies(context), _reached(context))
    return MappingProxyType({listing.id: listing for listing in lists})


def _seminars(context: ChartContext) -> NamedList:
    language, focus = context.language, context.focus
    return NamedList(
        id="seminars",
        caption=language.text("Seminars of {edition}", edition=focus.name),
        subtitle=language.text(
            "Seminars in all: {value}.", value=published_cell("seminar", focus.number, context).text
        ),
        columns=(language.text("Seminar"), language.text("Subject"), language.text("Day")),
        rows=tuple(
            dated_row(thing, "seminar", language.term("theme", thing.theme) if thing.theme else "—", context)
            for thing in sort_by_day(programme_items(context.archive, "seminar", focus.number))
        ),
        empty_text=language.text("No source names a seminar of this edition."),
    )


def _demonstrations(context: ChartContext) -> NamedList:
    language, focus = context.language, context.focus
    return NamedList(
        id="demonstrations",
        caption=language.text("Demonstrations of {edition}", edition=focus.name),
        subtitle=language.text(
            "Demonstrations in all: {value}.", value=published_cell("demonstration", focus.number, context).text
        ),
        columns=(language.text("Demonstration or unit"), language.text("Kind"), language.text("Day")),
        rows=(*_rows_of_kind("demonstration", context), *_rows_of_kind("unit", context)),
        empty_text=language.text("No source names a demonstration of this edition."),
    )


def _ceremonies(context: ChartContext) -> NamedList:
    language, focus = context.language, context.focus
    awards = tuple(_rows_of_kind("award", context))
    return NamedList(
        id="ceremonies",
        caption=language.text("Ceremonies and awards of {edition}", edition=focus.name),
        subtitle=language.text("How many there were in all was not published."),
        columns=(language.text("Ceremony or award"), language.text("Kind"), language.text("Day")),
        rows=(*_rows_of_kind("ceremony", context), *awards),
        empty_text=language.text("No source names a ceremony of this edition."),
        notes=() if awards else (language.text("No source names an award of this edition."),),
    )


def _rows_of_kind(kind: str, context: ChartContext) -> Iterator[NamedRow]:
    """The named items of a kind, sorted by day."""
    for thing in sort_by_day(programme_items(context.archive, kind, context.view.focus)):
        yield dated_row(thing, kind, context.language.term("programme", kind), context)


def _reached(context: ChartContext) -> NamedList:
    language, focus = context.language, context.focus
    return NamedList(
        id="reached",
        caption=language.text("All that was published on the reach of {edition}", edition=focus.name),
        subtitle=language.text("As published. A day is given where the count ended before the close."),
        columns=(language.text("Measure"), language.text("Number"), language.text("Counted up to")),
        rows=tuple(
            NamedRow(
                DisplayName(language.term("reach", row.measure)),
                (
                    figure_cell(row.figure, language),
                    language.text("up to {day}", day=language.weekday(row.until)) if row.until else "—",
                ),
                context.cite([row.figure]),
            )
            for row in reach_figures(context.archive, focus.number)
        ),
        empty_text=language.text(
            "No figure was published on the schools, associations, media or views of this edition."
        ),
    )
