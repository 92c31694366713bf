"""What becomes of files that are to be kept in a library: kept, or refused with a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final

from sources import archive, catalogue, readers
from sources.findings import Found
from sources.model import Record
from sources.shelf import Entry, Shelf

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


class Intake(Found):
    """Finds files as reading does, and keeps those that can be read.

    `report` is told what became of each file as soon as it is known, `begin` its path before it is
    read.
    """

    def __init__(
        self,
        shelf: Shelf,
        report: Callable[[Result], None] = lambda _: None,
        begin: Callable[[str], None] = lambda _: None,
    ) -> None:
        super().__init__()
        self.results: list[Result] = []
        self._shelf = shelf
        self._report = report
        self._begin = begin

    def add(self, doc_id: str, data: bytes, path: str, record: Record | None) -> None:
        """Keep a file; an archive is opened, and what is in it kept."""
        if readers.suffix(path) == archive.SUFFIX:
            super().add(doc_id, data, path, record)
            return
        self._begin(path)
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


def how_many(files: Iterable[tuple[str, bytes]]) -> int:
    """How many files there are to read; those in archives count one by one, catalogues do not.

    `files` are given by name and bytes.
    """
    return sum(sum(not _is_catalogue(name) for name in _names(name, data)) for name, data in files)


def _names(name: str, data: bytes) -> Iterable[str]:
    """The name of a file, or those of the files in an archive."""
    if readers.suffix(name) != archive.SUFFIX:
        return (name,)
    members = archive.unpack(data, name)
    return (one.name for one in members if isinstance(one, archive.Member))


def _is_catalogue(name: str) -> bool:
    return PurePosixPath(name).name == catalogue.FILE_NAME
