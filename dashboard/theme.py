"""The look of the page: our style sheets, in the order in which they build on each other."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import streamlit as st

SHEETS = (
    *("paper", "head", "desk", "rail", "filters", "dates"),
    *("evidence", "together", "why", "reader", "documents", "table", "keys"),
)
FOLDER = Path(__file__).parent / "static" / "page"


def dress() -> None:
    """Put the style sheets into the page; they take no room in it."""
    st.html(f"<style>{styles()}</style>")


@lru_cache(maxsize=1)
def styles() -> str:
    """Join the style sheets."""
    return "\n".join((FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS)
