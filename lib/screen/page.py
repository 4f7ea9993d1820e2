"""What a page tells the browser about itself."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from lib.language import Language

# The server writes lang, dir and title into the document it sends (lib/screen/document.py); this keeps them right when
# the reader changes the language without a new document.
_document = st.components.v2.component(
    "abwab_document", js=Path(__file__).with_name("document.js").read_text(encoding="utf-8")
)


def set_document(language: Language, title: str) -> None:
    """Language, direction and title of the browser's document, and the words that Streamlit has in English only."""
    _document(
        key="document",
        data={
            "lang": language.tag,
            "dir": language.direction,
            "title": title,
            "skip": language.text("Skip to main content"),
            "open": language.text("Open the list"),
            "clear": language.text("Clear the search"),
        },
        height=0,
    )
