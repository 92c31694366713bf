"""Capitals where a text has none to tell: headlines all in capitals, texts without any.

Such words are read as if they were written as in running text, so that matching and the models find
what they know; offsets and what is quoted stay as they are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from geodata.gazetteer import Candidate, Gazetteer, Level, Naming
from geodata.lexicon import CONNECTORS, DATES, DIRECTIONS, LOCATIVES, english, given_names
from geodata.text import START, Token

FEWEST_LETTERS = 12  # of a line in capitals: less may be an abbreviation
LEAST_SHARE = 0.01  # of a text's words; with fewer capitals than that it has none to tell
LARGE = 500_000  # inhabitants of a town that may be meant by a common word ("mobile"),
LARGE_ENOUGH = 100_000  # and where a locative stands before it ("in reading")
LONGEST = 5  # words of a name
COARSE = (Level.COUNTRY, Level.FIRST_LEVEL)


def recase(text: str, tokens: list[Token], gazetteer: Gazetteer) -> list[Token]:
    """The tokens, those of lines in capitals and of texts without capitals written as names are."""
    result = list(tokens)
    if _lacks_capitals(tokens):
        _recase(result, 0, len(result), gazetteer)
        return result
    for start, end in _shouted(text):
        first, last = bisect_left(tokens, start, key=START), bisect_left(tokens, end, key=START)
        _recase(result, first, last, gazetteer)
    return result


def _lacks_capitals(tokens: Sequence[Token]) -> bool:
    """Whether fewer words than `LEAST_SHARE` begin with anything but a small letter."""
    words, capitals, enough = 0, 0, LEAST_SHARE * len(tokens)
    for token in tokens:
        if token.key and token.text[0].isalpha():
            words += 1
            capitals += not token.text[0].islower()
            if capitals >= enough:
                return False
    return capitals < LEAST_SHARE * words


def _shouted(text: str) -> list[tuple[int, int]]:
    """The lines that are all in capitals, as half-open spans of characters."""
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        if line.isupper() and sum(map(str.isalpha, line)) >= FEWEST_LETTERS:
            found.append((start, end))
        start = end
    return found


def _recase(tokens: list[Token], first: int, last: int, gazetteer: Gazetteer) -> None:
    index = first
    while index < last:
        length = _name_at(tokens, index, last, gazetteer)
        for number in range(index, index + max(1, length)):
            token = tokens[number]
            small = not length or (number > index and token.key in CONNECTORS)
            written = token.text.lower() if small else token.text.lower().title()
            tokens[number] = token._replace(text=_same_length(written, token.text))
        index += max(1, length)


def _same_length(written: str, before: str) -> str:
    return written if len(written) == len(before) else before


def _name_at(tokens: Sequence[Token], first: int, last: int, gazetteer: Gazetteer) -> int:
    """How many tokens from here on get capitals: those of a place's name, or an unknown word."""
    token = tokens[first]
    if not token.key or not token.text[0].isalpha():
        return 0
    for length in range(min(LONGEST, last - first), 1, -1):
        part = tokens[first : first + length]
        if not all(one.key for one in part):
            continue
        key = " ".join(one.key for one in part)
        common = part[0].key in DIRECTIONS or all(
            one.key in english() or one.key in CONNECTORS for one in part
        )
        if gazetteer.has(key) and (
            not common or _well_known(gazetteer.candidates(key), LARGE_ENOUGH)
        ):
            return length
    if token.key in DIRECTIONS:
        return 0
    if token.key not in english() and token.key not in CONNECTORS:
        return 1
    if token.key in DATES or token.key in given_names():
        return 0
    located = first > 0 and tokens[first - 1].key in LOCATIVES
    least = LARGE_ENOUGH if located else LARGE
    return int(_well_known(gazetteer.candidates(token.key), least))


def _well_known(candidates: Sequence[Candidate], least: int) -> bool:
    return any(
        c.naming in (Naming.PRIMARY, Naming.DEMONYM)
        and (c.level in COARSE or (c.level is Level.TOWN and c.population >= least))
        for c in candidates
    )
