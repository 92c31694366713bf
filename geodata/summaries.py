"""What an atlas answers with: plain values for the page, each complete in itself.

Offsets are half-open and count characters of the document's text.
"""

from __future__ import annotations

from typing import NamedTuple

from geodata.model import Place, Role
from geodata.shapes import Frame
from sources.model import Record


class Selection(NamedTuple):
    """What the filters leave: documents by id (None: all) and roles."""

    documents: frozenset[str] | None
    roles: frozenset[Role]


class DocumentSummary(NamedTuple):
    """A document without its text: `mentions` counts those on the map by role."""

    id: str
    record: Record
    is_digest: bool
    sha256: str
    mentions: dict[Role, int]
    unplaced: int


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

    `paragraph` of `paragraphs` counts from 1.  `before` and `after` are the neighbouring
    sentences, "" at the ends.
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


class UnplacedName(NamedTuple):
    """A name that has no spot on the map, why, the first quotes that name it, and what it may mean.

    `runners_up`: the places among which none could be chosen, the likeliest first; else empty.
    """

    surface: str
    reason: str
    mentions: int
    quotes: tuple[Quote, ...]
    runners_up: tuple[RunnerUp, ...]


class Counts(NamedTuple):
    """shown + hidden_by_role + hidden_by_documents + unplaced == found, always."""

    shown: int
    hidden_by_role: int
    hidden_by_documents: int
    unplaced: int
    found: int


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
