"""From a row of an atlas to what is quoted of a document.  Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from geodata.model import Role
from geodata.summaries import Mark, PlacedMention, Quote, RunnerUp
from sources.model import Block, BlockKind, Claim, Document, Record, Span, Sureness

# What `document_of` takes, in this order.
COLUMNS = (
    *("doc_id", "text", "title", "author", "publisher", "date", "certainty", "language", "url"),
    *("sha256", "blocks", "sentences", "is_digest", "pages", "notes", "claims"),
)

# What `placed_mention` takes, in this order.
PLACED = 'start, "end", surface, role, place_id, confidence, reason, evidence, runners_up, misspelt'


def document_of(row: tuple[Any, ...]) -> Document:
    """The document that a row of COLUMNS holds."""
    return Document(
        id=row[0],
        text=row[1],
        record=Record(*row[2:9]),
        sha256=row[9],
        path=row[0],
        blocks=tuple(Block(b["start"], b["end"], BlockKind(b["kind"])) for b in row[10]),
        sentences=_spans(row[11]),
        is_digest=row[12],
        pages=_spans(row[13]),
        notes=tuple(row[14]),
        claims=tuple(Claim(**one | {"sureness": Sureness(one["sureness"])}) for one in row[15]),
    )


def _spans(rows: Iterable[dict[str, int]]) -> tuple[Span, ...]:
    return tuple(Span(row["start"], row["end"]) for row in rows)


def placed_mention(row: Sequence[Any]) -> PlacedMention:
    """The mention that a row of PLACED holds."""
    return PlacedMention(
        *(row[0], row[1], row[2], Role(row[3]), row[4], row[5], row[6]),
        evidence=tuple(row[7]),
        runners_up=tuple(RunnerUp(**other) for other in row[8]),
        misspelt=row[9],
    )


def quote_of(document: Document, span: Span, names: Iterable[tuple[Any, ...]]) -> Quote:
    """The quote at a span of a document; `names` are the fields of its marks."""
    start, end = span
    sentences = document.sentences
    index = bisect_right(sentences, (start, end)) - 1
    following = bisect_right(sentences, (end, end))
    before = sentences[index - 1] if index > 0 else None
    after = sentences[following] if following < len(sentences) else None
    paragraphs = [b for b in document.blocks if b.kind is not BlockKind.BOILERPLATE]
    return Quote(
        document.id,
        start,
        end,
        document.text[start:end],
        tuple(Mark(n[0], n[1], n[2], Role(n[3]), n[4], n[5]) for n in names),
        sum(block.start <= start for block in paragraphs),
        len(paragraphs),
        document.text[before.start : before.end] if before else "",
        document.text[after.start : after.end] if after else "",
        sum(page.start <= start for page in document.pages) or None,
    )
