"""The frame of every page: address, navigation, controls, page, footer."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from lib.archive import ArchiveError
from lib.content.site_map import PAGES
from lib.export.texts.retrieval_day import day_of_retrieval
from lib.language import Language
from lib.language.negotiation import negotiate_language
from lib.screen.controls import show_language_switch, show_page_controls
from lib.screen.page_language import render_page_language
from lib.screen.page_parts import reader_links
from lib.screen.reader import current_reader, link_parameters
from lib.screen.script_queue import script_turn
from lib.templates import render_template
from lib.web.release_mark import release_mark

DASHBOARD_FOLDER = Path(__file__).parents[2]
# What Streamlit runs, in the dashboard and in the preview of a draft.
PAGE_SCRIPT = Path(__file__).with_name("page_script.py")


@script_turn()
def show_page() -> None:
    """Draw the page that the address names, when it is the turn of the reader's client."""
    st.set_page_config(page_title="Abwab", layout="wide")
    try:
        reader = current_reader()
    except ArchiveError:
        language = Language(negotiate_language(st.query_params.get("lang"), st.context.headers.get("Accept-Language")))
        title = language.text("The record book can’t be shown at the moment")
        st.html(
            render_page_language(language, language.text("Abwab"))
            + render_template(
                "page_front.html", language, title=title, subtitle="", lede=[language.text("Please come back later.")]
            )
        )
        return
    language = reader.language
    pages = {
        page.id: st.Page(
            DASHBOARD_FOLDER / "pages" / f"{page.id}.py",
            title=language.text(page.title),
            url_path=page.id,
            default=page is PAGES[0],
        )
        for page in PAGES
    }
    chosen = st.navigation(list(pages.values()), position="hidden")
    page = next(page for page in PAGES if pages[page.id] == chosen)
    institution, today = reader.archive.organisation.name[language.code], language.date(day_of_retrieval())
    said = render_page_language(language, f"{chosen.title} — {language.text('Abwab')}", f"{institution} · {today}")
    with st.container(key="masthead", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(said + render_template("page_head.html", language), width="stretch")
        show_language_switch(language)
    query = urlencode(link_parameters())
    links = [(f"{place.path}?{query}", language.text(place.title), place is page) for place in PAGES]
    st.html(render_template("page_links.html", language, pages=links))
    show_page_controls(reader, later=page.offers_later)
    latest = urlencode({name: value for name, value in link_parameters().items() if name != "release"})
    release = release_mark(reader.archive, language, reader_links(reader), f"{page.path}?{latest}")
    if release and release.current:
        st.html(render_template("older_release.html", language, release=release))
    chosen.run()
    st.html(render_template("page_footer.html", language, release=release))
