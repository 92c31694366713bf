from __future__ import annotations

import pytest

from geodata.text import tokenise


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Turkey's border", ["Turkey", "'s", "border"]),
        ("the U.S. and Fla. too", ["the", "U.S.", "and", "Fla.", "too"]),
        ("Russian-Syrian", ["Russian", "-", "Syrian"]),
        ("Ma'arrat al-Nu'man.", ["Ma'arrat", "al", "-", "Nu'man", "."]),
        ("in\u00a0Idlib", ["in", "Idlib"]),
        ("مَعَرَّة النُّعمان،", ["مَعَرَّة", "النُّعمان", "،"]),
        ("Cafe\u0301s", ["Cafe\u0301s"]),
        ("معرة النعمان،", ["معرة", "النعمان", "،"]),
    ],
)
def test_tokens(text: str, words: list[str]) -> None:
    tokens = tokenise(text)
    assert [token.text for token in tokens] == words
    assert all(text[token.start : token.end] == token.text for token in tokens)
