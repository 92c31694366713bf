"""The map component: the one module that knows how streamlit-folium behaves inside.

What is relied on, held by tests/test_dashboard_map_view.py and the browser tests:
the base map's script decides the component's identity, so it is the same on every run and all
data travel in the feature group; `js_links` and `css_links` are resolved against the component's
own address, two levels below the server's root; what our scripts send by
`Streamlit.setComponentValue` arrives as the component's value, and the callback of a changed value
leaves it under the key given to `st_folium`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import folium
import streamlit as st
import xyzservices.providers
from folium.template import Template
from streamlit import runtime
from streamlit_folium import st_folium

from dashboard.marks import Frame
from dashboard.state import View

STATIC = Path(__file__).parent / "static"
STATIC_URL = "../../app/static"
SCRIPTS = ("palette", "basemap", "labels", "marks", "texts", "controls", "keyboard", "map")


@dataclass(frozen=True, slots=True)
class MapEvent:
    """A place was chosen on the map; `view` is where the map stood."""

    place: str
    view: View


@dataclass(frozen=True, slots=True)
class MapScene:
    """What the map shows.

    `features` and `outline` are encoded GeoJSON (dashboard.marks): the marks, and the shape of the
    chosen place where it is a label.  `frame` is the area to open on and what "show everything"
    returns to; `view`, when given, wins over it as long as the map has not been moved.
    A changed `reframe` shows `frame` again, a changed `focus` brings `selected` into the frame
    (a changed `selected` does so too).  `tiles` asks another host for its map: the user's choice.
    """

    features: bytes
    frame: Frame | None = None
    selected: str | None = None
    outline: bytes | None = None
    view: View | None = None
    reframe: int = 0
    focus: int = 0
    dark: bool = False
    tiles: bool = False


def show_map(scene: MapScene, key: str, height: int = 640) -> MapEvent | None:
    """Draw `scene`; give the choice made on the map, once, unless `take_choice` took it.

    The component fills the width of its container; `height` is in pixels, and a style sheet may
    give the iframe another height: the map follows.
    """
    st_folium(
        base_map(),
        key=key,
        height=height,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=Update(_payload(scene, key)),
    )
    return take_choice(key)


def take_choice(key: str) -> MapEvent | None:
    """Give the choice that started this run, once.

    Called before anything is drawn, it spares the second run that `show_map`'s answer would
    need: it comes when what stands above the map is already drawn.
    """
    return _event(st.session_state.pop(key, None))


def _own(path: str) -> str:
    """Give the address of one of our files; its digest keeps an older copy out of use."""
    digest = hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:12]
    return f"{STATIC_URL}/{path}?{digest}"


SCRIPT_LINKS = [
    ("leaflet", f"{STATIC_URL}/vendor/leaflet/leaflet.js"),
    *((f"map_{name}", _own(f"map/{name}.js")) for name in SCRIPTS),
]
STYLE_LINKS = [
    ("leaflet_css", f"{STATIC_URL}/vendor/leaflet/leaflet.css"),
    ("map_css", _own("map/map.css")),
]


class BaseMap(folium.Map):
    """An empty map that loads Leaflet and our scripts from this server, and nothing else."""

    default_js = SCRIPT_LINKS
    default_css = STYLE_LINKS


def base_map() -> BaseMap:
    """Build the base map, the same on every run."""
    return BaseMap(
        tiles=None,
        zoom_control=False,
        zoom_snap=0.5,
        max_bounds_viscosity=0.8,
    )


class Update(folium.FeatureGroup):
    """A feature group whose script hands one message to the map that is already there.

    The message travels as base64, which holds nothing that a script, a template or
    streamlit-folium's renaming of variables could mistake for its own.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} =
            QuotedPlaces.update({{ this._parent.get_name() }}, "{{ this.payload }}");
        {% endmacro %}
        """
    )

    def __init__(self, message: dict[str, Any]) -> None:
        super().__init__(control=False)
        self.payload = base64.b64encode(json.dumps(message).encode()).decode("ascii")


def _payload(scene: MapScene, key: str) -> dict[str, Any]:
    """Write the scene without its features: the browser fetches these by their address."""
    return {
        "features": _published(scene.features, f"{key}.features"),
        "outline": _published(scene.outline, f"{key}.outline") if scene.outline else None,
        "selected": scene.selected,
        "theme": "dark" if scene.dark else "light",
        "frame": scene.frame,
        "view": scene.view,
        "reframe": scene.reframe,
        "focus": scene.focus,
        "tiles": _tiles() if scene.tiles else None,
    }


def _published(content: bytes, coordinates: str) -> str:
    """Put `content` where this session's browser can fetch it; give its address.

    The address has no leading slash: it holds below the server's base path.  Streamlit drops
    files that a full run does not add again, and beyond a megabyte it tells two files apart by
    their head, middle and tail alone: the digest at the head makes the difference certain.
    """
    digest = hashlib.sha256(content).hexdigest()
    signed = b'{"digest":"%s","content":%s}' % (digest.encode(), content)
    manager = runtime.get_instance().media_file_mgr
    return manager.add(signed, "application/json", coordinates).lstrip("/")


def _tiles() -> dict[str, Any]:
    provider = xyzservices.providers.OpenStreetMap.Mapnik
    return {
        "url": provider.build_url(),
        "attribution": provider.html_attribution,
        "maxZoom": provider.max_zoom,
    }


def _event(value: object) -> MapEvent | None:
    """Read what the browser sent; None for anything that is no choice."""
    choice = value.get("choice") if isinstance(value, dict) else None
    if not isinstance(choice, dict) or not isinstance(choice.get("place"), str):
        return None
    view = choice.get("view")
    if not isinstance(view, list) or len(view) != 3:
        return None
    if not all(isinstance(part, int | float) and math.isfinite(part) for part in view):
        return None
    return MapEvent(choice["place"], View(*(float(part) for part in view)))
