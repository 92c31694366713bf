"""What a document is: its untouched text, its record, and spans over the text.

Offsets are `start, end`, half-open, counted in characters (code points) of
`Document.text`.  Nothing here reads a file or knows of places.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of characters of one document's text."""

    start: int
    end: int


class BlockKind(StrEnum):
    """What a block of a document is.

    A table is a block for each of its rows.  Boilerplate (navigation, notices, what is repeated on
    every page) belongs to the file and not to what its author says.
    """

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    LIST_ITEM = "list item"
    TABLE = "table"
    QUOTATION = "quotation"
    BOILERPLATE = "boilerplate"


class Block(NamedTuple):
    """A block of a document's text: a span and what it is."""

    start: int
    end: int
    kind: BlockKind


class Sureness(StrEnum):
    """How sure a claim is: stated by who made the file, likely, or a guess."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Claim(NamedTuple):
    """What is said of a document: a field of its record, the value, where it stands, how sure.

    A date is ISO 8601; other values are as they were found.
    """

    field: str
    value: str
    origin: str
    sureness: Sureness


@dataclass(frozen=True, slots=True)
class Record:
    """Who wrote a document, when and where it appeared.  None: not established.

    `date` is ISO 8601, to the day, the month or the year ("2018-09").
    `certainty` says in words what is unsure about the record ("" where nothing is).
    """

    title: str
    author: str | None = None
    publisher: str | None = None
    date: str | None = None
    certainty: str = ""
    language: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One document, read: `text` is exactly what the file says, decoded.

    `id` is the file's name, or its path relative to the folder it was found in, with "/".
    `blocks` and `sentences` are ordered and never overlap.  Blocks leave out only white space,
    sentences also boilerplate; every sentence lies inside one block.  `is_digest` marks a digest
    that this project wrote of somebody else's article: it must never be shown as the article.
    `pages` are the spans of its pages, empty ones included, where its format has pages; `notes`
    are sentences about what could not be read of it; `claims` are what its record was made from,
    the most trusted of each field first, and what was not taken.
    """

    id: str
    text: str
    record: Record
    sha256: str
    path: str
    blocks: tuple[Block, ...]
    sentences: tuple[Span, ...]
    is_digest: bool = False
    pages: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read, and why, in a sentence for the reader."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Collection:
    """What was found at the paths that a user named."""

    documents: tuple[Document, ...]
    unreadable: tuple[Unreadable, ...] = ()
