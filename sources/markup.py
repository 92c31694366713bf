"""XML of documents, read piece by piece: no tree, no recursion, no entities, a bound on depth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple
from xml.etree.ElementTree import ParseError, XMLParser

from sources.limits import MAX_DEPTH
from sources.text import NotTextError

_CHUNK: Final = 1 << 16
_OWN: Final = ("<!DOCTYPE", "<!ENTITY")
_ENCODINGS: Final = ("utf-8", "utf-16-le", "utf-16-be")

START: Final = "start"
END: Final = "end"
TEXT: Final = "text"


class Piece(NamedTuple):
    """A piece of XML: the start or the end of an element, or text.

    `name` is the element's without its namespace, `text` the text, `attributes` those of a start,
    without their namespaces.
    """

    kind: str
    name: str
    text: str
    attributes: dict[str, str]


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield the pieces of an XML file in order.

    Raises NotTextError for what is no XML, for entities of its own, and for what is too deep.
    """
    if any(mark.encode(encoding) in data for mark in _OWN for encoding in _ENCODINGS):
        raise NotTextError("Its XML declares entities of its own, which no such file needs.")
    queue = _Queue()
    parser = XMLParser(target=queue)  # noqa: S314 - entities are refused above
    depth = 0
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
            waiting, queue.pieces = queue.pieces, []
            for piece in waiting:
                depth += {START: 1, END: -1}.get(piece.kind, 0)
                if depth > MAX_DEPTH:
                    raise NotTextError(
                        f"Its elements lie more than {MAX_DEPTH:,} deep in one another: it is "
                        "damaged, or made to stop whoever reads it."
                    )
                yield piece
        parser.close()
    except (ParseError, LookupError, ValueError) as error:
        raise NotTextError(f"It is damaged: its XML cannot be read ({error}).") from None
    yield from queue.pieces


def texts(data: bytes) -> list[tuple[str, str]]:
    """Return the name and the text of every element that holds text only, in order."""
    found, text = [], ""
    for piece in pieces(data):
        if piece.kind == TEXT:
            text += piece.text
        elif piece.kind == END:
            found.append((piece.name, " ".join(text.split())))
            text = ""
        else:
            text = ""
    return found


class _Queue:
    """What the parser tells of, until it is asked for."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        own = {name.rpartition("}")[2]: value for name, value in attributes.items()}
        self.pieces.append(Piece(START, tag.rpartition("}")[2], "", own))

    def end(self, tag: str) -> None:
        self.pieces.append(Piece(END, tag.rpartition("}")[2], "", {}))

    def data(self, text: str) -> None:
        self.pieces.append(Piece(TEXT, "", text, {}))

    def close(self) -> None:
        """Nothing is left to be done; the parser asks for this."""
