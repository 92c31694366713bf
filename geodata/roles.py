"""What a name does in its sentence: what the models believe, and what rules know better."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from geodata.cues import container_stated
from geodata.gazetteer import AREAS, Gazetteer, Level, Naming
from geodata.lexicon import LOCATIVES
from geodata.match import Match
from geodata.model import Role
from geodata.naming import as_match
from geodata.scene import Scene
from geodata.spans import Span

Beliefs = NDArray[np.float32]

JOINTS = re.compile(r",?\s+(?P<word>and|or|&)\s+|,\s+")
UNION = "union of states"
INSTITUTIONS = ("building", UNION)
ACTORS = (Level.SPOT, Level.REGION)  # that may be one
UNION_LITERAL = 0.7  # its territory is meant less often than its council and commission
TOWN_METONYM = 0.7  # a town that governs nothing seldom stands for a government


def role_of(scene: Scene, match: Match, beliefs: dict[Role, float]) -> Role:
    """What the name does in its sentence.  Adjectives and people's names are demonyms by rule."""
    namings = {c.naming for c in scene.candidates(match)} if match.known else set()
    if namings == {Naming.DEMONYM} or (Naming.DEMONYM in namings and not beliefs):
        return Role.DEMONYM
    kind = _institution(match.inner, scene.gazetteer)
    if kind:
        least = UNION_LITERAL if kind == UNION else 1.0
        literal = _visited(scene, match) or beliefs.get(Role.LITERAL, 0.0) >= least
        return Role.LITERAL if literal else Role.METONYM
    if Naming.DEMONYM not in namings:
        beliefs.pop(Role.DEMONYM, None)
    role = _likeliest(beliefs)
    if role is Role.METONYM and beliefs[role] < _least_metonym(scene, match):
        beliefs.pop(role)
        return _likeliest(beliefs)
    return role


def shared(scene: Scene, spans: Sequence[Span], beliefs: Beliefs) -> Beliefs:
    """What is believed of the roles of names, shape (names, roles), in the order of the text.

    Names of a list ("in Norway, Sweden and Finland") play one part, and so do a place and what it
    lies in: each is believed what is believed of them on average.
    """
    result = beliefs.copy()
    for first, last in _lists(scene, spans):
        result[first:last] = beliefs[first:last].mean(axis=0)
    return result


def _lists(scene: Scene, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """The lists among names: of which each begins, and before which it ends."""
    joints = [_joint(scene, one, other) for one, other in pairwise(spans)]
    lists, first = [], 0
    for index in range(len(spans)):
        if index < len(joints) and joints[index] is not None:
            continue
        # Commas alone join a place and what it lies in, or two clauses.
        if any(joints[first:index]):
            lists.append((first, index + 1))
        first = index + 1
    return lists


def _joint(scene: Scene, one: Span, other: Span) -> str | None:
    """The word that joins two names of a list, "" for a comma alone; None where nothing does.

    "Texas" in "Paris, Texas" is joined as if by "in".
    """
    between = scene.text[scene.tokens[one.last - 1].end : scene.tokens[other.first].start]
    found = JOINTS.fullmatch(between)
    if not found or found["word"]:
        return found and found["word"]
    container = container_stated(scene, as_match(scene, one))
    return "in" if container and container.first == other.first else ""


def _likeliest(beliefs: dict[Role, float]) -> Role:
    return max(beliefs, key=lambda role: (beliefs[role], role), default=Role.LITERAL)


def _least_metonym(scene: Scene, match: Match) -> float:
    """How sure a metonym must be: roads have no government, common towns seldom act as one.

    Nor do provinces where they are governed from the capital: what the models know of units, they
    learned from the United States.
    """
    candidates = scene.candidates(match) if match.known else ()
    if any(c.level is Level.LINE for c in candidates):
        return 1.0
    varied = scene.gazetteer.varied
    common = all(
        not c.capital and (c.level is Level.TOWN or (c.level in AREAS and c.country in varied))
        for c in candidates
    )
    return TOWN_METONYM if common else 0.0


@lru_cache(maxsize=65_536)
def _institution(key: str, gazetteer: Gazetteer) -> str:
    """The kind of a building or a union, which mostly stand for who works there; "" for others."""
    kinds = [gazetteer.place(c.row).kind for c in gazetteer.candidates(key) if c.level in ACTORS]
    return next((kind for kind in kinds if kind in INSTITUTIONS), "")


def _visited(scene: Scene, match: Match) -> bool:
    """Whether a preposition of place stands right before the name, or before its article."""
    index = match.first - 2 if scene.key(match.first - 1) == "the" else match.first - 1
    return scene.key(index) in LOCATIVES - {"of", "from", "to", "along"}
