"""The parts that only the page Pavilions has: the search for named stands, and the partners."""

from __future__ import annotations

import streamlit as st

from lib.charts import ChartContext
from lib.content.named_stands import StandSearch, named_stands_table, themes_in_use
from lib.content.partners import partners_headline, partners_table
from lib.language import Language
from lib.screen import page_parts
from lib.screen.reader import MAX_SEARCH_LENGTH, choice_from_query, text_from_query, update_choices

# Where the search looks: in the focus, which the address leaves out, or in all editions.
SEARCH_SCOPES = ("", "all")


def show_named_stands(reader: ChartContext) -> None:
    """Draw the named stands with their search."""
    language = reader.language
    with st.container(key="graphic-named", gap="small"):
        page_parts.show_heading(language.text("Stands, spaces and subjects by name"), language)
        with st.container(key="searching", horizontal=True, vertical_alignment="bottom", gap="medium"):
            text = _choose_text(language)
            anywhere = _choose_scope(reader)
            theme = _choose_theme(reader)
        search = StandSearch(text, theme, anywhere)
        page_parts.show_named_table(named_stands_table(reader, search), reader)


def show_partners(reader: ChartContext) -> None:
    """Draw the joint stands and the partners of the editions compared."""
    language = reader.language
    with st.container(key="graphic-partners", gap="small"):
        page_parts.show_heading(partners_headline(reader), language)
        page_parts.show_named_table(partners_table(reader), reader)


def _search(**changed: str) -> None:
    """Write a part of the search to the address, and return to the first page of results."""
    update_choices(**changed, **{"named-page": ""})


def _choose_text(language: Language) -> str:
    """Draw the search field; return its words, ?find=cndh. The search runs while the reader types."""
    key, text = "choice-find", text_from_query("find")
    # Writing the text back while the reader types would delete letters.
    if " ".join(st.session_state.get(key, "").split()) != text:
        st.session_state[key] = text
    st.text_input(
        language.text("Search the names, in any of the three languages"),
        key=key,
        type="search",
        icon="",  # an icon needs a typeface of 370 kB
        live=True,
        max_chars=MAX_SEARCH_LENGTH,
        placeholder=language.text("For example: borders"),
        on_change=lambda: _search(find=" ".join(st.session_state[key].split())),
        width=380,
    )
    return text


def _choose_scope(reader: ChartContext) -> bool:
    """Draw the choice of scope; return whether all editions are searched, ?scope=all."""
    language, focus = reader.language, reader.editions[reader.view.focus].name
    st.session_state["choice-scope"] = scope = choice_from_query("scope", SEARCH_SCOPES, "")
    st.selectbox(
        language.text("Where"),
        SEARCH_SCOPES,
        format_func=lambda scope: language.text("All editions") if scope else focus,
        key="choice-scope",
        on_change=lambda: _search(scope=st.session_state["choice-scope"]),
        placeholder=language.text("Choose"),
        width=220,
        filter_mode=None,
    )
    return bool(scope)


def _choose_theme(reader: ChartContext) -> str:
    """Draw the choice of theme; return its code, ?theme=borders, or "" for any."""
    language = reader.language
    themes = ("", *themes_in_use(reader.archive))
    st.session_state["choice-theme"] = theme = choice_from_query("theme", themes, "")
    st.selectbox(
        language.text("Theme"),
        themes,
        format_func=lambda theme: language.term("theme", theme) if theme else language.text("All themes"),
        key="choice-theme",
        on_change=lambda: _search(theme=st.session_state["choice-theme"]),
        placeholder=language.text("Choose"),
        width=280,
        filter_mode=None,
    )
    return theme
