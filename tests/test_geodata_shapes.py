"""Shapes: what lies where, and that latitude and longitude are swapped once and once only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import shapely
from shapely import MultiPolygon, box

from geodata import shapes

DAMASCUS = (33.5138, 36.2765)
ALEPPO = (36.2021, 37.1343)


def test_a_point_has_the_longitude_as_x() -> None:
    point = shapes.point(*DAMASCUS)
    assert (point.y, point.x) == DAMASCUS


def test_only_one_function_swaps_latitude_and_longitude() -> None:
    source = ast.parse(Path(shapes.__file__).read_text(encoding="utf-8"))
    makers = {
        function.name
        for function in source.body
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Point"
    }
    assert makers == {"point"}


def test_a_line_runs_through_its_points_in_order() -> None:
    line = shapes.line([DAMASCUS, ALEPPO])
    assert list(line.coords) == [DAMASCUS[::-1], ALEPPO[::-1]]


def test_a_polygon_holds_what_lies_between_its_corners() -> None:
    area = shapes.polygon([(0, 10), (0, 12), (1, 12), (1, 10)])
    assert area.contains(shapes.point(0.5, 11))
    assert not area.contains(shapes.point(11, 0.5))


@pytest.mark.parametrize("latitude", [0.0, 33.5, 60.0])
def test_a_hull_is_widened_by_kilometres_in_every_direction(latitude: float) -> None:
    hull = shapes.hull([(latitude, 36.0)], 2)
    west, south, east, north = hull.bounds
    across = shapes.distance_km(latitude, west, latitude, east)
    assert across == pytest.approx(4, rel=0.01)
    assert shapes.distance_km(south, 36.0, north, 36.0) == pytest.approx(4, rel=0.01)


def test_a_hull_that_is_not_widened_is_the_convex_hull() -> None:
    assert shapes.hull([(0, 0), (0, 1), (1, 1), (1, 0), (0.5, 0.5)], 0).area == 1


def test_a_union_joins_neighbours() -> None:
    assert shapes.union([box(0, 0, 1, 1), box(1, 0, 2, 1)]).bounds == (0, 0, 2, 1)


def test_the_distance_from_damascus_to_aleppo() -> None:
    assert shapes.distance_km(*DAMASCUS, *ALEPPO) == pytest.approx(309, abs=2)


def test_a_frame_is_south_west_north_east() -> None:
    assert shapes.frame(box(36, 33, 42, 37)) == (33, 36, 37, 42)


def test_a_frame_leaves_out_what_lies_overseas_and_its_islands() -> None:
    mainland, coastal, overseas = box(0, 40, 10, 50), box(11, 41, 12, 42), box(-60, 0, -57, 4)
    islet = box(-56.5, 4, -56.4, 4.1)
    country = MultiPolygon([mainland, coastal, overseas, islet])
    assert shapes.frame(country) == (40, 0, 50, 12)


def test_a_frame_keeps_two_large_islands() -> None:
    assert shapes.frame(MultiPolygon([box(0, 0, 4, 4), box(6, 6, 9, 9)])) == (0, 0, 9, 9)


def test_a_frame_of_a_line() -> None:
    assert shapes.frame(shapes.line([(1, 2), (3, 4)])) == (1, 2, 3, 4)


def test_a_frame_of_a_point() -> None:
    assert shapes.frame(shapely.Point(2, 1)) == (1, 2, 1, 2)
