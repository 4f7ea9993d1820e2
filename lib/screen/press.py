"""The press page: every chart as a picture, the press kit, all data, and whom to contact."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from lib.charts import ChartContext, View, build_chart
from lib.content.site_map import PAGES
from lib.export.pictures.sizes import SIZE_NAMES
from lib.export.rendering.chromium import BusyError
from lib.export.texts.ready_text import ready_texts
from lib.screen.page_parts import reader_links
from lib.templates import render_template
from lib.web.address import ChartAddress
from lib.web.chart_offers import picture_offers
from lib.web.kit import MAX_KIT_BYTES, MAX_WHOLE_KIT_BYTES
from lib.web.kit_jobs import KitProgress, shared_kit_jobs
from lib.web.kit_offer import kit_form_values


def show_gallery(reader: ChartContext) -> None:
    """Draw every chart of the view as a picture to take, with what it can be narrowed to."""
    language, links = reader.language, reader_links(reader)
    items = []
    for page in PAGES:
        for name in page.charts:
            address = ChartAddress(name, reader.view, language.code)
            offer = picture_offers(address, language, links)[0]
            items.append((page.id, build_chart(name, reader), links.copy(address), offer))
    st.html(
        render_template(
            "gallery.html",
            language,
            items=items,
            topics=[(page.id, language.text(page.title)) for page in PAGES if page.charts],
            shapes=[(size, language.text(name)) for size, name in SIZE_NAMES.items()],
        )
    )


def show_ready_texts(reader: ChartContext) -> None:
    """Draw the published figures of the focus as sentences and posts to copy."""
    links, lang = reader_links(reader), reader.language.code

    def address(name: str) -> str:
        return links.address(ChartAddress(name, View(reader.view.focus), lang))

    texts = ready_texts(reader, reader.archive.organisation, address)
    st.html(render_template("ready_texts.html", reader.language, texts=texts))


def show_press_kit(reader: ChartContext) -> None:
    """Draw the press kits of the focus: that in the reader's language, and that in all, with a button to make it."""
    language, focus = reader.language, reader.view.focus
    state = _progress(reader)
    st.html(
        render_template(
            "kit_heading.html",
            language,
            edition=reader.editions[focus],
            kit=reader_links(reader).kit(focus, language.code),
            **kit_form_values(reader, reader_links(reader)),
            kit_bytes=MAX_KIT_BYTES,
            whole_kit_bytes=MAX_WHOLE_KIT_BYTES,
        )
    )
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
            open_data=reader_links(reader).open_data(),
        )
    )


def show_contact(reader: ChartContext) -> None:
    """Draw the institution, its contact and its licence. What the institution has not given is named as missing."""
    st.html(render_template("contact_and_licence.html", reader.language, organisation=reader.archive.organisation))
