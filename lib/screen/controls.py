"""The row of choices under the title of every page."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from lib.charts import ChartContext
from lib.language import LANGUAGE_CODES, LANGUAGE_NAMES, Language
from lib.language.translation_marks import mark_message
from lib.screen.reader import choice_from_query, update_choices

# A longer list can be searched by typing.
SHORT_LIST_LENGTH = 12
DISPLAY_FORMS = {"chart": mark_message("Chart"), "table": mark_message("Table")}


def show_language_switch(language: Language) -> None:
    """Draw the choice of language, with each language named in itself."""
    st.session_state["choice-lang"] = language.code
    st.segmented_control(
        language.text("Language"),
        LANGUAGE_CODES,
        format_func=LANGUAGE_NAMES.__getitem__,
        key="choice-lang",
        on_change=lambda: update_choices(lang=st.session_state["choice-lang"]),
        required=True,
        label_visibility="collapsed",
        width="content",
    )


def filter_mode_for(options: int) -> Literal["contains"] | None:
    """The `filter_mode` of a select box with this many options: part of the name for a long list, else no search."""
    return "contains" if options > SHORT_LIST_LENGTH else None


def show_form_control(language: Language) -> str:
    """Draw the choice of the form in which a chart is shown, ?form=table; return "chart" or "table"."""
    st.session_state["choice-form"] = form = choice_from_query("form", DISPLAY_FORMS, "chart")
    st.segmented_control(
        language.text("Form"),
        list(DISPLAY_FORMS),
        format_func=lambda form: language.text(DISPLAY_FORMS[form]),
        key="choice-form",
        on_change=lambda: update_choices(form=st.session_state["choice-form"]),
        required=True,
        width="content",
    )
    return form


def show_page_controls(reader: ChartContext, *, later: bool) -> None:
    """Draw the choice of focus and, if `later`, the check box for later editions.

    The widgets show the choices in the address. A change is written to the address first.
    """
    language, view = reader.language, reader.view
    named = reader.editions
    st.session_state["choice-edition"] = view.focus
    st.session_state["choice-later"] = view.later
    with st.container(key="controls", horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.selectbox(
            language.text("Edition in focus"),
            sorted(named, reverse=True),
            format_func=lambda number: f"{named[number].name} · {named[number].ordinal}",
            key="choice-edition",
            on_change=lambda: update_choices(edition=str(st.session_state["choice-edition"])),
            width=400,
            filter_mode=filter_mode_for(len(named)),
            placeholder=language.text("Choose"),
        )
        if later:
            st.toggle(
                language.text("Later editions too"),
                key="choice-later",
                on_change=lambda: update_choices(later="1" if st.session_state["choice-later"] else "0"),
                disabled=view.focus == max(named),
                width="content",
            )
