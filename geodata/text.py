"""Tokens of a text: words, abbreviations, possessive endings, single marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from geodata.fold import fold

_ABBREVIATIONS = (
    "Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|"
    "Neb|Nev|Okla|Ore|Pa|Penn|Tenn|Tex|Vt|Va|Wash|Wis|Wyo|Ont|Que|Alta|Sask|St|Ste|Mt|Ft"
)
_MARKS = "[\u0300-\u036f\u064b-\u065f\u0670]"  # accents and vowel signs on the letter before
_TOKEN = re.compile(
    rf"(?=[A-Z])(?:(?:[A-Z]\.){{2,}}|[NSW]\.\s?(?:Va|Dak|Car)\.|\b(?:{_ABBREVIATIONS})\.)"
    rf"|[^\W_]+(?:{_MARKS}+[^\W_]*)*(?:['’‘ʻʼʿʾ`](?![sS]\b)[^\W\d_]+)*"
    r"|['’][sS]\b"
    r"|[^\w\s]|_"
)
POSSESSIVE = frozenset(("'s", "’s", "'S", "’S"))


class Token(NamedTuple):
    """A token, its half-open span in the text, and its folded key ("" for marks)."""

    text: str
    start: int
    end: int
    key: str

    @property
    def capitalised(self) -> bool:
        return self.text[0].isupper()


# Where a token begins and ends, as keys of a bisection.
START, END = attrgetter("start"), attrgetter("end")


def capitals(tokens: Sequence[Token]) -> list[int]:
    """The numbers of the tokens that begin with a capital."""
    return [index for index, token in enumerate(tokens) if token.text[0].isupper()]


def tokenise(text: str) -> list[Token]:
    """The tokens of a text in order; `text[token.start:token.end] == token.text`."""
    tokens, end, new = [], 0, tuple.__new__  # Token(...) alone takes twice as long
    for word in _TOKEN.findall(text):
        start = text.find(word, end)  # nothing but white space lies between two tokens
        end = start + len(word)
        tokens.append(new(Token, (word, start, end, fold(word))))
    return tokens
