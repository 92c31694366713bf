"""Which matches are names of places, and with which role: text in, mentions out.

Knows nothing of storage or of where places are.  The two models are linear, trained by
`python -m geodata train`; their weights lie in `geodata/data/models/`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from geodata.arabic import split_glued
from geodata.features import Scene, recognition_features, role_features
from geodata.gazetteer import Gazetteer, Level, Naming
from geodata.lexicon import LOCATIVES
from geodata.linear import LinearModel
from geodata.matching import Match, find_matches
from geodata.model import Mention, Role
from geodata.romanised import place_expected
from geodata.sounds import is_arabic
from geodata.text import tokenise
from geodata.version import DATA

MODELS = DATA / "models"
THRESHOLD = 0.5
TOWN_METONYM = 0.6  # a town that governs nothing seldom stands for a government
HAND_LEVELS = (Level.LINE, Level.AREA, Level.SPOT, Level.NOWHERE)
RIVAL = 20_000  # inhabitants of a town that may be meant instead
HAND_CONFIDENCE = 0.8
UNKNOWN_CONFIDENCE = 0.6  # of a name that only the words around it call a place

Models = tuple[LinearModel, LinearModel]


@lru_cache(maxsize=1)
def load_models() -> Models:
    """The shipped models: recognition ("place", "other") and roles."""
    return (
        LinearModel.load(MODELS / "recognition.json"),
        LinearModel.load(MODELS / "roles.json"),
    )


def see(text: str, gazetteer: Gazetteer) -> Scene:
    """A text with its tokens and every match of the gazetteer."""
    tokens = split_glued(tokenise(text), gazetteer)
    return Scene(text, tokens, find_matches(tokens, gazetteer), gazetteer)


def recognise(scene: Scene, models: Models | None = None) -> tuple[list[Match], list[Mention]]:
    """The matches that are names of places, and the mentions they make, in order.

    The two lists run in parallel.  Mentions never overlap.
    """
    recogniser, roles = models or load_models()
    matches, mentions = [], []
    for match in scene.matches:
        confidence = _confidence(scene, match, recogniser)
        if confidence < THRESHOLD:
            continue
        start, end = scene.tokens[match.first].start, scene.tokens[match.last - 1].end
        matches.append(match)
        mentions.append(
            Mention(start, end, scene.text[start:end], role_of(scene, match, roles), confidence)
        )
    return matches, mentions


def roles_of_spans(
    text: str,
    spans: Sequence[tuple[int, int]],
    gazetteer: Gazetteer,
    models: Models | None = None,
) -> list[Role]:
    """The role that each of these spans of a text would get as a mention, in their order."""
    scene = see(text, gazetteer)
    _, roles = models or load_models()
    return [role_of(scene, _match_at(scene, start, end), roles) for start, end in spans]


def _match_at(scene: Scene, start: int, end: int) -> Match:
    """The match at a span, else one made of the tokens that the span touches."""
    touched = [i for i, t in enumerate(scene.tokens) if t.start < end and start < t.end]
    if not touched:
        return Match(0, 0, "", "", known=False)
    first, last = touched[0], touched[-1] + 1
    found = scene.match_at.get(first)
    if found is not None and (found.first, found.last) == (first, last):
        return found
    key = " ".join(token.key for token in scene.tokens[first:last] if token.key)
    return Match(first, last, key, key, known=bool(scene.gazetteer.candidates(key)))


def _confidence(scene: Scene, match: Match, recogniser: LinearModel) -> float:
    if not match.known:
        return UNKNOWN_CONFIDENCE
    learned = recogniser.probabilities(recognition_features(scene, match))["place"]
    if is_arabic(match.key):  # the words around it have been read; the model knows English only
        return max(learned, UNKNOWN_CONFIDENCE)
    # Roads, enclaves, blocs and historic states are too rare in any corpus to be learned.
    return max(learned, HAND_CONFIDENCE) if _by_hand(scene, match) else learned


def _by_hand(scene: Scene, match: Match) -> bool:
    """Whether a name stands alone, and is hard to mistake: one that we wrote down, an Arabic one
    spelt anew, or one of several words.

    It must lie in a country that the text names, or in none; a larger town of the same name in
    those countries leaves the question to the model, save after an article: "the West".
    """
    before = scene.word_class(match.first - 1).endswith("Upper")
    if before or scene.word_class(match.last) in ("Other", "given", "organisation-Upper"):
        return False
    candidates = scene.candidates(match)
    home = {0, *scene.countries}
    several = " " in match.key and match.last - match.first > 1
    # Models trained on English news know few names of the countries where spellings vary.
    alone = not scene.word_class(match.last).endswith("Upper")
    person = match.key in scene.personal_words or match.key in scene.lower_case
    sure = alone and not person and place_expected(scene.tokens, match.first)
    varied = scene.gazetteer.varied if sure else ()
    ours = [
        c.row
        for c in candidates
        if c.country in home
        and (c.level in HAND_LEVELS or c.naming is Naming.LOOSE or several or c.country in varied)
    ]
    towns = [
        c.row
        for c in candidates
        if c.row not in ours and c.population > RIVAL and c.country in home
    ]
    after_article = scene.key(match.first - 1) == "the"
    return bool(ours) and (not towns or (after_article and len(ours) < len(candidates)))


def role_of(scene: Scene, match: Match, roles: LinearModel) -> Role:
    """What the name does in its sentence.  Adjectives and people's names are demonyms by rule."""
    namings = {c.naming for c in scene.candidates(match)} if match.known else set()
    if namings == {Naming.DEMONYM}:
        return Role.DEMONYM
    if _is_building(scene, match):
        return Role.LITERAL if _visited(scene, match) else Role.METONYM
    beliefs = roles.probabilities(role_features(scene, match))
    if Naming.DEMONYM not in namings:
        beliefs.pop("demonym", None)
    if beliefs.get("metonym", 0.0) < _least_metonym(scene, match):
        beliefs.pop("metonym", None)
    return Role(max(beliefs, key=lambda role: (beliefs[role], role)))


def _least_metonym(scene: Scene, match: Match) -> float:
    """How sure a metonym must be: roads have no government, common towns seldom act as one."""
    candidates = scene.candidates(match) if match.known else ()
    if any(c.level is Level.LINE for c in candidates):
        return 1.0
    common = all(c.level is Level.TOWN and not c.capital for c in candidates)
    return TOWN_METONYM if common else 0.0


def _is_building(scene: Scene, match: Match) -> bool:
    """Whether a name is that of a building, which mostly stands for who works there."""
    gazetteer = scene.gazetteer
    spots = [c.row for c in gazetteer.candidates(match.inner) if c.level is Level.SPOT]
    return any(gazetteer.place(row).kind == "building" for row in spots)


def _visited(scene: Scene, match: Match) -> bool:
    """Whether a preposition of place stands right before the name, or before its article."""
    index = match.first - 2 if scene.key(match.first - 1) == "the" else match.first - 1
    return scene.key(index) in LOCATIVES - {"of", "from", "to", "along"}
