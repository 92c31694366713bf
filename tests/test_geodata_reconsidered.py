"""A second look, once places are known: what recognition doubted stays where the place fits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geodata.confidence import Judged
from geodata.gazetteer import Candidate, Gazetteer, Level, Naming
from geodata.groups import Group
from geodata.judge import NAME, OTHER, Judge
from geodata.locate import locate
from geodata.model import Mention, Resolution, Role
from geodata.models import Models, shipped
from geodata.recognition import ADMITTED, OWN, SURE_ONCE, Found, Recogniser
from geodata.reconsidered import LIKELY, LIKELY_LISTED, SURE_BEFORE, staying, worth_telling
from geodata.scene import Scene
from geodata.trees import Trees

TOWN = Candidate(0, Naming.PRIMARY, Level.TOWN, 1, 1, 5.0, 5.0, 900, capital=False, keys=1)
NOWHERE = TOWN._replace(lat=float("nan"), lon=float("nan"))


def group(*candidates: Candidate, key: str = "name") -> Group:
    made = Group(key, False, "", 0, False, candidates)  # noqa: FBT003
    made.scores = [0.0] * len(candidates)
    return made


def stays(sure: float, belief: float, *candidates: Candidate) -> bool:
    mention = Mention(0, 4, "Name", Role.LITERAL, sure)
    return staying([mention], [group(*candidates)], [Judged(0.5, belief)])[0]


@pytest.mark.parametrize(("sure", "belief", "stay"), [
    (ADMITTED, LIKELY, True),
    (ADMITTED, LIKELY - 0.01, False),
    (SURE_BEFORE - 0.01, LIKELY - 0.01, False),
    (SURE_BEFORE, 0.0, True),
])  # fmt: skip
def test_what_recognition_doubts_needs_a_place_that_fits(
    sure: float, belief: float, *, stay: bool
) -> None:
    assert stays(sure, belief, TOWN) is stay


def test_what_would_not_be_drawn_is_not_doubted_again() -> None:
    assert stays(LIKELY_LISTED, 0.0, NOWHERE)
    assert stays(LIKELY_LISTED, 0.0)


def test_a_name_that_is_sure_once_stays_everywhere() -> None:
    mentions = [
        Mention(at, at + 4, "Name", Role.LITERAL, sure)
        for at, sure in ((0, SURE_ONCE), (9, 0.4), (20, 0.4))
    ]
    groups = [group(TOWN), group(TOWN), group(TOWN, key="another")]
    assert staying(mentions, groups, [Judged(0.5, 0.1)] * 3) == [True, True, False]


def test_a_name_without_a_place_is_listed_where_it_is_sure_enough_and_again() -> None:
    def told(*confidences: float, surface: str = "Quxville") -> list[Resolution]:
        return [
            Resolution(Mention(at, at + 8, surface, Role.LITERAL, confidence), None, 0.0, "unknown")
            for at, confidence in enumerate(confidences)
        ]

    twice, once = told(0.9, 0.3), told(0.3, surface="Quxton")
    assert worth_telling([*twice, *once]) == twice


def refusing(models: Models) -> Models:
    """These models, with a judge that takes nothing for a name."""
    never = Trees(
        (NAME, OTHER),
        np.zeros((1, 0), dtype=np.int16),
        np.zeros((1, 0), dtype=np.float32),
        np.array([[9.0]], dtype=np.float32),
    )
    return replace(models, judge=Judge(models.judge.trees, never, models.judge.sure))


def with_confidence(found: Recogniser, confidence: float) -> Recogniser:
    """A recogniser that finds the same and is so sure of it."""

    def find(scene: Scene, models: Models | None) -> Found:
        matches, mentions = found.find(scene, models)
        return matches, [replace(mention, confidence=confidence) for mention in mentions]

    return Recogniser(found.name, find)


def names(found: list[Resolution]) -> list[str]:
    return [one.mention.surface for one in found]


TEXT = "Snow fell in Helsinki. The Soviet Union denied it."


def test_what_is_left_out_is_in_no_answer_and_in_no_count(
    gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubting = with_confidence(OWN, 0.5)
    monkeypatch.setattr("geodata.locate.OWN", doubting)
    assert "Helsinki" in names(locate(TEXT, gazetteer, shipped(), doubting))
    # Helsinki lies in a country with names that are learned: nothing else speaks for it.
    assert names(locate(TEXT, gazetteer, refusing(shipped()), doubting)) == ["Soviet Union"]


def test_the_names_of_another_recogniser_are_taken_as_they_are(gazetteer: Gazetteer) -> None:
    another = with_confidence(Recogniser("another", OWN.find), 0.4)
    assert names(locate(TEXT, gazetteer, refusing(shipped()), another)) == [
        "Helsinki",
        "Soviet Union",
    ]
