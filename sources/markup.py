"""XML of documents, read event by event: no tree, no recursion, no entities, a bound on depth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from sources.limits import MAX_DEPTH
from sources.text import NotTextError

_CHUNK: Final = 1 << 16
_OWN: Final = ("<!DOCTYPE", "<!ENTITY")
_ENCODINGS: Final = ("utf-8", "utf-16-le", "utf-16-be")


def events(data: bytes) -> Iterator[tuple[str, Element]]:
    """Yield ("start" or "end", element) for all of an XML file; what has ended is emptied.

    Raises NotTextError for what is no XML, for entities of its own, and for what is too deep.
    """
    if any(mark.encode(encoding) in data for mark in _OWN for encoding in _ENCODINGS):
        raise NotTextError("Its XML declares entities of its own, which no such file needs.")
    parser: Any = XMLPullParser(("start", "end"))
    depth = 0
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
            for event, element in parser.read_events():
                depth += 1 if event == "start" else -1
                if depth > MAX_DEPTH:
                    raise NotTextError(
                        f"Its elements lie more than {MAX_DEPTH:,} deep in one another: it is "
                        "damaged, or made to stop whoever reads it."
                    )
                yield event, element
                if event == "end":
                    # Its tail is still to come; its children are not needed any more.
                    del element[:]
        parser.close()
    except ParseError as error:
        raise NotTextError(f"It is damaged: its XML cannot be read ({error}).") from None


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """Return an attribute whatever its namespace, "" where there is none."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return ""
