from __future__ import annotations

import pytest

from geodata.fold import fold
from geodata.sounds import blurred, consonants, is_arabic, loose_keys, same_sound, spells


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Sharm el-Sheikh", "شرم الشيخ"),
        ("Kafr el-Dawwar", "كفر الدوار"),
        ("Jabal Akhdar", "جبل أخضر"),
        ("Southern Sinai", "جنوب سيناء"),
        ("Chelyabinsk", "تشيليابينسك"),
        ("Volgograd", "فولغوغراد"),
    ],
)
def test_a_name_has_the_same_consonants_in_both_scripts(latin: str, arabic: str) -> None:
    assert consonants(fold(latin)) == consonants(fold(arabic)) != ""


def test_too_few_consonants_or_another_script_are_no_key() -> None:
    assert consonants("ube") == ""
    assert consonants(fold("北京市")) == ""
    assert list(loose_keys(fold("北京市"))) == []
    assert list(loose_keys(fold("دبي"))) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Arbid", "Irbid"), ("Hlybokaye", "Hlubokoye"), ("Zagorjie", "Zahorje")],
)
def test_blurred_names_differ_in_consonants_only(one: str, other: str) -> None:
    same = blurred(fold(one)) == blurred(fold(other)) != ""
    assert same == ("g" not in one.lower())


def test_a_vowel_more_or_less_is_tried_last() -> None:
    keys = list(loose_keys("ghdames"))
    assert keys[0] == "gdamas"
    assert blurred("ghadames") in keys[2:]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("gomel", "homyel", True),
        ("mogilev", "mahilyow", False),
        ("al mansurah", "mansoura", True),
        ("aden", "adena", False),
        ("qana", "qina", False),
    ],
)
def test_spellings_of_one_name(one: str, other: str, *, same: bool) -> None:
    assert same_sound(one, other) is same


def test_what_a_name_in_arabic_script_is_written_as() -> None:
    assert spells("sfax", fold("صفاقس"))
    assert not spells("tunis", fold("صفاقس"))
    assert not spells("adena", fold("عدن"))


def test_letters_of_the_arabic_script() -> None:
    assert is_arabic("على")
    assert not is_arabic("Świecie")
    assert not is_arabic("")
