"""The choices of the page Compare: measure, basis, editions, form, and two editions side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from lib.charts import ChartContext
from lib.charts.chart import HIGHLIGHTED_EDITIONS, HighlightedEdition
from lib.charts.comparison import name_bases
from lib.charts.edition_window import MAX_EDITIONS, edition_window
from lib.content.edition_pair import build_edition_pair
from lib.language import Language
from lib.language.terms import TERMS
from lib.screen import page_parts
from lib.screen.controls import filter_mode_for, show_form_control
from lib.screen.reader import choice_from_query, update_choices
from lib.templates import render_template

# What stands in the address for the editions if the reader has taken all away.
NO_EDITIONS = "none"


def show_comparison_controls(reader: ChartContext) -> tuple[ChartContext | None, str]:
    """Draw the row of choices; return the context with the chosen view, and "chart" or "table".

    The context is None if the reader has taken the last edition away.

    ?measure=stands&basis=per_day&editions=2-4-6&highlight=leader&form=table
    """
    language = reader.language
    shown = _shown_editions(reader)
    with st.container(key="comparing", horizontal=True, vertical_alignment="bottom", gap="medium"):
        names = {code: language.term("measure", code) for code in TERMS["measure"]}
        measure = _choose("measure", language.text("Measure"), "visitors", names)
        basis = _choose("basis", language.text("Basis"), "total", name_bases(measure, shown, reader))
        form = show_form_control(language)
        lit = _choose_lit(language)
    _show_edition_choice(reader, shown)
    if not shown:
        return None, form
    # If the address names no editions, the view covers all of them, and a note says so if not all are shown.
    editions = _named_editions(reader)
    view = replace(reader.view, measure=measure, basis=basis, later=True, editions=editions, highlight=lit)
    return replace(reader, view=view), form


def show_no_edition(language: Language) -> None:
    """Say that no edition is chosen, in the place of the chart."""
    st.html(
        render_template(
            "sentences.html", language, sentences=[language.text("No edition is chosen. Choose one or more above.")]
        )
    )


def choose_other_measure(chosen: ChartContext) -> ChartContext:
    """Draw the choice of the measure that is set against the first one, ?against=stands; return the context with it."""
    language = chosen.language
    names = {code: language.term("measure", code) for code in TERMS["measure"]}
    with st.container(key="against"):
        against = _choose("against", language.text("Against this measure"), "stands", names)
    return replace(chosen, view=replace(chosen.view, against=against))


def _choose(kind: str, label: str, default: str, names: Mapping[str, str]) -> str:
    """Draw a select box for codes with their names; return the chosen code."""
    key = f"choice-{kind}"
    st.session_state[key] = code = choice_from_query(kind, names, default)
    st.selectbox(
        label,
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=lambda: update_choices(**{kind: st.session_state[key]}),
        placeholder=label,
        width=260,
        filter_mode=None,
    )
    return code


def _choose_lit(language: Language) -> HighlightedEdition:
    """Draw the choice of the edition that is lit; return "focus" or "leader"."""
    lit = choice_from_query("highlight", HIGHLIGHTED_EDITIONS, "focus")
    st.session_state["choice-highlight"] = lit == "leader"
    st.toggle(
        language.text("Highlight the highest"),
        key="choice-highlight",
        on_change=lambda: update_choices(highlight="leader" if st.session_state["choice-highlight"] else ""),
        width="content",
    )
    return lit


def _named_editions(reader: ChartContext) -> tuple[int, ...]:
    """The editions that the address names, at most MAX_EDITIONS; () if it names none."""
    numbers = st.query_params.get("editions", "").split("-")
    return edition_window([number for number in reader.editions if str(number) in numbers], reader.view.focus)


def _shown_editions(reader: ChartContext) -> tuple[int, ...]:
    """The editions that are compared: those of the address, else all that fit; none if the reader took all away."""
    if st.query_params.get("editions") == NO_EDITIONS:
        return ()
    return _named_editions(reader) or _all_editions(reader)


def _all_editions(reader: ChartContext) -> tuple[int, ...]:
    """All editions, including future ones, or as many as fit."""
    everything = replace(reader, view=replace(reader.view, later=True, editions=()))
    return tuple(edition.number for edition in everything.compared)


def _show_edition_choice(reader: ChartContext, shown: Sequence[int]) -> None:
    """Draw the choice of editions. An address without editions means all of them."""
    named, language, every = reader.editions, reader.language, sorted(_all_editions(reader))

    def change() -> None:
        # If there is one too many, the oldest is dropped.
        taken = sorted(st.session_state["choice-editions"][-MAX_EDITIONS:])
        update_choices(editions="" if taken == every else "-".join(map(str, taken)) or NO_EDITIONS)

    st.session_state["choice-editions"] = list(shown)
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


def show_two_editions(reader: ChartContext) -> None:
    """Draw two editions in one card. Draws nothing while the record book has only one."""
    language = reader.language
    if len(reader.editions) < 2:
        return
    with st.container(key="graphic-pair"):
        page_parts.show_heading(language.text("Two editions side by side"), language)
        one, other = _choose_pair(reader)
        page_parts.show_edition_pair(build_edition_pair(reader.archive, one, other, language), reader)


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
