"""The documents of an atlas, whole: many in one question, and those read lately kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from geodata.quoting import COLUMNS, document_of
from sources.model import Document

KEPT = 128
KEPT_CHARACTERS = 8_000_000

Ask = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]


class Documents:
    """Documents by id.  Safe to share between threads.

    `ask` answers SQL with its values by rows.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Document] = OrderedDict()
        self._characters = 0

    def get(self, ids: Iterable[str]) -> dict[str, Document]:
        """The documents of these ids; KeyError where the atlas has none of an id."""
        asked = dict.fromkeys(ids)
        with self._lock:
            found = {one: self._kept[one] for one in asked if one in self._kept}
            for one in found:
                self._kept.move_to_end(one)
        missing = [one for one in asked if one not in found]
        if missing:
            columns = ", ".join(COLUMNS)
            wanted = "doc_id::VARCHAR IN (SELECT unnest(?::VARCHAR[]))"
            rows = self._ask(f"SELECT {columns} FROM documents WHERE {wanted}", [missing])
            read = {row[0]: document_of(row) for row in rows}
            self._keep(read)
            found |= read
        return {one: found[one] for one in asked}

    def _keep(self, read: dict[str, Document]) -> None:
        with self._lock:
            for one, document in read.items():
                if one not in self._kept:
                    self._kept[one] = document
                    self._characters += len(document.text)
            while len(self._kept) > KEPT or self._characters > KEPT_CHARACTERS:
                _, oldest = self._kept.popitem(last=False)
                self._characters -= len(oldest.text)
