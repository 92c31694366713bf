"""What others make of the documents of a library: a folder in it that goes with the first of them.

Whatever is made of documents may hold their words.  So nothing made of a document outlasts it:
before a document is removed, all that was made of any goes, whatever then ends the process, and
nothing is put there that was made of a document removed meanwhile.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sources.shelf import Shelf


class Made:
    """The place for what is made of a library's documents.  `folder` need not be there."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.folder = shelf.made

    def possible(self) -> bool:
        """Whether this process may keep anything here."""
        return self._shelf.folder.is_dir() and os.access(self._shelf.folder, os.W_OK)

    @contextmanager
    def making(self) -> Iterator[Path]:
        """A folder to make it in, which is gone afterwards, and at the next sweep at the latest."""
        with self._shelf.writing(), self._shelf.scratch() as beside:
            yield beside

    def alone(self) -> AbstractContextManager[None]:
        """Be the only one who opens it, puts it there, or removes a document."""
        return self._shelf.removing()

    def put(self, made: Path, entries: Iterable[str]) -> bool:
        """Put a folder made of some entries there, while `making` and `alone`.

        False where one of them is no more: nothing is done then.
        """
        if not all(map(self._shelf.has, entries)):
            return False
        self._shelf.put_made(made)
        return True
