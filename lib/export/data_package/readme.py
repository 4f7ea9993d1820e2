"""The README of the data package, in plain text: what the data are, how to read them and how to cite them."""

from __future__ import annotations

from lib.archive import Archive, Organisation
from lib.archive.vocabulary import DEFINED_MEASURES, QUALIFIER_CODES, RANKS, TOPICS
from lib.charts.definitions import define_measures, definition_text
from lib.charts.phrases import qualifier_phrase
from lib.export.data_package.fields import ROW_DESCRIPTIONS
from lib.export.tables.spreadsheet import DIRECTION_MARKS
from lib.export.texts.provenance import publication_name
from lib.language import Language


def data_readme(archive: Archive, address: str, language: Language) -> str:
    """The README in one language. `address` is the public address of the record book, "" if it has none."""
    title = language.text("The record book of the Open Days of the national police")
    parts = [
        f"{title}\n{'=' * len(title)}",
        *data_summary(archive.organisation, language),
        *([publication_name(archive.publication, language)] if archive.publication else []),
        _part(language.text("The files"), _files(language)),
        _part(language.text("How to read"), _reading(language)),
        *_definitions(archive, language),
        _part(language.text("How to cite"), how_to_cite(archive.organisation, address, language)),
    ]
    return ("\n\n".join(parts) + "\n").translate(DIRECTION_MARKS)


def data_summary(organisation: Organisation, language: Language) -> tuple[str, ...]:
    """What the data are, who publishes them, their licence and a contact."""
    unknown = language.text("not stated")
    terms = {
        language.text("Published by"): organisation.name[language.code],
        language.text("Licence"): organisation.licence or unknown,
        language.text("Contact"): organisation.contact or unknown,
    }
    return (
        language.text(
            "What sources published about the Open Days, edition by edition: visitors, staff, vehicles, stands, "
            "programme, reach. Nothing is estimated; what was not published is not here. Sources that disagree are all "
            "kept."
        ),
        "\n".join(language.text("{label}: {text}", label=label, text=text) for label, text in terms.items()),
    )


def how_to_cite(organisation: Organisation, address: str, language: Language) -> str:
    """How to cite a copy of the data."""
    cite = language.text(
        "{institution}, {book}, and the day of your copy. Name the source of each figure too: it is in its row.",
        institution=organisation.name[language.code],
        book=language.text("The record book of the Open Days of the national police"),
    )
    return f"{cite}\n{address}".strip()


def _definitions(archive: Archive, language: Language) -> list[str]:
    """The definitions of the measures; [] if the record book has none."""
    defined = define_measures(DEFINED_MEASURES, archive, language)
    definitions = "\n".join(definition_text(definition, language) for definition in defined)
    return [_part(language.text("Definitions"), definitions)] if definitions else []


def _files(language: Language) -> str:
    top = ("editions", "sources", "left_out", "gaps", "definitions", "wordings")
    paths = {**{f"data/{stem}.csv": stem for stem in top}, "citations.csv": "citations"}
    paths |= {f"data/*/{topic}.csv": topic for topic in TOPICS}
    lines = [f"{path}\n    {language.text(ROW_DESCRIPTIONS[stem])}" for path, stem in paths.items()]
    unchanged = language.text(
        "The files with figures are those that were checked, to the byte. A text that begins with = + - or @ is left "
        "as it is, so import columns of texts as text: a spreadsheet could take it for a formula."
    )
    return "\n".join([*lines, "", unchanged])


def _reading(language: Language) -> str:
    """What the columns of a claim mean, each under its name in the files."""
    lines = {
        "value": language.text("The number, in plain digits. Empty where a source gives none: that is not zero."),
        "qualifier": _codes({code: qualifier_phrase(code, language) for code in QUALIFIER_CODES}),
        "rank": "\n    ".join(
            [
                language.text(
                    "Rows with the same key are about the same thing; one of them is the figure that is shown."
                ),
                _codes({rank: language.term("rank", rank) for rank in RANKS}),
            ]
        ),
        "reason": language.text("Why the row has its rank, in codes joined by semicolons."),
        "sources": language.text("Codes from the file of sources, joined by semicolons."),
        "note": language.text("A remark, in English."),
        "translated": language.text("In which languages a name is the record book’s own translation."),
    }
    return "\n".join(f"{column}\n    {text}" for column, text in lines.items())


def _codes(words: dict[str, str]) -> str:
    return "\n    ".join(f"{code} = {word}" for code, word in words.items())


def _part(heading: str, text: str) -> str:
    return f"{heading}\n{'-' * len(heading)}\n{text}"
