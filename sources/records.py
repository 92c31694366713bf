"""The record of a document, made from what is claimed of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from sources.catalogue import title_from_name
from sources.model import Claim, Document, Record, Sureness

_FIELDS: Final = ("title", "author", "publisher", "date", "language", "url")
_NAME: Final = "file name"


def all_claims(claims: Iterable[Claim], name: str, given: Record | None) -> tuple[Claim, ...]:
    """Return all that is claimed of a file, in the order of trust, which `claims` come in.

    What a catalogue gives counts before all.  The last is a title made of the file's name.
    """
    of_catalogue = [
        Claim(field, value, "catalogue", Sureness.HIGH)
        for field in _FIELDS
        if given is not None and (value := getattr(given, field))
    ]
    last = Claim("title", title_from_name(name), _NAME, Sureness.LOW)
    return tuple(dict.fromkeys([*of_catalogue, *claims, last]))


def record_of(claims: Sequence[Claim]) -> Record:
    """Return the record that claims make: of each field the first counts."""
    first: dict[str, Claim] = {}
    for claim in claims:
        first.setdefault(claim.field, claim)
    values = {field: claim.value for field, claim in first.items()}
    return Record(
        title=values["title"],
        author=values.get("author"),
        publisher=values.get("publisher"),
        date=values.get("date"),
        certainty=" ".join(_doubts(first, claims)),
        language=values.get("language"),
        url=values.get("url"),
    )


def corrected(document: Document, corrections: Mapping[str, str]) -> Document:
    """Return a document with what was put right by hand in its record, which counts before all.

    A date that somebody put right is not doubted any more, unless they say so.
    """
    by_hand = [
        Claim(field, value, "corrected by hand", Sureness.HIGH)
        for field, value in corrections.items()
        if field in _FIELDS
    ]
    record = document.record
    doubts = "" if "date" in corrections else record.certainty
    put_right = Record(
        title=corrections.get("title", record.title),
        author=corrections.get("author", record.author),
        publisher=corrections.get("publisher", record.publisher),
        date=corrections.get("date", record.date),
        certainty=corrections.get("certainty", doubts),
        language=corrections.get("language", record.language),
        url=corrections.get("url", record.url),
    )
    return replace(document, record=put_right, claims=(*by_hand, *document.claims))


def _doubts(first: dict[str, Claim], kept: Sequence[Claim]) -> Iterator[str]:
    """Say what is unsure of a record: where its date comes from, and which other it might be."""
    date = first.get("date")
    if date is None:
        return
    if date.sureness is not Sureness.HIGH:
        yield f"The date is not certain; it comes from here: {date.origin}."
    other = next((one for one in kept if one.field == "date" and _differ(one, date)), None)
    if other is not None:
        yield f"Another date is {other.value} ({other.origin})."


def _differ(one: Claim, other: Claim) -> bool:
    return not (one.value.startswith(other.value) or other.value.startswith(one.value))
