"""Names one letter off what the document is certain to name."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer
from geodata.locate import locate
from geodata.misspellings import one_edit


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("tukey", "turkey", True),
        ("anakara", "ankara", True),
        ("helsinky", "helsinki", True),
        ("brelin", "berlin", True),
        ("berlin", "berlin", False),
        ("berln", "dublin", False),
        ("homes", "homs", True),
        ("ab", "ba", True),
        ("", "a", True),
        ("abcd", "badc", False),
    ],
)
def test_one_edit(one: str, other: str, *, expected: bool) -> None:
    assert one_edit(one, other) is expected
    assert one_edit(other, one) is expected


def test_a_misspelt_name_is_found_and_marked(gazetteer: Gazetteer) -> None:
    text = (
        "Snow fell in Helsinki, the capital of Finland, on Monday. Schools in Helsinki closed. "
        "Buses from Helsnki to Turku were late."
    )
    (found,) = [r for r in locate(text, gazetteer) if r.misspelt]
    assert found.mention.surface == "Helsnki"
    assert found.place is not None
    assert found.place.name == "Helsinki"
    assert "one letter from “Helsinki”" in found.evidence[0]
    assert found.confidence < 0.85


@pytest.mark.parametrize(
    "word",
    ["Hels Inki", "Mr Helsinky", "Helsinkis", "helsnki", "Helsnnnki"],
)
def test_other_words_are_no_misspellings(word: str, gazetteer: Gazetteer) -> None:
    text = (
        "Snow fell in Helsinki, the capital of Finland, on Monday. Schools in Helsinki closed. "
        f"Later {word} was seen."
    )
    assert [r.mention.surface for r in locate(text, gazetteer) if r.misspelt] == []
