"""One document, put together from its text and what is known about it."""

from __future__ import annotations

import hashlib

from sources import readers, stated
from sources.articles import recognised
from sources.extract import Extract
from sources.guard import GUARD
from sources.model import Claim, Document, Record
from sources.records import all_claims, record_of
from sources.sentences import sentences
from sources.structure import blocks
from sources.text import decode


def from_bytes(doc_id: str, data: bytes, path: str, record: Record | None = None) -> Document:
    """Return the document that the bytes of a file hold; its name's ending says how to read it.

    `record` is what the user's own catalogue says; without one, an article that this project
    knows has its record, and any other file what it says of itself.  Raises NotTextError.
    """
    ending = readers.suffix(path)
    if ending in readers.MODULES:
        extract = GUARD.extract(ending, data)
    else:
        text = decode(data)
        extract = Extract(text, blocks(text))
    return _document(doc_id, extract, data, path, record)


def from_text(doc_id: str, text: str, path: str, claims: tuple[Claim, ...] = ()) -> Document:
    """Return the document of a text that was decoded elsewhere; its SHA-256 is of its UTF-8."""
    extract = Extract(text, blocks(text), claims=claims)
    return _document(doc_id, extract, text.encode(), path, None)


def _document(
    doc_id: str, extract: Extract, data: bytes, path: str, record: Record | None
) -> Document:
    sha256 = hashlib.sha256(data).hexdigest()
    known, is_digest = recognised(sha256) or (None, False)
    given = record or known
    said = (*extract.claims, *stated.claims(extract.text, extract.blocks, doc_id))
    claims = all_claims(said, doc_id, given)
    return Document(
        id=doc_id,
        text=extract.text,
        record=given or record_of(claims),
        sha256=sha256,
        path=path,
        blocks=extract.blocks,
        sentences=sentences(extract.text, extract.blocks),
        is_digest=is_digest,
        pages=extract.pages,
        notes=extract.notes,
        claims=claims,
    )
