"""An e-mail (.eml): its subject, its text, and who wrote it when; what is attached is told."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Final

from sources import web_page
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
    if body.get_content_type() == "text/html":
        page = body.get_payload(decode=True)
        markup = page if isinstance(page, bytes) else b""
        web_page.check_depth(markup)
        web_page.add_page(web_page.parse(str(body.get_content())), builder)
        return
    text = str(body.get_content()).replace("\r\n", "\n")
    for start, end, kind in blocks(text):
        part = text[start:end]
        # Mail wraps its lines; a paragraph is one line in every other format.
        builder.add(" ".join(part.split("\n")) if kind is BlockKind.PARAGRAPH else part, kind)


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


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
