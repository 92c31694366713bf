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
    """A place with how often the selection names it, and its frame (south, west, north, east)."""

    place: Place
    mentions: int
    documents: int
    roles: dict[Role, int]
    frame: Frame


class Mark(NamedTuple):
    """A name in a quote; offsets are the document's."""

    start: int
    end: int
    surface: str
    role: Role
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
    """A name that has no spot on the map, why, and the first quotes that name it."""

    surface: str
    reason: str
    mentions: int
    quotes: tuple[Quote, ...]


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
    runners_up: tuple[tuple[str, float], ...]
