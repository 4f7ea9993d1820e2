"""What pages are composed of: the opening, the cards, a graphic with all that belongs to it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from lib.charts import ChartContext, Plot, build_chart, cached_by_context
from lib.content import page_front
from lib.content.edition_pair import EditionPair
from lib.content.missing_figures import MissingFigure
from lib.content.named_list import NamedList
from lib.content.venues import Venue
from lib.language import Language
from lib.screen.pager import ListItem, ListPage, current_list_page
from lib.screen.script_queue import SCRIPT_QUEUE
from lib.templates import render_template
from lib.web.address import ChartAddress, RefusedError, server_address
from lib.web.downloads import download_bar

# So many named things stand in one list; the rest on further pages. And so many editions that lack a number.
LIST_PAGE_SIZE, MISSING_FIGURES_SHOWN = 150, 12
# Nothing to drag, zoom or press inside a chart: what can be done with it stands around it, in words.
PLOTLY_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showAxisDragHandles": False}


class SpecFigure(go.Figure):  # type: ignore[misc]  # Plotly has no types
    """A plot as `st.plotly_chart` takes it, which wants the figure's dictionary and nothing else.

    To build all objects of a figure takes 12 to 25 ms a chart, this 0.6 to 2.4 ms, as a shared figure would.
    """

    def __init__(self, plot: Plot) -> None:
        super().__init__()
        self._plot = plot

    def to_dict(self) -> dict[str, Any]:
        return self._plot.parts()


def show_page_front(page: str, reader: ChartContext) -> None:
    """What a page says first: its one h1, the sentences under it, and the cards of an edition where there are some."""
    language = reader.language
    said = page_front.build_page_front(page, reader)
    st.html(render_template("page_front.html", language, title=said.title, lede=said.lede))
    if said.cards:
        st.html(render_template("cards.html", language, cards=said.cards))


def show_heading(text: str, language: Language) -> None:
    """The h2 of a part of a page that is no graphic."""
    st.html(render_template("section_heading.html", language, heading=text))


def show_venues(held: Sequence[Venue], language: Language) -> None:
    """Where each edition was held, one block an edition, with its sources."""
    with st.container(key="venues", gap=None):
        st.html(render_template("venues.html", language, venues=held))


def show_missing_figures(missing: Sequence[MissingFigure], language: Language) -> None:
    """How a number that is missing would be added, and where; of very many, for the latest editions."""
    st.html(
        render_template(
            "missing_figures.html",
            language,
            gaps=missing[-MISSING_FIGURES_SHOWN:],
            more=max(0, len(missing) - MISSING_FIGURES_SHOWN),
        )
    )


def show_edition_pair(shown: EditionPair, language: Language) -> None:
    """Two editions side by side; their names are in the heading above the choice of the two."""
    st.html(render_template("edition_pair.html", language, pair=shown))


def show_named_list(shown: NamedList, language: Language) -> None:
    """Named things in a table, each with its sources, as a part of the page with a heading of its own."""
    with st.container(key=f"listing-{shown.id}", gap=None):
        show_named_table(shown, language)


def show_named_table(shown: NamedList, language: Language) -> None:
    """Named things in a table, each with its sources."""
    part = current_list_page(shown.rows, LIST_PAGE_SIZE, f"{shown.id}-page")
    st.html(_named_list_html(replace(shown, rows=tuple(part.items)), language))
    _turned(part, shown.id, language)


@lru_cache(maxsize=256)
def _named_list_html(shown: NamedList, language: Language) -> str:
    """Named things as HTML, made once and shared by all readers."""
    return render_template("named_list.html", language, listing=shown)


def _turned(part: ListPage[ListItem], key: str, language: Language) -> None:
    """Which part of a long list is shown, and the way to the others; nothing where all is shown."""
    if part.last > 1:
        part.turner(f"{key}-turner", language, said=True)


def show_chart(name: str, reader: ChartContext, *, headed: bool = True, form: str = "chart") -> None:
    """A graphic: headline, subtitle, chart, then notes, table, sources and what can be taken away. `headed` False where
    the page's title is the graphic's headline already. In the form "table" the table stands open in the chart's place.
    """
    shown = build_chart(name, reader)
    over, under = _around(reader, name, headed, form == "table")
    today = datetime.date.today()
    with st.container(key=f"graphic-{shown.id}", gap=None):
        st.html(over)
        if form == "chart":
            st.plotly_chart(
                SpecFigure(shown.plot),
                theme="streamlit",
                config=PLOTLY_CONFIG,
                alt=shown.alternative,
                key=f"chart-{shown.id}",
            )
        st.html(under)
        st.html(
            download_bar(
                reader.archive, ChartAddress(name, reader.view, reader.language.code), reader_base_url(reader), today
            )
        )


@cached_by_context(512)
def _around(reader: ChartContext, name: str, headed: bool, opened: bool) -> tuple[str, str]:
    """What stands over the chart of a graphic and under it, as HTML, made once and shared by all readers."""
    shown = build_chart(name, reader)
    return (
        render_template("chart_heading.html", reader.language, graphic=shown, headed=headed),
        render_template("chart_details.html", reader.language, graphic=shown, opened=opened),
    )


def reader_base_url(reader: ChartContext) -> str:
    """The address of this server as others reach it: the public one, else the one in the browser; "" where neither is
    known, so that what is copied has an address without a host.
    """
    try:
        return server_address(reader.archive, st.context.url or "")
    except RefusedError:
        return ""


def show_as_fragment(draw: Callable[[ChartContext], None], reader: ChartContext) -> None:
    """A part of a page whose own controls change nothing but it: they draw it alone anew, not the whole page."""

    @st.fragment
    def draw_fragment() -> None:
        with SCRIPT_QUEUE.turn():
            draw(reader)

    draw_fragment()


def show_chart_row(names: Sequence[str], reader: ChartContext) -> None:
    """Graphics that fit in half a page each: side by side where there is room, else one under the other."""
    with st.container(key="abreast", horizontal=True, gap="large"):
        for name in names:
            show_chart(name, reader)


def show_sentences(said: Sequence[str], language: Language) -> None:
    """A list of sentences."""
    st.html(render_template("sentences.html", language, sentences=said))
