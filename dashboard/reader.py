"""The reader: a document in full beside the map, every placed name in it a way to its place."""

from __future__ import annotations

from bisect import bisect_left

from dashboard import address
from dashboard.library import Library
from dashboard.markup import Html, button, isolated, join, link, tag
from dashboard.state import QuoteRef, State
from dashboard.unplaced import way_back
from dashboard.wording import (
    MISSPELT,
    ROLE_NOTES,
    UNSURE,
    byline,
    number,
    sure,
    title,
    whereabouts,
)
from geodata.model import Place
from geodata.summaries import PlacedMention
from sources.model import Block, BlockKind, Document, Span

# Characters of text shown at once: more makes every step of the page slow to send and to draw.
WINDOW = 200_000

ELEMENTS = {
    BlockKind.HEADING: "h3",
    BlockKind.PARAGRAPH: "p",
    BlockKind.CAPTION: "p",
    BlockKind.BOILERPLATE: "p",
}


def reader(library: Library, state: State, quote: QuoteRef) -> Html:
    """Show the document of `quote` with its sentence marked."""
    document = library.document(quote.document)
    sentence = sentence_at(document, quote.start)
    shown = window(document, quote.start)
    names = [name for name in library.mentions(document.id) if name.place_id is not None]
    text = _Text(library, state, document, names, sentence)
    blocks = [text.block(_clipped(block, shown)) for block in document.blocks if _in(block, shown)]
    return join(
        (way_back(), _head(document), _cut(document, shown), tag("div", *blocks, class_="text"))
    )


def sentence_at(document: Document, start: int) -> Span | None:
    """Find the sentence that holds the character at `start`."""
    return next((span for span in document.sentences if span.start <= start < span.end), None)


def window(document: Document, start: int) -> Span:
    """Choose the part of a long text that is shown around `start`."""
    if len(document.text) <= WINDOW:
        return Span(0, len(document.text))
    first = max(0, min(start - WINDOW // 2, len(document.text) - WINDOW))
    return Span(first, first + WINDOW)


class _Text:
    """The text of one document as HTML: its characters unchanged, names and sentence marked."""

    def __init__(
        self,
        library: Library,
        state: State,
        document: Document,
        names: list[PlacedMention],
        sentence: Span | None,
    ) -> None:
        self._library = library
        self._state = state
        self._document = document
        self._names = names
        self._starts = [name.start for name in names]
        self._sentence = sentence

    def block(self, block: Block) -> Html:
        """Build one block: a heading, a paragraph, a caption or boilerplate."""
        sentence = self._sentence
        span = Span(block.start, block.end)
        if sentence is None or sentence.end <= span.start or span.end <= sentence.start:
            parts = [self._run(span)]
        else:
            inner = Span(max(sentence.start, span.start), min(sentence.end, span.end))
            parts = [
                self._run(Span(span.start, inner.start)),
                tag("span", self._run(inner), class_="sentence", data_anchor=True),
                self._run(Span(inner.end, span.end)),
            ]
        return tag(ELEMENTS[block.kind], *parts, class_=str(block.kind), dir="auto")

    def _run(self, span: Span) -> Html:
        parts: list[str] = []
        position = span.start
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        for name in self._names[first:last]:
            if name.start < position or name.end > span.end:
                continue
            parts.append(self._document.text[position : name.start])
            parts.append(self._name(name))
            position = name.end
        parts.append(self._document.text[position : span.end])
        return join(parts)

    def _name(self, name: PlacedMention) -> Html:
        place = self._library.place(name.place_id) if name.place_id else None
        title = _title(place, name) if place else None
        doubt = " doubtful" if name.confidence < UNSURE else ""
        chosen = State(place=name.place_id, filters=self._state.filters)
        return tag(
            "a",
            self._document.text[name.start : name.end],
            href=address.as_query(address.write(chosen, self._library.known)),
            class_=f"name {name.role}{doubt}",
            title=title,
            aria_current="true" if name.place_id == self._state.place else None,
            data_action="choose",
            data_place=name.place_id,
            data_start=name.start,
            data_end=name.end,
        )


def _title(place: Place, name: PlacedMention) -> str:
    """Say which place a name means, as what, and how sure that is."""
    told = [
        f"{place.name}: {whereabouts(place)}",
        ROLE_NOTES.get(name.role),
        MISSPELT if name.misspelt else None,
        sure(name.confidence),
    ]
    return "; ".join(part for part in told if part)


def _head(document: Document) -> Html:
    record = document.record
    return tag(
        "header",
        tag("h2", isolated(title(document)), data_heading=True, tabindex=-1),
        tag(
            "p",
            isolated(byline(document)),
            " ",
            link("Article" if document.is_digest else "Source", record.url),
            class_="byline",
        ),
        tag("p", record.certainty, class_="unsure") if record.certainty else None,
        class_="sheet-head digest" if document.is_digest else "sheet-head",
    )


def _cut(document: Document, shown: Span) -> Html | None:
    if shown == (0, len(document.text)):
        return None
    words = (
        f"A long document: characters {number(shown.start)} to {number(shown.end)} of "
        f"{number(len(document.text))} are shown, around the quote."
    )
    earlier = max(0, shown.start - WINDOW // 2)
    later = min(len(document.text) - 1, shown.end + WINDOW // 2)
    return tag(
        "p",
        words,
        " ",
        _turn("Earlier", document, earlier) if shown.start else None,
        " ",
        _turn("Later", document, later) if shown.end < len(document.text) else None,
        class_="cut",
    )


def _turn(words: str, document: Document, start: int) -> Html:
    return button("read", words, class_="text", data_document=document.id, data_start=start)


def _in(block: Block, shown: Span) -> bool:
    return block.end > shown.start and block.start < shown.end


def _clipped(block: Block, shown: Span) -> Block:
    return block._replace(start=max(block.start, shown.start), end=min(block.end, shown.end))
