"""How a library lies on the disk: a folder for each document, whole or not there at all.

What is written is written beside and renamed into its place.  A process that is killed leaves
only scratch behind, which `sweep` removes as soon as nobody writes.  Nothing here reads documents.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final

from sources.model import Record, Unreadable

MARK: Final = "library.json"
"""The file that makes a folder a library."""

ABOUT: Final = "document.json"
"""The file beside each document that says what it is called and what was corrected."""

ADD_AGAIN: Final = "Add the file once more from where it came, or remove it here."
"""What to do with what is damaged."""

_FORMAT: Final = 1
_SCRATCH: Final = ".scratch"
_WRITING: Final = ".writing"
_CORRECTING: Final = ".correcting"
_REMOVING: Final = ".removing"
_MADE: Final = ".atlas"
_ID: Final = re.compile(r"[0-9a-f]{64}")
_LONGEST_NAME: Final = 120
_RECORD: Final = ("title", "author", "publisher", "date", "certainty", "language", "url")


class LibraryError(Exception):
    """A library cannot do what was asked; the message is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a library keeps with a file.

    `id` is the SHA-256 of its bytes, `name` what it was called where it came from, with "/",
    `added` the moment in ISO 8601 (UTC), `given` what a catalogue said of it when it was added,
    `corrections` what was put right by hand, by field of the record.
    """

    id: str
    name: str
    added: str
    given: Record | None = None
    corrections: Mapping[str, str] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The name of the kept file: its own, shortened where no file system could hold it."""
        own = PurePosixPath(self.name)
        return own.stem[: _LONGEST_NAME // 2] + own.suffix[: _LONGEST_NAME // 4]


class Shelf:
    """The folder of a library.  It is made, for its owner alone, when the first document comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = folder / _MADE
        self._scratch = folder / _SCRATCH

    def path(self, entry: Entry) -> Path:
        """Where the file of an entry lies."""
        return self.folder / entry.id / entry.file

    def has(self, entry_id: str) -> bool:
        return (self.folder / entry_id).is_dir()

    def is_whole(self, entry_id: str) -> bool:
        """Whether a document is there with its entry and the very bytes that were added."""
        try:
            data = self.path(self.entry(entry_id)).read_bytes()
        except (LibraryError, OSError, ValueError):
            return False
        return hashlib.sha256(data).hexdigest() == entry_id

    def ids(self) -> list[str]:
        """Return the ids of all that is there, whole or not, in their order."""
        names = os.listdir(self.folder) if self.folder.is_dir() else []  # noqa: PTH208
        return sorted(filter(_ID.fullmatch, names))

    def digest(self) -> str:
        """Return what changes with every change of what is kept; no document is read for it."""
        said = hashlib.sha256()
        for name in self.ids():
            said.update(name.encode())
            with suppress(FileNotFoundError):
                about = (self.folder / name / ABOUT).stat()
                said.update(f"{about.st_mtime_ns} {about.st_ino} {about.st_size}".encode())
        return said.hexdigest()

    def entries(self) -> tuple[list[Entry], list[Unreadable]]:
        """Return what is kept, the earliest first, and the folders that are not whole."""
        entries, damaged = [], []
        for name in self.ids():
            try:
                entries.append(self.entry(name))
            except LibraryError as error:
                damaged.append(Unreadable(str(self.folder / name), str(error)))
            except FileNotFoundError:
                if self.has(name):
                    reason = f"Its {ABOUT} is missing. {ADD_AGAIN}"
                    damaged.append(Unreadable(str(self.folder / name), reason))
        return sorted(entries, key=lambda entry: (entry.added, entry.id)), damaged

    def entry(self, entry_id: str) -> Entry:
        """Return an entry.  Raises LibraryError where it is damaged, FileNotFoundError."""
        said = (self.folder / entry_id / ABOUT).read_bytes()
        try:
            entry = _entry(entry_id, json.loads(said))
        except (ValueError, TypeError, KeyError, RecursionError):
            raise LibraryError(f"Its {ABOUT} is damaged. {ADD_AGAIN}") from None
        return entry

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep others from sweeping; the folder is made if it is not there."""
        if not self.folder.is_dir():
            self.folder.mkdir(mode=0o700, parents=True)
        with _locked(self.folder / _WRITING, fcntl.LOCK_SH):
            self._scratch.mkdir(mode=0o700, exist_ok=True)
            if not (self.folder / MARK).exists():
                self._replace(self.folder / MARK, {"format": _FORMAT})
            yield

    def sweep(self) -> None:
        """Remove what killed processes left, unless somebody writes just now."""
        if not self._scratch.is_dir() or not os.access(self.folder, os.W_OK):
            return
        try:
            with _locked(self.folder / _WRITING, fcntl.LOCK_EX | fcntl.LOCK_NB):
                shutil.rmtree(self._scratch, ignore_errors=True)
        except BlockingIOError:
            return

    def put(self, entry: Entry, data: bytes) -> bool:
        """Keep a file, while `writing`; False where it is there already.  Raises OSError.

        What is there and damaged gives way; what can still be read of its entry stays.
        """
        if self.has(entry.id) and not self.is_whole(entry.id):
            with suppress(FileNotFoundError, LibraryError):
                entry = self.entry(entry.id)
            with suppress(FileNotFoundError):
                self.take_away(entry.id)
        with self.scratch() as beside:
            new = beside / entry.id
            new.mkdir(mode=0o700)
            _write(new / entry.file, data)
            _write(new / ABOUT, _json(entry))
            _settle(new)
            try:
                new.rename(self.folder / entry.id)
            except OSError:
                if not self.has(entry.id):
                    raise
                return False
            _settle(self.folder)
        return True

    def take_away(self, entry_id: str) -> None:
        """Remove a document, while `writing`: first out of sight, then from the disk.

        What was made of the documents goes before it: there is no moment at which that has words of
        a document that is no more.
        """
        with self.scratch() as beside:
            with self.removing():
                self._set_aside(self.made, beside)
                (self.folder / entry_id).rename(beside / entry_id)
            _settle(self.folder)

    def put_made(self, made: Path) -> None:
        """Put what was made of the documents in its place, while `writing` and `removing`."""
        with self.scratch() as beside:
            self._set_aside(self.made, beside)
            made.rename(self.made)
            _settle(self.folder)

    def _set_aside(self, path: Path, beside: Path) -> None:
        with suppress(FileNotFoundError):
            path.rename(beside / path.name)
            _settle(self.folder)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A folder to write in, while `writing`; it is gone afterwards."""
        beside = Path(tempfile.mkdtemp(dir=self._scratch))
        try:
            yield beside
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    @contextmanager
    def removing(self) -> Iterator[None]:
        """Be the only one who removes a document or touches what was made of them."""
        with _locked(self.folder / _REMOVING, fcntl.LOCK_EX):
            yield

    @contextmanager
    def correcting(self) -> Iterator[None]:
        """Be the only one who corrects, while `writing`."""
        with _locked(self.folder / _CORRECTING, fcntl.LOCK_EX):
            yield

    def rewrite(self, entry: Entry) -> None:
        """Put a new entry in the place of the one with its id, while `correcting`."""
        self._replace(self.folder / entry.id / ABOUT, _said(entry))

    def _replace(self, path: Path, said: Mapping[str, Any]) -> None:
        handle, beside = tempfile.mkstemp(dir=self._scratch)
        os.close(handle)
        try:
            _write(Path(beside), _encoded(said))
            Path(beside).replace(path)
        finally:
            Path(beside).unlink(missing_ok=True)
        _settle(path.parent)


@contextmanager
def _locked(path: Path, how: int) -> Iterator[None]:
    # The system lets go of it when the process ends, however it ends.
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, how)
        yield
    finally:
        os.close(handle)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """See to it that a folder's names are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _said(entry: Entry) -> dict[str, Any]:
    given = entry.given and {name: getattr(entry.given, name) for name in _RECORD}
    others = {"catalogue": given or None, "corrections": dict(entry.corrections)}
    return {"id": entry.id, "name": entry.name, "added": entry.added, **others}


def _json(entry: Entry) -> bytes:
    return _encoded(_said(entry))


def _encoded(said: Mapping[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"


def _entry(entry_id: str, said: dict[str, Any]) -> Entry:
    """Read an entry back.  Raises ValueError, TypeError or KeyError where it is none."""
    corrections, given = said["corrections"], said["catalogue"]
    texts = [said["name"], said["added"], *corrections, *corrections.values()]
    if said["id"] != entry_id or not all(isinstance(text, str) for text in texts):
        raise ValueError(entry_id)
    if not set(corrections) <= set(_RECORD):
        raise ValueError(entry_id)
    record = None if given is None else Record(**{name: given[name] for name in _RECORD})
    return Entry(entry_id, said["name"], said["added"], record, corrections)
