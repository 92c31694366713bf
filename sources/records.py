"""The record of a document, made from what is claimed of it."""

from __future__ import annotations

from collections.abc import Iterable

from sources.catalogue import title_from_name
from sources.model import Claim, Record, Sureness


def record_of(claims: Iterable[Claim], name: str) -> Record:
    """Return the record of a file: of each field the first claim counts, the others are kept.

    The claims come in the order of trust; the title of a file that has none is made of its name.
    """
    last = Claim("title", title_from_name(name), "file name", Sureness.LOW)
    kept = tuple(dict.fromkeys([*claims, last]))
    first: dict[str, str] = {}
    for claim in kept:
        first.setdefault(claim.field, claim.value)
    return Record(
        title=first["title"],
        author=first.get("author"),
        publisher=first.get("publisher"),
        date=first.get("date"),
        language=first.get("language"),
        url=first.get("url"),
        claims=kept,
    )
