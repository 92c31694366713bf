"""What can be seen of a span and its surroundings, as rows of numbers for the models.

A row has, in this order: what is known of the name itself, the words at eight positions (three
before the span, its first and last, three after), and the mean vectors of the words near it and of
the whole text.  No position tells more than one word, so that a model cannot learn a sentence by
heart.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.gazetteer import Gazetteer, Level, Naming
from geodata.lexicon import DIRECTIONS, LOCATIVES, TITLES, english, given_names, surnames
from geodata.scene import Scene
from geodata.spans import Span
from geodata.words import word_table

Rows = NDArray[np.float32]

PADDING = 3  # positions before and after a span that a row tells of
NEAR = 8  # words before and after, for the mean vector of what stands near
LEVELS = len(Level)
DEMONYM_KIND, UNKNOWN_KIND = LEVELS, LEVELS + 1
KINDS = LEVELS + 2
CONTAINER_KINDS = (int(Level.COUNTRY), int(Level.FIRST_LEVEL))
SINGLE_PRIMARY = int(Naming.PRIMARY)
DEMONYM = int(Naming.DEMONYM)
TOWN = int(Level.TOWN)
NAMINGS = len(Naming)


class Facts(NamedTuple):
    """What the gazetteer says of a name, whatever the text.

    `kind` is its coarsest level, or that it is a demonym, or unknown; `numbers` go into rows.
    """

    numbers: tuple[float, ...]
    kind: int
    countries: frozenset[int]


FACTS = 1 + LEVELS + NAMINGS + 5
NOTHING = Facts((0.0,) * FACTS, UNKNOWN_KIND, frozenset())


@lru_cache(maxsize=65_536)
def facts(key: str, gazetteer: Gazetteer) -> Facts:
    """The facts of a folded name."""
    candidates = gazetteer.candidates(key) if key else ()
    if not candidates:
        return NOTHING
    places = [c for c in candidates if c.naming != DEMONYM]
    levels = {int(c.level) for c in places}
    towns = [c.population for c in places if c.level == TOWN and c.naming == SINGLE_PRIMARY]
    namings = {int(c.naming) for c in candidates}
    numbers = (
        1.0,
        *(float(level in levels) for level in range(LEVELS)),
        *(float(naming in namings) for naming in range(NAMINGS)),
        math.log10(1 + max(towns)) / 7 if towns else -0.2,
        math.log10(1 + max((c.population for c in places), default=0)) / 7,
        math.log1p(len(candidates)) / 3,
        float(any(c.capital for c in places)),
        float(len({c.country for c in candidates}) == 1),
    )
    kind = DEMONYM_KIND if len(places) < len(candidates) else min(levels)
    return Facts(numbers, kind, frozenset(c.country for c in candidates) - {0})


@dataclass(slots=True)
class Uses:
    """How the text uses each name: how often, after a person's name or title, after "in" and the
    like, before a comma and a country or state.
    """

    seen: Counter[str]
    personal: Counter[str]
    located: Counter[str]
    contained: Counter[str]


class View:
    """What the rows of a text's spans have in common: its tokens as numbers, how it uses names."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.tokens, self.sums = _token_rows(scene)
        self.flags = _token_flags(scene)
        self.uses = _uses(scene)

    def rows(self, spans: Sequence[Span]) -> Rows:
        """A row for each span, shape (spans, numbers)."""
        tokens, sums = self.tokens, self.sums
        first = np.array([span.first for span in spans]) + PADDING
        last = np.array([span.last for span in spans]) + PADDING
        positions = (first - 3, first - 2, first - 1, first, last - 1, last, last + 1, last + 2)
        context = tokens[np.stack(positions, axis=1)].reshape(len(spans), -1)
        low, high = np.maximum(first - NEAR, 0), np.minimum(last + NEAR, len(tokens))
        near = (sums[high] - sums[low]) / (2 * NEAR)
        whole = np.broadcast_to(sums[-1] / len(self.scene.tokens) * 4, near.shape)
        return np.concatenate([_own(self, spans), context, near, whole], axis=1, dtype=np.float32)


def span_rows(scene: Scene, spans: Sequence[Span]) -> Rows:
    """A row for each span of a text, shape (spans, numbers)."""
    return View(scene).rows(spans) if spans else np.zeros((0, 0), dtype=np.float32)


def _token_rows(scene: Scene) -> tuple[Rows, Rows]:
    """Rows of all tokens with padding on both sides, and the running sums of their vectors."""
    table = word_table()
    words = table.rows(scene.tokens)
    marks = np.zeros((len(words), KINDS + 3), dtype=np.float32)
    for match in scene.matches:
        kind = facts(match.inner, scene.gazetteer).kind if match.known else UNKNOWN_KIND
        marks[match.first : match.last, kind] = 1.0
        marks[match.first, KINDS] = 1.0
        marks[match.last - 1, KINDS + 1] = 1.0
    marks[:, KINDS + 2] = scene.opens_line
    rows = np.pad(np.concatenate([words, marks], axis=1), ((PADDING, PADDING), (0, 0)))
    sums = np.pad(np.cumsum(rows[:, : table.axes], axis=0, dtype=np.float32), ((1, 0), (0, 0)))
    return rows, sums


def _own(view: View, spans: Sequence[Span]) -> Rows:
    """What is known of each name itself, and how the rest of the text uses it."""
    scene, tokens = view.scene, view.flags
    names: dict[tuple[str, str | None], int] = {}
    numbers = [names.setdefault((span.key, _looked_up(span)), len(names)) for span in spans]
    known = np.array([_of_name(view, key, look) for key, look in names], dtype=np.float32)
    home, keyed = np.split(known[numbers], [FACTS + 2], axis=1)
    first = np.array([span.first for span in spans])
    last = np.array([span.last for span in spans])
    words = last - first
    single = (words == 1)[:, None]
    length = [words == count for count in range(1, 6)]
    edges = np.pad(tokens.capitals, 1)
    return np.concatenate(
        [
            home,
            np.array([_of_match(scene, span) for span in spans], dtype=np.float32),
            np.stack([*length, words > 5, ~edges[first], ~edges[last + 1]], axis=1),
            keyed[:, :4],
            keyed[:, 4:6] * single,
            np.stack(
                [
                    tokens.surname[last - 1],
                    tokens.given[first],
                    tokens.person[first],
                    tokens.opens[first],
                ],
                axis=1,
            ),
            keyed[:, 6:],
            np.full((len(spans), 1), scene.capital_share),
        ],
        axis=1,
        dtype=np.float32,
    )


def _looked_up(span: Span) -> str | None:
    """The key that the gazetteer is asked for; None where it is the span's own."""
    if span.match is None:
        return None
    return span.match.inner if span.match.known else ""


def _of_name(view: View, key: str, look: str | None) -> list[float]:
    """The numbers of a name: what the gazetteer knows, how the text uses it, how it is written."""
    scene, uses = view.scene, view.uses
    known, home = _facts_of(scene, key, look), scene.countries
    count = max(1, uses.seen[key])
    return [
        *known.numbers,
        float(not home.keys().isdisjoint(known.countries)),
        math.log1p(sum(home[code] for code in known.countries)) / 4,
        math.log1p(count) / 3,
        uses.personal[key] / count,
        uses.located[key] / count,
        uses.contained[key] / count,
        float(key in scene.lower_case),
        float(key in english()),
        float(len(key) < 4),
        len(key) / 20,
    ]


def _facts_of(scene: Scene, key: str, look: str | None) -> Facts:
    found = facts(key if look is None else look, scene.gazetteer)
    direction, _, rest = key.partition(" ")
    if found is NOTHING and look is None and direction in DIRECTIONS:
        return facts(rest, scene.gazetteer)
    return found


def _of_match(scene: Scene, span: Span) -> tuple[bool, bool, bool, bool, bool]:
    match, longest = span.match, scene.match_at.get(span.first)
    return (
        match is not None and match.known,
        match is not None and not match.known,
        match is not None and match.by_part,
        longest is not None and longest.first <= span.first and longest.last >= span.last,
        longest is not None and longest.last > span.last,
    )


class TokenFlags(NamedTuple):
    """What is known of each token, shape (tokens,) each."""

    capitals: NDArray[np.bool_]
    surname: NDArray[np.bool_]
    given: NDArray[np.bool_]
    person: NDArray[np.bool_]
    opens: NDArray[np.bool_]


def _token_flags(scene: Scene) -> TokenFlags:
    people = scene.personal_words
    capitals = [token.capitalised for token in scene.tokens]
    keys = [token.key for token in scene.tokens]
    return TokenFlags(
        np.array(capitals),
        np.array([key in surnames() for key in keys]),
        np.array([key in given_names() for key in keys]),
        np.array([up and key in people for up, key in zip(capitals, keys, strict=True)]),
        np.array(scene.opens_sentence),
    )


def _uses(scene: Scene) -> Uses:
    uses = Uses(Counter(), Counter(), Counter(), Counter())
    tokens = scene.tokens
    for span in scene.spans:
        key = span.key
        uses.seen[key] += 1
        if span.first:
            before = tokens[span.first - 1]
            if before.key in TITLES or (before.capitalised and before.key in given_names()):
                uses.personal[key] += 1
            elif before.key in LOCATIVES:
                uses.located[key] += 1
        if span.last + 1 < len(tokens) and tokens[span.last].text == ",":
            after = scene.match_at.get(span.last + 1)
            if after is not None and after.first == span.last + 1:
                kind = facts(after.inner, scene.gazetteer).kind
                uses.contained[key] += kind in CONTAINER_KINDS
    return uses
