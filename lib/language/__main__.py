"""`python -m lib.language`: carry the messages of the code and the templates into the catalogues.

New messages come in without a translation, which a test then asks for; messages no longer used go.
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from lib.language.catalogue import CATALOGUE_FOLDER

LIBRARY_FOLDER = Path(__file__).parents[1]

# text("…"), plural("…", "…", n), mark_message("…"), mark_plural("…", "…"), and say("…") of lib.archive
EXTRACTION_KEYWORDS = {"text": None, "say": None, "plural": (1, 2), "mark_message": None, "mark_plural": (1, 2)}
EXTRACTION_METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]


def extract_messages() -> Catalog:
    """Every message of the code and the templates."""
    messages = Catalog()
    for _, _, message, comments, context in extract_from_dir(
        LIBRARY_FOLDER, EXTRACTION_METHODS, keywords=EXTRACTION_KEYWORDS
    ):
        messages.add(message, None, auto_comments=comments, context=context)
    return messages


def main() -> None:
    """Write the catalogues anew: translations kept, new messages empty, unused ones gone."""
    messages = extract_messages()
    for path in sorted(CATALOGUE_FOLDER.glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.stem)
        catalogue.update(messages, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalogue, width=0, sort_output=True, ignore_obsolete=True, no_location=True)
        empty = sum(1 for message in catalogue if message.id and not _translated(message))
        print(f"{path.name}: {len(catalogue)} messages, {empty} to translate")


def _translated(message: Message) -> bool:
    """Whether the message, and each of its plural forms, has a translation."""
    return all(message.string) if isinstance(message.string, (tuple, list)) else bool(message.string)


if __name__ == "__main__":
    main()
