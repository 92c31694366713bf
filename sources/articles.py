"""The five articles that this project knows: their records, and its digests of them.

The articles themselves are under copyright and not part of the project.  Each is recognised by
the SHA-256 of its file wherever that lies; where it is absent, a digest in this project's own
words stands in for it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from sources.catalogue import COLUMNS, FILE_NAME, read_table, record
from sources.model import Record

_HERE: Final = Path(__file__).parent

ORIGINALS: Final = _HERE / "originals"
"""The folder for a user's own copies of the articles; git ignores what is put there."""

HOW_TO_ADD_ORIGINALS: Final = (
    "If you have the articles themselves, put their text files into sources/originals/ or name "
    "their folder: they are recognised by their bytes and quoted in place of the digests."
)


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its record, the SHA-256 of its file in hexadecimal, and the digest of it."""

    record: Record
    sha256: str
    digest: Path


@cache
def articles() -> tuple[Article, ...]:
    """Return the articles in the order of the shipped catalogue."""
    text = (_HERE / FILE_NAME).read_text(encoding="utf-8")
    rows, faults = read_table(text, (*COLUMNS, "sha256", "digest"))
    found = tuple(
        Article(record(row, faults), row.cells["sha256"], _HERE / "digests" / row.cells["digest"])
        for row in rows
    )
    if faults:
        raise ValueError(" ".join(faults))
    return found


def recognised(sha256: str) -> tuple[Record, bool] | None:
    """Return the record of the article whose file or digest has this SHA-256, if there is one.

    The second value is True for a digest: its record is the citation of the article.
    """
    return _known().get(sha256)


@cache
def _known() -> dict[str, tuple[Record, bool]]:
    known = {article.sha256: (article.record, False) for article in articles()}
    for article in articles():
        sha256 = hashlib.sha256(article.digest.read_bytes()).hexdigest()
        known[sha256] = (article.record, True)
    return known
