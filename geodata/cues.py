"""What the words beside a name say of its place: an area or a town, and what it lies in."""

from __future__ import annotations

from geodata.gazetteer import Gazetteer, Level, Naming
from geodata.lexicon import AREA_NOUNS, AREA_TALK, DIRECTIONS, PLACE_NOUNS, TOWN_NOUNS
from geodata.match import Match
from geodata.scene import Scene

TALK_WORDS = 10  # before and after a name, in which talk of an area is heard
CONTAINERS = (Level.COUNTRY, Level.FIRST_LEVEL)
CLOSING = frozenset(("", ",", ".", ";", ":", "(", ")", "-", "–", "—", "?", "!", "'s", "’s"))
LARGE_TOWN = 1_000_000  # inhabitants of a town that may stand in a list beside others
LISTED_TOWN = 20_000  # the same where to take it for a container would hide a mark
LONGEST_DESCRIPTION = 7  # words of "a dusty old market town in"
ALL = frozenset(("both", "all"))
FURTHER = 3  # words between an adjective and the noun, or the name
BORDERS = frozenset(("border", "frontier"))  # a border town has two countries beside it
_NOUNS = (TOWN_NOUNS | AREA_NOUNS | PLACE_NOUNS) - BORDERS - {"mayor"}
AREA, TOWN, NO_CUE = "area", "town", ""


def cue(scene: Scene, match: Match) -> str:
    """What the words beside a name call it: "area", "town" or ""."""
    before = scene.key(match.first - 2) if scene.key(match.first - 1) == "of" else ""
    own = scene.key(match.last - 1) if match.by_part else ""
    for word in (before, own, scene.key(match.last)):
        if word in AREA_NOUNS:
            return AREA
        if word in TOWN_NOUNS:
            return TOWN
    return NO_CUE


def area_talk(scene: Scene, match: Match) -> bool:
    """Whether the words around a name speak of fronts, fighters and enclaves."""
    window = scene.keys[max(0, match.first - TALK_WORDS) : match.last + TALK_WORDS]
    return not AREA_TALK.isdisjoint(window)


def container_of(scene: Scene, match: Match) -> Match | None:
    """The country or first-level unit that a name is said to lie in.

    "Texas" of "Paris, Texas" or "Paris in northern Texas", "Lebanon" of "Lebanon's Tripoli",
    "Argentine" of "the Argentine city of Cordoba" and of "Cordoba, an Argentine city".
    """
    gazetteer = scene.gazetteer
    for container in (_after(scene, match), _before(scene, match)):
        candidates = gazetteer.candidates(container.inner) if container else ()
        if any(c.level in CONTAINERS and c.naming is not Naming.DEMONYM for c in candidates):
            return container
    return _adjective_before(scene, match) or _adjective_after(scene, match)


def container_stated(scene: Scene, match: Match) -> Match | None:
    """The container that leaves no doubt: "Illinois" of "Cairo, Illinois, is small".

    It follows after a comma ("in" may stand between), a mark closes it, and it is no large town as
    well.
    """
    if scene.key(match.last) != ",":
        return None
    begin = match.last + (2 if scene.key(match.last + 1) == "in" else 1)
    found = scene.match_at.get(begin)
    if found is None or found.first != begin or not _closed(scene, found):
        return None
    return None if _may_be_town(scene, found, LARGE_TOWN) else found


def may_be_listed(scene: Scene, container: Match) -> bool:
    """Whether what seems to be a container may be a town in a list: "Salqin, Hama, Homs"."""
    return _may_be_town(scene, container, LISTED_TOWN)


def _closed(scene: Scene, found: Match) -> bool:
    return scene.key(found.last) in CLOSING


def _may_be_town(scene: Scene, found: Match, people: int) -> bool:
    """Whether a name may mean a town of at least so many inhabitants."""
    candidates = scene.gazetteer.candidates(found.inner)
    return any(c.level is Level.TOWN and c.population >= people for c in candidates)


def _after(scene: Scene, match: Match) -> Match | None:
    index = match.last
    if scene.key(index) not in (",", "in", "(", "في"):
        return None
    index = _described(scene, index) or index + 1
    while scene.key(index) in ("in", "the") or scene.key(index) in DIRECTIONS:
        if index in scene.match_at:
            break
        index += 1
    found = scene.match_at.get(index)
    if found is None or found.first != index:
        return None
    # "Warsaw, New York and Paris" is a list.
    listed = not _closed(scene, found) and _may_be_town(scene, found, LARGE_TOWN)
    return None if listed and scene.key(match.last) == "," else found


def _described(scene: Scene, comma: int) -> int:
    """Where what a description places a name in begins: after ", a market town in" and ", the
    capital of", also after ", both in"; 0 where no description follows the comma.
    """
    if scene.key(comma) != ",":
        return 0
    called = False
    for index in range(comma + 1, comma + 1 + LONGEST_DESCRIPTION):
        word = scene.key(index)
        if called and word in ("in", "of"):
            return index + 1
        if index >= len(scene.tokens) or not scene.tokens[index].text[0].islower():
            return 0
        called = word in TOWN_NOUNS or word in AREA_NOUNS or word in PLACE_NOUNS or word in ALL
    return 0


def _adjective_before(scene: Scene, match: Match) -> Match | None:
    """The adjective of "the Argentine city of Cordoba" and "the Argentine port Rosario"."""
    noun = match.first - (2 if scene.key(match.first - 1) == "of" else 1)
    if scene.key(noun) not in _NOUNS:
        return None
    for index in range(noun - 1, noun - 1 - FURTHER, -1):
        if scene.key(index) in BORDERS or not scene.key(index).isalpha():
            return None
        if (adjective := _demonym_at(scene, index)) is not None:
            return adjective
    return None


def _adjective_after(scene: Scene, match: Match) -> Match | None:
    """The adjective of "Cordoba, the second largest Argentine city"."""
    if scene.key(match.last) != "," or scene.key(match.last + 1) not in ("a", "an", "the"):
        return None
    for index in range(match.last + 2, match.last + 2 + FURTHER):
        if (adjective := _demonym_at(scene, index)) is not None:
            words = [scene.key(adjective.last + further) for further in range(FURTHER)]
            called = not _NOUNS.isdisjoint(words) and BORDERS.isdisjoint(words)
            return adjective if called else None
    return None


def _demonym_at(scene: Scene, index: int) -> Match | None:
    found = scene.match_at.get(index)
    candidates = scene.gazetteer.candidates(found.inner) if found is not None else ()
    return found if any(c.naming is Naming.DEMONYM for c in candidates) else None


def _before(scene: Scene, match: Match) -> Match | None:
    return scene.match_at.get(match.first - 2) if scene.is_possessive(match.first - 1) else None


def container_codes(gazetteer: Gazetteer, container: Match) -> set[tuple[int, int]]:
    """The countries (code, 0) and units (country, admin1) that a container's name may mean."""
    codes = set()
    for candidate in gazetteer.candidates(container.inner):
        if candidate.level is Level.COUNTRY:
            codes.add((candidate.country, 0))
        elif candidate.level is Level.FIRST_LEVEL:
            codes.add((candidate.country, candidate.admin1))
    return codes
