"""Which polygon of Natural Earth is which first-level unit of GeoNames.

Natural Earth's layer carries FIPS codes and names of several years; GeoNames has its own codes.
The cities that lie inside a polygon say what it is today; names and FIPS codes help.
"""

from __future__ import annotations

from collections.abc import Mapping

import geopandas
import pandas
import shapely

from geodata.build import names

# Country codes by Natural Earth's three-letter code or name, for units that ISO 3166-1 gives one of
# their own, or that have none there; units that remain without belong to no country here.
OWN_CODE = {
    "GUF": "GF",
    "GLP": "GP",
    "MTQ": "MQ",
    "REU": "RE",
    "MYT": "YT",
    "NSV": "SJ",
    "BVT": "BV",
    "Bonaire": "BQ",
    "Saba": "BQ",
    "St. Eustatius": "BQ",
    "CCK": "CC",
    "CXR": "CX",
    "USG": "CU",
    "ESB": "CY",
    "WSB": "CY",
    "KAB": "KZ",
}
NAME_WEIGHT, FIPS_WEIGHT = 0.5, 0.2
ENOUGH = 0.55
ALIKE = 0.85


def cities_inside(
    polygons: geopandas.GeoDataFrame, cities: pandas.DataFrame
) -> dict[int, dict[str, float]]:
    """Count, for each row of `polygons`, the share of the cities in it by unit ("SY.12")."""
    points = geopandas.GeoDataFrame(
        {"unit": cities.countrycode + "." + cities.admin1code},
        geometry=geopandas.points_from_xy(cities.longitude, cities.latitude),
        crs=polygons.crs,
    )
    joined = geopandas.sjoin(points, polygons[["geometry"]], predicate="within")
    counts = joined.groupby(["index_right", "unit"]).size()
    shares: dict[int, dict[str, float]] = {}
    for (row, unit), share in (counts / counts.groupby(level=0).transform("sum")).items():
        shares.setdefault(row, {})[unit] = float(share)
    return shares


def country_of(row: pandas.Series) -> str:
    """Give the ISO code of the country to which Natural Earth counts a polygon, "" for none."""
    own = OWN_CODE.get(row.gu_a3) or OWN_CODE.get(row["name"]) or str(row.iso_a2)
    return "" if own == "-1" else own


def assign(
    polygons: geopandas.GeoDataFrame, cities: pandas.DataFrame, known: Mapping[str, str]
) -> pandas.DataFrame:
    """Find country and unit of every polygon, as columns `country` and `unit` ("" where neither).

    `known` maps a unit ("SY.12") to GeoNames' name.  A polygon is the unit with most of its
    cities, a like name or the same FIPS code.  Where a country's polygons are finer than the
    units (departments of France), one without cities joins its nearest neighbour; elsewhere a
    polygon without a clear majority stays without unit.
    """
    votes = cities_inside(polygons, cities)
    country = [country_of(row) for _, row in polygons.iterrows()]
    result = pandas.DataFrame({"country": country, "unit": ""}, index=polygons.index)
    by_country: dict[str, list[str]] = {}
    for unit in known:
        by_country.setdefault(unit[:2], []).append(unit)
    for i, row in polygons.iterrows():
        if result.country[i]:
            own = {unit: known[unit] for unit in by_country.get(result.country[i], [])}
            foreign = {unit: known[unit] for unit in votes.get(i, {}) if unit in known}
            result.loc[i, "unit"] = _best(row, own, foreign, votes.get(i, {}))
    _join_neighbours(polygons, result, by_country)
    return result


def _best(
    row: pandas.Series,
    own: Mapping[str, str],
    foreign: Mapping[str, str],
    votes: Mapping[str, float],
) -> str:
    """Choose among the units of the polygon's country (`own`) and, for a polygon that another
    country holds by Natural Earth (Crimea), those of its cities with a like name (`foreign`).
    """
    labels = names.spellings([row["name"], row.gn_name, row.woe_name])
    scores = {unit: votes.get(unit, 0.0) for unit in own}
    for unit, name in {**foreign, **own}.items():
        if any(names.likeness(label, names.plain(name)) > ALIKE for label in labels):
            scores[unit] = votes.get(unit, 0.0) + NAME_WEIGHT
        if unit in own and isinstance(row.fips, str) and row.fips[2:] == unit[3:]:
            scores[unit] += FIPS_WEIGHT
    best = max(scores, key=lambda unit: (scores[unit], unit), default="")
    clear = scores.get(best, 0.0) >= ENOUGH or (not votes and scores.get(best, 0.0) > 0)
    return best if clear and labels else ""


def _join_neighbours(
    polygons: geopandas.GeoDataFrame,
    result: pandas.DataFrame,
    by_country: Mapping[str, list[str]],
) -> None:
    for country, rows in result.groupby("country"):
        units = by_country.get(str(country), [])
        finer = len(rows) >= 1.4 * len(units) and len(units) < 60
        without = rows.index[rows.unit == ""]
        if not (finer and country):
            continue
        placed = polygons.loc[rows.index[rows.unit != ""]]
        for i in without:
            if len(placed):
                away = shapely.distance(placed.geometry.values, polygons.geometry[i])
                result.loc[i, "unit"] = result.unit[placed.index[away.argmin()]]
