"""The choices of the page Trends: the order of the measures, and the form."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from lib.charts import ChartContext
from lib.charts.chart import TREND_ORDERS
from lib.screen import page_parts
from lib.screen.controls import show_form_control
from lib.screen.reader import choice_from_query, update_choices


def show_trends(reader: ChartContext) -> None:
    """Draw the choices, the chart or its table, and the slides of what is chosen.

    ?order=rank&form=table
    """
    language = reader.language
    with st.container(key="ordering", horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.session_state["choice-order"] = choice_from_query("order", TREND_ORDERS, "growth")
        st.segmented_control(
            language.text("Order"),
            TREND_ORDERS,
            format_func=lambda order: language.term("order", order),
            key="choice-order",
            on_change=lambda: update_choices(order=st.session_state["choice-order"]),
            required=True,
            width="content",
        )
        form = show_form_control(language)
    chosen = replace(reader, view=replace(reader.view, order=choice_from_query("order", TREND_ORDERS, "growth")))
    page_parts.show_chart("trends", chosen, headed=False, form=form)
    page_parts.show_chart("ranks", chosen)
    page_parts.show_meeting_documents("trends", chosen)
