"""Metadata of a table as labelled lines, included in every file of it."""

from __future__ import annotations

from lib.charts import Chart
from lib.charts.definitions import definition_text
from lib.export.tables.spreadsheet import DIRECTION_MARKS, AboutLine
from lib.export.texts.citation import cite_chart
from lib.export.texts.provenance import Provenance, publication_name
from lib.language import Language


def about_lines(chart: Chart, language: Language, provenance: Provenance) -> tuple[AboutLine, ...]:
    """What is counted, notes, definitions, how to read and cite the table, publisher, contact and licence.

    The headline and the sources are not included.
    """
    organisation = provenance.organisation
    unknown = language.text("not stated")
    mail = f"mailto:{organisation.contact}" if "@" in organisation.contact else ""
    lines = [
        AboutLine(language.text("What is counted"), chart.subtitle),
        *(AboutLine(language.text("To note"), note) for note in chart.notes),
        *(AboutLine(language.text("Definition"), definition_text(one, language)) for one in chart.definitions),
        AboutLine(language.text("How to read"), how_to_read(language)),
        AboutLine(language.text("How to cite"), cite_chart(chart, language, provenance).long),
        AboutLine(language.text("Address"), provenance.address, provenance.address),
        *_release_lines(language, provenance),
        *([AboutLine(language.text("Retrieved"), language.date(day))] if (day := provenance.retrieved) else []),
        AboutLine(language.text("Published by"), organisation.name[language.code]),
        AboutLine(language.text("Contact"), organisation.contact or unknown, mail),
        AboutLine(language.text("Licence"), organisation.licence or unknown),
    ]
    return tuple(AboutLine(line.label, line.text.translate(DIRECTION_MARKS), line.link) for line in lines)


def _release_lines(language: Language, provenance: Provenance) -> list[AboutLine]:
    if provenance.release is None:
        return []
    if provenance.release.is_draft:
        return [AboutLine(language.text("Release"), publication_name(provenance.release, language))]
    release = language.text(
        "{number}, {date}", number=provenance.release.number, date=language.date(provenance.release.day)
    )
    return [
        AboutLine(language.text("Release"), release),
        AboutLine(language.text("Address of this release"), provenance.frozen, provenance.frozen),
    ]


def how_to_read(language: Language) -> str:
    """What the columns of a figure mean."""
    return language.text(
        "“{number}” holds the figure alone and “{qualifier}” the word that its source puts before it: neither "
        "is complete without the other. An empty number was not published; it is not zero. “{calculated}” "
        "marks what the record book worked out from published figures. “{sources}” names the sources by their "
        "codes.",
        number=language.text("Number"),
        qualifier=language.text("Qualifier"),
        calculated=language.text("Calculated"),
        sources=language.text("Sources"),
    )
