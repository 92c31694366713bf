"""Candidates ranked by what the rest of the document says: rows of numbers for the learned ranker.

The company that a candidate keeps comes from the first belief, then from the ranker's own, so the
ranker runs twice.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from geodata.company import (
    Rows,
    Table,
    areas,
    crowd,
    distances,
    likeliest,
    neighbourhood,
    on_sphere,
    votes,
)
from geodata.gazetteer import AREAS, Level
from geodata.groups import Group, contained
from geodata.settling import settle
from geodata.trees import Trees

VAST = (Level.COUNTRY, Level.REGION, Level.NOWHERE)
VAST_PEOPLE = 20_000_000  # a unit of more is no neighbourhood
# What was learned is about company: with so many other names it weighs half, with fewer, little.
COMPANY, FALL = 1.5, 3
PASSES = 2
# Weights of the first company: votes for the country, for the unit, names that might vote so, and
# names in the same part of the world.
HAND_VOTES = (3.0, 4.0, 1.0, 1.5, 2.0)
HAND_SHARE = 0.2  # of the first belief in the last: the ranker alone trusts its corpora too much


def first_company(table: Table) -> None:
    """Add to the first scores what the other names' countries and units say, by hand weights."""
    company = likeliest(table)
    columns = [*votes(table, *company)[:4], neighbourhood(table, *company)[1]]
    table.scores = table.scores + np.stack(columns, axis=1) @ np.array(HAND_VOTES)


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
    spot = on_sphere([c.lat for c in candidates], [c.lon for c in candidates])
    vast = [
        c.level in VAST or (c.level is Level.FIRST_LEVEL and c.population > VAST_PEOPLE)
        for c in candidates
    ]
    local = ~np.array(vast)
    return Table(
        np.array([score for group in groups for score in group.scores]),
        group_of,
        names_of,
        areas(candidates, group_of.tolist(), len(groups)),
        spot,
        local,
        crowd(groups, group_of, names_of, spot, local),
        np.array([row for group in groups for row in _fixed(group, len(groups))], dtype=np.float32),
        np.array([0, *accumulate(sizes[:-1])]),
        np.array([group.first for group in groups], dtype=float),
        np.array([1.0 + math.log(len(group.members)) for group in groups]),
    )


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
    company = likeliest(table)
    columns = [
        *votes(table, *company),
        *distances(table, *company),
        table.crowd,
        *neighbourhood(table, *company),
    ]
    return np.concatenate([table.fixed, np.stack(columns, axis=1)], axis=1, dtype=np.float32)
