"""The press page: every chart with its downloads, the press kit, all data, and whom to contact."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from lib.charts import ChartContext, build_chart
from lib.content.site_map import PAGES
from lib.export.rendering.chromium import BusyError
from lib.export.texts.retrieval_day import day_of_retrieval
from lib.screen.page_parts import reader_links
from lib.templates import render_template
from lib.web.address import ChartAddress
from lib.web.downloads import download_bar
from lib.web.kit_jobs import KitProgress, shared_kit_jobs


def show_chart_offers(reader: ChartContext) -> None:
    """Draw the downloads of every chart of the view, grouped by page."""
    language, links, today = reader.language, reader_links(reader), day_of_retrieval()
    for page in PAGES:
        if not page.charts:
            continue
        offered = []
        for name in page.charts:
            chart, address = (
                build_chart(name, reader),
                ChartAddress(name, reader.view, language.code),
            )
            offered.append((chart, links.copy(address), download_bar(reader.archive, address, links, today)))
        st.html(render_template("chart_offers.html", language, title=language.text(page.title), offered=offered))


def show_press_kit(reader: ChartContext) -> None:
    """Draw the press kit of the focus: a link to it if it exists, else a button to make it."""
    language, focus = reader.language, reader.view.focus
    state = _progress(reader)
    st.html(render_template("kit_heading.html", language, edition=reader.editions[focus]))
    if state.path is None and st.session_state.get("kit") == focus:
        st.fragment(_show_kit_progress, run_every=1.0)(reader)
        return
    if state.path or state.fault:
        _show_kit_state(reader, state)
    if state.path is None:
        st.button(language.text("Prepare the kit"), key="kit-begin", on_click=_begin, args=(reader,))


def _progress(reader: ChartContext) -> KitProgress:
    return shared_kit_jobs().progress(reader.view.focus, reader.archive, reader_links(reader))


def _begin(reader: ChartContext) -> None:
    """Start to make the kit, and remember that this reader waits for it."""
    with suppress(BusyError):
        shared_kit_jobs().begin(reader.view.focus, reader.archive, reader_links(reader))
        st.session_state["kit"] = reader.view.focus


def _show_kit_progress(reader: ChartContext) -> None:
    """Draw the kit's progress, updated every second. The page reruns once the kit is finished or has failed."""
    state = _progress(reader)
    _show_kit_state(reader, state)
    if state.path or state.fault:
        st.session_state.pop("kit", None)
        st.rerun()


def _show_kit_state(reader: ChartContext, state: KitProgress) -> None:
    language, link = reader.language, reader_links(reader).kit(reader.view.focus)
    file_size = language.file_size(state.path.stat().st_size) if state.path else ""
    st.html(render_template("kit_progress.html", language, state=state, link=link, file_size=file_size))


def show_data_links(reader: ChartContext) -> None:
    """Draw links to all of the data and to the lists for programs."""
    st.html(
        render_template(
            "data_links.html",
            reader.language,
            index=reader_links(reader).charts(reader.view.focus, reader.language.code),
            releases=reader_links(reader).releases(reader.language.code),
            data=reader_links(reader).data(),
        )
    )


def show_contact(reader: ChartContext) -> None:
    """Draw the institution, its contact and its licence. What the institution has not given is named as missing."""
    st.html(render_template("contact_and_licence.html", reader.language, organisation=reader.archive.organisation))
