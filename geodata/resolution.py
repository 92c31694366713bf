"""Which place a name means: candidates ranked by what is known of them and what the text says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from geodata.abstaining import rule_out
from geodata.confidence import judged, shares_of
from geodata.cues import AREA
from geodata.gazetteer import AREAS, Candidate, Gazetteer, Level, Naming
from geodata.groups import Group, best_of, contained, group_mentions
from geodata.match import Match
from geodata.model import Mention, Place, Resolution, RunnerUp
from geodata.models import Models, shipped
from geodata.ranking import rank
from geodata.reconsidered import staying, worth_telling
from geodata.scene import Scene
from geodata.shapes import distance_km

RUNNERS_UP = 3
SURE_SHARE = 0.2  # less belief than this in the best candidate: cannot choose
SAME_SPOT_KM = 40.0  # runners-up nearer than this do not make the choice unsure


class Ranking(NamedTuple):
    """A name's candidates with their shares of the belief, best first, and what decided.

    `ruled_out` says why the best cannot be meant.
    """

    candidates: Sequence[tuple[Candidate, float]]
    evidence: tuple[str, ...]
    ruled_out: str = ""


def resolve(
    scene: Scene,
    matches: Sequence[Match],
    mentions: Sequence[Mention],
    models: Models | None = None,
    *,
    doubted: bool = False,
) -> list[Resolution]:
    """One resolution per mention, in order; `matches[i]` is where `mentions[i]` was found.

    `doubted`: mentions that are no names after all, once places are known, are left out.
    """
    models = models or shipped()
    groups = group_mentions(scene, matches, mentions)
    rank(groups, models.ranker)
    group_of = {member: group for group in groups for member in group.members}
    asked = [group_of[index] for index in range(len(mentions))]
    found = judged(mentions, asked, models, scene.gazetteer.varied)
    kept = list(range(len(mentions)))
    if doubted:
        stays = staying(mentions, asked, found)
        kept = [index for index in kept if stays[index]]
        groups = _among(groups, set(kept))
    reasons = rule_out(groups)
    countries = _countries(groups)
    told = {
        id(group): _ranking(group, countries, reason)
        for group, reason in zip(groups, reasons, strict=True)
    }
    decided = [
        _decide(mentions[index], told[id(asked[index])], found[index].confidence, scene.gazetteer)
        for index in kept
    ]
    return worth_telling(decided) if doubted else decided


def _among(groups: Sequence[Group], kept: AbstractSet[int]) -> list[Group]:
    """The groups with those of their members alone that are kept."""
    for group in groups:
        group.members = [member for member in group.members if member in kept]
    return [group for group in groups if group.members]


def _countries(groups: Sequence[Group]) -> Counter[int]:
    """How many names of the text lie in each country."""
    votes: Counter[int] = Counter()
    for group in groups:
        best = best_of(group)
        if best is not None and best.country:
            votes[best.country] += len(group.members)
    return votes


def _decide(
    mention: Mention, ranking: Ranking, confidence: float, gazetteer: Gazetteer
) -> Resolution:
    ranked = ranking.candidates
    if not ranked:
        return Resolution(
            mention, None, mention.confidence, "the gazetteer knows no place of this name"
        )
    best, share = ranked[0]
    # What is left of the belief that this is a name goes to the runners-up by their shares.
    left = max(0.0, mention.confidence - confidence) / max(1.0 - share, 1e-6)
    runners_up = tuple(
        RunnerUp(gazetteer.place(candidate.row), round(left * belief, 4))
        for candidate, belief in ranked[1 : RUNNERS_UP + 1]
    )
    place = gazetteer.place(best.row)
    reason = ranking.ruled_out
    leading = (RunnerUp(place, round(confidence, 4)), *runners_up)
    if not reason and share < SURE_SHARE and _km(best, ranked[1][0]) > SAME_SPOT_KM:
        names = " and ".join(describe(leader.place, gazetteer) for leader in leading[:2])
        reason = f"cannot choose between {names}"
    if reason:
        return Resolution(mention, None, mention.confidence, reason, (), leading)
    reason = gazetteer.reason(best.row)
    return Resolution(
        mention,
        place,
        round(mention.confidence if reason else confidence, 4),
        reason,
        ranking.evidence,
        runners_up,
    )


def _ranking(group: Group, countries: Counter[int], ruled_out: str) -> Ranking:
    """A name's ranking; `countries` as `_countries` has them."""
    if not group.candidates:
        return Ranking((), ())
    believed = list(zip(group.candidates, shares_of(group.scores), strict=True))
    believed.sort(key=lambda pair: (-pair[1], pair[0].row))
    return Ranking(believed, tuple(_evidence(believed[0][0], group, countries)), ruled_out)


def _km(one: Candidate, other: Candidate) -> float:
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def describe(place: Place, gazetteer: Gazetteer) -> str:
    """A place in a few words: "Idlib (governorate, Syria)"."""
    country = [one.name for one in gazetteer.containers(place) if not one.admin1]
    return f"{place.name} ({', '.join([place.kind, *country])})"


def _evidence(best: Candidate, group: Group, countries: Counter[int]) -> Iterable[str]:
    if len(group.candidates) == 1:
        yield "the only place of this name in the gazetteer"
    if group.widened:
        yield "placed by the name inside it"
    if group.cue:
        kind = "an area" if group.cue == AREA else "a town"
        yield f"the words beside the name call it {kind}"
    elif best.level in AREAS and (group.elsewhere > 0 or group.talk):
        where = "elsewhere in the document" if group.elsewhere > 0 else "around the name"
        yield f"the words {where} speak of an area"
    if contained(best, group.containers) > 0:
        yield "the country or unit that it lies in is named beside it"
    same = countries[best.country] - len(group.members) if best.country else 0
    if same > 0 and best.level is not Level.COUNTRY:
        names = "one other name" if same == 1 else f"{same} other names"
        yield f"same country as {names} in the document"
    if best.naming is Naming.LOOSE:
        yield "a spelling that differs only as romanisations of Arabic do"
    if len(group.candidates) > 1 and not group.cue:
        towns = [c for c in group.candidates if c.level is Level.TOWN]
        if len(towns) > 1 and best is max(towns, key=lambda c: c.population):
            yield "the most populous of the towns of this name"
