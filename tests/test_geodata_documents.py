"""Whole documents of an atlas: asked for together, the latest kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from geodata.documents import Documents

TEXTS = {"a": "Snow fell.", "b": "Rain fell.", "c": "Hail fell."}


class Table:
    """Answers as the table of documents does, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        assert "FROM documents" in sql
        (ids,) = values
        self.asked.append(list(ids))
        record = ("title", None, None, None, "", None, None)
        return [
            (one, TEXTS[one], *record, "sha256", [], [], False, [], [], [])
            for one in reversed(ids)
            if one in TEXTS
        ]


def test_several_are_asked_for_together_and_come_in_the_order_asked_for() -> None:
    table = Table()
    found = Documents(table).get(["b", "a", "b"])
    assert [(one, document.text) for one, document in found.items()] == [
        ("b", "Rain fell."),
        ("a", "Snow fell."),
    ]
    assert table.asked == [["b", "a"]]


@pytest.mark.parametrize(("bound", "most"), [("KEPT", 2), ("KEPT_CHARACTERS", 20)])
def test_the_latest_are_kept_within_a_bound(
    monkeypatch: pytest.MonkeyPatch, bound: str, most: int
) -> None:
    monkeypatch.setattr(f"geodata.documents.{bound}", most)
    table = Table()
    documents = Documents(table)
    for asked in (["a", "b"], ["a"], ["c", "a"], ["b"]):
        documents.get(asked)
    assert table.asked == [["a", "b"], ["c"], ["b"]]


def test_an_unknown_id_is_an_error() -> None:
    with pytest.raises(KeyError):
        Documents(Table()).get(["none"])
