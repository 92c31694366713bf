"""The roles of names in news texts that were written for this test, before the models read them.

`roles_by_hand.txt`: texts apart by "---", every name as `[[Name|role]]`.  Nothing is trained on it;
the kinds of sentences in `geodata/training/frames.txt` were added to after a look at its errors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from geodata.gazetteer import Gazetteer
from geodata.model import Role
from geodata.recognition import roles_of_spans

TEXTS = Path(__file__).with_name("roles_by_hand.txt")
MARK = re.compile(r"\[\[([^|\]]+)\|(\w+)\]\]")


def marked() -> Iterator[tuple[str, list[tuple[int, int]], list[Role]]]:
    """Each text with the spans of its names and their roles."""
    for written in TEXTS.read_text(encoding="utf-8").split("\n---\n"):
        text, spans, roles, position = "", [], [], 0
        for mark in MARK.finditer(written):
            text += written[position : mark.start()]
            spans.append((len(text), len(text) + len(mark[1])))
            roles.append(Role(mark[2]))
            text += mark[1]
            position = mark.end()
        yield text + written[position:], spans, roles


def test_places_are_told_from_those_who_act(gazetteer: Gazetteer) -> None:
    answers = [
        (role is Role.LITERAL, found is Role.LITERAL)
        for text, spans, roles in marked()
        for role, found in zip(roles, roles_of_spans(text, spans, gazetteer), strict=True)
    ]
    literal, drawn = sum(role for role, _ in answers), sum(found for _, found in answers)
    both = sum(role and found for role, found in answers)
    right = sum(role == found for role, found in answers)
    figures = f"{right} of {len(answers)} right; {both} of {literal} literal; {drawn} drawn so"
    print(figures)
    assert right >= 0.87 * len(answers), figures
    assert both >= 0.95 * literal, figures
    assert both >= 0.82 * drawn, figures
