"""What pages are composed of: the opening, the cards, a graphic with all that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.graphics import Graphic, Table
from lib.graphics.cards import Card
from lib.language import Language
from lib.screen.markup import render

# Nothing to drag, zoom or press inside a chart: what can be done with it stands around it, in words.
PLOTLY = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showAxisDragHandles": False}


def opening(title: str, lede: Sequence[str], language: Language) -> None:
    """The one h1 of a page and the sentences under it."""
    st.html(render("opening.html", language, title=title, lede=lede))


def figures(cards: Sequence[Card], language: Language) -> None:
    """The cards of an edition, side by side where there is room."""
    st.html(render("cards.html", language, cards=cards))


def heading(text: str, language: Language) -> None:
    """The h2 of a part of a page that is no graphic."""
    st.html(render("part.html", language, heading=text))


def table(shown: Table, language: Language) -> None:
    """A table that stands open on the page."""
    st.html(render("table.html", language, table=shown))


def graphic(shown: Graphic, language: Language, *, headed: bool = True) -> None:
    """A graphic: headline, subtitle, chart, then notes, table and sources. `headed` False where the page's title is
    the graphic's headline already.
    """
    with st.container(key=f"graphic-{shown.id}", gap=None):
        st.html(render("heading.html", language, graphic=shown, headed=headed))
        st.plotly_chart(shown.chart, theme="streamlit", config=PLOTLY, alt=shown.alternative, key=f"chart-{shown.id}")
        st.html(render("below.html", language, graphic=shown))


def sentences(said: Sequence[str], language: Language) -> None:
    """A list of sentences."""
    st.html(render("sentences.html", language, sentences=said))
