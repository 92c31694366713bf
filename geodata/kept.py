"""The atlas that a library keeps of itself: opened at once, renewed where documents have changed.

It lies among what is made of the library's documents, with a note of what it was made from.  What
was made by another version, or is damaged, counts for nothing and is replaced.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from geodata.atlas import AtlasError, Progress
from geodata.earlier import is_of_today, renew_atlas
from geodata.gazetteer import Gazetteer, open_gazetteer
from geodata.store import AtlasReader
from geodata.version import data_version
from sources.library import Library
from sources.model import Document
from sources.reading import Reading

NOTE = "kept.json"
NAME = "atlas"


class Steps(NamedTuple):
    """Whom to tell how far reading the files, and finding the places in them, has come."""

    reading: Progress = lambda *_: None
    finding: Progress = lambda *_: None


SILENT = Steps()


class Kept(NamedTuple):
    """An atlas of a library, and the stamps of the files it was made from with their documents."""

    reader: AtlasReader
    stamps: Mapping[str, str]


class Keeper:
    """Opens the atlas of the library in a folder, again and again.

    The latest is remembered where it lasts: when it has gone from the disk with one document, it
    still tells what was found in the others.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._latest: Kept | None = None

    def open(
        self,
        elsewhere: Path,
        steps: Steps = SILENT,
        gazetteer: Callable[[], Gazetteer] = open_gazetteer,
    ) -> AtlasReader:
        """The atlas of the documents as they are now, which the library keeps from now on.

        Nothing is read or found, and no `gazetteer` asked for, where nothing has changed.  The
        atlas is written into the folder `elsewhere` where this process may not write the library.
        Raises AtlasError and OSError.
        """
        library = Library(self._folder)
        if (unchanged := self._unchanged(library)) is not None:
            return unchanged
        while library.made.possible():
            renewed = self._renewed(library, steps, gazetteer)
            if renewed is not None:
                return renewed
        self._write(self._read(library, steps), elsewhere, steps, gazetteer())
        return AtlasReader.open(elsewhere)

    def _unchanged(self, library: Library) -> AtlasReader | None:
        """The atlas that is kept, None where it is not what would be made now."""
        if not library.made.possible():
            return None
        with library.made.alone():
            kept = _opened(library.made.folder)
        if kept is None:
            self._latest = self._remembered()
            return None
        self._latest = kept
        same = list(kept.stamps) == list(library.stamps())
        return kept.reader if same and is_of_today(kept.reader, data_version()) else None

    def _renewed(
        self, library: Library, steps: Steps, gazetteer: Callable[[], Gazetteer]
    ) -> AtlasReader | None:
        """The atlas made now and kept, None where a document in it was removed meanwhile."""
        reading = self._read(library, steps)
        with library.made.making() as beside:
            self._write(reading, beside / NAME, steps, gazetteer())
            with library.made.alone():
                placed = library.made.put(beside / NAME, reading.entries)
                folder = library.made.folder if placed else beside / NAME
                self._latest = Kept(AtlasReader.open(folder), reading.stamps)
        return self._latest.reader if placed else None

    def _remembered(self) -> Kept | None:
        return self._latest if self._latest and self._latest.reader.tables.lasting else None

    def _read(self, library: Library, steps: Steps) -> Reading:
        return library.read(_documents(self._latest) if self._latest else {}, steps.reading)

    def _write(self, reading: Reading, folder: Path, steps: Steps, gazetteer: Gazetteer) -> None:
        earlier = self._latest.reader if self._latest else None
        renew_atlas(reading, folder, earlier, steps.finding, gazetteer)
        note = {"stamps": dict(reading.stamps), "files": _digests(folder)}
        (folder / NOTE).write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")


def _opened(folder: Path) -> Kept | None:
    """The atlas in a folder, None where there is none or anything of it is damaged."""
    try:
        note: dict[str, Any] = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        if note["files"] != _digests(folder):
            return None
        return Kept(AtlasReader.open(folder), dict(note["stamps"]))
    except (AtlasError, OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file of an atlas, its note apart, by name."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != NOTE)
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def _documents(kept: Kept) -> dict[str, Document]:
    """The documents of an atlas by their stamps; none where they can no longer be read."""
    stamps = {stamp: doc_id for stamp, doc_id in kept.stamps.items() if doc_id}
    try:
        whole = kept.reader.whole(stamps.values())
    except (OSError, KeyError, ValueError, TypeError, duckdb.Error):
        return {}
    return {stamp: whole[doc_id] for stamp, doc_id in stamps.items()}
