"""What rules a name's best candidate out, so that the name is listed with its reason, not drawn.

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


def ruled_out(groups: Sequence[Group]) -> list[str]:
    """Why the best candidate of each group cannot be meant; "" where it can."""
    best = [best_of(group) for group in groups]
    countries = Counter(one.country for one in best if one is not None)
    return [_reason(group, one, best, countries) for group, one in zip(groups, best, strict=True)]


def _reason(
    group: Group,
    best: Candidate | None,
    others: Sequence[Candidate | None],
    countries: Counter[int],
) -> str:
    if best is None or best.level is not Level.TOWN or best.population >= SMALL:
        return ""
    fits = contained(best, group.containers)
    if fits < 0 and group.stated:
        return ELSEWHERE
    if fits > 0 or countries[best.country] > 1 or len(others) <= LEAST_COMPANY:
        return ""
    company = (other for other in others if other is not None and other is not best)
    near = any(_km(best, other) <= FAR_KM for other in company)
    return "" if near else FAR_OFF


def _km(one: Candidate, other: Candidate) -> float:
    """The distance between two candidates; not a number, so never near, where one has no spot."""
    return distance_km(one.lat, one.lon, other.lat, other.lon)
