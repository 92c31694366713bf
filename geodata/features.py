"""What can be seen of a match and its surroundings, as names of features.

Recognition and roles both read these.  A feature never holds more than two words of text, so
that a model cannot learn a sentence by heart.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from geodata.gazetteer import Candidate, Gazetteer, Level, Naming
from geodata.lexicon import (
    DIRECTIONS,
    LOCATIVES,
    ORGANISATIONS,
    PLACE_NOUNS,
    STREETS,
    TITLES,
    english,
    given_names,
    surnames,
)
from geodata.matching import Match, countries, plausible
from geodata.text import POSSESSIVE, Token

SENTENCE_ENDS = frozenset('.!?"“”')
WORD_CLASSES = (
    ("title", TITLES), ("direction", DIRECTIONS), ("organisation", ORGANISATIONS),
    ("street", STREETS), ("place", PLACE_NOUNS), ("locative", LOCATIVES),
)  # fmt: skip
CONTAINERS = (Level.COUNTRY, Level.FIRST_LEVEL)


class Scene:
    """A text with its tokens and matches, and what the text as a whole says of its words."""

    def __init__(
        self, text: str, tokens: Sequence[Token], matches: Sequence[Match], gazetteer: Gazetteer
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.matches = matches
        self.gazetteer = gazetteer
        self.match_at = {i: m for m in matches for i in range(m.first, m.last)}

    @cached_property
    def lower_case(self) -> frozenset[str]:
        """Keys that the text also writes in lower case."""
        return frozenset(token.key for token in self.tokens if token.text.islower())

    @cached_property
    def uses(self) -> tuple[Counter[str], Counter[str], Counter[str]]:
        """How often each key is matched, follows a title or given name, follows a locative."""
        seen: Counter[str] = Counter()
        personal: Counter[str] = Counter()
        located: Counter[str] = Counter()
        for match in self.matches:
            seen[match.key] += 1
            before = self.tokens[match.first - 1] if match.first else None
            if before is None:
                continue
            if before.key in TITLES or (before.capitalised and before.key in given_names()):
                personal[match.key] += 1
            elif before.key in LOCATIVES:
                located[match.key] += 1
        return seen, personal, located

    @cached_property
    def personal_words(self) -> frozenset[str]:
        """Keys that stand after a given name or a title somewhere in the text."""
        return frozenset(
            token.key
            for before, token in zip(self.tokens, self.tokens[1:], strict=False)
            if token.capitalised
            and before.capitalised
            and (before.key in TITLES or before.key in given_names())
            and token.start - before.end <= 2
        )

    @cached_property
    def countries(self) -> Counter[int]:
        """How often the text names each country (by code), by its coarse names and demonyms."""
        return countries(self.matches, self.gazetteer)

    def candidates(self, match: Match) -> tuple[Candidate, ...]:
        """The candidates of a match that make sense in this text."""
        found = plausible(match, self.gazetteer, self.countries)
        return found or self.gazetteer.candidates(match.inner)

    def key(self, index: int) -> str:
        """The key of a token, or its mark, or "" outside the text."""
        if not 0 <= index < len(self.tokens):
            return ""
        return self.tokens[index].key or self.tokens[index].text

    def word_class(self, index: int) -> str:
        """What kind of word stands at an index."""
        if not 0 <= index < len(self.tokens):
            return "edge"
        token = self.tokens[index]
        if not token.key or token.text in POSSESSIVE:
            return "possessive" if token.key else "mark"
        size = "Upper" if token.capitalised else "lower"
        for name, words in WORD_CLASSES:
            if token.key in words:
                return f"{name}-{size}"
        if not token.capitalised:
            return "digit" if token.text[0].isdigit() else "lower"
        other = "given" if token.key in given_names() else "Other"
        return "name" if index in self.match_at else other

    def begins_sentence(self, match: Match) -> bool:
        """Whether a match opens a sentence or a line."""
        if match.first == 0:
            return True
        before = self.tokens[match.first - 1]
        gap = self.text[before.end : self.tokens[match.first].start]
        return before.text in SENTENCE_ENDS or "\n" in gap


def gazetteer_features(scene: Scene, match: Match) -> list[str]:
    """What the gazetteer says of a match."""
    if not match.known:
        return ["unknown"]
    candidates = scene.candidates(match)
    levels = {Level(c.level) for c in candidates if c.naming != Naming.DEMONYM}
    best = min(levels, default=Level.NOWHERE)
    naming = Naming(min(c.naming for c in candidates))
    towns = [
        c.population for c in candidates if c.level == Level.TOWN and c.naming == Naming.PRIMARY
    ]
    people = int(math.log10(max(towns) + 1)) if towns else -1
    demonym = any(c.naming == Naming.DEMONYM for c in candidates)
    home = any(c.country in scene.countries for c in candidates)
    level = "demonym" if demonym else best.name
    capital = any(c.capital for c in candidates)
    return [
        f"level={level}",
        f"level={level} naming={naming.name}",
        f"level={level} people={people}",
        f"candidates={min(len(candidates), 6)}",
        f"home={home} level={level}",
        f"directed={match.key != match.inner}",
        f"capital={capital} level={level}",
    ]


def word_features(scene: Scene, match: Match) -> list[str]:
    """What the words of a match look like, here and in the rest of the text."""
    tokens = scene.tokens[match.first : match.last]
    first = tokens[0]
    length = match.last - match.first
    upper = all(token.text.isupper() for token in tokens)
    word = length == 1 and first.key in english()
    seen, personal, located = scene.uses
    count = seen[match.key]
    return [
        f"length={min(length, 4)}",
        f"upper={upper} short={len(first.text) < 4}",
        f"word={word} opens={scene.begins_sentence(match)}",
        f"lower={length == 1 and first.key in scene.lower_case}",
        f"given={length == 1 and first.key in given_names()}",
        f"surname={length == 1 and first.key in surnames()} word={word}",
        f"person={length == 1 and first.key in scene.personal_words}",
        f"personal={_share(personal[match.key], count)}",
        f"located={_share(located[match.key], count)}",
        f"count={min(count, 4)}",
        f"ends={tokens[-1].key[-3:]}",
    ]


def _share(part: int, whole: int) -> str:
    return "none" if not part else "some" if part * 2 < whole else "most"


def context_features(scene: Scene, match: Match) -> list[str]:
    """The words around a match, as classes and as single words."""
    before, after = scene.word_class(match.first - 1), scene.word_class(match.last)
    features = [
        f"before={before}",
        f"after={after}",
        f"before2={scene.word_class(match.first - 2)} before={before}",
        f"after2={scene.word_class(match.last + 1)} after={after}",
        f"between={before}/{after}",
        f"w-1={scene.key(match.first - 1)}",
        f"w-2={scene.key(match.first - 2)}",
        f"w+1={scene.key(match.last)}",
        f"w+2={scene.key(match.last + 1)}",
    ]
    if container_of(scene, match):
        features.append("contained")
    return features


def container_of(scene: Scene, match: Match) -> Match | None:
    """The country or first-level unit that a name is said to lie in.

    "Texas" of "Paris, Texas" or "Paris in Texas", "Lebanon" of "Lebanon's Tripoli".
    """
    after = scene.match_at.get(match.last + 1)
    if scene.key(match.last) not in (",", "in", "(", "في") or (
        after and after.first != match.last + 1
    ):
        after = None
    before = scene.match_at.get(match.first - 2)
    if scene.word_class(match.first - 1) != "possessive":
        before = None
    gazetteer = scene.gazetteer
    for container in (after, before):
        candidates = gazetteer.candidates(container.inner) if container else ()
        if any(c.level in CONTAINERS and c.naming != Naming.DEMONYM for c in candidates):
            return container
    return None


def recognition_features(scene: Scene, match: Match) -> list[str]:
    """The features that tell names of places from other names."""
    place = gazetteer_features(scene, match)
    words = word_features(scene, match)
    context = context_features(scene, match)
    level = place[0]
    crossed = [f"{level} {feature}" for feature in (*words[2:9], *context[:2])]
    return [*place, *words, *context, *crossed]


def role_features(scene: Scene, match: Match) -> list[str]:
    """The features that tell what a place's name does in its sentence."""
    place = gazetteer_features(scene, match)
    context = context_features(scene, match)
    level = place[0]
    verb = _next_verb(scene, match)
    organisation = _organisation(scene, match)
    preposition = _preposition(scene, match)
    lower_next = scene.key(match.last) if scene.word_class(match.last) in _LOWER else ""
    return [
        level,
        place[-1],
        *context,
        f"opens={scene.begins_sentence(match)}",
        f"verb={verb}",
        f"preposition={preposition}",
        f"preposition={preposition} {level}",
        f"verb-ends={verb[-2:]} {level}",
        f"{organisation} {level}",
        f"noun-ends={lower_next[-3:]}",
        f"noun={lower_next} {level}",
        f"possessed={_possessed(scene, match)}",
        f"name-ends={match.key[-3:]}",
        f"{level} {context[0]}",
        f"{level} {context[1]}",
    ]


_LOWER = frozenset(("lower", "place-lower", "title-lower", "organisation-lower", "street-lower"))


def _next_verb(scene: Scene, match: Match) -> str:
    """The word after the name, past one adverb or comma; its ending tells a verb."""
    word = scene.key(match.last)
    if word == "," or word.endswith("ly"):
        word = scene.key(match.last + 1)
    return word


def _preposition(scene: Scene, match: Match) -> str:
    """The nearest small word before the name, past articles and adjectives, within four."""
    for index in range(match.first - 1, max(-1, match.first - 5), -1):
        key = scene.key(index)
        if key in LOCATIVES or key in ("by", "for", "with", "against", "between", "and", "or"):
            return key
        if key in (".", ";", ":"):
            break
    return "none"


def _organisation(scene: Scene, match: Match) -> str:
    """Whether a capitalised organisation word stands within the same capitalised run."""
    for side, steps in (("right", (0, 1, 2, 3)), ("left", (-1, -2, -3, -4))):
        for step in steps:
            index = match.last + step if side == "right" else match.first + step
            if not 0 <= index < len(scene.tokens):
                break
            token = scene.tokens[index]
            if token.capitalised and token.key in ORGANISATIONS:
                return f"organisation-{side}"
            if not token.capitalised and token.key not in ("of", "the", "for", "and"):
                break
    return "organisation-none"


def _possessed(scene: Scene, match: Match) -> str:
    if scene.word_class(match.last) != "possessive":
        return "no"
    return scene.key(match.last + 1)
