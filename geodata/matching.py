"""Which runs of a text's tokens are written like a name that the gazetteer knows.

Nothing is decided here: a match is a candidate span, and most words that look like names of
places (Reading, Jackson, Of) are none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache

from geodata.arabic import credible, find_arabic
from geodata.fold import ARTICLES
from geodata.gazetteer import CAPITALS, SHORT, Candidate, Gazetteer, Level, Naming
from geodata.lexicon import ARABIC_HEADS, AREA_NOUNS, DIRECTIONS, PLACE_NOUNS, TOWN_NOUNS
from geodata.match import Match
from geodata.romanised import find_romanised, is_article
from geodata.sounds import is_arabic
from geodata.text import Token
from geodata.widening import begins_sentence, complete, known_with_article, widen

LONGEST_NAME = 7  # tokens; the longest names in use ("Democratic Republic of the Congo") have five
SMALL_TOWN = 20_000  # inhabitants below which a place abroad is seldom meant
GOVERNING = AREA_NOUNS | TOWN_NOUNS  # words that govern a name, and end none in lower case
COARSE = (Level.COUNTRY, Level.REGION, Level.FIRST_LEVEL, Level.AREA, Level.NOWHERE)


def find_matches(tokens: Sequence[Token], gazetteer: Gazetteer) -> list[Match]:
    """The matches of a text in order, never overlapping, the longest at each capital letter."""
    found: list[Match] = []
    begins = [
        i for i, token in enumerate(tokens) if not token.text[0].islower() and _is_word(token)
    ]
    free = 0
    for first in begins:
        match = _longest(tokens, first, gazetteer) if first >= free else None
        if match is not None and (match.last > first + 1 or not is_article(tokens, first)):
            found.append(match)
            free = match.last
    home = countries(found, gazetteer)
    found = [match for match in found if _credible(tokens, match, gazetteer, home)]
    missed = _between(tokens, begins, found)
    loose = _spelt(tokens, found, gazetteer, home)
    taken = {index for match in loose for index in range(match.first, match.last)}
    declared = [
        match
        for run in missed
        if run[0] not in taken and (match := _declared(tokens, *run)) is not None
    ]
    widened = [widen(tokens, match, gazetteer) for match in found]
    whole = [complete(tokens, match, gazetteer) for match in [*loose, *widened]]
    return _without_overlaps([*whole, *declared])


def _is_word(token: Token) -> bool:
    return token.text[0].isalpha() and bool(token.key)


def _longest(tokens: Sequence[Token], first: int, gazetteer: Gazetteer) -> Match | None:
    best, articles = None, False
    _, _, end, key = tokens[first]
    if _is_abbreviation(tokens, first):
        marked = CAPITALS + key
        best = Match(first, first + 1, key, marked) if gazetteer.has(marked) else None
    elif gazetteer.has(key):
        best = Match(first, first + 1, key, key)
    for last in range(first + 1, min(len(tokens), first + LONGEST_NAME)):
        text, start, after, word = tokens[last]
        if word:
            if start - end > 1 or text[0] in "'’":
                break
            key = f"{key} {word}"
            if _ends_like_a_name(text, word) and (
                gazetteer.has(key) or (articles and gazetteer.has_romanised(key))
            ):
                best = Match(first, last + 1, key, key)
            articles = articles or word in ARTICLES
        elif not _joins(tokens, last):
            break
        end = after
    if best is None and first and tokens[first - 1].key == "the":
        best = known_with_article(tokens, first, gazetteer)
    article = best is not None and tokens[first].key == "the"
    return (_longest(tokens, first + 1, gazetteer) or best) if article else best


def _joins(tokens: Sequence[Token], index: int) -> bool:
    """Whether a mark stands inside a name: a hyphen or a dot, glued on both sides, or a comma.

    "Washington, D.C." is one name.
    """
    if index + 1 == len(tokens):
        return False
    mark, after = tokens[index], tokens[index + 1]
    if mark.text in "-–.":
        return tokens[index - 1].end == mark.start and mark.end == after.start
    return mark.text == "," and "." in after.text


def _is_abbreviation(tokens: Sequence[Token], index: int) -> bool:
    """Whether a token is in capitals where its neighbours are not: "NATO", but not in headlines."""
    token = tokens[index]
    if not (token.text.isupper() and token.text.isalpha() and 1 < len(token.text) <= SHORT):
        return False
    around = [*tokens[max(0, index - 3) : index], *tokens[index + 1 : index + 4]]
    words = [other for other in around if len(other.text) > SHORT or other.text.islower()]
    return not words or any(not other.text.isupper() for other in words)


def _ends_like_a_name(text: str, key: str) -> bool:
    """Whether a longer name may end so: not in a small word, nor in one that governs it."""
    return not text.islower() or (len(key) > 3 and key not in GOVERNING)


def countries(found: Sequence[Match], gazetteer: Gazetteer) -> Counter[int]:
    """How often the text's coarse names lie in each country.  Mere directions say nothing."""
    return Counter([code for match in found for code in _countries_of(match.inner, gazetteer)])


@lru_cache(maxsize=65_536)
def _countries_of(key: str, gazetteer: Gazetteer) -> frozenset[int]:
    """The countries in which a coarse name lies."""
    if is_direction(key):
        return frozenset()
    sure = [c for c in gazetteer.candidates(key) if c.naming is not Naming.LOOSE]
    return frozenset(c.country for c in sure if c.level in COARSE) - {0}


@lru_cache(maxsize=65_536)
def is_direction(key: str) -> bool:
    """Whether a name is made of directions alone: "the South West"."""
    return DIRECTIONS.issuperset(key.split())


@lru_cache(maxsize=65_536)
def _is_loose(key: str, gazetteer: Gazetteer) -> bool:
    return all(c.naming is Naming.LOOSE for c in gazetteer.candidates(key))


def plausible(match: Match, gazetteer: Gazetteer, home: Collection[int]) -> tuple[Candidate, ...]:
    """The candidates of a match; of a mere direction, only those in the text's own countries.

    "The South West" is no region of a country that the text never names.  Nor does a name mean a
    place elsewhere that is merely spelt much like it.
    """
    found = gazetteer.candidates(match.inner)
    if is_direction(match.inner):
        return tuple(c for c in found if c.level in COARSE and (not c.country or c.country in home))
    if _is_loose(match.inner, gazetteer):
        near = tuple(c for c in found if c.country in home)
        return near or (found if gazetteer.has_romanised(match.key) else ())
    return found


def _credible(
    tokens: Sequence[Token], match: Match, gazetteer: Gazetteer, home: Collection[int]
) -> bool:
    if not plausible(match, gazetteer, home) or only_begins(tokens, match.first, match.last):
        return False
    arabic = is_arabic(match.key)
    return not arabic or credible(tokens, (match.first, match.last), gazetteer, home)


def only_begins(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether tokens `first:last` only begin a longer name: "Bab" of "Bab al-Tabbaneh", "U.S." of
    the road "U.S. 84".
    """
    key = tokens[first].key
    after = tokens[last] if last < len(tokens) and last == first + 1 else None
    if after is None or after.start - tokens[first].end != 1:
        return False
    before = tokens[first - 1].key if first else ""
    road = key == "u s" and before != "the" and after.text.isdigit()
    return road or (key in ARABIC_HEADS and is_article(tokens, last))


def _between(
    tokens: Sequence[Token], begins: Sequence[int], found: Sequence[Match]
) -> list[tuple[int, int]]:
    """Runs of capitalised tokens (with articles inside) that no match covers."""
    taken = {index for match in found for index in range(match.first, match.last)}
    runs: list[tuple[int, int]] = []
    free = 0
    for index in begins:
        if index in taken or index < free:
            continue
        last = index + 1
        while last < len(tokens) and last not in taken and _continues(tokens, last):
            last += 1
        while last > index + 1 and not tokens[last - 1].capitalised:
            last -= 1
        runs.append((index, last))
        free = last
    return runs


def _continues(tokens: Sequence[Token], index: int) -> bool:
    token, before = tokens[index], tokens[index - 1]
    if token.start - before.end > 1:
        return False
    if token.text == "-":
        return token.start == before.end
    return (
        bool(token.key) and token.text[0].isalpha() and (token.capitalised or token.key in ARTICLES)
    )


def _spelt(
    tokens: Sequence[Token], found: Sequence[Match], gazetteer: Gazetteer, home: Collection[int]
) -> list[Match]:
    """Names that no list spells as the text does."""
    if gazetteer.varied.isdisjoint(home):
        return []
    sure = [match for match in found if not _is_doubtful(match, gazetteer, home)]
    taken = {index for match in sure for index in range(match.first, match.last)}
    spelt = [
        *find_romanised(tokens, taken, gazetteer, home),
        *find_arabic(tokens, taken, gazetteer, home),
    ]
    return [
        Match(first, last, " ".join(token.key for token in tokens[first:last] if token.key), loose)
        for first, last, loose in spelt
    ]


def _is_doubtful(match: Match, gazetteer: Gazetteer, home: Collection[int]) -> bool:
    """Whether a name is only that of small towns in countries that the text does not name."""
    return all(
        c.level is Level.TOWN and c.population < SMALL_TOWN and c.country not in home
        for c in gazetteer.candidates(match.inner)
    )


def _declared(tokens: Sequence[Token], first: int, last: int) -> Match | None:
    """A name the gazetteer lacks that the text itself calls a place."""
    before = tokens[first - 2].key if first > 1 and tokens[first - 1].key == "of" else ""
    after = tokens[last] if last < len(tokens) else None
    called = (before in PLACE_NOUNS or before in TOWN_NOUNS) and before not in (
        "capital",
        "mayor",
        "state",
    )
    if (
        after is not None
        and after.text.islower()
        and after.start - tokens[last - 1].end == 1
        and first > 0
        and not begins_sentence(tokens, first)
    ):
        called = called or after.key in {"province", "governorate", "district", "village"}
        refugee = after.key == "refugee" and last + 1 < len(tokens)
        called = called or (refugee and tokens[last + 1].key == "camp")
    if not called:
        return None
    key = " ".join(token.key for token in tokens[first:last] if token.key)
    return Match(first, last, key, key, known=False)


def _without_overlaps(matches: list[Match]) -> list[Match]:
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.first, m.first - m.last)):
        if not kept or match.first >= kept[-1].last:
            kept.append(match)
    return kept
