"""A text as recognition and resolution see it: tokens, matches, and what the whole of it says."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from geodata.apostrophes import join_apostrophes
from geodata.arabic import split_glued
from geodata.casing import recase
from geodata.gazetteer import Candidate, Gazetteer
from geodata.lexicon import TITLES, given_names
from geodata.match import Match
from geodata.matching import countries, find_matches, is_direction, plausible
from geodata.spans import Span, spans
from geodata.text import END, POSSESSIVE, START, Token, capitals, tokenise

_LINE_END = re.compile("\n")
SENTENCE_ENDS = frozenset('.!?"“”')
FULL_STOPS = frozenset(".!?")
CLOSING = frozenset("\"”’')»")
OPENING = frozenset('"“‘«')


def see(text: str, gazetteer: Gazetteer) -> Scene:
    """A text with its tokens and every match of the gazetteer."""
    words = join_apostrophes(split_glued(tokenise(text), gazetteer), gazetteer)
    tokens = recase(text, words, gazetteer)
    return Scene(text, tokens, find_matches(tokens, gazetteer), gazetteer)


class Scene:
    """A text with its tokens, matches and spans, and what the text as a whole says of its words."""

    def __init__(
        self, text: str, tokens: Sequence[Token], matches: Sequence[Match], gazetteer: Gazetteer
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.matches = matches
        self.gazetteer = gazetteer
        self.match_at = {i: m for m in matches for i in range(m.first, m.last)}
        self._candidates: dict[tuple[str, str], tuple[Candidate, ...]] = {}

    @cached_property
    def spans(self) -> list[Span]:
        """Every run of words that may be a place's name."""
        return spans(self.tokens, self.matches, self.capitals)

    @cached_property
    def keys(self) -> list[str]:
        """The keys of the tokens."""
        return [token.key for token in self.tokens]

    @cached_property
    def capitals(self) -> list[int]:
        """The tokens that begin with a capital."""
        return capitals(self.tokens)

    @cached_property
    def lower_case(self) -> frozenset[str]:
        """Keys that the text also writes in lower case."""
        return frozenset([token.key for token in self.tokens if token.text.islower()])

    @cached_property
    def personal_words(self) -> frozenset[str]:
        """Keys that stand after a given name or a title somewhere in the text."""
        tokens, names = self.tokens, given_names()
        return frozenset(
            tokens[index].key
            for before, index in pairwise(self.capitals)
            if index == before + 1
            and (tokens[before].key in TITLES or tokens[before].key in names)
            and tokens[index].start - tokens[before].end <= 2
        )

    @cached_property
    def line_openers(self) -> list[int]:
        """The tokens that are the first of a line."""
        openers = [0] if self.tokens else []
        for found in _LINE_END.finditer(self.text):
            index = bisect_left(self.tokens, found.start(), key=START)
            if 0 < index < len(self.tokens) and self.tokens[index - 1].end <= found.start():
                openers.append(index)
        return openers

    def line_of(self, index: int) -> int:
        """The number of the line that a token stands in, from 0."""
        return bisect_right(self.line_openers, index) - 1

    @cached_property
    def sentence_openers(self) -> frozenset[int]:
        """The tokens that open a sentence or a line."""
        after = {i for i, token in enumerate(self.tokens, start=1) if token.text in SENTENCE_ENDS}
        return frozenset(self.line_openers) | (after - {len(self.tokens)})

    @cached_property
    def sentence_starts(self) -> list[int]:
        """The tokens with which sentences and lines begin, the first of the text among them.

        After a full stop one begins with a capital or a quotation mark: "U.S." seldom ends one.  A
        line that begins with a small letter goes on with the sentence before.
        """
        lines = (index for index in self.line_openers if not self.tokens[index].text[0].islower())
        starts = {0, *lines}
        stops = [i for i, token in enumerate(self.tokens) if token.text in FULL_STOPS]
        starts.update(filter(None, map(self._begun_after, stops)))
        return sorted(starts)

    def _begun_after(self, stop: int) -> int:
        """The token with which a sentence begins after a full stop; 0 where none does."""
        index = stop + 1
        while index < len(self.tokens) and self.tokens[index].text in CLOSING:
            index += 1
        begin = self.tokens[index].text if index < len(self.tokens) else ""
        return index if begin[:1].isupper() or begin in OPENING else 0

    @cached_property
    def capital_share(self) -> float:
        """The share of the text's words that begin with a capital."""
        words = len(self.tokens) - self.keys.count("")
        return sum(self.keys[index] != "" for index in self.capitals) / max(1, words)

    @cached_property
    def countries(self) -> Counter[int]:
        """How often the text names each country (by code), by its coarse names and demonyms."""
        return countries(self.matches, self.gazetteer)

    def candidates(self, match: Match) -> tuple[Candidate, ...]:
        """The candidates of a match that make sense in this text."""
        name = match.key, match.inner
        found = self._candidates.get(name)
        if found is None:
            found = plausible(match, self.gazetteer, self.countries)
            if not found and not is_direction(match.inner):
                found = self.gazetteer.candidates(match.inner)
            self._candidates[name] = found
        return found

    def key(self, index: int) -> str:
        """The key of a token, or its mark, or "" outside the text."""
        if not 0 <= index < len(self.tokens):
            return ""
        return self.tokens[index].key or self.tokens[index].text

    def key_of(self, first: int, last: int) -> str:
        """The key of the tokens `first:last`, as the gazetteer writes it."""
        return " ".join(token.key for token in self.tokens[first:last] if token.key)

    def tokens_at(self, start: int, end: int) -> tuple[int, int]:
        """The tokens `first:last` that the characters `start:end` touch; last <= first if none."""
        return bisect_right(self.tokens, start, key=END), bisect_left(self.tokens, end, key=START)

    def span(self, first: int, last: int) -> Span:
        """The tokens `first:last` as a span, with the gazetteer's match where they are one."""
        match = self.match_at.get(first)
        same = match is not None and (match.first, match.last) == (first, last)
        return Span(first, last, self.key_of(first, last), match if same else None)

    def is_possessive(self, index: int) -> bool:
        """Whether the token at an index is "'s"."""
        return 0 <= index < len(self.tokens) and self.tokens[index].text in POSSESSIVE
