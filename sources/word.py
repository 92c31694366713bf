"""A Word file (.docx): its text in the order of its body, and its properties.

Read from its XML, since python-docx leaves out what stands in links, notes, text boxes and
content controls.  Deleted text of tracked changes is left out, inserted text is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sources.dates import iso
from sources.extract import Builder, Extract
from sources.markup import END, START, Piece, pieces, texts
from sources.model import BlockKind, Claim, Sureness
from sources.packed import Pack
from sources.text import NotTextError

_BODY: Final = "word/document.xml"
_NOTES: Final = ("word/footnotes.xml", "word/endnotes.xml")
_PROPERTIES: Final = "docProps/core.xml"
_STYLES: Final = (
    (re.compile(r"heading|title|überschrift|titre", re.IGNORECASE), BlockKind.HEADING),
    (re.compile(r"caption|beschriftung", re.IGNORECASE), BlockKind.CAPTION),
    (re.compile(r"quote|zitat", re.IGNORECASE), BlockKind.QUOTATION),
    (re.compile(r"list", re.IGNORECASE), BlockKind.LIST_ITEM),
)
_CHARACTERS: Final = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# A text box is there twice: once for old programs.
_SKIPPED: Final = frozenset({"Fallback", "instrText", "delText"})
_FIELDS: Final = {"title": "title", "creator": "author", "language": "language"}


def read(data: bytes) -> Extract:
    """Read the bytes of a .docx.  Raises NotTextError."""
    pack = Pack(data)
    if _BODY not in pack.names:
        raise NotTextError("This is no Word file: it has no document inside.")
    builder = Builder()
    for name in (_BODY, *_NOTES):
        part = pack.read(name) if name == _BODY else pack.optional(name)
        if part is not None:
            _Walk(builder).walk(part)
    properties = pack.optional(_PROPERTIES)
    return builder.extract(() if properties is None else tuple(_claims(properties)))


def _claims(properties: bytes) -> Iterator[Claim]:
    said = dict(texts(properties))
    for name, field in _FIELDS.items():
        if said.get(name):
            yield Claim(field, said[name], "Word properties", Sureness.MEDIUM)
    created = iso(said.get("created", ""))
    if created:
        yield Claim("date", created, "Word properties: when the file was made", Sureness.LOW)


class _Walk:
    """One walk through a part: paragraphs may lie in rows of tables and, as boxes, in paragraphs.

    `runs` are the texts of the paragraphs that are open, `rows` the cells of the rows that are.
    """

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._runs: list[list[str]] = []
        self._kinds: list[BlockKind] = []
        self._rows: list[list[list[str]]] = []
        self._skipped = 0
        self._in_text = False

    def walk(self, part: bytes) -> None:
        for piece in pieces(part):
            if piece.name in _SKIPPED:
                self._skipped += 1 if piece.kind == START else -1
            elif self._skipped:
                continue
            elif piece.kind == START:
                self._start(piece)
            elif piece.kind == END:
                self._end(piece.name)
            elif self._in_text and self._runs:
                self._runs[-1].append(piece.text)

    def _start(self, piece: Piece) -> None:
        name = piece.name
        self._in_text = name == "t"
        if name == "p":
            self._runs.append([])
            self._kinds.append(BlockKind.PARAGRAPH)
        elif name == "tr":
            self._rows.append([])
        elif name == "tc" and self._rows:
            self._rows[-1].append([])
        elif name == "pStyle" and self._kinds:
            style = piece.attributes.get("val", "")
            kinds = (kind for pattern, kind in _STYLES if pattern.match(style))
            self._kinds[-1] = next(kinds, BlockKind.PARAGRAPH)
        elif name == "numPr" and self._kinds and self._kinds[-1] is BlockKind.PARAGRAPH:
            self._kinds[-1] = BlockKind.LIST_ITEM

    def _end(self, name: str) -> None:
        self._in_text = False
        if name in _CHARACTERS and self._runs:
            self._runs[-1].append(_CHARACTERS[name])
        elif name == "p" and self._runs:
            text, kind = "".join(self._runs.pop()), self._kinds.pop()
            if self._rows and self._rows[-1]:
                self._rows[-1][-1].append(text)
            else:
                self._builder.add(text.replace("\u00ad", ""), kind)
        elif name == "tr" and self._rows:
            self._end_row(self._rows.pop())

    def _end_row(self, cells: list[list[str]]) -> None:
        said = [" ".join(" ".join(paragraphs).split("\n")).strip() for paragraphs in cells]
        row = " | ".join(text for text in said if text)
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(row)
        else:
            self._builder.add(row.replace("\u00ad", ""), BlockKind.TABLE)
