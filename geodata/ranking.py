"""Candidates ranked by what the rest of the document says: rows of numbers for the learned ranker.

The other names' likeliest places are the company that a candidate keeps.  They come from the first
belief, then from the ranker's own, so the ranker runs twice.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from geodata.gazetteer import Candidate, Level
from geodata.groups import AREAS, Group, contained
from geodata.settling import settle
from geodata.trees import Trees

Rows = NDArray[np.float32]
Floats = NDArray[np.float64]
EARTH_RADIUS_KM = 6371.0088
NEAR_KM, REGION_KM, PART_KM = 160.0, 500.0, 1500.0
CROWD_KM = 100.0
BATCH = 1024  # candidates compared together
MOST_COMPANY = 200  # names whose places are compared with each candidate
NEAR_TOKENS = 60.0  # in which the weight of a name falls to a third
VAST = (Level.COUNTRY, Level.REGION, Level.NOWHERE)
UNITS = 100_000  # more than a country has
VAST_PEOPLE = 20_000_000  # a unit of more is no neighbourhood
NO_DISTANCE = -1.0
# What was learned is about company: with so many other names it weighs half, with fewer, little.
COMPANY, FALL = 1.5, 3
PASSES = 2


@dataclass(slots=True)
class Areas:
    """The countries of all candidates, and their units, shape (2, candidates) each.

    `number` counts those that a table knows, countries first, and `given` says whether there is
    one; `possible` is the share of the other names that have any candidate there.
    """

    number: NDArray[np.int64]
    given: NDArray[np.bool_]
    possible: Floats


@dataclass(slots=True)
class Table:
    """All candidates of all groups, one after the other, with the present `scores`.

    All else does not depend on their company.  `group` (candidates,) says whose candidate it is,
    and `name` which name that group has: another place of the same name is no company.  `spot`
    (candidates, 3) is where it lies on the unit sphere; `fixed` (candidates, numbers) goes into
    every row.  Of each group (groups,) `starts` is the first candidate, `first` the first token,
    `heard` the weight of its vote if there were no choice.
    """

    scores: Floats
    group: NDArray[np.int64]
    name: NDArray[np.int64]
    areas: Areas
    spot: Floats
    local: NDArray[np.bool_]
    crowd: Floats
    fixed: Rows
    starts: NDArray[np.int64]
    first: Floats
    heard: Floats


# Weights of the first company: votes for the country, for the unit, names that might vote so, and
# names in the same part of the world.
HAND_VOTES = (3.0, 4.0, 1.0, 1.5, 2.0)
HAND_SHARE = 0.2  # of the first belief in the last: the ranker alone trusts its corpora too much


def first_company(table: Table) -> None:
    """Add to the first scores what the other names' countries and units say, by hand weights."""
    tops, weights = _tops(table)
    votes = [*_votes(table, tops, weights)[:4], _neighbourhood(table, tops, weights)[1]]
    table.scores = table.scores + np.stack(votes, axis=1) @ np.array(HAND_VOTES)


def rank(groups: Sequence[Group], ranker: Trees) -> None:
    """Set each group's `scores` by the ranker, in its own units."""
    choosable = [group for group in groups if group.candidates]
    if not choosable:
        return
    table = tabulate(choosable)
    first_company(table)
    first = table.scores
    company = (len(choosable) - 1) ** FALL
    learned = company / (company + COMPANY**FALL)
    by_hand = learned * HAND_SHARE + 1.0 - learned
    rows = np.full((len(first), 1), np.nan, dtype=np.float32)
    seen = np.zeros(len(first), dtype=np.float32)
    several = np.bincount(table.group)[table.group] > 1
    for _ in range(PASSES):
        before, rows = rows, candidate_rows(table)
        asked = several & (rows != before).any(axis=1)  # else the score is the same, or no matter
        seen[asked] = ranker.scores(rows[asked])[:, 0]
        table.scores = learned * seen + by_hand * first
    for group, start in zip(choosable, table.starts, strict=True):
        scores = table.scores[start : start + len(group.candidates)]
        group.scores, group.row = scores.tolist(), rows[start + scores.argmax()].tolist()
        settle(group)


def tabulate(groups: Sequence[Group]) -> Table:
    """The table of some groups that have candidates, with their own scores."""
    candidates = [c for group in groups for c in group.candidates]
    sizes = [len(group.candidates) for group in groups]
    group_of = np.repeat(np.arange(len(groups)), sizes)
    order: dict[str, int] = {}
    names_of = np.array([order.setdefault(group.key, len(order)) for group in groups])[group_of]
    spot = _on_sphere([c.lat for c in candidates], [c.lon for c in candidates])
    vast = [
        c.level in VAST or (c.level is Level.FIRST_LEVEL and c.population > VAST_PEOPLE)
        for c in candidates
    ]
    local = ~np.array(vast)
    return Table(
        np.array([score for group in groups for score in group.scores]),
        group_of,
        names_of,
        _areas(candidates, group_of.tolist(), len(groups)),
        spot,
        local,
        _crowd(groups, group_of, names_of, spot, local),
        np.array([row for group in groups for row in _fixed(group, len(groups))], dtype=np.float32),
        np.array([0, *accumulate(sizes[:-1])]),
        np.array([group.first for group in groups], dtype=float),
        np.array([1.0 + math.log(len(group.members)) for group in groups]),
    )


def _crowd(
    groups: Sequence[Group],
    group_of: NDArray[np.int64],
    names_of: NDArray[np.int64],
    spot: Floats,
    local: NDArray[np.bool_],
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
    owners, called = group_of[asked][starts], names_of[asked][starts]
    for begin in range(0, len(group_of), BATCH):
        part = slice(begin, begin + BATCH)
        # |a - b| <= near  <=>  a . b >= 1 - near^2 / 2
        close = spot[part] @ spot[asked].T >= 1 - near * near / 2
        crowded = np.logical_or.reduceat(close, starts, axis=1)
        crowded &= called[None, :] != names_of[part, None]
        result[part] = crowded @ weights[owners]
    return np.asarray(result / np.maximum(weights.sum() - weights[group_of], 1e-9))


def _on_sphere(lats: Sequence[float], lons: Sequence[float]) -> Floats:
    lat, lon = np.radians(np.array(lats, dtype=float)), np.radians(np.array(lons, dtype=float))
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)


def _fixed(group: Group, names: int) -> list[list[float]]:
    """What is known of each candidate of a group without its company."""
    levels = {int(c.level) for c in group.candidates}
    best = max(group.scores)
    order = sorted(range(len(group.prior)), key=lambda number: -group.prior[number])
    place = {number: float(rank) for rank, number in enumerate(order)}
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
            place[number],
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
    columns = [
        *_votes(table, tops, weights),
        *_distances(table, tops, weights),
        table.crowd,
        *_neighbourhood(table, tops, weights),
    ]
    return np.concatenate([table.fixed, np.stack(columns, axis=1)], axis=1, dtype=np.float32)


def _tops(table: Table) -> tuple[NDArray[np.int64], Floats]:
    """For each group its likeliest candidate, the first of equals, and the weight of its vote."""
    highest = np.maximum.reduceat(table.scores, table.starts)[table.group]
    likeliest = np.flatnonzero(table.scores == highest)
    powers = np.add.reduceat(np.exp(table.scores - highest), table.starts)
    return likeliest[np.searchsorted(likeliest, table.starts)], table.heard / powers


def _votes(table: Table, tops: NDArray[np.int64], weights: Floats) -> list[Floats]:
    """Shares of the other names' votes for each candidate's country and unit."""
    areas, whole = table.areas, float(weights.sum())
    mine = weights[table.group]
    voted = areas.number[:, tops]
    sums = np.bincount(voted.ravel(), np.concatenate([weights, weights]), areas.number.max() + 1)
    own = np.where(voted[:, table.group] == areas.number, mine, 0.0)
    others = (sums[areas.number] - own) / np.maximum(whole - mine, 1e-6)
    home = np.bincount(voted[0], weights * areas.given[0, tops])
    most = (areas.number[0] == home.argmax()) & areas.given[0]
    most = most * home.max() / max(whole, 1e-6)
    return [*np.where(areas.given, others, 0.0), *areas.possible, most]


def _areas(candidates: Sequence[Candidate], group_of: Sequence[int], names: int) -> Areas:
    """The areas of candidates; `group_of` as in the table, and the number of its names."""
    countries = [c.country for c in candidates]
    units = [
        c.country * UNITS + c.admin1 if c.admin1 > 0 and c.level is not Level.COUNTRY else 0
        for c in candidates
    ]
    number: list[list[int]] = []
    others: list[list[int]] = []
    for codes in (countries, units):
        order = {code: n for n, code in enumerate(sorted(set(codes)), len(number) * len(codes))}
        holders = Counter([code for code, _ in set(zip(codes, group_of, strict=True))])
        number.append([order[code] for code in codes])
        others.append([holders[code] - 1 if code else 0 for code in codes])
    possible = np.array(others) / max(1, names - 1)
    return Areas(np.array(number), np.array([countries, units]) > 0, possible)


def _distances(table: Table, tops: NDArray[np.int64], weights: Floats) -> list[Floats]:
    """How near each candidate lies to the other names' places, and to those named beside it."""
    count = len(table.group)
    chosen = np.flatnonzero(table.local[tops])
    chosen = chosen[np.argsort(-weights[chosen], kind="stable")[:MOST_COMPANY]]
    if not len(chosen):
        return [np.full(count, NO_DISTANCE)] * 4 + [np.zeros(count)] * 3
    company = tops[chosen]
    between = table.spot[:, None, :] - table.spot[None, company, :]
    chord = np.sqrt((between * between).sum(axis=-1))
    km = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chord / 2, 1.0))
    here = np.isfinite(chord) & (table.name[:, None] != table.name[company][None, :])
    km[~here] = np.inf
    apart = np.abs(table.first[table.group][:, None] - table.first[chosen][None, :])
    ordered = np.sort(km, axis=1)
    middle = ordered[np.arange(count), np.maximum(here.sum(axis=1) - 1, 0) // 2]
    beside = km[np.arange(count), np.where(here, apart, np.inf).argmin(axis=1)]
    second = ordered[:, min(1, ordered.shape[1] - 1)]
    result = list(_logarithm(np.array([ordered[:, 0], second, middle, beside])))
    heavy = np.where(here, weights[chosen][None, :], 0.0)
    close = heavy * (np.exp(-apart / NEAR_TOKENS) + 0.05)
    for weight, reach in ((heavy, NEAR_KM), (close, NEAR_KM), (heavy, REGION_KM)):
        near = (weight * (km < reach)).sum(axis=1)
        result.append(near / np.maximum(weight.sum(axis=1), 1e-9))
    return result


def _neighbourhood(table: Table, tops: NDArray[np.int64], weights: Floats) -> list[Floats]:
    """How near each candidate lies to the other names' places of all sizes, countries too: the
    nearest, and the share of their weight in the same part of the world.
    """
    company = tops[np.argsort(-weights, kind="stable")[:MOST_COMPANY]]
    cosines = table.spot @ table.spot[company].T
    km = EARTH_RADIUS_KM * np.arccos(np.clip(cosines, -1.0, 1.0))
    here = np.isfinite(km) & (table.name[:, None] != table.name[company][None, :])
    nearest = np.where(here, km, np.inf).min(axis=1, initial=np.inf)
    heard = np.where(here, weights[table.group[company]][None, :], 0.0)
    near = (heard * (np.where(here, km, np.inf) < PART_KM)).sum(axis=1)
    return [*_logarithm(nearest[None, :]), near / np.maximum(heard.sum(axis=1), 1e-9)]


def _logarithm(km: Floats) -> Floats:
    """The logarithm of distances, NO_DISTANCE where there is none."""
    known = np.isfinite(km)
    return np.where(known, np.log1p(np.where(known, km, 0.0)), NO_DISTANCE)
