"""Which "'s" belongs to a name, and which to its owner."""

from __future__ import annotations

import pytest

from geodata.apostrophes import join_apostrophes
from geodata.gazetteer import Gazetteer
from geodata.text import tokenise


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the camps of Cox's Bazar", ["the", "camps", "of", "Cox's", "Bazar"]),
        ("in St. John’s on Monday", ["in", "St.", "John’s", "on", "Monday"]),
        ("St. John's mayor", ["St.", "John", "'s", "mayor"]),
        ("Homs's roads", ["Homs", "'s", "roads"]),
        ("Turkey's Hatay", ["Turkey", "'s", "Hatay"]),
        ("the town's Lynn", ["the", "town", "'s", "Lynn"]),
        ("'s", ["'s"]),
    ],
)
def test_only_a_name_of_the_gazetteer_keeps_its_apostrophe(
    gazetteer: Gazetteer, text: str, words: list[str]
) -> None:
    joined = join_apostrophes(tokenise(text), gazetteer)
    assert [token.text for token in joined] == words
    assert all(text[token.start : token.end] == token.text for token in joined)
