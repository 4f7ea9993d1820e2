"""What the first reader would otherwise wait for: modules, templates, catalogues, measures, graphics."""

from __future__ import annotations

import importlib

from lib.archive import Archive
from lib.graphics import GRAPHICS, View, graphic
from lib.graphics.ledger import Sieve, found
from lib.language import CODES, Language
from lib.markup.markup import compile_all

# Imported by the pages alone, which Streamlit runs as scripts.
MODULES = ("lib.screen", "lib.screen.compare", "lib.screen.ledger", "lib.screen.problems", "lib.screen.stands")


def warm(archive: Archive) -> None:
    """Import, compile and build what the default view of every page needs, in every language.

    The ledger comes last: of a large record book it takes seconds, and only one page waits for it.
    """
    for name in MODULES:
        importlib.import_module(name)
    compile_all()
    for language in map(Language, CODES):
        for name in GRAPHICS:
            graphic(name, archive, View(archive.focus), language)
    for language in map(Language, CODES):
        found(archive, archive.focus, Sieve(), language)
