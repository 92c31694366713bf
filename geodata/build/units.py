"""Which polygon of Natural Earth is which first-level unit of GeoNames.

Natural Earth's layer carries FIPS codes and names of several years; GeoNames has its own codes.
The cities that lie inside a polygon say what it is today; names and FIPS codes help.
"""

from __future__ import annotations

from collections.abc import Mapping

import geopandas
import pandas

from geodata.build import names

# Country codes by Natural Earth's three-letter code or name, for units that ISO 3166-1 gives one of
# their own, or that have none there; units that remain without belong to no country here.
OWN_CODE = {
    **{"GUF": "GF", "GLP": "GP", "MTQ": "MQ", "REU": "RE", "MYT": "YT", "NSV": "SJ", "BVT": "BV"},
    **{"Bonaire": "BQ", "St. Eustatius": "BQ", "Saba": "BQ", "CCK": "CC", "CXR": "CX"},
    **{"USG": "CU", "ESB": "CY", "WSB": "CY", "KAB": "KZ"},
}
NAME_WEIGHT, FIPS_WEIGHT = 0.5, 0.2
ENOUGH = 0.55


def cities_inside(
    polygons: geopandas.GeoDataFrame, cities: pandas.DataFrame
) -> dict[int, dict[str, float]]:
    """For each row of `polygons`, the share of the cities in it by unit ("SY.12")."""
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
    """ISO code of the country to which Natural Earth gives this polygon, "" for none."""
    own = OWN_CODE.get(row.gu_a3) or OWN_CODE.get(row["name"]) or str(row.iso_a2)
    return "" if own == "-1" else own


def assign(
    polygons: geopandas.GeoDataFrame, cities: pandas.DataFrame, known: Mapping[str, str]
) -> pandas.DataFrame:
    """Country and unit of every polygon, as columns `country` and `unit` ("" where neither).

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
            result.loc[i, "unit"] = _best(row, result.country[i], votes.get(i, {}), by_country, known)
    _join_neighbours(polygons, result, by_country)
    return result


def _best(
    row: pandas.Series,
    country: str,
    votes: Mapping[str, float],
    by_country: Mapping[str, list[str]],
    known: Mapping[str, str],
) -> str:
    own = names.spellings([row["name"], row.gn_name, row.woe_name])
    if not own:
        return ""
    scores = {u: share for u, share in votes.items() if u[:2] == country and u in known}
    for unit in {*by_country.get(country, []), *(votes.keys() & known.keys())}:
        like = max(names.likeness(name, names.plain(known[unit])) for name in own)
        fips = isinstance(row.fips, str) and row.fips[2:] == unit[3:]
        bonus = NAME_WEIGHT * (like > 0.85) + FIPS_WEIGHT * (fips and unit[:2] == country)
        if bonus:
            scores[unit] = votes.get(unit, 0.0) + bonus
    best = max(scores, key=lambda unit: (scores[unit], unit), default="")
    alone = not votes and scores.get(best, 0.0) > 0
    return best if alone or scores.get(best, 0.0) >= ENOUGH else ""


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
                nearest = placed.distance(polygons.geometry[i]).idxmin()
                result.loc[i, "unit"] = result.unit[nearest]
