"""One quote: the exact slice with its names marked, its source, and why it is that place."""

from __future__ import annotations

from dashboard import wording
from dashboard.library import Library
from dashboard.markup import Html, button, isolated, join, tag
from dashboard.state import QuoteRef, State
from dashboard.wording import ROLE_NOTES, byline, certainty
from geodata.summaries import DocumentSummary, Mark, PlacedMention, Quote


def quotation(library: Library, quote: Quote, state: State | None = None) -> Html:
    """Show one quote with its source and what can be done with it."""
    document = library.documents[quote.doc_id]
    chosen = state is not None and state.quote == QuoteRef(quote.doc_id, quote.start)
    return tag(
        "article",
        _around(quote.before),
        tag(
            "blockquote",
            marked(quote.text, quote.start, quote.marks),
            class_="quote",
            dir="auto",
            data_document=quote.doc_id,
            data_start=quote.start,
            data_end=quote.end,
        ),
        _around(quote.after),
        _source(document, quote),
        _tools(library, document, quote, state),
        class_="evidence digest" if document.is_digest else "evidence",
        data_reveals=True,
        data_anchor=chosen,
    )


def marked(text: str, start: int, marks: tuple[Mark, ...]) -> Html:
    """Mark names in a slice that starts at `start`; its text content stays the slice exactly.

    What a name stands for, where it is not the place itself, is an attribute that the style
    sheet shows, so that no word of ours stands in the quote.
    """
    parts: list[str] = []
    position = start
    for mark in marks:
        if mark.start < position:
            continue
        parts.append(text[position - start : mark.start - start])
        name = text[mark.start - start : mark.end - start]
        note = ROLE_NOTES.get(mark.role)
        parts.append(tag("mark", name, data_start=mark.start, data_end=mark.end, data_note=note))
        position = mark.end
    parts.append(text[position - start :])
    return join(parts)


def citation(document: DocumentSummary, quote: Quote) -> str:
    """Write a quote with its source, as plain text to paste."""
    return f"“{quote.text}”\n{wording.citation(document, _where(quote))}"


def _where(quote: Quote) -> str:
    return f"paragraph {quote.paragraph} of {quote.paragraphs}"


def _around(sentence: str) -> Html | None:
    if not sentence:
        return None
    return tag("p", sentence, class_="around", dir="auto", data_revealed=True, hidden=True)


def _source(document: DocumentSummary, quote: Quote) -> Html:
    return tag("p", isolated(byline(document)), " · ", tag("span", _where(quote)), class_="source")


def _tools(library: Library, document: DocumentSummary, quote: Quote, state: State | None) -> Html:
    context = None
    if quote.before or quote.after:
        context = tag(
            "button",
            "Around",
            type="button",
            class_="text",
            title="Show the sentence before and after",
            data_reveal=True,
            aria_expanded="false",
        )
    reading = button(
        "read",
        "Read in context",
        class_="text",
        data_document=quote.doc_id,
        data_start=quote.start,
        data_key=f"read:{quote.doc_id}:{quote.start}",
    )
    copying = tag(
        "button",
        "Copy with citation",
        type="button",
        class_="text",
        data_copy=citation(document, quote),
    )
    reasons = _why(library, state.place, quote) if state is not None and state.place else None
    return tag("div", reading, context, copying, reasons, class_="tools")


def _why(library: Library, place_id: str, quote: Quote) -> Html | None:
    """Say why the names in this quote are this place, and what they could have been instead."""
    found = [
        mention
        for mention in library.mentions(quote.doc_id)
        if mention.place_id == place_id and quote.start <= mention.start < quote.end
    ]
    if not found:
        return None
    reasons = [why(mention) for mention in found]
    return tag("details", tag("summary", "Why here"), *reasons, class_="why")


def why(mention: PlacedMention) -> Html:
    """Say what decided one mention: how sure, the evidence, the runners-up with their shares."""
    sure = f"” is {certainty(mention.confidence)} this place ({mention.confidence:.0%})."
    rivals = [
        tag("li", isolated(name), f", {'under 1%' if score < 0.01 else f'{score:.0%}'}")
        for name, score in mention.runners_up
    ]
    return tag(
        "div",
        tag("p", "“", isolated(mention.surface), sure),
        tag("ul", *[tag("li", sentence) for sentence in mention.evidence]),
        tag("p", "It could also have been:") if rivals else None,
        tag("ul", *rivals) if rivals else None,
        class_="reasons",
    )
