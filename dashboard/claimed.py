"""A record, field by field: what was taken, from where, how sure, what else is said.  Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sources.model import Claim, Document, Sureness

LABELS = {
    "title": "Title",
    "author": "Author",
    "publisher": "Publisher",
    "date": "Date",
    "language": "Language",
    "url": "Address",
}
BY_HAND = "corrected by hand"

SURENESS = {Sureness.HIGH: "sure", Sureness.MEDIUM: "likely", Sureness.LOW: "a guess"}
_MADE = "the day the file was made, by its properties"
_ORIGINS = {
    BY_HAND: BY_HAND,
    "catalogue": "from the catalogue",
    "file name": "from the file’s name",
    "PDF properties": "from the PDF’s properties",
    "PDF properties: when the file was made": "the day the PDF was made, by its properties",
    "Word properties": "from the Word file’s properties",
    "Word properties: when the file was made": _MADE,
    "OpenDocument properties": "from the file’s properties",
    "OpenDocument properties: when the file was made": _MADE,
    "book metadata": "from the book’s own metadata",
    "link canonical": "from the page’s own metadata (its address)",
    "html lang": "from the page’s own metadata (its language)",
    "the only h1": "from the page’s heading",
    "title element": "from the page’s title",
    "time element": "from the page’s time of publication",
    "first time element of the article": "the first time that the article gives",
    "a line before the text": "from a line before the text",
    "dateline": "from the dateline",
}
_KINDS = {
    "meta ": "from the page’s own metadata ({})",
    "JSON-LD ": "from the page’s own metadata (JSON-LD {})",
    "e-mail: ": "from the e-mail’s line “{}”",
    "front matter: ": "from the lines before the text (“{}”)",
    "table: ": "from the table’s column “{}”",
    "line: ": "from the line’s “{}”",
}


class Field(NamedTuple):
    """A field of a record: its value, None where it is not known, and all that was claimed of it.

    `taken`: the claim that the value comes from; `others`: what was not taken, each value once.
    """

    name: str
    value: str | None
    taken: Claim | None
    others: tuple[Claim, ...]


def fields(document: Document) -> list[Field]:
    """Every field of a document's record, with what was claimed of it."""
    return [_field(document, name) for name in LABELS]


def by_hand(field: Field) -> bool:
    """Whether the value of a field was put right by hand."""
    return field.taken is not None and field.taken.origin == BY_HAND


def origin(claim: Claim, doubts: str = "") -> str:
    """Say where a claim stands and how sure it is: "from the file’s name, a guess".

    `doubts` are what a record says of its own certainty: with them, a catalogue is not called sure.
    """
    told = _ORIGINS.get(claim.origin)
    if told == BY_HAND or (claim.origin == "catalogue" and doubts):
        return str(told)
    if told is None:
        kinds = (
            words.format(claim.origin.removeprefix(kind))
            for kind, words in _KINDS.items()
            if claim.origin.startswith(kind)
        )
        told = next(kinds, claim.origin)
    return f"{told}, {SURENESS[claim.sureness]}"


def _field(document: Document, name: str) -> Field:
    value: str | None = getattr(document.record, name)
    claims = [claim for claim in document.claims if claim.field == name]
    taken = next((claim for claim in claims if claim.value == value), None)
    return Field(name, value, taken, tuple(_each_value(claims, value)))


def _each_value(claims: Iterable[Claim], taken: str | None) -> Iterable[Claim]:
    first: dict[str, Claim] = {}
    for claim in claims:
        if claim.value != taken:
            first.setdefault(claim.value, claim)
    return first.values()
