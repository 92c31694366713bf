"""Names in Latin letters that no list spells as the text does, and the articles of Arabic names.

Both are looked for only where the text names a country whose names are spelt in many ways.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence, Set

from geodata.fold import ARTICLES
from geodata.gazetteer import Gazetteer
from geodata.lexicon import (
    CALENDAR,
    LOCATIVES,
    PLACE_NOUNS,
    TAKINGS,
    TITLES,
    TOWN_NOUNS,
    english,
    given_names,
)
from geodata.text import Token, capitals

_ARTICLES = ARTICLES - {"an", "as", "at", "ed"}  # without those that English text is full of
SIGNS, QUOTES = frozenset("'’ʹʼ"), frozenset("'‘")
SOFT = tuple("dlnrtz")  # letters that a soft sign may follow; after s it is rather a genitive
SENTENCE = 60  # tokens in which a quotation is looked for
_BEFORE = LOCATIVES - {"of", "from", "along", "via", "between"}  # people stand after these too
LONGEST = 4  # words of a name, articles included


def find_romanised(
    tokens: Sequence[Token], taken: Set[int], gazetteer: Gazetteer, home: Collection[int]
) -> Iterator[tuple[int, int, str]]:
    """Names spelt much like a place's in the countries `home`: first, last token and loose key.

    A run of capitalised words is read as one name before its parts are; only as one name may it
    take in tokens that are `taken` by shorter names.
    """
    capital = capitals(tokens)
    barred = taken | _people(tokens, capital)
    for first, last in _runs(tokens, capital):
        several = 1 < last - first <= LONGEST and not gazetteer.has(_key(tokens, first, last))
        whole = _fitting(tokens, (first, last), gazetteer, home) if several else ""
        if whole:
            yield first, last, whole
            continue
        for start, end in _untaken(tokens, first, last, barred):
            part = _fitting(tokens, (start, end), gazetteer, home)
            if part:
                yield start, end, part


def with_article(tokens: Sequence[Token], first: int) -> int:
    """Where a name that begins at `first` begins with its article: "al-Mansura", "El Alamein"."""
    before = first - 1
    if before < 0 or (tokens[before].text != "-" and tokens[before].key not in _ARTICLES):
        return first
    if before > 0 and tokens[before].text == "-" and not _gap(tokens, before):
        before -= 1
        apart = 0
    else:
        apart = 1
    if _gap(tokens, before) != apart:
        return first
    written = tokens[before].key in (_ARTICLES if apart else ARTICLES)
    return before if written and (tokens[before].capitalised or not apart) else first


def with_soft_sign(tokens: Sequence[Token], last: int) -> int:
    """Where a name that ends before `last` ends with its soft sign: "Kazan'".

    Not where the sign may close a quotation that was opened before.
    """
    if last == len(tokens) or tokens[last].text not in SIGNS or _gap(tokens, last - 1):
        return last
    glued = last + 1 < len(tokens) and tokens[last + 1].key and not _gap(tokens, last)
    before = range(max(0, last - SENTENCE), last - 1)
    opened = any(tokens[index].text in QUOTES and not _gap(tokens, index) for index in before)
    soft = tokens[last - 1].key.endswith(SOFT)
    return last + 1 if soft and not glued and not opened else last


def is_article(tokens: Sequence[Token], index: int) -> bool:
    """Whether a token is the article of the next word: "Al" of "Al-Mansura"."""
    if tokens[index].key not in ARTICLES or index + 1 == len(tokens):
        return False
    after, gap = tokens[index + 1], _gap(tokens, index)
    return (after.text == "-" and not gap) or (after.capitalised and gap == 1)


def _gap(tokens: Sequence[Token], index: int) -> int:
    """The characters between a token and the next."""
    return tokens[index + 1].start - tokens[index].end


def _key(tokens: Sequence[Token], first: int, last: int) -> str:
    return " ".join(token.key for token in tokens[first:last] if token.key)


def _runs(tokens: Sequence[Token], capital: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, with articles and hyphens inside."""
    free = 0
    for first in capital:
        if first < free or not tokens[first].key:
            continue
        last = first + 1
        while last < len(tokens) and _continues(tokens, last):
            last += 1
        while not _may_end(tokens, first, last):
            last -= 1
        yield first, last
        free = last


def _continues(tokens: Sequence[Token], index: int) -> bool:
    token, gap = tokens[index], _gap(tokens, index - 1)
    if token.text == "-":
        return gap == 0
    return gap <= 1 and bool(token.key) and (token.capitalised or token.key in ARTICLES)


def _may_end(tokens: Sequence[Token], first: int, last: int) -> bool:
    token = tokens[last - 1]
    return last == first + 1 or (token.capitalised and token.key not in ARTICLES)


def _people(tokens: Sequence[Token], capital: Sequence[int]) -> set[int]:
    """The tokens whose word stands after a title or a given name somewhere in the text."""
    known = given_names()
    names = {
        tokens[index + 1].key
        for index in capital
        if index + 1 < len(tokens) and (tokens[index].key in TITLES or tokens[index].key in known)
    }
    return {index for index in capital if tokens[index].key in names}


def _untaken(
    tokens: Sequence[Token], first: int, last: int, taken: Collection[int]
) -> Iterator[tuple[int, int]]:
    while first < last:
        end = first + 1
        if first not in taken and tokens[first].capitalised:
            while end < last and end not in taken:
                end += 1
            while not _may_end(tokens, first, end):
                end -= 1
            yield first, end
        first = end


def _fitting(
    tokens: Sequence[Token], run: tuple[int, int], gazetteer: Gazetteer, home: Collection[int]
) -> str:
    """The loose key of a run that may be a place; "" where no article and no word calls for one."""
    first, last = run
    words = [token.key for token in tokens[first:last] if token.key]
    called = place_expected(tokens, first) or not ARTICLES.isdisjoint(words[1:-1])
    if not called or all(map(_is_word, words)):
        return ""
    return gazetteer.loose_key(" ".join(words), home)


def _is_word(key: str) -> bool:
    return key in english() or key in given_names() or key in CALENDAR


def place_expected(tokens: Sequence[Token], first: int) -> bool:
    """Whether the words before call for a place: "in", "the town of", "reached"."""
    if first == 0:
        return False
    before, earlier = tokens[first - 1].key, tokens[first - 2].key if first > 1 else ""
    if before == "of":
        return earlier in PLACE_NOUNS or earlier in TOWN_NOUNS
    if before == "to" and earlier == "according":
        return False
    return before in TAKINGS or before in _BEFORE
