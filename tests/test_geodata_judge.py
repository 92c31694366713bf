"""How sure an answer is told to be: cautious around 80%, unchanged where it is doubt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from geodata.judge import NAME, OTHER, PROMISED, RIGHT, SURE, UNDECIDED, WRONG, Judge
from geodata.training.answers import INSIDE, Answers, fit_judge
from geodata.trees import Trees


def judging(estimates: list[float], sure: float) -> list[float]:
    """What a judge tells where its trees, of one split each, estimate so much."""
    odds = np.log(np.array(estimates) / (1 - np.array(estimates)))
    told = []
    for value in odds:
        # The first class is "right": the score of two classes speaks for the second.
        trees = Trees(
            (RIGHT, WRONG),
            np.zeros((1, 0), dtype=np.int16),
            np.zeros((1, 0), dtype=np.float32),
            np.array([[-value]], dtype=np.float32),
        )
        told += (
            Judge(trees, UNDECIDED.names, sure)
            .confidences(np.zeros((1, 1), dtype=np.float32))
            .tolist()
        )
    return told


def test_an_estimate_that_is_sure_is_told_as_such_and_doubt_stays() -> None:
    assert judging([0.3, 0.6, 0.9], 0.9) == pytest.approx([0.3, 0.6, SURE], abs=1e-5)
    assert judging([0.75], 0.75) == pytest.approx([SURE], abs=1e-5)


@pytest.mark.parametrize("sure", [0.7, 0.8, 0.93])
def test_what_is_surer_is_told_as_surer(sure: float) -> None:
    told = judging([number / 100 for number in range(1, 100)], sure)
    assert told == sorted(told)
    assert 0 < told[0] < told[-1] < 1


def test_the_judge_learns_to_doubt_what_was_wrong(tmp_path: Path) -> None:
    chance = np.random.default_rng(1)
    answers = []
    for _ in range(60):
        rows = chance.random((20, 3), dtype=np.float32)
        fared = [RIGHT if value > 0.4 else WRONG for value in rows[:, 1]]
        named = [NAME if value > 0.3 else OTHER for value in rows[:, 2]]
        answers.append(Answers(rows, fared, ["", *named[1:]]))
    judge = fit_judge(answers)
    low, high = judge.confidences(np.array([[0.5, 0.1, 0.5], [0.5, 0.9, 0.5]], dtype=np.float32))
    assert low < 0.2
    assert high > SURE
    other, name = judge.beliefs(np.array([[0.5, 0.5, 0.1], [0.5, 0.5, 0.9]], dtype=np.float32))
    assert other < 0.2
    assert name > 0.9
    arrays: dict[str, Any] = dict(judge.arrays())
    np.savez(tmp_path / "judge.npz", **arrays)
    with np.load(tmp_path / "judge.npz") as stored:
        again = Judge.from_arrays(stored)
    assert again.sure == judge.sure
    rows = answers[0].rows
    assert np.array_equal(again.confidences(rows), judge.confidences(rows))
    assert np.array_equal(again.beliefs(rows), judge.beliefs(rows))


def test_where_all_are_right_nothing_can_be_learned() -> None:
    rows = np.zeros((4, 2), dtype=np.float32)
    assert fit_judge([Answers(rows, [RIGHT] * 4, [NAME] * 4)]) is UNDECIDED
    assert UNDECIDED.confidences(rows).tolist() == pytest.approx([0.5] * 4)
    assert UNDECIDED.beliefs(rows).tolist() == pytest.approx([0.5] * 4)


def test_what_the_gold_does_not_say_teaches_nothing() -> None:
    answers = by_chance(60, seed=5)
    judge = fit_judge(answers)
    silent = Answers(np.full((40, 3), 9, dtype=np.float32), [""] * 40, [""] * 40)
    again = fit_judge([*answers, silent])
    rows = answers[0].rows
    assert np.array_equal(judge.trees.probabilities(rows), again.trees.probabilities(rows))


def by_chance(documents: int, seed: int) -> list[Answers]:
    """Answers of which the second number of a row says how likely each is right."""
    chance = np.random.default_rng(seed)
    answers: list[Answers] = []
    for _ in range(documents):
        rows = chance.random((40, 3), dtype=np.float32)
        right = chance.random(40) < rows[:, 1] ** 0.25
        fared = [RIGHT if one else WRONG for one in right]
        answers.append(Answers(rows, fared, [NAME] * 40))
    return answers


def test_the_promise_holds_on_documents_that_the_judge_has_not_seen() -> None:
    judge = fit_judge(by_chance(90, seed=2))
    rows, labels, _ = zip(*by_chance(300, seed=3), strict=True)
    sure = judge.confidences(np.concatenate(rows)) >= SURE
    right = np.array([label == RIGHT for part in labels for label in part])
    assert 0.1 < sure.mean() < 0.9
    assert right[sure].mean() >= PROMISED


def test_a_point_elsewhere_in_its_region_teaches_as_right_and_is_not_promised() -> None:
    answers = by_chance(60, seed=4)
    judge = fit_judge(answers)
    elsewhere = [
        one._replace(
            fared=[
                INSIDE if index % 9 == 0 and label == RIGHT else label
                for index, label in enumerate(one.fared)
            ]
        )
        for one in answers
    ]
    careful = fit_judge(elsewhere)
    rows = answers[0].rows
    assert np.array_equal(judge.trees.probabilities(rows), careful.trees.probabilities(rows))
    assert careful.sure > judge.sure
