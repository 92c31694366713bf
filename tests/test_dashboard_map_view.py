"""What the map's adapter relies on inside streamlit-folium, and what it sends."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit_folium import generate_js_hash, generate_leaflet_string

from dashboard.assets import STATIC, prepare
from dashboard.map_view import Update, base_map

HOSTILE = (
    "map_div feature_group_0 </script><img src=x onerror=alert(1)> `${alert(1)}` \\1 {{ 7*7 }}"
)


def app(name: str, hostile: str) -> None:
    """A page with one map; it says what happened on it."""
    import streamlit as st

    from dashboard.map_view import MapScene, show_map, take_events
    from dashboard.marks import Frame, encode

    early = take_events("map")
    features = encode({"type": "FeatureCollection", "features": [], "name": name})
    show_map(MapScene(features, Frame(1, 2, 3, 4), selected=hostile), "map")
    st.text(f"choice {early.choice}")
    st.text(f"area {early.area}")
    st.text(f"late {take_events('map')}")


def run(sent: object = None, name: str = "one") -> AppTest:
    """The page after the browser has sent a value, which is left as streamlit-folium leaves it."""
    test = AppTest.from_function(app, kwargs={"name": name, "hostile": HOSTILE})
    if sent is not None:
        test.session_state["map"] = sent
    test.run(timeout=30)
    assert not test.exception
    return test


def arguments(test: AppTest) -> dict[str, Any]:
    """What the component in the browser is given."""
    (component,) = test.get("component_instance")
    given: dict[str, Any] = json.loads(component.proto.json_args)
    return given


def message(given: dict[str, Any]) -> dict[str, Any]:
    """The message inside the feature group's script."""
    (encoded,) = re.findall(
        r'QuotedPlaces\.update\(map_div, "([A-Za-z0-9+/=]+)"\)', given["feature_group"]
    )
    read: dict[str, Any] = json.loads(base64.b64decode(encoded))
    return read


def test_the_base_map_is_the_same_on_every_run() -> None:
    scripts = {generate_leaflet_string(base_map()) for _ in range(3)}
    assert len(scripts) == 1
    assert len({generate_js_hash(script, "map") for script in scripts}) == 1


def test_data_do_not_change_the_component() -> None:
    one, other = arguments(run(name="one")), arguments(run(name="other"))
    assert one["key"] == other["key"]
    assert one["script"] == other["script"]


def test_everything_is_loaded_from_this_server() -> None:
    given = arguments(run())
    links = given["js_links"] + given["css_links"]
    assert len(links) > 2
    assert all(link.startswith("../../app/static/") for link in links)
    assert "//" not in given["header"] + given["html"] + given["script"]


def test_every_own_file_that_is_loaded_exists() -> None:
    prepare()
    given = arguments(run())
    for link in given["js_links"] + given["css_links"]:
        path = link.removeprefix("../../app/static/").split("?")[0]
        assert (STATIC / path).is_file()


def test_a_script_carries_no_text_of_a_document() -> None:
    given = arguments(run())
    assert "alert" not in json.dumps(given)
    assert message(given)["selected"] == HOSTILE


def test_features_travel_by_address_and_a_change_has_a_new_one() -> None:
    one, again, other = (message(arguments(run(name=name))) for name in ("one", "one", "other"))
    assert one["features"].endswith(".json")
    assert not one["features"].startswith("/")
    assert one["features"] == again["features"] != other["features"]
    assert one["outline"] is None
    assert one["frame"] == [1, 2, 3, 4]


def test_no_tiles_are_asked_for_unless_the_scene_says_so() -> None:
    assert message(arguments(run()))["tiles"] is None


def test_a_pan_starts_no_run() -> None:
    given = arguments(run())
    assert given["returned_objects"] == []
    assert given["default"] == {}


def happened(test: AppTest) -> list[str]:
    """What the page says: the choice, the area, and what a second look finds."""
    return [text.value for text in test.text]


CHOICE = {"place": "overlay:m5", "view": [34.5, 36.5, 7.5], "number": 1}
AREA = {"frame": [34.5, 36, 35, 37.25], "switched": False, "number": 2}
NOTHING = ["choice None", "area None", "late MapEvents(choice=None, area=None)"]


def test_a_choice_is_given_once() -> None:
    test = run({"choice": CHOICE})
    choice, *others = happened(test)
    assert "place='overlay:m5'" in choice
    assert "lat=34.5, lon=36.5, zoom=7.5" in choice
    assert others == NOTHING[1:]
    test.run(timeout=30)
    assert happened(test) == NOTHING


def test_a_pan_at_the_same_time_loses_no_choice_and_repeats_none() -> None:
    test = run({"choice": CHOICE, "area": AREA})
    choice, area, _ = happened(test)
    assert "overlay:m5" in choice
    assert "south=34.5, west=36.0, north=35.0, east=37.25), switched=False" in area
    assert message(arguments(test))["heard"] == 2
    test.session_state["map"] = {"choice": CHOICE, "area": {**AREA, "number": 3}}
    test.run(timeout=30)
    choice, area, _ = happened(test)
    assert choice == "choice None"
    assert "south=34.5" in area


def test_the_switch_turns_following_off_and_nothing_else_does() -> None:
    off = {"frame": None, "switched": True, "number": 1}
    assert happened(run({"area": off}))[1] == "area AreaEvent(area=None, switched=True)"
    assert happened(run({"area": {**off, "switched": False}})) == NOTHING


@pytest.mark.parametrize(
    "sent",
    [
        {"choice": None},
        {"choice": {"place": 7, "view": [1, 2, 3], "number": 1}},
        {"choice": {"place": "x", "view": [1, 2], "number": 1}},
        {"choice": {"place": "x", "view": [1, 2, "3"], "number": 1}},
        {"choice": {"place": "x", "view": [1, 2, float("nan")], "number": 1}},
        {"choice": {"place": "x", "view": [1, 2, 3]}},
        {"area": {"frame": [1, 2, 3], "switched": True, "number": 1}},
        {"area": {"frame": "1,2,3,4", "switched": True, "number": 1}},
        "choice",
        [],
    ],
)
def test_what_is_no_event_is_nothing(sent: object) -> None:
    assert happened(run(sent)) == NOTHING


def test_the_message_is_base64_and_nothing_else() -> None:
    payload = Update({"selected": HOSTILE}).payload
    assert re.fullmatch(r"[A-Za-z0-9+/]+=*", payload)
