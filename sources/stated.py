"""What a plain text says of itself: front matter, a dateline, a date set before it, its name.

The date of a picture, or of anything that the text tells of, is not its own: a date counts only
where a text has its date, before it or at the head of its first paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final

from sources.dates import DATE, iso, of_match
from sources.model import Block, BlockKind, Claim, Span, Sureness

_FRONT: Final = re.compile(r"---[ \t]*\r?\n(.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_MAX_FRONT: Final = 10_000
_LINE: Final = re.compile(r"([A-Za-z_-]+)[ \t]*:[ \t]*(.*)")
_KEYS: Final = {
    "title": "title", "headline": "title", "author": "author", "authors": "author",
    "byline": "author", "publisher": "publisher", "source": "publisher", "site": "publisher",
    "date": "date", "published": "date", "pubdate": "date", "lang": "language",
    "language": "language", "url": "url", "link": "url", "canonical_url": "url",
}  # fmt: skip
# "HOMS, Syria, March 4, 2020 (AP) —": capitals, a date, a dash.
_DATELINE: Final = re.compile(
    r"(?P<place>[A-Z][A-Z.’' -]{2,40}(?:, [\w. ]{2,30})?)[,:]? (?P<date>[^—–]{6,24}?)"
    r"(?: \([\w/ ]{2,20}\))? ?[—–-]{1,2} "
)
_DATED: Final = re.compile(
    r"(?:date|dated|published|posted|updated|last updated)(?: on)?\s*:?\s+", re.IGNORECASE
)
_NAME_DATE: Final = re.compile(r"(?<![^\W_])(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)(?![^\W_])")
_HEAD: Final = 3


def front_matter(text: str) -> Span | None:
    """Return where a text's front matter is, between lines of three dashes at its beginning."""
    match = _FRONT.match(text, 0, _MAX_FRONT)
    return Span(0, match.end()) if match and _LINE.search(match[1]) else None


def claims(text: str, blocks: Sequence[Block], name: str) -> tuple[Claim, ...]:
    """Return what a text says of itself, the most trusted first; `name` is its file's."""
    return (*_front_claims(text), *_date_claims(text, blocks), *_name_claims(name))


def _front_claims(text: str) -> Iterator[Claim]:
    span = front_matter(text)
    for line in text[: span.end].splitlines() if span else ():
        match = _LINE.fullmatch(line.strip())
        field = _KEYS.get(match[1].lower()) if match else None
        if match is None or field is None:
            continue
        value = match[2].strip().strip("[]").strip("\"'").strip()
        value = iso(value) or "" if field == "date" else value
        if field == "url" and not value.startswith(("https://", "http://")):
            continue
        if value:
            yield Claim(field, value, f"front matter: {match[1]}", Sureness.HIGH)


def _date_claims(text: str, blocks: Sequence[Block]) -> Iterator[Claim]:
    for block in blocks[:_HEAD]:
        part = text[block.start : min(block.end, block.start + 200)]
        dated = _DATED.match(part)
        if dated and block.kind in (BlockKind.BOILERPLATE, BlockKind.PARAGRAPH, BlockKind.HEADING):
            written = DATE.match(part, dated.end())
            found = of_match(written) if written else None
            if found and block.end - block.start < 60:
                yield Claim("date", found, "a line before the text", Sureness.MEDIUM)
        dateline = _DATELINE.match(part) if block.kind is BlockKind.PARAGRAPH else None
        found = iso(dateline["date"].strip(" ,")) if dateline else None
        if found:
            yield Claim("date", found, "dateline", Sureness.MEDIUM)


def _name_claims(name: str) -> Iterator[Claim]:
    match = _NAME_DATE.search(PurePosixPath(name).stem)
    found = iso("-".join(match.groups())) if match else None
    if found and "1800" < found < "2200":
        yield Claim("date", found, "file name", Sureness.LOW)
