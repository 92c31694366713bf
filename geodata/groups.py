"""The names of a text, each with its mentions, its candidates, and a first belief in each.

All mentions of one name that the words beside them call the same are read together (one sense
per document).  The first belief has weights set by hand; `geodata.ranking` goes on from there.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from geodata.cues import (
    AREA,
    NO_CUE,
    TOWN,
    area_talk,
    container_codes,
    container_of,
    container_stated,
    cue,
    may_be_listed,
)
from geodata.gazetteer import AREAS, Candidate, Level, Naming
from geodata.match import Match
from geodata.model import Mention, Role
from geodata.scene import Scene

MOST_CANDIDATES = 40

Codes = frozenset[tuple[int, int]]  # countries (code, 0) and units (country, admin1)
Sense = tuple[str, bool, str, Codes, bool]
NO_CODES: Codes = frozenset()

# Weights of the first belief, in units of log-odds.
PRIOR = 0.75  # of the logarithm of a candidate's prior weight
CONTAINER = 4.8  # lies in what follows the name: "Paris, Texas"
OWN_CUE = 4.0  # is what the words beside this very name call it
OTHER_CUE = 2.0  # is what the words beside the name call it elsewhere
TALK = 2.0  # is an area, and the words around speak of one
NAMING = {
    Naming.PRIMARY: 0.0, Naming.ABBREVIATION: 0.0, Naming.DEMONYM: 0.0,
    Naming.ALTERNATE: -2.0, Naming.LOOSE: -2.5,
}  # fmt: skip
PRIORS = {
    Level.COUNTRY: 3e8, Level.REGION: 5e7, Level.NOWHERE: 5e7, Level.AREA: 2e4,
    Level.LINE: 1e5, Level.SPOT: 1e5,
}  # fmt: skip
MIDDLING, MOST_MORE = 1e7, 3.0  # inhabitants of a country; how much more or less others weigh
PROVINCIAL = 2e6  # the same for a region that lies in one country: Norfolk, the Midwest
LARGE_SEAT = 200_000  # inhabitants above which a bare name leans to the city, not its unit
CAPITAL = 8.0  # times as many people speak of a capital as its inhabitants suggest


@dataclass(slots=True)
class Group:
    """All mentions of one name with one cue; `members` are their numbers in the text.

    `cue`: "area", "town" or "" by the words beside these mentions; `elsewhere`: how much more
    often (-1 to 1) the name's other mentions are called an area than a town; `talk`: the share of
    mentions with talk of an area around; `first`: the first token; `widened`: only a part of the
    name is looked up.  `containers` are what it is said to lie in, `stated` those beyond doubt,
    though they may be towns beside it in a list where `listed`.
    `prior` sums to 1; `by_hand` are the first scores; `row` is what the ranker last saw of the best
    candidate.
    """

    key: str
    demonym: bool
    cue: str
    first: int
    widened: bool
    candidates: tuple[Candidate, ...]
    members: list[int] = field(default_factory=list)
    elsewhere: float = 0.0
    talk: float = 0.0
    containers: set[tuple[int, int]] = field(default_factory=set)
    stated: set[tuple[int, int]] = field(default_factory=set)
    listed: bool = False
    prior: list[float] = field(default_factory=list)
    by_hand: list[float] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    row: Sequence[float] = ()


def group_mentions(
    scene: Scene, matches: Sequence[Match], mentions: Sequence[Mention]
) -> list[Group]:
    """The groups of a text in the order of their first mentions, with `prior` and `scores`."""
    groups: dict[Sense, Group] = {}
    named = [_named_beside(scene, match) for match in matches]
    held = _containers(matches, named)
    introduced = _introduced(scene, matches, named)
    for index, (match, mention) in enumerate(zip(matches, mentions, strict=True)):
        demonym = mention.role is Role.DEMONYM
        called = NO_CUE if demonym else cue(scene, match)
        bare = 0 < scene.line_of(match.first) < introduced.get(match.inner, 0)
        place = (match.inner, demonym, called, held[index], bare)
        group = groups.get(place)
        if group is None:
            candidates = _candidates(scene, match, demonym=demonym)
            group = Group(match.inner, demonym, called, match.first, match.by_part, candidates)
            groups[place] = group
        group.members.append(index)
        group.talk += area_talk(scene, match)
        group.containers |= named[index]
        if (container := container_stated(scene, match)) is not None:
            group.stated |= container_codes(scene.gazetteer, container)
            group.listed |= may_be_listed(scene, container)
    by_key: dict[str, list[Group]] = {}
    for group in groups.values():
        by_key.setdefault(group.key, []).append(group)
    for group in groups.values():
        group.talk /= len(group.members)
        group.elsewhere = _called_elsewhere(group, by_key[group.key])
        group.prior = _shares(_weight(group, candidate) for candidate in group.candidates)
        group.by_hand = first_scores(group)
        group.scores = list(group.by_hand)
    return list(groups.values())


def _containers(matches: Sequence[Match], named: Sequence[Codes]) -> list[Codes]:
    """What tells two places of one name apart in a text: the container named last beside the name.

    Empty where all containers that are named beside a name have something in common; `named` are
    those beside each match.
    """
    common: dict[str, Codes] = {}
    several = set()
    for match, codes in zip(matches, named, strict=True):
        if codes:
            shared = common.setdefault(match.inner, codes) & codes
            common[match.inner] = shared
            if not shared:
                several.add(match.inner)
    last: dict[str, Codes] = {}
    for match, codes in zip(matches, named, strict=True):
        if match.inner in several and codes:
            last.setdefault(match.inner, codes)
    result = []
    for match, codes in zip(matches, named, strict=True):
        if match.inner in several and codes:
            last[match.inner] = codes
        result.append(last.get(match.inner, NO_CODES))
    return result


def _introduced(scene: Scene, matches: Sequence[Match], named: Sequence[Codes]) -> dict[str, int]:
    """The line in which each name is first said to lie somewhere: "Moscow, Idaho".

    What it means in earlier lines is another place; save in the first, for headlines are bare.
    """
    lines: dict[str, int] = {}
    for match, codes in zip(matches, named, strict=True):
        if codes:
            lines.setdefault(match.inner, scene.line_of(match.first))
    return lines


def _named_beside(scene: Scene, match: Match) -> Codes:
    container = container_of(scene, match)
    return frozenset(container_codes(scene.gazetteer, container)) if container else NO_CODES


def _called_elsewhere(group: Group, groups: Iterable[Group]) -> float:
    if group.demonym or group.cue:
        return 0.0
    called = [one for one in groups if one.key == group.key and not one.demonym]
    areas, towns = (sum(len(o.members) for o in called if o.cue == cue) for cue in (AREA, TOWN))
    return (areas - towns) / max(1, areas + towns)


def _candidates(scene: Scene, match: Match, *, demonym: bool) -> tuple[Candidate, ...]:
    if not match.known:
        return ()
    found = scene.candidates(match)
    wanted = [c for c in found if (c.naming is Naming.DEMONYM) == demonym] or list(found)
    wanted.sort(key=lambda c: (c.level == Level.TOWN, -c.population))
    return tuple(wanted[:MOST_CANDIDATES])


def _shares(weights: Iterable[float]) -> list[float]:
    known = list(weights)
    total = sum(known)
    return [weight / total for weight in known]


def _weight(group: Group, candidate: Candidate) -> float:
    """The weight of a candidate before anything is read: inhabitants, or a stand-in for them."""
    level = candidate.level
    if level is Level.TOWN:
        return (candidate.population + 300.0) * (CAPITAL if candidate.capital else 1.0)
    if level is Level.COUNTRY:
        people = math.sqrt(max(candidate.population, 1) / MIDDLING)
        return PRIORS[level] * min(max(people, 1 / MOST_MORE), MOST_MORE)
    if level is Level.REGION and candidate.country:
        return PROVINCIAL
    if level is not Level.FIRST_LEVEL:
        return PRIORS[level]
    # A unit and its seat share their name: the words must decide, so neither starts far ahead,
    # save that a bare name mostly means the city where that is a large one.
    size = seat(group, candidate)
    return min(0.6 * size, 0.6 * LARGE_SEAT) if size > 20_000 else 2e6 + candidate.population


def seat(group: Group, unit: Candidate) -> int:
    """The inhabitants of the town that bears a unit's name and lies in it, or of the capital of
    the country that bears it (Moscow lies beside its region); 0 without one.
    """
    return max(
        (
            c.population
            for c in group.candidates
            if c.level == Level.TOWN
            and c.country == unit.country
            and (c.admin1 == unit.admin1 or c.capital)
        ),
        default=0,
    )


def first_scores(group: Group) -> list[float]:
    """Scores from the candidate itself and the words beside the name, in log-odds."""
    scores = []
    for candidate in group.candidates:
        score = PRIOR * math.log(_weight(group, candidate)) + NAMING[candidate.naming]
        area = candidate.level in AREAS
        if area:
            large = max(seat(group, candidate), 1)
            score += OTHER_CUE * group.elsewhere + TALK * group.talk * min(1.0, LARGE_SEAT / large)
        if group.cue:
            score += OWN_CUE if area == (group.cue == AREA) else -OWN_CUE
        score += CONTAINER * contained(candidate, group.containers) / 2
        scores.append(score)
    return scores


def best_of(group: Group) -> Candidate | None:
    """The candidate with the highest score, the first of equals; None where there is none."""
    if not group.candidates:
        return None
    return group.candidates[max(range(len(group.scores)), key=group.scores.__getitem__)]


def contained(candidate: Candidate, containers: set[tuple[int, int]]) -> float:
    """How well a candidate fits what it is said to lie in: 2 its unit, 1.5 its country, -1 neither,
    0 where nothing is said.
    """
    if not containers or candidate.level in (Level.COUNTRY, Level.REGION):
        return 0.0
    if (candidate.country, candidate.admin1) in containers:
        return 2.0
    return 1.5 if (candidate.country, 0) in containers else -1.0
