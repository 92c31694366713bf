"""Which place a name means: candidates scored by what is known of them and what the text says.

All mentions of one name are read together (one sense per document), save those whose own words
say otherwise: "the city of Idlib" is the city in a text about the province.  The weights are set by
hand; docs/accuracy.md says what they reach.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from geodata.features import Scene, container_of
from geodata.gazetteer import Candidate, Gazetteer, Level, Naming
from geodata.lexicon import AREA_NOUNS, AREA_TALK, TOWN_NOUNS
from geodata.matching import Match
from geodata.model import Mention, Place, Resolution, Role, RunnerUp
from geodata.shapes import distance_km

MOST_CANDIDATES = 40
RUNNERS_UP = 3
NEAR_KM = 150.0
NEAR_DEGREES = 1.36  # of latitude: NEAR_KM and a little more
SURE_SHARE = 0.2  # less belief than this in the best candidate: cannot choose
SAME_SPOT_KM = 40.0  # runners-up nearer than this do not make the choice unsure

# Weights of the evidence, in units of log-odds.
PRIOR = 0.75  # of the logarithm of a candidate's prior weight
CONTAINER = 4.8  # lies in what follows the name: "Paris, Texas"
OWN_CUE = 4.0  # is what the words beside this very name call it
OTHER_CUE = 2.0  # is what the words beside the name call it elsewhere
TALK = 2.0  # is an area, and the words around speak of one
COUNTRY = 3.0  # lies in the country of all other names
UNIT = 8.0  # lies in the first-level unit of all other names
NEAR = 2.5  # lies within NEAR_KM of others, by the logarithm of their number
NAMING = {
    Naming.PRIMARY: 0.0, Naming.ABBREVIATION: 0.0, Naming.DEMONYM: 0.0,
    Naming.ALTERNATE: -2.0, Naming.LOOSE: -2.5,
}  # fmt: skip
PRIORS = {
    Level.COUNTRY: 3e8, Level.REGION: 5e7, Level.NOWHERE: 5e7, Level.AREA: 2e4,
    Level.LINE: 1e5, Level.SPOT: 1e5,
}  # fmt: skip
LARGE_SEAT = 200_000  # inhabitants above which a bare name leans to the city, not its unit
CAPITAL = 8.0  # times as many people speak of a capital as its inhabitants suggest
AREAS = (Level.FIRST_LEVEL, Level.AREA)
VAST = (Level.COUNTRY, Level.REGION, Level.NOWHERE)


@dataclass(slots=True)
class Group:
    """All mentions of one name in a text, their candidates, and the belief in each."""

    candidates: tuple[Candidate, ...]
    members: list[int] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    cues: Counter[str] = field(default_factory=Counter)
    talk: float = 0.0
    containers: set[tuple[int, int]] = field(default_factory=set)

    @property
    def best(self) -> Candidate | None:
        if not self.candidates:
            return None
        return self.candidates[max(range(len(self.scores)), key=self.scores.__getitem__)]


def resolve(
    scene: Scene, matches: Sequence[Match], mentions: Sequence[Mention]
) -> list[Resolution]:
    """One resolution per mention, in order; `matches[i]` is where `mentions[i]` was found."""
    cues = [cue(scene, match) for match in matches]
    groups = _groups(scene, matches, mentions, cues)
    for group in groups:
        group.scores = _alone(group)
    countries = _countries(groups)
    for _ in range(2):
        chosen = [(group, group.best) for group in groups]
        for group in groups:
            others = [best for other, best in chosen if other is not group and best]
            group.scores = _in_company(group, others, countries)
    group_of = {member: group for group in groups for member in group.members}
    return [
        _decide(mention, group_of[index], cues[index], countries, scene.gazetteer)
        for index, mention in enumerate(mentions)
    ]


def cue(scene: Scene, match: Match) -> str:
    """What the words beside a name call it: "area", "town" or ""."""
    before = scene.key(match.first - 2) if scene.key(match.first - 1) == "of" else ""
    for word in (before, scene.key(match.last)):
        if word in AREA_NOUNS:
            return "area"
        if word in TOWN_NOUNS:
            return "town"
    return ""


def _groups(
    scene: Scene, matches: Sequence[Match], mentions: Sequence[Mention], cues: Sequence[str]
) -> list[Group]:
    groups: dict[tuple[str, bool], Group] = {}
    for index, (match, mention) in enumerate(zip(matches, mentions, strict=True)):
        demonym = mention.role is Role.DEMONYM
        group = groups.get((match.inner, demonym))
        if group is None:
            candidates = _candidates(scene, match, demonym=demonym)
            group = groups[match.inner, demonym] = Group(candidates)
        group.members.append(index)
        group.cues[cues[index]] += 1
        group.talk += _area_talk(scene, match)
        container = container_of(scene, match)
        if container:
            group.containers |= _container_codes(scene.gazetteer, container)
    return list(groups.values())


def _candidates(scene: Scene, match: Match, *, demonym: bool) -> tuple[Candidate, ...]:
    if not match.known:
        return ()
    found = scene.candidates(match)
    wanted = [c for c in found if (c.naming is Naming.DEMONYM) == demonym] or list(found)
    wanted.sort(key=lambda c: (c.level == Level.TOWN, -c.population))
    return tuple(wanted[:MOST_CANDIDATES])


def _container_codes(gazetteer: Gazetteer, container: Match) -> set[tuple[int, int]]:
    codes = set()
    for candidate in gazetteer.candidates(container.inner):
        if candidate.level is Level.COUNTRY:
            codes.add((candidate.country, 0))
        elif candidate.level is Level.FIRST_LEVEL:
            codes.add((candidate.country, candidate.admin1))
    return codes


def _area_talk(scene: Scene, match: Match) -> float:
    window = range(match.first - 10, match.last + 10)
    return 1.0 if any(scene.key(index) in AREA_TALK for index in window) else 0.0


def _prior(group: Group, candidate: Candidate) -> float:
    """The weight of a candidate before anything is read: inhabitants, or a stand-in for them."""
    level = candidate.level
    if level is Level.TOWN:
        return (candidate.population + 300.0) * (CAPITAL if candidate.capital else 1.0)
    if level is not Level.FIRST_LEVEL:
        return PRIORS[level]
    # A unit and its seat share their name: the words must decide, so neither starts far ahead,
    # save that a bare name mostly means the city where that is a large one.
    seat = _seat(group, candidate)
    return min(0.6 * seat, 0.6 * LARGE_SEAT) if seat > 20_000 else 2e6 + candidate.population


def _seat(group: Group, unit: Candidate) -> int:
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


def _alone(group: Group) -> list[float]:
    """Scores from the candidate itself and the words beside the name."""
    areas, towns = group.cues["area"], group.cues["town"]
    called = OTHER_CUE * (areas - towns) / max(1, areas + towns)
    talk = TALK * group.talk / len(group.members)
    scores = []
    for candidate in group.candidates:
        score = PRIOR * math.log(_prior(group, candidate)) + NAMING[candidate.naming]
        if candidate.level in AREAS:
            seat = _seat(group, candidate)
            score += called + talk * min(1.0, LARGE_SEAT / max(seat, 1))
        if group.containers:
            score += _contained(candidate, group.containers)
        scores.append(score)
    return scores


def _contained(candidate: Candidate, containers: Iterable[tuple[int, int]]) -> float:
    here = candidate.country, candidate.admin1
    if candidate.level in (Level.COUNTRY, Level.REGION):
        return 0.0
    if here in containers:
        return CONTAINER
    return CONTAINER * 0.75 if (here[0], 0) in containers else -CONTAINER / 2


def _countries(groups: Sequence[Group]) -> Counter[int]:
    """How many names of the text point to each country, by what is likeliest so far."""
    votes: Counter[int] = Counter()
    for group in groups:
        best = group.best
        if best is None:
            continue
        certain = best.level in (Level.COUNTRY, Level.FIRST_LEVEL)
        if best.country and (certain or len(group.candidates) == 1):
            votes[best.country] += len(group.members)
    return votes


def _in_company(group: Group, others: Sequence[Candidate], countries: Counter[int]) -> list[float]:
    """Scores with the text's countries, units and neighbouring places weighed in."""
    total = sum(countries.values()) + 1
    units = Counter((c.country, c.admin1) for c in others if c.admin1)
    unit_total = sum(units.values()) + 1
    spots = [c for c in others if c.level not in VAST]

    def company(candidate: Candidate) -> float:
        country, unit = candidate.country, candidate.admin1
        if not country or candidate.level is Level.COUNTRY:
            return 0.0
        near = sum(_near(candidate, spot) for spot in spots)
        shared = COUNTRY * countries[country] / total + NEAR * math.log1p(near)
        return shared + (UNIT * units[country, unit] / unit_total if unit else 0.0)

    alone = _alone(group)
    return [score + company(c) for c, score in zip(group.candidates, alone, strict=True)]


def _near(one: Candidate, other: Candidate) -> bool:
    """Whether two places lie within NEAR_KM; most do not by their latitudes alone."""
    return abs(one.lat - other.lat) < NEAR_DEGREES and _km(one, other) < NEAR_KM


def _km(one: Candidate, other: Candidate) -> float:
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def _decide(
    mention: Mention, group: Group, own_cue: str, countries: Counter[int], gazetteer: Gazetteer
) -> Resolution:
    if not group.candidates:
        return Resolution(
            mention, None, mention.confidence, "the gazetteer knows no place of this name"
        )
    ranked = _ranked(group, own_cue)
    best, share = ranked[0]
    leading = tuple(
        RunnerUp(gazetteer.place(candidate.row), round(mention.confidence * belief, 4))
        for candidate, belief in ranked[: RUNNERS_UP + 1]
    )
    if share < SURE_SHARE and _km(best, ranked[1][0]) > SAME_SPOT_KM:
        names = " and ".join(describe(leader.place) for leader in leading[:2])
        reason = f"cannot choose between {names}"
        return Resolution(mention, None, mention.confidence, reason, (), leading)
    return Resolution(
        mention,
        leading[0].place,
        round(mention.confidence * share, 4),
        gazetteer.reason(best.row),
        tuple(_evidence(best, group, own_cue, countries)),
        leading[1:],
    )


def _ranked(group: Group, own_cue: str) -> list[tuple[Candidate, float]]:
    """Candidates with their share of the belief for one mention, best first."""
    scores = list(group.scores)
    if own_cue:
        for index, candidate in enumerate(group.candidates):
            area = candidate.level in AREAS
            scores[index] += OWN_CUE if area == (own_cue == "area") else -OWN_CUE
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    shares = [power / sum(powers) for power in powers]
    believed = list(zip(group.candidates, shares, strict=True))
    return sorted(believed, key=lambda pair: (-pair[1], pair[0].row))


def describe(place: Place) -> str:
    """A place in a few words: "Idlib, the governorate, SY"."""
    country = f", {place.country}" if place.country and place.kind != "country" else ""
    return f"{place.name}, the {place.kind}{country}"


def _evidence(
    best: Candidate, group: Group, own_cue: str, countries: Counter[int]
) -> Iterable[str]:
    if len(group.candidates) == 1:
        yield "the only place of this name in the gazetteer"
    if own_cue:
        kind = "an area" if own_cue == "area" else "a town"
        yield f"the words beside the name call it {kind}"
    elif best.level in AREAS and (group.cues["area"] or group.talk):
        where = "elsewhere in the document" if group.cues["area"] else "around the name"
        yield f"the words {where} speak of an area"
    if group.containers and _contained(best, group.containers) > 0:
        yield "the country or unit that it lies in is named beside it"
    same = countries[best.country] if best.country else 0
    if same and best.level is not Level.COUNTRY:
        yield f"same country as {same} other names in the document"
    if best.naming is Naming.LOOSE:
        yield "a spelling that differs only as romanisations of Arabic do"
    if len(group.candidates) > 1 and not own_cue:
        towns = [c for c in group.candidates if c.level is Level.TOWN]
        if len(towns) > 1 and best is max(towns, key=lambda c: c.population):
            yield "the most populous of the towns of this name"
