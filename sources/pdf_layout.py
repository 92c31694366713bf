"""From the lines of a PDF's pages to blocks: paragraphs, headings, list items, what is repeated.

A PDF knows where letters stand, not what belongs together.  A line begins a paragraph where the
gap above it, its size or its indent says so, or where the line before it ends early.  A paragraph
goes on over a column's or a page's end if its last line ends no sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

from sources.extract import Builder
from sources.model import BlockKind
from sources.structure import kind_by_beginning


@dataclass(frozen=True, slots=True)
class Line:
    """A line on a page: its text, its edges and the height it stands at, in points from the lower
    left corner of the page, and its look.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool


@dataclass(slots=True)
class _Paragraph:
    """Lines that belong together, with the page of each, counted from 0."""

    lines: list[Line]
    pages: list[int]


@dataclass(slots=True)
class _Page:
    """A page's lines: those of its text, those that other pages repeat, and the usual step down
    from a line of its text to the next, in points.
    """

    body: list[Line]
    repeated: list[Line]
    step: float


_EDGE_LINES: Final = 2
"""How many lines at the top and at the bottom of a page may be repeated on others."""

_REPEATED_ON: Final = 3
"""On how many pages a line stands that is repeated."""

_MAX_REPEATED: Final = 100
_WORD: Final = 60
_LARGER: Final = 1.12
_WIDE_GAP: Final = 1.4
_SHORT_LINE: Final = 0.75
_NEIGHBOURS: Final = 30
_MAX_HEADING: Final = 200
_PAGE_NUMBER: Final = re.compile(
    r"(?:page|seite|p\.|pg\.?|صفحة)?\s*[-–—|]?\s*(?:\d{1,4}|[ivxlc]{1,6}|[٠-٩]{1,4})"
    r"\s*(?:(?:of|von|/|من)\s*\d{1,4})?\s*[-–—|]?",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"[.!?…:؟۔。][\"'”’»)\]]*$")
_WORDS: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN: Final = re.compile(r"([^\W\d_]+)[-‐\u00ad]$")
_LIGATURES: Final = re.compile(r"[\ufb00-\ufb06\ufb1d-\ufdff\ufe70-\ufefc]+")


def lay_out(pages: Sequence[Sequence[Line]]) -> Builder:
    """Return a builder with the blocks and the pages of a document."""
    known = Counter(
        word.casefold() for page in pages for line in page for word in _WORDS.findall(line.text)
    )
    parted = _parted(pages)
    usual = _usual_size(parted)
    builder = Builder()
    waiting = iter(parted)
    begun = 0
    for paragraph in _paragraphs(parted):
        for page in islice(waiting, paragraph.pages[0] + 1 - begun):
            builder.start_page()
            _add_repeated(builder, page)
        text, breaks = _joined(paragraph, known)
        start = builder.add(text, _kind(paragraph, text, usual))
        late = list(islice(waiting, len(breaks)))
        for at in breaks:
            builder.start_page(start + at)
        for page in late:
            _add_repeated(builder, page)
        begun = paragraph.pages[-1] + 1
    for page in waiting:
        builder.start_page()
        _add_repeated(builder, page)
    return builder


def _add_repeated(builder: Builder, page: _Page) -> None:
    for line in page.repeated:
        builder.add(_plain(line.text), BlockKind.BOILERPLATE)


def _parted(pages: Sequence[Sequence[Line]]) -> list[_Page]:
    """Part what pages repeat at their edges, and their numbers, from their text."""
    edges = [_edges(page) for page in pages]
    times = Counter(key for edge in edges for key in {_key(line) for line in edge})
    found = []
    for page, edge in zip(pages, edges, strict=True):
        repeated = [
            line
            for line in edge
            if _PAGE_NUMBER.fullmatch(line.text.strip())
            or (times[_key(line)] >= _REPEATED_ON and len(line.text) <= _MAX_REPEATED)
        ]
        taken = {id(line) for line in repeated}
        body = [line for line in page if id(line) not in taken]
        found.append(_Page(body, repeated, _step(body)))
    return found


def _edges(page: Sequence[Line]) -> list[Line]:
    """The lines nearest the top and the bottom of a page, from the top."""
    ranked = sorted(page, key=lambda line: -line.base)
    return ranked[:_EDGE_LINES] + ranked[max(_EDGE_LINES, len(ranked) - _EDGE_LINES) :]


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text.casefold().split()))


def _step(body: Sequence[Line]) -> float:
    steps = [
        before.base - after.base
        for before, after in pairwise(body)
        if 0 < before.base - after.base < 3 * max(before.size, after.size)
    ]
    # Nearer the narrow ones: where paragraphs are short, many steps are gaps between them.
    return sorted(steps)[(len(steps) - 1) // 4] if steps else 0.0


def _usual_size(pages: Iterable[_Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.body:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _paragraphs(pages: Sequence[_Page]) -> Iterator[_Paragraph]:
    current = _Paragraph([], [])
    for number, page in enumerate(pages):
        for index, line in enumerate(page.body):
            if current.lines and not _goes_on(current, number, page, index):
                yield current
                current = _Paragraph([], [])
            current.lines.append(line)
            current.pages.append(number)
    if current.lines:
        yield current


def _goes_on(paragraph: _Paragraph, number: int, page: _Page, index: int) -> bool:
    """Whether the line at `index` of a page belongs to the paragraph before it."""
    before, line = paragraph.lines[-1], page.body[index]
    if abs(before.size - line.size) > (_LARGER - 1) * max(before.size, line.size):
        return False
    if kind_by_beginning(line.text) is BlockKind.LIST_ITEM:
        return False
    ended = _SENTENCE_END.search(before.text) is not None
    down = before.base - line.base
    if number != paragraph.pages[-1] or down <= 0:
        # The next page, or the next column.
        is_next = number - paragraph.pages[-1] <= 1
        return is_next and not ended and not _first(line).isupper()
    if down > _WIDE_GAP * (page.step or line.size):
        return False
    return _fills(before, line, _column(page.body, index), ended=ended)


def _fills(before: Line, line: Line, column: tuple[float, float], *, ended: bool) -> bool:
    """Whether a line follows because the one before it was full, `ended` with a stop or not."""
    left, right = column
    is_short = before.right - before.left < _SHORT_LINE * (right - left)
    is_indented = line.left > left + line.size / 2 and before.left <= left + line.size / 2
    if is_short and before.bold != line.bold:
        return False
    if ended:
        return not (is_short or is_indented)
    return not is_short or _first(line).islower()


def _first(line: Line) -> str:
    return line.text.lstrip("\"'“‘«(")[:1]


def _column(body: Sequence[Line], index: int) -> tuple[float, float]:
    """The left and right edge of the column that a line stands in."""
    line = body[index]
    beside = [
        other
        for other in body[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS]
        if other.left < line.right and line.left < other.right and other.size == line.size
    ]
    beside.append(line)
    return min(other.left for other in beside), max(other.right for other in beside)


def _kind(paragraph: _Paragraph, text: str, usual: float) -> BlockKind:
    lines = paragraph.lines
    if len(text) <= _MAX_HEADING and not text.endswith((".", ",", ";", ":")):
        if all(line.size > _LARGER * usual for line in lines):
            return BlockKind.HEADING
        if all(line.bold for line in lines) and len(lines) <= 2:
            return BlockKind.HEADING
    return kind_by_beginning(text)


def _joined(paragraph: _Paragraph, known: Counter[str]) -> tuple[str, list[int]]:
    """The text of a paragraph, and where in it a new page begins."""
    text, breaks = "", []
    for index, line in enumerate(paragraph.lines):
        piece = _plain(line.text)
        text = _join(text, piece, known) if text else piece
        if index and paragraph.pages[index] != paragraph.pages[index - 1]:
            breaks.append(len(text) - len(piece))
    return text, breaks


def _join(text: str, piece: str, known: Counter[str]) -> str:
    """Join a line to the text before it, with a space, or over a hyphen at the line's end.

    The hyphen goes only where it is safe: where the document has the whole word elsewhere, and
    not with a hyphen.  Otherwise it stays, since it may belong to the word.
    """
    broken, after = _BROKEN.search(text, max(0, len(text) - _WORD)), _WORDS.match(piece)
    if broken is None or after is None:
        return f"{text} {piece}"
    whole = known[(broken[1] + after[0]).casefold()]
    hyphened = known[f"{broken[1]}-{after[0]}".casefold()]
    if piece[0].islower() and whole and not hyphened:
        return text[:-1] + piece
    return text + piece


def _plain(text: str) -> str:
    """A line's text with its ligatures taken apart and its runs of blanks as one."""
    text = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return re.sub(r"[ \t]+", " ", text).strip()
