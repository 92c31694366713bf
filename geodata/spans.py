"""Every run of words that may be a place's name, before anything is decided.

A span is a match of the gazetteer, or a run of capitalised words with small words ("of", "de",
"al") inside, or a part of such a run.  On news, 98 of 100 names of places are among them,
at about 50 spans to a thousand characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from geodata.lexicon import CONNECTORS
from geodata.match import Match
from geodata.text import Token

LONGEST = 5  # words of a part of a run; a whole run may be longer
LONGEST_RUN = 9


class Span(NamedTuple):
    """Tokens `first:last` (half-open), their key, and the gazetteer's match where they are one."""

    first: int
    last: int
    key: str
    match: Match | None


def spans(tokens: Sequence[Token], matches: Sequence[Match], capitals: Sequence[int]) -> list[Span]:
    """The spans of a text, by where they begin and end; `capitals` as `text.capitals` has them."""
    found: dict[tuple[int, int], Match | None] = {(m.first, m.last): m for m in matches}
    for first, last in _runs(tokens, capitals):
        whole = last - first
        if whole == 1:
            found.setdefault((first, last), None)
            continue
        if LONGEST < whole <= LONGEST_RUN:
            found.setdefault((first, last), None)
        for begin in range(first, last):
            if not tokens[begin].key or tokens[begin].text[0].islower():
                continue
            for end in range(begin + 1, min(last, begin + LONGEST) + 1):
                if tokens[end - 1].key and (end - begin == 1 or not _small(tokens[end - 1])):
                    found.setdefault((begin, end), None)
    return [_span(tokens, *place, found[place]) for place in sorted(found)]


def _span(tokens: Sequence[Token], first: int, last: int, match: Match | None) -> Span:
    if last - first == 1:
        return Span(first, last, tokens[first].key, match)
    key = " ".join([token.key for token in tokens[first:last] if token.key])
    return Span(first, last, key, match)


def _small(token: Token) -> bool:
    return token.text.islower()


def _runs(tokens: Sequence[Token], capitals: Sequence[int]) -> list[tuple[int, int]]:
    """The longest runs of capitalised tokens, joined by spaces, hyphens or small words."""
    runs: list[tuple[int, int]] = []
    free = 0
    for first in capitals:
        if first < free or not tokens[first].key:
            continue
        free = first + 1
        while (step := _joined(tokens, free)) > 0:
            free += step
        runs.append((first, free))
    return runs


def _capital(token: Token) -> bool:
    return token.text[0].isupper() and bool(token.key)


def _joined(tokens: Sequence[Token], index: int) -> int:
    """How many tokens from `index` on belong to the run before it."""
    if index >= len(tokens):
        return 0
    text, start, end, key = tokens[index]
    gap = start - tokens[index - 1].end
    if key and text[0].isupper():
        return int(gap <= 1)
    hyphen = text in "-–"
    if not (hyphen or key in CONNECTORS) or index + 1 == len(tokens):
        return 0
    following = tokens[index + 1]
    widest = 0 if hyphen else 1
    near = gap <= widest and following.start - end <= widest
    return 2 if near and _capital(following) else 0
