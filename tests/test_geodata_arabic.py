"""Arabic text, written for the purpose: which words are names, and where they begin."""

from __future__ import annotations

import pytest

from geodata.arabic import split_glued
from geodata.gazetteer import Gazetteer
from geodata.locate import locate
from geodata.model import Role
from geodata.text import tokenise


def places(text: str, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    """Surface and name of each place of a text, adjectives left out."""
    found = locate(text, gazetteer)
    assert all(text[r.mention.start : r.mention.end] == r.mention.surface for r in found)
    literal = [r for r in found if r.mention.role is not Role.DEMONYM]
    return [(r.mention.surface, r.place.name if r.place else "") for r in literal]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("وبالإسكندرية", ["و", "ب", "الإسكندرية"]),
        ("للقاهرة", ["ل", "لقاهرة"]),
        ("بِالقاهرة", ["بِ", "القاهرة"]),
        ("وعمّان", ["و", "عمّان"]),
        ("لبنان", ["لبنان"]),
        ("بيان", ["بيان"]),
        ("والدة", ["والدة"]),
        ("بمدينة", ["ب", "مدينة"]),
    ],
)
def test_small_words_are_cut_off_names(gazetteer: Gazetteer, word: str, parts: list[str]) -> None:
    tokens = split_glued(tokenise(word), gazetteer)
    assert [token.text for token in tokens] == parts
    assert all(word[token.start : token.end] == token.text for token in tokens)


def test_a_glued_article_is_looked_up_whole(gazetteer: Gazetteer) -> None:
    (_, name) = split_glued(tokenise("للقاهرة"), gazetteer)
    assert name.key == "القاهره"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("سافر الوفد من القاهرة إلى تونس أمس.", [("القاهرة", "Cairo"), ("تونس", "Tunisia")]),
        ("هطلت أمطار غزيرة بالإسكندرية في مصر.", [("الإسكندرية", "Alexandria"), ("مصر", "Egypt")]),
        ("سمع الأهالي دوي انفجار في شرم الشيخ.", [("شرم الشيخ", "Sharm el-Sheikh")]),
    ],
)
def test_names_in_running_text(
    gazetteer: Gazetteer, text: str, found: list[tuple[str, str]]
) -> None:
    assert places(text, gazetteer) == found


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير إن الحكومة لن تقبل شروط المعارضة قبل نهاية العام.",
        "كان الطفل يلعب في الحديقة مع أخته عندما سقط المطر.",
        "وصلت المساعدات إلى الباب بعد ساعات من الانتظار.",
        "نشرت الصحيفة صوراً في الصفحة الأولى عن كرة القدم.",
        "من هو هذا الرجل الذي دخل إلى البيت؟ إنه أخي الأكبر.",
    ],
)
def test_common_words_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    assert places(text, gazetteer) == []


def test_a_common_word_is_a_place_where_the_text_says_so(gazetteer: Gazetteer) -> None:
    assert ("الباب", "Al Bāb") in places("وصلت القافلة إلى مدينة الباب.", gazetteer)
    assert ("الباب", "Al Bāb") in places("وقع حريق في الباب في سوريا.", gazetteer)


def test_adjectives_of_countries_are_demonyms(gazetteer: Gazetteer) -> None:
    roles = {
        r.mention.surface: (r.mention.role, r.place.name if r.place else "")
        for r in locate("التقى الوزير المصري نظراءه الأردنيين.", gazetteer)
    }
    assert roles == {
        "المصري": (Role.DEMONYM, "Egypt"),
        "الأردنيين": (Role.DEMONYM, "Jordan"),
    }
