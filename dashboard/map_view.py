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
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import folium
import streamlit as st
import xyzservices.providers
from folium.template import Template
from streamlit_folium import st_folium

from dashboard.assets import MAP_SCRIPT, STATIC, map_script
from dashboard.marks import Frame
from dashboard.published import publish
from dashboard.state import View

STATIC_URL = "../../app/static"


@dataclass(frozen=True, slots=True)
class MapEvent:
    """A place was chosen on the map; `view` is where the map stood."""

    place: str
    view: View


@dataclass(frozen=True, slots=True)
class AreaEvent:
    """The map came to rest on `area` (south, west, north, east), or None: it is followed no more.

    `switched`: the switch on the map was pressed; else the map was moved.
    """

    area: Frame | None
    switched: bool


class MapEvents(NamedTuple):
    """What happened on the map since it was last asked."""

    choice: MapEvent | None = None
    area: AreaEvent | None = None


@dataclass(frozen=True, slots=True)
class MapScene:
    """What the map shows.

    `features`, `outline` and `lines` are encoded GeoJSON (dashboard.marks): the marks, the shape of
    the chosen place where it is a label, and lines from it to others.  `frame` is the area to open
    on and what "show everything" returns to; `view`, when given, wins over it as long as the map
    has not been moved, and `area` over both: what the page follows of the map, None where it does
    not.  The map reports each other frame that it then comes to rest on.
    A changed `reframe` shows `frame` again, a changed `focus` brings `selected` into the frame
    (a changed `selected` does so too).  `tiles` asks another host for its map: the user's choice.
    """

    features: bytes
    frame: Frame | None = None
    selected: str | None = None
    outline: bytes | None = None
    lines: bytes | None = None
    area: tuple[float, float, float, float] | None = None
    view: View | None = None
    reframe: int = 0
    focus: int = 0
    dark: bool = False
    tiles: bool = False


def show_map(scene: MapScene, key: str, height: int = 640) -> None:
    """Draw `scene`.

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


def take_events(key: str) -> MapEvents:
    """Give what happened on the map and started this run, once; called before anything is drawn.

    The map sends what it was not yet told to be heard, all of it each time: the component keeps
    only the latest value, and a choice must not be lost to a pan that comes to rest just then.
    """
    value = st.session_state.pop(key, None)
    if not isinstance(value, dict):
        return MapEvents()
    heard = st.session_state.get(_heard(key), 0)
    news = {name: one for name, one in value.items() if _number(one) > heard}
    st.session_state[_heard(key)] = max([heard, *map(_number, news.values())])
    return MapEvents(_choice(news.get("choice", {})), _area(news.get("area", {})))


def _heard(key: str) -> str:
    """Where the number of the latest event that was heard is kept."""
    return f"{key}-heard"


def _own(path: str, content: bytes) -> str:
    """Give the address of one of our files; its digest keeps an older copy out of use."""
    return f"{STATIC_URL}/{path}?{hashlib.sha256(content).hexdigest()[:12]}"


SCRIPT_LINKS = [
    ("leaflet", f"{STATIC_URL}/vendor/leaflet/leaflet.js"),
    ("map", _own(f"vendor/{MAP_SCRIPT}", map_script())),
]
STYLE_LINKS = [
    ("leaflet_css", f"{STATIC_URL}/vendor/leaflet/leaflet.css"),
    ("map_css", _own("map/map.css", (STATIC / "map" / "map.css").read_bytes())),
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
        "features": publish(scene.features, f"{key}.features"),
        "outline": publish(scene.outline, f"{key}.outline") if scene.outline else None,
        "lines": publish(scene.lines, f"{key}.lines") if scene.lines else None,
        "area": scene.area,
        "heard": st.session_state.get(_heard(key), 0),
        "selected": scene.selected,
        "theme": "dark" if scene.dark else "light",
        "frame": scene.frame,
        "view": scene.view,
        "reframe": scene.reframe,
        "focus": scene.focus,
        "tiles": _tiles() if scene.tiles else None,
    }


def _tiles() -> dict[str, Any]:
    provider = xyzservices.providers.OpenStreetMap.Mapnik
    return {
        "url": provider.build_url(),
        "attribution": provider.html_attribution,
        "maxZoom": provider.max_zoom,
    }


def _number(event: object) -> int:
    """The number of an event, which grows with the time; 0 for what is none."""
    number = event.get("number") if isinstance(event, dict) else None
    return number if isinstance(number, int) else 0


def _choice(event: Mapping[str, object]) -> MapEvent | None:
    """Read a choice that the browser sent; None for anything that is none."""
    place, view = event.get("place"), _degrees(event.get("view"), 3)
    return MapEvent(place, View(*view)) if isinstance(place, str) and view else None


def _area(event: Mapping[str, object]) -> AreaEvent | None:
    """Read an area that the browser sent, or that there is none; None for anything else."""
    switched, sent = event.get("switched") is True, event.get("frame")
    if switched and sent is None:
        return AreaEvent(None, switched)
    frame = _degrees(sent, 4)
    return AreaEvent(Frame(*frame), switched) if frame else None


def _degrees(sent: object, count: int) -> list[float] | None:
    """Read so many finite numbers; None for anything else."""
    if not isinstance(sent, list) or len(sent) != count:
        return None
    if not all(isinstance(part, int | float) and math.isfinite(part) for part in sent):
        return None
    return [float(part) for part in sent]
