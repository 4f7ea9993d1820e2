"""How far the editions reached: schools, associations, media, views, blood."""

from __future__ import annotations

from collections.abc import Sequence

from lib.archive import Archive
from lib.charts.chart import Edition, Graphic, View
from lib.charts.kinds.strip_chart import (
    ROW_HEIGHT,
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
    quantity,
    shown,
)
from lib.language import Language
from lib.measures import OUTREACH, reached

# How many of its figures the headline tells.
TOLD = 3
# The height of a strip without any column.
EMPTY_HEIGHT = 66


def reach(archive: Archive, view: View, language: Language) -> Graphic:
    """The measures of reach that some edition compared has, each on its own scale; all of them where none has any."""
    compared = shown(archive, view, language)
    strips = [
        Strip(measure.id, language.term("reach", measure.id), measure.noun, inside(measure(archive), compared))
        for measure in OUTREACH
    ]
    valued = any(strip.series for strip in strips)
    edition = editions(archive, language)[view.focus]
    headline = reach_headline(edition, strips, language)
    notes = [
        *part_note(compared, archive, view, language),
        language.text("“Not published” means that no source gives a number. It does not mean zero."),
        *missing_note(strips, language),
    ]
    if any(row.until for row in reached(archive, view.focus)):
        notes.append(language.text("Counts of the first days only are not compared here."))
    return Graphic(
        id="reach",
        headline=headline,
        subtitle=language.text("Each row has a scale of its own. The gold mark is the highest value in its row.")
        if valued
        else language.text("No number was published for any of the editions shown."),
        chart=board(drawn(strips), compared, view.focus, language, ROW_HEIGHT if valued else EMPTY_HEIGHT),
        table=board_table(strips, compared, headline, language),
        alternative=board_alternative(strips, compared, headline, language),
        notes=tuple(notes),
        sources=cited(archive, [figure for strip in strips for figure in strip.series.values()], language),
    )


def reach_headline(edition: Edition, strips: Sequence[Strip], language: Language) -> str:
    """The first figures that the focus has."""
    told = [
        quantity(strip.series[edition.number], language, strip.noun)
        for strip in strips
        if edition.number in strip.series
    ][:TOLD]
    if not told:
        return language.text("{edition}: none of these measures of its reach was published", edition=edition.name)
    return language.text("{edition}: {value}", edition=edition.name, value=language.join(told))
