"""What was found at the paths that a user names: documents as they come, and what was refused.

A file is one document, or an archive or a table of several.  The same bytes are one document, and
no two documents have the same id.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath, PurePosixPath
from typing import Final

from sources import archive, catalogue, jsonl, readers, text, text_table
from sources.catalogue import Catalogue, file_key
from sources.document import from_bytes
from sources.model import Collection, Document, Record, Unreadable
from sources.text import NotTextError

_SHOWN_FAULTS: Final = 20
TABLES: Final = {jsonl.SUFFIX: jsonl.read_bytes, text_table.SUFFIX: text_table.read_table}
"""What reads the tables of texts, by their endings."""

KINDS: Final = frozenset({*readers.SUFFIXES, *TABLES, archive.SUFFIX})
"""The endings, in lower case, of all that can be read."""


@dataclass
class Found:
    """What was found so far.  `catalogues` is by the path of the table's folder."""

    files: list[Document] = field(default_factory=list)
    lines: list[Document] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    catalogues: dict[Path, Catalogue] = field(default_factory=dict)

    def add(self, doc_id: str, data: bytes, path: str, record: Record | None) -> None:
        """Add what a file holds: a document, or those of an archive or a table."""
        ending = readers.suffix(path)
        try:
            if ending == archive.SUFFIX:
                self._add_archive(doc_id, data, path)
            elif ending in TABLES:
                self.add_lines(_within(TABLES[ending](data, path), doc_id, path))
            elif ending in readers.SUFFIXES:
                self.files.append(from_bytes(doc_id, data, path, record))
            else:
                raise NotTextError(wrong_kind(path))
        except NotTextError as error:
            self.unreadable.append(Unreadable(path, str(error)))

    def _add_archive(self, doc_id: str, data: bytes, path: str) -> None:
        """Add the files of an archive, as those of a folder; the nearest catalogue in it counts."""
        members: list[archive.Member] = []
        tables: dict[PurePosixPath, Catalogue] = {}
        listed_before = len(self.unreadable)
        for member in archive.unpack(data, path):
            if isinstance(member, Unreadable):
                self.unreadable.append(member)
                continue
            name = PurePosixPath(member.name)
            if name.name == catalogue.FILE_NAME:
                tables[name.parent] = self.add_catalogue(f"{path}/{member.name}", member.data)
            else:
                members.append(member)
        for member in members:
            name = PurePosixPath(member.name)
            near = ((tables[one], one) for one in name.parents if one in tables)
            given = (table.records.get(file_key(str(name.relative_to(one)))) for table, one in near)
            record = next(filter(None, given), None)
            self.add(f"{doc_id}/{member.name}", member.data, f"{path}/{member.name}", record)
        if not members and len(self.unreadable) == listed_before:
            self.unreadable.append(Unreadable(path, "There is no file in this archive."))

    def add_lines(self, lines: Collection) -> None:
        self.lines.extend(lines.documents)
        self.unreadable.extend(lines.unreadable)

    def add_catalogue(self, path: str, data: bytes) -> Catalogue:
        try:
            table = catalogue.parse(text.decode(data))
        except NotTextError as error:
            table = Catalogue({}, (str(error),))
        shown = list(table.faults[:_SHOWN_FAULTS])
        if len(table.faults) > _SHOWN_FAULTS:
            shown.append(f"There are {len(table.faults) - _SHOWN_FAULTS} more faults like these.")
        self.unreadable.extend(Unreadable(path, fault) for fault in shown)
        return table

    def collection(self) -> Collection:
        unique = _unique(self.files, self.unreadable)
        documents = _with_own_ids([*unique, *self.lines])
        listed = sorted(set(self.unreadable), key=lambda entry: (entry.path, entry.reason))
        return Collection(tuple(documents), tuple(listed))


def _order(document: Document) -> tuple[str, str, str]:
    return document.id, os.path.realpath(document.path), document.sha256


def _unique(documents: Iterable[Document], unreadable: list[Unreadable]) -> list[Document]:
    """Return each document once by its bytes; list the others as read once."""
    first: dict[str, Document] = {}
    for document in sorted(documents, key=_order):
        same = first.setdefault(document.sha256, document)
        if os.path.realpath(same.path) != os.path.realpath(document.path):
            reason = f"It holds the same bytes as {same.path}: read once."
            unreadable.append(Unreadable(document.path, reason))
    return list(first.values())


def _with_own_ids(documents: Iterable[Document]) -> list[Document]:
    """Return the documents ordered by id; of equal ids all but the first get " (2)" and so on."""
    taken: set[str] = set()
    found = []
    for document in sorted(documents, key=_order):
        own, number = document.id, 1
        while own in taken:
            number += 1
            own = f"{document.id} ({number})"
        taken.add(own)
        found.append(document if own == document.id else replace(document, id=own))
    return sorted(found, key=lambda each: each.id)


def _within(lines: Collection, doc_id: str, path: str) -> Collection:
    """Put the id of a file before those of the documents in it; list its faults if it has any."""
    if not lines.documents and len(lines.unreadable) > 1:
        reason = f"None of its lines is a document. {lines.unreadable[0].reason}"
        return Collection((), (Unreadable(path, reason),))
    own = (replace(one, id=f"{doc_id}/{one.id}") for one in lines.documents)
    return replace(lines, documents=tuple(own))


def wrong_kind(name: str) -> str:
    """Say that a file of this name cannot be read, and what can."""
    ending = PurePath(name).suffix
    has = f"ends in {ending}" if ending else "has no such ending"
    return f"Only {kinds()} can be read so far, and this file {has}."


def kinds() -> str:
    """Return the endings of all that can be read, in words."""
    return ", ".join(sorted(KINDS))
