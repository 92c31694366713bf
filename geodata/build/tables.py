"""The rows of countries.parquet and first_level.parquet; their columns are those of `Row`."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from math import cos, pi, radians, sqrt
from pathlib import Path
from typing import Any

import geopandas
import numpy
import pandas
from shapely import get_parts
from shapely.geometry.base import BaseGeometry

from geodata.build import names
from geodata.shapes import KM_PER_DEGREE

HERE = Path(__file__).parent
TERMS = HERE.parent / "data" / "first_level_terms.csv"
CREDIT = "Natural Earth 4.1; GeoNames"
UNKNOWN_EXTENT_KM = 25.0  # where there is no polygon
DECIMALS = 4  # of a degree: 11 metres
# Territories that Natural Earth sets apart and ISO 3166-1 does not, by Natural Earth's code.
APART = {
    "SOL": ("somaliland", "Somaliland", "SO"),
    "CYN": ("northern-cyprus", "Northern Cyprus", "CY"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One place; `lat` and `lon` in degrees, `geometry` (x = lon) None where no polygon is it.

    `precision_km` is the radius of a disc as large as the geometry.
    """

    id: str
    name: str
    names: list[str]
    kind: str
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    precision_km: float
    precision: str
    source: str
    geometry: BaseGeometry | None


@dataclass(frozen=True, slots=True)
class Source:
    """What the tables are made from.

    `polygons` with columns `country` and `unit`, GeoNames' `cities`, and its `countries` by code.
    """

    polygons: geopandas.GeoDataFrame
    cities: pandas.DataFrame
    countries: Mapping[str, Mapping[str, Any]]


def first_level(
    source: Source, known: Mapping[str, str], cldr: names.Cldr
) -> geopandas.GeoDataFrame:
    """Make one row for each of GeoNames' first-level units (`known`: code -> name)."""
    parts = dict(list(source.polygons[source.polygons.unit != ""].groupby("unit")))
    towns = source.cities.assign(unit=source.cities.countrycode + "." + source.cities.admin1code)
    towns = dict(list(towns.groupby("unit")))
    spelled = _spelled(known, parts)
    codes = _cldr_codes(cldr, spelled)
    terms = _read(TERMS)
    rows = []
    for unit in sorted(known):
        labels = [known[unit], *(parts[unit].gn_name.dropna() if unit in parts else ())]
        languages = _languages(source.countries[unit[:2]])
        native = cldr.names(codes[unit], languages) if unit in codes else []
        row = _unit(unit, [*spelled[unit], *native], parts.get(unit), towns.get(unit))
        if row is not None:
            rows.append(replace(row, kind=_term(terms, row.country, labels)))
    return frame(rows)


def _unit(
    unit: str,
    labels: list[str],
    parts: geopandas.GeoDataFrame | None,
    towns: pandas.DataFrame | None,
) -> Row | None:
    """Make the row of a unit, names best first; None where neither polygon nor town is known."""
    geometry = None if parts is None else parts.geometry.union_all()
    spot = middle(geometry) if geometry else _middle_of_towns(towns)
    if spot is None:
        return None
    country, code = unit.split(".", 1)
    return Row(
        id=f"first-level:{unit}",
        name=labels[0],
        names=_others(labels[0], labels),
        kind="",
        country=country,
        admin1=code,
        lat=spot[0],
        lon=spot[1],
        population=0 if towns is None else int(towns.population.sum()),
        precision_km=radius_km(geometry) if geometry else UNKNOWN_EXTENT_KM,
        precision="the middle of the area" if geometry else "the middle of its towns",
        source=CREDIT if geometry else "GeoNames",
        geometry=geometry,
    )


def countries(source: Source, cldr_names: Path) -> geopandas.GeoDataFrame:
    """Make one row per country, and one for each territory that Natural Earth sets apart."""
    parts = dict(list(source.polygons.groupby("country")))
    own = {row["iso"]: row for row in _read(HERE / "countries.csv")}
    territories = {
        path.parent.name: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(cldr_names.glob("*/territories.json"))
    }
    rows = []
    for iso, country in sorted(source.countries.items()):
        geometry = parts[iso].geometry.union_all() if iso in parts else None
        labels = [own[iso]["name"] or country["name"].strip()]
        labels += _country_names(iso, country, territories)
        spot = middle(geometry) if geometry else (0.0, 0.0)
        if own[iso]["lat"]:
            spot = float(own[iso]["lat"]), float(own[iso]["lon"])
        rows.append(_country(iso, country, labels, spot, geometry))
    return frame([*rows, *(_apart(source.polygons, code) for code in APART)])


def _country(
    iso: str,
    country: Mapping[str, Any],
    labels: list[str],
    spot: tuple[float, float],
    geometry: BaseGeometry | None,
) -> Row:
    return Row(
        id=f"geonames:{country['geonameid']}",
        name=labels[0],
        names=_others(labels[0], labels),
        kind="country",
        country=iso,
        admin1="",
        lat=spot[0],
        lon=spot[1],
        population=int(country["population"]),
        # Only Vatican City has no polygon.
        precision_km=radius_km(geometry) if geometry else 1.0,
        precision="a point near the middle of the country",
        source=CREDIT,
        geometry=geometry,
    )


def _apart(polygons: geopandas.GeoDataFrame, code: str) -> Row:
    slug, name, country = APART[code]
    geometry = polygons[polygons.adm0_a3 == code].geometry.union_all()
    lat, lon = middle(geometry)
    return Row(
        id=f"overlay:{slug}",
        name=name,
        names=[],
        kind="territory",
        country=country,
        admin1="",
        lat=lat,
        lon=lon,
        population=0,
        precision_km=radius_km(geometry),
        precision="the middle of the territory",
        source="Natural Earth 4.1",
        geometry=geometry,
    )


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def frame(rows: list[Row]) -> geopandas.GeoDataFrame:
    """Make a table of rows, a column for each field."""
    return geopandas.GeoDataFrame(
        [asdict(row) for row in rows], geometry="geometry", crs="EPSG:4326"
    )


def _languages(country: Mapping[str, Any]) -> list[str]:
    """List a country's first languages (GeoNames' order), as CLDR names them, Arabic if spoken."""
    spoken = [code.split("-")[0] for code in country["languages"].split(",") if code]
    return list(dict.fromkeys([*spoken[:3], *(code for code in spoken if code == "ar")]))


def _spelled(
    known: Mapping[str, str], parts: Mapping[str, geopandas.GeoDataFrame]
) -> dict[str, dict[str, None]]:
    """List the names of each unit, best first, without those that are another unit's own.

    A polygon's names count only where it is the whole unit.
    """
    corrections = {row["unit"]: row["name"] for row in _read(HERE / "first_level_names.csv")}
    spelled = {}
    for unit, name in known.items():
        found: list[object] = [name]
        if unit in parts and len(parts[unit]) == 1:
            found += [parts[unit][column].iloc[0] for column in ("name", "gn_name", "woe_name")]
        first = corrections.get(unit, names.plain(name))
        spelled[unit] = dict.fromkeys([first, *names.spellings(found)])
    own = {(unit[:2], next(iter(found))) for unit, found in spelled.items()}
    return {
        unit: dict.fromkeys(
            name for i, name in enumerate(found) if i == 0 or (unit[:2], name) not in own
        )
        for unit, found in spelled.items()
    }


def _cldr_codes(cldr: names.Cldr, spelled: Mapping[str, Iterable[str]]) -> dict[str, str]:
    by_country: dict[str, dict[str, list[str]]] = {}
    for unit, found in spelled.items():
        by_country.setdefault(unit[:2], {})[unit] = list(found)
    return {
        unit: code
        for country, units in by_country.items()
        for unit, code in cldr.match(country, units).items()
    }


def _others(name: str, found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(other for other in found if other != name))


def _term(terms: list[dict[str, str]], country: str, labels: list[str]) -> str:
    """Choose the country's own word for a unit, "province" where `terms` has none."""
    own = [row for row in terms if row["country"] == country]
    for row in own:
        if row["when"] and any(row["when"] in label for label in labels):
            return row["word"]
    return next((row["word"] for row in own if not row["when"]), "province")


def _country_names(
    iso: str, country: Mapping[str, Any], territories: Mapping[str, Any]
) -> list[str]:
    """List GeoNames' and CLDR's names of a country, in English and its own first languages."""
    found = [country["name"].strip()]
    for locale in ("en", *_languages(country)):
        if locale in territories:
            table = territories[locale]["main"][locale]["localeDisplayNames"]["territories"]
            found += [
                table[key]
                for key in table
                if (key == iso or key.startswith(f"{iso}-alt"))
                # Abbreviations of other languages ("DU", "RA") are words or codes in English.
                and (locale == "en" or len(table[key]) > 2)
            ]
    return names.spellings(found)


def middle(geometry: BaseGeometry) -> tuple[float, float]:
    """Find lat, lon of the middle of the largest polygon, inside it."""
    largest = max(get_parts(geometry), key=lambda part: part.area)
    middle = largest.centroid
    if not largest.contains(middle):
        middle = largest.representative_point()
    return round(middle.y, DECIMALS), round(middle.x, DECIMALS)


def _middle_of_towns(towns: pandas.DataFrame | None) -> tuple[float, float] | None:
    """Find lat, lon of the middle of towns, weighted by people; None where there are none."""
    if towns is None or not len(towns):
        return None
    weights = numpy.maximum(towns.population, 1)
    lat, lon = numpy.average(towns[["latitude", "longitude"]], axis=0, weights=weights)
    return round(float(lat), DECIMALS), round(float(lon), DECIMALS)


def radius_km(geometry: BaseGeometry) -> float:
    """Give the radius of a disc as large as a geometry, in kilometres."""
    squeezed = geometry.area * cos(radians(geometry.centroid.y))
    return round(KM_PER_DEGREE * sqrt(squeezed / pi), 1)
