"""What can be seen of a span and its surroundings, as rows of numbers for the models.

A row has, in this order: what is known of the name itself, the words at eight positions (three
before the span, its first and last, three after), and the mean vectors of the words near it and of
the whole text.  Words of other sentences are not near.  No position tells more than one word, so
that a model cannot learn a sentence by heart.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.gazetteer import Gazetteer, Level, Naming
from geodata.lexicon import DIRECTIONS, LOCATIVES, TITLES, english, given_names, surnames
from geodata.match import Match
from geodata.scene import Scene
from geodata.spans import Span
from geodata.words import running_sums, word_table

Rows = NDArray[np.float32]

PADDING = 3  # positions before and after a span that a row tells of
BEFORE = np.arange(PADDING + 1)  # the padded positions up to a span's first word, from that word
AFTER = np.arange(PADDING + 1) + PADDING - 1  # those from its last word on, from the word after it
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
USED, SPELT = FACTS + 2, FACTS + 8  # where the numbers of a name are cut
ONLY_SINGLE = slice(SPELT - 2, SPELT)  # numbers of a name that tell of single words only
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


class Name(NamedTuple):
    """A name by itself, whatever the text: the countries of its places, and `numbers`.

    These are its facts and how it is written, packed, so that those of many names make an array.
    """

    countries: frozenset[int]
    numbers: bytes


@lru_cache(maxsize=65_536)
def _name(key: str, look: str | None, gazetteer: Gazetteer) -> Name:
    """A name with this key; `look` is the key to look up where it differs."""
    found = facts(key if look is None else look, gazetteer)
    direction, _, rest = key.partition(" ")
    if found is NOTHING and look is None and direction in DIRECTIONS:
        found = facts(rest, gazetteer)
    numbers = (*found.numbers, key in english(), len(key) < 4, len(key) / 20)
    return Name(found.countries, np.array(numbers, dtype=np.float32).tobytes())


@dataclass(slots=True)
class Use:
    """How the text uses a name: how often, after a person's name or title, after "in" and the
    like, before a comma and a country or state.
    """

    seen: int = 0
    personal: int = 0
    located: int = 0
    contained: int = 0


UNUSED = Use()


class View:
    """What the rows of a text's spans have in common: its tokens as numbers, how it uses names."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        numbers = word_table().numbers(scene.tokens)
        self.tokens, self.sums = _token_rows(scene, numbers)
        self.flags = _token_flags(scene, numbers)
        self.uses = _uses(scene)
        starts = np.array([*scene.sentence_starts, len(scene.tokens)])
        sentence = np.searchsorted(starts, np.arange(len(scene.tokens)), side="right")
        self.begin, self.end = starts[sentence - 1], starts[sentence]

    def rows(self, spans: Sequence[Span]) -> Rows:
        """A row for each span, shape (spans, numbers)."""
        tokens, sums = self.tokens, self.sums
        count = len(self.scene.tokens)
        first = np.array([span.first for span in spans])
        last = np.array([span.last for span in spans])
        begin, end = self.begin[first], self.end[last - 1]
        places = np.concatenate([first[:, None] + BEFORE, last[:, None] + AFTER], axis=1)
        beyond = (places < begin[:, None] + PADDING) | (places >= end[:, None] + PADDING)
        context = tokens.take(np.where(beyond, 0, places), axis=0)
        low, high = np.maximum(first - NEAR, begin), np.minimum(last + NEAR, end)
        near = (sums[high] - sums[low]) / (2 * NEAR)
        whole = np.broadcast_to(sums[-1] / count * 4, near.shape)
        own = _own(self, spans, first, last)
        words = context.reshape(len(spans), -1)
        return np.concatenate([*own, words, near, whole], axis=1, dtype=np.float32)


def span_rows(scene: Scene, spans: Sequence[Span]) -> Rows:
    """A row for each span of a text, shape (spans, numbers)."""
    return View(scene).rows(spans) if spans else np.zeros((0, 0), dtype=np.float32)


def _token_rows(scene: Scene, numbers: NDArray[np.intp]) -> tuple[Rows, Rows]:
    """Rows of all tokens with padding on both sides, and the running sums of their vectors."""
    table, count = word_table(), len(numbers)
    padded = np.zeros((PADDING + count + PADDING, table.width + KINDS + 3), dtype=np.float32)
    rows = padded[PADDING : PADDING + count]
    rows[:, : table.width] = table.rows(numbers)
    marks = rows[:, table.width :]
    for match in scene.matches:
        kind = facts(match.inner, scene.gazetteer).kind if match.known else UNKNOWN_KIND
        marks[match.first : match.last, kind] = 1.0
        marks[match.first, KINDS] = 1.0
        marks[match.last - 1, KINDS + 1] = 1.0
    marks[scene.line_openers, KINDS + 2] = 1.0
    return padded, running_sums(rows[:, : table.axes])


def _own(
    view: View, spans: Sequence[Span], first: NDArray[np.intp], last: NDArray[np.intp]
) -> list[NDArray[Any]]:
    """What is known of each name itself, and how the rest of the text uses it, as blocks of rows.

    A block has the shape (spans, its numbers).
    """
    flags = view.flags
    names: dict[tuple[str, str | None], int] = {}
    numbers = [names.setdefault((span.key, _looked_up(span.match)), len(names)) for span in spans]
    known = _known(view, names)[numbers]
    words = last - first
    known[:, ONLY_SINGLE] *= (words == 1)[:, None]
    beside = [
        flags.match_end[first] >= last,
        flags.match_end[first] > last,
        *(words == count for count in range(1, 6)),
        words > 5,
        ~flags.capital[first],
        ~flags.capital[last + 1],
    ]
    people = [
        flags.surname[last - 1], flags.given[first], flags.person[first], flags.opens[first]
    ]  # fmt: skip
    share = np.full((len(spans), 1), view.scene.capital_share)
    home, used, spelt = known[:, :USED], known[:, USED:SPELT], known[:, SPELT:]
    return [home, _matched(spans), np.array(beside).T, used, np.array(people).T, spelt, share]


def _looked_up(match: Match | None) -> str | None:
    """The key that the gazetteer is asked for; None where it is the span's own."""
    if match is None:
        return None
    return match.inner if match.known else ""


def _matched(spans: Sequence[Span]) -> NDArray[np.bool_]:
    """How each span is known, shape (spans, 3): as it stands, by the words around it, by a part."""
    found = np.zeros((len(spans), 3), dtype=np.bool_)
    for number, span in enumerate(spans):
        if span.match is not None:
            found[number] = span.match.known, not span.match.known, span.match.by_part
    return found


def _known(view: View, names: Collection[tuple[str, str | None]]) -> Rows:
    """The numbers of names: what the gazetteer knows, how the text uses them, how they look."""
    alone = [_name(key, look, view.scene.gazetteer) for key, look in names]
    packed = np.frombuffer(b"".join([name.numbers for name in alone]), dtype=np.float32)
    fixed = packed.reshape(len(alone), -1)
    pairs = zip(names, alone, strict=True)
    used = np.array([_in_text(view, key, name.countries) for (key, _), name in pairs], np.float32)
    return np.concatenate([fixed[:, :FACTS], used, fixed[:, FACTS:]], axis=1)


def _in_text(view: View, key: str, countries: frozenset[int]) -> tuple[float, ...]:
    """How the text uses a name, and how often it names the countries in which its places lie."""
    scene, home = view.scene, view.scene.countries
    named = sum([home[code] for code in countries & home.keys()]) if countries else 0
    use = view.uses.get(key, UNUSED)
    count = use.seen or 1
    return (
        named > 0,
        math.log1p(named) / 4,
        math.log1p(count) / 3,
        use.personal / count,
        use.located / count,
        use.contained / count,
        key in scene.lower_case,
    )


class TokenFlags(NamedTuple):
    """What is known of each token, shape (tokens,) each; `capital` has one more on both sides.

    `match_end` is the token after the match that covers this one, or 0.
    """

    capital: NDArray[np.bool_]
    surname: NDArray[np.bool_]
    given: NDArray[np.bool_]
    person: NDArray[np.bool_]
    opens: NDArray[np.bool_]
    match_end: NDArray[np.intp]


def _token_flags(scene: Scene, numbers: NDArray[np.intp]) -> TokenFlags:
    tokens, table, people = scene.tokens, word_table(), scene.personal_words
    capital = np.zeros(len(tokens) + 2, dtype=np.bool_)
    capital[1:-1][scene.capitals] = True
    person = np.zeros(len(tokens), dtype=np.bool_)
    person[[index for index in scene.capitals if tokens[index].key in people]] = True
    opens = np.zeros(len(tokens), dtype=np.bool_)
    opens[list(scene.sentence_openers)] = True
    match_end = np.zeros(len(tokens), dtype=np.intp)
    for match in scene.matches:
        match_end[match.first : match.last] = match.last
    return TokenFlags(
        capital,
        table.listed(numbers, surnames()),
        table.listed(numbers, given_names()),
        person,
        opens,
        match_end,
    )


def _uses(scene: Scene) -> dict[str, Use]:
    uses: dict[str, Use] = defaultdict(Use)
    tokens = scene.tokens
    for span in scene.spans:
        use = uses[span.key]
        use.seen += 1
        if span.first:
            before = tokens[span.first - 1]
            if before.key in TITLES or (before.capitalised and before.key in given_names()):
                use.personal += 1
            elif before.key in LOCATIVES:
                use.located += 1
        if span.last + 1 < len(tokens) and tokens[span.last].text == ",":
            after = scene.match_at.get(span.last + 1)
            if after is not None and after.first == span.last + 1:
                kind = facts(after.inner, scene.gazetteer).kind
                use.contained += kind in CONTAINER_KINDS
    return uses
