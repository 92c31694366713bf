"""Places as marks: GeoJSON for the map, pure and without Streamlit.

GeoJSON writes longitude first; everything else here is `lat, lon`.  Coordinates are rounded to
five decimals (about a metre).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from typing import Any, NamedTuple, Protocol

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from dashboard.wording import UNSURE, sure
from geodata.model import Form, Place

DECIMALS = 5
MAINLAND_SHARE = 0.2
LINES = 60  # drawn from one place: more hide the map

DRAW_ORDER = {Form.AREA: 0, Form.LINE: 1, Form.POINT: 2, Form.LABEL: 3}


class Frame(NamedTuple):
    """A box on the map, in degrees."""

    south: float
    west: float
    north: float
    east: float


class NamedPlace(Protocol):
    """A place, how often the selection names it, and how sure the surest mention is (0 to 1):
    geodata's PlaceSummary.
    """

    @property
    def place(self) -> Place: ...
    @property
    def mentions(self) -> int: ...
    @property
    def documents(self) -> int: ...
    @property
    def most(self) -> float: ...


class Drawn(NamedTuple):
    """What no filter changes of a mark: its GeoJSON without counts, its form, and the area of its
    shape in square degrees (0 where it is none).
    """

    feature: dict[str, Any]
    form: Form
    area: float


class Counts(NamedTuple):
    """What a filter changes of a mark; `unsure` says how sure its surest mention is, "" where
    that is sure enough.
    """

    mentions: int
    documents: int
    unsure: str


class Marks:
    """The marks of an atlas: each is drawn once, and written anew only when its counts change (a
    filter changes few of many).  Safe to share between threads.

    `geometries` gives those of places, by id (EPSG:4326).
    """

    def __init__(self, geometries: Callable[[list[str]], Mapping[str, BaseGeometry]]) -> None:
        self._geometries = geometries
        self._drawn: dict[str, Drawn | None] = {}
        self._written: dict[str, tuple[Counts, str]] = {}

    def features(self, places: Iterable[NamedPlace]) -> bytes:
        """Write the marks of `places` as a GeoJSON FeatureCollection, in the order of drawing.

        Areas come first, the largest first, then lines, points by falling number of mentions,
        labels: what is smaller lies on top.  A place without a shape of its form is drawn as a
        point; a place of form NONE never appears.
        """
        named = list(places)
        self._draw([one.place for one in named if one.place.id not in self._drawn])
        ranked: list[tuple[int, float, str]] = []
        for one in named:
            mark = self._drawn[one.place.id]
            if mark is not None:
                size = mark.area if mark.form is Form.AREA else one.mentions
                ranked.append((DRAW_ORDER[mark.form], -size, self._text(mark, one)))
        ranked.sort(key=itemgetter(0, 1))
        texts = ",".join(text for *_, text in ranked)
        return f'{{"type":"FeatureCollection","features":[{texts}]}}'.encode()

    def _draw(self, places: list[Place]) -> None:
        geometries = self._geometries([place.id for place in places]) if places else {}
        for place in places:
            self._drawn[place.id] = drawn(place, geometries.get(place.id))

    def _text(self, mark: Drawn, named: NamedPlace) -> str:
        unsure = sure(named.most) if named.most < UNSURE else ""
        counts = Counts(named.mentions, named.documents, unsure)
        kept = self._written.get(named.place.id)
        if kept is None or kept[0] != counts:
            properties = {**mark.feature["properties"], **counts._asdict()}
            kept = counts, _text({**mark.feature, "properties": properties})
            self._written[named.place.id] = kept
        return kept[1]


def drawn(place: Place, geometry: BaseGeometry | None) -> Drawn | None:
    """Draw the mark of a place; None where it has no spot."""
    if place.form is Form.NONE or place.lat is None or place.lon is None:
        return None
    form, shape = _drawn(place, geometry)
    area = geometry.area if geometry is not None and form is Form.AREA else 0.0
    return Drawn(_feature(place, form, shape, geometry), form, area)


def outline(geometry: BaseGeometry) -> dict[str, Any]:
    """Give the outline of a chosen label (a country, a region, a sea) as a GeoJSON geometry."""
    return _multi(geometry, "Polygon")


def joining(
    place: Place, others: Iterable[tuple[Place, int]], geometries: Mapping[str, BaseGeometry]
) -> dict[str, Any]:
    """Give lines from a place to others as a GeoJSON FeatureCollection, the heaviest first.

    Each of the others comes with the number of sentences that name both; a line ends where the
    marks have their names.
    """
    start = _end(place, geometries.get(place.id))
    lines = [
        {
            "type": "Feature",
            "geometry": {"type": "LineString", "coordinates": [start, end]},
            "properties": {"id": other.id, "sentences": sentences},
        }
        for other, sentences in others
        if start is not None and (end := _end(other, geometries.get(other.id))) is not None
    ]
    return {"type": "FeatureCollection", "features": lines}


def _end(place: Place, geometry: BaseGeometry | None) -> list[float] | None:
    """Where a line to a place ends, `[lon, lat]`; None where it has no spot."""
    if place.form is Form.NONE or place.lat is None or place.lon is None:
        return None
    lat, lon = _spot(place, place.form, None if geometry is None or geometry.is_empty else geometry)
    return [lon, lat]


def encode(collection: Mapping[str, Any]) -> bytes:
    """Write GeoJSON as compact UTF-8 bytes."""
    return _text(collection).encode()


def _text(geojson: Mapping[str, Any]) -> str:
    return json.dumps(geojson, ensure_ascii=False, separators=(",", ":"))


def frame_of(geometry: BaseGeometry) -> Frame:
    """Give the box of a shape; of a country, that of its mainland and of comparable islands."""
    parts = _flat(geometry)
    if not parts:
        raise ValueError("an empty shape has no frame")
    sizes = [_true_size(part) for part in parts]
    kept = [
        part for part, size in zip(parts, sizes, strict=True) if size >= MAINLAND_SHARE * max(sizes)
    ]
    west, south, east, north = shapely.total_bounds(kept)
    return Frame(*(round(float(side), DECIMALS) for side in (south, west, north, east)))


def _true_size(part: BaseGeometry) -> float:
    """Compare parts of one shape: square degrees, corrected for the latitude."""
    if part.area == 0:
        return 0.0
    latitude = np.radians((part.bounds[1] + part.bounds[3]) / 2)
    return float(part.area * np.cos(latitude))


def _drawn(place: Place, geometry: BaseGeometry | None) -> tuple[Form, dict[str, Any]]:
    """Choose the form that the shape at hand allows, and give that shape."""
    if geometry is not None and not geometry.is_empty:
        if place.form is Form.AREA and "Polygon" in geometry.geom_type:
            return Form.AREA, _multi(geometry, "Polygon")
        if place.form is Form.LINE and "LineString" in geometry.geom_type:
            return Form.LINE, _multi(geometry, "LineString")
    form = Form.LABEL if place.form is Form.LABEL else Form.POINT
    return form, {"type": "Point", "coordinates": _position(place)}


def _position(place: Place) -> list[float]:
    """Write a place's spot as GeoJSON does: longitude first."""
    if place.lat is None or place.lon is None:
        raise ValueError(f"{place.name} ({place.id}) has no spot on a map")
    return [round(place.lon, DECIMALS), round(place.lat, DECIMALS)]


def _spot(place: Place, form: Form, geometry: BaseGeometry | None) -> list[float]:
    """Give where the name is written, `[lat, lon]`: of an area, inside its largest part."""
    if form is Form.AREA and geometry is not None:
        largest = max(_flat(geometry), key=lambda part: part.area)
        inside = largest.representative_point()
        return [round(inside.y, DECIMALS), round(inside.x, DECIMALS)]
    lon, lat = _position(place)
    return [lat, lon]


def _flat(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Give the single parts of a shape, out of nested collections too."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return [part for part in parts if not part.is_empty]


def _multi(geometry: BaseGeometry, part: str) -> dict[str, Any]:
    """Write all parts of one type ("Polygon" or "LineString") as one Multi geometry, rounded."""
    parts = [single for single in _flat(geometry) if single.geom_type == part]
    rounded = [shapely.transform(single, _round) for single in parts]
    written = [json.loads(shapely.to_geojson(single))["coordinates"] for single in rounded]
    return {"type": f"Multi{part}", "coordinates": written}


def _round(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.round(coordinates, DECIMALS)


def _feature(
    place: Place, form: Form, shape: dict[str, Any], geometry: BaseGeometry | None
) -> dict[str, Any]:
    framed = geometry is not None and not geometry.is_empty and geometry.geom_type != "Point"
    return {
        "type": "Feature",
        "geometry": shape,
        "properties": {
            "id": place.id,
            "name": place.name,
            "kind": place.kind,
            "form": str(form),
            "country": place.country,
            "schematic": "schematic" in place.precision.casefold(),
            "precision": place.precision,
            "spot": _spot(place, form, geometry),
            "frame": list(frame_of(geometry)) if geometry is not None and framed else None,
        },
    }
