"""An electronic book (.epub): its chapters in the order of its spine, and its metadata."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from sources import web_page
from sources.dates import iso
from sources.extract import Builder, Extract
from sources.markup import START, pieces, texts
from sources.model import Claim, Sureness
from sources.packed import Pack
from sources.text import NotTextError

_CONTAINER: Final = "META-INF/container.xml"
_RIGHTS: Final = "META-INF/rights.xml"
_PAGES: Final = frozenset({"application/xhtml+xml", "text/html"})
_FIELDS: Final = {"title": "title", "creator": "author", "publisher": "publisher",
                  "language": "language"}  # fmt: skip


def read(data: bytes) -> Extract:
    """Read the bytes of an .epub.  Raises NotTextError."""
    pack = Pack(data)
    if _RIGHTS in pack.names:
        raise NotTextError("This book is locked by its publisher (DRM) and cannot be read.")
    package = _package(pack)
    folder = posixpath.dirname(package)
    listed = pack.read(package)
    manifest: dict[str, str] = {}
    spine: list[str] = []
    for piece in pieces(listed):
        said = piece.attributes
        if piece.kind == START and piece.name == "item" and said.get("media-type") in _PAGES:
            path = posixpath.join(folder, unquote(said.get("href", "")))
            manifest[said.get("id", "")] = posixpath.normpath(path)
        elif piece.kind == START and piece.name == "itemref":
            spine.append(said.get("idref", ""))
    builder = Builder()
    notes: list[str] = []
    for chapter in (manifest[one] for one in spine if one in manifest):
        try:
            _add_chapter(pack.read(chapter), builder)
        except NotTextError as error:
            notes.append(f"{chapter}: {error}")
    return builder.extract(tuple(_claims(texts(listed))), notes)


def _add_chapter(data: bytes, builder: Builder) -> None:
    web_page.check_depth(data)
    web_page.add_page(web_page.parse(web_page.decode(data)), builder)


def _package(pack: Pack) -> str:
    """The path of the file that lists the book's parts."""
    for piece in pieces(pack.read(_CONTAINER)):
        if piece.name == "rootfile" and piece.attributes.get("full-path"):
            return piece.attributes["full-path"]
    raise NotTextError("This is no book: it does not say where its parts are.")


def _claims(said: list[tuple[str, str]]) -> Iterator[Claim]:
    for name, field in _FIELDS.items():
        values = [value for one, value in said if one == name and value]
        if values:
            value = ", ".join(values) if field == "author" else values[0]
            yield Claim(field, value, "book metadata", Sureness.HIGH)
    date = next((iso(value) for name, value in said if name == "date" and iso(value)), None)
    if date:
        yield Claim("date", date, "book metadata", Sureness.HIGH)
