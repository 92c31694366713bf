"""Text cannot act as markup, and stays exactly the text it was."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from dashboard.markup import Html, escape, is_web_address, isolated, join, link, tag

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "`${alert(1)}`",
    r"\1 \0 \u003cscript\u003e",
    '" onmouseover="alert(1)" \'',
    "&lt;b&gt; &amp;amp; &#60;i&#62;",
    "\u202egnol\u202c \u2066isolate\u2069",
    "a\r\nb\rc\n\n",
    "<!-- comment --><style>*{}</style>",
]


class Reader(HTMLParser):
    """Reads HTML back: its elements, their attributes, its text."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes.update(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: Html) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


@pytest.mark.parametrize("text", HOSTILE)
def test_text_comes_back_whole_and_as_text_only(text: str) -> None:
    reader = read(tag("p", text, title=text))
    assert reader.elements == ["p"]
    assert reader.text == text
    assert reader.attributes == {"title": text}


@pytest.mark.parametrize("text", HOSTILE)
def test_joined_and_isolated_text_is_escaped_too(text: str) -> None:
    reader = read(join([text, isolated(text)], separator=text))
    assert reader.elements == ["bdi"]
    assert reader.text == text * 3


def test_a_carriage_return_outlives_the_browsers_parser() -> None:
    assert escape("a\r\nb") == "a&#13;\nb"


@pytest.mark.parametrize("character", ["\x00", "\ud800"])
def test_what_cannot_be_shown_is_replaced_visibly(character: str) -> None:
    assert escape(character) == "&#xFFFD;"


def test_only_html_passes_unescaped() -> None:
    assert tag("p", tag("b", "x"), "<i>") == "<p><b>x</b>&lt;i&gt;</p>"


def test_attributes_are_named_as_in_html_and_left_out_when_absent() -> None:
    built = tag("input", class_="a", data_key="k", checked=True, disabled=False, value=None)
    assert built == '<input class="a" data-key="k" checked>'


def test_a_link_opens_elsewhere_without_telling_where_from() -> None:
    reader = read(link("Source", 'https://example.org/?a=1&b="2"') or Html(""))
    assert reader.attributes == {
        "href": 'https://example.org/?a=1&b="2"',
        "target": "_blank",
        "rel": "noopener noreferrer",
    }


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//example.org", "https://", "http://[", "x", ""],
)
def test_what_is_no_web_address_is_no_link(address: str) -> None:
    assert not is_web_address(address)
    assert link("Source", address) is None


def test_no_address_is_no_link() -> None:
    assert link("Source", None) is None
