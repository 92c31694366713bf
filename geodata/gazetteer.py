"""The gazetteer: which places a name may mean, and what is known of each.

Compiled once by `geodata.compile` into a cache folder; opened here memory-mapped, so that opening
costs milliseconds and processes share the pages.  Places are addressed by row: a number that
holds for one compiled gazetteer only and never leaves geodata.
"""

from __future__ import annotations

import json
from collections.abc import Container
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import marisa_trie
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.fold import ARTICLES, fold, skeleton
from geodata.model import Form, Place
from geodata.sounds import CYRILLIC, ROMANISED, VARIED, loose_keys, narrow_key
from geodata.version import gazetteer_folder

LOOSE = "~"  # before a skeleton key,
CAPITALS = "^"  # before an abbreviation that is one only in capitals ("US", not "us"), and
SHAPED = "#"  # before the id of a place with a shape, so that one trie holds all kinds of keys
SHORT = 5  # letters; longer words in capitals are names in capitals, not abbreviations
TEXT_FIELDS = ("id", "name", "precision", "source", "reason")
FIELD_SEPARATOR = "\x1f"


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


class Naming(IntEnum):
    """How a name belongs to a place."""

    PRIMARY = 0
    ALTERNATE = 1
    DEMONYM = 2
    ABBREVIATION = 3
    LOOSE = 4


class Candidate(NamedTuple):
    """A place that a name may mean, how the name belongs to it, and what tells places apart.

    `country` and `admin1` are codes that hold within one gazetteer (0: none); `lat`, `lon` in
    degrees, NaN where there is no spot; `population` 0 where unknown; `capital`: the seat of its
    country's government.
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


class GazetteerMissingError(Exception):
    """The gazetteer has not been compiled, or not by this version."""


class Gazetteer:
    """A compiled gazetteer, read-only: the candidates of a name, the places behind them."""

    def __init__(self, folder: Path) -> None:
        try:
            meta: dict[str, Any] = json.loads((folder / "gazetteer.json").read_text("utf-8"))
            self._names = marisa_trie.Trie().mmap(str(folder / "names.marisa"))
            self._entries: NDArray[np.uint32] = np.load(folder / "entries.npy", mmap_mode="r")
            self._offsets: NDArray[np.uint32] = np.load(folder / "offsets.npy", mmap_mode="r")
            self._places = np.load(folder / "places.npy", mmap_mode="r").view(np.ndarray)
            self._text_offsets = np.load(folder / "text_offsets.npy", mmap_mode="r")
            self._text = np.memmap(folder / "text.bin", dtype=np.uint8, mode="r")
            self._areas: NDArray[np.int64] = np.load(folder / "areas.npy")
            self._shapes = np.memmap(folder / "areas.bin", dtype=np.uint8, mode="r")
        except (OSError, ValueError, KeyError) as error:
            raise GazetteerMissingError(
                f"No compiled gazetteer in {folder}. Run: python -m geodata gazetteer build"
            ) from error
        self.version: str = meta["version"]
        self._kinds: list[str] = meta["kinds"]
        self._countries: list[str] = meta["countries"]
        self._admin1s: list[str] = meta["admin1s"]
        self.romanised = frozenset(i for i, c in enumerate(self._countries) if c in ROMANISED)
        self.cyrillic = frozenset(i for i, c in enumerate(self._countries) if c in CYRILLIC)
        self.varied = frozenset(i for i, c in enumerate(self._countries) if c in VARIED)
        self._forms = list(Form)
        self._area_index = {int(row): position for position, row in enumerate(self._areas[:, 0])}
        self.candidates = lru_cache(maxsize=65_536)(self._candidates)
        self._loose_keys = lru_cache(maxsize=65_536)(self._known_loose_keys)
        self.place = lru_cache(maxsize=8_192)(self._place)

    def has(self, key: str) -> bool:
        """Whether a folded key is a name of any place, as it stands."""
        return key in self._names

    def has_romanised(self, key: str) -> bool:
        """Whether a key of several words with an article inside reads like an Arabic name."""
        words = key.split()
        if len(words) < 3 or not ARTICLES.intersection(words[1:-1]):
            return False
        return LOOSE + skeleton(key) in self._names

    def _candidates(self, key: str) -> tuple[Candidate, ...]:
        return self._entries_of(key) or self._entries_of(LOOSE + narrow_key(key))

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

    def _entries_of(self, key: str) -> tuple[Candidate, ...]:
        number = self._names.get(key)
        if number is None:
            return ()
        entries = self._entries[int(self._offsets[number]) : int(self._offsets[number + 1])]
        return tuple(self._candidate(int(entry) >> 3, Naming(int(entry) & 7)) for entry in entries)

    def _candidate(self, row: int, naming: Naming) -> Candidate:
        place = self._places[row]
        return Candidate(
            row, naming, Level(int(place["level"])), int(place["country"]), int(place["admin1"]),
            float(place["lat"]), float(place["lon"]), int(place["population"]),
            bool(place["capital"]),
        )  # fmt: skip

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """The candidates of a name as written, exact spellings before loose ones."""
        return self.candidates(fold(name))

    def _fields(self, row: int) -> dict[str, str]:
        start, end = int(self._text_offsets[row]), int(self._text_offsets[row + 1])
        text = bytes(self._text[start:end]).decode("utf-8")
        return dict(zip(TEXT_FIELDS, text.split(FIELD_SEPARATOR), strict=True))

    def _place(self, row: int) -> Place:
        fields, place = self._fields(row), self._places[row]
        form = self._forms[int(place["form"])]
        nowhere = form is Form.NONE
        return Place(
            id=fields["id"],
            name=fields["name"],
            kind=self._kinds[int(place["kind"])],
            form=form,
            country=self._countries[int(place["country"])],
            admin1=self._admin1s[int(place["admin1"])],
            lat=None if nowhere else round(float(place["lat"]), 6),
            lon=None if nowhere else round(float(place["lon"]), 6),
            population=int(place["population"]),
            precision_km=round(float(place["precision_km"]), 3),
            precision=fields["precision"],
            source=fields["source"],
        )

    def id(self, row: int) -> str:
        """The lasting identifier of a place."""
        return self._fields(row)["id"]

    def name(self, row: int) -> str:
        """The name readers see."""
        return self._fields(row)["name"]

    def reason(self, row: int) -> str:
        """Why a place of form NONE has no spot; "" for all others."""
        return self._fields(row)["reason"]

    def geometry(self, place_id: str) -> BaseGeometry | None:
        """The line or area of a place (EPSG:4326, x is the longitude), None where it is a point."""
        found = self._entries_of(SHAPED + place_id)
        if not found:
            return None
        _, start, end = (int(value) for value in self._areas[self._area_index[found[0].row]])
        return shapely.from_wkb(bytes(self._shapes[start:end]))


@lru_cache(maxsize=2)
def open_gazetteer(folder: Path | None = None) -> Gazetteer:
    """The compiled gazetteer of this version of the data; else GazetteerMissingError."""
    return Gazetteer(folder or gazetteer_folder())
