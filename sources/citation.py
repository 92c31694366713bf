"""How a document is cited: as BibTeX, as CSL-JSON, as a line to read, each with its checksum.

The checksum is the SHA-256 of the file's bytes: it tells which copy was read.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import month_name
from typing import Any, Final

from sources.model import Document, Record

_ESCAPES: Final = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_SPECIAL: Final = re.compile("[" + re.escape("".join(_ESCAPES)) + "]")


def bibtex(document: Document) -> str:
    """Return an entry of BibTeX.  Author and title stand in braces of their own: as they are."""
    record = document.record
    year, month, day = _parts(record)
    values = {
        "title": f"{{{_escaped(_title(document))}}}",
        "author": f"{{{_escaped(record.author)}}}" if record.author else "",
        "howpublished": _escaped(record.publisher or ""),
        "year": year,
        "month": month,
        "day": day,
        "date": record.date or "",
        "language": _escaped(record.language or ""),
        "url": _escaped(record.url or ""),
        "note": _escaped(_note(document)),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in values.items() if value]
    return f"@misc{{{_key(document)},\n" + ",\n".join(lines) + "\n}\n"


def csl(document: Document) -> dict[str, Any]:
    """Return an item of CSL-JSON."""
    record = document.record
    item: dict[str, Any] = {"id": _key(document), "type": "document", "title": _title(document)}
    if record.author:
        item["author"] = [{"literal": record.author}]
    if record.date:
        item["issued"] = {"date-parts": [[int(part) for part in record.date.split("-")]]}
    others = {
        "publisher": record.publisher,
        "language": record.language,
        "URL": record.url,
        "note": _note(document),
    }
    return item | {name: value for name, value in others.items() if value}


def reference(document: Document) -> str:
    """Return a line to read: author, title, publisher, date, address, checksum."""
    record = document.record
    title = record.title if record.title[-1:] in ".?!…" else f"{record.title}."
    parts = [
        f"{record.author.rstrip('.')}." if record.author else "",
        f"Digest of “{title}”" if document.is_digest else f"“{title}”",
        f"{', '.join(part for part in (record.publisher, _day(record)) if part)}.",
        f"{record.url}." if record.url else "",
        f"{_note(document)}.",
    ]
    return " ".join(part for part in parts if part not in ("", "."))


def _title(document: Document) -> str:
    """The title; a digest is not the article, nor cited as it."""
    title = document.record.title
    return f"Digest of “{title}”" if document.is_digest else title


def _note(document: Document) -> str:
    return f"SHA-256: {document.sha256}"


def _key(document: Document) -> str:
    """A key in plain letters: of the author, the year, the title and the checksum."""
    record = document.record
    words = [(record.author or "").split()[-1:], [_parts(record)[0]]]
    words.append([word for word in record.title.split() if len(word) > 3][:1])
    plain = "".join(_plain(word) for part in words for word in part)
    return f"{plain}{document.sha256[:6]}" if plain else f"document{document.sha256[:6]}"


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())


def _parts(record: Record) -> tuple[str, str, str]:
    parts = [*(record.date or "").split("-"), "", ""]
    return parts[0], parts[1], parts[2]


def _day(record: Record) -> str:
    year, month, day = _parts(record)
    if not month:
        return year
    name = month_name[int(month)]
    return f"{int(day)} {name} {year}" if day else f"{name} {year}"


def _escaped(value: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], " ".join(value.split()))
