"""Police staff and vehicles, edition by edition: the published numbers, and those numbers in proportion to others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lib.charts.chart import Chart, Edition
from lib.charts.chart_context import ChartContext
from lib.charts.edition_window import edition_window
from lib.charts.kinds.column_chart import build_column_chart
from lib.charts.kinds.crowd import build_proportions
from lib.charts.phrases import (
    figure_text,
    first_figure_sentence,
    join_edition_names,
    lengths_note,
    omitted_editions_note,
    precision_note,
    standing_phrase,
    zero_note,
)
from lib.measures import MEASURES, Measure, Series, select_editions

TOTALS_HEIGHT = 300
STAFF_RATES = ("visitors_per_officer", "visitors_per_officer_day", "officers_per_stand", "visitors_per_stand")
VEHICLE_RATES = ("visitors_per_vehicle", "visitors_per_vehicle_day", "officers_per_vehicle", "vehicles_per_stand")


def staff_total(context: ChartContext) -> Chart:
    """Police staff mobilised, by edition."""
    subtitle = context.language.text(
        "Police staff mobilised for each edition, as published: those who present the shows, run the stands and "
        "secure the site."
    )
    return build_totals(context, "staff_total", MEASURES["staff"], subtitle, staff_unpublished_sentence(context))


def staff_proportions(context: ChartContext) -> Chart:
    """The rates of the focus's police staff, or of another edition's if the focus has no number."""
    unpublished = staff_unpublished_sentence(context)
    return build_proportions(context, "staff_proportions", MEASURES["staff"], STAFF_RATES, unpublished)


def staff_unpublished_sentence(context: ChartContext) -> str:
    """The sentence for a focus without a number of staff."""
    return context.language.text("{edition}: the number of police staff was not published", edition=context.focus.name)


def vehicles_total(context: ChartContext) -> Chart:
    """Vehicles mobilised or shown, by edition."""
    subtitle = context.language.text(
        "Vehicles of each edition, as published. Most sources call them mobilised, some exhibited: the number is the "
        "same."
    )
    return build_totals(
        context, "vehicles_total", MEASURES["vehicles"], subtitle, vehicles_unpublished_sentence(context)
    )


def vehicles_proportions(context: ChartContext) -> Chart:
    """The rates of the focus's vehicles, or of another edition's if the focus has no number."""
    unpublished = vehicles_unpublished_sentence(context)
    return build_proportions(context, "vehicles_proportions", MEASURES["vehicles"], VEHICLE_RATES, unpublished)


def vehicles_unpublished_sentence(context: ChartContext) -> str:
    """The sentence for a focus without a number of vehicles."""
    return context.language.text("{edition}: the number of vehicles was not published", edition=context.focus.name)


def build_totals(context: ChartContext, name: str, measure: Measure, subtitle: str, unpublished: str) -> Chart:
    """The chart `name` of a measure. `unpublished` is the sentence for a focus without a number."""
    context = replace(context, leading=measure.id)
    language, series = context.language, measure(context.archive)
    compared = editions_with_figure(series, context)
    inside = select_editions(series, [edition.number for edition in compared])
    notes = omitted_editions_note(context, compared)
    if len(inside) > 1:
        notes += lengths_note([edition for edition in compared if edition.number in inside], language)
    notes += precision_note(inside.values(), language)
    if len(inside) < len(compared):
        notes.append(zero_note(language))
    return build_column_chart(
        context,
        name,
        measure,
        headline=totals_headline(series, measure.noun, unpublished, context),
        subtitle=subtitle,
        notes=notes,
        compared=compared,
        height=TOTALS_HEIGHT,
    )


def editions_with_figure(series: Series, context: ChartContext) -> Sequence[Edition]:
    """The editions compared; if none of them has a number, also those after them up to the first that has one.

    For the second edition nothing was published, so without the fourth beside it the chart would be empty. If there is
    no room for all, the first, the focus and the one with a number stay.
    """
    compared = context.compared
    later = [number for number in series if number > compared[-1].number]
    if not later or any(edition.number in series for edition in compared):
        return compared
    between = [edition for edition in context.editions.values() if compared[-1].number < edition.number < min(later)]
    together = [*compared, *between, context.editions[min(later)]]
    kept = {compared[0].number, context.view.focus, min(later)}
    inside = edition_window([edition.number for edition in together], context.view.focus, kept, context.view.room)
    return [edition for edition in together if edition.number in inside]


def totals_headline(series: Series, noun: str, unpublished: str, context: ChartContext) -> str:
    """Fes 2023: 2,300 police staff, the only number published."""
    language, focus = context.language, context.focus
    if focus.number not in series:
        if not series:
            return unpublished
        return language.text(
            "{sentence}, unlike that of {editions}", sentence=unpublished, editions=names_with_figure(series, context)
        )
    value, comparison = figure_text(series[focus.number], language, noun), standing_phrase(series, context)
    if not comparison:
        return first_figure_sentence(focus, value, series, language)
    return language.text("{edition}: {value}, {comparison}", edition=focus.name, value=value, comparison=comparison)


def publication_sentence(measure: str, context: ChartContext) -> str:
    """A sentence on which editions have a published number of the measure."""
    language, series = context.language, context.series(measure)
    if not series:
        return language.text("No number was published for any edition so far.")
    return language.plural(
        "A number was published for {number} edition out of {all}: {editions}.",
        "A number was published for {number} editions out of {all}: {editions}.",
        len(series),
        all=language.number(len(context.editions)),
        editions=names_with_figure(series, context),
    )


def names_with_figure(series: Series, context: ChartContext) -> str:
    """The names of the editions that have a figure."""
    return join_edition_names([context.editions[number].name for number in sorted(series)], context.language)
