"""A page with nothing but the map, for tests of the map: run by `streamlit run`.

`?many` adds a grid of towns, beyond what is drawn as elements of their own; `?dark` and `?tiles`
are the scene's.
"""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st
from shapely import LineString, Polygon, box
from shapely.geometry.base import BaseGeometry

from dashboard.map_view import MapScene, show_map, take_events
from dashboard.marks import Frame, Marks, encode, outline
from geodata.model import Form, Place

MOST, LESS = 60, 3  # mentions of the first of many towns; by how many a filter leaves fewer
FRAME = Frame(33.0, 35.5, 36.8, 38.5)
SHAPES: dict[str, BaseGeometry] = {
    "area": box(36.9, 34.6, 37.9, 35.4),
    "road": LineString([(36.3, 33.3), (36.3, 34.9), (37.0, 36.1)]),
    "country": Polygon([(35.6, 32.5), (42.3, 37.2), (36.5, 36.8)]),
}


class Named(NamedTuple):
    """A place and how often it is named."""

    place: Place
    mentions: int = 1
    documents: int = 1
    most: float = 1.0


def place(place_id: str, form: Form, lat: float, lon: float, name: str = "") -> Place:
    """Make a place up."""
    return Place(place_id, name or place_id, "thing", form, "", "", lat, lon, 0, 1.0, "", "a test")


def named_places(towns: int) -> list[Named]:
    """Give one place of each form, a hostile one, one far away, and a grid of towns of which the
    first is named most.
    """
    return [
        Named(place("point", Form.POINT, 34.0, 37.5), 9),
        Named(place("area", Form.AREA, 35.0, 37.4), 5),
        Named(place("road", Form.LINE, 34.9, 36.3), 3),
        Named(place("country", Form.LABEL, 34.3, 38.2), 7),
        Named(place("hostile", Form.POINT, 33.4, 37.6, "<img src=x onerror=alert(1)>`${1}`\\1")),
        Named(place("far", Form.POINT, 55.75, 37.62), 2),
        *(
            Named(
                place(f"town {i}", Form.POINT, 40 + i // 50 / 2, 20 + i % 50 / 2),
                1 + i % 40 if i else MOST,
            )
            for i in range(towns)
        ),
    ]


@st.fragment
def map_and_choice() -> None:
    """Show the map, what was chosen on it and how often, and a few ways to choose elsewhere."""
    state = st.session_state
    event = take_events("map-choice").choice
    if event is not None:
        state.place, state.count = event.place, state.get("count", 0) + 1
    if st.button("Choose far"):
        state.place = "far"
    if st.button("Choose point"):
        state.place = "point"
    least = 4 if st.checkbox("Filter") else 1
    many = "many" in st.query_params
    found = named_places(2000 if many else 0)
    if many and st.checkbox("Every third less"):
        found = [
            named._replace(mentions=named.mentions - LESS * (index % 3 == 0))
            for index, named in enumerate(found)
        ]
    shown = [
        named._replace(mentions=named.mentions - (least - 1))
        for named in found
        if named.mentions >= least
    ]
    chosen = state.get("place")
    scene = MapScene(
        features=Marks(lambda _: SHAPES).features(shown),
        frame=FRAME,
        selected=chosen,
        outline=encode(outline(SHAPES["country"])) if chosen == "country" else None,
        dark="dark" in st.query_params,
        tiles="tiles" in st.query_params,
    )
    with st.container(key="map"):
        show_map(scene, "map-choice", height=560)
    with st.container(key="told"):
        st.text(f"{chosen} {state.get('count', 0)}")


st.set_page_config(layout="wide")
st.button("Run everything again")
map_and_choice()
st.session_state.runs = st.session_state.get("runs", 0) + 1
st.text(f"run {st.session_state.runs}")
