"""A run of tokens that is written like a name that the gazetteer knows."""

from __future__ import annotations

from typing import NamedTuple

from geodata.gazetteer import CAPITALS, LOOSE


class Match(NamedTuple):
    """Tokens `first:last` (half-open) read as the folded name `key`.

    `inner` is the key to look up where it differs: "north dallas" is looked up as "dallas".
    `known` is False for a capitalised run that the gazetteer lacks but the words around it
    declare a place ("the village of ...").
    """

    first: int
    last: int
    key: str
    inner: str
    known: bool = True

    @property
    def by_part(self) -> bool:
        """Whether a part of the name is looked up, rather than all of it spelt otherwise."""
        return self.inner != self.key and self.inner[0] not in (LOOSE, CAPITALS)
