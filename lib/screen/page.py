"""The pages there are, and what a page tells the browser about itself."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from lib.language import Language
from lib.language.marks import mark
from lib.markup import render


@dataclass(frozen=True, slots=True)
class Page:
    """`id` is the file in pages/ and the path in the address; `later` False where the page has a choice of editions of
    its own, so that "Later editions too" would do nothing.
    """

    id: str
    title: str
    later: bool = True


PAGES = (
    Page("record", mark("The record")),
    Page("visitors", mark("Visitors")),
    Page("staff", mark("Police staff")),
    Page("vehicles", mark("Vehicles")),
    Page("pavilions", mark("Pavilions")),
    Page("programme", mark("Programme")),
    Page("journey", mark("Journey")),
    Page("compare", mark("Compare"), later=False),
    Page("figures", mark("Figures"), later=False),
)


def set_document(language: Language, title: str) -> None:
    """Language, direction and title of the browser's document, and the words that Streamlit has in English only.

    The server writes them into the document it sends (lib/screen/document.py); this keeps them right when the reader
    changes the language without a new document.
    """
    with st.container(key="document"):
        st.html(render("document.html", language, title=title))
