"""Reads HTML back: elements with their attributes and the text that they hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"input", "br", "hr"}


@dataclass
class Element:
    """An element: `text` is what it and all that it holds say, as a browser's textContent."""

    name: str
    attributes: dict[str, str]
    text: str = ""
    inside: list[Element] = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    def every(self, name: str, class_: str = "") -> list[Element]:
        """All elements of a name (and class) inside this one, in their order."""
        found = []
        for element in self.inside:
            if element.name == name and (not class_ or class_ in element.classes):
                found.append(element)
            found.extend(element.every(name, class_))
        return found

    def values(self, name: str) -> list[str]:
        """The values of an attribute, of this and every element inside."""
        own = [self.attributes[name]] if name in self.attributes else []
        return own + [value for element in self.inside for value in element.values(name)]


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def read(html: str) -> Element:
    """Read HTML; AssertionError where an element is not closed in its place."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    assert len(parser.open) == 1, f"<{parser.open[-1].name}> is not closed"
    return parser.open[0]
