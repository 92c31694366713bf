"""Which spans that look like places are people: "Israel Mendez", "Stalin"."""

from __future__ import annotations

from geodata.gazetteer import Naming
from geodata.lexicon import (
    DIRECTIONS,
    EPONYMS,
    LOCATIVES,
    NEIGHBOURS,
    ORGANISATIONS,
    PLACE_NOUNS,
    STREETS,
    english,
    given_names,
    surnames,
)
from geodata.scene import Scene
from geodata.spans import Span

NO_SURNAMES = DIRECTIONS | ORGANISATIONS | STREETS | PLACE_NOUNS | NEIGHBOURS


def is_person(scene: Scene, span: Span) -> bool:
    """Whether a span is a ruler after whom a place was called once, or the name of another."""
    return (span.key in EPONYMS and _is_former(scene, span)) or _is_given_name(scene, span)


def _is_former(scene: Scene, span: Span) -> bool:
    """Whether no place of today has this as its name: "Stalin" was Donetsk once."""
    candidates = scene.gazetteer.candidates(span.key)
    return all(c.naming is not Naming.PRIMARY for c in candidates)


def _is_given_name(scene: Scene, span: Span) -> bool:
    """Whether a name is a given name before a surname: "Israel Mendez".

    The surname is a known one, or neither a word of English nor a place, and the last capitalised
    word of its run.
    """
    if span.key not in given_names() or span.last >= len(scene.tokens):
        return False
    after = scene.tokens[span.last]
    if not _continued(scene, span.last) or after.text.isupper():
        return False
    if after.key in english() or after.key in NO_SURNAMES:
        return False
    known = after.key in surnames() or span.last not in scene.match_at
    if not known or scene.key(span.first - 1) in LOCATIVES:
        return False
    return not _continued(scene, span.last + 1)


def _continued(scene: Scene, index: int) -> bool:
    """Whether a token is a capitalised word that follows the one before at once."""
    if not 0 < index < len(scene.tokens):
        return False
    token = scene.tokens[index]
    return token.capitalised and token.start - scene.tokens[index - 1].end == 1
