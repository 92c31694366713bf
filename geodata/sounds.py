"""Keys for names that are spelt in a way that no list has: wider than `fold.skeleton`.

Romanisations differ most in vowels.  `blurred` tells of a Latin name where vowels stand, not which:
"Arbid" is "Irbid", "Hlybokaye" is "Hlubokoye".  Arabic script leaves short vowels out, so that
`consonants` are all that a name shares in both scripts: "Sharm el-Sheikh" and "شرم الشيخ" are
"CRMCX".  Both are too wide to find names by alone: callers ask for a country that the text names,
and for words that call for a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from geodata.fold import ARTICLES, skeleton

# Countries whose names reach English by romanisation from Arabic script, where spellings vary.
ROMANISED = frozenset(
    [
        *("SY", "IQ", "LB", "JO", "PS", "IL", "EG", "YE", "SA", "AE", "OM", "QA", "KW", "BH"),
        *("LY", "TN", "DZ", "MA", "EH", "SD", "MR", "SO", "DJ", "KM", "IR", "AF", "PK"),
    ]
)
# Countries whose names reach English from Cyrillic script, often by way of Russian.
CYRILLIC = frozenset(
    [
        *("UA", "RU", "BY", "MD", "BG", "RS", "MK", "ME", "BA", "AM", "AZ", "GE"),
        *("KZ", "KG", "TJ", "TM", "UZ", "MN"),
    ]
)
VARIED = ROMANISED | CYRILLIC | {"TR"}
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
        ("shch|tsch|tch|tsh|sch|sh|ch", "C"),
        ("kh", "X"),
        ("zh|dzh|dj|j", "J"),
        ("gh|[gkqc]", "K"),
        ("dh|d", "D"),
        ("th|t", "T"),
        ("ph|[fv]", "F"),
        ("[bp]", "B"),
        ("x", "KS"),
        (r"(.)\1+", r"\1"),
        ("h$", ""),
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
_ARABIC_LETTER = re.compile("[\u0620-\u064a\u0671-\u06d3]")
_BLURRED = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        ("kh", "x"),
        ("zh|dj", "j"),
        ("(?:sh|t?ch)+", "c"),
        ("gh", "g"),
        ("dh|th", "z"),
        ("ph", "f"),
        ("q", "k"),
        ("[aeiouwy]+", "a"),
        (r"(.)\1+", r"\1"),
        ("(?<=..)ah?$", ""),
    )
)
_VOWELS = tuple("aeiouwyاويه")
MIN_CONSONANTS = 3
MIN_LETTERS = 4


def is_arabic(text: str) -> bool:
    """Whether a text has letters of the Arabic script."""
    return not text.isascii() and _ARABIC_LETTER.search(text) is not None


def is_translated(word: str) -> bool:
    """Whether a folded word is translated where a name is: "jabal", "mount", "جبل"."""
    return word in _TRANSLATED


@lru_cache(maxsize=65_536)
def consonants(key: str) -> str:
    """The consonants of a folded key, in capitals, without its articles.

    Digits stand for words that are translated.  "" where a name has fewer than two consonants, or
    the script is another one.
    """
    spell = _arabic if is_arabic(key) else _latin
    sounds = [spell(word) for word in key.split() if word not in ARTICLES]
    result = "".join(sounds)
    readable = result.isascii() and result.isupper()
    return result if readable and sum(map(str.isupper, result)) > 1 else ""


@lru_cache(maxsize=65_536)
def blurred(key: str) -> str:
    """A folded Latin key with one letter for all vowels, without articles and last vowels.

    "" where fewer than three consonants are left, or the script is another one.
    """
    words = [_replaced(word, _BLURRED) for word in key.split() if word not in ARTICLES]
    result = "".join(words)
    count = sum(letter.isalpha() and letter != "a" for letter in result)
    return result if result.isascii() and count >= MIN_CONSONANTS else ""


def narrow_key(key: str) -> str:
    """The loose key that is nearest to a folded name; "" where too little is left of it."""
    if not is_arabic(key):
        return skeleton(key)
    sounds = consonants(key)
    # Long vowels are written in Arabic script: two consonants and two of them are a name.
    count = sum(map(str.isupper, sounds))
    long = count > 1 and len(key.removeprefix("ال")) >= MIN_LETTERS
    return sounds if count >= MIN_CONSONANTS or long else ""


def loose_keys(key: str) -> Iterator[str]:
    """The keys under which a folded name may be found that is not known as it stands.

    Nearest first; none where too little is left of a name to tell it from others.
    """
    yield from filter(None, (narrow_key(key), blurred(key)))
    yield from _one_vowel_off(blurred(key))


def _one_vowel_off(vague: str) -> Iterator[str]:
    """A blurred key with a vowel more between two consonants, or less: "Ghdames" is "Ghadames"."""
    for index in range(1, len(vague)):
        left, right = vague[index - 1], vague[index]
        if "a" not in (left, right):
            yield f"{vague[:index]}a{vague[index:]}"
        elif right == "a" and index + 1 < len(vague):
            yield vague[:index] + vague[index + 1 :]


def spells(key: str, native: str) -> bool:
    """Whether a folded Latin name writes a name in Arabic script: "sfax" writes "صفاقس"."""
    sounds = consonants(key)
    return sounds != "" and sounds == consonants(native) and _ends_alike(key, native)


def same_sound(one: str, other: str) -> bool:
    """Whether two folded Latin names of one place are spellings of one name: "gomel" and "homyel".

    One letter of the Slavic alphabets is written g or h.  Of short names the vowels count too, and
    of all names whether they end in one: "aden" is not "adena".
    """
    if not _ends_alike(one, other):
        return False
    first, second = (consonants(key).replace("H", "K") for key in (one, other))
    if min(len(first), len(second)) < MIN_CONSONANTS:
        first, second = skeleton(one), skeleton(other)
    return bool(first) and first == second


def _ends_alike(one: str, other: str) -> bool:
    """Whether both names end in a vowel, or neither."""
    return one.rstrip("h").endswith(_VOWELS) == other.rstrip("h").endswith(_VOWELS)


def _replaced(word: str, patterns: Iterable[tuple[re.Pattern[str], str]]) -> str:
    for pattern, replacement in patterns:
        word = pattern.sub(replacement, word)
    return word


def _latin(word: str) -> str:
    if word in _TRANSLATED:
        return _TRANSLATED[word]
    return _replaced(word, _LATIN).upper()


def _arabic(word: str) -> str:
    if word in _TRANSLATED:
        return _TRANSLATED[word]
    bare = word.removeprefix("ال") if len(word) > 4 else word
    bare = bare.removesuffix("ه").replace("تش", "ش")
    return bare.translate(_ARABIC)
