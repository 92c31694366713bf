"""An atlas of documents most of which an earlier atlas has already.

What was found in a document whose text, blocks and sentences are the same is taken over from the
earlier tables: the atlas is the same, row by row, as one for which all was found anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from geodata.atlas import Progress, write_named
from geodata.gazetteer import Gazetteer, open_gazetteer
from geodata.locate import locate
from geodata.model import Place
from geodata.quoting import COLUMNS, document_of
from geodata.recognition import OWN
from geodata.store import AtlasReader
from geodata.tables import MENTIONS, Named, named_in
from geodata.version import engine_version
from sources.model import Collection, Document


def renew_atlas(
    collection: Collection,
    folder: Path,
    earlier: AtlasReader | None,
    progress: Progress = lambda *_: None,
    gazetteer: Gazetteer | None = None,
) -> None:
    """Write the atlas as `build_atlas` does, from an earlier one as far as that goes.

    An earlier atlas that another version found, or another recogniser, or whose tables cannot be
    read, counts for nothing.  `progress(done, total, name)` is called for the documents that are
    looked through anew, and once at the end.
    """
    gazetteer = gazetteer or open_gazetteer()
    taken: dict[str, Named] = {}
    if earlier is not None and is_of_today(earlier, gazetteer.version):
        taken = _taken_over(earlier, collection.documents)
    total = len(collection.documents) - len(taken)

    def named() -> Iterator[Named]:
        done = 0
        for document in collection.documents:
            if document.id in taken:
                yield taken[document.id]
                continue
            progress(done, total, document.id)
            yield named_in(document, locate(document.text, gazetteer), gazetteer)
            done += 1

    write_named(collection, named(), folder, gazetteer)
    progress(total, total, "")


def is_of_today(atlas: AtlasReader, gazetteer: str) -> bool:
    """Whether this version, with a gazetteer of that version, finds what an atlas has."""
    found = (atlas.engine, atlas.version, atlas.recogniser)
    return found == (engine_version(), gazetteer, OWN.name)


def _taken_over(earlier: AtlasReader, documents: Sequence[Document]) -> dict[str, Named]:
    """What an earlier atlas found in those of some documents that are the same, by their ids."""
    try:
        had = {_said(document): document.id for document in _whole(earlier)}
        rows = _rows(earlier)
        return {
            document.id: _named(earlier, document, rows.get(had[said], ()))
            for document in documents
            if (said := _said(document)) in had
        }
    except (OSError, ValueError, TypeError, KeyError, duckdb.Error):
        return {}


def _whole(atlas: AtlasReader) -> Iterator[Document]:
    return map(document_of, atlas.tables.each(f"SELECT {', '.join(COLUMNS)} FROM documents"))


def _said(document: Document) -> bytes:
    """A digest of all that decides what is found in a document and how it is quoted."""
    digest = hashlib.sha256(repr((document.blocks, document.sentences)).encode())
    digest.update(document.text.encode("utf-8", "surrogatepass"))
    return digest.digest()


def _rows(atlas: AtlasReader) -> dict[str, list[dict[str, Any]]]:
    """The mentions of an atlas as rows of MENTIONS, in text order, by document."""
    columns = ", ".join(f'"{name}"' for name in MENTIONS.names)
    found: dict[str, list[dict[str, Any]]] = {}
    for values in atlas.tables.each(f"SELECT {columns} FROM mentions ORDER BY doc_id, start"):
        row = dict(zip(MENTIONS.names, values, strict=True))
        found.setdefault(row["doc_id"], []).append(row)
    return found


def _named(atlas: AtlasReader, document: Document, rows: Sequence[dict[str, Any]]) -> Named:
    """What a document names, by rows of one that says the same under another id or date."""
    own = {"doc_id": document.id, "date": document.record.date}
    ids = dict.fromkeys(row["place_id"] for row in rows if row["place_id"])
    return Named([row | own for row in rows], {one: _place(atlas, one) for one in ids})


def _place(atlas: AtlasReader, place_id: str) -> Place:
    """A place as the gazetteer has it.  Raises KeyError where the atlas has none of this id."""
    place = atlas.place(place_id)
    if place is None:
        raise KeyError(place_id)
    return replace(place, name=place.listed_as or place.name, listed_as="", unit="")
