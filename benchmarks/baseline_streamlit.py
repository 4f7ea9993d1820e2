"""The Streamlit baseline: the Record page in ordinary Streamlit, `streamlit run benchmarks/baseline_streamlit.py`.

It has the same headline, numbers, charts and table, in Streamlit's own elements only, to compare with ours. The charts
are cached, as a careful author would do.
"""

import sys
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import plotly.io as pio
import streamlit as st

sys.path.insert(0, str(Path(__file__).parents[1]))

from lib.charts import LIGHT_PALETTE, ChartContext, View, build_chart, editions_by_number
from lib.charts.kinds.palette import recolour_spec
from lib.content.page_front import build_page_front
from lib.content.site_map import PAGES
from lib.language import Language
from lib.releases import open_live_archive

LANGUAGE = Language("ar")


@st.cache_resource
def baseline_chart(name: str, number: int) -> go.Figure:
    spec = build_chart(name, ChartContext(archive, View(number), LANGUAGE)).plot.spec
    return pio.from_json(recolour_spec(spec, LIGHT_PALETTE))


st.set_page_config(page_title="Abwab", layout="wide")
archive = open_live_archive().archive()
named = editions_by_number(archive, LANGUAGE)
numbers = sorted(named, reverse=True)
chosen = st.selectbox(
    LANGUAGE.text("Edition in focus"),
    numbers,
    index=numbers.index(archive.focus),
    format_func=lambda number: named[number].name,
    key="edition",
)
st.query_params["edition"] = str(chosen)
view = View(chosen)
said = build_page_front(PAGES[0].id, ChartContext(archive, view, LANGUAGE))
st.title(said.title)
for column, card in zip(st.columns(len(said.cards)), said.cards, strict=True):
    column.metric(card.label, f"{card.qualifier_text} {card.number}", card.comparison or None)
for name in PAGES[0].charts:
    st.plotly_chart(baseline_chart(name, chosen), key=name)
table = build_chart(PAGES[0].charts[0], ChartContext(archive, view, LANGUAGE)).table
st.dataframe(pd.DataFrame([[cell.text for cell in row] for row in table.rows], columns=list(table.columns)))
