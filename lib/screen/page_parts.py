"""The parts that pages are made of: title and cards, lists, and a chart with everything around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache, partial

import streamlit as st

from lib.charts import ChartContext, build_chart, cached_by_context
from lib.charts.visitors_climb import leaves_room
from lib.content import page_front
from lib.content.edition_pair import EditionPair
from lib.content.named_list import NamedList
from lib.content.venues import Venue
from lib.language import Language
from lib.screen.pager import ListItem, ListPage, current_list_page
from lib.screen.script_queue import script_turn
from lib.templates import render_template
from lib.web.address import ChartAddress
from lib.web.chart_offers import chart_downloads
from lib.web.links import Links, links_to
from lib.web.meeting import meeting_control
from lib.web.server_address import shared_links

LIST_PAGE_SIZE = 150  # named things on one page of a list


def show_page_front(page: str, reader: ChartContext) -> None:
    """Draw the top of a page: its only h1, and the sentences under it."""
    title, _, lede = _front(reader, page, reader_links(reader))
    if page in ("compare", "trends"):  # there the documents follow the choices that they keep
        st.html(title + lede)
    else:
        st.html(_in_turn(title + lede, _meeting_documents(page, reader)))


def show_opening(page: str, chart: str, reader: ChartContext) -> None:
    """Draw the top of a page that opens on `chart`: title and cards in the chart where it leaves room, then sentences.

    The title is the page's only h1 and the chart's headline.
    """
    title, cards, lede = _front(reader, page, reader_links(reader))
    with st.container(key="opening" if leaves_room(reader) else "opening-stacked"):
        st.html(title)
        show_chart(chart, reader, headed=False)
        st.html(cards)
    st.html(_in_turn(lede, _meeting_documents(page, reader)))


@cached_by_context(256)
def _front(reader: ChartContext, page: str, links: Links) -> tuple[str, str, str]:
    """The HTML of a page's title, cards and sentences, cached for all readers."""
    front = page_front.build_page_front(page, reader)
    render = partial(render_template, language=reader.language, figure_link=_figure_link(links, reader.language))
    return (
        render("page_front.html", title=front.title, subtitle=front.subtitle, lede=()),
        render("cards.html", cards=front.cards),
        render("lede.html", lede=front.lede),
    )


def _in_turn(*parts: str) -> str:
    """Parts of a page, one below the other, as one element, since each element takes the server as long as 4 kB."""
    return f'<div class="abwab-parts">{"".join(f"<div>{part}</div>" for part in parts)}</div>'


def show_meeting_documents(page: str, reader: ChartContext) -> None:
    """Draw the links to slides about a page and its edition."""
    st.html(_meeting_documents(page, reader))


def _meeting_documents(page: str, reader: ChartContext) -> str:
    return meeting_control(page, reader.view, reader.language, reader_links(reader))


def show_heading(text: str, language: Language) -> None:
    """Draw the h2 of a section that is not a chart."""
    st.html(render_template("section_heading.html", language, heading=text))


def show_venues(venues: Sequence[Venue], reader: ChartContext) -> None:
    """Draw the venue of each edition with its sources, one block per edition."""
    with st.container(key="venues", gap=None):
        st.html(_render_with_links(reader, "venues.html", venues=venues))


def show_edition_pair(pair: EditionPair, reader: ChartContext) -> None:
    """Draw two editions side by side. Their names are in the heading above the two select boxes."""
    st.html(_render_with_links(reader, "edition_pair.html", pair=pair))


def show_named_list(named_list: NamedList, reader: ChartContext) -> None:
    """Draw named things in a table, each with its sources, as a section with its own heading."""
    with st.container(key=f"listing-{named_list.id}", gap=None):
        show_named_table(named_list, reader)


def show_named_table(named_list: NamedList, reader: ChartContext) -> None:
    """Draw one page of a table of named things, each with its sources."""
    part = current_list_page(named_list.rows, LIST_PAGE_SIZE, f"{named_list.id}-page")
    st.html(_named_list_html(replace(named_list, rows=tuple(part.items)), reader.language, reader_links(reader)))
    _show_pager(part, named_list.id, reader.language)


@lru_cache(maxsize=256)
def _named_list_html(named_list: NamedList, language: Language, links: Links) -> str:
    """Named things as HTML, cached for all readers."""
    figure_link = partial(links.figure, lang=language.code)
    return render_template("named_list.html", language, named_list=named_list, figure_link=figure_link)


def _show_pager(part: ListPage[ListItem], key: str, language: Language) -> None:
    """Draw which part of a long list is shown, and buttons to the others. Draws nothing if there is one page."""
    if part.last > 1:
        part.show_buttons(f"{key}-buttons", language, with_position=True)


def show_chart(name: str, reader: ChartContext, *, headed: bool = True, form: str = "chart") -> None:
    """Draw a chart with its headline and subtitle, then its notes, table, sources and downloads.

    `headed` is False if headline and subtitle stand in the page's title. In the form "table" the open table replaces
    the plot.
    """
    with st.container(key=f"graphic-{build_chart(name, reader).id}", gap=None):
        st.html(_graphic(reader, name, reader_links(reader), headed, form == "table"))


@cached_by_context(1024)
def _graphic(reader: ChartContext, name: str, links: Links, headed: bool, opened: bool) -> str:
    """A chart with all around it as HTML, cached for all readers. What stands closed has an address instead."""
    language, address = reader.language, ChartAddress(name, reader.view, reader.language.code)
    return render_template(
        "graphic.html",
        language,
        chart=build_chart(name, reader),
        headed=headed,
        opened=opened,
        figure=links.copy(address.as_form("figure.json")),
        details=links.copy(address.as_form("details.json")),
        offers=chart_downloads(address, language, links),
        page=links.copy(address),
        figure_link=_figure_link(links, language),
    )


def _render_with_links(reader: ChartContext, template: str, **values: object) -> str:
    """The rendered template of a part with figures, each of which leads to its page."""
    return render_template(template, reader.language, figure_link=figure_link_for(reader), **values)


def reader_links(reader: ChartContext) -> Links:
    """The links of this reader's pages. They stay at an older release if the reader is at one."""
    return links_to(reader.archive, shared_links().base)


def figure_link_for(reader: ChartContext) -> Callable[[str], str]:
    """What gives the link to a figure's page, by the id of its claim."""
    return _figure_link(reader_links(reader), reader.language)


def _figure_link(links: Links, language: Language) -> Callable[[str], str]:
    return partial(links.figure, lang=language.code)


def show_as_fragment(draw: Callable[[ChartContext], None], reader: ChartContext) -> None:
    """Draw a part of a page as a fragment: its controls rerun this part, not the whole page."""

    @st.fragment
    def draw_fragment() -> None:
        with script_turn():
            draw(reader)

    draw_fragment()


def show_chart_row(names: Sequence[str], reader: ChartContext) -> None:
    """Draw charts that fit in half the page's width: side by side if there is room, else one below the other."""
    with st.container(key="chart-row", horizontal=True, gap="large"):
        for name in names:
            show_chart(name, reader)


def show_sentences(sentences: Sequence[str], language: Language) -> None:
    """Draw a list of sentences."""
    st.html(render_template("sentences.html", language, sentences=sentences))
