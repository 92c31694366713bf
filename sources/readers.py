"""The registry of formats: which module reads a file, by the ending of its name.

Each module has `read(data: bytes) -> Extract`, which raises NotTextError with a sentence.  Modules
are imported when they are needed, and only in the process of `sources/worker.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import Final, cast

from sources import text
from sources.extract import Extract

MODULES: Final = {
    ".epub": "sources.book",
    ".odt": "sources.open_document",
    ".eml": "sources.mail",
    ".docx": "sources.word",
    ".pdf": "sources.pdf",
    ".html": "sources.web_page",
    ".htm": "sources.web_page",
    ".xhtml": "sources.web_page",
}
"""The module that reads files with an ending, in lower case."""

SUFFIXES: Final = frozenset({*text.SUFFIXES, *MODULES})
"""The endings, in lower case, of all files that are read as one document."""


def suffix(name: str) -> str:
    """Return the ending of a file's name in lower case: ".pdf", or "" where it has none."""
    return PurePath(name).suffix.lower()


def read(ending: str, data: bytes) -> Extract:
    """Read a file's bytes with the module of its ending.  Raises NotTextError."""
    reader = cast("Callable[[bytes], Extract]", import_module(MODULES[ending]).read)
    return reader(data)
