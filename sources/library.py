"""A library: a folder on the disk that keeps documents, once each, with what was put right by hand.

Adding, removing and correcting are whole or not done, also when the process is killed, and two
processes may do them at once.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

import platformdirs

from sources import archive, readers
from sources.catalogue import COLUMNS, fault
from sources.collection import gather
from sources.findings import TABLES, Found
from sources.made import Made
from sources.model import Document, Record, Unreadable
from sources.reading import NOTHING, Named, Progress, Reading, read_all, read_entry, stamps
from sources.shelf import ADD_AGAIN, MARK, Entry, LibraryError, Shelf

FIELDS: Final = tuple(column for column in COLUMNS if column != "file")
"""The fields of a record that can be corrected."""

_NAMED: Final = 5


class Outcome(StrEnum):
    """What became of a file that was to be added."""

    ADDED = "added"
    THERE = "already there"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a file: its path, its id in the library ("" where it has none), and why.

    `told` says why it was refused, or what could not be read of it.
    """

    path: str
    outcome: Outcome
    id: str = ""
    told: str = ""


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
            intake = _Intake(self._shelf, report)
            for path in paths:
                if path.absolute().is_relative_to(self.folder.absolute()):
                    intake.refuse(str(path), "This is the library itself.")
                else:
                    gather(path, intake)
                intake.refuse_unreadable()
        return intake.results

    def list(self) -> tuple[list[Entry], list[Unreadable]]:
        """Return what is kept, the earliest first, and what of the library is damaged."""
        return self._shelf.entries()

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

    def correct(self, beginning: str, values: Mapping[str, str]) -> Entry:
        """Put fields of a record right; "" takes a correction back.  Raises LibraryError.

        All are done, or none where one of them is wrong.
        """
        checked = {field: _checked(field, value) for field, value in values.items()}
        with self._shelf.writing(), self._shelf.correcting():
            entry = self.find(beginning)
            if readers.suffix(entry.name) in TABLES:
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


class _Intake(Found):
    """Finds files as reading does, and keeps those that can be read."""

    def __init__(self, shelf: Shelf, report: Callable[[Result], None]) -> None:
        super().__init__()
        self.results: list[Result] = []
        self._shelf = shelf
        self._report = report

    def add(self, doc_id: str, data: bytes, path: str, record: Record | None) -> None:
        """Keep a file; an archive is opened, and what is in it kept."""
        if readers.suffix(path) == archive.SUFFIX:
            super().add(doc_id, data, path, record)
            return
        entry_id = hashlib.sha256(data).hexdigest()
        if self._shelf.is_whole(entry_id):
            self._tell(Result(path, Outcome.THERE, entry_id))
            return
        tried = Found()
        tried.add(doc_id, data, path, record)
        told = [*(one.reason for one in tried.unreadable)]
        told += [note for one in tried.files for note in one.notes]
        if not tried.files and not tried.lines:
            self.refuse(path, " ".join(told[:_NAMED]))
            return
        entry = Entry(entry_id, doc_id, datetime.now(UTC).isoformat(), record)
        try:
            new = self._shelf.put(entry, data)
        except OSError as error:
            self.refuse(path, f"It could not be written into the library: {error.strerror}.")
            return
        outcome = Outcome.ADDED if new else Outcome.THERE
        self._tell(Result(path, outcome, entry_id, " ".join(told[:_NAMED])))

    def refuse(self, path: str, reason: str) -> None:
        self._tell(Result(path, Outcome.REFUSED, told=reason))

    def refuse_unreadable(self) -> None:
        """Tell of what could not even be found or opened."""
        for one in self.unreadable:
            self.refuse(one.path, one.reason)
        self.unreadable.clear()

    def _tell(self, result: Result) -> None:
        self.results.append(result)
        self._report(result)


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
