"""One document, put together from its text and what is known about it."""

from __future__ import annotations

import hashlib

from sources.articles import recognised
from sources.catalogue import title_from_name
from sources.model import Document, Record
from sources.sentences import sentences
from sources.structure import blocks
from sources.text import decode


def from_bytes(doc_id: str, data: bytes, path: str, record: Record | None = None) -> Document:
    """Return the document that the bytes of a plain text file hold.

    `record` is what the user's own catalogue says; without one, an article that this project
    knows has its record, and any other file a title from its name.  Raises NotTextError.
    """
    return _document(doc_id, decode(data), data, path, record)


def from_text(doc_id: str, text: str, path: str) -> Document:
    """Return the document of a text that was decoded elsewhere; its SHA-256 is of its UTF-8."""
    return _document(doc_id, text, text.encode(), path, None)


def _document(doc_id: str, text: str, data: bytes, path: str, record: Record | None) -> Document:
    sha256 = hashlib.sha256(data).hexdigest()
    known, is_digest = recognised(sha256) or (Record(title_from_name(doc_id)), False)
    found = blocks(text)
    return Document(
        id=doc_id,
        text=text,
        record=record or known,
        sha256=sha256,
        path=path,
        blocks=found,
        sentences=sentences(text, found),
        is_digest=is_digest,
    )
