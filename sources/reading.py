"""Reading the files that a library keeps; those that were read before are not read again.

What decides what is read of a file is put into its stamp: the file as it lies there, what it is
called, what a catalogue and its reader said of it, and the version of the code that reads.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from types import MappingProxyType
from typing import Final, NamedTuple

from sources import text
from sources.findings import Found
from sources.limits import MAX_FILE
from sources.model import Collection, Document, Unreadable
from sources.records import corrected
from sources.shelf import ADD_AGAIN, Entry, Shelf
from sources.text import NotTextError
from sources.version import reading_version

Progress = Callable[[int, int, str], None]

NOTHING: Final[Mapping[str, Document]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reading(Collection):
    """What was read of a library.

    `stamps` has, in the order of the library, the stamp of every file of which something could be
    read, with the id of its document ("" for a table of texts); `entries` are the ids of all files.
    """

    stamps: Mapping[str, str] = field(default_factory=dict)
    entries: frozenset[str] = frozenset()


class Named(NamedTuple):
    """A kept file under the id that its document has among the others."""

    doc_id: str
    entry: Entry


def named(entries: Iterable[Entry]) -> Iterator[Named]:
    """Give documents their ids: the names that their files had.

    Of several with one name all but the first have the beginning of their checksum in the id,
    which therefore stays when others are added.
    """
    taken: set[str] = set()
    for entry in entries:
        name = f"{entry.name} ({entry.id[:8]})" if entry.name in taken else entry.name
        taken.add(name)
        yield Named(name, entry)


def read_entry(shelf: Shelf, one: Named) -> Found:
    """Read one file of a library."""
    entry, found = one.entry, Found()
    path = str(shelf.path(entry))
    try:
        data = text.read_bytes(shelf.path(entry), MAX_FILE)
        if hashlib.sha256(data).hexdigest() != entry.id:
            raise NotTextError(f"Its bytes are no longer those that were added. {ADD_AGAIN}")
    except NotTextError as error:
        found.unreadable.append(Unreadable(path, str(error)))
        return found
    found.add(one.doc_id, data, path, entry.given)
    found.files = [corrected(each, entry.corrections) for each in found.files]
    return found


def read_all(shelf: Shelf, known: Mapping[str, Document], progress: Progress) -> Reading:
    """Read the files of a library; `known` has documents that were read before, by their stamps.

    `progress(done, total, name)` is called before each file and once at the end.
    """
    entries, damaged = shelf.entries()
    all_found = Found(unreadable=damaged)
    stamps: dict[str, str] = {}
    there: set[str] = set()
    for done, one in enumerate(named(entries)):
        progress(done, len(entries), one.entry.name)
        key = stamp(shelf, one)
        found = _known(shelf, one, known.get(key)) or read_entry(shelf, one)
        if not shelf.has(one.entry.id):  # it was removed meanwhile
            continue
        there.add(one.entry.id)
        all_found.files.extend(found.files)
        all_found.lines.extend(found.lines)
        all_found.unreadable.extend(found.unreadable)
        if key and (found.files or found.lines):
            stamps[key] = one.doc_id if found.files else ""
    progress(len(entries), len(entries), "")
    read = all_found.collection()
    return Reading(read.documents, read.unreadable, stamps, frozenset(there))


def _known(shelf: Shelf, one: Named, document: Document | None) -> Found | None:
    if document is None or (document.id, document.sha256) != (one.doc_id, one.entry.id):
        return None
    return Found(files=[replace(document, path=str(shelf.path(one.entry)))])


def stamps(shelf: Shelf) -> list[str]:
    """The stamps of all that a library keeps, in its order; of what is damaged, "" at the end."""
    entries, damaged = shelf.entries()
    return [*(stamp(shelf, one) for one in named(entries)), *("" for _ in damaged)]


def stamp(shelf: Shelf, one: Named) -> str:
    """What tells whether the same would be read of a file as before; "" where it cannot be told.

    That the bytes are the same is taken from their number and the time they were written.
    """
    entry = one.entry
    try:
        lies = shelf.path(entry).stat()
    except OSError:
        return ""
    given = entry.given and asdict(entry.given)
    said = [entry.id, entry.name, one.doc_id, given, sorted(entry.corrections.items())]
    decides = [reading_version(), lies.st_size, lies.st_mtime_ns, *said]
    return hashlib.sha256(json.dumps(decides).encode()).hexdigest()[:32]
