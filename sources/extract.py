"""What a reader finds in a file, and the way in which all readers put it together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from sources.boilerplate import marked
from sources.limits import MAX_TEXT
from sources.model import Block, BlockKind, Claim, Span
from sources.text import NotTextError

# What no text may hold: control characters, halves of characters, and what is no character.
_NO_TEXT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Extract:
    """A file's text with spans over it, what the file says of itself, and what is to be told.

    `pages` are the spans of the pages, in order, where the format has pages: all of the text lies
    in them, and a page without text is empty.  `notes` are sentences for the reader: what could
    not be read of the file.
    """

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Span, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class Builder:
    """Puts a text together from blocks, with a blank line between them.

    `length` is of the text so far, `pages` are the offsets at which pages begin.
    """

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, kind: BlockKind, *, gap: str = "\n\n") -> int:
        """Add a block after a `gap` and return its offset; one with nothing to see is left out.

        Raises NotTextError where the text becomes longer than `MAX_TEXT`.
        """
        text = _NO_TEXT.sub("", text).strip()
        if not text:
            return self.length
        if self.blocks:
            self.parts.append(gap)
            self.length += len(gap)
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        if self.length > MAX_TEXT:
            raise NotTextError(
                f"Its text has more than {MAX_TEXT / 1e6:.0f} million characters: split the file."
            )
        self.blocks.append(Block(start, self.length, kind))
        return start

    def start_page(self, at: int | None = None) -> None:
        """Start a page: here, or at an offset in what was added since the page before began."""
        self.pages.append(self.length if at is None else at)

    def extract(self, claims: Sequence[Claim] = (), notes: Sequence[str] = ()) -> Extract:
        """Return what was put together.  Raises NotTextError where there is no text."""
        if not self.blocks:
            told = " ".join(["There is no text in this file.", *notes])
            raise NotTextError(told)
        text = "".join(self.parts)
        blocks = marked(text, self.blocks)
        pages = tuple(Span(*page) for page in pairwise([*self.pages, self.length]))
        return Extract(text, blocks, pages, tuple(claims), tuple(notes))
