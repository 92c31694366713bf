"""The basemap's files in `dashboard/static/basemap/`: land, borders, first-level borders, claims.

GeoJSON with three decimals of a degree (110 m), made from the same coverage as the outlines of
the places, so that the two fit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias

import geopandas
import numpy
import pandas
import shapely
from shapely import MultiLineString
from shapely.geometry.base import BaseGeometry

from geodata.shapes import KM_PER_DEGREE

# Arrays of geometries or of coordinates, shape (n, 2): x = lon, y = lat.
Array: TypeAlias = numpy.ndarray[Any, numpy.dtype[Any]]

FOLDER = Path(__file__).parents[2] / "dashboard" / "static" / "basemap"
DECIMALS = 3
FINE = 6  # decimals that undo the rounding errors of a projection there and back
TOLERANCE_KM = 2.5  # for shapely.coverage_simplify: triangles below its square go
FIRST_LEVEL_TOLERANCE_KM = 4.0  # fainter lines need less; their ends stay where they were
DISPUTED_TOLERANCE = 0.005  # degrees, Douglas-Peucker
LEAST_ISLAND = 0.001  # square degrees, about 12 km² at the equator


def write(world_map: Path, polygons: geopandas.GeoDataFrame) -> None:
    """Write the four files from polygons with columns `country` and `unit`, and from the claims.

    Every landmass, and the lines of every country, is a feature of its own, so that the browser
    skips what is out of sight.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    nations = polygons.country.where(polygons.country != "", polygons.adm0_a3)
    units = _simplified(polygons.geometry.values, TOLERANCE_KM)
    countries = _merged(units, nations)
    land = shapely.get_parts(shapely.coverage_union_all(list(countries.values())))
    _write("land", [part for part in land if part.area >= LEAST_ISLAND])
    _write("borders", shapely.get_parts(interior(countries.values())))
    units = _simplified(polygons.geometry.values, FIRST_LEVEL_TOLERANCE_KM)
    unit = polygons.unit.where(polygons.unit != "", polygons.index.astype(str))
    inside = (
        interior(_merged(units[nations == nation], unit[nations == nation]).values())
        for nation in sorted(set(nations))
    )
    _write("first_level", [lines for lines in inside if not lines.is_empty])
    claims = geopandas.read_file(world_map, layer="disputed_borders")
    lines = shapely.simplify(claims.geometry.values, DISPUTED_TOLERANCE)
    _write("disputed", [shapely.line_merge(line) for line in lines])


def _simplified(coverage: Array, tolerance_km: float) -> Array:
    """Simplify a coverage on an equal-area cylinder: as much at the poles as at the equator."""
    flat = shapely.transform(coverage, _to_equal_area)
    flat = shapely.coverage_simplify(flat, tolerance_km / KM_PER_DEGREE)
    return shapely.transform(flat, _from_equal_area)


def _to_equal_area(xy: Array) -> Array:
    return numpy.stack([xy[:, 0], numpy.degrees(numpy.sin(numpy.radians(xy[:, 1])))], axis=1)


def _from_equal_area(xy: Array) -> Array:
    sines = numpy.clip(numpy.radians(xy[:, 1]), -1, 1)
    return numpy.stack([xy[:, 0], numpy.degrees(numpy.arcsin(sines))], axis=1).round(FINE)


def _merged(coverage: Array, groups: pandas.Series) -> dict[str, BaseGeometry]:
    """Dissolve a coverage by the name of the group of each polygon."""
    return {
        group: shapely.coverage_union_all(coverage[groups == group])
        for group in sorted(set(groups))
    }


def interior(coverage: Iterable[BaseGeometry]) -> BaseGeometry:
    """Find the edges that two polygons of a coverage share: borders, without coasts."""
    edges = numpy.concatenate([_edges(polygon) for polygon in coverage])
    edges = numpy.sort(edges.view("c16").reshape(-1, 2), axis=1)
    found, times = numpy.unique(edges, axis=0, return_counts=True)
    shared = found[times > 1]
    pairs = numpy.stack([shared.real, shared.imag], axis=-1)
    return shapely.line_merge(MultiLineString(list(pairs)))


def _edges(polygon: BaseGeometry) -> Array:
    """List every edge of a (multi)polygon, as an array of shape (edges, 2 ends, x and y)."""
    rings = shapely.get_rings(shapely.get_parts(polygon))
    coordinates = [shapely.get_coordinates(ring) for ring in rings]
    return numpy.concatenate([numpy.stack([xy[:-1], xy[1:]], axis=1) for xy in coordinates])


def _write(name: str, geometries: Iterable[BaseGeometry]) -> None:
    features = [
        {"type": "Feature", "properties": {}, "geometry": _rounded(geometry)}
        for geometry in geometries
    ]
    path = FOLDER / f"{name}.json"
    collection = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(collection, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(features)} features, {path.stat().st_size / 1e3:.0f} kB")


def _rounded(geometry: BaseGeometry) -> dict[str, Any]:
    """Make GeoJSON of a geometry, its coordinates rounded and without repeats."""
    rounded = shapely.transform(geometry, lambda xy: numpy.round(xy, DECIMALS))
    return dict(json.loads(shapely.to_geojson(shapely.remove_repeated_points(rounded))))
