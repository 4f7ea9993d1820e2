"""The language, direction and title that a page passes to the browser."""

from __future__ import annotations

from lib.language import Language
from lib.templates import render_template


def render_page_language(language: Language, title: str, credit: str = "") -> str:
    """What sets the language, direction and title of the browser's document, and translates Streamlit's English words.

    The server writes language, direction and title into each document (lib/screen/document.py). This keeps them
    correct when the reader changes the language without loading a new document. `credit` stands on printed pages.
    """
    return render_template("page_language.html", language, title=title, credit=credit)
