"""Matches made as long as the name they stand in: "North Dallas", "Rakhine State", "the Niger"."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.gazetteer import AREAS, Gazetteer, Level, Naming
from geodata.lexicon import AFTER_RIVERS, AREA_NOUNS, DIRECTIONS
from geodata.match import Match
from geodata.romanised import with_article, with_soft_sign
from geodata.text import Token

UNIVERSITIES = ("US",)  # where "X State" is one


def widen(tokens: Sequence[Token], match: Match, gazetteer: Gazetteer) -> Match:
    """A match with the direction, the word for its unit, or the article that changes it."""
    for more in (_with_direction, _with_unit, _with_article):
        match = more(tokens, match, gazetteer)
    return match


def _with_direction(tokens: Sequence[Token], match: Match, gazetteer: Gazetteer) -> Match:
    """Widen "Dallas" to "North Dallas"; a "Northern" that opens a sentence is left out."""
    first = match.first - 1
    if first < 0 or not tokens[first].capitalised or tokens[first].key not in DIRECTIONS:
        return match
    if tokens[match.first].start - tokens[first].end != 1 or begins_sentence(tokens, first):
        return match
    candidates = gazetteer.candidates(match.inner)
    if all(candidate.naming is Naming.DEMONYM for candidate in candidates):
        return match
    return match._replace(first=first, key=f"{tokens[first].key} {match.key}")


def _with_article(tokens: Sequence[Token], match: Match, gazetteer: Gazetteer) -> Match:
    """Read "the Niger" as the river and "the Sahel" as the region, save before a noun: "the Niger
    government".
    """
    key = f"the {match.inner}"
    before = tokens[match.first - 1].key if match.first else ""
    if before != "the" or match.inner != match.key or not gazetteer.has(key):
        return match
    after = tokens[match.last] if match.last < len(tokens) else None
    if after is not None and after.text[0].isalnum() and not _after_river(after.key):
        return match
    meant = gazetteer.candidates(key)
    bare = {candidate.row for candidate in gazetteer.candidates(match.inner)}
    regions = all(candidate.level is Level.REGION for candidate in meant)
    known = any(candidate.row in bare for candidate in meant)
    river = any(gazetteer.place(candidate.row).kind == "river" for candidate in meant)
    return match._replace(key=key, inner=key) if regions and (known or river) else match


def _after_river(key: str) -> bool:
    """Whether a word may follow a river's name: most nouns that a state's name goes before do not
    end so.
    """
    return key in AFTER_RIVERS or key.endswith("ed")


def _with_unit(tokens: Sequence[Token], match: Match, gazetteer: Gazetteer) -> Match:
    """Widen "Rakhine" to "Rakhine State"; "Ohio State" is a university, and so is more to come."""
    if match.last >= len(tokens) or match.inner != match.key:
        return match
    noun = tokens[match.last]
    if not noun.capitalised or noun.key not in AREA_NOUNS or noun.text.isupper():
        return match
    after = tokens[match.last + 1] if match.last + 1 < len(tokens) else None
    if after is not None and after.capitalised and after.start - noun.end <= 1:
        return match
    units = [c for c in gazetteer.candidates(match.inner) if c.level in AREAS]
    if noun.key == "state":
        units = [c for c in units if gazetteer.place(c.row).kind == "state"]
        units = [c for c in units if gazetteer.place(c.row).country not in UNIVERSITIES]
    known = units and tokens[match.last].start - tokens[match.last - 1].end <= 1
    return match._replace(last=match.last + 1, key=f"{match.key} {noun.key}") if known else match


def complete(tokens: Sequence[Token], match: Match, gazetteer: Gazetteer) -> Match:
    """A match with the article or the soft sign that belongs to it."""
    first, last = with_article(tokens, match.first), with_soft_sign(tokens, match.last)
    if (first, last) == (match.first, match.last):
        return match
    countries = {c.country for c in gazetteer.candidates(match.inner)}
    return match._replace(
        first=match.first if gazetteer.romanised.isdisjoint(countries) else first,
        last=match.last if gazetteer.cyrillic.isdisjoint(countries) else last,
    )


def known_with_article(tokens: Sequence[Token], first: int, gazetteer: Gazetteer) -> Match | None:
    """A name that the gazetteer knows with its article alone: "Amazon" of "on the Amazon"."""
    after = tokens[first + 1] if first + 1 < len(tokens) else None
    if after is not None and after.text[0].isalnum() and not _after_river(after.key):
        return None
    key = f"the {tokens[first].key}"
    return Match(first, first + 1, key, key) if gazetteer.has(key) else None


def begins_sentence(tokens: Sequence[Token], index: int) -> bool:
    """Whether a token is the first of the text, or stands after a mark that ends a sentence."""
    return index == 0 or tokens[index - 1].text in '.!?:"“”'
