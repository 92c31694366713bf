"""Names that are believed whatever the models say, as too rare in any corpus to be learned."""

from __future__ import annotations

from geodata.cues import container_codes, container_of
from geodata.gazetteer import Level, Naming
from geodata.lexicon import (
    DIRECTIONS,
    LOCATIVES,
    ORGANISATIONS,
    PLACE_NOUNS,
    STREETS,
    TITLES,
    given_names,
)
from geodata.match import Match
from geodata.romanised import place_expected
from geodata.scene import Scene
from geodata.sounds import is_arabic

UNLEARNED = (Level.LINE, Level.NOWHERE)
TRUSTED_LEVELS = (Level.AREA, Level.SPOT)
RIVAL = 20_000  # inhabitants of a town that may be meant instead
TRUSTED = 0.8
DECLARED_CONFIDENCE = 0.6  # of a name that only the words around it call a place
FOREIGN_CONFIDENCE = 0.6  # of a match in a script that the models never read
GOVERNING = TITLES | DIRECTIONS | ORGANISATIONS | STREETS | PLACE_NOUNS | LOCATIVES


def least_belief(scene: Scene, match: Match) -> float:
    """What the models may not go below: names too rare in any corpus to be learned."""
    if not match.known:
        return DECLARED_CONFIDENCE
    if is_arabic(match.key):  # the words around it have been read; the models know English only
        return FOREIGN_CONFIDENCE
    return TRUSTED if _by_hand(scene, match) else 0.0


def _by_hand(scene: Scene, match: Match) -> bool:
    """Whether a name stands alone, and is hard to mistake: one that we wrote down, an Arabic one
    spelt anew, or one of several words.

    It must lie in a country that the text names, or in none; a larger town of the same name in
    those countries leaves the question to the models, save after an article: "the West".
    """
    if not _stands_alone(scene, match):
        return False
    candidates = scene.candidates(match)
    home = scene.countries.keys() | {0}
    varied = scene.gazetteer.varied
    several = (" " in match.key and match.last - match.first > 1) or _called_a_place(scene, match)
    ours = [
        c.row
        for c in candidates
        if c.country in home
        and (
            c.level in UNLEARNED
            or (
                c.country in varied
                and (several or c.level in TRUSTED_LEVELS or c.naming is Naming.LOOSE)
            )
        )
    ]
    towns = [
        c.row
        for c in candidates
        if c.row not in ours and c.population > RIVAL and c.country in home
    ]
    after_article = scene.key(match.first - 1) == "the"
    return bool(ours) and (not towns or (after_article and len(ours) < len(candidates)))


def _called_a_place(scene: Scene, match: Match) -> bool:
    """Whether the words beside call for a place, and nothing says that a person is meant.

    Models trained on English news know few names of the countries where spellings vary.
    """
    after = scene.tokens[match.last] if match.last < len(scene.tokens) else None
    alone = after is None or not after.capitalised
    person = match.key in scene.personal_words or match.key in scene.lower_case
    called = place_expected(scene.tokens, match.first) or _lies_in_named(scene, match)
    return alone and not person and called


def _lies_in_named(scene: Scene, match: Match) -> bool:
    """Whether the country or unit that is named beside has a place of this name."""
    container = container_of(scene, match)
    codes = container_codes(scene.gazetteer, container) if container else set()
    candidates = scene.candidates(match) if codes else ()
    return any({(c.country, 0), (c.country, c.admin1)} & codes for c in candidates)


def _stands_alone(scene: Scene, match: Match) -> bool:
    """Whether no capitalised word beside a match may make it part of a longer name."""
    before = scene.tokens[match.first - 1] if match.first else None
    if before is not None and before.capitalised and before.key in GOVERNING:
        return False
    after = scene.tokens[match.last] if match.last < len(scene.tokens) else None
    if after is None or not after.capitalised or match.last in scene.match_at:
        return True
    if after.key in ORGANISATIONS or after.key in given_names():
        return False
    return after.key in GOVERNING
