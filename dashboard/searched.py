"""The words that were searched for, in a text: where they stand, and the way from one to the next.

Pure.  In the reader they are marked where a search finds them in quotes: in the sentences that hold
all that was asked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from dashboard.markup import Html, button, isolated, join, tag
from dashboard.wording import number, plural, times
from geodata.fulltext import found_in, terms
from sources.model import Document, Span

WORDS = "words"  # what a step goes by, where it is not the mentions


class Searched(NamedTuple):
    """Searched words in a document: `spans` in order, never overlapping.

    `stops` are the offsets to go to: every find of a single term; of several, which must stand
    together, the first find in each sentence that holds them all.  `terms` counts the terms.
    """

    spans: tuple[Span, ...]
    stops: tuple[int, ...]
    terms: int

    def rank(self, at: int) -> int | None:
        """Which stop, counted from 1, an offset is; None where it is none."""
        index = bisect_left(self.stops, at)
        return index + 1 if self.stops[index : index + 1] == (at,) else None

    def next_to(self, at: int, by: int) -> int | None:
        """The stop after an offset (`by` 1) or before it (-1), around the ends; None: no other."""
        others = [stop for stop in self.stops if stop != at]
        if not others:
            return None
        index = bisect_left(others, at)
        return others[index % len(others) if by > 0 else index - 1]


def searched(document: Document, words: str) -> Searched:
    """Find words in the sentences of a document that hold all of them."""
    asked = terms(words)
    spans: list[Span] = []
    stops: list[int] = []
    for start, end in document.sentences if asked else ():
        text = document.text[start:end]
        if not all(found_in(text, [term]) for term in asked):
            continue
        found = [Span(start + one.start, start + one.end) for one in found_in(text, asked)]
        spans += found
        stops += [one.start for one in (found if len(asked) == 1 else found[:1])]
    return Searched(tuple(spans), tuple(stops), len(asked))


def highlighted(text: str, part: Span, found: Sequence[Span], *, numbered: bool = False) -> Html:
    """Mark the found words in a part of a text; its text content stays the part exactly.

    A word that begins or ends outside the part is marked as far as it lies inside.  `numbered`:
    each carries where it starts as `data-word`.
    """
    pieces: list[str] = []
    position = part.start
    for word in found:
        start, end = max(word.start, position), min(word.end, part.end)
        if start < end:
            at = word.start if numbered else None
            pieces += [
                text[position:start],
                tag("span", text[start:end], class_="found", data_word=at),
            ]
            position = end
    return join([*pieces, text[position : part.end]])


def bar(found: Searched, words: str, at: int) -> Html | None:
    """Say how often the words stand in the text, with the ways to them; None without a search."""
    if not found.terms:
        return None
    steps = len(found.stops) - (found.rank(at) is not None)
    return tag(
        "div",
        tag(
            "p",
            tag("q", isolated(words.strip()), class_="found"),
            " ",
            tag("span", _how_often(found, at), class_="which"),
        ),
        tag("div", _step("Previous", ",", -1), _step("Next", ".", 1), class_="tools")
        if steps
        else None,
        class_="words-bar",
        role="group",
        aria_label="Words in this text",
    )


def _how_often(found: Searched, at: int) -> str:
    count, rank = len(found.stops), found.rank(at)
    if not count:
        return "in no sentence of this text"
    if found.terms > 1:
        sentences = plural(count, "sentence")
        return f"{number(rank)} of {sentences}" if rank else f"in {sentences} of this text"
    return f"{number(rank)} of {number(count)}" if rank else f"{times(count)} in this text"


def _step(words: str, key: str, by: int) -> Html:
    return button(
        "step",
        words,
        class_="text",
        title=f"{words} find ({key})",
        aria_label=f"{words} find of these words",
        aria_keyshortcuts=key,
        data_shortcut=key,
        data_along=WORDS,
        data_by=by,
        data_key=f"{words.lower()}-word",
    )
