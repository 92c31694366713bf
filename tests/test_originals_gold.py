"""The hand-made gold of the five originals is well formed and fits the files it was made from."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from geodata.gazetteer import Gazetteer
from geodata.model import Role
from sources.articles import articles
from sources.collection import read_paths
from tests.originals import originals_or_skip

HERE = Path(__file__).parent
FIELDS = {"start", "end", "role", "place"}
OPTIONAL = {"lat", "lon", "note"}

Mention = dict[str, Any]


def gold() -> list[dict[str, Any]]:
    """The lines of the gold, in the order of the articles."""
    lines = (HERE / "originals_gold.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def ill_formed(mentions: list[Mention]) -> list[Mention]:
    """The mentions that say too little, too much or what cannot be, whatever the text."""
    roles = {role.value for role in Role}

    def well_formed(mention: Mention) -> bool:
        spot = [mention[field] for field in ("lat", "lon") if field in mention]
        return (
            FIELDS <= mention.keys() <= FIELDS | OPTIONAL
            and 0 <= mention["start"] < mention["end"]
            and mention["role"] in roles
            and (not spot or (len(spot) == 2 and abs(spot[0]) <= 90 and abs(spot[1]) <= 180))
            and (mention["place"] is not None or "note" in mention)
        )

    return [mention for mention in mentions if not well_formed(mention)]


def out_of_order(mentions: list[Mention]) -> list[Mention]:
    """The mentions that begin before the one before them has ended."""
    return [later for first, later in pairwise(mentions) if later["start"] < first["end"]]


def no_name(mentions: list[Mention], text: str) -> list[str]:
    """The slices that are not whole words with a capital: what a shifted offset would cut out."""
    starts = {word.start() for word in re.finditer(r"\w+", text)}
    ends = {word.end() for word in re.finditer(r"\w+", text)}
    slices = [(each["start"], each["end"]) for each in mentions]
    return [
        text[start:end]
        for start, end in slices
        if start not in starts or end not in ends or not re.search("[A-Z]", text[start:end])
    ]


def test_gold_is_well_formed_and_in_order() -> None:
    assert [line["sha256"] for line in gold()] == [article.sha256 for article in articles()]
    for line in gold():
        assert ill_formed(line["mentions"]) == []
        assert out_of_order(line["mentions"]) == []


def test_gold_fits_the_originals() -> None:
    documents = {each.sha256: each for each in read_paths([originals_or_skip()]).documents}
    for line in gold():
        document = documents[line["sha256"]]
        assert document.id == line["file"]
        assert line["mentions"][-1]["end"] <= len(document.text)
        assert no_name(line["mentions"], document.text) == []


def test_places_of_the_gold_are_in_the_gazetteer(gazetteer: Gazetteer) -> None:
    known = {gazetteer.id(row) for row in range(len(gazetteer))}
    named = {mention["place"] for line in gold() for mention in line["mentions"]}
    assert named - known == {None}


def test_the_page_on_the_gold_counts_what_is_in_it() -> None:
    page = (HERE / "originals_gold.md").read_text("utf-8")
    rows = [re.findall(r"\w+", row) for row in re.findall(r"^\|.*\d.*\|$", page, re.MULTILINE)]
    counts = {line["file"][:3]: Counter(m["role"] for m in line["mentions"]) for line in gold()}
    counts["all"] = sum(counts.values(), Counter())
    order = ("literal", "metonym", "demonym", "embedded")
    expected = [
        [name, *(str(roles[role]) for role in order), str(roles.total())]
        for name, roles in counts.items()
    ]
    assert rows == expected


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": 4},
        {"role": "place"},
        {"place": None},
        {"lat": 1.0},
        {"lat": 100.0, "lon": 1.0},
        {"surface": "Rome"},
    ],
)
def test_the_checker_can_fail(wrong: Mention) -> None:
    right = {"start": 0, "end": 4, "role": "literal", "place": "geonames:3169070"}
    assert ill_formed([right]) == []
    assert ill_formed([right | wrong]) == [right | wrong]


def test_the_checker_sees_overlaps_and_shifted_offsets() -> None:
    first, second = {"start": 3, "end": 7}, {"start": 6, "end": 9}
    assert out_of_order([first, second]) == [second]
    assert out_of_order([second, first]) == [first]
    assert no_name([first], "In Rome.") == []
    assert no_name([second], "In Rome.") == ["e."]
    assert no_name([{"start": 0, "end": 2}], "in Rome") == ["in"]
