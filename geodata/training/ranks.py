"""What the ranker learns from: the gold's names, and which candidates lie where it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from geodata.gazetteer import Naming
from geodata.groups import Group, group_mentions
from geodata.model import Mention, Role
from geodata.naming import as_match
from geodata.ranking import HAND_SHARE, candidate_rows, first_company, tabulate
from geodata.scene import Scene
from geodata.shapes import distance_km
from geodata.training.fitting import Ranked, fit_ranker
from geodata.trees import Trees, leaf

RIGHT_KM = 161.0
RANKER: dict[str, object] = {
    "rounds": 200, "learning_rate": 0.045, "num_leaves": 15, "max_depth": 5, "min_data_in_leaf": 20,
    "bagging_fraction": 0.8, "bagging_freq": 1, "feature_fraction": 0.7, "lambda_l2": 2.0,
}  # fmt: skip

Spot = tuple[float, float]
Example = tuple[Mapping[str, Any], Scene]


def fit_ranks(examples: Sequence[Example]) -> Trees:
    """Fit the ranker on the gold's own spans; where no name has a choice, it prefers none."""
    rows, grades, begin, sizes = [], [], [], []
    for document, scene in examples:
        groups, spots = gold_groups(document, scene)
        if not groups:
            continue
        table = tabulate(groups)
        first_company(table)
        found = candidate_rows(table)
        for group, spot, start in zip(groups, spots, table.starts, strict=True):
            graded = _grades(group, spot)
            if len(graded) > 1 and any(graded):
                its = slice(start, start + len(graded))
                rows.append(found[its])
                grades += graded
                begin += (HAND_SHARE * table.scores[its]).tolist()
                sizes.append(len(graded))
    if not rows:
        return leaf(("score",))
    return fit_ranker(Ranked(np.concatenate(rows), grades, begin, sizes), RANKER)


def gold_groups(document: Mapping[str, Any], scene: Scene) -> tuple[list[Group], list[Spot | None]]:
    """The groups of the gold's mentions that have candidates, and where the gold puts each."""
    starts = {token.start: index for index, token in enumerate(scene.tokens)}
    ends = {token.end: index + 1 for index, token in enumerate(scene.tokens)}
    matches, mentions, places = [], [], []
    for toponym in sorted(document["toponyms"], key=lambda t: t["start"]):
        first, last = starts.get(toponym["start"]), ends.get(toponym["end"])
        if first is None or last is None:
            continue
        match = as_match(scene, scene.span(first, last))
        demonym = bool(match.known) and _is_demonym(scene, match.inner)
        role = Role.DEMONYM if demonym else Role.LITERAL
        matches.append(match)
        mentions.append(Mention(toponym["start"], toponym["end"], "", role, 1.0))
        lat, lon = toponym.get("lat"), toponym.get("lon")
        places.append(None if lat is None or lon is None else (float(lat), float(lon)))
    groups = [group for group in group_mentions(scene, matches, mentions) if group.candidates]
    return groups, [_commonest([places[m] for m in group.members]) for group in groups]


def _is_demonym(scene: Scene, key: str) -> bool:
    return any(c.naming is Naming.DEMONYM for c in scene.gazetteer.candidates(key))


def _commonest(spots: Sequence[Spot | None]) -> Spot | None:
    known = [spot for spot in spots if spot is not None]
    return max(known, key=lambda spot: (known.count(spot), spot), default=None)


def _grades(group: Group, spot: Spot | None) -> list[int]:
    """2 for the nearest of the candidates that lie where the gold says, 1 for the others, 0."""
    if spot is None:
        return []
    apart = [distance_km(*spot, c.lat, c.lon) for c in group.candidates]
    grades = [int(km <= RIGHT_KM) for km in apart]
    nearest = min(range(len(apart)), key=lambda n: apart[n] if apart[n] == apart[n] else 1e9)
    if grades[nearest]:
        grades[nearest] = 2
    return grades
