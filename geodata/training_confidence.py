"""What the judge of confidence learns from: answers to gold that the other models had not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.confidence import judge_rows
from geodata.fitting import fit_trees
from geodata.gazetteer import Gazetteer, Level
from geodata.groups import Group, group_mentions
from geodata.model import Mention
from geodata.models import Models
from geodata.ranking import rank
from geodata.recognition import recognise
from geodata.scene import Scene
from geodata.shapes import distance_km
from geodata.training_ranks import RIGHT_KM
from geodata.trees import Trees, leaf

JUDGE: dict[str, object] = {
    "rounds": 250, "learning_rate": 0.04, "num_leaves": 15, "max_depth": 6, "min_data_in_leaf": 30,
    "bagging_fraction": 0.8, "bagging_freq": 1, "feature_fraction": 0.5, "lambda_l2": 5.0,
}  # fmt: skip
RIGHT, WRONG = "right", "wrong"
# Believes one half of everything: stands where no judge has been fitted yet.
UNJUDGED = leaf((RIGHT, WRONG))

Answers = tuple[NDArray[np.float32], list[str]]


def answers_to(document: Mapping[str, Any], scene: Scene, models: Models) -> Answers:
    """What the judge would see of each answer to a document, and whether it is right.

    Answers without a spot, and those whose toponym has none in the gold, are left out.
    """
    matches, mentions = recognise(scene, models)
    groups = group_mentions(scene, matches, mentions)
    rank(groups, models.ranker)
    gold = {(t["start"], t["end"]): t for t in document["toponyms"]}
    asked: list[tuple[Mention, Group]] = []
    labels: list[str] = []
    for group in groups:
        for member in group.members:
            label = _judged(mentions[member], group, gold, scene.gazetteer)
            if label:
                asked.append((mentions[member], group))
                labels.append(label)
    return judge_rows([m for m, _ in asked], [g for _, g in asked]), labels


def _judged(
    mention: Mention,
    group: Group,
    gold: Mapping[tuple[int, int], Mapping[str, Any]],
    gazetteer: Gazetteer,
) -> str:
    if not group.candidates:
        return ""
    best = group.candidates[max(range(len(group.scores)), key=group.scores.__getitem__)]
    toponym = gold.get((mention.start, mention.end))
    if toponym is None:
        return WRONG
    lat, lon = toponym.get("lat"), toponym.get("lon")
    if lat is None or lon is None or best.lat != best.lat:
        return ""
    # Sources put a region's point anywhere inside it: that is no reason to doubt the answer.
    far = gazetteer.place(best.row).precision_km if best.level is Level.REGION else 0.0
    near = distance_km(float(lat), float(lon), best.lat, best.lon) <= max(RIGHT_KM, far)
    return RIGHT if near else WRONG


def fit_judge(answers: Sequence[Answers]) -> Trees:
    """Fit the judge; where all answers are right, or all wrong, it stays undecided."""
    labels = [label for _, part in answers for label in part]
    if len(set(labels)) < 2:
        return UNJUDGED
    rows = np.concatenate([part for part, found in answers if found])
    return fit_trees(rows, labels, JUDGE)
