"""Message catalogues: catalogues/<code>.po, compiled in memory on first use, so no build step is needed."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

CATALOGUE_FOLDER = Path(__file__).parent / "catalogues"


@cache
def load_catalogue(code: str) -> NullTranslations:
    """Load the translations of one language. English needs no file: the messages themselves are in English."""
    if code == "en":
        return NullTranslations()
    with (CATALOGUE_FOLDER / f"{code}.po").open("rb") as file:
        messages = read_po(file, locale=code, abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Translations(compiled)
