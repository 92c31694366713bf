"""An e-mail (.eml): its subject, its text, and who wrote it when; what is attached is told."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Final

from sources import text, web_page
from sources.dates import iso
from sources.extract import Builder, Extract
from sources.model import BlockKind, Claim, Sureness
from sources.structure import blocks
from sources.text import NotTextError

_HEADERS: Final = ("from", "date", "subject", "message-id", "received", "to")
_SHOWN: Final = 10


def read(data: bytes) -> Extract:
    """Read the bytes of an .eml.  Raises NotTextError."""
    message = message_from_bytes(data, policy=policy.default)
    if not any(name in message for name in _HEADERS):
        raise NotTextError("This is no e-mail: it has no header.")
    builder = Builder()
    builder.add(_header(message, "subject"), BlockKind.HEADING)
    body = message.get_body(("plain", "html"))
    if isinstance(body, EmailMessage):
        _add_body(body, builder)
    return builder.extract(tuple(_claims(message)), tuple(_notes(message)))


def _add_body(body: EmailMessage, builder: Builder) -> None:
    content = _content(body)
    if body.get_content_type() == "text/html":
        web_page.check_depth(content.encode("utf-8", "replace"))
        web_page.add_page(web_page.parse(content), builder)
        return
    content = content.replace("\r\n", "\n")
    for start, end, kind in blocks(content):
        part = content[start:end]
        # Mail wraps its lines; a paragraph is one line in every other format.
        builder.add(" ".join(part.split("\n")) if kind is BlockKind.PARAGRAPH else part, kind)


def _content(body: EmailMessage) -> str:
    """The text of a message; where its encoding is none, as it can be guessed."""
    try:
        return str(body.get_content())
    except (LookupError, ValueError):
        data = body.get_payload(decode=True)
        return text.decode(data if isinstance(data, bytes) else b"")


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ArithmeticError, AttributeError, LookupError, ValueError):
        # What the standard library raises on headers that are none.
        return ""


def _claims(message: EmailMessage) -> Iterator[Claim]:
    for name, field in (("subject", "title"), ("from", "author"), ("date", "date")):
        value = _header(message, name)
        value = iso(value) or "" if field == "date" else value
        if value:
            yield Claim(field, value, f"e-mail: {name}", Sureness.HIGH)


def _notes(message: EmailMessage) -> Iterator[str]:
    names = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
    if names:
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        yield f"What is attached was not read: {', '.join(names[:_SHOWN])}{more}."
