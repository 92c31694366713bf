"""A table with a text in each row (.csv): every row is a document, its other columns its record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

from sources.dates import iso
from sources.document import from_text
from sources.limits import MAX_TEXT
from sources.model import Claim, Collection, Document, Sureness, Unreadable
from sources.text import NotTextError, decode

SUFFIX: Final = ".csv"

TEXT_COLUMNS: Final = ("text", "body", "content", "article", "full_text", "fulltext")
_ID_COLUMNS: Final = ("doc_id", "id")
FIELDS: Final = ("title", "author", "publisher", "date", "language", "url")
"""The columns, or keys, that are fields of a document's record."""

_DELIMITERS: Final = ",;\t"
_FIELD_SIZE: Final = Lock()


def read_table(data: bytes, path: str) -> Collection:
    """Return the documents of a table's rows in their order; a bad row is listed, not raised.

    The id of a document is its row's `doc_id` or `id`, else the number of the row as a
    spreadsheet counts.
    """
    try:
        text = decode(data)
    except NotTextError as error:
        return Collection((), (Unreadable(path, str(error)),))
    documents: dict[str, Document] = {}
    unreadable: list[Unreadable] = []
    with _long_cells():
        try:
            for number, row in _rows(text):
                doc_id, said = _first(row, _ID_COLUMNS) or str(number), _first(row, TEXT_COLUMNS)
                if not said.strip():
                    unreadable.append(Unreadable(path, f"Row {number}: its text is empty."))
                elif doc_id in documents:
                    reason = f"Row {number}: its id “{doc_id}” stands already in this file."
                    unreadable.append(Unreadable(path, reason))
                else:
                    documents[doc_id] = from_text(doc_id, said, path, claims(row, "table"))
        except (csv.Error, NotTextError) as error:
            unreadable.append(Unreadable(path, str(error)))
    return Collection(tuple(documents.values()), tuple(unreadable))


def claims(row: dict[str, str], origin: str) -> tuple[Claim, ...]:
    """Return what the other columns of a row, or keys of a line, say of its text."""
    found = []
    for field in FIELDS:
        value = " ".join(row.get(field, "").split())
        value = iso(value) or "" if field == "date" else value
        if field == "url" and not value.startswith(("https://", "http://")):
            continue
        if value:
            found.append(Claim(field, value, f"{origin}: {field}", Sureness.HIGH))
    return tuple(found)


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows with their numbers.  Raises NotTextError without a column of texts."""
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = [cell.strip().casefold() for cell in next(reader, [])]
    if not any(name in header for name in TEXT_COLUMNS):
        raise NotTextError(
            "This table has no column of texts, so none of its rows is a document: name one "
            f"“text” (known are also {', '.join(TEXT_COLUMNS[1:])})."
        )
    for number, cells in enumerate(reader, start=2):
        if any(cells):
            yield number, dict(zip(header, cells, strict=False))


def _first(row: dict[str, str], names: tuple[str, ...]) -> str:
    return next((row[name] for name in names if row.get(name)), "")


@contextmanager
def _long_cells() -> Iterator[None]:
    """Let the cells of tables be as long as texts are: the limit is one for the whole process."""
    with _FIELD_SIZE:
        before = csv.field_size_limit(MAX_TEXT)
        try:
            yield
        finally:
            csv.field_size_limit(before)
