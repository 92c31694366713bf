"""Candidates ranked by what the rest of the document says: rows of numbers for the learned ranker.

The other names' likeliest places are the company that a candidate keeps.  They come from the first
belief, then from the ranker's own, so the ranker runs twice.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.gazetteer import Level, Naming
from geodata.groups import AREAS, Group, contained
from geodata.trees import Trees

Rows = NDArray[np.float32]
Floats = NDArray[np.float64]
EARTH_RADIUS_KM = 6371.0088
NEAR_KM, REGION_KM = 160.0, 500.0
CROWD_KM = 100.0
BATCH = 1024  # candidates compared together
MOST_COMPANY = 200  # names whose places are compared with each candidate
NEAR_TOKENS = 60.0  # in which the weight of a name falls to a third
IS_VAST = np.isin(list(Level), (Level.COUNTRY, Level.REGION, Level.NOWHERE))  # by level
VAST_PEOPLE = 20_000_000  # a unit of more is no neighbourhood
NO_DISTANCE = -1.0
# What was learned is about company: with so many other names it weighs half, with fewer, little.
COMPANY, FALL = 3.0, 3
PASSES = 2
SEAT_AND_UNIT = ({Level.TOWN, Level.FIRST_LEVEL}, {Level.TOWN, Level.AREA})


@dataclass(slots=True)
class Areas:
    """The countries of all candidates, or their units, shape (candidates,) each.

    `number` counts those that a table knows, and `given` says whether there is one; `possible` is
    the share of the other names that have any candidate there.
    """

    number: NDArray[np.int64]
    given: NDArray[np.bool_]
    possible: Floats


@dataclass(slots=True)
class Table:
    """All candidates of all groups, one after the other: what does not depend on their company.

    `group` (candidates,) says whose candidate it is; `spot` (candidates, 3) is where it lies on
    the unit sphere; `fixed` (candidates, numbers) goes into every row.
    """

    groups: Sequence[Group]
    group: NDArray[np.int64]
    country: Areas
    unit: Areas
    spot: Floats
    local: NDArray[np.bool_]
    crowd: Floats
    fixed: Rows
    starts: NDArray[np.int64]


# Weights of the first company: votes for the country, for the unit, and names that might vote so.
HAND_VOTES = (3.0, 4.0, 1.0, 1.5)
HAND_SHARE = 0.2  # of the first belief in the last: the ranker alone trusts its corpora too much


def first_company(table: Table) -> None:
    """Add to the first scores what the other names' countries and units say, by hand weights."""
    tops, weights = _tops(table)
    votes = _votes(table, tops, weights)
    extra = np.stack(votes[: len(HAND_VOTES)], axis=1) @ np.array(HAND_VOTES)
    for number, group in enumerate(table.groups):
        start = table.starts[number]
        group.scores = [score + float(extra[start + n]) for n, score in enumerate(group.scores)]


def rank(groups: Sequence[Group], ranker: Trees) -> None:
    """Set each group's `scores` by the ranker, in its own units."""
    choosable = [group for group in groups if group.candidates]
    if not choosable:
        return
    table = tabulate(choosable)
    first_company(table)
    first = np.array([score for group in choosable for score in group.scores])
    others = len(choosable) - 1
    learned = others**FALL / (others**FALL + COMPANY**FALL)
    by_hand = learned * HAND_SHARE + 1.0 - learned
    for _ in range(PASSES):
        rows = candidate_rows(table)
        scores = learned * ranker.scores(rows)[:, 0] + by_hand * first
        for number, group in enumerate(table.groups):
            start, end = table.starts[number], table.starts[number + 1]
            group.scores = [float(score) for score in scores[start:end]]
            group.row = rows[start + int(scores[start:end].argmax())].tolist()
    for group in choosable:
        _settle_unit(group)
        _settle_seat(group)


def _settle_unit(group: Group) -> None:
    """Where the text states the unit, a place of this very name in it is meant: "Cairo, Illinois".

    In the corpora company agrees with what is stated; elsewhere it may outweigh it.
    """
    scores, candidates = group.scores, group.candidates
    inside = [
        number
        for number, one in enumerate(candidates)
        if one.naming is Naming.PRIMARY and (one.country, one.admin1) in group.stated
    ]
    best = max(range(len(scores)), key=scores.__getitem__)
    chosen = max(inside, key=scores.__getitem__, default=best)
    beside = (candidates[best].country, candidates[best].admin1) not in group.stated
    if inside and beside:
        scores[best], scores[chosen] = scores[chosen], scores[best]


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


def tabulate(groups: Sequence[Group]) -> Table:
    """The table of some groups that have candidates."""
    candidates = [c for group in groups for c in group.candidates]
    sizes = [len(group.candidates) for group in groups]
    country, admin1, level, people = np.array(
        [(c.country, c.admin1, c.level, c.population) for c in candidates], dtype=np.int64
    ).T
    bounded = (level != Level.COUNTRY) & (admin1 > 0)
    local = ~IS_VAST[level] & ~((level == Level.FIRST_LEVEL) & (people > VAST_PEOPLE))
    group_of = np.repeat(np.arange(len(groups)), sizes)
    spot = _on_sphere([c.lat for c in candidates], [c.lon for c in candidates])
    return Table(
        groups,
        group_of,
        _areas(country, group_of, len(groups)),
        _areas(np.where(bounded, country * 100_000 + admin1, 0), group_of, len(groups)),
        spot,
        local,
        _crowd(groups, group_of, spot, local),
        np.array([row for group in groups for row in _fixed(group, len(groups))], dtype=np.float32),
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
    )


def _crowd(
    groups: Sequence[Group], group_of: NDArray[np.int64], spot: Floats, local: NDArray[np.bool_]
) -> Floats:
    """The share of the other names that have any candidate near each candidate, whichever is meant.

    A name with few candidates says more than one with many.
    """
    sizes = np.array([len(group.candidates) for group in groups])
    company = np.argsort(sizes, kind="stable")[:MOST_COMPANY]
    weights = np.zeros(len(groups))
    weights[company] = 1.0 / np.sqrt(sizes[company])
    asked = np.flatnonzero(local & (weights[group_of] > 0) & np.isfinite(spot[:, 0]))
    near = 2 * math.sin(CROWD_KM / EARTH_RADIUS_KM / 2)
    result = np.zeros(len(group_of))
    if not len(asked):
        return result
    starts = np.flatnonzero(np.diff(group_of[asked], prepend=-1))
    owners = group_of[asked][starts]
    for begin in range(0, len(group_of), BATCH):
        part = slice(begin, begin + BATCH)
        # |a - b| <= near  <=>  a . b >= 1 - near^2 / 2
        close = spot[part] @ spot[asked].T >= 1 - near * near / 2
        crowded = np.logical_or.reduceat(close, starts, axis=1)
        crowded &= owners[None, :] != group_of[part, None]
        result[part] = crowded @ weights[owners]
    shares: Floats = result / np.maximum(weights.sum() - weights[group_of], 1e-9)
    return shares


def _on_sphere(lats: Sequence[float], lons: Sequence[float]) -> Floats:
    lat, lon = np.radians(np.array(lats, dtype=float)), np.radians(np.array(lons, dtype=float))
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)


def _fixed(group: Group, names: int) -> list[list[float]]:
    """What is known of each candidate of a group without its company."""
    levels = {int(c.level) for c in group.candidates}
    best = max(group.scores)
    order = np.argsort([-share for share in group.prior], kind="stable")
    place = np.empty(len(order), dtype=int)
    place[order] = np.arange(len(order))
    called = {"area": 1.0, "town": -1.0}.get(group.cue, 0.0)
    shared = [
        math.log1p(len(group.candidates)),
        math.log1p(len(group.members)),
        float(names),
        float(int(Level.COUNTRY) in levels),
        float(int(Level.FIRST_LEVEL) in levels),
        float(" " in group.key),
        float(group.widened),
        float(group.demonym),
        math.log1p(group.first),
    ]
    return [
        [
            float(c.level),
            float(c.naming),
            math.log10(c.population + 1),
            float(c.capital),
            group.prior[number],
            float(place[number]),
            contained(c, group.containers),
            called * (1.0 if c.level in AREAS else -1.0),
            group.elsewhere * (1.0 if c.level in AREAS else -1.0),
            group.talk * (1.0 if c.level in AREAS else -1.0),
            group.scores[number] - best,
            math.log1p(c.keys),
            *shared,
        ]
        for number, c in enumerate(group.candidates)
    ]


def candidate_rows(table: Table) -> Rows:
    """A row per candidate, shape (candidates, numbers), with the company of the present scores."""
    tops, weights = _tops(table)
    columns = [*_votes(table, tops, weights), *_distances(table, tops, weights), table.crowd]
    return np.concatenate([table.fixed, np.stack(columns, axis=1)], axis=1, dtype=np.float32)


def _tops(table: Table) -> tuple[NDArray[np.int64], Floats]:
    """For each group its likeliest candidate, and the weight of its vote."""
    tops, weights = [], []
    for start, group in zip(table.starts, table.groups, strict=False):
        number = max(range(len(group.scores)), key=group.scores.__getitem__)
        powers = sum(math.exp(score - group.scores[number]) for score in group.scores)
        tops.append(start + number)
        weights.append((1.0 + math.log(len(group.members))) / powers)
    return np.array(tops), np.array(weights)


def _votes(table: Table, tops: NDArray[np.int64], weights: Floats) -> list[Floats]:
    """Shares of the other names' votes for each candidate's country and unit."""
    whole = float(weights.sum())
    mine = weights[table.group]
    others = np.maximum(whole - mine, 1e-6)
    result = []
    for areas in (table.country, table.unit):
        voted = areas.number[tops]
        sums = np.bincount(voted, weights, minlength=len(areas.number))
        own = np.where(voted[table.group] == areas.number, mine, 0.0)
        result.append(np.where(areas.given, (sums[areas.number] - own) / others, 0.0))
    result += [table.country.possible, table.unit.possible]
    home = np.bincount(table.country.number[tops], weights * table.country.given[tops])
    most = (table.country.number == home.argmax()) & table.country.given
    result.append(most * home.max() / max(whole, 1e-6))
    return result


def _areas(codes: NDArray[np.int64], group_of: NDArray[np.int64], names: int) -> Areas:
    """The areas of these codes (0: none), one of each candidate; `group_of` as in the table."""
    _, number = np.unique(codes, return_inverse=True)
    pairs = np.unique(number * names + group_of)
    found = np.bincount(pairs // names)[number] - 1
    given = codes > 0
    return Areas(number, given, np.where(given, found, 0) / max(1, names - 1))


def _distances(table: Table, tops: NDArray[np.int64], weights: Floats) -> list[Floats]:
    """How near each candidate lies to the other names' places, and to those named beside it."""
    count = len(table.group)
    chosen = np.flatnonzero(table.local[tops])
    chosen = chosen[np.argsort(-weights[chosen], kind="stable")[:MOST_COMPANY]]
    if not len(chosen):
        return [np.full(count, NO_DISTANCE)] * 4 + [np.zeros(count)] * 3
    company = tops[chosen]
    chord = np.linalg.norm(table.spot[:, None, :] - table.spot[None, company, :], axis=-1)
    km = 2 * EARTH_RADIUS_KM * np.arcsin(np.clip(chord / 2, 0.0, 1.0))
    here = np.isfinite(chord) & (table.group[:, None] != chosen[None, :])
    km[~here] = np.inf
    first = np.array([group.first for group in table.groups], dtype=float)
    apart = np.abs(first[table.group][:, None] - first[chosen][None, :])
    ordered = np.sort(km, axis=1)
    middle = ordered[np.arange(count), np.maximum(here.sum(axis=1) - 1, 0) // 2]
    beside = km[np.arange(count), np.where(here, apart, np.inf).argmin(axis=1)]
    result = [ordered[:, 0], ordered[:, min(1, ordered.shape[1] - 1)], middle, beside]
    result = [_logarithm(distance) for distance in result]
    heavy = np.where(here, weights[chosen][None, :], 0.0)
    close = heavy * (np.exp(-apart / NEAR_TOKENS) + 0.05)
    for weight, reach in ((heavy, NEAR_KM), (close, NEAR_KM), (heavy, REGION_KM)):
        near = (weight * (km < reach)).sum(axis=1)
        result.append(near / np.maximum(weight.sum(axis=1), 1e-9))
    return result


def _logarithm(km: Floats) -> Floats:
    """The logarithm of distances, NO_DISTANCE where there is none."""
    known = np.isfinite(km)
    return np.where(known, np.log1p(np.where(known, km, 0.0)), NO_DISTANCE)
