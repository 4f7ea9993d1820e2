"""Stands per hectare of the site: how close they stood, as far as the area was published."""

from __future__ import annotations

from lib.archive import Archive
from lib.charts.chart import Chart, View
from lib.charts.kinds.column_chart import column_plot
from lib.charts.phrases import (
    cited_sources,
    compared_editions,
    editions_by_number,
    figure_text,
    omitted_editions_note,
    precision_note,
    series_table,
    series_text,
)
from lib.language import Language
from lib.measures import MEASURES, select_editions


def stands_density(archive: Archive, view: View, language: Language) -> Chart:
    """The published number of stands divided by the published area, for the editions that the view compares."""
    measure = MEASURES["stands_per_hectare"]
    series = measure(archive)
    compared = compared_editions(archive, view, language)
    inside = select_editions(series, [edition.number for edition in compared])
    name = editions_by_number(archive, language)[view.focus].name
    # No comparison in the headline: the areas behind two densities may not be drawn alike.
    headline = (
        language.text(
            "{edition}: {stands} per hectare", edition=name, stands=figure_text(series[view.focus], language, "stand")
        )
        if view.focus in series
        else language.text(
            "{edition}: no stands per hectare, since the area or the number was not published", edition=name
        )
    )
    return Chart(
        id="stands_density",
        headline=headline,
        subtitle=language.text(
            "Published number of stands divided by the area of the site in hectares, to three significant figures."
        ),
        chart=column_plot(inside, compared, view.focus, measure.noun, language),
        table=series_table(inside, compared, language.term("measure", measure.id), headline, language, worked=True),
        alternative=language.text(
            "Column chart by edition. {headline}. Values: {values}.",
            headline=headline,
            values=series_text(inside, compared, measure.noun, language),
        ),
        notes=(
            *omitted_editions_note(compared, archive, view, language),
            language.text(
                "Calculated, not published. Sources do not measure the site alike: some give the whole grounds, others "
                "the part with the stands, so the editions compare only loosely."
            ),
            *precision_note(inside.values(), language),
        ),
        sources=cited_sources(archive, inside.values(), language),
    )
