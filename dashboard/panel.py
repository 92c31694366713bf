"""One clickable piece of HTML in the page's own DOM: the only component of the page but the map.

The HTML comes from markup.py, where all text is escaped; what is clicked comes back as an
`Action` before the page is built again, so that one run shows its effect.

Actions travel as state, the latest few at a time: of two triggers that come while the page is
being built, Streamlit keeps one.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from dashboard.markup import Html
from dashboard.state import Action, View

# Streamlit takes the script of a component as one text.
SCRIPTS = (
    *("panel.js", "brush.js", "form.js", "reader.js"),
    *("keys.js", "history.js", "order.js", "chips.js"),
)
# What assistive technology calls the parts of the page: their role and their name.
LANDMARKS = {
    "summary": ("region", "What is shown"),
    "toolbar": ("search", "Words and filters"),
    "filters": ("region", "Filters"),
    "dates": ("region", "Dates"),
    "places": ("navigation", "Places"),
    "table": ("region", "Table of places"),
    "quotes": ("region", "Quotes"),
    "reader": ("region", "Document"),
    "unplaced": ("region", "Not on the map"),
    "documents": ("region", "Documents"),
}
_component = st.components.v2.component(
    "quoted_places_panel",
    js="\n".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in SCRIPTS),
    isolate_styles=False,
)


def panel(html: Html, *, key: str, on_action: Callable[[Action], None], scroll: str = "") -> None:
    """Show HTML under `key` and call `on_action` at the start of the run that a click starts.

    When `scroll` changes, the panel scrolls to its `data-anchor` element, else to its top; with
    a "#" in it, at the first showing too.
    """
    name, latest = f"{key}-panel", f"{key}-latest-action"

    def report() -> None:
        handled = st.session_state.get(latest, 0)
        for number, action in read_actions(st.session_state[name].get("actions")):
            if number > handled:
                st.session_state[latest] = number
                on_action(action)

    data = {"html": str(html), "scroll": scroll, "landmark": LANDMARKS.get(key)}
    _component(key=name, data=data, on_actions_change=report)


def read_actions(sent: object) -> list[tuple[int, Action]]:
    """Read the latest actions that the browser sent, the oldest first, each with its number.

    Several arrive together when they were faster than the page; what is no action is left out.
    """
    actions = []
    for one in sent if isinstance(sent, list) else ():
        if not isinstance(one, dict) or not isinstance(one.get("number"), int):
            continue
        values = one.get("values")
        pairs = values.items() if isinstance(values, dict) else ()
        texts = {str(name): str(value) for name, value in pairs}
        actions.append(
            (one["number"], Action(str(one.get("action")), texts, read_view(one.get("view"))))
        )
    return actions


def read_view(sent: object) -> View | None:
    """Read a view [lat, lon, zoom] in degrees and levels; None where it is not one."""
    if not isinstance(sent, list) or len(sent) != 3:
        return None
    if not all(isinstance(part, int | float) and math.isfinite(part) for part in sent):
        return None
    return View(*(float(part) for part in sent))
