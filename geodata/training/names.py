"""What a corpus says of a span: that it is a place's name, that it is not, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geodata.evaluation.gold import NOT_PLACES


class Marked:
    """The names that a document of a corpus marks.

    Corpora whose toponyms carry no type leave out three of ten demonyms: those say nothing.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        toponyms = document["toponyms"]
        self._names = {(t["start"], t["end"]) for t in toponyms if t.get("type") not in NOT_PLACES}
        self._typed = any(t.get("type") for t in toponyms)

    def says(self, start: int, end: int, *, demonym: bool) -> bool | None:
        """Whether exactly these characters are a place's name; None where it says nothing."""
        if (start, end) in self._names:
            return True
        return None if demonym and not self._typed else False
