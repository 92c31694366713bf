"""Documents from a file of JSON lines, `{"doc_id": ..., "text": ...}` each."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from sources.document import from_text
from sources.model import Collection, Document, Unreadable
from sources.text import NotTextError, check_size, failure
from sources.text_table import claims

SUFFIX: Final = ".jsonl"


def read_jsonl(path: Path) -> Collection:
    """Return the documents of a `.jsonl` file; see `read_lines`."""
    try:
        with path.open("rb") as lines:
            return read_lines(lines, str(path))
    except (OSError, ValueError) as error:
        return Collection((), (Unreadable(str(path), failure(error)),))


def read_bytes(data: bytes, path: str) -> Collection:
    """Return the documents of the bytes of a `.jsonl` file; see `read_lines`."""
    return read_lines(data.splitlines(), path)


def read_lines(lines: Iterable[bytes], path: str) -> Collection:
    """Return the documents of JSON lines in their order; a bad line is listed, not raised.

    Two documents may have the same text, but not the same `doc_id`.  Keys such as `title` are
    its record; others are ignored.
    """
    documents: dict[str, Document] = {}
    unreadable: list[Unreadable] = []
    for number, line in enumerate(lines, start=1):
        if line.isspace() or not line:
            continue
        try:
            doc_id, text, said = _fields(line)
            if doc_id in documents:
                raise NotTextError(f"its doc_id “{doc_id}” stands already in this file.")
            documents[doc_id] = from_text(doc_id, text, path, claims(said, "line"))
        except NotTextError as error:
            unreadable.append(Unreadable(path, f"Line {number}: {error}"))
    if not documents and not unreadable:
        unreadable.append(Unreadable(path, "The file is empty."))
    return Collection(tuple(documents.values()), tuple(unreadable))


def _fields(line: bytes) -> tuple[str, str, dict[str, str]]:
    """Return the id and the text of a line, and its other strings.  Raises NotTextError."""
    check_size(len(line))
    try:
        entry: Any = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NotTextError("it is not UTF-8.") from None
    except (ValueError, RecursionError) as error:
        raise NotTextError(f"it is not JSON ({error}).") from None
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
        raise NotTextError("it must be an object with a “text” that is a string.")
    doc_id, text = entry.get("doc_id"), entry["text"]
    if isinstance(doc_id, bool) or not isinstance(doc_id, str | int) or doc_id == "":
        raise NotTextError("it must have a “doc_id” that is a string or a whole number.")
    if not text.strip():
        raise NotTextError("its text is empty.")
    try:
        f"{doc_id}{text}".encode()
    except UnicodeEncodeError:
        raise NotTextError("it holds half of a character (a lone surrogate, \\ud8..).") from None
    said = {key: value for key, value in entry.items() if isinstance(value, str)}
    return str(doc_id), text, said
