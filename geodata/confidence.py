"""How sure an answer is: the probability that a mention is a name and its place is right.

Trees judge each answer by how sure recognition and ranking were and by what the ranker saw; they
learn from answers on documents that the other models had not seen, so that the number can be taken
as a probability.
"""

from __future__ import annotations

import math
from collections.abc import Sequence, Set

import numpy as np
from numpy.typing import NDArray

from geodata.groups import Group
from geodata.model import Mention, Role
from geodata.models import Models

LEAST = 1e-4


def confidences(
    mentions: Sequence[Mention], groups: Sequence[Group], models: Models, unlearned: Set[int]
) -> list[float]:
    """The confidence in each mention's best candidate; `groups` run in parallel to `mentions`.

    Where there is no candidate it is the mention's own.  Of places in the countries `unlearned`
    (codes) the judge has read too little to doubt what recognition and ranking are sure of.
    """
    asked = [index for index, group in enumerate(groups) if group.candidates]
    result = [mention.confidence for mention in mentions]
    if asked:
        rows = judge_rows([mentions[i] for i in asked], [groups[i] for i in asked])
        judged = models.judge.probabilities(rows)[:, models.judge.classes.index("right")]
        for index, value in zip(asked, judged, strict=True):
            result[index] = float(value)
    for index in asked:
        group = groups[index]
        shares = shares_of(group)
        best = max(range(len(shares)), key=shares.__getitem__)
        if group.candidates[best].country in unlearned:
            result[index] = max(result[index], mentions[index].confidence * shares[best])
    return result


def judge_rows(mentions: Sequence[Mention], groups: Sequence[Group]) -> NDArray[np.float32]:
    """What the judge sees of each answer, shape (mentions, numbers)."""
    rows = [
        [*_beliefs(mention, group), *group.row]
        for mention, group in zip(mentions, groups, strict=True)
    ]
    return np.array(rows, dtype=np.float32)


def _beliefs(mention: Mention, group: Group) -> list[float]:
    shares = sorted(shares_of(group), reverse=True)
    scores = sorted(group.scores, reverse=True)
    return [
        _log_odds(mention.confidence),
        shares[0],
        scores[0] - scores[1] if len(scores) > 1 else 20.0,
        float(mention.role is Role.DEMONYM),
        float(mention.role is Role.METONYM),
        float(len(mention.surface)),
    ]


def shares_of(group: Group) -> list[float]:
    """The shares of belief in a group's candidates, which sum to 1."""
    top = max(group.scores)
    powers = [math.exp(score - top) for score in group.scores]
    return [power / sum(powers) for power in powers]


def _log_odds(probability: float) -> float:
    held = min(max(probability, LEAST), 1 - LEAST)
    return math.log(held / (1 - held))
