"""The quotes of the chosen place: exact slices, their sources, and why the place is this one."""

from __future__ import annotations

from itertools import groupby

from dashboard import wording
from dashboard.library import Library, selection
from dashboard.markup import Html, button, isolated, join, link, tag
from dashboard.places import row
from dashboard.state import QUOTES_STEP, QuoteRef, State
from dashboard.wording import (
    ROLE_NOTES,
    byline,
    certainty,
    kind,
    listed,
    number,
    plural,
    times,
    title,
)
from geodata.model import Form, Place, Role
from geodata.store import DocumentSummary, Mark, PlacedMention, PlaceSummary, Quote

SUGGESTED = 8


def quotes(library: Library, state: State) -> Html:
    """Show the quotes of the chosen place, or what to do where none is chosen."""
    if state.place is None:
        return _nothing_chosen(library, state)
    place = library.place(state.place)
    if place is None:
        return _nothing_chosen(library, state)
    found, total = library.quotes(place.id, selection(state), state.quotes_shown, 0)
    head = _head(library, state, place)
    if not total:
        return join((head, _nothing_left(place)))
    groups = [
        _group(library, state, library.documents[doc_id], list(group))
        for doc_id, group in groupby(found, key=lambda quote: quote.doc_id)
    ]
    rest = total - len(found)
    more = None
    if rest > 0:
        words = f"Show {min(rest, QUOTES_STEP)} more of {number(rest)}"
        more = button("more", words, data_of="quotes", data_key="more-quotes")
    return tag("div", head, *groups, more, data_place=place.id)


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
        parts.append(
            tag("mark", name, data_start=mark.start, data_end=mark.end, data_note=note)
        )
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
    return tag(
        "p", isolated(byline(document)), " · ", tag("span", _where(quote)), class_="source"
    )


def _tools(
    library: Library, document: DocumentSummary, quote: Quote, state: State | None
) -> Html:
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
    reasons = [why(library, mention) for mention in found]
    return tag("details", tag("summary", "Why here"), *reasons, class_="why")


def why(library: Library, mention: PlacedMention) -> Html:
    """Say what decided one mention: certainty in words, evidence, runners-up."""
    rivals = []
    for place_id, score in mention.runners_up:
        rival = library.place(place_id)
        name = f"{rival.name} ({kind(rival)})" if rival else place_id
        rivals.append(tag("li", isolated(name), f", {score:.0%}"))
    return tag(
        "div",
        tag(
            "p",
            "“",
            isolated(mention.surface),
            f"” is {certainty(mention.confidence)} ({mention.confidence:.0%}).",
        ),
        tag("ul", *[tag("li", sentence) for sentence in mention.evidence])
        if mention.evidence
        else None,
        tag("p", "It could also have been:") if rivals else None,
        tag("ul", *rivals) if rivals else None,
        class_="reasons",
    )


def _group(
    library: Library, state: State, document: DocumentSummary, found: list[Quote]
) -> Html:
    record = document.record
    count = tag("span", plural(len(found), "quote"), class_="count")
    unsure = tag("p", record.certainty, class_="unsure") if record.certainty else None
    source = link("Article" if document.is_digest else "Source", record.url, class_="source-link")
    head = tag(
        "header",
        tag("div", tag("h3", isolated(title(document))), tag("span", source, count, class_="choices"), class_="line"),
        unsure,
        class_="group-head",
    )
    return tag(
        "section",
        head,
        *[quotation(library, quote, state) for quote in found],
        class_="group digest" if document.is_digest else "group",
        aria_label=title(document),
    )


def _head(library: Library, state: State, place: Place) -> Html:
    named = next((one for one in library.places(selection(state)) if one.place.id == place.id), None)
    closing = button("choose", "Close", class_="text", data_key="close", title="Choose no place")
    sharing = tag("button", "Copy link", type="button", class_="text", data_share="")
    return tag(
        "header",
        tag(
            "div",
            tag("h2", isolated(place.name), data_heading=True, tabindex=-1),
            tag("span", sharing, closing, class_="choices"),
            class_="line",
        ),
        tag("p", isolated(kind(place)), _precision(place), class_="kind"),
        tag("p", _tally(named), class_="tally") if named else None,
        class_="sheet-head",
    )


def _precision(place: Place) -> Html | None:
    return tag("span", place.precision, class_="precision") if place.precision else None


def _tally(named: PlaceSummary) -> str:
    words = f"Named {times(named.mentions)} in {plural(named.documents, 'document')}"
    others = [
        f"{number(count)} {ROLE_NOTES[role]}"
        for role, count in named.roles.items()
        if count and role is not Role.LITERAL
    ]
    return f"{words}, of which {listed(others)}" if others else words


def _nothing_left(place: Place) -> Html:
    words = (
        f"The filters leave no quote that names {place.name}: it is named in other documents, "
        "or only as a government, a people or inside another name."
    )
    return tag("div", tag("p", words), button("reset", "Reset the filters"), class_="empty")


def _nothing_chosen(library: Library, state: State) -> Html:
    """Say what to do, and offer the places that are named most."""
    named = library.places(selection(state))
    head = tag(
        "header",
        tag("h2", "Quotes", data_heading=True, tabindex=-1),
        tag("p", _what_to_do(library, named), class_="tally"),
        class_="sheet-head",
    )
    spots = [one for one in named if one.place.form is not Form.LABEL] or named
    if not spots:
        return head
    rows = [row(one) for one in spots[:SUGGESTED]]
    return join((head, tag("h3", "Named most", class_="minor"), tag("ul", *rows, class_="rows")))


def _what_to_do(library: Library, named: list[PlaceSummary]) -> str:
    if named:
        return (
            "Choose a place, on the map or in the list, and every sentence that names it "
            "stands here with its source."
        )
    if not library.documents:
        return (
            "None of the files could be read, so there is nothing to show. The list of files "
            "above the map gives the reason for each."
        )
    if any(sum(document.mentions.values()) for document in library.documents.values()):
        return "The filters leave no place. Choose more documents, or more uses of names."
    return (
        "No name of a place was found in these documents. They were read in full; what was "
        "found but has no spot is listed as not placed."
    )

