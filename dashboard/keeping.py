"""What is done from the page with a library: adding, removing and taking that back, correcting.

Here is nothing of Streamlit.  What was done with a library is known to all sessions of the page,
so that a reader who reloads it in the middle finds it going on, and afterwards what became of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from dashboard.going import Going, Report, Step
from dashboard.library import Library
from dashboard.state import Action
from dashboard.wording import plural
from sources.intake import Result
from sources.library import Library as Shelved
from sources.library import Removed, is_table
from sources.shelf import Entry, LibraryError

MOST_REMOVED = 20
MOST_BYTES = 200_000_000  # of what was removed and can be brought back


class Undoable(NamedTuple):
    """Something that was removed, in words, and all that brings it back."""

    words: str
    removed: Removed


class Done(NamedTuple):
    """What became of something that was asked for: whether the page must look anew, or why not."""

    changed: bool = True
    fault: str = ""


class Keeper:
    """The library in a folder as the page changes it.  Safe to share between threads.

    `adding` is what is or was being added last, `told` what became of each file and `failure` why
    none could be kept, until the reader has read it; `removed` can be brought back, the latest
    last.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.adding: Going[None] | None = None
        self.told: tuple[Result, ...] = ()
        self.failure = ""
        self.removed: tuple[Undoable, ...] = ()
        self._lock = Lock()

    def add(self, files: Sequence[tuple[str, bytes]]) -> None:
        """Begin to add files given as name and bytes, after those that are being added."""
        with self._lock:
            before = self.adding

            def work(report: Report) -> None:
                if before is not None:
                    before.wait(None)
                self._add(files, report)

            self.adding = Going("Adding to your library", work)

    def _add(self, files: Sequence[tuple[str, bytes]], report: Report) -> None:
        def progress(done: int, total: int, name: str) -> None:
            words = f"Adding {done + 1} of {total}: {name}" if name else "All files were looked at"
            report(Step(words, done, total))

        report(Step("Looking at the files"))
        try:
            results = Shelved(self.folder).add_files(files, progress)
        except (LibraryError, OSError) as error:
            self.failure = because(error)
        else:
            there = {one.id for one in results}
            with self._lock:
                self.told = (*self.told, *results)
                self.removed = tuple(
                    one for one in self.removed if one.removed.entry.id not in there
                )

    def settle(self) -> None:
        """Be done with what was added; what ended it against all expectation is raised, once."""
        with self._lock:
            adding = self.adding
            if adding is None or not adding.wait(0.0):
                return
            self.adding = None
        adding.result()

    def remove(self, entry: Entry, words: str) -> None:
        """Remove a file; it is off the disk at once.  Raises LibraryError and OSError."""
        removed = Shelved(self.folder).take_out(entry.id)
        with self._lock:
            kept = [*self.removed, Undoable(words, removed)][-MOST_REMOVED:]
            while len(kept) > 1 and sum(len(one.removed.data) for one in kept) > MOST_BYTES:
                kept.pop(0)
            self.removed = tuple(kept)

    def undo(self, entry_id: str) -> None:
        """Bring back what was removed.  Raises LibraryError and OSError."""
        for one in self.removed:
            if one.removed.entry.id == entry_id:
                Shelved(self.folder).put_back(one.removed)
                with self._lock:
                    self.removed = tuple(each for each in self.removed if each is not one)

    def dismiss(self) -> None:
        """Forget what was told; what was removed cannot be brought back any more."""
        with self._lock:
            self.told, self.failure, self.removed = (), "", ()


@cache
def keeper(folder: Path) -> Keeper:
    """The one keeper of the library in a folder."""
    return Keeper(folder)


def do(library: Library, action: Action) -> Done | None:
    """Do what an action asks of the library that is open; None where it asks for nothing of it."""
    deed = _DEEDS.get(action.name)
    if deed is None or library.kept is None:
        return None
    try:
        deed(library, keeper(library.kept.folder), action)
    except (LibraryError, OSError) as error:
        return Done(fault=because(error))
    return Done()


def because(error: LibraryError | OSError) -> str:
    """Say why something could not be done with a library."""
    if isinstance(error, LibraryError):
        return str(error)
    where = f" ({error.filename})" if error.filename else ""
    return f"The library could not be changed: {error.strerror or error}{where}."


def _remove(library: Library, keeping: Keeper, action: Action) -> None:
    entry = _entry(library, action)
    if is_table(entry):
        words = f"“{entry.name}” with {plural(documents_in(library, entry), 'document')}"
    else:
        words = f"“{library.documents[action.value('document')].record.title}”"
    keeping.remove(entry, words)


def documents_in(library: Library, entry: Entry) -> int:
    """How many of the open documents a file of the library holds."""
    kept = library.kept.entries if library.kept else {}
    return sum(one.id == entry.id for one in kept.values())


def _correct(library: Library, keeping: Keeper, action: Action) -> None:
    field, value = action.value("field"), action.value("value")
    Shelved(keeping.folder).correct(_entry(library, action).id, {field: value})


def _entry(library: Library, action: Action) -> Entry:
    """What is kept of the document of an action."""
    entries = library.kept.entries if library.kept else {}
    entry = entries.get(action.value("document"))
    if entry is None:
        raise LibraryError("The library does not have this document.")
    return entry


_DEEDS: dict[str, Callable[[Library, Keeper, Action], None]] = {
    "remove": _remove,
    "undo": lambda _, keeping, action: keeping.undo(action.value("entry")),
    "dismiss": lambda _, keeping, __: keeping.dismiss(),
    "correct": _correct,
}
