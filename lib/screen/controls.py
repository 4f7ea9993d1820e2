"""The row of choices under the title of every page."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from lib.charts.phrases import editions
from lib.language import CODES, NAMES, Language
from lib.screen.reader import Reader, choose

# A list that is longer is searched by typing.
FEW = 12


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


def filtering(options: int) -> Literal["contains"] | None:
    """How a list of so many editions is searched: by typing a part of the name where it is long, else not at all."""
    return "contains" if options > FEW else None


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
            filter_mode=filtering(len(named)),
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
