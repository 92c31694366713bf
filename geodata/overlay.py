"""The hand-made overlay: places that no gazetteer has, read from files that a reader can correct.

Roads, enclaves, crossings, seas, regions, blocs and historic states stand in `overlay.csv`, the
vertices of their shapes in `overlay_points.csv`, the world's famous rivers, airports, universities,
parks and the like in `landmarks.csv`, further names of any place in `aliases.csv`,
`arabic_names.csv` and `demonyms.csv`; `geodata/data/README.md` documents the columns.  Everything
is checked on load and all faults are reported together.  Coordinates are `lat, lon` in degrees,
WGS 84.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from geodata import shapes
from geodata.model import Form, Place
from geodata.table import Row, Table, TableError
from geodata.version import DATA

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

COLUMNS = (
    *("id", "name", "names", "kind", "form", "country", "admin1", "lat", "lon", "precision_km"),
    *("precision", "geometry", "demonyms", "reason", "source", "date", "note"),
)
POINT_COLUMNS = ("id", "order", "lat", "lon", "name", "geonames")
LANDMARK_COLUMNS = ("id", "name", "names", "kind", "country", "lat", "lon", "precision_km")
NAME_COLUMNS = ("name", "id", "of")
SPOT_KM = 15  # a landmark that reaches farther is a label on the map, not a point
# What the short rows of landmarks.csv leave out.
LANDMARK = dict.fromkeys(COLUMNS, "") | {
    "source": "general knowledge; placed by hand",
    "date": "2026-11-22",
}


class OverlayError(TableError):
    """The overlay's files have faults."""


class Rule(StrEnum):
    """How a shape comes from its vertices; the word that opens the column `geometry`."""

    POINT = ""
    LINE = "line"
    POLYGON = "polygon"
    HULL = "hull"
    CIRCLE = "circle"
    MEMBERS = "members"


# The fewest vertices in overlay_points.csv that each rule needs; the others take none.
VERTICES = {Rule.LINE: 2, Rule.POLYGON: 3, Rule.HULL: 3}


@dataclass(frozen=True, slots=True)
class Vertex:
    """A point of a shape; `name` and `geonames` (an id) are "" for a mere corner."""

    lat: float
    lon: float
    name: str
    geonames: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the overlay.

    `names` are its other spellings, `reason` says why it has no spot (form NONE, else ""),
    `widen_km` is the radius of a circle or the margin of a hull, `members` are countries ("SY")
    or first-level units ("US.VT") whose union is the shape.
    """

    place: Place
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    reason: str
    date: str
    note: str
    rule: Rule
    widen_km: float = 0.0
    members: tuple[str, ...] = ()
    vertices: tuple[Vertex, ...] = ()


@dataclass(frozen=True, slots=True)
class NameOf:
    """A further name, or a demonym, of the place `place_id` (of any source)."""

    name: str
    place_id: str


@dataclass(frozen=True, slots=True)
class Overlay:
    """All entries in file order, and the further names and demonyms of any place."""

    entries: tuple[Entry, ...]
    aliases: tuple[NameOf, ...]
    demonyms: tuple[NameOf, ...]


def load_overlay(folder: Path = DATA) -> Overlay:
    """Read and check the five files in `folder`; OverlayError names every fault at once."""
    faults: list[str] = []
    vertices = _vertices(Table.read(folder / "overlay_points.csv", POINT_COLUMNS, faults))
    entries: dict[str, Entry] = {}
    landmarks = Table.read(folder / "landmarks.csv", LANDMARK_COLUMNS, faults)
    for row in (
        *Table.read(folder / "overlay.csv", COLUMNS, faults).rows(),
        *map(_landmark, landmarks.rows()),
    ):
        entry = _entry(row, vertices)
        if entry.place.id in entries:
            row.fault("id", "is used by an earlier row; ids are unique")
        entries[entry.place.id] = entry
    faults += [
        f"overlay_points.csv: {place_id!r} has points but no row in overlay.csv."
        for place_id in sorted(vertices.keys() - entries.keys())
    ]
    aliases = tuple(
        name
        for file in ("aliases.csv", "arabic_names.csv")
        for name in _names(Table.read(folder / file, NAME_COLUMNS, faults))
    )
    demonyms = _names(Table.read(folder / "demonyms.csv", NAME_COLUMNS, faults))
    if faults:
        raise OverlayError(faults)
    return Overlay(tuple(entries.values()), aliases, demonyms)


def geometry(entry: Entry, areas: Mapping[str, BaseGeometry]) -> BaseGeometry | None:
    """Draw the shape of `entry` (x = lon); None for form NONE.

    `areas` holds the geometry of countries ("SY") and first-level units ("US.VT"); members that it
    lacks are left out.
    """
    place, corners = entry.place, [(vertex.lat, vertex.lon) for vertex in entry.vertices]
    if place.lat is None or place.lon is None:
        return None
    if entry.rule is Rule.LINE:
        return shapes.line(corners)
    if entry.rule is Rule.POLYGON:
        return shapes.polygon(corners)
    if entry.rule is Rule.MEMBERS:
        return shapes.union(areas[code] for code in entry.members if code in areas)
    return shapes.hull(corners or [(place.lat, place.lon)], entry.widen_km)


def _vertices(table: Table) -> dict[str, tuple[Vertex, ...]]:
    found: dict[str, list[tuple[float, Vertex]]] = {}
    for row in table.rows():
        order = row.number("order", 1, 1000)
        lat, lon = row.number("lat", -90, 90), row.number("lon", -180, 180)
        vertex = Vertex(lat, lon, row.text("name"), row.text("geonames"))
        found.setdefault(_place_id(row), []).append((order, vertex))
    for place_id, points in found.items():
        if sorted(order for order, _ in points) != list(range(1, len(points) + 1)):
            table.faults.append(f"{table.file}: the orders of {place_id!r} are not 1, 2, 3, ...")
    return {
        place_id: tuple(vertex for _, vertex in sorted(points, key=lambda point: point[0]))
        for place_id, points in found.items()
    }


def _place_id(row: Row) -> str:
    text = row.text("id", required=True)
    return text if ":" in text else f"overlay:{text}"


def _entry(row: Row, vertices: Mapping[str, tuple[Vertex, ...]]) -> Entry:
    place_id = _place_id(row)
    form = Form.POINT
    try:
        form = Form(row.text("form"))
    except ValueError:
        row.fault("form", f"is none of {', '.join(Form)}")
    placed = form is not Form.NONE
    if not placed and not row.text("reason"):
        row.fault("reason", "is empty, but a place of form none says why it has no spot")
    place = Place(
        id=place_id,
        name=row.text("name", required=True),
        kind=row.text("kind", required=True),
        form=form,
        country=row.text("country"),
        admin1=row.text("admin1"),
        lat=row.number("lat", -90, 90) if placed else None,
        lon=row.number("lon", -180, 180) if placed else None,
        population=0,
        precision_km=row.number("precision_km", 0, 10_000) if placed else 0.0,
        precision=row.text("precision", required=placed),
        source=row.text("source", required=True),
    )
    rule, widen_km, members = _rule(row)
    points = vertices.get(place_id, ())
    if len(points) < VERTICES.get(rule, 0) or (points and rule not in VERTICES):
        row.fault("geometry", f"does not go with {len(points)} points in overlay_points.csv")
    return Entry(
        place=place,
        names=row.several("names"),
        demonyms=row.several("demonyms"),
        reason=row.text("reason"),
        date=row.text("date", required=True),
        note=row.text("note"),
        rule=rule,
        widen_km=widen_km,
        members=members,
        vertices=points,
    )


def _landmark(row: Row) -> Row:
    """A row of landmarks.csv, completed to one of overlay.csv."""
    try:
        spot = float(row.values["precision_km"]) <= SPOT_KM
    except ValueError:  # told where the completed row is read
        spot = True
    form = Form.POINT if spot else Form.LABEL
    words = "the spot, within the distance given" if spot else "a point near the middle"
    if row.values["kind"] == "river":
        words = "the place where it ends, as gazetteers have it"
    return replace(row, values={**LANDMARK, **row.values, "form": form, "precision": words})


def _rule(row: Row) -> tuple[Rule, float, tuple[str, ...]]:
    """Read the rule in the column `geometry`, with its kilometres ("hull 2") or members."""
    word, *rest = row.text("geometry").split() or [""]
    try:
        rule = Rule(word)
        if rule is Rule.MEMBERS and rest:
            return rule, 0.0, tuple(rest)
        if rule in (Rule.HULL, Rule.CIRCLE) and len(rest) == 1 and float(rest[0]) >= 0:
            return rule, float(rest[0]), ()
        if rule in (Rule.POINT, Rule.LINE, Rule.POLYGON) and not rest:
            return rule, 0.0, ()
    except ValueError:
        pass
    row.fault("geometry", "is not empty, line, polygon, hull KM, circle KM or members CODE ...")
    return Rule.POINT, 0.0, ()


def _names(table: Table) -> tuple[NameOf, ...]:
    return tuple(
        NameOf(row.text("name", required=True), row.text("id", required=True))
        for row in table.rows()
    )
