"""What a page tells the browser about itself."""

from __future__ import annotations

import streamlit as st

from lib.language import Language
from lib.templates import render_template


def set_page_language(language: Language, title: str) -> None:
    """Language, direction and title of the browser's document, and the words that Streamlit has in English only.

    The server writes them into the document it sends (lib/screen/document.py); this keeps them right when the reader
    changes the language without a new document.
    """
    with st.container(key="document"):
        st.html(render_template("page_language.html", language, title=title))
