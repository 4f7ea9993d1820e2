"""Measures by editions in one sheet: what was published, and what was not."""

from __future__ import annotations

from lib.archive import Archive
from lib.charts.chart import Edition, Graphic, View
from lib.charts.kinds.strip_chart import (
    Strip,
    board,
    board_alternative,
    board_table,
    drawn,
    inside,
    missing_note,
)
from lib.charts.phrases import (
    cited,
    editions,
    part_note,
    scope,
    shown,
)
from lib.language import Language
from lib.measures import MEASURES, Series, records

MEASURES_SHOWN = (
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


def scoreboard(archive: Archive, view: View, language: Language) -> Graphic:
    """Those of ten measures that some edition compared has, each row on its own scale."""
    compared = shown(archive, view, language)
    strips = [
        Strip(name, language.term("measure", name), MEASURES[name].noun, inside(MEASURES[name](archive), compared))
        for name in MEASURES_SHOWN
    ]
    # Whether it leads is asked of all editions that the view is about, however many are shown.
    about = scope(archive, view, language)
    led = [strip for strip in strips if leads(inside(MEASURES[strip.id](archive), about), view.focus)]
    published = [strip for strip in strips if view.focus in strip.series]
    edition = editions(archive, language)[view.focus]
    headline = board_headline(edition, len(led), len(published), language)
    return Graphic(
        id="scoreboard",
        headline=headline,
        subtitle=language.text("Each row has a scale of its own. The gold mark is the highest value in its row."),
        chart=board(drawn(strips), compared, view.focus, language),
        table=board_table(strips, compared, headline, language),
        alternative=board_alternative(strips, compared, headline, language),
        notes=(
            *part_note(compared, archive, view, language),
            language.text("“Not published” means that no source gives a number. It does not mean zero."),
            *missing_note(strips, language),
            language.text("Rates per day and per stand are calculated, to three significant figures."),
        ),
        sources=cited(archive, [figure for strip in strips for figure in strip.series.values()], language),
    )


def board_headline(edition: Edition, led: int, published: int, language: Language) -> str:
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


def leads(series: Series, focus: int) -> bool:
    """Whether the focus set the last record among at least two editions."""
    return len(series) > 1 and records(series)[-1].holder == focus
