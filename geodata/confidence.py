"""How sure an answer is: the probability that a mention is a name and its place is right; and that
it is a name at all, now that its candidates are known.

Trees judge each answer by how sure recognition and ranking were and by what the ranker saw; they
learn from answers on documents that the other models had not seen, so that the number can be taken
as a probability.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence, Set
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.gazetteer import Candidate
from geodata.groups import Group
from geodata.judge import SURE
from geodata.model import Mention, Role
from geodata.models import Models

LEAST = 1e-4
CLEAR = 20.0  # a lead beyond which more says nothing


class Judged(NamedTuple):
    """`confidence` in a mention's best candidate, and `belief` that it is a name (0 to 1)."""

    confidence: float
    belief: float


def judged(
    mentions: Sequence[Mention], groups: Sequence[Group], models: Models, unlearned: Set[int]
) -> list[Judged]:
    """What the judge says of each mention; `groups` run in parallel to `mentions`.

    Where there is no candidate, both are the mention's own confidence.  Of places in the countries
    `unlearned` (codes) the judge has read too little to doubt what recognition and ranking are sure
    of.
    """
    result = [Judged(mention.confidence, mention.confidence) for mention in mentions]
    asked = [index for index, group in enumerate(groups) if group.candidates]
    if not asked:
        return result
    rows = judge_rows([mentions[i] for i in asked], [groups[i] for i in asked])
    least = {
        id(group): max(shares_of(group.scores))
        for group in _names(groups)
        if group.candidates and _best(group).country in unlearned
    }
    found = np.array([mentions[i].confidence for i in asked])
    shares = np.array([least.get(id(groups[i]), 0.0) for i in asked])
    values = np.maximum(models.judge.confidences(rows), models.judge.told(found * shares))
    beliefs = np.maximum(models.judge.beliefs(rows), found * (shares > 0))
    for index, *both in zip(asked, values.tolist(), beliefs.tolist(), strict=True):
        result[index] = Judged(*both)
    return result


def judge_rows(mentions: Sequence[Mention], groups: Sequence[Group]) -> NDArray[np.float32]:
    """What the judge sees of each answer of a text, shape (mentions, numbers).

    `mentions` are all of the text that have candidates, `groups` run in parallel to them.
    """
    names = _names(groups)
    own = {id(group): _beliefs(group) for group in names}
    number = {name: place for place, name in enumerate(own)}
    text = _of_text(mentions, list(own.values()))
    countries = Counter([_best(group).country for group in names])
    of_names = [_of_name(group, text, countries) for group in names]
    rows = []
    for mention, group in zip(mentions, groups, strict=True):
        sure, beliefs = _log_odds(mention.confidence), own[id(group)]
        rows.append(
            (
                sure,
                sure + _log_odds(beliefs.share),
                *beliefs,
                mention.role is Role.DEMONYM,
                mention.role is Role.METONYM,
                len(mention.surface),
            )
        )
    shared = np.array(of_names, dtype=np.float32)[[number[id(group)] for group in groups]]
    return np.concatenate([np.array(rows, dtype=np.float32), shared], axis=1)


def _names(groups: Sequence[Group]) -> list[Group]:
    return list({id(group): group for group in groups}.values())


def _of_name(group: Group, text: Sequence[float], countries: Counter[int]) -> list[float]:
    """What the judge sees alike in all mentions of a name; `countries` count the text's names."""
    same, others = countries[_best(group).country] - 1, max(1, countries.total() - 1)
    most = max(countries.values()) / countries.total()
    return [len(group.members), *text, same, same / others, most, *group.row]


class Beliefs(NamedTuple):
    """How far a name's best candidate is believed, by the ranker and by hand."""

    share: float
    lead: float
    share_by_hand: float
    lead_by_hand: float


def _beliefs(group: Group) -> Beliefs:
    best = max(range(len(group.scores)), key=group.scores.__getitem__)
    first, second = (*sorted(group.scores, reverse=True), -math.inf)[:2]
    return Beliefs(
        max(shares_of(group.scores)),
        min(first - second, CLEAR),
        shares_of(group.by_hand)[best],
        group.by_hand[best] - max(group.by_hand),
    )


def _of_text(mentions: Sequence[Mention], names: Sequence[Beliefs]) -> list[float]:
    """How sure the text's names are altogether."""
    sure = [mention.confidence for mention in mentions]
    shares = [beliefs.share for beliefs in names]
    return [
        _mean(sure),
        _mean([value < SURE for value in sure]),
        _mean(shares),
        _mean([share < SURE for share in shares]),
        _mean([beliefs.share_by_hand for beliefs in names]),
        _mean([beliefs.lead_by_hand == 0 for beliefs in names]),
        len(names),
    ]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _best(group: Group) -> Candidate:
    return group.candidates[max(range(len(group.scores)), key=group.scores.__getitem__)]


def shares_of(scores: Sequence[float]) -> list[float]:
    """Scores in log-odds as shares of belief, which sum to 1."""
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]


def _log_odds(probability: float) -> float:
    held = min(max(probability, LEAST), 1 - LEAST)
    return math.log(held / (1 - held))
