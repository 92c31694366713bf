"""What rules a name's candidates out, so that the name is listed with its reason, not drawn.

The gazetteer lacks most villages of the world: the namesake that it has may lie on another
continent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from geodata.gazetteer import Candidate, Level
from geodata.groups import Group, best_of, contained
from geodata.shapes import distance_km

SMALL = 20_000  # inhabitants of a town that a text far from it is unlikely to mean
# Of 21 such answers to LGL and GeoWebNews, in five folds, none was right.
FAR_KM = 1000.0
LEAST_COMPANY = 4  # other names

ELSEWHERE = "no place of this name is known where the text says that it lies"
FAR_OFF = "the places of this name that are known lie far from all else that the text names"


def rule_out(groups: Sequence[Group]) -> list[str]:
    """Why no candidate of each group can be meant; "" where one can.

    Where the best lies far off and another does not, the two exchange their scores.
    """
    best = [best_of(group) for group in groups]
    countries = Counter(one.country for one in best if one is not None)
    return [_settled(group, one, best, countries) for group, one in zip(groups, best, strict=True)]


def _settled(
    group: Group,
    best: Candidate | None,
    chosen: Sequence[Candidate | None],
    countries: Counter[int],
) -> str:
    if best is None or not _is_small(best):
        return ""
    company = [one for one in chosen if one is not None and one is not best]
    if len(company) < LEAST_COMPANY:
        return ELSEWHERE if _elsewhere(group, best) else ""
    elsewhere = countries - Counter([best.country])
    order = sorted(range(len(group.scores)), key=lambda number: -group.scores[number])
    for number in order:
        candidate = group.candidates[number]
        if _elsewhere(group, candidate):
            return ELSEWHERE
        if not _far_off(group, candidate, company, elsewhere):
            scores = group.scores
            scores[order[0]], scores[number] = scores[number], scores[order[0]]
            return ""
    return FAR_OFF


def _elsewhere(group: Group, candidate: Candidate) -> bool:
    sure = bool(group.stated) and not group.listed
    stated = sure and contained(candidate, group.containers) < 0
    return stated and _is_small(candidate)


def _far_off(
    group: Group, candidate: Candidate, company: Sequence[Candidate], countries: Counter[int]
) -> bool:
    """Whether a small town lies far from all others; `countries` are how many lie in each."""
    if not _is_small(candidate) or contained(candidate, group.containers) > 0:
        return False
    if countries[candidate.country]:
        return False
    return not any(_km(candidate, other) <= FAR_KM for other in company)


def _is_small(candidate: Candidate) -> bool:
    return candidate.level is Level.TOWN and candidate.population < SMALL


def _km(one: Candidate, other: Candidate) -> float:
    """The distance between two candidates; not a number, so never near, where one has no spot."""
    return distance_km(one.lat, one.lon, other.lat, other.lon)
