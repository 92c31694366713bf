"""Gold: documents in which people marked the places, read from JSON lines and checked.

A corpus has a line per document, `{"doc_id", "text", "toponyms": [{"start", "end", "lat", "lon",
"geonames_id", "type", "subtype", "modifier"}], "ignore": [[start, end]]}`; all but `doc_id`, `text`
and the two offsets may be missing or null.  Our own gold has no text, which is read from the file
that has the line's digest: `{"sha256", "file", "mentions": [{"start", "end", "role", "place",
"lat", "lon"}]}`.  Offsets are half-open and count characters.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from geodata.model import Role

NOT_PLACES = ("homonym", "language")
SHOWN_FAULTS = 5

Span = tuple[int, int]


class GoldError(Exception):
    """A file is no gold, or none for what was asked; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name that the gold marks, at `start:end`.

    `lat`, `lon` in degrees, both None where the gold gives none.  `place` is an identifier as
    the gazetteer's, "" where unknown.  `role` is None where the gold has no roles or calls the
    name something else than a place (a language, say).
    """

    start: int
    end: int
    surface: str
    lat: float | None = None
    lon: float | None = None
    place: str = ""
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A text, its toponyms in order, and the spans in which answers count neither way.

    `line` is the line as it was read: what a model is trained on.
    """

    doc_id: str
    text: str
    toponyms: tuple[Toponym, ...]
    ignore: tuple[Span, ...] = ()
    line: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gold:
    """A file of gold.  `own`: its roles and places are in our own terms; `written`: its texts were
    written to be gold; nothing is trained on either.  `absent` are the documents that it speaks of
    and that were not at hand.
    """

    name: str
    documents: tuple[GoldDocument, ...]
    own: bool = False
    written: bool = False
    absent: tuple[str, ...] = ()


def read_gold(path: Path, texts: Mapping[str, str]) -> Gold:
    """Read a file of either kind; `texts` are texts by the SHA-256 of their file.

    Raises GoldError, which names the first faults with their lines.
    """
    documents: dict[str, GoldDocument] = {}
    absent, faults, own = [], [], False
    for number, line in _lines(path):
        try:
            fields = json.loads(line)
            if not isinstance(fields, dict):
                raise GoldError("it is no object")
            if "sha256" in fields and "text" not in fields:
                own = True
                if fields["sha256"] not in texts:
                    absent.append(str(fields.get("file", fields["sha256"])))
                    continue
                document = _own_document(fields, texts[fields["sha256"]])
            else:
                document = _corpus_document(fields)
            if document.doc_id in documents:
                raise GoldError(f"“{document.doc_id}” stands there twice")
            documents[document.doc_id] = document
        except (GoldError, KeyError, TypeError, ValueError) as error:
            faults.append(f"line {number}: {_words(error)}")
    if not documents and not absent and not faults:
        faults.append("it is empty")
    if faults:
        more = f" (and {len(faults) - SHOWN_FAULTS} more)" if len(faults) > SHOWN_FAULTS else ""
        raise GoldError(f"{path} is no gold: {'; '.join(faults[:SHOWN_FAULTS])}{more}.")
    return Gold(path.stem, tuple(documents.values()), own, absent=tuple(absent))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, line
    except OSError as error:
        raise GoldError(f"{path} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{path} is no gold: it is not UTF-8.") from error


def _words(error: Exception) -> str:
    return f"it has no {error}" if isinstance(error, KeyError) else str(error)


def _corpus_document(fields: dict[str, Any]) -> GoldDocument:
    doc_id, text = fields["doc_id"], fields["text"]
    if not isinstance(doc_id, str | int) or not isinstance(text, str):
        raise GoldError("“doc_id” and “text” must be strings")
    toponyms = tuple(
        replace(_toponym(item, text), place=_geonames(item), role=corpus_role(item))
        for item in fields["toponyms"]
    )
    ignore = tuple(_span(start, end, text) for start, end in fields.get("ignore") or ())
    return GoldDocument(str(doc_id), text, toponyms, ignore, fields)


def _own_document(fields: dict[str, Any], text: str) -> GoldDocument:
    toponyms = tuple(
        replace(_toponym(item, text), place=item.get("place") or "", role=Role(item["role"]))
        for item in fields["mentions"]
    )
    return GoldDocument(str(fields["file"]), text, toponyms)


def _toponym(item: Mapping[str, Any], text: str) -> Toponym:
    start, end = _span(item["start"], item["end"], text)
    lat, lon = item.get("lat"), item.get("lon")
    if lat is None or lon is None:
        return Toponym(start, end, text[start:end])
    return Toponym(start, end, text[start:end], *spot_of(float(lat), float(lon)))


def spot_of(lat: float, lon: float) -> tuple[float, float]:
    """The same latitude and longitude in degrees; GoldError where there is no such spot."""
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise GoldError(f"{lat}, {lon} is no spot on Earth (lat, lon in degrees)")
    return lat, lon


def _span(start: object, end: object, text: str) -> Span:
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        raise GoldError(f"{start}:{end} is no span of its text, which has {len(text)} characters")
    return start, end


def _geonames(item: Mapping[str, Any]) -> str:
    number = item.get("geonames_id")
    return f"geonames:{number}" if number else ""


def corpus_role(item: Mapping[str, Any]) -> Role | None:
    """Our role for a corpus's `type`, `subtype` and `modifier`; None where it has no type or its
    type is no place's.
    """
    kind = item.get("type")
    if not kind or kind in NOT_PLACES:
        return None
    if kind == "demonym" or item.get("modifier") == "Adjective":
        return Role.DEMONYM
    if kind == "literal":
        return Role.LITERAL
    return Role.EMBEDDED if item.get("subtype") == "Embedded_Non_Lit" else Role.METONYM


def in_case(gold: Gold, change: Callable[[str], str], name: str) -> Gold:
    """The gold with its texts in capitals, or without any: `change` is `str.upper` or `str.lower`.

    A text in which that changes the number of characters is left out, since offsets would not fit.
    """
    documents = tuple(
        _changed(document, change(document.text))
        for document in gold.documents
        if all(len(change(character)) == 1 for character in set(document.text))
    )
    return replace(gold, name=f"{gold.name}, {name}", documents=documents)


def _changed(document: GoldDocument, text: str) -> GoldDocument:
    toponyms = tuple(replace(t, surface=text[t.start : t.end]) for t in document.toponyms)
    return replace(document, text=text, toponyms=toponyms)


def has_roles(golds: Sequence[Gold]) -> bool:
    """Whether any toponym of the gold has a role."""
    return any(t.role for gold in golds for document in gold.documents for t in document.toponyms)
