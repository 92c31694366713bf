"""One key for many spellings of a name: what the gazetteer is written and looked up with.

`fold` forgets case, diacritics, apostrophes, dots and hyphens.  `skeleton` forgets besides what
romanisations of Arabic names differ in: articles, doubled letters, endings, and how vowels and a
few consonants are written.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose, and Arabic letters that writers interchange.
_LETTERS = str.maketrans(
    {
        "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ð": "d", "þ": "th",
        "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ı": "i", "ə": "a", "Ə": "a",
        "ى": "ي", "ی": "ي", "ة": "ه", "ہ": "ه", "ک": "ك", "ٱ": "ا", "ـ": "",
    }
)  # fmt: skip
_APOSTROPHES = re.compile(r"['’‘ʻʼʿʾ`´′]")
_WORDS = re.compile(r"[^\W_]+")

ARTICLES = frozenset(
    [
        *("al", "an", "ar", "as", "ash", "at", "ath", "ad", "adh", "az"),
        *("el", "en", "er", "es", "esh", "et", "eth", "ed", "ez", "il", "ul"),
    ]
)
_SKELETON = (
    (re.compile(r"kh"), "x"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"dh|th"), "z"),
    (re.compile(r"sh|ch|ş"), "c"),
    (re.compile(r"dj"), "j"),
    (re.compile(r"q"), "k"),
    (re.compile(r"w|v"), "u"),
    (re.compile(r"ou|oo|o"), "u"),
    (re.compile(r"ee|ie|ei|ai|ay|y"), "i"),
    (re.compile(r"e"), "a"),
    (re.compile(r"(.)(?=\1)"), ""),
    (re.compile(r"(?<=..)a[ht]?$"), "a"),
)
_VOWELS = str.maketrans("", "", "aiu")


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """The key of a name: lower-case words without diacritics, joined by single spaces.

    "Ma‘arrat an-Nu‘mān" -> "maarrat an numan", "U.S." -> "u s".
    """
    if not (name.isascii() and name.isalnum()):
        name = unicodedata.normalize("NFKD", name.translate(_LETTERS))
        name = "".join(c for c in name if not unicodedata.combining(c))
        name = " ".join(_WORDS.findall(_APOSTROPHES.sub("", name)))
    return name.lower()


@lru_cache(maxsize=65_536)
def skeleton(key: str) -> str:
    """What is left of a folded Latin key when romanisations of Arabic no longer matter.

    "maarrat an numan" and "maaret al numan" -> "maratnuman".  "" where too little is left to
    tell names apart.
    """
    result = "".join(_consonants(word) for word in key.split() if word not in ARTICLES)
    enough = len(result) > 2 and len(result.translate(_VOWELS)) > 1
    return result if enough and result.isascii() else ""


@lru_cache(maxsize=65_536)
def _consonants(word: str) -> str:
    for pattern, replacement in _SKELETON:
        word = pattern.sub(replacement, word)
    return word
