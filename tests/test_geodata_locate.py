"""The pipeline on sentences written for the purpose, with the real gazetteer and models."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer
from geodata.locate import as_line, locate
from geodata.model import Form, Resolution, Role


def by_surface(text: str, gazetteer: Gazetteer) -> dict[str, Resolution]:
    return {r.mention.surface: r for r in locate(text, gazetteer)}


@pytest.mark.parametrize(
    ("text", "surface", "kind", "country"),
    [
        ("Fighters left the province of Daraa for Syria's north.", "Daraa", "governorate", "SY"),
        ("Shops reopened in the city of Idlib, in Syria.", "Idlib", "city", "SY"),
        ("Front lines moved through Idlib province in Syria.", "Idlib", "governorate", "SY"),
        ("Buses reached Homs from Damascus in Syria.", "Homs", "city", "SY"),
        ("They drove along the M5 highway from Damascus.", "M5 highway", "road", "SY"),
        ("Families in Eastern Ghouta, Syria, hid in cellars.", "Eastern Ghouta", "area", "SY"),
        ("The storm crossed the Aegean Sea towards Turkey.", "Aegean Sea", "sea", ""),
        ("He was born in Paris, Texas, and moved to Dallas.", "Paris", "town", "US"),
        ("She works in Paris, the capital of France.", "Paris", "city", "FR"),
        ("Flooding hit Khartoum in Sudan.", "Khartoum", "city", "SD"),
        ("The vote in London, Ontario, drew crowds across Canada.", "London", "city", "CA"),
        ("She was born in Trinidad, the capital of Beni, in Bolivia.", "Trinidad", "town", "BO"),
        ("They sing in Macon and Athens, both in Georgia.", "Athens", "city", "US"),
        ("They lost at Cordoba, an old Argentine city.", "Cordoba", "city", "AR"),
        ("The Bolivian town of Trinidad was flooded.", "Trinidad", "town", "BO"),
        ("The letter went to the other Tripoli, in Libya, first.", "Tripoli", "city", "LY"),
        ("Flights left for Cox's Bazar in Bangladesh.", "Cox's Bazar", "city", "BD"),
        ("Snow fell in Kansas and Nebraska.", "Kansas", "state", "US"),
        ("The barge went down the Mississippi on Friday.", "Mississippi", "river", ""),
        ("Dust from Chad falls on the Amazon.", "Amazon", "river", ""),
        ("Fighting reached Rakhine State, in Myanmar.", "Rakhine State", "state", "MM"),
        ("Police in Israel said that Gaza was calm.", "Gaza", "city", "PS"),
    ],
)
def test_the_words_decide_which_place_is_meant(
    gazetteer: Gazetteer, text: str, surface: str, kind: str, country: str
) -> None:
    place = by_surface(text, gazetteer)[surface].place
    assert place is not None
    assert (place.kind, place.country) == (kind, country)


@pytest.mark.parametrize(
    ("text", "surface", "role"),
    [
        ("Turkish troops crossed the river near Jarablus.", "Turkish", Role.DEMONYM),
        ("Thousands of Syrians crossed the frontier.", "Syrians", Role.DEMONYM),
        ("Snow fell in Helsinki on Monday.", "Helsinki", Role.LITERAL),
        ("Moscow denied that it had bombed the hospital.", "Moscow", Role.METONYM),
        ("He told the New York Times that he would resign.", "New York", Role.EMBEDDED),
    ],
)
def test_roles(gazetteer: Gazetteer, text: str, surface: str, role: Role) -> None:
    assert by_surface(text, gazetteer)[surface].mention.role is role


def test_a_hyphen_between_two_peoples_makes_two_mentions(gazetteer: Gazetteer) -> None:
    found = by_surface("The Russian-Syrian alliance held.", gazetteer)
    assert set(found) == {"Russian", "Syrian"}


@pytest.mark.parametrize(
    "text",
    [
        "Reading is a pleasure. Most of us agree, and nobody minds.",
        "Mr Jackson and Paris Hilton met Angela Lansing at noon.",
        "On Wednesday the March issue came out.",
    ],
)
def test_words_and_people_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    assert locate(text, gazetteer) == []


def test_what_has_no_spot_says_why(gazetteer: Gazetteer) -> None:
    text = "The fall of the Soviet Union surprised the Eurozone and Russia."
    for surface in ("Soviet Union", "Eurozone"):
        resolution = by_surface(text, gazetteer)[surface]
        assert resolution.place is not None
        assert resolution.place.form is Form.NONE
        assert resolution.place.lat is None
        assert resolution.reason


def test_a_name_that_the_gazetteer_lacks_is_kept_with_its_reason(gazetteer: Gazetteer) -> None:
    found = by_surface("They fled to the village of Qwzzyrat in Syria.", gazetteer)
    assert found["Qwzzyrat"].place is None
    assert "no place of this name" in found["Qwzzyrat"].reason


def test_a_document_in_two_minds_keeps_the_exception(gazetteer: Gazetteer) -> None:
    text = (
        "Idlib province is under attack. Rebels in Idlib hold the enclave. "
        "A market in the city of Idlib was hit. Civilians fled Idlib."
    )
    kinds = [r.place.kind for r in locate(text, gazetteer) if r.place]
    assert kinds == ["governorate", "governorate", "city", "governorate"]


def test_spans_are_exact_ordered_and_never_overlap(gazetteer: Gazetteer) -> None:
    text = "In Turkey’s south, near Gaziantep (Türkiye), Syria's Aleppo and U.S. bases…"
    found = locate(text, gazetteer)
    assert all(text[r.mention.start : r.mention.end] == r.mention.surface for r in found)
    ends = [r.mention.end for r in found]
    assert all(end <= r.mention.start for end, r in zip(ends, found[1:], strict=False))


def test_the_same_text_gives_the_same_answer(gazetteer: Gazetteer) -> None:
    text = "Springfield, Lebanon and Jordan: three names in Ohio."
    assert locate(text, gazetteer) == locate(text, gazetteer)


def test_a_line_of_output_keeps_only_the_roles_asked_for(gazetteer: Gazetteer) -> None:
    resolutions = locate("Syrian towns such as Douma in Syria.", gazetteer)
    line = as_line("a.txt", "A", resolutions, frozenset({Role.LITERAL}))
    assert {m["role"] for m in line["mentions"]} == {"literal"}
    assert set(line["mentions"][0]) == {
        *("start", "end", "surface", "role", "confidence", "lat", "lon", "place", "reason")
    }


@pytest.mark.parametrize("text", ["", "\n\n", "…", "1234", "\u202e\u202d", "a" * 100_000])
def test_texts_without_names(gazetteer: Gazetteer, text: str) -> None:
    assert locate(text, gazetteer) == []


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("A trader, Israel Mwangi, sold bread.", "Israel"),
        ("Georgia Appiah spoke for the bank.", "Georgia"),
        ("They drove along U.S. 84 to the coast.", "U.S."),
        ("A shop in Bab al-Tabbaneh was burnt in Lebanon.", "Bab"),
    ],
)
def test_a_part_of_a_longer_name_is_no_place(gazetteer: Gazetteer, text: str, surface: str) -> None:
    assert surface not in by_surface(text, gazetteer)


def test_a_name_that_is_qualified_later_means_another_place_before(gazetteer: Gazetteer) -> None:
    text = (
        "Exiles print a paper\n\nMoscow and Saratov closed its offices, Russia its accounts.\n\n"
        "It is now printed in Moscow, Idaho, by five people."
    )
    first, second = [one for one in locate(text, gazetteer) if one.mention.surface == "Moscow"]
    assert first.place is not None
    assert second.place is not None
    assert (first.place.country, second.place.country) == ("RU", "US")


@pytest.mark.parametrize(
    ("text", "surface", "reason"),
    [
        (
            "TAWILA, Sudan (Agency) - Families walked to Tawila from El Fasher.",
            "Tawila",
            "no place of this name is known where the text says that it lies",
        ),
        (
            "Boats left Maiduguri, Borno and Diffa for Baga. Nigeria and Chad sent troops.",
            "Baga",
            "the places of this name that are known lie far from all else that the text names",
        ),
    ],
)
def test_a_namesake_that_cannot_be_meant_is_listed_and_not_drawn(
    gazetteer: Gazetteer, text: str, surface: str, reason: str
) -> None:
    found = by_surface(text, gazetteer)[surface]
    assert found.place is None
    assert found.reason == reason
    assert found.runners_up[0].place.country not in ("SD", "NG", "TD")


def test_towns_in_a_list_do_not_rule_one_another_out(gazetteer: Gazetteer) -> None:
    text = "Rain fell in Syria: in Harim, Homs, Hama and Aleppo, and in Idlib."
    place = by_surface(text, gazetteer)["Harim"].place
    assert place is not None
    assert (place.country, place.admin1) == ("SY", "12")


def test_a_ruler_is_no_town_that_bore_his_name(gazetteer: Gazetteer) -> None:
    text = "No ruler since Stalin was so feared, they say in Ukraine and in Donetsk."
    assert [r.mention.surface for r in locate(text, gazetteer)] == ["Ukraine", "Donetsk"]
