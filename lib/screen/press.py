"""The press page: every graphic with what can be taken away of it, all data, and whose record book it is."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from lib.charts import ChartContext, build_chart
from lib.content.site_map import PAGES
from lib.export.rendering.chromium import BusyError
from lib.export.texts.retrieval_day import day_of_retrieval
from lib.screen.page_parts import reader_base_url
from lib.templates import render_template
from lib.web.address import ChartAddress
from lib.web.downloads import download_bar
from lib.web.kit_jobs import KitProgress, shared_kit_jobs
from lib.web.links import Links


def show_chart_offers(reader: ChartContext) -> None:
    """All graphics of the view, under the names of the pages on which they stand."""
    language, server, today = reader.language, reader_base_url(reader), day_of_retrieval()
    for page in PAGES:
        if not page.charts:
            continue
        offered = []
        for name in page.charts:
            shown, asked = (
                build_chart(name, reader),
                ChartAddress(name, reader.view, language.code),
            )
            offered.append((shown, asked.link, download_bar(reader.archive, asked, server, today)))
        st.html(render_template("chart_offers.html", language, title=language.text(page.title), offered=offered))


def show_press_kit(reader: ChartContext) -> None:
    """The press kit of the edition in focus: to be fetched where it is there, to be made where it is not."""
    language, focus = reader.language, reader.view.focus
    state = _progress(reader)
    st.html(render_template("kit_heading.html", language, edition=reader.editions[focus]))
    if state.path is None and st.session_state.get("kit") == focus:
        st.fragment(_making, run_every=1.0)(reader)
        return
    if state.path or state.fault:
        _standing(reader, state)
    if state.path is None:
        st.button(language.text("Prepare the kit"), key="kit-begin", on_click=_begin, args=(reader,))


def _progress(reader: ChartContext) -> KitProgress:
    return shared_kit_jobs().progress(reader.view.focus, reader.archive, Links(reader_base_url(reader)))


def _begin(reader: ChartContext) -> None:
    """Begin the kit, and remember that this reader waits for it."""
    with suppress(BusyError):
        shared_kit_jobs().begin(reader.view.focus, reader.archive, Links(reader_base_url(reader)))
        st.session_state["kit"] = reader.view.focus


def _making(reader: ChartContext) -> None:
    """How far the kit is, looked at again every second; the page runs anew once it is there, or came to nothing."""
    state = _progress(reader)
    _standing(reader, state)
    if state.path or state.fault:
        st.session_state.pop("kit", None)
        st.rerun()


def _standing(reader: ChartContext, state: KitProgress) -> None:
    language, link = reader.language, Links(reader_base_url(reader)).kit(reader.view.focus)
    weight = language.file_size(state.path.stat().st_size) if state.path else ""
    st.html(render_template("kit_progress.html", language, state=state, link=link, weight=weight))


def show_data_links(reader: ChartContext) -> None:
    """All of the data, and the lists for machines."""
    st.html(
        render_template(
            "data_links.html",
            reader.language,
            index=Links(reader_base_url(reader)).charts(reader.view.focus, reader.language.code),
        )
    )


def show_contact(reader: ChartContext) -> None:
    """Whose record book it is, whom to ask, and on which terms; what the institution has not said is named as such."""
    st.html(render_template("contact_and_licence.html", reader.language, keeper=reader.archive.organisation))
