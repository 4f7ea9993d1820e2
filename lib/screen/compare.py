"""The choices of the page Compare: measure, basis, editions, form, and two editions side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from lib.charts import ChartContext
from lib.charts.edition_window import MAX_EDITIONS, edition_window
from lib.content.edition_pair import build_edition_pair
from lib.language import Language
from lib.language.terms import TERMS
from lib.screen import page_parts
from lib.screen.controls import filter_mode_for, show_form_control
from lib.screen.reader import choice_from_query, update_choices


def show_comparison_controls(reader: ChartContext) -> tuple[ChartContext, str]:
    """Draw the row of choices; return the context with the chosen view, and "chart" or "table".

    ?measure=stands&basis=per_day&editions=2-4-6&form=table
    """
    language = reader.language
    with st.container(key="comparing", horizontal=True, vertical_alignment="bottom", gap="medium"):
        measure = _choose_term("measure", language.text("Measure"), "visitors", language)
        basis = _choose_term("basis", language.text("Basis"), "total", language)
        form = show_form_control(language)
    # If the address names no editions, the view covers all of them, and a note says so if not all are shown.
    view = replace(reader.view, measure=measure, basis=basis, later=True, editions=_choose_editions(reader))
    return replace(reader, view=view), form


def _choose_term(kind: str, label: str, default: str, language: Language) -> str:
    """Draw a select box for a list of terms; return the chosen code."""
    key = f"choice-{kind}"
    st.session_state[key] = code = choice_from_query(kind, TERMS[kind], default)
    st.selectbox(
        label,
        list(TERMS[kind]),
        format_func=lambda code: language.term(kind, code),
        key=key,
        on_change=lambda: update_choices(**{kind: st.session_state[key]}),
        placeholder=label,
        width=260,
        filter_mode=None,
    )
    return code


def _choose_editions(reader: ChartContext) -> tuple[int, ...]:
    """Draw the choice of editions; return those that the address names, at most MAX_EDITIONS, or () for all.

    An address without editions means all editions, including future ones. So does an empty choice.
    """
    named, language = reader.editions, reader.language
    numbers = st.query_params.get("editions", "").split("-")
    all_editions = replace(reader, view=replace(reader.view, later=True, editions=()))
    every = tuple(edition.number for edition in all_editions.compared)
    picked = edition_window([number for number in named if str(number) in numbers], reader.view.focus)

    def change() -> None:
        # If there is one too many, the oldest is dropped.
        taken = sorted(st.session_state["choice-editions"][-MAX_EDITIONS:])
        update_choices(editions="" if taken == sorted(every) else "-".join(map(str, taken)))

    st.session_state["choice-editions"] = list(picked or every)
    if len(named) <= MAX_EDITIONS:
        st.pills(
            language.text("Editions compared"),
            list(named),
            selection_mode="multi",
            format_func=lambda number: named[number].name,
            key="choice-editions",
            on_change=change,
        )
    else:
        st.multiselect(
            language.text("Editions compared, at most {number}", number=language.number(MAX_EDITIONS)),
            sorted(named, reverse=True),
            format_func=lambda number: named[number].name,
            key="choice-editions",
            on_change=change,
            placeholder=language.text("Choose"),
            filter_mode="contains",
            select_all=False,
        )
    return picked


def show_two_editions(reader: ChartContext) -> None:
    """Draw two editions in one card. Draws nothing while the record book has only one."""
    language = reader.language
    if len(reader.editions) < 2:
        return
    with st.container(key="graphic-pair"):
        page_parts.show_heading(language.text("Two editions side by side"), language)
        one, other = _choose_pair(reader)
        page_parts.show_edition_pair(build_edition_pair(reader.archive, one, other, language), language)


def _choose_pair(reader: ChartContext) -> tuple[int, int]:
    """The two editions, ?a=4&b=3. If the address names none: the focus and the edition before it."""
    language = reader.language
    named = reader.editions
    codes = [str(number) for number in named]
    one = choice_from_query("a", codes, str(reader.view.focus))
    others = [code for code in codes if code != one]
    other = choice_from_query("b", others, _neighbour(codes, one))

    def change(side: str) -> None:
        """Change one side. If both sides would be equal, swap them."""
        picked = {"a": one, "b": other} | {side: st.session_state[f"choice-{side}"]}
        if picked["a"] == picked["b"]:
            picked = {"a": other, "b": one}
        update_choices(**picked)

    with st.container(key="pairing", horizontal=True, vertical_alignment="bottom", gap="medium"):
        for side, label, code in (
            ("a", language.text("One edition"), one),
            ("b", language.text("The other edition"), other),
        ):
            st.session_state[f"choice-{side}"] = code
            st.selectbox(
                label,
                codes,
                format_func=lambda code: named[int(code)].name,
                key=f"choice-{side}",
                on_change=change,
                args=(side,),
                placeholder=label,
                width=260,
                filter_mode=filter_mode_for(len(codes)),
            )
    return int(one), int(other)


def _neighbour(codes: Sequence[str], code: str) -> str:
    """The edition before `code`; for the first edition, the one after it."""
    place = codes.index(code)
    return codes[place - 1] if place else codes[1]
