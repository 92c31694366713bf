"""Fits the models' networks and trees; needs scikit-learn and LightGBM (requirements-dev.txt).

Both libraries are used in training alone: what they learnt is turned into plain arrays.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from geodata.network import CLIP, Layers, Network
from geodata.trees import Trees

if TYPE_CHECKING:
    from lightgbm import Booster, Dataset
    from sklearn.neural_network import MLPClassifier

Rows = NDArray[np.float32]
LEAST_DEVIATION = 0.01


@dataclass(frozen=True)
class NetworkPlan:
    """How networks are trained; `drop` is the share of inputs hidden from each step."""

    members: int = 3
    units: int = 96
    drop: float = 0.25
    epochs: int = 10
    batch: int = 256
    rate: float = 1e-3
    decay: float = 1e-3


def fit_network(rows: Rows, labels: Sequence[str], plan: NetworkPlan) -> Network:
    """Train networks that differ by their random beginnings alone.

    Inputs are hidden at random (dropout; Srivastava et al. 2014), so that no single word decides.
    """
    from sklearn.neural_network import MLPClassifier

    classes = tuple(sorted(set(labels)))
    mean, deviation = rows.mean(axis=0), rows.std(axis=0) + LEAST_DEVIATION
    seen = np.clip((rows - mean) / deviation, -CLIP, CLIP)
    members = []
    for seed in range(plan.members):
        chance = np.random.default_rng(seed)
        model = MLPClassifier(
            (plan.units,), alpha=plan.decay, learning_rate_init=plan.rate,
            batch_size=min(plan.batch, len(rows)), random_state=seed,
        )  # fmt: skip
        for epoch in range(plan.epochs):
            if epoch == round(plan.epochs * 0.6):
                # scikit-learn lets no one else slow its steps between two calls of partial_fit.
                model._optimizer.learning_rate_init = plan.rate * 0.3  # noqa: SLF001
            kept = chance.random(seen.shape, dtype=np.float32) >= plan.drop
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                model.partial_fit(seen * kept / (1.0 - plan.drop), labels, classes=list(classes))
        members.append(_layers(model))
    return Network(classes, mean.astype(np.float32), deviation.astype(np.float32), tuple(members))


def _layers(model: MLPClassifier) -> Layers:
    (hidden, output), (hidden_offset, output_offset) = model.coefs_, model.intercepts_
    if output.shape[1] == 1:  # two classes have one score: half speaks for one, half against it
        output = np.concatenate([-output / 2, output / 2], axis=1)
        output_offset = np.concatenate([-output_offset / 2, output_offset / 2])
    values = (hidden, hidden_offset, output, output_offset)
    return Layers(*(np.asarray(value, dtype=np.float16).astype(np.float32) for value in values))


def fit_trees(rows: Rows, labels: Sequence[str], options: Mapping[str, object]) -> Trees:
    """Grow boosted trees that tell classes apart."""
    import lightgbm

    classes = tuple(sorted(set(labels)))
    numbers = np.array([classes.index(label) for label in labels])
    kind: dict[str, object] = {"objective": "binary"}
    if len(classes) > 2:
        kind = {"objective": "multiclass", "num_class": len(classes)}
    return _as_arrays(_grow(lightgbm.Dataset(rows, numbers), {**kind, **options}), classes)


@dataclass(frozen=True)
class Ranked:
    """Candidates to learn from: `grades` (a higher one ranks higher) and the scores they begin
    with, `sizes` how many rows each name has, one after the other.
    """

    rows: Rows
    grades: Sequence[int]
    begin: Sequence[float]
    sizes: Sequence[int]


def fit_ranker(ranked: Ranked, options: Mapping[str, object]) -> Trees:
    """Grow trees that rank the candidates of one name (LambdaMART; Burges 2010)."""
    import lightgbm

    data = lightgbm.Dataset(
        ranked.rows,
        np.array(ranked.grades),
        group=np.array(ranked.sizes),
        init_score=np.array(ranked.begin),
    )
    kind = {"objective": "lambdarank", "label_gain": [0, 1, 1.2]}
    return _as_arrays(_grow(data, {**kind, **options}), ("score",))


def _grow(data: Dataset, options: Mapping[str, object]) -> Booster:
    import lightgbm

    fixed = {
        "verbose": -1,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": 1,
        "seed": 7,
    }
    rounds = int(str(options["rounds"]))
    rest = {name: value for name, value in options.items() if name != "rounds"}
    return lightgbm.train({**fixed, **rest}, data, num_boost_round=rounds)


def _as_arrays(booster: Booster, classes: tuple[str, ...]) -> Trees:
    roots = [tree["tree_structure"] for tree in booster.dump_model()["tree_info"]]
    depth = max(map(_depth, roots))
    inner, leaves = 2**depth - 1, 2**depth
    # A leaf higher up has all the leaves below it say the same.
    feature = np.zeros((len(roots), inner), dtype=np.int16)
    threshold = np.full((len(roots), inner), np.inf)
    value = np.zeros((len(roots), inner + leaves))
    for tree, root in enumerate(roots):
        waiting = [(root, 0)]
        while waiting:
            node, place = waiting.pop()
            if "split_feature" in node:
                feature[tree, place] = node["split_feature"]
                threshold[tree, place] = node["threshold"]
                waiting.append((node["right_child"], 2 * place + 2))
            else:
                value[tree, place] = node["leaf_value"]
            below = node.get("left_child", node)
            if 2 * place + 1 < inner + leaves:
                waiting.append((below, 2 * place + 1))
    return Trees(classes, feature, _not_above(threshold), value[:, inner:].astype(np.float32))


def _depth(node: Mapping[str, Any]) -> int:
    if "split_feature" not in node:
        return 0
    return 1 + max(_depth(node["left_child"]), _depth(node["right_child"]))


def _not_above(thresholds: NDArray[np.float64]) -> Rows:
    """The greatest 32-bit number not above each: 32-bit rows then fall to the same side."""
    rounded = thresholds.astype(np.float32)
    too_high = rounded.astype(np.float64) > thresholds
    rounded[too_high] = np.nextafter(rounded[too_high], np.float32(-np.inf))
    return rounded
