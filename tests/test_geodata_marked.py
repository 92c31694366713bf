"""Texts marked by hand: the marks become toponyms, what is left is the text, faults are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.evaluation.gold import GoldError
from geodata.evaluation.marked import read_marked
from geodata.model import Role

WRITTEN = """\
# kind: weather
Rain in [[Turku|literal|60.45,22.27]]

"Good," said [[Finland|metonym|64, 26]]; the [[EU|embedded|-]] Times and a [[Finn|demonym]] agreed.
---
Nothing here.
"""


def test_marks_become_toponyms(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text(WRITTEN, encoding="utf-8")
    gold = read_marked(path)
    assert gold.written
    first, second = gold.documents
    assert (first.doc_id, second.doc_id) == ("mine 1", "mine 2")
    assert first.text.startswith('Rain in Turku\n\n"Good," said Finland; the EU Times')
    assert [first.text[one.start : one.end] for one in first.toponyms] == [
        *("Turku", "Finland", "EU", "Finn")
    ]
    assert [one.role for one in first.toponyms] == [
        *(Role.LITERAL, Role.METONYM, Role.EMBEDDED, Role.DEMONYM)
    ]
    spots = [(one.lat, one.lon) for one in first.toponyms]
    assert spots == [(60.45, 22.27), (64.0, 26.0), (None, None), (None, None)]
    assert second.text == "Nothing here."
    assert not second.toponyms


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[[Turku|town|60,22]]", "[[Turku|town|60,22]] in mine 1"),
        ("[[Turku|literal|160,22]]", "no spot on Earth"),
        ("[[Turku|literal|here]]", "could not convert"),
        ("No mark.", "marks no name"),
    ],
)
def test_what_is_no_gold_is_said(tmp_path: Path, written: str, said: str) -> None:
    path = tmp_path / "mine.txt"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(GoldError) as refused:
        read_marked(path)
    assert said in str(refused.value)
    assert str(path) in str(refused.value)
