"""The row of choices under the title of every page."""

from __future__ import annotations

import streamlit as st

from lib.graphics.words import editions
from lib.language import CODES, NAMES, Language
from lib.screen.reader import Reader, choose


def language_choice(language: Language) -> None:
    """The three languages, each by its own name."""
    st.session_state["choice-lang"] = language.code
    st.segmented_control(
        language.text("Language"),
        CODES,
        format_func=NAMES.__getitem__,
        key="choice-lang",
        on_change=lambda: choose(lang=st.session_state["choice-lang"]),
        required=True,
        label_visibility="collapsed",
        width="content",
    )


def controls(reader: Reader, *, later: bool) -> None:
    """Focus and, where they matter to the page, later editions. The widgets show what the address says; a change goes
    through the address.
    """
    language, view = reader.language, reader.view
    named = editions(reader.archive, language)
    st.session_state["choice-edition"] = view.focus
    st.session_state["choice-later"] = view.later
    with st.container(key="controls", horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.selectbox(
            language.text("Edition in focus"),
            sorted(named, reverse=True),
            format_func=lambda number: f"{named[number].name} · {named[number].ordinal}",
            key="choice-edition",
            on_change=lambda: choose(edition=str(st.session_state["choice-edition"])),
            width=300,
            filter_mode=None,
            placeholder=language.text("Choose"),
        )
        if later:
            st.toggle(
                language.text("Later editions too"),
                key="choice-later",
                on_change=lambda: choose(later="1" if st.session_state["choice-later"] else "0"),
                disabled=view.focus == max(named),
                width="content",
            )
