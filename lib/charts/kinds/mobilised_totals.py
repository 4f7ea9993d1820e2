"""What was mobilised, edition by edition: the column chart that police staff and vehicles share."""

from __future__ import annotations

from collections.abc import Sequence

from lib.archive import Archive
from lib.charts.chart import Chart, Edition, View
from lib.charts.edition_window import MAX_EDITIONS
from lib.charts.kinds.column_chart import column_plot
from lib.charts.phrases import (
    cited_sources,
    compared_editions,
    comparison_phrase,
    editions_by_number,
    figure_text,
    join_edition_names,
    lengths_note,
    omitted_editions_note,
    precision_note,
    series_table,
    series_text,
)
from lib.language import Language
from lib.measures import MEASURES, Measure, Series, previous_edition

MOBILISED_HEIGHT = 300


def build_mobilised_totals(
    name: str, measure: Measure, subtitle: str, unpublished: str, archive: Archive, view: View, language: Language
) -> Chart:
    """The graphic `name` of a measure; `unpublished` is the sentence on the focus where it has no number."""
    series = measure(archive)
    compared = editions_to_figure(series, archive, view, language)
    inside = {edition.number: series[edition.number] for edition in compared if edition.number in series}
    headline = mobilised_headline(series, measure.noun, unpublished, archive, view, language)
    notes = precision_note(inside.values(), language)
    if len(inside) > 1:
        notes = [*lengths_note([edition for edition in compared if edition.number in inside], language), *notes]
    notes = [*omitted_editions_note(compared, archive, view, language), *notes]
    if len(inside) < len(compared):
        notes.append(language.text("“Not published” means that no source gives a number. It does not mean zero."))
    return Chart(
        id=name,
        headline=headline,
        subtitle=subtitle,
        chart=column_plot(inside, compared, view.focus, measure.noun, language, height=MOBILISED_HEIGHT),
        table=series_table(inside, compared, language.term("measure", measure.id), headline, language),
        alternative=language.text(
            "Column chart by edition. {headline}. Values: {values}.",
            headline=headline,
            values=series_text(inside, compared, measure.noun, language),
        ),
        notes=tuple(notes),
        sources=cited_sources(archive, inside.values(), language),
    )


def editions_to_figure(series: Series, archive: Archive, view: View, language: Language) -> Sequence[Edition]:
    """The editions that the view compares, and those after them up to the first with a number.

    A reader of the second edition is told that nothing was published for it; without the fourth beside it the chart
    would be empty. Where there is no room for those between, that one stands in the place of the first.
    """
    compared = compared_editions(archive, view, language)
    later = [number for number in series if number > compared[-1].number]
    if not later or any(edition.number in series for edition in compared):
        return compared
    named = editions_by_number(archive, language)
    between = [named[number] for number in named if compared[-1].number < number < min(later)]
    if len(compared) + len(between) < MAX_EDITIONS:
        return [*compared, *between, named[min(later)]]
    return [*compared[1 - MAX_EDITIONS :], named[min(later)]]


def mobilised_headline(
    series: Series, noun: str, unpublished: str, archive: Archive, view: View, language: Language
) -> str:
    """Fes 2023: 2,300 police staff, the only number published."""
    named = editions_by_number(archive, language)
    edition = named[view.focus].name
    if view.focus not in series:
        if not series:
            return unpublished
        others = join_edition_names([named[number].name for number in sorted(series)], language)
        return language.text("{sentence}, unlike that of {editions}", sentence=unpublished, editions=others)
    figure, before = series[view.focus], previous_edition(series, view.focus)
    value = figure_text(figure, language, noun)
    if len(series) == 1:
        return language.text("{edition}: {value}, the only number published", edition=edition, value=value)
    if before is None:
        return language.text("{edition}: {value}, the first number published", edition=edition, value=value)
    return language.text(
        "{edition}: {visitors}, {comparison}",
        edition=edition,
        visitors=value,
        comparison=comparison_phrase(figure, series[before], named[before].name, language),
    )


def publication_sentence(name: str, archive: Archive, language: Language) -> str:
    """For which editions a number of the measure `name` was published, in a sentence."""
    series, named = MEASURES[name](archive), editions_by_number(archive, language)
    if not series:
        return language.text("No number was published for any edition so far.")
    return language.plural(
        "A number was published for {number} edition of {all}: {editions}.",
        "A number was published for {number} editions of {all}: {editions}.",
        len(series),
        all=language.number(len(named)),
        editions=join_edition_names([named[number].name for number in sorted(series)], language),
    )
