"""Whatever the ranker learned, what the text states holds; and what rules a namesake out."""

from __future__ import annotations

import pytest

from geodata.abstaining import ELSEWHERE, FAR_OFF, rule_out
from geodata.gazetteer import Candidate, Level, Naming
from geodata.groups import Group, best_of
from geodata.settling import GREATER, settle

HERE, THERE = 1, 2  # countries


def candidate(
    row: int,
    level: Level = Level.TOWN,
    *,
    country: int = HERE,
    admin1: int = 5,
    lat: float = 0.0,
    population: int = 900,
) -> Candidate:
    return Candidate(
        row, Naming.PRIMARY, level, country, admin1, lat, 0.0, population, capital=False, keys=1
    )


def group(
    candidates: list[Candidate], scores: list[float], by_hand: list[float] | None = None
) -> Group:
    made = Group("name", False, "", 0, False, tuple(candidates))  # noqa: FBT003
    made.scores, made.by_hand = scores, by_hand or [0.0] * len(scores)
    return made


def chosen(one: Group) -> int:
    best = best_of(one)
    assert best is not None
    return best.row


@pytest.mark.parametrize("stated", [(THERE, 5), (THERE, 0)])
def test_the_unit_or_country_that_a_text_states_holds(stated: tuple[int, int]) -> None:
    one = group([candidate(0), candidate(1, country=THERE)], [3.0, 1.0])
    settle(one)
    assert chosen(one) == 0
    one.stated = {stated}
    settle(one)
    assert chosen(one) == 1


@pytest.mark.parametrize(("margin", "row"), [(GREATER + 1, 1), (GREATER - 1, 0)])
def test_a_great_country_is_not_taken_for_a_village(margin: float, row: int) -> None:
    village, country = candidate(0), candidate(1, Level.COUNTRY, country=THERE)
    one = group([village, country], [3.0, 1.0], [2.0, 2.0 + margin])
    settle(one)
    assert chosen(one) == row


def test_a_village_that_is_placed_beside_its_name_is_meant_after_all() -> None:
    village, country = candidate(0), candidate(1, Level.COUNTRY, country=THERE)
    one = group([village, country], [3.0, 1.0], [2.0, 20.0])
    one.containers = {(HERE, 5)}
    settle(one)
    assert chosen(one) == 0


def company(count: int) -> list[Group]:
    """So many other names, of towns of another country, 2,200 km away."""
    return [group([candidate(9, country=THERE, lat=20.0)], [1.0]) for _ in range(count)]


@pytest.mark.parametrize(
    ("small", "others", "reason"), [(True, 4, FAR_OFF), (True, 3, ""), (False, 4, "")]
)
def test_a_small_town_far_from_all_else_is_not_meant(
    *, small: bool, others: int, reason: str
) -> None:
    one = group([candidate(0, population=900 if small else 90_000)], [1.0])
    assert rule_out([one, *company(others)])[0] == reason


def test_where_another_of_the_name_is_not_far_off_that_one_is_meant() -> None:
    one = group([candidate(0), candidate(1, lat=60.0), candidate(2, population=90_000)], [3, 2, 1])
    assert rule_out([one, *company(4)])[0] == ""
    assert chosen(one) == 2


def test_one_that_shares_its_country_or_is_near_may_be_meant() -> None:
    for neighbour in (candidate(1, lat=20.0), candidate(1, country=THERE, lat=3.0)):
        one = group([candidate(0)], [1.0])
        assert rule_out([one, group([neighbour], [1.0]), *company(4)])[0] == ""


def test_one_that_lies_elsewhere_than_the_text_says_is_not_meant() -> None:
    one = group([candidate(0)], [1.0])
    one.containers = {(THERE, 0)}
    assert rule_out([one])[0] == ""
    one.stated = {(THERE, 0)}
    assert rule_out([one])[0] == ELSEWHERE
    one.containers = {(HERE, 0)}
    assert rule_out([one])[0] == ""
