"""A PDF: its pages' lines as they stand on the paper, its properties, and pages without text.

Read with pypdfium2 (PDFium, the reader inside Chromium): it puts columns in order and copes with
damage.  How lines become paragraphs is the business of `pdf_layout`.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from sources.dates import iso
from sources.extract import Extract
from sources.limits import MAX_PAGES
from sources.model import Claim, Sureness
from sources.pdf_layout import Line, lay_out
from sources.text import NotTextError

_PASSWORD: Final = 4
_LINE_END: Final = frozenset("\r\n\x02\ufffe")
# Hebrew, Arabic and their neighbours, and the forms in which fonts draw them.
_SCRIPTS: Final = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RIGHT_TO_LEFT: Final = re.compile(rf"[{_SCRIPTS}]")
_OTHER_RUN: Final = re.compile(rf"[^\W_{_SCRIPTS}][^{_SCRIPTS}]*[^\W_{_SCRIPTS}]|[\u0660-\u0669]+")
_STOP_BEFORE_FIGURES: Final = re.compile(r"(?<=[^\x00-\u058f]\s)([.,:])([\d.,]*\d)(?=\s|$)")
_MIRRORED: Final = str.maketrans("()[]{}«»", ")(][}{»«")
_SWAPPED: Final = re.compile("([اأإآ])\0(ل)")
_SCALED: Final = 2.0
"""A size of font, in points, that is no size: some files scale the letters otherwise."""
_BOLD: Final = 600
# What programs put where a title belongs.
_NO_TITLE: Final = re.compile(
    r"untitled|microsoft (?:word|powerpoint|excel)\b.*|.*\.(?:docx?|pdf|indd|qxd|rtf|odt|tex|dvi)|"
    r"document ?\d*|slide \d+|.{0,2}",
    re.IGNORECASE,
)


def read(data: bytes) -> Extract:
    """Read the bytes of a PDF.  Raises NotTextError."""
    document = _open(data)
    try:
        if len(document) > MAX_PAGES:
            raise NotTextError(
                f"It has {len(document):,} pages; up to {MAX_PAGES:,} can be read: split the file."
            )
        pages = [_page(document, index) for index in range(len(document))]
        builder = lay_out([lines or [] for lines in pages])
        return builder.extract(tuple(_claims(document)), tuple(_notes(pages)))
    finally:
        document.close()


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "assword" in str(error):
            raise NotTextError(
                "This PDF is locked by a password: save a copy without one and add that."
            ) from None
        raise NotTextError("This is no PDF, or a damaged one: it cannot be opened.") from None


def _page(document: pypdfium2.PdfDocument, index: int) -> list[Line] | None:
    """The lines of a page, None where it is damaged."""
    try:
        return _lines(document[index])
    except pypdfium2.PdfiumError:
        return None


def _notes(pages: Sequence[Sequence[Line] | None]) -> Iterator[str]:
    damaged = [number for number, lines in enumerate(pages, start=1) if lines is None]
    if damaged:
        which = f"Page {damaged[0]} is" if len(damaged) == 1 else f"Pages {_ranges(damaged)} are"
        yield f"{which} damaged and could not be read."
    empty = [number for number, lines in enumerate(pages, start=1) if lines == []]
    if empty:
        which = f"Page {empty[0]} has" if len(empty) == 1 else f"Pages {_ranges(empty)} have"
        yield f"{which} no text: perhaps a picture of a page (a scan), which is not read."


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers in words: "3, 5-7"."""
    starts = [numbers[0], *(after for before, after in pairwise(numbers) if after > before + 1)]
    ends = [*(before for before, after in pairwise(numbers) if after > before + 1), numbers[-1]]
    parts = (str(a) if a == b else f"{a}–{b}" for a, b in zip(starts, ends, strict=True))
    return ", ".join(parts)


def _claims(document: pypdfium2.PdfDocument) -> Iterator[Claim]:
    said = document.get_metadata_dict(skip_empty=True)
    title = " ".join(said.get("Title", "").split())
    if title and not _NO_TITLE.fullmatch(title):
        yield Claim("title", title, "PDF properties", Sureness.MEDIUM)
    author = " ".join(said.get("Author", "").split())
    if author:
        yield Claim("author", author, "PDF properties", Sureness.MEDIUM)
    created = iso(said.get("CreationDate", "").removeprefix("D:")[:8])
    if created:
        yield Claim("date", created, "PDF properties: when the file was made", Sureness.LOW)


def _lines(page: pypdfium2.PdfPage) -> list[Line]:
    """The lines of a page that hold something, in PDFium's order."""
    text_page = page.get_textpage()
    try:
        characters = _characters(text_page)
        found, start = [], 0
        for index, character in enumerate([*characters, "\n"]):
            if character in _LINE_END:
                visible = [i for i in range(start, index) if not characters[i].isspace()]
                if visible:
                    line = _line(text_page, characters, visible)
                    # What PDFium has for a hyphen at a line's end, it joins the next line to.
                    found.append(
                        line if character in "\r\n" else replace(line, text=line.text + "-")
                    )
                start = index + 1
        return found
    finally:
        text_page.close()
        page.close()


def _characters(text_page: Any) -> Sequence[str]:  # noqa: ANN401 - the library has no types
    """The characters of a page, each at its index in PDFium."""
    number = text_page.count_chars()
    text: str = text_page.get_text_range() if number else ""
    if len(text) == number:
        return text
    # Where there are characters of two units, or some that PDFium leaves out, one by one.
    return [chr(pdfium.FPDFText_GetUnicode(text_page, index)) for index in range(number)]


def _line(text_page: Any, characters: Sequence[str], visible: Sequence[int]) -> Line:  # noqa: ANN401
    first, last = visible[0], visible[-1]
    text = "".join(characters[first : last + 1])
    if _RIGHT_TO_LEFT.search(text):
        text = _by_place(text_page, characters, visible)
    boxes = [_box(text_page, index) for index in (first, last)]
    # A bullet or an initial at the beginning may have a font of its own.
    middle = visible[len(visible) // 2]
    size = pdfium.FPDFText_GetFontSize(text_page, middle)
    if size <= _SCALED:
        size = max(box.top - box.bottom for box in boxes)
    return Line(
        text=text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
        left=min(box.left for box in boxes),
        right=max(box.right for box in boxes),
        base=_base(text_page, first),
        size=round(max(size, 0.1), 1),
        bold=pdfium.FPDFText_GetFontWeight(text_page, middle) >= _BOLD,
    )


def _box(text_page: Any, index: int) -> Any:  # noqa: ANN401 - structures of C
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box))
    return box


def _base(text_page: Any, index: int) -> float:  # noqa: ANN401
    """The height of the line that a character stands on."""
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, index, ctypes.byref(x), ctypes.byref(y))
    return y.value


def _by_place(text_page: Any, characters: Sequence[str], visible: Sequence[int]) -> str:  # noqa: ANN401
    """The text of a line with right-to-left letters, in the order of reading.

    PDFium has the words in order, but turns the letters of some round: their order is taken from
    the paper.
    """
    words: list[list[int]] = [[]]
    for before, index in pairwise([visible[0], *visible]):
        if index > before + 1:
            words.append([])
        words[-1].append(index)
    said = " ".join(_word(text_page, characters, word) for word in words)
    return _STOP_BEFORE_FIGURES.sub(r"\2\1", said)


def _word(text_page: Any, characters: Sequence[str], indices: Sequence[int]) -> str:  # noqa: ANN401
    text = "".join(characters[index] for index in indices)
    if not _RIGHT_TO_LEFT.search(text):
        return text
    boxes = {index: _box(text_page, index) for index in indices}
    order = sorted(indices, key=lambda index: -(boxes[index].left + boxes[index].right))
    parts = [characters[order[0]]]
    for before, index in pairwise(order):
        # A zero byte stands between letters that are drawn as one: lam and alef.
        same = boxes[before].left == boxes[index].left and boxes[before].right == boxes[index].right
        parts.append(f"\0{characters[index]}" if same else characters[index])
    turned = _SWAPPED.sub(r"\2\1", "".join(parts)).replace("\0", "").translate(_MIRRORED)
    return _OTHER_RUN.sub(lambda run: run[0][::-1], turned)
