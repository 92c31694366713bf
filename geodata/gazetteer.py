"""The gazetteer: which places a name may mean, and what is known of each.

Compiled once by `geodata.compile` into a cache folder; opened here memory-mapped, so that opening
costs milliseconds and processes share the pages.  Places are addressed by row: a number that
holds for one compiled gazetteer only and never leaves geodata.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Collection, Container
from enum import IntEnum
from functools import cached_property, lru_cache
from pathlib import Path
from struct import Struct
from typing import TYPE_CHECKING, Any, NamedTuple

import marisa_trie

from geodata.fold import ARTICLES, fold, skeleton
from geodata.model import Form, Place
from geodata.sounds import CYRILLIC, ROMANISED, VARIED, loose_keys, narrow_key
from geodata.version import gazetteer_folder

if TYPE_CHECKING:  # imported where a shape is drawn: a name is looked up without it
    from shapely.geometry.base import BaseGeometry

LOOSE = "~"  # before a skeleton key,
CAPITALS = "^"  # before an abbreviation that is one only in capitals ("US", not "us"), and
SHAPED = "#"  # before the id of a place with a shape, so that one trie holds all kinds of keys
GEONAMES = "geonames:"  # before GeoNames' number of a place
SHORT = 5  # letters; longer words in capitals are names in capitals, not abbreviations

# A place: latitude and longitude in DEGREE, inhabitants, GeoNames' number (or, from OWN on, the
# position of another id), the number of its name, of its unit and of its sort, and how many keys
# lead to it (at most MOST_KEYS).
PLACE = Struct("<iiIIIHHB")
NUMBER_AT = Struct("<iiI").size  # where a record has GeoNames' number
MOST_KEYS = 255
DEGREE = 100_000  # GeoNames gives five decimals
NO_SPOT = -(2**31)
NAN = float("nan")
OWN = 2**31
# A key leads to one place or, from LISTED on, to the list that begins so far in, with its length.
# Each of these numbers takes WIDTH bytes.
WIDTH = 3
LISTED = 2**23
# Before the outlines whose union is a shape; another byte begins a packed outline.
JOINED = b"+"


class Level(IntEnum):
    """What a place is in the ladder of containment, coarsest first."""

    COUNTRY = 0
    REGION = 1
    FIRST_LEVEL = 2
    AREA = 3
    TOWN = 4
    LINE = 5
    SPOT = 6
    NOWHERE = 7


AREAS = (Level.FIRST_LEVEL, Level.AREA)  # units inside a country


class Naming(IntEnum):
    """How a name belongs to a place."""

    PRIMARY = 0
    ALTERNATE = 1
    DEMONYM = 2
    ABBREVIATION = 3
    LOOSE = 4


NAMINGS = tuple(Naming)


class Candidate(NamedTuple):
    """A place that a name may mean, how the name belongs to it, and what tells places apart.

    `country` and `admin1` are codes that hold within one gazetteer (0: none); `lat`, `lon` in
    degrees, NaN where there is no spot; `population` 0 where unknown; `capital`: the seat of its
    country's government; `keys`: how many spellings lead to it, more to a place that is well known.
    """

    row: int
    naming: Naming
    level: Level
    country: int
    admin1: int
    lat: float
    lon: float
    population: int
    capital: bool
    keys: int


class Sort(NamedTuple):
    """What many places have in common; the fields of Place and Candidate."""

    level: Level
    form: Form
    kind: str
    capital: bool
    precision_km: float
    precision: str
    source: str


class GazetteerMissingError(Exception):
    """The gazetteer has not been compiled, or not by this version."""


class Gazetteer:
    """A compiled gazetteer, read-only: the candidates of a name, the places behind them."""

    def __init__(self, folder: Path) -> None:
        try:
            about: dict[str, Any] = json.loads((folder / "gazetteer.json").read_text("utf-8"))
            self._names = marisa_trie.Trie().mmap(str(folder / "names.marisa"))
            self._titles = marisa_trie.Trie().mmap(str(folder / "titles.marisa"))
            self._keys = _mapped(folder / "keys.bin")
            self._lists = _mapped(folder / "lists.bin")
            self._places = _mapped(folder / "places.bin")
            self._shapes = _mapped(folder / "shapes.bin")
        except (OSError, ValueError, KeyError) as error:
            raise GazetteerMissingError(
                f"No compiled gazetteer in {folder}. Run: python -m geodata gazetteer build"
            ) from error
        self.version: str = about["version"]
        self._countries: list[str] = about["countries"]
        self._admin1s: list[str] = about["admin1s"]
        self._units: list[tuple[int, int]] = list(zip(*about["units"], strict=True))
        self._sorts = _sorts(about)
        self._ids: list[str] = about["ids"]
        self._reasons: dict[str, str] = about["reasons"]
        self._spans: list[int] = about["shapes"]
        self.romanised = frozenset(i for i, c in enumerate(self._countries) if c in ROMANISED)
        self.cyrillic = frozenset(i for i, c in enumerate(self._countries) if c in CYRILLIC)
        self.varied = frozenset(i for i, c in enumerate(self._countries) if c in VARIED)
        self.candidates = lru_cache(maxsize=65_536)(self._candidates)
        self._loose_keys = lru_cache(maxsize=65_536)(self._known_loose_keys)
        self.place = lru_cache(maxsize=8_192)(self._place)

    def __len__(self) -> int:
        """The number of places; their rows are 0 up to it."""
        return len(self._places) // PLACE.size

    def has(self, key: str) -> bool:
        """Whether a folded key is a name of any place, as it stands."""
        return key in self._names

    def has_romanised(self, key: str) -> bool:
        """Whether a key of several words with an article inside reads like an Arabic name."""
        inner = key.split()[1:-1]
        return not ARTICLES.isdisjoint(inner) and LOOSE + skeleton(key) in self._names

    def _candidates(self, key: str) -> tuple[Candidate, ...]:
        found = self._numbers(key) or self._numbers(LOOSE + narrow_key(key))
        return tuple([self._candidate(number) for number in found])

    def loose_key(self, key: str, home: Container[int]) -> str:
        """The nearest key under which places in the countries `home` (codes) are spelt much like
        a folded key; "" where there are none.
        """
        for loose in self._loose_keys(key):
            if any(candidate.country in home for candidate in self.candidates(loose)):
                return loose
        return ""

    def _known_loose_keys(self, key: str) -> tuple[str, ...]:
        return tuple(known for loose in loose_keys(key) if (known := LOOSE + loose) in self._names)

    def _numbers(self, key: str) -> tuple[int, ...]:
        """What a key leads to: row and naming in one number, or the number of a shape."""
        position = self._names.get(key)
        if position is None:
            return ()
        first = _number(self._keys, position)
        return self._listed(first) if first >= LISTED else (first,)

    def _listed(self, first: int) -> tuple[int, ...]:
        start = first - LISTED + 1
        length = _number(self._lists, start - 1)
        return tuple([_number(self._lists, at) for at in range(start, start + length)])

    def _candidate(self, number: int) -> Candidate:
        row = number >> 3
        lat, lon, population, _, _, unit, sort, keys = PLACE.unpack_from(
            self._places, row * PLACE.size
        )
        country, admin1 = self._units[unit]
        level, _, _, capital, _, _, _ = self._sorts[sort]
        spot = lat != NO_SPOT
        return Candidate(
            row, NAMINGS[number & 7], level, country, admin1,
            lat / DEGREE if spot else NAN, lon / DEGREE if spot else NAN, population, capital, keys,
        )  # fmt: skip

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """The candidates of a name as written, exact spellings before loose ones."""
        return self.candidates(fold(name))

    def _place(self, row: int) -> Place:
        record = PLACE.unpack_from(self._places, row * PLACE.size)
        lat, lon, population, number, title, unit, sort, _ = record
        country, admin1 = self._units[unit]
        kind = self._sorts[sort]
        spot = lat != NO_SPOT
        return Place(
            id=self._ids[number - OWN] if number >= OWN else f"{GEONAMES}{number}",
            name=self._titles.restore_key(title),
            kind=kind.kind,
            form=kind.form,
            country=self._countries[country],
            admin1=self._admin1s[admin1],
            lat=lat / DEGREE if spot else None,
            lon=lon / DEGREE if spot else None,
            population=population,
            precision_km=kind.precision_km,
            precision=kind.precision,
            source=kind.source,
        )

    def id(self, row: int) -> str:
        """The lasting identifier of a place."""
        return self.place(row).id

    def name(self, row: int) -> str:
        """The name readers see."""
        return self.place(row).name

    def reason(self, row: int) -> str:
        """Why a place of form NONE has no spot; "" for all others."""
        return self._reasons.get(str(row), "")

    def containers(self, place: Place) -> tuple[Place, ...]:
        """The first-level unit and the country that a place lies in, as far as they are known."""
        codes = dict.fromkeys([(place.country, place.admin1), (place.country, "")])
        found = [self.place(self._holders[code]) for code in codes if code in self._holders]
        return tuple(holder for holder in found if holder.id != place.id)

    @cached_property
    def _holders(self) -> dict[tuple[str, str], int]:
        """The rows of countries and first-level units, by their codes."""
        holding = {
            number
            for number, sort in enumerate(self._sorts)
            if sort.level in (Level.COUNTRY, Level.FIRST_LEVEL)
        }
        found: dict[tuple[str, str], int] = {}
        for row, (_, _, _, _, _, unit, sort, _) in enumerate(PLACE.iter_unpack(self._places)):
            if sort in holding:
                country, admin1 = self._units[unit]
                found.setdefault((self._countries[country], self._admin1s[admin1]), row)
        return found

    def keys(self, rows: Collection[int]) -> dict[int, list[str]]:
        """Every key that leads to each of some places, sorted."""
        from geodata.reverse import leading, unpacked

        found: dict[int, list[str]] = {row: [] for row in rows}
        keys, lists = unpacked(self._keys, WIDTH), unpacked(self._lists, WIDTH)
        for position, row in leading(keys, lists, LISTED, found):
            key: str = self._names.restore_key(position)
            if not key.startswith(SHAPED):
                found[row].append(key)
        return {row: sorted(keys) for row, keys in found.items()}

    def spellings(self, place_ids: Collection[str]) -> dict[str, list[str]]:
        """The folded names of some places by their ids, sorted, without what only sounds so."""
        from geodata.reverse import field, positions

        wanted = {
            int(one[len(GEONAMES) :]) if one.startswith(GEONAMES) else OWN + self._ids.index(one)
            for one in place_ids
        }
        rows = positions(field(self._places, PLACE.size, NUMBER_AT, 4), wanted)
        return {
            self.place(row).id: [key for key in keys if key[0] not in (LOOSE, CAPITALS)]
            for row, keys in self.keys(rows).items()
        }

    def geometry(self, place_id: str) -> BaseGeometry | None:
        """The line or area of a place (EPSG:4326, x is the longitude), None where it is a point."""
        found = self._numbers(SHAPED + place_id)
        return self._shape(found[0]) if found else None

    def _shape(self, number: int) -> BaseGeometry:
        from geodata import outline, shapes

        data = bytes(self._shapes[self._spans[number] : self._spans[number + 1]])
        if not data.startswith(JOINED):
            return outline.unpack(data)
        parts = memoryview(data[len(JOINED) :]).cast("I")
        return shapes.union(self._shape(part) for part in parts)


def _mapped(path: Path) -> memoryview:
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _number(numbers: memoryview, position: int) -> int:
    return int.from_bytes(numbers[WIDTH * position : WIDTH * position + WIDTH], "little")


def _sorts(about: dict[str, Any]) -> list[Sort]:
    """The sorts from the columns of gazetteer.json, in which texts are numbers."""
    levels, forms, texts = tuple(Level), tuple(Form), about["texts"]
    return [
        Sort(
            levels[level], forms[form], texts[kind], bool(capital), km,
            texts[precision], texts[source],
        )
        for level, form, kind, capital, km, precision, source in zip(*about["sorts"], strict=True)
    ]  # fmt: skip


@lru_cache(maxsize=2)
def open_gazetteer(folder: Path | None = None) -> Gazetteer:
    """The compiled gazetteer of this version of the data; else GazetteerMissingError."""
    return Gazetteer(folder or gazetteer_folder())
