"""The documents at the paths that a user names, in what was dropped on the page, or shipped.

One bad file never stops the others: what is not read as a document is listed with its reason.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from sources import catalogue, jsonl, readers, text, text_table
from sources.articles import ORIGINALS, articles
from sources.catalogue import Catalogue, file_key
from sources.findings import KINDS, TABLES, Found, kinds, wrong_kind
from sources.limits import MAX_FILE
from sources.model import Collection, Record, Unreadable
from sources.text import NotTextError


def read_paths(paths: Sequence[Path]) -> Collection:
    """Return the documents of files, folders (with what lies below them) and `.jsonl` files.

    The documents are ordered by id, whatever the order of `paths`.  The same bytes are one
    document.  Hidden files are skipped, links that lead out of a named folder are not followed.
    """
    found = Found()
    for path in paths:
        if path.suffix.lower() == jsonl.SUFFIX and not _is_folder(path):
            found.add_lines(jsonl.read_jsonl(path))
        elif path.suffix.lower() == text_table.SUFFIX and not _is_folder(path):
            _read_table(path, found)
        else:
            gather(path, found)
    return found.collection()


def gather(path: Path, found: Found) -> None:
    """Add the files at a path to what was found: one file, or all in and below a folder."""
    if _is_folder(path):
        _read_folder(path, found)
    else:
        _read_file(path, path.parent, found)


def read_uploads(files: Sequence[tuple[str, bytes]]) -> Collection:
    """Return the documents in files given as name and bytes; a catalogue among them counts."""
    found = Found()
    for name, data, record in with_records(files, found):
        if readers.suffix(name) in TABLES:
            found.add_lines(TABLES[readers.suffix(name)](data, name))
        else:
            found.add(name, data, name, record)
    return found.collection()


def with_records(
    files: Sequence[tuple[str, bytes]], found: Found
) -> list[tuple[str, bytes, Record | None]]:
    """Return files given as name and bytes, each with what a catalogue among them says of it.

    The faults of a catalogue are added to what was found.
    """
    records: dict[str, Record] = {}
    others: list[tuple[str, bytes]] = []
    for name, data in files:
        if name == catalogue.FILE_NAME:
            records |= found.add_catalogue(name, data).records
        else:
            others.append((name, data))
    return [(name, data, records.get(file_key(name))) for name, data in others]


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


def _read_folder(folder: Path, found: Found) -> None:
    empty = True
    for entry in _walk(folder):
        empty = False
        if isinstance(entry, Unreadable):
            found.unreadable.append(entry)
        else:
            _read_file(entry, folder, found)
    if empty:
        reason = f"There is no file to read ({kinds()}) in this folder."
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


def _read_file(path: Path, root: Path, found: Found) -> None:
    """Read a file under the folder `root`; its id is its path relative to that."""
    name = _printable(path)
    try:
        ending = readers.suffix(name)
        if ending not in KINDS and os.path.lexists(path):
            raise NotTextError(wrong_kind(name))
        small = ending in text.SUFFIXES or ending in TABLES
        data = text.read_bytes(path, text.MAX_BYTES if small else MAX_FILE)
    except NotTextError as error:
        found.unreadable.append(Unreadable(name, str(error)))
        return
    found.add(_printable(path.relative_to(root)), data, name, _own_record(path, root, found))


def _own_record(path: Path, root: Path, found: Found) -> Record | None:
    """Return what the nearest catalogue, from the file's folder up to `root`, says of it."""
    for folder in path.parents:
        key = file_key(path.relative_to(folder).as_posix())
        given = _folder_catalogue(folder, found).records.get(key)
        if given is not None or folder == root:
            return given
    return None


def _folder_catalogue(folder: Path, found: Found) -> Catalogue:
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


def _read_table(path: Path, found: Found) -> None:
    """Read a table that is named itself: its rows keep their ids."""
    try:
        data = text.read_bytes(path)
    except NotTextError as error:
        found.unreadable.append(Unreadable(_printable(path), str(error)))
    else:
        found.add_lines(text_table.read_table(data, _printable(path)))
