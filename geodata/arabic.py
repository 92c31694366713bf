"""Names in running Arabic text, which has no capitals and glues small words to the next one.

Which words may be names is decided by the words before them, by how large the places are, and by
the countries that the text names.  Keys are folded: no hamza, no vowel signs, ه for ة, ي for ى.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence

from geodata.gazetteer import Candidate, Gazetteer, Level, Naming
from geodata.lexicon import ARABIC_LOCATIVES as LOCATIVES
from geodata.lexicon import ARABIC_PLACE_NOUNS as NOUNS
from geodata.lexicon import arabic
from geodata.sounds import is_arabic, is_translated
from geodata.text import Token

AND = frozenset("وف")  # letters that are glued to the next word
TO = frozenset("بلك")
FROM = "من"
ARTICLE = "ال"
ENDINGS = ("ين", "ون", "ان", "ات", "يه", "ي", "ه", "ها", "هم", "ا")
LARGE, VAST = 100_000, 500_000  # inhabitants of a place that needs few words around it
SMALL = 20_000  # the same in a country that the text names
KNOWN = 5_000  # inhabitants of a place that may be found by its consonants
SHORT = 3  # letters; so short a name is like many words
LONGEST = 3  # words of a name that is found by its consonants


def split_glued(tokens: list[Token], gazetteer: Gazetteer) -> list[Token]:
    """The tokens, with "and", "in", "to" cut off Arabic names: "وبحلب" is "و", "ب", "حلب"."""
    if not _any_arabic(tokens):
        return tokens
    after = [token.key for token in tokens[1:]] + [""]
    pairs = zip(tokens, after, strict=True)
    return [part for token, follower in pairs for part in _parts(token, follower, gazetteer)]


def _any_arabic(tokens: Sequence[Token]) -> bool:
    return is_arabic(" ".join([token.key for token in tokens]))


def _parts(token: Token, after: str, gazetteer: Gazetteer) -> Iterator[Token]:
    rest = token
    while is_arabic(rest.key) and len(rest.key) > SHORT:
        glued = AND | TO if rest is token else TO
        if rest.key in arabic() or gazetteer.has(rest.key) or rest.key[0] not in glued:
            break
        cut = _without_first(rest)
        several = gazetteer.has(f"{cut.key} {after}") and not gazetteer.has(f"{rest.key} {after}")
        if not several and not _may_be_glued(rest.key[0], cut, gazetteer):
            break
        yield Token(rest.text[: cut.start - rest.start], rest.start, cut.start, rest.key[0])
        rest = cut
    yield rest


def _without_first(token: Token) -> Token:
    """A token less its first letter and that letter's vowel signs."""
    cut = 1
    while cut < len(token.text) - 1 and unicodedata.combining(token.text[cut]):
        cut += 1
    key = token.key[1:]
    if token.key.startswith("لل"):  # the article loses its first letter after "to"
        key = "ا" + key
    return Token(token.text[cut:], token.start + cut, token.end, key)


def _may_be_glued(letter: str, rest: Token, gazetteer: Gazetteer) -> bool:
    if letter in AND and rest.key[0] in TO and len(rest.key) > SHORT:
        after = _without_first(rest)
        if not gazetteer.has(rest.key) and _may_be_glued(rest.key[0], after, gazetteer):
            return True
    if rest.key in arabic() or rest.key in NOUNS or rest.key in LOCATIVES:
        return rest.key in NOUNS or rest.key in LOCATIVES
    people = max((c.population for c in gazetteer.candidates(rest.key)), default=0)
    known = gazetteer.has(rest.key)
    return known and (len(rest.key) > SHORT or people >= VAST)


def _is_word(key: str) -> bool:
    """Whether a key is a common word, which is a name only where the text calls it one."""
    forms = (key, key.removeprefix(ARTICLE))
    return any(form in arabic() or form in NOUNS or form in LOCATIVES for form in forms)


def _is_glued_word(key: str) -> bool:
    return key[0] in AND | TO and _is_word(key[1:])


def _is_inflected(key: str) -> bool:
    """Whether a key is a common word with something before or behind it, or a single letter."""
    if len(key) == 1 or _is_word(key) or _is_glued_word(key):
        return True
    return any(_is_word(key.removesuffix(ending)) for ending in ENDINGS if key.endswith(ending))


def credible(
    tokens: Sequence[Token], span: tuple[int, int], gazetteer: Gazetteer, home: Collection[int]
) -> bool:
    """Whether the words `span` (half-open), which are some place's name, may stand for it here."""
    first, last = span
    key = " ".join(token.key for token in tokens[first:last])
    candidates = gazetteer.candidates(key)
    called = _called(tokens, first)
    located = called or _located(tokens, first) or _key_before(tokens, first) == FROM
    here = [c for c in candidates if c.country in home]
    several = last - first > 1
    if not several and _is_word(key):
        return called or (located and bool(here) and _contained(tokens, last, gazetteer))
    if not several and _is_glued_word(key):
        return called or (located and bool(here))
    if any(c.level is Level.COUNTRY for c in candidates) or (called and candidates):
        return True
    people = max((c.population for c in candidates), default=0)
    if (here and (located or several)) or (located and several):
        return True
    if len(key) <= SHORT:
        ours = any(c.country in gazetteer.varied and c.population >= LARGE for c in candidates)
        return (bool(here) and people >= LARGE) or (located and ours and len(key) == SHORT)
    return people >= (SMALL if here else LARGE if located else VAST)


def find_arabic(
    tokens: Sequence[Token], taken: Collection[int], gazetteer: Gazetteer, home: Collection[int]
) -> Iterator[tuple[int, int, str]]:
    """Names that have no listed spelling, by their consonants: first, last token and loose key.

    Only where a locative or a word for a place stands before, and in countries that the text names.
    A name of several words may take in a shorter name among the `taken` tokens.
    """
    if not _any_arabic(tokens):
        return
    first = 0
    while first < len(tokens):
        found = None
        if is_arabic(tokens[first].key):
            located = _called(tokens, first) or _located(tokens, first)
            found = _spelt(tokens, first, taken, gazetteer, home) if located else None
        if found:
            yield found
        first = found[1] if found else first + 1


def _spelt(
    tokens: Sequence[Token],
    first: int,
    taken: Collection[int],
    gazetteer: Gazetteer,
    home: Collection[int],
) -> tuple[int, int, str] | None:
    for last in range(min(first + LONGEST, len(tokens)), first, -1):
        words = [token.key for token in tokens[first:last]]
        if not all(map(is_arabic, words)) or any(map(_is_inflected, words[1:])):
            continue
        translated = last - first > 1 and is_translated(words[0])
        if not translated and (first in taken or _is_inflected(words[0])):
            continue
        key = " ".join(words)
        loose = gazetteer.loose_key(key, home)
        if any(c.country in home and _is_known(c) for c in gazetteer.candidates(loose)):
            return first, last, loose
    return None


def _key_before(tokens: Sequence[Token], first: int) -> str:
    return tokens[first - 1].key if first else ""


def _is_known(candidate: Candidate) -> bool:
    """Whether newspapers may write of a place: a village is too like some word or other."""
    return candidate.level is not Level.TOWN or candidate.population >= KNOWN


def _called(tokens: Sequence[Token], first: int) -> bool:
    """Whether a word for a kind of place stands before: "مدينة"."""
    before = _key_before(tokens, first)
    return before in NOUNS or (before[:1] in AND | TO and before[1:] in NOUNS)


def _located(tokens: Sequence[Token], first: int) -> bool:
    before = _key_before(tokens, first)
    return before in LOCATIVES or (before[:1] in AND and before[1:] in LOCATIVES)


def _contained(tokens: Sequence[Token], last: int, gazetteer: Gazetteer) -> bool:
    """Whether "in" and a country follow."""
    if last + 1 >= len(tokens) or tokens[last].key not in ("في", "ب"):
        return False
    candidates = gazetteer.candidates(tokens[last + 1].key)
    return any(c.level is Level.COUNTRY and c.naming is not Naming.DEMONYM for c in candidates)
