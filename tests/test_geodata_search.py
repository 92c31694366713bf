"""What `gazetteer search` tells of a name."""

from __future__ import annotations

import pytest

from geodata.__main__ import main
from geodata.gazetteer import Gazetteer, Naming
from geodata.search import describe, near, report, search, spelled


def test_every_place_of_a_name_is_found_with_what_holds_it(gazetteer: Gazetteer) -> None:
    found = {f.place.kind: f for f in search("Idlib", gazetteer)}
    assert found["city"].within == ("Idlib", "Syria")
    assert found["governorate"].within == ("Syria",)
    assert all(f.naming is Naming.PRIMARY for f in found.values())


def test_the_likeliest_comes_first_and_beliefs_are_told(gazetteer: Gazetteer) -> None:
    first, *others = search("London", gazetteer)
    assert (first.place.country, first.place.population > 8_000_000) == ("GB", True)
    assert first.belief is not None
    assert all(first.belief >= (other.belief or 0.0) for other in others)
    assert others[-1].belief is None


def test_capitals_may_be_an_abbreviation_or_a_name(gazetteer: Gazetteer) -> None:
    kinds = {f.place.name: f.place.kind for f in search("US", gazetteer)}
    assert kinds == {"United States": "country", "Us": "village"}


def test_keys_that_lead_to_a_place_are_all_told(gazetteer: Gazetteer) -> None:
    (town,) = search("Maarat al-Numan", gazetteer)
    assert {"maarrat an numan", "معره النعمان"} <= set(town.keys)
    assert not any(key.startswith("#") for f in search("Idlib", gazetteer) for key in f.keys)


def test_spellings_are_those_of_the_sources() -> None:
    names = spelled(["geonames:167611", "first-level:SY.12", "overlay:nile", "overlay:none"])
    assert "معرة النعمان" in names["geonames:167611"]
    assert {"Idlib", "Idlib province"} <= set(names["first-level:SY.12"])
    assert {"Nile", "Nile River"} <= set(names["overlay:nile"])
    assert names["overlay:none"] == []


def test_a_place_is_described_in_a_few_lines(gazetteer: Gazetteer) -> None:
    (nile,) = search("Nile", gazetteer)
    told = describe("Nile", nile, ["Nile", "River Nile"])
    share = f"{nile.belief:.0%}"
    assert told.splitlines() == [
        "Nile, river",
        "  overlay:nile; lat 30.17, lon 31.1, within 3320 km",
        f"  'Nile' is its name; without context: {share}",
        "  spelled: Nile; River Nile",
        "  by rule: nile river; النيل",
    ]


def test_what_has_no_spot_says_so(gazetteer: Gazetteer) -> None:
    assert "no spot on the map" in report("Soviet Union", gazetteer, 5)


def test_names_near_a_misspelling_are_told(gazetteer: Gazetteer) -> None:
    assert "Damascus" in near("Damascsu", gazetteer)
    assert near("Qwzzyrat", gazetteer) == ()


def test_nothing_found_is_said_in_a_sentence(gazetteer: Gazetteer) -> None:
    assert report("Qwzzyrat", gazetteer, 5) == "The gazetteer knows no place called 'Qwzzyrat'."
    assert "Near it: " in report("Damascsu", gazetteer, 5)


def test_the_limit_is_kept_and_told(gazetteer: Gazetteer) -> None:
    told = report("Springfield", gazetteer, 2)
    assert "the likeliest 2 of them" in told
    assert told.count("without context") == 2


def test_the_command_prints_it(gazetteer: Gazetteer, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(gazetteer)
    assert main(["gazetteer", "search", "Nile"]) == 0
    assert "overlay:nile" in capsys.readouterr().out
    assert main(["gazetteer", "search", "Nile", "--limit", "0"]) == 2
    assert "--limit" in capsys.readouterr().err
