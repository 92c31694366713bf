"""Outlines come back from the compiled gazetteer as they went in."""

from __future__ import annotations

import geopandas
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geodata import shapes
from geodata.gazetteer import Gazetteer
from geodata.outline import pack, unpack
from geodata.version import DATA

TRIANGLE = ((36.1234, 35.0), (37.0, -35.5), (-179.9999, 80.0001), (36.1234, 35.0))


@pytest.mark.parametrize(
    "shape",
    [
        shapely.LineString(TRIANGLE[:3]),
        shapely.Polygon(TRIANGLE),
        shapely.Polygon(TRIANGLE, [((30.0, 36.0), (31.0, 36.0), (31.0, 37.0))]),
        shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 2, 3, 3.0001)]),
        shapely.MultiLineString([TRIANGLE[:2], TRIANGLE[1:3]]),
    ],
    ids=["line", "area", "area with a hole", "areas", "lines"],
)
def test_a_shape_is_unpacked_as_it_was_packed(shape: BaseGeometry) -> None:
    assert unpack(pack(shape)).equals_exact(shape, 1e-9)


def test_finer_decimals_are_rounded_to_eleven_metres() -> None:
    found = unpack(pack(shapely.LineString([(0.00004, 0.00006), (1, 1)])))
    assert list(found.coords) == [(0.0, 0.0001), (1.0, 1.0)]


def test_the_outlines_of_countries_are_those_of_the_table(gazetteer: Gazetteer) -> None:
    table = geopandas.read_parquet(DATA / "countries.parquet").dropna(subset="geometry")
    for row in table.itertuples():
        found = gazetteer.geometry(row.id)
        assert found is not None
        assert found.equals_exact(row.geometry, 1e-9), row.name


def test_a_region_is_its_members_joined(gazetteer: Gazetteer) -> None:
    africa = gazetteer.geometry("geonames:6255146")
    assert africa is not None
    assert africa.is_valid
    for lat, lon in ((3.1, 43.6), (9.56, 44.06), (30.0, 31.2)):  # Baidoa, Hargeisa, Cairo
        assert africa.contains(shapes.point(lat, lon))
