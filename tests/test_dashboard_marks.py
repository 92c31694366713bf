"""Marks drawn from hand-built places and shapes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from shapely import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from dashboard.marks import Frame, Marks, frame_of, outline
from geodata.model import Form, Place


@dataclass(frozen=True)
class Named:
    place: Place
    mentions: int = 1
    documents: int = 1
    most: float = 1.0


def place(name: str, form: Form, lat: float | None = 1.0, precision: str = "") -> Place:
    lon = None if lat is None else 2.0
    return Place(name, name, "thing", form, "XX", "", lat, lon, 0, 1.0, precision, "a test")


def features(
    named: Sequence[Named], shapes: Mapping[str, BaseGeometry] | None = None
) -> list[dict[str, Any]]:
    written = json.loads(Marks(lambda _: shapes or {}).features(named))
    found: list[dict[str, Any]] = written["features"]
    return found


def test_every_form_keeps_its_shape_and_none_is_left_out() -> None:
    named = [
        Named(place("point", Form.POINT)),
        Named(place("line", Form.LINE)),
        Named(place("area", Form.AREA)),
        Named(place("label", Form.LABEL)),
        Named(place("none", Form.NONE, lat=None)),
    ]
    shapes = {
        "line": LineString([(0, 0), (1, 1)]),
        "area": box(0, 0, 1, 1),
        "label": box(0, 0, 9, 9),
    }
    drawn = features(named, shapes)
    assert {f["properties"]["form"]: f["geometry"]["type"] for f in drawn} == {
        "area": "MultiPolygon",
        "line": "MultiLineString",
        "point": "Point",
        "label": "Point",
    }


def test_smaller_things_are_drawn_later() -> None:
    named = [
        Named(place("label", Form.LABEL), 50),
        Named(place("often", Form.POINT), 9),
        Named(place("once", Form.POINT), 1),
        Named(place("road", Form.LINE), 30),
        Named(place("small", Form.AREA), 99),
        Named(place("large", Form.AREA), 1),
    ]
    shapes = {
        "small": box(0, 0, 1, 1),
        "large": box(0, 0, 5, 5),
        "road": LineString([(0, 0), (1, 1)]),
    }
    drawn = features(named, shapes)
    order = [feature["properties"]["id"] for feature in drawn]
    assert order == ["large", "small", "road", "often", "once", "label"]


def test_geojson_has_the_longitude_first_and_five_decimals() -> None:
    spot = Place("x", "x", "town", Form.POINT, "", "", 33.1234567, 36.7654321, 0, 1.0, "", "")
    (feature,) = features([Named(spot)])
    assert feature["geometry"]["coordinates"] == [36.76543, 33.12346]
    assert feature["properties"]["spot"] == [33.12346, 36.76543]
    assert feature["properties"]["frame"] is None


@pytest.mark.parametrize("shape", [None, Point(2, 1), Polygon()])
def test_an_area_without_a_shape_is_a_point(shape: Point | Polygon | None) -> None:
    shapes = {} if shape is None else {"lost": shape}
    (feature,) = features([Named(place("lost", Form.AREA))], shapes)
    assert feature["properties"]["form"] == "point"
    assert feature["geometry"] == {"type": "Point", "coordinates": [2.0, 1.0]}


def test_the_name_of_an_area_is_written_inside_its_largest_part() -> None:
    horseshoe = Polygon([(0, 0), (9, 0), (9, 3), (3, 3), (3, 6), (9, 6), (9, 9), (0, 9)])
    shape = MultiPolygon([horseshoe, box(20, 20, 21, 21)])
    (feature,) = features([Named(place("area", Form.AREA))], {"area": shape})
    lat, lon = feature["properties"]["spot"]
    assert horseshoe.contains(Point(lon, lat))


def test_a_schematic_shape_says_so() -> None:
    road = place("road", Form.LINE, precision="Schematic: a line through its towns")
    exact = place("exact", Form.LINE, precision="to 100 m")
    drawn = features([Named(road), Named(exact)])
    flags = {f["properties"]["id"]: f["properties"]["schematic"] for f in drawn}
    assert flags == {"road": True, "exact": False}


def test_a_place_of_which_no_mention_is_sure_says_so() -> None:
    named = [Named(place("sure", Form.POINT), most=0.5), Named(place("not", Form.POINT), most=0.43)]
    drawn = features(named)
    words = {f["properties"]["id"]: f["properties"]["unsure"] for f in drawn}
    assert words == {"sure": "", "not": "unsure, 43%"}


def test_a_country_is_framed_on_its_mainland_and_on_islands_of_its_size() -> None:
    mainland, overseas = box(0, 40, 10, 50), box(-54, 2, -51, 6)
    assert frame_of(MultiPolygon([mainland, overseas])) == Frame(40, 0, 50, 10)
    north, south = box(172, -42, 178, -34), box(166, -47, 174, -40)
    assert frame_of(MultiPolygon([north, south])) == Frame(-47, 166, -34, 178)


def test_latitude_does_not_make_northern_islands_larger_than_they_are() -> None:
    mainland, arctic = box(0, 0, 10, 10), box(0, 78, 10, 82)
    assert frame_of(MultiPolygon([mainland, arctic])) == Frame(0, 0, 10, 10)


def test_a_line_is_framed_whole_and_an_empty_shape_is_refused() -> None:
    assert frame_of(LineString([(36, 32), (37, 36)])) == Frame(32, 36, 36, 37)
    with pytest.raises(ValueError, match="empty"):
        frame_of(Polygon())


def test_an_outline_keeps_areas_only() -> None:
    mixed = GeometryCollection([MultiPolygon([box(0, 0, 1, 1)]), Point(5, 5)])
    written = outline(mixed)
    assert written["type"] == "MultiPolygon"
    assert len(written["coordinates"]) == 1


def test_any_name_survives_encoding() -> None:
    name = "</script>`${x}` \\1 \u202e حلب \U0001f30d"
    (feature,) = features([Named(place(name, Form.POINT))])
    assert feature["properties"]["name"] == name


def test_a_mark_whose_counts_change_is_written_with_the_new_ones() -> None:
    asked: list[list[str]] = []

    def geometries(ids: list[str]) -> dict[str, BaseGeometry]:
        asked.append(ids)
        return {}

    marks = Marks(geometries)
    here, there = place("here", Form.POINT), place("there", Form.POINT)
    for counts in ((7, 2), (3, 1), (7, 2)):
        written = json.loads(marks.features([Named(here, *counts), Named(there)]))["features"]
        found = written[0]["properties"]
        assert (found["id"], found["mentions"], found["documents"]) == ("here", *counts)
    assert asked == [["here", "there"]]
