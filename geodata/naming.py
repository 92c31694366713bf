"""Under which name the gazetteer knows a span: as it stands, or by a name inside it."""

from __future__ import annotations

from geodata.gazetteer import Gazetteer, Level, Naming
from geodata.lexicon import (
    CONNECTORS,
    DIRECTIONS,
    ORGANISATIONS,
    PLACE_NOUNS,
    STREETS,
    english,
)
from geodata.match import Match
from geodata.scene import Scene
from geodata.spans import Span

COMMON_WORDS = DIRECTIONS | ORGANISATIONS | PLACE_NOUNS | CONNECTORS | STREETS
SHORTEST_INNER = 4  # letters of a single word that may stand for the whole


def as_match(scene: Scene, span: Span) -> Match:
    """A span as a match: by its own name, else by the longest name of a place inside it.

    "University of Richmond" is looked up as "richmond"; `known` is False where nothing is left.
    """
    if span.match is not None and span.match.known:
        return span.match
    gazetteer = scene.gazetteer
    if gazetteer.candidates(span.key):
        return Match(span.first, span.last, span.key, span.key)
    inner = _inner_name(span.key.split(), gazetteer)
    return Match(span.first, span.last, span.key, inner or span.key, known=bool(inner))


def _inner_name(words: list[str], gazetteer: Gazetteer) -> str:
    """The longest name inside, the first of equals; "" where there is none."""
    for length in range(len(words) - 1, 0, -1):
        for first in range(len(words) - length + 1):
            part = words[first : first + length]
            if length == 1 and not _may_stand_for_all(part[0]):
                continue
            if COMMON_WORDS.issuperset(part):
                continue
            if _is_place(" ".join(part), gazetteer):
                return " ".join(part)
    return ""


def _may_stand_for_all(word: str) -> bool:
    return len(word) >= SHORTEST_INNER and word not in COMMON_WORDS and word not in english()


def _is_place(key: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.has(key) and any(
        c.naming is not Naming.DEMONYM and c.level is not Level.NOWHERE
        for c in gazetteer.candidates(key)
    )
