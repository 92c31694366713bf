"""The documents at the paths that a user names, in what was dropped on the page, or shipped.

One bad file never stops the others: what is not read as a document is listed with its reason.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Final

from sources import catalogue, jsonl, readers, text
from sources.articles import ORIGINALS, articles
from sources.catalogue import Catalogue, file_key
from sources.document import from_bytes
from sources.limits import MAX_FILE
from sources.model import Collection, Document, Record, Unreadable
from sources.text import NotTextError

_SHOWN_FAULTS: Final = 20


def read_paths(paths: Sequence[Path]) -> Collection:
    """Return the documents of files, folders (with what lies below them) and `.jsonl` files.

    The documents are ordered by id, whatever the order of `paths`.  The same bytes are one
    document.  Hidden files are skipped, links that lead out of a named folder are not followed.
    """
    found = _Found()
    for path in paths:
        if _is_folder(path):
            _read_folder(path, found)
        elif path.suffix.lower() == jsonl.SUFFIX:
            found.add_lines(jsonl.read_jsonl(path))
        else:
            _read_file(path, path.parent, found)
    return found.collection()


def read_uploads(files: Sequence[tuple[str, bytes]]) -> Collection:
    """Return the documents in files given as name and bytes; a catalogue among them counts."""
    found = _Found()
    texts: list[tuple[str, bytes]] = []
    records: dict[str, Record] = {}
    for name, data in files:
        ending = PurePath(name).suffix.lower()
        if name == catalogue.FILE_NAME:
            records |= found.add_catalogue(name, data).records
        elif ending == jsonl.SUFFIX:
            found.add_lines(jsonl.read_lines(data.splitlines(), name))
        elif ending in readers.SUFFIXES:
            texts.append((name, data))
        else:
            found.unreadable.append(Unreadable(name, _wrong_kind(name)))
    for name, data in texts:
        found.add(name, data, name, records.get(file_key(name)))
    return found.collection()


def embedded_example(originals: Path = ORIGINALS) -> Collection:
    """Return the five articles: each as the original where `originals` has it, else its digest."""
    own = read_paths([originals]) if originals.is_dir() else Collection(())
    known = {article.sha256 for article in articles()}
    present = [document for document in own.documents if document.sha256 in known]
    others = [
        Unreadable(document.path, "This is none of the five articles: name it itself to read it.")
        for document in own.documents
        if document.sha256 not in known and document.id != "README.md"
    ]
    absent = known.difference(document.sha256 for document in present)
    digests = read_paths([article.digest for article in articles() if article.sha256 in absent])
    documents = sorted([*present, *digests.documents], key=lambda each: each.id)
    return Collection(tuple(documents), (*own.unreadable, *others, *digests.unreadable))


@dataclass
class _Found:
    """What was found so far.  `catalogues` is by the path of the table's folder."""

    files: list[Document] = field(default_factory=list)
    lines: list[Document] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    catalogues: dict[Path, Catalogue] = field(default_factory=dict)

    def add(self, doc_id: str, data: bytes, path: str, record: Record | None) -> None:
        try:
            self.files.append(from_bytes(doc_id, data, path, record))
        except NotTextError as error:
            self.unreadable.append(Unreadable(path, str(error)))

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


def _read_folder(folder: Path, found: _Found) -> None:
    listed_before = len(found.files) + len(found.unreadable)
    for entry in _walk(folder):
        if isinstance(entry, Unreadable):
            found.unreadable.append(entry)
        else:
            _read_file(entry, folder, found)
    if len(found.files) + len(found.unreadable) == listed_before:
        reason = f"There is no file to read ({_kinds()}) in this folder."
        found.unreadable.append(Unreadable(_printable(folder), reason))


def _walk(folder: Path) -> Iterator[Path | Unreadable]:
    """Yield the files at and below a folder, and what of it cannot or must not be read."""
    closed: list[OSError] = []
    for here, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(here, name) for name in folders):
            if _is_link(path):
                yield Unreadable(
                    _printable(path),
                    "This is a link to a folder and was not followed: name that folder itself.",
                )
        for path in (Path(here, name) for name in sorted(names) if not name.startswith(".")):
            if _is_link(path) and not _lies_in(path, folder):
                yield Unreadable(
                    _printable(path),
                    "This is a link that leads out of the folder and was not followed: "
                    "name that file itself.",
                )
            elif path.name != catalogue.FILE_NAME:
                yield path
    for error in closed:
        yield Unreadable(str(error.filename), text.failure(error))


def _is_link(path: Path) -> bool:
    # Unlike Path.is_symlink this never raises, not even in a folder that may not be searched.
    return os.path.islink(path)  # noqa: PTH114


def _lies_in(path: Path, folder: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _read_file(path: Path, root: Path, found: _Found) -> None:
    """Read a file under the folder `root`; its id is its path relative to that."""
    name = _printable(path)
    try:
        ending = readers.suffix(name)
        if ending not in readers.SUFFIXES and os.path.lexists(path):
            raise NotTextError(_wrong_kind(name))
        data = text.read_bytes(path, MAX_FILE if ending in readers.MODULES else text.MAX_BYTES)
    except NotTextError as error:
        found.unreadable.append(Unreadable(name, str(error)))
        return
    found.add(_printable(path.relative_to(root)), data, name, _own_record(path, root, found))


def _own_record(path: Path, root: Path, found: _Found) -> Record | None:
    """Return what the nearest catalogue, from the file's folder up to `root`, says of it."""
    for folder in path.parents:
        key = file_key(path.relative_to(folder).as_posix())
        given = _folder_catalogue(folder, found).records.get(key)
        if given is not None or folder == root:
            return given
    return None


def _folder_catalogue(folder: Path, found: _Found) -> Catalogue:
    """Return the catalogue of a folder, an empty one where there is none."""
    if folder in found.catalogues:
        return found.catalogues[folder]
    path = folder / catalogue.FILE_NAME
    table = Catalogue({})
    if os.path.lexists(path):
        try:
            table = found.add_catalogue(_printable(path), text.read_bytes(path))
        except NotTextError as error:
            found.unreadable.append(Unreadable(_printable(path), str(error)))
        for name in table.records:
            if not os.path.lexists(folder / name):
                reason = f"A row names “{name}”, but there is no such file here."
                found.unreadable.append(Unreadable(_printable(path), reason))
    found.catalogues[folder] = table
    return table


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _printable(path: Path) -> str:
    """Return a path with "/"; what is no character in a file's name becomes "?".

    Linux allows any bytes in a name; as they come, no table and no page could be written.
    """
    return path.as_posix().encode("utf-8", errors="replace").decode("utf-8")


def _wrong_kind(name: str) -> str:
    ending = PurePath(name).suffix
    if ending.lower() == jsonl.SUFFIX:
        return "A .jsonl file is read only when it is named itself, not as part of a folder."
    has = f"ends in {ending}" if ending else "has no such ending"
    return f"Only {_kinds()} can be read so far, and this file {has}."


def _kinds() -> str:
    return ", ".join(sorted(readers.SUFFIXES))
