"""What pages are composed of: the opening, the cards, a graphic with all that belongs to it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

import streamlit as st

from lib.charts import graphic as built
from lib.content import page_front as fronts
from lib.content.edition_pair import Pair
from lib.content.missing_figures import Gap
from lib.content.named_list import Listing
from lib.content.named_roll import Roll
from lib.content.venues import Venue
from lib.language import Language
from lib.screen.pager import Item, Leaf, leaf
from lib.screen.reader import Reader
from lib.screen.script_queue import SCRIPTS
from lib.templates import render
from lib.web.address import Ask, RefusedError, server
from lib.web.downloads import takeaway

# So many named things stand in one list; the rest on further pages. And so many editions that lack a number.
LONG, GAPS = 150, 12
# Nothing to drag, zoom or press inside a chart: what can be done with it stands around it, in words.
PLOTLY = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showAxisDragHandles": False}


def front(page: str, reader: Reader) -> None:
    """What a page says first: its one h1, the sentences under it, and the cards of an edition where there are some."""
    language = reader.language
    said = fronts.front(page, reader.archive, reader.view, language)
    st.html(render("page_front.html", language, title=said.title, lede=said.lede))
    if said.cards:
        st.html(render("cards.html", language, cards=said.cards))


def heading(text: str, language: Language) -> None:
    """The h2 of a part of a page that is no graphic."""
    st.html(render("section_heading.html", language, heading=text))


def venues(held: Sequence[Venue], language: Language) -> None:
    """Where each edition was held, one block an edition, with its sources."""
    with st.container(key="venues", gap=None):
        st.html(render("venues.html", language, venues=held))


def gaps(missing: Sequence[Gap], language: Language) -> None:
    """How a number that is missing would be added, and where; of very many, for the latest editions."""
    st.html(render("missing_figures.html", language, gaps=missing[-GAPS:], more=max(0, len(missing) - GAPS)))


def pair(shown: Pair, language: Language) -> None:
    """Two editions side by side; their names are in the heading above the choice of the two."""
    st.html(render("edition_pair.html", language, pair=shown))


def listing(shown: Listing, language: Language) -> None:
    """Named things in a table, each with its sources, under a heading of their own."""
    with st.container(key=f"listing-{shown.id}", gap=None):
        part = leaf(shown.entries, LONG, f"{shown.id}-page")
        st.html(_named_table("named_list", "listing", replace(shown, entries=tuple(part.items)), language))
        _turned(part, shown.id, language)


def roll(shown: Roll, language: Language) -> None:
    """Named things in a table, each with its sources."""
    part = leaf(shown.lines, LONG, f"{shown.id}-page")
    st.html(_named_table("named_roll", "roll", replace(shown, lines=tuple(part.items)), language))
    _turned(part, shown.id, language)


@lru_cache(maxsize=256)
def _named_table(template: str, variable: str, shown: Listing | Roll, language: Language) -> str:
    """Named things as HTML, made once and shared by all readers."""
    return render(f"{template}.html", language, **{variable: shown})


def _turned(part: Leaf[Item], key: str, language: Language) -> None:
    """Which part of a long list is shown, and the way to the others; nothing where all is shown."""
    if part.last > 1:
        part.turner(f"{key}-turner", language, said=True)


def graphic(name: str, reader: Reader, *, headed: bool = True, form: str = "chart") -> None:
    """A graphic: headline, subtitle, chart, then notes, table, sources and what can be taken away. `headed` False where
    the page's title is the graphic's headline already. In the form "table" the table stands open in the chart's place.
    """
    shown = built(name, reader.archive, reader.view, reader.language)
    over, under = _around(name, reader, headed, form == "table")
    today = datetime.date.today()
    with st.container(key=f"graphic-{shown.id}", gap=None):
        st.html(over)
        if form == "chart":
            st.plotly_chart(
                shown.chart, theme="streamlit", config=PLOTLY, alt=shown.alternative, key=f"chart-{shown.id}"
            )
        st.html(under)
        st.html(takeaway(Ask(name, reader.view, reader.language.code), reader.archive, base(reader), today))


@lru_cache(maxsize=512)
def _around(name: str, reader: Reader, headed: bool, opened: bool) -> tuple[str, str]:
    """What stands over the chart of a graphic and under it, as HTML, made once and shared by all readers."""
    shown = built(name, reader.archive, reader.view, reader.language)
    return (
        render("chart_heading.html", reader.language, graphic=shown, headed=headed),
        render("chart_details.html", reader.language, graphic=shown, opened=opened),
    )


def base(reader: Reader) -> str:
    """The address of this server as others reach it: the public one, else the one in the browser; "" where neither is
    known, so that what is copied has an address without a host.
    """
    try:
        return server(reader.archive, st.context.url or "")
    except RefusedError:
        return ""


def apart(draw: Callable[[Reader], None], reader: Reader) -> None:
    """A part of a page whose own controls change nothing but it: they draw it alone anew, not the whole page."""

    @st.fragment
    def drawn() -> None:
        with SCRIPTS.turn():
            draw(reader)

    drawn()


def abreast(names: Sequence[str], reader: Reader) -> None:
    """Graphics that fit in half a page each: side by side where there is room, else one under the other."""
    with st.container(key="abreast", horizontal=True, gap="large"):
        for name in names:
            graphic(name, reader)


def sentences(said: Sequence[str], language: Language) -> None:
    """A list of sentences."""
    st.html(render("sentences.html", language, sentences=said))
