"""The objects that geodata hands on: places, mentions, resolutions.

Coordinates are `lat, lon` in degrees, WGS 84 (EPSG:4326), always in that order.
Offsets are half-open and count characters of the document's text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a place's name does in its sentence (after Gritta et al. 2019)."""

    LITERAL = "literal"
    METONYM = "metonym"
    DEMONYM = "demonym"
    EMBEDDED = "embedded"


class Form(StrEnum):
    """How the map draws a place.

    POINT a town or a spot; LINE a road or river; AREA a first-level unit, district or enclave;
    LABEL a country, continent, region or sea, outlined only when chosen; NONE has no spot on
    a map (a bloc, a state that is no more) and is listed with its reason.
    """

    POINT = "point"
    LINE = "line"
    AREA = "area"
    LABEL = "label"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the gazetteer knows it.

    `id` is "geonames:<id>" where GeoNames has the place, "first-level:<country>.<code>" for a
    first-level unit, "second-level:<country>.<code>.<code>" for one below (GeoNames' admin codes),
    else "overlay:<slug>".  `kind` is a word for readers
    (city, town, governorate, road, sea, ...).  `country` is ISO 3166-1 alpha-2 or "".
    `admin1` is the GeoNames code of the first-level unit, "" where unknown.  `lat` and `lon`
    are None only where `form` is NONE.  `precision_km` says how far off the coordinates may be
    as a stand-in for the place; `precision` says it in words.  An atlas adds two things:
    `listed_as`, the gazetteer's name where the atlas calls the place as its documents do, and
    `unit`, the name of the first-level unit that a point or an area lies in; else both are "".
    """

    id: str
    name: str
    kind: str
    form: Form
    country: str
    admin1: str
    lat: float | None
    lon: float | None
    population: int
    precision_km: float
    precision: str
    source: str
    listed_as: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a place in a text: `text[start:end] == surface`.

    `confidence` (0 to 1) that this is a place's name.
    """

    start: int
    end: int
    surface: str
    role: Role
    confidence: float


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """A candidate that lost; `score` (0 to 1) is its confidence, as the resolution's own."""

    place: Place
    score: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """A mention and the place it means, or None and the reason why there is none.

    `confidence` is that of mention and place together (of the mention alone where `place` is
    None).  `reason` is "" where a place was chosen and has a spot.  `evidence` are sentences for
    the reader: what decided.  `misspelt`: the name is one letter off one that the document has.
    """

    mention: Mention
    place: Place | None
    confidence: float
    reason: str
    evidence: tuple[str, ...] = ()
    runners_up: tuple[RunnerUp, ...] = ()
    misspelt: bool = False
