"""The page: a map of the places that documents name, and beside it the quotes that name them."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import streamlit as st

# Streamlit puts this folder on the path, not the root that holds the three packages.
ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from dashboard import assets, published, session  # noqa: E402
from dashboard.evidence import evidence  # noqa: E402
from dashboard.filters import filters  # noqa: E402
from dashboard.header import header, opened  # noqa: E402
from dashboard.library import Library  # noqa: E402
from dashboard.map_view import show_map  # noqa: E402
from dashboard.markup import join  # noqa: E402
from dashboard.opening import home  # noqa: E402
from dashboard.panel import panel  # noqa: E402
from dashboard.places import places  # noqa: E402
from dashboard.said import said  # noqa: E402
from dashboard.summary import summary  # noqa: E402
from dashboard.table import table  # noqa: E402
from dashboard.theme import dress  # noqa: E402
from dashboard.timeline import timeline  # noqa: E402
from dashboard.toolbar import toolbar  # noqa: E402

PARTS = (
    *("summary", "toolbar", "filters", "places", "table", "map", "dates"),
    *("quotes", "reader", "unplaced", "documents"),
)


@st.fragment
def desk(library: Library) -> None:
    """Show everything that a choice changes; a choice runs this alone."""
    if session.changed():
        st.rerun()
    session.take_map_events(library)
    state = session.current()
    act = partial(session.act, library)
    with st.container(key="desk"):
        parts = {name: st.container(key=name) for name in PARTS}
    # The parts stand in the order of reading (order.js); they are filled in that of waiting.
    sheet = evidence(library, state)
    with parts[sheet.part]:
        panel(sheet.html, key=sheet.part, on_action=act, scroll=sheet.scroll)
        if sheet.text is not None:
            panel(sheet.text, key=f"{sheet.part}-text", on_action=act)
    with parts["summary"]:
        heard = join((summary(library, state), said(library, state)))
        panel(heard, key="summary", on_action=act)
    with parts["toolbar"]:
        panel(toolbar(library, state), key="toolbar", on_action=act)
    if state.table is not None:
        with parts["table"]:
            panel(table(library, state), key="table", on_action=act)
    with parts["map"]:
        show_map(session.scene(library, state), key=session.MAP)
    with parts["places"]:
        panel(places(library, state), key="places", on_action=act)
    with parts["dates"]:
        panel(timeline(library, state), key="dates", on_action=act)
    with parts["filters"]:
        panel(filters(library, state), key="filters", on_action=act)


st.set_page_config(page_title="Quoted Places", layout="wide", initial_sidebar_state="collapsed")
published.hold()
dress()
assets.prepare()
paths = tuple(Path(argument).resolve() for argument in sys.argv[1:])
opening = opened(paths)
library = opening.result()
session.begin(library)
header(library, opening.name, home(paths))
desk(library)
