"""The training page in Streamlit, served by ``streamlit run``."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st
import training_page as content

st.set_page_config(page_title=content.TITLE)
st.title(content.TITLE)
st.write(content.LEAD)
st.write(content.story())
window = st.radio("How far back", list(content.WINDOWS), index=1, horizontal=True)
measure = st.selectbox("Load is", list(content.MEASURES))
for name, figure in zip(content.SHOWN, content.figures(window, measure), strict=True):
    # The figure keeps its own look, as in the other contenders.
    st.plotly_chart(go.Figure(figure), key=name, theme=None)
st.header("What every rule says")
st.table(content.rules(measure))
st.header("Runs")
st.table(content.runs())
