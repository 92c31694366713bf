"""The least that a Streamlit page can do on a click, for comparison: it counts the clicks."""

from __future__ import annotations

import streamlit as st


def _count() -> None:
    st.session_state.clicks += 1


@st.fragment
def counter() -> None:
    """Show a button and how often it was clicked."""
    st.button("Click", on_click=_count)
    st.text(f"Clicked {st.session_state.clicks} times")


st.session_state.setdefault("clicks", 0)
with st.container(key="bare"):
    counter()
