"""Blocks, as spans over a text that is left untouched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from sources.model import Block, BlockKind, Span
from sources.sentences import trimmed

_MAX_HEADING: Final = 120
_HEADINGS_IN_A_ROW: Final = 2
_WRAP_WIDTHS: Final = range(40, 121)

_LIST_ITEM = re.compile(r"[-*+•–]\s|\(?\w{1,3}[.)]\s|#{1,6}\s|>\s|\|")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s")
_NO_HEADING_END: Final = ".!…:;,،؛۔。”\"’'»)]"

_WORD = re.compile(r"\w")


def blocks(text: str) -> tuple[Block, ...]:
    """Return the headings and paragraphs of `text`, in order, without surrounding white space.

    A blank line ends a block.  So does a line end, unless the lines look wrapped to a width.
    A heading is a short line without a full stop that text follows.
    """
    spans = [span for lines in _chunks(text) for span in _paragraphs(text, lines)]
    kinds = _kinds(text, spans)
    return tuple(Block(span.start, span.end, kind) for span, kind in zip(spans, kinds, strict=True))


def _chunks(text: str) -> Iterator[list[Span]]:
    """Yield the trimmed lines between blank lines."""
    lines: list[Span] = []
    position = 0
    for line in text.splitlines(keepends=True):
        if line.isspace():
            if lines:
                yield lines
            lines = []
        else:
            lines.append(trimmed(text, position, position + len(line)))
        position += len(line)
    if lines:
        yield lines


def _paragraphs(text: str, lines: list[Span]) -> list[Span]:
    if _is_wrapped(text, lines):
        return [Span(lines[0].start, lines[-1].end)]
    return lines


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether the next line's first word would not have fitted on any of the lines."""
    width = max(line.end - line.start for line in lines)
    if len(lines) == 1 or width not in _WRAP_WIDTHS:
        return False
    for line, following in pairwise(lines):
        if _LIST_ITEM.match(text, following.start, following.end):
            return False
        first_word = text[following.start : following.end].split(maxsplit=1)[0]
        if line.end - line.start + 1 + len(first_word) <= width:
            return False
    return True


def _kinds(text: str, spans: list[Span]) -> list[BlockKind]:
    kinds = [BlockKind.PARAGRAPH] * len(spans)
    # The last block has no text after it; a long run of short lines is a list, not headings.
    run = _HEADINGS_IN_A_ROW
    for index in reversed(range(len(spans))):
        part = text[spans[index].start : spans[index].end]
        if not _is_short_line(part):
            run = 0
            continue
        run += 1
        if run <= _HEADINGS_IN_A_ROW:
            kinds[index] = BlockKind.HEADING
    return kinds


def _is_short_line(part: str) -> bool:
    if len(part) > _MAX_HEADING or len(part.splitlines()) > 1 or not _WORD.search(part):
        return False
    if _MARKDOWN_HEADING.match(part):
        return True
    return part[-1] not in _NO_HEADING_END and not _LIST_ITEM.match(part)
