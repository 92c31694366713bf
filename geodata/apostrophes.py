"""Names with "'s" inside: "Cox's Bazar" and "St. John's" are names, "Homs's roads" are not."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.gazetteer import Gazetteer
from geodata.lexicon import AFTER_RIVERS
from geodata.text import POSSESSIVE, Token

LONGEST_HALF = 3  # words before the "'s" and its own, and words after it


def join_apostrophes(tokens: list[Token], gazetteer: Gazetteer) -> list[Token]:
    """The tokens, with "'s" joined to the word before it where a name of the gazetteer has both."""
    joints = [
        index
        for index, token in enumerate(tokens)
        if token.text in POSSESSIVE and _inside_name(tokens, index, gazetteer)
    ]
    if not joints:
        return tokens
    joined = [*tokens]
    for index in reversed(joints):
        before, mark = joined[index - 1 : index + 1]
        whole = Token(before.text + mark.text, before.start, mark.end, before.key + "s")
        joined[index - 1 : index + 1] = [whole]
    return joined


def _inside_name(tokens: Sequence[Token], index: int, gazetteer: Gazetteer) -> bool:
    before = tokens[index - 1] if index else None
    if before is None or not before.capitalised or before.end != tokens[index].start:
        return False
    starts = _words(tokens[max(0, index - LONGEST_HALF) : index][::-1])
    after = _words(tokens[index + 1 : index + 1 + LONGEST_HALF])
    key = ""
    for length, word in enumerate(starts):
        key = f"{word} {key}" if length else f"{word}s"
        if any(gazetteer.has(f"{key} {' '.join(after[:more])}") for more in _lengths(after)):
            return True
        if length and gazetteer.has(key):
            return _ends_here(tokens, index + 1)
    return False


def _lengths(words: Sequence[str]) -> range:
    return range(len(words), 0, -1)


def _words(tokens: Sequence[Token]) -> list[str]:
    """The keys of capitalised words, up to the first token that is none."""
    keys: list[str] = []
    for token in tokens:
        if not (token.capitalised and token.key):
            break
        keys.append(token.key)
    return keys


def _ends_here(tokens: Sequence[Token], index: int) -> bool:
    """Whether nothing follows that may be owned: "St. Paul's mayor" is the mayor of St. Paul."""
    if index >= len(tokens):
        return True
    return tokens[index].key in AFTER_RIVERS or not tokens[index].text[0].isalnum()
