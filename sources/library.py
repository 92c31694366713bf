"""A library: a folder on the disk that keeps documents, once each, with what was put right by hand.

Adding, removing and correcting are whole or not done, also when the process is killed, and two
processes may do them at once.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple

import platformdirs

from sources import readers
from sources.catalogue import COLUMNS, fault
from sources.collection import gather, with_records
from sources.findings import TABLES
from sources.intake import Intake, Result, how_many
from sources.made import Made
from sources.model import Document, Unreadable
from sources.reading import NOTHING, Named, Progress, Reading, named, read_all, read_entry, stamps
from sources.shelf import ADD_AGAIN, MARK, Entry, LibraryError, Shelf

FIELDS: Final = tuple(column for column in COLUMNS if column != "file")
"""The fields of a record that can be corrected."""

_NAMED: Final = 5


class Removed(NamedTuple):
    """A file that was removed from a library: its entry and its bytes."""

    entry: Entry
    data: bytes


class Shown(NamedTuple):
    """A file of a library with the documents in it (a table has many) and what failed in it."""

    entry: Entry
    documents: tuple[Document, ...]
    unreadable: tuple[Unreadable, ...]


def library_folder() -> Path:
    """Where the user's library lies: `QUOTED_PLACES_LIBRARY`, else the user's data folder."""
    named = os.environ.get("QUOTED_PLACES_LIBRARY")
    own = Path(platformdirs.user_data_dir("quoted-places", appauthor=False)) / "library"
    return Path(named).absolute() if named else own


def is_library(folder: Path) -> bool:
    """Whether a folder is a library, be it an empty one."""
    return (folder / MARK).is_file()


class Library:
    """The library in a folder.  Opening it removes what killed processes left behind.

    `made` keeps what others make of the documents.  The folder need not be there: it is made, for
    its owner alone, with the first document.
    """

    def __init__(self, folder: Path) -> None:
        if folder.exists() and not folder.is_dir():
            raise LibraryError(f"{folder} is a file and no library: name a folder.")
        self.folder = folder
        self._shelf = Shelf(folder)
        self._shelf.sweep()
        self.made = Made(self._shelf)

    def add(
        self, paths: Sequence[Path], report: Callable[[Result], None] = lambda _: None
    ) -> list[Result]:
        """Add files, folders and what is in archives; each file that can be read is kept.

        `report` is told of each as soon as it is done.  A table of texts is kept as one file.
        Nothing is raised for a file: it is refused with its reason.
        """
        with self._shelf.writing():
            intake = Intake(self._shelf, report)
            for path in paths:
                if path.absolute().is_relative_to(self.folder.absolute()):
                    intake.refuse(str(path), "This is the library itself.")
                else:
                    gather(path, intake)
                intake.refuse_unreadable()
        return intake.results

    def add_files(
        self,
        files: Sequence[tuple[str, bytes]],
        progress: Callable[[int, int, str], None] = lambda *_: None,
    ) -> list[Result]:
        """Add files given as name and bytes; a catalogue among them counts.

        `progress(done, total, name)` is called before each file is read, those in archives one by
        one, and once at the end.  Nothing is raised for a file: it is refused with its reason.
        """
        total = how_many(files)
        begun = count()
        with self._shelf.writing():
            intake = Intake(self._shelf, begin=lambda path: progress(next(begun), total, path))
            for name, data, record in with_records(files, intake):
                intake.add(name, data, name, record)
                intake.refuse_unreadable()
            intake.refuse_unreadable()
        progress(total, total, "")
        return intake.results

    def list(self) -> tuple[list[Entry], list[Unreadable]]:
        """Return what is kept, the earliest first, and what of the library is damaged."""
        return self._shelf.entries()

    def size(self) -> int:
        """Return how many files are kept; nothing of them is read."""
        return len(self._shelf.ids())

    def digest(self) -> str:
        """Return what changes with every change of the library; no document is read for it."""
        return self._shelf.digest()

    def identify(self, beginning: str) -> str:
        """Return the id that begins so, also of what is damaged.  Raises LibraryError."""
        entries, damaged = self.list()
        names = {entry.id: entry.name for entry in entries}
        names |= {Path(one.path).name: "damaged" for one in damaged}
        start = beginning.casefold()
        found = [one for one in names if start and one.startswith(start)]
        if not found:
            raise LibraryError(f"No id in the library begins with “{beginning}”.")
        if len(found) > 1:
            some = ", ".join(f"{one[:12]} ({names[one]})" for one in found[:_NAMED])
            more = ", …" if len(found) > _NAMED else ""
            raise LibraryError(f"“{beginning}” is the beginning of {len(found)}: {some}{more}.")
        return found[0]

    def find(self, beginning: str) -> Entry:
        """Return the entry whose id begins so.  Raises LibraryError where there is not one."""
        entry_id = self.identify(beginning)
        try:
            return self._shelf.entry(entry_id)
        except FileNotFoundError:
            raise LibraryError(f"{entry_id[:12]} is damaged. {ADD_AGAIN}") from None

    def show(self, beginning: str) -> Shown:
        """Read one file of the library.  Raises LibraryError where there is no such one."""
        entry = self.find(beginning)
        found = read_entry(self._shelf, Named(entry.name, entry)).collection()
        return Shown(entry, found.documents, found.unreadable)

    def remove(self, beginning: str) -> str:
        """Remove a file and what is known of it; return its id.  Raises LibraryError."""
        with self._shelf.writing():
            entry_id = self.identify(beginning)
            try:
                self._shelf.take_away(entry_id)
            except FileNotFoundError:
                raise LibraryError(f"{entry_id[:12]} was removed by another process.") from None
        return entry_id

    def take_out(self, beginning: str) -> Removed:
        """Remove a file and return all that was kept of it.  Raises LibraryError."""
        entry = self.find(beginning)
        try:
            data = self._shelf.path(entry).read_bytes()
        except FileNotFoundError:
            raise LibraryError(f"“{entry.name}” is damaged. {ADD_AGAIN}") from None
        self.remove(entry.id)
        return Removed(entry, data)

    def put_back(self, removed: Removed) -> None:
        """Keep again what was removed, as it was: its name, its record, its corrections."""
        with self._shelf.writing():
            self._shelf.put(removed.entry, removed.data)

    def correct(self, beginning: str, values: Mapping[str, str]) -> Entry:
        """Put fields of a record right; "" takes a correction back.  Raises LibraryError.

        All are done, or none where one of them is wrong.
        """
        checked = {field: _checked(field, value) for field, value in values.items()}
        with self._shelf.writing(), self._shelf.correcting():
            entry = self.find(beginning)
            if is_table(entry):
                raise LibraryError(
                    f"“{entry.name}” is a table of texts: correct its rows and add it again."
                )
            kept = {name: one for name, one in {**entry.corrections, **checked}.items() if one}
            entry = replace(entry, corrections=kept)
            try:
                self._shelf.rewrite(entry)
            except FileNotFoundError:
                raise LibraryError(f"“{entry.name}” was removed by another process.") from None
        return entry

    def read(
        self, known: Mapping[str, Document] = NOTHING, progress: Progress = lambda *_: None
    ) -> Reading:
        """Read all documents; their ids are the names that their files had (see `named`).

        `known` has documents that were read before by their stamps: such a one is not read again.
        `progress(done, total, name)` is called before each file and once at the end.
        """
        return read_all(self._shelf, known, progress)

    def stamps(self) -> Sequence[str]:
        """The stamps of all that is kept, in its order: what has the same is read the same.

        There is a "" for each file that is damaged.
        """
        return stamps(self._shelf)


def entries_of(entries: Iterable[Entry], doc_ids: Iterable[str]) -> dict[str, Entry]:
    """Return what is kept of documents that `Library.read` gave, by their ids.

    That of a row of a table is the table's.
    """
    own = dict(named(entries))
    tables = {name: one for name, one in own.items() if is_table(one)}
    found = {}
    for doc_id in doc_ids:
        above = (doc_id[:at] for at, letter in enumerate(doc_id) if letter == "/")
        table = next((tables[name] for name in above if name in tables), None)
        if entry := own.get(doc_id, table):
            found[doc_id] = entry
    return found


def is_table(entry: Entry) -> bool:
    """Whether a file is a table of texts, which has several documents."""
    return readers.suffix(entry.name) in TABLES


def _checked(field: str, value: str) -> str:
    """Return a value with its blanks made even.  Raises LibraryError where it cannot be."""
    if field not in FIELDS:
        raise LibraryError(f"A record has no field “{field}”: name one of {', '.join(FIELDS)}.")
    even = " ".join(value.split())
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in even):
        raise LibraryError(f"The {field} holds what is no character of a text.")
    wrong = fault(field, even) if even else ""
    if wrong:
        raise LibraryError(f"The {field} {wrong}")
    return even
