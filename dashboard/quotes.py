"""The quotes of the chosen place, or of all in view, and what to do where there are none."""

from __future__ import annotations

from itertools import groupby

from dashboard.in_view import told
from dashboard.library import Library, place_quotes, seen, seen_quotes, selection
from dashboard.markup import Html, button, isolated, join, link, tag
from dashboard.places import nothing_in_view, row, unfollow, why_nothing
from dashboard.quotation import quotation
from dashboard.state import QUOTES_STEP, State
from dashboard.together import of_both, together
from dashboard.wording import (
    ROLE_NOTES,
    listed,
    number,
    plural,
    precision,
    sure_between,
    times,
    title,
    whereabouts,
)
from geodata.model import Form, Place, Role
from geodata.summaries import DocumentSummary, PlaceSummary, Quote

SUGGESTED = 8


def quotes(library: Library, state: State) -> Html:
    """Show the quotes of the chosen place, or of all in view or with the words, or what to do."""
    place = library.place(state.place) if state.place else None
    if place is None:
        narrowed = state.area is not None or state.filters.words.strip()
        return _of_several(library, state) if narrowed else _nothing_chosen(library, state)
    limit = max(state.quotes_shown, _reaching(library, state, place))
    found, total = place_quotes(library, state, place.id, limit)
    head = _head(library, state, place)
    other = library.place(state.beside) if state.beside else None
    both = of_both(place, other, total) if other else None
    if not total:
        return join((head, both or _nothing_left(place)))
    company = together(library, state, place)
    grouped = _grouped(library, state, found, total)
    return tag("div", head, both, company, grouped, data_place=place.id)


def _grouped(library: Library, state: State, found: list[Quote], total: int) -> Html:
    """Quotes by document, with the way to more of them."""
    # What decided is told of a chosen place alone: for all in view it is too much to send.
    spots = tuple((quote.doc_id, quote.start) for quote in found) if state.place else ()
    named = library.named(spots) if spots else {}
    groups = []
    for doc_id, group in groupby(found, key=lambda quote: quote.doc_id):
        shown = [
            quotation(library, quote, state, named.get((doc_id, quote.start), ()))
            for quote in group
        ]
        groups.append(_group(library.documents[doc_id], shown))
    rest = total - len(found)
    more = None
    if rest > 0:
        words = f"Show {min(rest, QUOTES_STEP)} more of {number(rest)}"
        more = button("more", words, data_of="quotes", data_key="more-quotes")
    return join((*groups, more))


def _of_several(library: Library, state: State) -> Html:
    """Show the quotes of all places that are in view, or in whose quotes the searched words are."""
    found, total = seen_quotes(library, state)
    places, words = len(seen(library, state)), state.filters.words.strip()
    tally = f"{plural(total, 'quote')} of {plural(places, 'place')}"
    holding = ("with ", tag("q", isolated(words))) if words else ()
    following = state.area is not None
    head = tag(
        "header",
        tag(
            "div",
            tag("h2", "In view" if following else "Quotes", data_heading=True, tabindex=-1),
            tag("span", unfollow(), class_="choices") if following else None,
            class_="line",
        ),
        tag("p", told(places, total) if following else tally, " ", *holding, class_="tally"),
        class_="sheet-head",
    )
    if not total:
        why = nothing_in_view() if following else why_nothing(library)
        return join((head, tag("p", why, class_="empty")))
    return join((head, _grouped(library, state, found, total)))


def _reaching(library: Library, state: State, place: Place) -> int:
    """How many quotes must be shown for the one that is being read to be among them."""
    at = state.quote
    if at is None:
        return 0
    spots = library.spots(place.id, selection(library, state), state.beside)
    # A quote has one mention or more: as many quotes as mentions reach it.
    reached = (
        number
        for number, one in enumerate(spots, start=1)
        if one.doc_id == at.document and one.start >= at.start
    )
    return -(-next(reached, 0) // QUOTES_STEP) * QUOTES_STEP


def _group(document: DocumentSummary, shown: list[Html]) -> Html:
    record = document.record
    count = tag("span", plural(len(shown), "quote"), class_="count")
    unsure = tag("p", record.certainty, class_="unsure") if record.certainty else None
    source = link("Article" if document.is_digest else "Source", record.url, class_="source-link")
    head = tag(
        "header",
        tag(
            "div",
            tag("h3", isolated(title(document))),
            tag("span", source, count, class_="choices"),
            class_="line",
        ),
        unsure,
        class_="group-head",
    )
    return tag(
        "section",
        head,
        *shown,
        class_="group digest" if document.is_digest else "group",
        aria_label=title(document),
    )


def _head(library: Library, state: State, place: Place) -> Html:
    named = next(
        (one for one in library.places(selection(library, state)) if one.place.id == place.id), None
    )
    closing = button("choose", "Close", class_="text", data_key="close", title="Choose no place",
                     data_shortcut="Escape")  # fmt: skip
    sharing = tag("button", "Copy link", type="button", class_="text", data_share="",
                  data_shortcut="c")  # fmt: skip
    return tag(
        "header",
        tag(
            "div",
            tag("h2", isolated(place.name), data_heading=True, tabindex=-1),
            tag("span", sharing, closing, class_="choices"),
            class_="line",
        ),
        tag("p", isolated(whereabouts(place)), _precision(place), class_="kind"),
        _listed_as(place),
        tag("p", _tally(named), class_="tally") if named else None,
        tag("p", _how_sure(named), class_="sure") if named else None,
        class_="sheet-head",
    )


def _how_sure(named: PlaceSummary) -> str:
    """Say how sure it is that the names mean this place, from the least sure to the surest."""
    words = sure_between(named.least, named.most)
    return f"{words[0].upper()}{words[1:]}"


def _listed_as(place: Place) -> Html | None:
    """Say under which name the gazetteer has a place that documents spell otherwise."""
    if not place.listed_as:
        return None
    return tag("p", "In the gazetteer: ", isolated(place.listed_as), class_="kind")


def _precision(place: Place) -> Html | None:
    words = precision(place)
    return tag("span", words, class_="precision") if words else None


def _tally(named: PlaceSummary) -> str:
    words = f"Named {times(named.mentions)} in {plural(named.documents, 'document')}"
    others = [
        f"{number(count)} {ROLE_NOTES[role]}"
        for role, count in named.roles.items()
        if count and role is not Role.LITERAL
    ]
    if named.misspelt:
        others.append(f"{number(named.misspelt)} misspelt")
    return f"{words}, of which {listed(others)}" if others else words


def _nothing_left(place: Place) -> Html:
    words = (
        f"The filters leave no quote that names {place.name}: it is named in other documents, "
        "or only as a government, a people or inside another name."
    )
    return tag("div", tag("p", words), button("reset", "Reset the filters"), class_="empty")


def _nothing_chosen(library: Library, state: State) -> Html:
    """Say what to do, and offer the places that are named most."""
    named = library.places(selection(library, state))
    todo = (
        "Choose a place, on the map or in the list, and every sentence that names it stands here "
        "with its source."
    )
    reasons = button("show", "See the reasons", data_sheet="unreadable", data_key="reasons")
    head = tag(
        "header",
        tag("h2", "Quotes", data_heading=True, tabindex=-1),
        tag("p", todo if named else why_nothing(library), class_="tally"),
        reasons if library.unreadable and not library.documents else None,
        class_="sheet-head",
    )
    spots = [one for one in named if one.place.form is not Form.LABEL] or named
    if not spots:
        return head
    rows = [row(one) for one in spots[:SUGGESTED]]
    return join((head, tag("h3", "Named most", class_="minor"), tag("ul", *rows, class_="rows")))
