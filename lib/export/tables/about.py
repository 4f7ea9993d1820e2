"""About: what a table says of itself wherever it goes, in lines with a label each."""

from __future__ import annotations

from lib.charts import Graphic
from lib.export.tables.spreadsheet import MARKS, Line
from lib.export.texts.citation import citation
from lib.export.texts.provenance import Provenance
from lib.language import Language


def about(graphic: Graphic, language: Language, provenance: Provenance) -> tuple[Line, ...]:
    """What is counted, the caveats, how to read and cite it, whom to ask, under which licence.

    Neither the headline, which is the title, nor the sources are among them.
    """
    keeper = provenance.keeper
    unknown = language.text("not stated")
    mail = f"mailto:{keeper.contact}" if "@" in keeper.contact else ""
    lines = [
        Line(language.text("What is counted"), graphic.subtitle),
        *(Line(language.text("To note"), note) for note in graphic.notes),
        Line(language.text("How to read"), how_to_read(language)),
        Line(language.text("How to cite"), citation(graphic, language, provenance).long),
        Line(language.text("Address"), provenance.address, provenance.address),
        Line(language.text("Retrieved"), language.date(provenance.retrieved)),
        Line(language.text("Published by"), keeper.name[language.code]),
        Line(language.text("Contact"), keeper.contact or unknown, mail),
        Line(language.text("Licence"), keeper.licence or unknown),
    ]
    return tuple(Line(line.label, line.text.translate(MARKS), line.link) for line in lines)


def how_to_read(language: Language) -> str:
    """How the columns of figures are meant."""
    return language.text(
        "“{number}” holds the figure alone and “{qualifier}” the word that its source puts before it: neither says all "
        "without the other. An empty number was not published; it is not zero. “{calculated}” marks what the record "
        "book worked out from published figures. “{sources}” names the sources by their codes.",
        number=language.text("Number"),
        qualifier=language.text("Qualifier"),
        calculated=language.text("Calculated"),
        sources=language.text("Sources"),
    )
