"""Headlines in capitals and texts without any."""

from __future__ import annotations

import pytest

from geodata.casing import recase
from geodata.gazetteer import Gazetteer
from geodata.locate import locate
from geodata.text import tokenise


def recased(text: str, gazetteer: Gazetteer) -> str:
    return " ".join(token.text for token in recase(text, tokenise(text), gazetteer))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FIGHTING REACHES NEW YORK AND ALEPPO", "fighting reaches New York and Aleppo"),
        ("turkey closed its border with syria", "Turkey closed its border with Syria"),
        ("he read a nice book while waiting", "he read a nice book while waiting"),
        ("he lives in reading", "he lives in Reading"),
        ("democratic republic of the congo", "Democratic Republic of the Congo"),
    ],
)
def test_what_has_no_capitals_to_tell_gets_them(
    text: str, expected: str, gazetteer: Gazetteer
) -> None:
    assert recased(text, gazetteer) == expected


@pytest.mark.parametrize(
    "text",
    ["Rain fell in Aleppo. NATO met.", "The UN", "", "12:30", "iPhones are sold in Homs."],
)
def test_running_text_stays_as_it_is(text: str, gazetteer: Gazetteer) -> None:
    assert recased(text, gazetteer) == " ".join(token.text for token in tokenise(text))


@pytest.mark.parametrize("change", [str.upper, str.lower])
def test_names_are_found_and_quoted_as_they_stand(change: object, gazetteer: Gazetteer) -> None:
    assert callable(change)
    text = str(change("Rain fell in Aleppo and Homs, in northern Syria, and in New York City."))
    names = {text[r.mention.start : r.mention.end].lower() for r in locate(text, gazetteer)}
    assert {"aleppo", "homs", "syria", "new york city"} <= names


def test_a_headline_in_capitals_stands_above_running_text(gazetteer: Gazetteer) -> None:
    text = "SNOW FALLS IN DAMASCUS\nIt is the first snow in Damascus and in Syria since January."
    starts = [r.mention.start for r in locate(text, gazetteer)]
    assert text.index("DAMASCUS") in starts
    assert text.index("Damascus") in starts
