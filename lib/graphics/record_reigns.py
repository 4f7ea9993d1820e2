"""How long each record of visitors stood."""

from __future__ import annotations

from lib.archive import Archive
from lib.graphics.columns import columns
from lib.graphics.graphic import Cell, Graphic, Table, View
from lib.graphics.words import cell, cited, editions, listed, shown
from lib.language import Language
from lib.measures import MEASURES, between, records, reigns


def record_reigns(archive: Archive, view: View, language: Language) -> Graphic:
    """Days from the close of the edition that set a record to the close of the one that broke it.

    All editions up to the one that broke the focus' record are shown, whatever the view compares: a reign is told by
    its end.
    """
    named = editions(archive, language)
    ended = {reign.holder: reign for reign in reigns(archive)}
    last = ended[view.focus].broken_by if view.focus in ended else view.focus
    compared = [*shown(archive, view, language)]
    compared += [edition for number, edition in named.items() if number <= last and edition not in compared]
    within = {edition.number for edition in compared}
    days = {holder: reign.days for holder, reign in ended.items() if reign.broken_by in within and holder in within}
    standing = records(MEASURES["visitors"](archive))
    headline = reign_headline(archive, view, language)
    absent = language.text("no end seen")
    rows = []
    for edition in compared:
        reign = ended.get(edition.number) if edition.number in days else None
        by = named[reign.broken_by].name if reign else absent
        rows.append((Cell(edition.name), cell(reign.days, language) if reign else Cell(absent), Cell(by)))
    return Graphic(
        id="record_reigns",
        headline=headline,
        subtitle=language.text(
            "Days from the close of the edition that set the record of visitors to the close of the one that broke it."
        ),
        chart=columns(days, compared, view.focus, "day", language, absent=absent),
        table=Table(
            headline,
            (language.text("Edition"), language.text("In days"), language.text("Broken by")),
            tuple(rows),
        ),
        alternative=language.text(
            "Column chart of how many days each record stood. {headline}. Values: {values}.",
            headline=headline,
            values=listed(days, [edition for edition in compared if edition.number in days], "day", language) or absent,
        ),
        notes=(
            language.text("“No end seen”: the edition set no record, or its record stands among the editions shown."),
        ),
        sources=cited(archive, [record.figure for record in standing if record.holder in days], language),
    )


def reign_headline(archive: Archive, view: View, language: Language) -> str:
    """How long the record of the focus stood, and who ended it."""
    named = editions(archive, language)
    for reign in reigns(archive):
        if reign.holder == view.focus:
            one, other = named[reign.holder], named[reign.broken_by]
            return language.text(
                "{edition}: the record stood for {duration}, until {taker}",
                edition=one.name,
                duration=language.duration(*between(one.last_day, other.last_day)),
                taker=other.name,
            )
    held = [record.holder for record in records(MEASURES["visitors"](archive))]
    if held and held[-1] == view.focus:
        return language.text("{edition}: the record still stands", edition=named[view.focus].name)
    return language.text("{edition} set no record of visitors", edition=named[view.focus].name)
