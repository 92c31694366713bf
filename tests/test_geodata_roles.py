"""What a name does in its sentence: lists, and unions of states."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer
from geodata.locate import locate
from geodata.model import Role


def roles(text: str, gazetteer: Gazetteer) -> dict[str, Role]:
    return {one.mention.surface: one.mention.role for one in locate(text, gazetteer)}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Asylum takes longest in Germany and France.", Role.LITERAL),
        ("Snow fell across Norway, Sweden, and Finland.", Role.LITERAL),
        ("Fighting in Aleppo and Homs went on.", Role.LITERAL),
        ("It rained in Aleppo, Syria.", Role.LITERAL),
        ("France and Germany denied it.", Role.METONYM),
        ("Kenya, Uganda & Rwanda agreed.", Role.METONYM),
    ],
)
def test_the_names_of_a_list_play_one_part(gazetteer: Gazetteer, text: str, role: Role) -> None:
    assert set(roles(text, gazetteer).values()) == {role}


def test_a_comma_alone_makes_no_list(gazetteer: Gazetteer) -> None:
    found = roles("After the floods in Germany, France sent helicopters.", gazetteer)
    assert found == {"Germany": Role.LITERAL, "France": Role.METONYM}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Farmers across the European Union lost their crops.", Role.LITERAL),
        ("They have lived in the EU for years.", Role.LITERAL),
        ("The European Union fined the firm.", Role.METONYM),
        ("Ankara struck a bargain with the European Union.", Role.METONYM),
    ],
)
def test_a_union_of_states_is_a_place_where_something_is_in_it(
    gazetteer: Gazetteer, text: str, role: Role
) -> None:
    union = "EU" if "EU" in text else "European Union"
    assert roles(text, gazetteer)[union] is role
