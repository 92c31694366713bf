"""What an atlas answers with: plain values for the page, each complete in itself.

Offsets are half-open and count characters of the document's text.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from geodata.model import Place, Role
from geodata.shapes import Frame
from sources.model import Record


class Facet(StrEnum):
    """What mentions are filtered by."""

    DOCUMENTS = "documents"
    ROLES = "roles"
    KINDS = "kinds"
    COUNTRIES = "countries"
    CONFIDENCE = "confidence"
    WORDS = "words"


class Selection(NamedTuple):
    """What the filters leave; None: all.

    `documents` by id, `kinds` of place, `countries` by ISO 3166-1 code ("": places in no single
    one), `least` the lowest confidence shown (0 to 1), `words` that the quote must hold
    (geodata.fulltext says how they are written).
    """

    documents: frozenset[str] | None = None
    roles: frozenset[Role] = frozenset(Role)
    kinds: frozenset[str] | None = None
    countries: frozenset[str] | None = None
    least: float = 0.0
    words: str = ""


class DocumentSummary(NamedTuple):
    """A document without its text: `mentions` counts those on the map by role, `notes` tell what
    could not be read of it, `pages` counts its pages, 0 where its format has none.
    """

    id: str
    record: Record
    is_digest: bool
    sha256: str
    mentions: dict[Role, int]
    unplaced: int
    notes: tuple[str, ...] = ()
    pages: int = 0


class Naming(NamedTuple):
    """What a selection leaves of one document: how many places it names, and how often."""

    places: int
    mentions: int


class PlaceSummary(NamedTuple):
    """A place with how often the selection names it, and its frame (south, west, north, east).

    `least` and `most` (0 to 1): the confidence of its least and most certain mention; `misspelt`
    counts the mentions that misspell its name.
    """

    place: Place
    mentions: int
    documents: int
    roles: dict[Role, int]
    frame: Frame
    least: float
    most: float
    misspelt: int


class Mark(NamedTuple):
    """A name in a quote; offsets are the document's."""

    start: int
    end: int
    surface: str
    role: Role
    confidence: float
    misspelt: bool


class RunnerUp(NamedTuple):
    """A place that a name could have meant instead.

    `kind`, `unit` (by name) and `country` (a code) as Place has them; `confidence` (0 to 1) that
    the name means it.
    """

    place_id: str
    name: str
    kind: str
    unit: str
    country: str
    confidence: float


class Quote(NamedTuple):
    """A sentence that names a place: `document.text[start:end] == text`.

    `paragraph` of `paragraphs` and `page` count from 1; a format without pages has None.
    `before` and `after` are the neighbouring sentences, "" at the ends.
    """

    doc_id: str
    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]
    paragraph: int
    paragraphs: int
    before: str
    after: str
    page: int | None = None


class UnplacedName(NamedTuple):
    """A name that has no spot on the map, why, how often it is named, and what it may mean.

    `runners_up`: the places among which none could be chosen, the likeliest first; else empty.
    """

    surface: str
    reason: str
    mentions: int
    runners_up: tuple[RunnerUp, ...]


class Counts(NamedTuple):
    """shown + the sum of hidden + unplaced == found, always.

    A mention that several filters hide counts for the first of them, in the order of Facet.
    """

    shown: int
    hidden: Mapping[Facet, int]
    unplaced: int
    found: int


class Facets(NamedTuple):
    """How many mentions each value of a filter would show, under all filters but its own.

    `confidence`: ten bands of equal width, from 0 to 1.
    """

    documents: Mapping[str, int]
    roles: Mapping[str, int]
    kinds: Mapping[str, int]
    countries: Mapping[str, int]
    confidence: tuple[int, ...]


class Company(NamedTuple):
    """A place that is named together with another: in how many sentences, in how many documents."""

    place_id: str
    sentences: int
    documents: int


class Spot(NamedTuple):
    """A mention by its document and its offsets there."""

    doc_id: str
    start: int
    end: int


class PlacedMention(NamedTuple):
    """A mention with its resolution; `place_id` None where it is not on the map."""

    start: int
    end: int
    surface: str
    role: Role
    place_id: str | None
    confidence: float
    reason: str
    evidence: tuple[str, ...]
    runners_up: tuple[RunnerUp, ...]
    misspelt: bool
