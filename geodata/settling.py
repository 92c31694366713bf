"""What the ranker must not overrule: containers that a text states, great countries, seats."""

from __future__ import annotations

from geodata.gazetteer import Candidate, Level, Naming
from geodata.groups import Group, contained

GREATER = 9.0  # by how much the first belief in a country outweighs that in a village
SEAT_AND_UNIT = ({Level.TOWN, Level.FIRST_LEVEL}, {Level.TOWN, Level.AREA})


def settle(group: Group) -> None:
    """Exchange the scores of the best candidate and of the one that must be meant instead."""
    _settle_country(group)
    _settle_container(group)
    _settle_seat(group)


def _settle_container(group: Group) -> None:
    """Where the text states the unit or the country, a place of this very name in it is meant:
    "Cairo, Illinois".

    In the corpora company agrees with what is stated; elsewhere it may outweigh it.
    """
    scores, candidates = group.scores, group.candidates
    inside = [
        number
        for number, one in enumerate(candidates)
        if one.naming is Naming.PRIMARY and _inside(one, group.stated)
    ]
    best = max(range(len(scores)), key=scores.__getitem__)
    chosen = max(inside, key=scores.__getitem__, default=best)
    if inside and not _inside(candidates[best], group.stated):
        scores[best], scores[chosen] = scores[chosen], scores[best]


def _inside(candidate: Candidate, codes: set[tuple[int, int]]) -> bool:
    return not codes.isdisjoint({(candidate.country, candidate.admin1), (candidate.country, 0)})


def _settle_country(group: Group) -> None:
    """A village that nothing places beside the name is not meant where a great country has it too.

    In the corpora of local news, texts mean villages more often than elsewhere.
    """
    scores, candidates = group.scores, group.candidates
    best = max(range(len(scores)), key=scores.__getitem__)
    named = candidates[best].level is Level.TOWN and not group.cue
    if not named or contained(candidates[best], group.containers) > 0:
        return
    countries = [
        number
        for number, one in enumerate(candidates)
        if one.level is Level.COUNTRY and one.naming is Naming.PRIMARY
    ]
    for country in countries:
        if group.by_hand[country] - group.by_hand[best] > GREATER:
            scores[best], scores[country] = scores[country], scores[best]


def _settle_seat(group: Group) -> None:
    """Between a unit and its seat of the same name the words decide, by the belief set by hand.

    The corpora have few such names outside the United States.
    """
    scores, by_hand = group.scores, group.by_hand
    best = max(range(len(scores)), key=scores.__getitem__)
    one = group.candidates[best]
    rivals = [
        number
        for number, other in enumerate(group.candidates)
        if {one.level, other.level} in SEAT_AND_UNIT
        and one.country == other.country
        and (one.admin1 == other.admin1 or one.capital or other.capital)
    ]
    other = max(rivals, key=by_hand.__getitem__, default=best)
    if by_hand[other] > by_hand[best]:
        scores[best], scores[other] = scores[other], scores[best]
