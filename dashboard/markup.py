"""The one place where text becomes HTML.

Text from documents, gazetteers and catalogues reaches the page only as a plain `str` child or
attribute of `tag`, which escapes it; only `Html` passes unchanged, and only this module makes
`Html` from text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

VOID_ELEMENTS = frozenset({"input", "br", "hr"})


class Html(str):
    """A piece of finished HTML: never made from text outside this module."""

    __slots__ = ()


# The parser of the browser turns a carriage return into a line feed unless it comes as a
# reference, and then the quote on the page would not be the slice; half a surrogate pair
# cannot be sent at all, and a NUL is dropped.
_FRAGILE = re.compile(r"[\r\x00\ud800-\udfff]")


def escape(text: str) -> Html:
    """Write text as HTML so that nothing in it acts as markup, in content or in an attribute."""
    return Html(_FRAGILE.sub(_reference, html.escape(text)))


def _reference(match: re.Match[str]) -> str:
    return "&#13;" if match.group() == "\r" else "&#xFFFD;"


def tag(name: str, *children: str | None, **attributes: str | int | bool | None) -> Html:
    """Build an element.  Children: `Html` as it is, other strings escaped, None left out.

    Attribute names: `class_` is "class", other underscores become hyphens.  True is an attribute
    without a value; False and None leave it out.
    """
    opening = f"<{name}{_attributes(attributes)}>"
    if name in VOID_ELEMENTS:
        return Html(opening)
    return Html(f"{opening}{join(children)}</{name}>")


def join(parts: Iterable[str | None], separator: str = "") -> Html:
    """Put the parts one after another, text escaped, None left out."""
    return Html(_safe(separator).join(_safe(part) for part in parts if part is not None))


def isolated(text: str) -> Html:
    """Keep the direction marks of a text from reordering what stands around it."""
    return tag("bdi", text)


def link(text: str, url: str | None, **attributes: str | int | bool | None) -> Html | None:
    """Link to another site; None where the address is not one of the web's."""
    if url is None or not is_web_address(url):
        return None
    return tag("a", text, href=url, target="_blank", rel="noopener noreferrer", **attributes)


def is_web_address(url: str) -> bool:
    """Accept http and https addresses with a host: `javascript:` and `data:` can act."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def button(
    action: str, *children: str | None, class_: str = "plain", **attributes: str | int | bool | None
) -> Html:
    """Build a real button that sends `action`, with its `data_...` attributes as values."""
    return tag("button", *children, type="button", class_=class_, data_action=action, **attributes)


def _safe(part: str) -> Html:
    return part if isinstance(part, Html) else escape(part)


def _attributes(attributes: dict[str, str | int | bool | None]) -> str:
    written = []
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        given = name.rstrip("_").replace("_", "-")
        written.append(f" {given}" if value is True else f' {given}="{escape(str(value))}"')
    return "".join(written)
