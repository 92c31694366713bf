"""From places back to their names."""

from __future__ import annotations

import numpy as np
import pytest

from geodata.fold import fold
from geodata.gazetteer import Gazetteer, Level
from geodata.reverse import field, leading, positions, unpacked
from tests.by_hand import largest


def test_packed_numbers_are_little_endian() -> None:
    assert unpacked(memoryview(bytes([1, 0, 0, 0, 1, 0])), 3).tolist() == [1, 256]


def test_one_field_of_every_record() -> None:
    records = memoryview(bytes([9, 1, 0, 9, 2, 1]))
    assert field(records, 3, 1, 2).tolist() == [1, 258]


@pytest.mark.parametrize(("wanted", "at"), [([], []), ([7], [1, 3]), ([7, 9, 1], [0, 1, 3])])
def test_where_numbers_stand(wanted: list[int], at: list[int]) -> None:
    assert positions(np.array([9, 7, 8, 7]), wanted) == at


def test_keys_lead_to_places_alone_and_in_lists() -> None:
    # A place is its row times eight; from 1,000 on, a list begins there: its length, its places.
    lists = np.array([2, 8, 16, 1, 24])
    keys = np.array([8, 1_000, 1_003, 24])
    assert sorted(leading(keys, lists, 1_000, {1, 3})) == [(0, 1), (1, 1), (2, 3), (3, 3)]
    assert leading(keys, lists, 1_000, {9}) == []


@pytest.mark.parametrize(
    "name", ["Maarra", "Maarrat an Numan", "معرة النعمان", "Ma‘arrat an-Nu‘mān"]
)
def test_every_spelling_of_a_town_leads_back_to_it(gazetteer: Gazetteer, name: str) -> None:
    town = largest(gazetteer, "Maarrat an Numan", Level.TOWN)
    assert fold(name) in gazetteer.spellings([town.id])[town.id]


def test_what_names_find_they_are_found_from(gazetteer: Gazetteer) -> None:
    for name in ("Helsinki", "Damascus", "Georgia", "Eastern Ghouta"):
        places = {gazetteer.place(candidate.row).id for candidate in gazetteer.lookup(name)}
        known = gazetteer.spellings(sorted(places))
        assert any(fold(name) in known[place] for place in places)
