"""The consonants of a name: what its spellings in Latin and in Arabic script have in common.

Arabic script leaves out short vowels, and romanisations differ most in vowels, so that a name's
consonants are the widest key that still tells most names of one country apart: "Khān Shaykhūn",
"Khan Sheikhoun" and "خان شيخون" are all "XN CXN".  Too wide to find names by alone: callers ask
for a country that the text names, and for words that call for a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from geodata.fold import ARTICLES, skeleton

# Words that are translated rather than spelt anew; each group is one word of a key.
_TRANSLATED = {
    word: f"{number}"
    for number, words in enumerate(
        (
            ("north", "northern", "شمال", "الشماليه", "شمالي"),
            ("south", "southern", "جنوب", "الجنوبيه", "جنوبي"),
            ("east", "eastern", "شرق", "الشرقيه", "شرقي"),
            ("west", "western", "غرب", "الغربيه", "غربي"),
            ("central", "middle", "وسط", "الوسطي"),
            ("mount", "mountain", "mont", "mt", "jabal", "jebel", "جبل"),
            ("river", "nahr", "نهر"),
            ("rural", "rif", "reef", "ريف"),
            ("red", "الاحمر"),
            ("white", "الابيض"),
            ("blue", "الازرق"),
            ("sea", "bahr", "البحر", "بحر"),
            ("nile", "النيل"),
        )
    )
    for word in words
}
_LATIN = tuple(
    (re.compile(pattern), consonant)
    for pattern, consonant in (
        ("(?:shch|tsch|tch|tsh|sch|sh|ch)", "C"),
        ("(?:kh)", "X"),
        ("(?:zh|dzh|dj|j)", "J"),
        ("(?:gh|[gkqc])", "K"),
        ("(?:dh|d)", "D"),
        ("(?:th|t)", "T"),
        ("(?:ph|[fv])", "F"),
        ("[bp]", "B"),
        ("x", "KS"),
        ("h(?= |$)", ""),
        ("[aeiouwy]", ""),
    )
)
_ARABIC = str.maketrans(
    {
        **dict.fromkeys("بپ", "B"), **dict.fromkeys("تطث", "T"), **dict.fromkeys("جژ", "J"),
        **dict.fromkeys("حه", "H"), "خ": "X", **dict.fromkeys("دضذ", "D"), "ر": "R",
        **dict.fromkeys("زظ", "Z"), **dict.fromkeys("سص", "S"), **dict.fromkeys("شچ", "C"),
        **dict.fromkeys("غقكگک", "K"), **dict.fromkeys("فڤ", "F"), "ل": "L", "م": "M", "ن": "N",
        **dict.fromkeys("اويءعی", ""),
    }
)  # fmt: skip
_REPEATED = re.compile(r"([A-Z])\1+")
_ARABIC_LETTER = re.compile("[\u0620-\u064a\u0671-\u06d3]")
MIN_CONSONANTS = 3
MIN_LETTERS = 4


def is_arabic(text: str) -> bool:
    """Whether a text has letters of the Arabic script."""
    return not text.isascii() and _ARABIC_LETTER.search(text) is not None


@lru_cache(maxsize=65_536)
def consonants(key: str) -> str:
    """The consonants of a folded key, in capitals, word by word; without its articles.

    Digits stand for words that are translated.  "" where a name has fewer than two consonants, or
    the script is another one.
    """
    spell = _arabic if is_arabic(key) else _latin
    sounds = [spell(word) for word in key.split() if word not in ARTICLES]
    result = " ".join(sound for sound in sounds if sound)
    readable = result.isascii() and result.isupper()
    return result if readable and sum(map(str.isupper, result)) > 1 else ""


def loose_keys(key: str) -> Iterator[str]:
    """The keys under which a folded name may be found that is not known as it stands.

    Nearest first; none where too little is left of a name to tell it from others.
    """
    loose = skeleton(key)
    if loose:
        yield loose
    sounds = consonants(key)
    count = sum(map(str.isupper, sounds))
    # Long vowels are written in Arabic script: two consonants and two of them are a name.
    long = is_arabic(key) and len(key.removeprefix("ال")) >= MIN_LETTERS
    if count >= MIN_CONSONANTS or (count and long):
        yield sounds


def same_sound(one: str, other: str) -> bool:
    """Whether two folded names differ only as spellings do: "Chernigov" and "Chernihiv"."""
    first, second = (_bare(consonants(key)) for key in (one, other))
    return bool(first) and first == second


def _bare(sounds: str) -> str:
    # One letter of the Slavic alphabets is written g or h.
    return _REPEATED.sub(r"\1", sounds.replace(" ", "").replace("H", "K"))


def _latin(word: str) -> str:
    if word in _TRANSLATED:
        return _TRANSLATED[word]
    for pattern, consonant in _LATIN:
        word = pattern.sub(consonant, word)
    return _REPEATED.sub(r"\1", word.upper())


def _arabic(word: str) -> str:
    if word in _TRANSLATED:
        return _TRANSLATED[word]
    bare = word.removeprefix("ال") if len(word) > 4 else word
    bare = bare.removesuffix("ه").replace("تش", "ش")
    return _REPEATED.sub(r"\1", bare.translate(_ARABIC))
