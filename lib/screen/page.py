"""The pages there are, and what a page tells the browser about itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from lib.language import Language
from lib.language.marks import mark


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
            "chosen": language.text("Chosen"),
            "none": language.text("Choose none"),
            "remove": language.text("Remove {name}", name="{name}"),
            "nothing": language.text("Nothing is called that"),
        },
        height=0,
    )
