"""What the judge learns from: answers to gold that the other models had not seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.confidence import judge_rows
from geodata.gazetteer import Gazetteer, Level
from geodata.groups import Group, best_of, group_mentions
from geodata.judge import (
    NAME,
    OTHER,
    PROMISED,
    RIGHT,
    SURE,
    UNDECIDED,
    WRONG,
    Judge,
    probability,
)
from geodata.model import Mention, Role
from geodata.models import Models
from geodata.ranking import rank
from geodata.recognition import recognise
from geodata.scene import Scene
from geodata.shapes import distance_km
from geodata.training.fitting import fit_trees
from geodata.training.names import Marked
from geodata.training.ranks import RIGHT_KM
from geodata.trees import Trees

JUDGE: dict[str, object] = {
    "rounds": 400, "learning_rate": 0.02, "num_leaves": 8, "max_depth": 4, "min_data_in_leaf": 30,
    "bagging_fraction": 0.8, "bagging_freq": 1, "feature_fraction": 0.3, "lambda_l2": 5.0,
}  # fmt: skip
PARTS = 5  # of the documents: each is judged by trees grown on the others, to see what is sure
LEAST_SURE, MOST_SURE = 0.7, 0.95
CERTAIN = 1.645  # standard errors: other documents keep the promise too, in 19 of 20 cases
INSIDE = "inside"  # of a region, elsewhere in it: right to learn from, not as evaluation counts

Labelled = tuple[NDArray[np.float32], list[str]]


class Answers(NamedTuple):
    """Answers to a document: what the judge sees of each, shape (answers, numbers), how it fared
    (RIGHT, INSIDE, WRONG) and whether it is to a NAME or to something OTHER; "" where the gold
    does not say.
    """

    rows: NDArray[np.float32]
    fared: list[str]
    named: list[str]


def answers_to(document: Mapping[str, Any], scene: Scene, models: Models) -> Answers:
    """What the judge would see of each answer to a document, and how it fared."""
    matches, mentions = recognise(scene, models)
    groups = group_mentions(scene, matches, mentions)
    rank(groups, models.ranker)
    gold = {(t["start"], t["end"]): t for t in document["toponyms"]}
    placed = [
        (mentions[member], group)
        for group in groups
        if group.candidates
        for member in group.members
    ]
    if not placed:
        return Answers(np.zeros((0, 0), dtype=np.float32), [], [])
    marked = Marked(document)
    labels = {True: NAME, False: OTHER, None: ""}
    return Answers(
        judge_rows([m for m, _ in placed], [g for _, g in placed]),
        [_fared(mention, group, gold, scene.gazetteer) for mention, group in placed],
        [labels[marked.says(m.start, m.end, demonym=m.role is Role.DEMONYM)] for m, _ in placed],
    )


def _fared(
    mention: Mention,
    group: Group,
    gold: Mapping[tuple[int, int], Mapping[str, Any]],
    gazetteer: Gazetteer,
) -> str:
    best = best_of(group)
    toponym = gold.get((mention.start, mention.end))
    if toponym is None:
        return WRONG
    lat, lon = toponym.get("lat"), toponym.get("lon")
    if best is None or lat is None or lon is None or best.lat != best.lat:
        return ""
    away = distance_km(float(lat), float(lon), best.lat, best.lon)
    if away <= RIGHT_KM:
        return RIGHT
    # Sources put a region's point anywhere inside it: that is no reason to doubt the answer.
    within = best.level is Level.REGION and away <= gazetteer.place(best.row).precision_km
    return INSIDE if within else WRONG


def fit_judge(answers: Sequence[Answers]) -> Judge:
    """Fit the judge to answers of documents; it stays undecided where all are right, or none."""
    fared = _told([(one.rows, one.fared) for one in answers])
    named = _told([(one.rows, one.named) for one in answers])
    judge = UNDECIDED
    if not _undecided(fared):
        judge = replace(judge, trees=_grown(fared), sure=_sure(fared))
    if len({label for _, labels in named for label in labels}) > 1:
        judge = replace(judge, names=fit_trees(*_joined(named), JUDGE))
    return judge


def _told(answers: Iterable[Labelled]) -> list[Labelled]:
    """The answers of each document of which the gold says something."""
    found = []
    for rows, labels in answers:
        kept = [index for index, label in enumerate(labels) if label]
        if kept:
            found.append((rows[kept], [labels[index] for index in kept]))
    return found


def _undecided(answers: Sequence[Labelled]) -> bool:
    return len({label == WRONG for _, labels in answers for label in labels}) < 2


def _grown(answers: Sequence[Labelled]) -> Trees:
    rows, labels = _joined(answers)
    return fit_trees(rows, [WRONG if label == WRONG else RIGHT for label in labels], JUDGE)


def _joined(answers: Sequence[Labelled]) -> Labelled:
    rows = np.concatenate([rows for rows, _ in answers])
    return rows, [label for _, labels in answers for label in labels]


def _sure(answers: Sequence[Labelled]) -> float:
    """The estimate from which on answers keep the promise out of fold, as evaluation counts."""
    estimates: list[float] = []
    right: list[bool] = []
    for number in range(PARTS):
        others = [one for index, one in enumerate(answers) if index % PARTS != number]
        if not answers[number::PARTS] or _undecided(others):
            return SURE
        trees = _grown(others)
        for rows, labels in answers[number::PARTS]:
            estimates += probability(trees, RIGHT, rows).tolist()
            right += [label == RIGHT for label in labels]
    order = np.argsort(-np.array(estimates), kind="stable")
    count = np.arange(1, len(order) + 1)
    shares = np.cumsum(np.array(right)[order]) / count
    at_least = shares - CERTAIN * np.sqrt(shares * (1 - shares) / count)
    last = np.flatnonzero(at_least >= PROMISED).max(initial=0)
    return float(np.clip(estimates[order[last]], LEAST_SURE, MOST_SURE))
