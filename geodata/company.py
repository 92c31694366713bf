"""What a text's other names say of each candidate: their countries, their units, how near they lie.

The other names' likeliest places are the company that a candidate keeps; another place of the same
name is none.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.gazetteer import Candidate, Level
from geodata.groups import Group

Rows = NDArray[np.float32]
Floats = NDArray[np.float64]
EARTH_RADIUS_KM = 6371.0088
NEAR_KM, REGION_KM, PART_KM = 160.0, 500.0, 1500.0
CROWD_KM = 100.0
BATCH = 1024  # candidates compared together
MOST_COMPANY = 200  # names whose places are compared with each candidate
NEAR_TOKENS = 60.0  # in which the weight of a name falls to a third
UNITS = 100_000  # more than a country has
NO_DISTANCE = -1.0


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


def crowd(
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


def on_sphere(lats: Sequence[float], lons: Sequence[float]) -> Floats:
    """Spots in degrees as unit vectors, shape (spots, 3); NaN where there is none."""
    lat, lon = np.radians(np.array(lats, dtype=float)), np.radians(np.array(lons, dtype=float))
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)


def likeliest(table: Table) -> tuple[NDArray[np.int64], Floats]:
    """For each group its likeliest candidate, the first of equals, and the weight of its vote."""
    highest = np.maximum.reduceat(table.scores, table.starts)[table.group]
    best = np.flatnonzero(table.scores == highest)
    powers = np.add.reduceat(np.exp(table.scores - highest), table.starts)
    return best[np.searchsorted(best, table.starts)], table.heard / powers


def votes(table: Table, tops: NDArray[np.int64], weights: Floats) -> list[Floats]:
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


def areas(candidates: Sequence[Candidate], group_of: Sequence[int], names: int) -> Areas:
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


def distances(table: Table, tops: NDArray[np.int64], weights: Floats) -> list[Floats]:
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


def neighbourhood(table: Table, tops: NDArray[np.int64], weights: Floats) -> list[Floats]:
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
