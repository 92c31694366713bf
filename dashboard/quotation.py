"""One quote: the exact slice with its names marked, its source, what can be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard import wording
from dashboard.library import Library
from dashboard.markup import Html, button, isolated, join, tag
from dashboard.searched import highlighted
from dashboard.state import QuoteRef, State
from dashboard.why import asking, reasons
from dashboard.wording import MISSPELT, ROLE_NOTES, UNSURE, byline, sure
from geodata.fulltext import found_in, terms
from geodata.summaries import DocumentSummary, Mark, PlacedMention, Quote
from sources.model import Span

AROUND = "around"


def quotation(
    library: Library,
    quote: Quote,
    state: State | None = None,
    mentions: Sequence[PlacedMention] = (),
) -> Html:
    """Show one quote with its source and what can be done with it.

    `mentions` are those in the quote: what decided on the marked ones of them is told on demand.
    """
    document = library.documents[quote.doc_id]
    chosen = state is not None and state.quote is not None and holds(quote, state.quote)
    named = _marked_ones(quote, mentions)
    return tag(
        "article",
        _around(quote.before),
        tag(
            "blockquote",
            marked(quote.text, quote.start, quote.marks, _words(quote, state)),
            class_="quote",
            dir="auto",
            data_document=quote.doc_id,
            data_start=quote.start,
            data_end=quote.end,
        ),
        _around(quote.after),
        _source(document, quote),
        _tools(document, quote, asking(named) if named else None),
        reasons(named) if named else None,
        class_="evidence digest" if document.is_digest else "evidence",
        data_reveals=True,
        data_anchor=chosen,
    )


def holds(quote: Quote, at: QuoteRef) -> bool:
    """Whether a spot lies in a quote."""
    return quote.doc_id == at.document and quote.start <= at.start < quote.end


def marked(text: str, start: int, marks: tuple[Mark, ...], found: Sequence[Span] = ()) -> Html:
    """Mark names in a slice that starts at `start`; its text content stays the slice exactly.

    What a name stands for, where it is not the place itself, and that it is misspelt, is an
    attribute that the style sheet shows, so that no word of ours stands in the quote.  `found`:
    words that were searched, by their offsets in the slice, in order and never overlapping; they
    are marked more quietly, inside of names too.
    """
    parts: list[str] = []
    position = 0
    for mark in marks:
        name = Span(mark.start - start, mark.end - start)
        if name.start < position:
            continue
        parts.append(highlighted(text, Span(position, name.start), found))
        parts.append(_mark(highlighted(text, name, found), mark))
        position = name.end
    parts.append(highlighted(text, Span(position, len(text)), found))
    return join(parts)


def _words(quote: Quote, state: State | None) -> list[Span]:
    """Where the searched words stand in a quote."""
    asked = terms(state.filters.words) if state is not None else ()
    return found_in(quote.text, asked) if asked else []


def _mark(name: str, mark: Mark) -> Html:
    notes = [ROLE_NOTES.get(mark.role), MISSPELT if mark.misspelt else None]
    unsure = mark.confidence < UNSURE
    return tag(
        "mark",
        name,
        class_="doubtful" if unsure else None,
        title=sure(mark.confidence) if unsure else None,
        data_start=mark.start,
        data_end=mark.end,
        data_note="; ".join(note for note in notes if note) or None,
    )


def citation(document: DocumentSummary, quote: Quote) -> str:
    """Write a quote with its source, as plain text to paste."""
    return f"“{quote.text}”\n{wording.citation(document, _where(quote))}"


def _where(quote: Quote) -> str:
    if quote.page is not None:
        return f"p. {quote.page}"
    return f"paragraph {quote.paragraph} of {quote.paragraphs}"


def _around(sentence: str) -> Html | None:
    if not sentence:
        return None
    return tag("p", sentence, class_="around", dir="auto", data_revealed=AROUND, hidden=True)


def _source(document: DocumentSummary, quote: Quote) -> Html:
    return tag("p", isolated(byline(document)), " · ", tag("span", _where(quote)), class_="source")


def _tools(document: DocumentSummary, quote: Quote, why: Html | None) -> Html:
    context = None
    if quote.before or quote.after:
        context = tag(
            "button",
            "Around",
            type="button",
            class_="text",
            title="Show the sentence before and after",
            data_reveal=AROUND,
            aria_expanded="false",
        )
    reading = button(
        "read",
        "Read in context",
        class_="text",
        data_document=quote.doc_id,
        data_start=quote.start,
        data_key=f"read:{quote.doc_id}:{quote.start}",
        data_shortcut="r",
    )
    copying = tag(
        "button",
        "Copy with citation",
        type="button",
        class_="text",
        data_copy=citation(document, quote),
    )
    return tag("div", reading, context, copying, why, class_="tools")


def _marked_ones(quote: Quote, mentions: Iterable[PlacedMention]) -> list[PlacedMention]:
    """Those mentions that are marked in a quote."""
    starts = {mark.start for mark in quote.marks}
    return [one for one in mentions if one.start in starts]
