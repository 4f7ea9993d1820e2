"""The choices of the page Trends: the order of the measures, and the form."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from lib.charts import ChartContext
from lib.charts.chart import TREND_ORDERS
from lib.screen.controls import show_form_control
from lib.screen.reader import choice_from_query, update_choices


def show_order_controls(reader: ChartContext) -> tuple[ChartContext, str]:
    """Draw the choices. Returns the reader with the order that is chosen, and the form: "chart" or "table".

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
    return replace(reader, view=replace(reader.view, order=choice_from_query("order", TREND_ORDERS, "growth"))), form
