"""How far the editions reached: schools, associations, media, views, blood."""

from __future__ import annotations

from collections.abc import Sequence

from lib.archive import Archive
from lib.charts.chart import Chart, Edition, View
from lib.charts.kinds.strip_chart import (
    STRIP_HEIGHT,
    MeasureStrip,
    empty_strips_note,
    restrict_series,
    strips_alternative,
    strips_plot,
    strips_table,
    strips_with_data,
)
from lib.charts.phrases import cited_sources, compared_editions, editions_by_number, figure_text, omitted_editions_note
from lib.language import Language
from lib.measures import OUTREACH_MEASURES, reach_figures

# How many of its figures the headline tells.
MAX_HEADLINE_FIGURES = 3
# The height of a strip without any column.
EMPTY_STRIP_HEIGHT = 66


def reach(archive: Archive, view: View, language: Language) -> Chart:
    """The measures of reach that some edition compared has, each on its own scale; all of them where none has any."""
    compared = compared_editions(archive, view, language)
    strips = [
        MeasureStrip(
            measure.id, language.term("reach", measure.id), measure.noun, restrict_series(measure(archive), compared)
        )
        for measure in OUTREACH_MEASURES
    ]
    valued = any(strip.series for strip in strips)
    edition = editions_by_number(archive, language)[view.focus]
    headline = reach_headline(edition, strips, language)
    notes = [
        *omitted_editions_note(compared, archive, view, language),
        language.text("“Not published” means that no source gives a number. It does not mean zero."),
        *empty_strips_note(strips, language),
    ]
    if any(row.until for row in reach_figures(archive, view.focus)):
        notes.append(language.text("Counts of the first days only are not compared here."))
    return Chart(
        id="reach",
        headline=headline,
        subtitle=language.text("Each row has a scale of its own. The gold mark is the highest value in its row.")
        if valued
        else language.text("No number was published for any of the editions shown."),
        chart=strips_plot(
            strips_with_data(strips), compared, view.focus, language, STRIP_HEIGHT if valued else EMPTY_STRIP_HEIGHT
        ),
        table=strips_table(strips, compared, headline, language),
        alternative=strips_alternative(strips, compared, headline, language),
        notes=tuple(notes),
        sources=cited_sources(archive, [figure for strip in strips for figure in strip.series.values()], language),
    )


def reach_headline(edition: Edition, strips: Sequence[MeasureStrip], language: Language) -> str:
    """The first figures that the focus has."""
    told = [
        figure_text(strip.series[edition.number], language, strip.noun)
        for strip in strips
        if edition.number in strip.series
    ][:MAX_HEADLINE_FIGURES]
    if not told:
        return language.text("{edition}: none of these measures of its reach was published", edition=edition.name)
    return language.text("{edition}: {value}", edition=edition.name, value=language.join(told))
