"""Measures by editions in one sheet: what was published, and what was not."""

from __future__ import annotations

from lib.archive import Archive
from lib.charts.chart import Chart, Edition, View
from lib.charts.kinds.strip_chart import (
    MeasureStrip,
    empty_strips_note,
    restrict_series,
    strips_alternative,
    strips_plot,
    strips_table,
    strips_with_data,
)
from lib.charts.phrases import (
    cited_sources,
    compared_editions,
    editions_by_number,
    editions_in_scope,
    omitted_editions_note,
)
from lib.language import Language
from lib.measures import MEASURES, Series, record_figures

SCOREBOARD_MEASURES = (
    "visitors",
    "visitors_per_day",
    "stands",
    "visitors_per_stand",
    "staff",
    "vehicles",
    "schools",
    "associations",
    "media_outlets",
    "online_views",
)


def scoreboard(archive: Archive, view: View, language: Language) -> Chart:
    """Those of ten measures that some edition compared has, each row on its own scale."""
    compared = compared_editions(archive, view, language)
    strips = [
        MeasureStrip(
            name,
            language.term("measure", name),
            MEASURES[name].noun,
            restrict_series(MEASURES[name](archive), compared),
        )
        for name in SCOREBOARD_MEASURES
    ]
    # Whether it leads is asked of all editions that the view is about, however many are shown.
    about = editions_in_scope(archive, view, language)
    led = [strip for strip in strips if holds_record(restrict_series(MEASURES[strip.id](archive), about), view.focus)]
    published = [strip for strip in strips if view.focus in strip.series]
    edition = editions_by_number(archive, language)[view.focus]
    headline = scoreboard_headline(edition, len(led), len(published), language)
    return Chart(
        id="scoreboard",
        headline=headline,
        subtitle=language.text("Each row has a scale of its own. The gold mark is the highest value in its row."),
        chart=strips_plot(strips_with_data(strips), compared, view.focus, language),
        table=strips_table(strips, compared, headline, language),
        alternative=strips_alternative(strips, compared, headline, language),
        notes=(
            *omitted_editions_note(compared, archive, view, language),
            language.text("“Not published” means that no source gives a number. It does not mean zero."),
            *empty_strips_note(strips, language),
            language.text("Rates per day and per stand are calculated, to three significant figures."),
        ),
        sources=cited_sources(archive, [figure for strip in strips for figure in strip.series.values()], language),
    )


def scoreboard_headline(edition: Edition, led: int, published: int, language: Language) -> str:
    """In how many of its published measures the edition is first."""
    if not led:
        return language.plural(
            "{edition}: {number} measure published",
            "{edition}: {number} measures published",
            published,
            edition=edition.name,
        )
    return language.plural(
        "{edition} leads in {led} of the {number} measure published for it",
        "{edition} leads in {led} of the {number} measures published for it",
        published,
        edition=edition.name,
        led=language.number(led),
    )


def holds_record(series: Series, focus: int) -> bool:
    """Whether the focus set the last record among at least two editions."""
    return len(series) > 1 and record_figures(series)[-1].holder == focus
