"""Words in quotes: an index of every sentence that an atlas can quote (SQLite's FTS5).

Words are read as names are: case, accents, and letters that writers of Arabic interchange do not
count.  The index holds words alone, no text.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from geodata.text import Token, tokenise
from sources.model import Span

_PARTS = re.compile(r'"([^"]*)"?|(\S+)')
_CREATE = """
CREATE TABLE place (id INTEGER PRIMARY KEY, doc_id TEXT NOT NULL, start INTEGER NOT NULL);
CREATE VIRTUAL TABLE words USING
    fts5(keys, content='', tokenize='unicode61 remove_diacritics 0', prefix='2 3');
"""


class Term(NamedTuple):
    """Words that must stand one after the other; of the last, `beginning` asks for no more."""

    keys: tuple[str, ...]
    beginning: bool


def terms(words: str) -> tuple[Term, ...]:
    """What a search asks for: "words together" in quotation marks, or single words.

    All must occur in a sentence.  `word*` asks for a beginning; so does the last word, which may
    still be on its way, save after a space.
    """
    straight = words.replace("“", '"').replace("”", '"').replace("„", '"')
    found = []
    for part in _PARTS.finditer(straight):
        together, single = part.groups()
        keys = _keys(tokenise(together if single is None else single))
        last = single is not None and part.end() == len(straight)
        if keys:
            found.append(Term(keys, last or bool(single and single.endswith("*"))))
    return tuple(found)


def _keys(tokens: Iterable[Token]) -> tuple[str, ...]:
    """The words of some tokens; "U.S." has two, as the index reads it."""
    return tuple(key for token in tokens for key in token.key.split())


def found_in(text: str, asked: Sequence[Term]) -> list[Span]:
    """Where the words of a search stand in a text, in order, never overlapping."""
    tokens = [token for token in tokenise(text) if token.key]
    words = [(key, token) for token in tokens for key in token.key.split()]
    spans: list[Span] = []
    for term in asked:
        size = len(term.keys)
        runs = (words[first : first + size] for first in range(len(words) - size + 1))
        spans += [
            Span(run[0][1].start, run[-1][1].end)
            for run in runs
            if _fits(term, [key for key, _ in run])
        ]
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _fits(term: Term, keys: Sequence[str]) -> bool:
    *most, last = term.keys
    if list(keys[:-1]) != most:
        return False
    return keys[-1].startswith(last) if term.beginning else keys[-1] == last


def write_index(path: Path, quotes: Iterable[tuple[str, int, str]]) -> None:
    """Write the index of quotes: document, where the quote starts, its text."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_CREATE)
        for number, (doc_id, start, text) in enumerate(quotes, start=1):
            connection.execute("INSERT INTO place VALUES (?, ?, ?)", (number, doc_id, start))
            keys = " ".join(_keys(tokenise(text)))
            connection.execute("INSERT INTO words (rowid, keys) VALUES (?, ?)", (number, keys))
        connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        connection.commit()
    finally:
        connection.close()


class QuoteIndex:
    """An opened index; read-only, and safe to share between threads."""

    def __init__(self, path: Path) -> None:
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        self._lock = threading.Lock()

    def search(self, words: str) -> list[tuple[str, int]]:
        """The quotes that hold all that is asked for: document, and where the quote starts.

        All quotes where nothing is asked for.
        """
        asked = " AND ".join(_as_match(term) for term in terms(words))
        sql = "SELECT doc_id, start FROM place"
        if asked:
            sql += " WHERE id IN (SELECT rowid FROM words WHERE words MATCH ?)"
        with self._lock:
            return self._connection.execute(sql, [asked] if asked else []).fetchall()


def _as_match(term: Term) -> str:
    """A term as FTS5 writes it: keys are letters and digits, so quotation marks hold them."""
    return f'"{" ".join(term.keys)}"{"*" if term.beginning else ""}'
