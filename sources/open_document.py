"""An OpenDocument text (.odt): its text in the order of its body, and its properties."""

from __future__ import annotations

import re
from typing import Final

from sources.dates import iso
from sources.extract import Builder, Extract
from sources.markup import END, START, Piece, pieces, texts
from sources.model import BlockKind, Claim, Sureness
from sources.packed import Pack
from sources.text import NotTextError

_BODY: Final = "content.xml"
_META: Final = "meta.xml"
# What is no text of the document; of a drawing its text boxes are.
_SKIPPED: Final = frozenset(
    {"automatic-styles", "scripts", "font-face-decls", "tracked-changes", "annotation", "forms",
     "table-of-content", "sequence-decls", "title", "desc", "note-citation"}
)  # fmt: skip
_CHARACTERS: Final = {"tab": " ", "s": " ", "line-break": "\n"}
_SPACE: Final = re.compile(r"[ \t\r\n]+")


def read(data: bytes) -> Extract:
    """Read the bytes of an .odt.  Raises NotTextError."""
    pack = Pack(data)
    if _BODY not in pack.names:
        raise NotTextError("This is no OpenDocument text: it has no content inside.")
    builder = Builder()
    walk = _Walk(builder)
    for piece in pieces(pack.read(_BODY)):
        walk.take(piece)
    meta = pack.optional(_META)
    return builder.extract(() if meta is None else _claims(meta))


def _claims(meta: bytes) -> tuple[Claim, ...]:
    said = dict(texts(meta))
    fields = {
        "title": said.get("title"),
        "author": said.get("initial-creator") or said.get("creator"),
        "language": said.get("language"),
    }
    found = [
        Claim(field, value, "OpenDocument properties", Sureness.MEDIUM)
        for field, value in fields.items()
        if value
    ]
    created = iso(said.get("creation-date", ""))
    if created:
        origin = "OpenDocument properties: when the file was made"
        found.append(Claim("date", created, origin, Sureness.LOW))
    return tuple(found)


class _Walk:
    """One walk through the content: paragraphs may lie in cells, and, as notes, in paragraphs.

    `runs` are the texts of the paragraphs that are open, `rows` the cells of the rows that are,
    `within` the elements that say what a paragraph in them is.
    """

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._runs: list[list[str]] = []
        self._rows: list[list[list[str]]] = []
        self._within: list[BlockKind] = []
        self._skipped = 0

    def take(self, piece: Piece) -> None:
        """Take up the next piece."""
        if piece.name in _SKIPPED:
            self._skipped += 1 if piece.kind == START else -1
        elif self._skipped:
            return
        elif piece.kind == START:
            self._start(piece)
        elif piece.kind == END:
            self._end(piece.name)
        elif self._runs:
            self._runs[-1].append(_SPACE.sub(" ", piece.text))

    def _start(self, piece: Piece) -> None:
        name = piece.name
        if name in ("p", "h"):
            self._runs.append([])
            self._within.append(_kind(name, piece.attributes.get("style-name", "")))
        elif name == "list-item":
            self._within.append(BlockKind.LIST_ITEM)
        elif name == "table-row":
            self._rows.append([])
        elif name == "table-cell" and self._rows:
            self._rows[-1].append([])
        elif name in _CHARACTERS and self._runs:
            self._runs[-1].append(_CHARACTERS[name])

    def _end(self, name: str) -> None:
        if name in ("p", "h") and self._runs:
            text, kind = "".join(self._runs.pop()).replace("\u00ad", ""), self._within.pop()
            if kind is BlockKind.PARAGRAPH and BlockKind.LIST_ITEM in self._within:
                kind = BlockKind.LIST_ITEM
            self._put(text, kind)
        elif name == "list-item" and self._within:
            self._within.pop()
        elif name == "table-row" and self._rows:
            cells = [" ".join(" ".join(cell).split("\n")).strip() for cell in self._rows.pop()]
            self._put(" | ".join(cell for cell in cells if cell), BlockKind.TABLE)

    def _put(self, text: str, kind: BlockKind) -> None:
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(text)
        else:
            self._builder.add(text, kind)


def _kind(name: str, style: str) -> BlockKind:
    if name == "h":
        return BlockKind.HEADING
    if style.startswith(("Caption", "Illustration", "Figure")):
        return BlockKind.CAPTION
    if style.startswith("Quot"):
        return BlockKind.QUOTATION
    return BlockKind.PARAGRAPH
