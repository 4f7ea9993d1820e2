"""`python -m lib.language`: update the message catalogues from the code and the templates.

New messages are added untranslated; a test fails until they are translated. Unused messages are removed.
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
    """Extract every translatable message from the code and the templates."""
    messages = Catalog()
    for _, _, message, comments, context in extract_from_dir(
        LIBRARY_FOLDER, EXTRACTION_METHODS, keywords=EXTRACTION_KEYWORDS
    ):
        messages.add(message, None, auto_comments=comments, context=context)
    return messages


def main() -> None:
    """Rewrite the catalogues: keep translations, add new messages untranslated, remove unused ones."""
    messages = extract_messages()
    for path in sorted(CATALOGUE_FOLDER.glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.stem)
        messages.creation_date = catalogue.creation_date  # a new date at each run would clash in every merge
        catalogue.update(messages, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalogue, width=0, sort_output=True, ignore_obsolete=True, no_location=True)
        empty = sum(1 for message in catalogue if message.id and not _is_translated(message))
        print(f"{path.name}: {len(catalogue)} messages, {empty} to translate")


def _is_translated(message: Message) -> bool:
    """Tell whether the message and each of its plural forms are translated."""
    return all(message.string) if isinstance(message.string, (tuple, list)) else bool(message.string)


if __name__ == "__main__":
    main()
