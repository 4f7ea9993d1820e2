"""The frame of every page, run by Streamlit at each visit and each choice: address, pages, choices, page, foot."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from lib.archive import ArchiveError, open_shelf
from lib.content.site_map import PAGES
from lib.language import Language
from lib.language.negotiation import negotiate
from lib.screen.controls import controls, language_choice
from lib.screen.page_language import set_document
from lib.screen.problems import show_problems
from lib.screen.reader import address, current
from lib.screen.script_queue import SCRIPTS
from lib.templates import render

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Draw the page of the address."""
    st.set_page_config(page_title="Abwab", page_icon=str(ROOT / "static" / "icon.png"), layout="wide")
    try:
        reader = current()
    except ArchiveError as error:
        language = Language(negotiate(st.query_params.get("lang"), st.context.headers.get("Accept-Language")))
        set_document(language, language.text("Abwab"))
        show_problems(error.problems, language)
        return
    language = reader.language
    pages = {
        page.id: st.Page(
            ROOT / "pages" / f"{page.id}.py",
            title=language.text(page.title),
            url_path=page.id,
            default=page is PAGES[0],
        )
        for page in PAGES
    }
    chosen = st.navigation(list(pages.values()), position="hidden")
    set_document(language, f"{chosen.title} — {language.text('Abwab')}")
    with st.container(key="masthead", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(render("masthead.html", language), width="stretch")
        language_choice(language)
    with st.container(key="pages", horizontal=True, gap="small"):
        for page in pages.values():
            st.page_link(page, query_params=address())
    controls(reader, later=next(page.later for page in PAGES if pages[page.id] == chosen))
    show_problems(reader.archive.problems, language)
    show_problems(open_shelf().problems, language, held_back=True)
    chosen.run()
    st.html(render("page_footer.html", language))


with SCRIPTS.turn():
    main()
