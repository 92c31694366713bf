"""What scikit-learn and LightGBM learnt, as our own arrays: the same answers without them."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from geodata.network import Network
from geodata.training.fitting import NetworkPlan, Ranked, fit_network, fit_ranker, fit_trees
from geodata.trees import Trees, leaf

OPTIONS: dict[str, object] = {"rounds": 20, "num_leaves": 7, "min_data_in_leaf": 5}


def rows(count: int = 400) -> NDArray[np.float32]:
    return np.random.default_rng(1).normal(size=(count, 6)).astype(np.float32)


def labels(data: NDArray[np.float32]) -> list[str]:
    return ["far" if a * b > 0.3 else "near" if a > 0 else "here" for a, b in data[:, :2]]


@pytest.mark.parametrize("names", [("far", "near", "here"), ("far", "other", "other")])
def test_trees_answer_as_lightgbm_does(names: tuple[str, ...]) -> None:
    import lightgbm

    data = rows()
    renamed = dict(zip(("far", "near", "here"), names, strict=True))
    wanted = [renamed[label] for label in labels(data)]
    trees = fit_trees(data, wanted, OPTIONS)
    classes = sorted(set(wanted))
    assert list(trees.classes) == classes
    kind = {"objective": "multiclass", "num_class": 3} if len(classes) == 3 else {}
    fixed = {"verbose": -1, "deterministic": True, "force_row_wise": True, "num_threads": 1}
    options = {"objective": "binary", **fixed, "seed": 7, **kind, "num_leaves": 7}
    booster = lightgbm.train(
        {**options, "min_data_in_leaf": 5},
        lightgbm.Dataset(data, np.array([classes.index(label) for label in wanted])),
        num_boost_round=20,
    )
    theirs = np.asarray(booster.predict(data))
    ours = trees.probabilities(data)
    if theirs.ndim == 1:
        theirs = np.stack([1 - theirs, theirs], axis=1)
    assert np.allclose(ours, theirs, atol=1e-5)


def test_rows_on_a_threshold_fall_to_the_same_side() -> None:
    data = np.round(rows(), 1)
    trees = fit_trees(data, labels(data), OPTIONS)
    right = [trees.classes.index(label) for label in labels(data)]
    assert (trees.probabilities(data).argmax(axis=1) == right).mean() > 0.9


def test_a_network_learns_and_comes_back_as_written() -> None:
    data = rows(1200)
    wanted = ["up" if a + b > 0 else "down" for a, b in data[:, :2]]
    network = fit_network(data, wanted, NetworkPlan(members=2, units=16, batch=32))
    found = network.probabilities(data)
    right = [network.classes.index(label) for label in wanted]
    assert (found.argmax(axis=1) == right).mean() > 0.9
    assert np.allclose(found.sum(axis=1), 1, atol=1e-5)
    again = Network.from_arrays(network.arrays())
    assert np.allclose(again.probabilities(data), found, atol=1e-6)


def test_trees_come_back_as_written() -> None:
    data = rows()
    trees = fit_trees(data, labels(data), OPTIONS)
    assert np.array_equal(Trees.from_arrays(trees.arrays()).scores(data), trees.scores(data))


def test_a_ranker_puts_the_higher_grade_first() -> None:
    data = rows(600)
    grades = [0] * 600
    for start in range(0, 600, 3):
        grades[start + int(data[start : start + 3, 2].argmax())] = 2
    trees = fit_ranker(Ranked(data, grades, [0.0] * 600, [3] * 200), OPTIONS)
    best = trees.scores(data)[:, 0].reshape(-1, 3).argmax(axis=1)
    assert (best == data[:, 2].reshape(-1, 3).argmax(axis=1)).mean() > 0.9


def test_a_leaf_says_nothing() -> None:
    assert np.allclose(leaf(("a", "b")).probabilities(rows(5)), 0.5)
    assert np.allclose(leaf(("score",)).scores(rows(5)), 0.0)
