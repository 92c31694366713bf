"""Names that no list spells as the text does, in sentences written for the purpose."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer
from geodata.locate import locate


def places(text: str, gazetteer: Gazetteer) -> dict[str, str]:
    return {r.mention.surface: r.place.name for r in locate(text, gazetteer) if r.place}


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("A train burned near Zagazeeg in Egypt.", "Zagazeeg", "Zagazig"),
        ("Talks were held in Arbid, Jordan.", "Arbid", "Irbid"),
        ("Rebels in Libya reached Msrata at dawn.", "Msrata", "Misratah"),
        ("Snow fell on Belarus and in Hlybokae.", "Hlybokae", "Hlybokaye"),
    ],
)
def test_a_spelling_that_is_not_listed(
    gazetteer: Gazetteer, text: str, surface: str, name: str
) -> None:
    assert places(text, gazetteer).get(surface) == name


@pytest.mark.parametrize(
    "text",
    [
        "Talks were held in Arbid, Norway.",  # not in a country that the text names
        "A spokesman in Jordan met Mr Arbid. The crowd shouted at Arbid.",  # a person
        "Jordan sent Arbid a letter.",  # nothing calls for a place
        "The vote in Egypt fell on Sunday, in April.",  # words of the calendar
    ],
)
def test_what_is_merely_spelt_like_a_place(gazetteer: Gazetteer, text: str) -> None:
    assert set(places(text, gazetteer)) <= {"Norway", "Jordan", "Egypt"}


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Textile workers of al-Mansura in Egypt struck.", "al-Mansura"),
        ("Graves of El Alamein in Egypt were restored.", "El Alamein"),
        ("A delegation from Egypt flew to Al-Arish.", "Al-Arish"),
    ],
)
def test_the_article_belongs_to_the_name(gazetteer: Gazetteer, text: str, surface: str) -> None:
    assert surface in places(text, gazetteer)


def test_an_english_word_is_no_article(gazetteer: Gazetteer) -> None:
    assert "Alexandria" in places("An Alexandria man was hurt in Egypt.", gazetteer)


def test_a_soft_sign_belongs_to_the_name_and_a_quotation_mark_does_not(
    gazetteer: Gazetteer,
) -> None:
    assert "Kazan'" in places("A mosque in Kazan', Russia, reopened.", gazetteer)
    assert "Kazan" in places("'We live in Russia, in Kazan', she said.", gazetteer)
    assert "Texas" in places("The drivers in Texas' north waited.", gazetteer)


def test_a_saint_may_be_shortened_or_not(gazetteer: Gazetteer) -> None:
    for name in ("St. Petersburg", "Saint Petersburg", "St Petersburg"):
        assert places(f"A ferry left {name} in Russia.", gazetteer)[name] == "Saint Petersburg"
