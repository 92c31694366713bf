"""What a reader finds in a file, and the way in which all readers put it together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
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

    `pages` are the spans of the pages, in order, where the format has pages; a page without text
    is empty.  `notes` are sentences for the reader: what could not be read of the file.
    """

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Span, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class Builder:
    """Puts a text together from blocks, with a blank line between them.

    `length` is of the text so far, `paged` the number of blocks on the pages that have ended.
    """

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    pages: list[Span] = field(default_factory=list)
    length: int = 0
    paged: int = 0

    def add(self, text: str, kind: BlockKind, *, gap: str = "\n\n") -> None:
        """Add a block after a `gap`; one without a visible character is left out.

        Raises NotTextError where the text becomes longer than `MAX_TEXT`.
        """
        text = _NO_TEXT.sub("", text).strip()
        if not text:
            return
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

    def end_page(self) -> None:
        """End a page: what was added since the page before is on it."""
        added = self.blocks[self.paged :]
        start = added[0].start if added else self.length
        self.pages.append(Span(start, self.length))
        self.paged = len(self.blocks)

    def extract(self, claims: Sequence[Claim] = (), notes: Sequence[str] = ()) -> Extract:
        """Return what was put together.  Raises NotTextError where there is no text."""
        if not self.blocks:
            told = " ".join(["There is no text in this file.", *notes])
            raise NotTextError(told)
        text = "".join(self.parts)
        blocks = marked(text, self.blocks)
        return Extract(text, blocks, tuple(self.pages), tuple(claims), tuple(notes))
