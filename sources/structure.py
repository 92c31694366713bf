"""Blocks, as spans over a text that is left untouched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from sources.boilerplate import marked
from sources.model import Block, BlockKind, Span
from sources.sentences import trimmed
from sources.stated import front_matter

_MAX_HEADING: Final = 120
_HEADINGS_IN_A_ROW: Final = 2
_WRAP_WIDTHS: Final = range(40, 121)

# What begins a line that stands for itself and is no heading.
_LINE_BEGINS = re.compile(r"[-*+•–]\s|\(?\w{1,3}[.)]\s|#{1,6}\s|>\s|\|")
_LIST_ITEM = re.compile(r"[-*+•–◦▪●]\s|\(?(?:\d{1,3}|[ivx]{1,4})[.)]\s|\(?[a-z]\)\s")
_TABLE_ROW = re.compile(r"\|.*\||[^\t]*\S\t+\S[^\t]*\t+\S.*")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s")
_NO_HEADING_END: Final = ".!…:;,،؛۔。”\"’'»)]"

_WORD = re.compile(r"\w")


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain `text`, in order, without surrounding white space.

    A blank line ends a block.  So does a line end, unless the lines look wrapped to a width.
    A heading is a short line without a full stop that text follows; list items, rows of tables
    and quotations are known by what they begin with.
    """
    front = front_matter(text)
    begin = front.end if front else 0
    spans = [span for lines in _chunks(text, begin) for span in _paragraphs(text, lines)]
    kinds = _kinds(text, spans)
    found = [Block(span.start, span.end, kind) for span, kind in zip(spans, kinds, strict=True)]
    if front:
        found.insert(0, Block(*trimmed(text, *front), BlockKind.BOILERPLATE))
    return marked(text, found)


def _chunks(text: str, begin: int) -> Iterator[list[Span]]:
    """Yield the trimmed lines between blank lines, from an offset on."""
    lines: list[Span] = []
    position = begin
    for line in text[begin:].splitlines(keepends=True):
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
        if _LINE_BEGINS.match(text, following.start, following.end):
            return False
        first_word = text[following.start : following.end].split(maxsplit=1)[0]
        if line.end - line.start + 1 + len(first_word) <= width:
            return False
    return True


def _kinds(text: str, spans: list[Span]) -> list[BlockKind]:
    kinds = [kind_by_beginning(text, span) for span in spans]
    # The last block has no text after it; a long run of short lines is a list, not headings.
    run = _HEADINGS_IN_A_ROW
    for index in reversed(range(len(spans))):
        part = text[spans[index].start : spans[index].end]
        if kinds[index] is not BlockKind.PARAGRAPH or not _is_short_line(part):
            run = 0
            continue
        run += 1
        if run <= _HEADINGS_IN_A_ROW:
            kinds[index] = BlockKind.HEADING
    return kinds


def kind_by_beginning(text: str, span: Span | None = None) -> BlockKind:
    """Return what a line, or a span of a text, is by what it begins with: mostly a paragraph."""
    span = span or Span(0, len(text))
    if text.startswith(">", span.start):
        return BlockKind.QUOTATION
    if _LIST_ITEM.match(text, *span):
        return BlockKind.LIST_ITEM
    if _TABLE_ROW.fullmatch(text, *span):
        return BlockKind.TABLE
    return BlockKind.PARAGRAPH


def _is_short_line(part: str) -> bool:
    if len(part) > _MAX_HEADING or len(part.splitlines()) > 1 or not _WORD.search(part):
        return False
    if _MARKDOWN_HEADING.match(part):
        return True
    return part[-1] not in _NO_HEADING_END and not _LINE_BEGINS.match(part)
