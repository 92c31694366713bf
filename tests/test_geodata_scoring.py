"""Figures worked out by hand; a degree of the equator is 111.195 km."""

from __future__ import annotations

import pytest

from geodata.evaluation.containment import holding
from geodata.evaluation.gold import GoldDocument, Toponym
from geodata.evaluation.measures import (
    calibration,
    confusion_of_classes,
    faults,
    is_same_place,
    marks,
    most_frequent,
    own_faults,
)
from geodata.evaluation.scoring import (
    Answer,
    Rates,
    Share,
    Verdict,
    by_kind,
    containment_aware,
    drawn,
    end_to_end,
    judge,
    recognition,
    resolution,
    without_demonyms,
)
from geodata.gazetteer import Gazetteer
from geodata.model import Role

GOLD = GoldDocument(
    "d",
    "x" * 100,
    (
        Toponym(0, 5, "Aavil", 0.0, 0.0),
        Toponym(10, 20, "Beshire", 0.0, 10.0),
        Toponym(30, 35, "Cevic", 0.0, 20.0),
        Toponym(40, 46, "Dorish"),
        Toponym(50, 55, "Exton", 0.0, 30.0),
    ),
    ((60, 66),),
)


def answer(start: int, end: int, lon: float | None = None, **more: object) -> Answer:
    lat = None if lon is None else 0.0
    fields: dict[str, object] = {"surface": "Xanadu", "role": Role.LITERAL, "confidence": 0.9}
    fields |= more
    return Answer(start, end, lat=lat, lon=lon, **fields)  # type: ignore[arg-type]


ANSWERS = [
    answer(0, 5, 1.0, kind="town"),  # 111 km off: right
    answer(10, 15, 10.0, kind="town"),  # another span than the gold's
    answer(30, 35, 22.0, kind="city"),  # 222 km off
    answer(40, 46, 1.0, kind="country", role=Role.DEMONYM),  # nothing to measure against
    answer(50, 55),  # no spot
    answer(61, 64, 0.0),  # overlaps what is to be ignored
    answer(70, 75, 0.0, kind="town", role=Role.DEMONYM),  # nothing there
]


def never(*_: object) -> bool:
    return False


@pytest.fixture
def verdicts() -> list[Verdict]:
    return judge(GOLD, ANSWERS, never, {"aavil", "xanadu"})


def test_spans_must_be_the_same(verdicts: list[Verdict]) -> None:
    found = recognition(verdicts)
    assert found == Rates(right=4, predicted=6, gold=5)
    assert [found.precision, found.recall] == pytest.approx([4 / 6, 4 / 5])
    assert found.f1 == pytest.approx(8 / 11)


def test_an_answer_without_a_spot_is_far_and_gold_without_one_is_left_out(
    verdicts: list[Verdict],
) -> None:
    assert resolution(verdicts) == Share(1, 3)
    assert end_to_end(verdicts) == Rates(right=1, predicted=5, gold=4)


def test_without_demonyms_the_whole_gold_stays(verdicts: list[Verdict]) -> None:
    kept = without_demonyms(verdicts)
    assert recognition(kept) == Rates(right=3, predicted=4, gold=5)
    assert end_to_end(kept) == Rates(right=1, predicted=4, gold=4)


def test_of_marks_alone_the_whole_gold_stays(verdicts: list[Verdict]) -> None:
    kept = drawn(verdicts)
    assert recognition(kept) == Rates(right=3, predicted=5, gold=5)
    assert end_to_end(kept) == Rates(right=1, predicted=4, gold=4)


def test_containment_makes_a_far_pair_right_and_nothing_else() -> None:
    found = judge(GOLD, ANSWERS, lambda toponym, _: toponym.surface == "Cevic")
    assert containment_aware(found) == Rates(right=2, predicted=5, gold=4)
    assert end_to_end(found).right == 1


def test_kinds_are_our_answers_and_the_most_frequent_comes_first(verdicts: list[Verdict]) -> None:
    kinds = {kind: near for kind, (near, _) in by_kind(verdicts).items()}
    assert kinds == {"town": Share(1, 3), "": Share(0, 1), "city": Share(0, 1)}
    assert next(iter(kinds)) == "town"


def test_names_are_seen_as_folded_and_unknown_without_training(verdicts: list[Verdict]) -> None:
    seen = {v.surface for v in verdicts if v.seen}
    assert seen == {"Aavil", "Xanadu"}
    assert {v.seen for v in judge(GOLD, ANSWERS, never)} == {None}


def test_two_toponyms_on_one_span_want_two_answers() -> None:
    twice = GoldDocument("d", "xxxx", (Toponym(0, 4, "xxxx", 0.0, 0.0),) * 2)
    assert recognition(judge(twice, [answer(0, 4, 0.0)], never)) == Rates(1, 1, 2)


def test_nothing_at_all_scores_zero() -> None:
    assert (recognition([]).f1, resolution([]).value, calibration([]).error) == (0, 0, 0)


def test_confidence_is_compared_with_what_is_right() -> None:
    def verdict(confidence: float, *, near: bool) -> Verdict:
        given = answer(0, 1, 0.0, confidence=confidence)
        return Verdict("d", Toponym(0, 1, "x", 0.0, 0.0), given, near)

    rows = [verdict(0.85, near=True), verdict(0.89, near=False), verdict(1.0, near=True)]
    rows += [verdict(0.3, near=True)]
    rows += [Verdict("d", None, answer(0, 1)), Verdict("d", Toponym(0, 1, "x"), answer(0, 1, 0.0))]
    found = calibration(rows)
    # Two at a mean of .87 with half right, one at 1 right, one at .3 right; the last two rows
    # have no spot, or nothing to compare it with.
    assert [(b.low, b.right) for b in found.bins] == [
        (0.3, Share(1, 1)), (0.8, Share(1, 2)), (0.9, Share(1, 1)),
    ]  # fmt: skip
    assert found.error == pytest.approx((0.7 * 1 + 0.37 * 2 + 0.0 * 1) / 4)
    assert (found.sure, found.covered) == (Share(2, 3), Share(2, 3))


def test_roles_are_compared_in_three_classes() -> None:
    pairs = [(Role.LITERAL, Role.LITERAL)] * 3 + [(Role.LITERAL, Role.METONYM)]
    pairs += [(Role.METONYM, Role.EMBEDDED), (Role.DEMONYM, Role.LITERAL)]
    found = confusion_of_classes(pairs)
    assert found.classes == ["literal", "associative", "demonym"]
    assert found.accuracy == Share(4, 6)
    assert found.rates("literal") == Rates(right=3, predicted=4, gold=4)
    # F1: literal 6/8, associative 2/3, demonym 0
    assert found.macro_f1 == pytest.approx((0.75 + 2 / 3 + 0) / 3)


def test_errors_are_named_and_a_wrong_span_is_told_once(verdicts: list[Verdict]) -> None:
    assert [(f.what, f.surface, f.start) for f in faults(verdicts)] == [
        ("wrong span", "Beshire", 10),
        ("wrong place", "Cevic", 30),
        ("wrong place", "Exton", 50),
        ("spurious", "Xanadu", 70),
    ]
    again = most_frequent([*faults(verdicts), faults(verdicts)[0]], 1)
    assert [(f.surface, n) for f, n in again] == [("Beshire", 2)]


def test_our_own_gold_wants_the_very_place_and_role() -> None:
    literal = Toponym(0, 1, "a", 0.0, 0.0, "geonames:1", Role.LITERAL)
    metonym = Toponym(2, 3, "b", 0.0, 0.0, "geonames:2", Role.METONYM)
    lost = Toponym(4, 5, "c", 0.0, 0.0, "geonames:3", Role.LITERAL)
    rows = [
        Verdict("d", literal, answer(0, 1, 0.0, place="geonames:9")),
        Verdict("d", metonym, answer(2, 3, 0.0, place="geonames:2")),
        Verdict("d", lost, None),
        Verdict("d", None, answer(6, 7, 0.0)),
    ]
    found = marks(rows)
    assert (found.found, found.recall) == (Share(1, 2), Share(1, 2))
    assert (found.real, found.precision) == (Share(2, 3), Share(1, 3))
    assert (found.placed, found.roles.accuracy) == (Share(0, 1), Share(1, 2))
    assert [f.what for f in own_faults(rows)] == [
        "wrong place", "metonym called literal", "missed literal", "spurious literal",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("toponym", "given", "same"),
    [
        (Toponym(0, 1, "a", 0.0, 0.0, "geonames:1"), answer(0, 1, 0.0, place="geonames:2"), False),
        (Toponym(0, 1, "a", 0.0, 0.0), answer(0, 1, 0.05), True),  # 5.6 km
        (Toponym(0, 1, "a", 0.0, 0.0), answer(0, 1, 0.5), False),  # 56 km
        (Toponym(0, 1, "a", 0.0, 0.0), answer(0, 1), True),
        (Toponym(0, 1, "a"), answer(0, 1, 0.0), False),
    ],
)
def test_a_place_without_an_identifier_is_compared_by_its_spot(
    toponym: Toponym, given: Answer, *, same: bool
) -> None:
    assert is_same_place(toponym, given) is same


@pytest.mark.parametrize(
    ("toponym", "place", "spot", "held"),
    [
        # Canada's middle, 1,000 km from where the gazetteer has it: the answer's outline holds it.
        (Toponym(0, 6, "Canada", 60.0, -95.0), "geonames:6251999", (60.11, -113.64), True),
        # The gold means the state, and the city answered lies in it.
        (Toponym(0, 8, "New York", 43.0, -75.5), "geonames:5128581", (40.714, -74.006), True),
        # The gold means a town in Minnesota, and no outline has it and the country.
        (Toponym(0, 6, "Jordan", 44.667, -93.627), "geonames:248816", (31.0, 36.0), False),
        # The gold means the city: an answer elsewhere in the state of its name is wrong.
        (Toponym(0, 8, "New York", 40.714, -74.006), "geonames:1", (42.9, -78.9), False),
    ],
)
def test_one_place_lies_in_the_other(
    toponym: Toponym, place: str, spot: tuple[float, float], gazetteer: Gazetteer, *, held: bool
) -> None:
    lat, lon = spot
    given = Answer(0, 1, "x", Role.LITERAL, 0.9, lat, lon, place)
    assert holding(gazetteer)(toponym, given) is held
