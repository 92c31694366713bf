"""The tables of an atlas: their columns, and the rows that documents and resolutions make."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import pyarrow as pa

from geodata.gazetteer import Gazetteer
from geodata.model import Form, Place, Resolution, RunnerUp
from sources.model import BlockKind, Document, Span

_SPAN = [("start", pa.int32()), ("end", pa.int32())]
DOCUMENTS = pa.schema(
    [
        ("doc_id", pa.string()), ("title", pa.string()), ("author", pa.string()),
        ("publisher", pa.string()), ("date", pa.string()), ("certainty", pa.string()),
        ("language", pa.string()), ("url", pa.string()), ("is_digest", pa.bool_()),
        ("sha256", pa.string()), ("text", pa.string()),
        ("blocks", pa.list_(pa.struct([*_SPAN, ("kind", pa.string())]))),
        ("sentences", pa.list_(pa.struct(_SPAN))), ("pages", pa.list_(pa.struct(_SPAN))),
        ("notes", pa.list_(pa.string())),
        ("claims", pa.list_(pa.struct(
            [(part, pa.string()) for part in ("field", "value", "origin", "sureness")]
        ))),
    ]
)  # fmt: skip
RUNNER_UP = pa.struct(
    [
        ("place_id", pa.string()), ("name", pa.string()), ("kind", pa.string()),
        ("unit", pa.string()), ("country", pa.string()), ("confidence", pa.float32()),
    ]
)  # fmt: skip
MENTIONS = pa.schema(
    [
        ("doc_id", pa.string()), ("start", pa.int32()), ("end", pa.int32()),
        ("surface", pa.string()), ("role", pa.string()), ("confidence", pa.float32()),
        ("place_id", pa.string()), ("place_name", pa.string()), ("form", pa.string()),
        ("lat", pa.float64()), ("lon", pa.float64()), ("date", pa.string()),
        ("reason", pa.string()), ("quote_start", pa.int32()), ("quote_end", pa.int32()),
        ("evidence", pa.list_(pa.string())), ("runners_up", pa.list_(RUNNER_UP)),
        ("misspelt", pa.bool_()), ("kind", pa.string()), ("country", pa.string()),
    ]
)  # fmt: skip


class Named(NamedTuple):
    """What a document names: the rows of its mentions, as MENTIONS has them, in text order, and by
    id those of their places that have a spot, as the gazetteer has them.
    """

    rows: list[dict[str, Any]]
    places: dict[str, Place]


def named_in(document: Document, found: Iterable[Resolution], gazetteer: Gazetteer) -> Named:
    """What a document names, by what was found in it.

    Names in boilerplate are left out: it is nothing that the document says.
    """
    said = [one for one in found if quotable(document, one)]
    places = [one.place for one in said if one.place and one.place.form is not Form.NONE]
    rows = [mention_row(document, one, gazetteer) for one in said]
    return Named(rows, {place.id: place for place in places})


def unit_of(place: Place, gazetteer: Gazetteer) -> str:
    """The name of the first-level unit that a town or area lies in, "" where there is none."""
    if place.form not in (Form.POINT, Form.AREA):
        return ""
    return next((one.name for one in gazetteer.containers(place) if one.admin1), "")


def quote_span(document: Document, start: int, end: int) -> Span:
    """The sentence that holds `start:end`, widened to the next where a name crosses its end."""
    sentences = document.sentences
    index = max(0, bisect_right(sentences, (start, len(document.text))) - 1)
    if not sentences or not sentences[index].start <= start:
        return Span(start, end)
    last = index
    while sentences[last].end < end and last + 1 < len(sentences):
        last += 1
    return Span(sentences[index].start, max(end, sentences[last].end))


def quotable(document: Document, resolution: Resolution) -> bool:
    """Whether a name stands in what a document says, not in its boilerplate."""
    start = resolution.mention.start
    index = bisect_right(document.blocks, start, key=lambda block: block.start) - 1
    return index < 0 or document.blocks[index].kind is not BlockKind.BOILERPLATE


def mention_row(document: Document, resolution: Resolution, gazetteer: Gazetteer) -> dict[str, Any]:
    """A row of the mentions: what a name means, as MENTIONS has it."""
    mention, place = resolution.mention, resolution.place
    quote = quote_span(document, mention.start, mention.end)
    placed = place is not None and place.form is not Form.NONE
    return {
        "doc_id": document.id,
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        "role": str(mention.role),
        "confidence": resolution.confidence,
        "place_id": place.id if place and placed else None,
        "place_name": place.name if place else None,
        "form": str(place.form) if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "date": document.record.date,
        "reason": resolution.reason,
        "quote_start": quote.start,
        "quote_end": quote.end,
        "evidence": list(resolution.evidence),
        "runners_up": [_runner_up(other, gazetteer) for other in resolution.runners_up],
        "misspelt": resolution.misspelt,
        "kind": place.kind if place else None,
        "country": place.country if place else None,
    }


def _runner_up(other: RunnerUp, gazetteer: Gazetteer) -> dict[str, Any]:
    place = other.place
    return {
        "place_id": place.id,
        "name": place.name,
        "kind": place.kind,
        "unit": unit_of(place, gazetteer),
        "country": place.country,
        "confidence": other.score,
    }


def document_rows(documents: Sequence[Document]) -> Iterator[dict[str, Any]]:
    """The rows of the documents, as DOCUMENTS has them."""
    for document in documents:
        record = document.record
        yield {
            "doc_id": document.id,
            "title": record.title,
            "author": record.author,
            "publisher": record.publisher,
            "date": record.date,
            "certainty": record.certainty,
            "language": record.language,
            "url": record.url,
            "is_digest": document.is_digest,
            "sha256": document.sha256,
            "text": document.text,
            "blocks": [b._asdict() | {"kind": str(b.kind)} for b in document.blocks],
            "sentences": [s._asdict() for s in document.sentences],
            "pages": [page._asdict() for page in document.pages],
            "notes": list(document.notes),
            "claims": [c._asdict() | {"sureness": str(c.sureness)} for c in document.claims],
        }


def quote_rows(
    documents: Sequence[Document], mentions: Sequence[dict[str, Any]]
) -> Iterator[tuple[str, int, str]]:
    """Every sentence that a mention is quoted by, once: document, start and text."""
    texts = {document.id: document.text for document in documents}
    quotes = dict.fromkeys(
        (row["doc_id"], row["quote_start"], row["quote_end"]) for row in mentions
    )
    for doc_id, start, end in quotes:
        yield doc_id, start, texts[doc_id][start:end]
