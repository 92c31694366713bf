"""Shapes of places: points, lines, hulls, outlines, distances.

Every signature takes `lat, lon` in degrees, WGS 84 (EPSG:4326); shapely's x is the longitude,
and `point` is the only function that swaps the two.  Metric work uses a local plane on which a
degree of longitude shrinks with the cosine of the latitude: good to a percent within a few
hundred kilometres, enough for shapes that are schematic anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import asin, cos, hypot, radians, sin, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # imported where a shape is made: distances are asked for without it
    from shapely import LineString, Point, Polygon
    from shapely.geometry.base import BaseGeometry

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG
KM_PER_DEGREE = 111.195  # along a meridian, the same sphere
MAINLAND_SHARE = 0.25  # of the largest part's size: New Zealand's islands are both mainland
WIDENING = 1.4  # how much longer smaller parts may make the frame's diagonal
LARGEST_PARTS = 60  # more parts do not change a frame that anybody sees

LatLon = tuple[float, float]
Frame = tuple[float, float, float, float]


def point(lat: float, lon: float) -> Point:
    """Make the point at `lat, lon`, as shapely wants it: x = lon, y = lat."""
    from shapely import Point

    return Point(lon, lat)


def line(points: Sequence[LatLon]) -> LineString:
    """Draw the line through two or more (lat, lon) points, in their order."""
    from shapely import LineString

    return LineString([point(lat, lon) for lat, lon in points])


def polygon(points: Sequence[LatLon]) -> Polygon:
    """Draw the area inside three or more (lat, lon) corners; the ring closes itself."""
    from shapely import Polygon

    return Polygon([point(lat, lon) for lat, lon in points])


def hull(points: Sequence[LatLon], widen_km: float) -> BaseGeometry:
    """Draw the convex hull of (lat, lon) points, widened by `widen_km` kilometres on every side."""
    from shapely import MultiPoint

    shape = MultiPoint([point(lat, lon) for lat, lon in points]).convex_hull
    return widen(shape, widen_km)


def widen(shape: BaseGeometry, km: float) -> BaseGeometry:
    """Add to `shape` everything within `km` kilometres of it."""
    from shapely import transform

    if not km:
        return shape
    middle = shape.centroid
    scale = (KM_PER_DEGREE * cos(radians(middle.y)), KM_PER_DEGREE)
    origin = (middle.x, middle.y)
    plane = transform(shape, lambda xy: (xy - origin) * scale)
    return transform(plane.buffer(km), lambda xy: xy / scale + origin)


def union(parts: Iterable[BaseGeometry]) -> BaseGeometry:
    """Join the areas of `parts` (the countries of a region)."""
    from shapely import disjoint_subset_union_all

    return disjoint_subset_union_all(list(parts))


def frame(shape: BaseGeometry) -> Frame:
    """(south, west, north, east) to show `shape` in, in degrees.

    A shape in several parts is framed on its mainland: the largest part, parts of a quarter of its
    size, and smaller ones that hardly widen that frame and do not belong to a part left out (the
    islands of Alaska).
    """
    from shapely import get_parts

    parts = sorted(get_parts(shape), key=_size, reverse=True)[:LARGEST_PARTS]
    mainland = [part for part in parts if _size(part) >= MAINLAND_SHARE * _size(parts[0])]
    most = WIDENING * _diagonal(_bounds(mainland))
    shown = list(mainland)
    left_out: list[BaseGeometry] = []
    for part in parts[len(mainland) :]:
        outlier = left_out and _nearest(part, left_out) < _nearest(part, shown)
        (left_out if outlier or _diagonal(_bounds([*shown, part])) > most else shown).append(part)
    west, south, east, north = _bounds(shown)
    return south, west, north, east


def _size(part: BaseGeometry) -> float:
    """Area in square degrees at the equator; the length where there is no area."""
    return float((part.area or part.length) * cos(radians(part.centroid.y)))


def _bounds(parts: Sequence[BaseGeometry]) -> tuple[float, float, float, float]:
    west, south, east, north = zip(*(part.bounds for part in parts), strict=True)
    return min(west), min(south), max(east), max(north)


def _diagonal(bounds: tuple[float, float, float, float]) -> float:
    west, south, east, north = bounds
    return hypot(east - west, north - south)


def _nearest(part: BaseGeometry, others: Iterable[BaseGeometry]) -> float:
    return min(part.envelope.distance(other.envelope) for other in others)


def distance_km(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres on a sphere of the Earth's mean radius."""
    half_lat, half_lon = radians(lat2 - lat) / 2, radians(lon2 - lon) / 2
    chord = sin(half_lat) ** 2 + cos(radians(lat)) * cos(radians(lat2)) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))
