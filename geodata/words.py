"""What is known of single words, as rows of numbers: a vector of meaning, the shape, word lists.

Each distinct word is looked up once per process; a text's words are then rows of one array.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geodata.fold import ARTICLES
from geodata.lexicon import (
    AREA_NOUNS,
    CONJUNCTIONS,
    DATES,
    DIRECTIONS,
    LOCATIVES,
    ORGANISATIONS,
    PLACE_NOUNS,
    STREETS,
    TITLES,
    TOWN_NOUNS,
    english,
    given_names,
    surnames,
)
from geodata.text import POSSESSIVE, Token
from geodata.version import DATA

VECTOR_SCALE = 32.0  # about one standard deviation of the vectors' first axis
MARKS = (",", ".", "\"“”'‘’", "(", ")", "-–—", "/&", ":;", "?!")
SHAPES = 7
BLOCK = 16  # vectors that are summed up side by side
LISTS = (
    TITLES, ORGANISATIONS, STREETS, PLACE_NOUNS, AREA_NOUNS, TOWN_NOUNS, LOCATIVES, DIRECTIONS,
    CONJUNCTIONS, DATES, ARTICLES | {"the"},
)  # fmt: skip


class WordTable:
    """Rows of numbers for words, filled as words are met; `width` numbers each."""

    def __init__(self) -> None:
        folder = DATA / "words"
        # A plain array over the mapped file: each slice of a memmap costs as much as its use.
        self._vectors: NDArray[np.int8] = np.asarray(np.load(folder / "vectors.npy", mmap_mode="r"))
        words = (folder / "vectors.txt").read_text(encoding="ascii").split()
        self._ranks = {word: rank for rank, word in enumerate(words)}
        self.lists = (*LISTS, given_names(), surnames(), english())
        axes = self._vectors.shape[1]
        self.axes = axes
        self.width = axes + 2 + SHAPES + len(MARKS) + 1 + len(self.lists)
        self._numbers: dict[str, int] = {}
        self._table = np.zeros((1024, self.width), dtype=np.float32)

    def numbers(self, tokens: Sequence[Token]) -> NDArray[np.intp]:
        """The numbers of some tokens' rows, shape (len(tokens),)."""
        known = self._numbers
        try:
            return np.array([known[token.text] for token in tokens], np.intp)
        except KeyError:  # a word that is met for the first time
            numbers = [known.get(token.text) or self._add(token) for token in tokens]
            return np.array(numbers, np.intp)

    def rows(self, numbers: NDArray[np.intp]) -> NDArray[np.float32]:
        """The rows of some numbers, shape (len(numbers), width)."""
        return self._table.take(numbers, axis=0)

    def listed(self, numbers: NDArray[np.intp], words: frozenset[str]) -> NDArray[np.bool_]:
        """Whether the words of some numbers are in one of `lists`, shape (len(numbers),)."""
        column = self.width - len(self.lists) + self.lists.index(words)
        return np.asarray(self._table[numbers, column] > 0)

    def _add(self, token: Token) -> int:
        number = len(self._numbers) + 1  # 0 is no word
        if number == len(self._table):
            self._table = np.concatenate([self._table, np.zeros_like(self._table)])
        self._table[number] = self._describe(token)
        self._numbers[token.text] = number
        return number

    def _describe(self, token: Token) -> NDArray[np.float32]:
        text, key = token.text, token.key.replace(" ", "")
        row = np.zeros(self.width, dtype=np.float32)
        rank = self._ranks.get(key)
        if rank is not None:
            row[: self.axes] = self._vectors[rank] / VECTOR_SCALE
            row[self.axes] = 1.0
            row[self.axes + 1] = 1.0 - math.log1p(rank) / math.log1p(len(self._ranks))
        at = self.axes + 2
        row[at + _shape(token)] = 1.0
        at += SHAPES
        if not text[0].isalnum():
            row[at : at + len(MARKS)] = [text in marks for marks in MARKS]
        at += len(MARKS)
        row[at] = text in POSSESSIVE
        row[at + 1 :] = [token.key in words for words in self.lists]
        return row


def running_sums(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The sums of the first 0, 1, 2... of some vectors, shape (len(vectors) + 1, numbers).

    Summed within all blocks at once, then block after block: in half the time of one after another.
    """
    count, width = vectors.shape
    blocks = np.zeros((count // BLOCK + 1, BLOCK, width), dtype=np.float32)
    sums = blocks.reshape(-1, width)[: count + 1]
    sums[1:] = vectors
    for place in range(1, BLOCK):
        blocks[:, place] += blocks[:, place - 1]
    blocks[1:] += np.cumsum(blocks[:-1, -1], axis=0)[:, None]
    return sums


def _shape(token: Token) -> int:
    """Mark, number, lower case, one capital, all capitals, capitalised, mixed."""
    text = token.text
    if not token.key or text in POSSESSIVE:
        return 0
    if text[0].isdigit():
        return 1
    if text.islower() or not text[0].isupper():
        return 2
    if text.isupper():
        return 3 if len(text) == 1 else 4
    return 5 if text[1:].islower() else 6


@lru_cache(maxsize=1)
def word_table() -> WordTable:
    """The table of this process."""
    return WordTable()
