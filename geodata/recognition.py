"""Which matches are names of places, and with which role: text in, mentions out.

Knows nothing of storage or of where places are.  The two models are linear, trained by
`python -m geodata train`; their weights lie in `geodata/data/models/`.
"""

from __future__ import annotations

from functools import lru_cache

from geodata.features import Scene, recognition_features, role_features
from geodata.gazetteer import DATA, Gazetteer, Naming
from geodata.linear import LinearModel
from geodata.matching import Match, find_matches
from geodata.model import Mention, Role
from geodata.text import tokenise

MODELS = DATA / "models"
THRESHOLD = 0.5
UNKNOWN_CONFIDENCE = 0.6  # of a name that only the words around it call a place


@lru_cache(maxsize=1)
def load_models() -> tuple[LinearModel, LinearModel]:
    """The shipped models: recognition ("place", "other") and roles."""
    return (
        LinearModel.load(MODELS / "recognition.json"),
        LinearModel.load(MODELS / "roles.json"),
    )


def see(text: str, gazetteer: Gazetteer) -> Scene:
    """A text with its tokens and every match of the gazetteer."""
    tokens = tokenise(text)
    return Scene(text, tokens, find_matches(tokens, gazetteer), gazetteer)


def recognise(
    scene: Scene, models: tuple[LinearModel, LinearModel] | None = None
) -> tuple[list[Match], list[Mention]]:
    """The matches that are names of places, and the mentions they make, in order.

    The two lists run in parallel.  Mentions never overlap.
    """
    recogniser, roles = models or load_models()
    matches, mentions = [], []
    for match in scene.matches:
        confidence = (
            recogniser.probabilities(recognition_features(scene, match))["place"]
            if match.known
            else UNKNOWN_CONFIDENCE
        )
        if confidence < THRESHOLD:
            continue
        start, end = scene.tokens[match.first].start, scene.tokens[match.last - 1].end
        matches.append(match)
        mentions.append(
            Mention(start, end, scene.text[start:end], role_of(scene, match, roles), confidence)
        )
    return matches, mentions


def role_of(scene: Scene, match: Match, roles: LinearModel) -> Role:
    """What the name does in its sentence.  Adjectives and people's names are demonyms by rule."""
    namings = {c.naming for c in scene.gazetteer.candidates(match.inner)} if match.known else set()
    if namings == {Naming.DEMONYM}:
        return Role.DEMONYM
    beliefs = roles.probabilities(role_features(scene, match))
    if Naming.DEMONYM not in namings:
        beliefs.pop("demonym", None)
    return Role(max(beliefs, key=lambda role: (beliefs[role], role)))
