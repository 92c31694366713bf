"""The mention being read: which of its place's it is, those before and after it, why here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from dashboard.library import Library, selection
from dashboard.markup import Html, button, isolated, join, tag
from dashboard.searched import WORDS
from dashboard.state import Action, QuoteRef, State
from dashboard.why import reasons_of, rivals
from dashboard.wording import UNSURE, number, plural, sure, whereabouts
from geodata.model import Place
from geodata.summaries import PlacedMention, Spot
from sources.model import Document, Span


class Standing(NamedTuple):
    """Where a reader stands among the mentions of a place that the filters leave.

    `mention`: the one being read, if any; `rank` counts from 1, None where it is not among the
    `total`.  `before` and `after` go around: after the last comes the first.
    """

    mention: PlacedMention | None
    rank: int | None
    total: int
    before: Spot | None
    after: Spot | None


def sentence_at(document: Document, start: int) -> Span | None:
    """Find the sentence that holds the character at `start`."""
    index = bisect_right(document.sentences, (start, len(document.text))) - 1
    found = document.sentences[index] if index >= 0 else None
    return found if found is not None and start < found.end else None


def standing(library: Library, state: State, at: QuoteRef) -> Standing:
    """Find where `at` stands among the mentions of the chosen place, in the order of its quotes."""
    if state.place is None:
        return Standing(_unplaced(library, at), None, 0, None, None)
    spots = library.spots(state.place, selection(library, state), state.beside)
    mention = _mention(
        library, state.place, at, {s.start for s in spots if s.doc_id == at.document}
    )
    ranks = {doc_id: rank for rank, doc_id in enumerate(library.documents)}
    keys = [(ranks[spot.doc_id], spot.start) for spot in spots]
    here = (ranks[at.document], mention.start if mention else at.start)
    index = bisect_left(keys, here)
    among = index < len(keys) and keys[index] == here
    if not spots or (among and len(spots) == 1):
        return Standing(mention, index + 1 if among else None, len(spots), None, None)
    before, after = spots[index - 1], spots[(index + among) % len(spots)]
    return Standing(mention, index + 1 if among else None, len(spots), before, after)


def _mention(library: Library, place_id: str, at: QuoteRef, left: set[int]) -> PlacedMention | None:
    """The mention of a place that starts at `at`, else the first in its sentence.

    `left` are the starts of those that the filters leave: they come first.
    """
    sentence = sentence_at(library.document(at.document), at.start)
    within = [
        one
        for one in library.mentions(at.document)
        if one.place_id == place_id
        and sentence is not None
        and sentence.start <= one.start < sentence.end
    ]
    return min(within, key=lambda m: (m.start != at.start, m.start not in left), default=None)


def _unplaced(library: Library, at: QuoteRef) -> PlacedMention | None:
    """The name without a spot that starts at `at`."""
    return next(
        (m for m in library.mentions(at.document) if m.start == at.start and m.place_id is None),
        None,
    )


def bar(library: Library, state: State, here: Standing) -> Html:
    """Say which mention is being read, with the ways to the others and the reasons."""
    place = library.place(state.place) if state.place else None
    if place is not None:
        return _of_place(place, here, library.place(state.beside) if state.beside else None)
    if here.mention is not None:
        return _of_no_place(here.mention)
    words = "Choose a marked name: the map goes to its place, and the text stays here."
    return tag("div", tag("p", words, class_="hint"), class_="mention-bar")


def _of_place(place: Place, here: Standing, beside: Place | None) -> Html:
    told = tag(
        "p",
        tag("b", isolated(place.name)),
        ", ",
        isolated(whereabouts(place)),
        ": ",
        tag("span", _which(here), class_="which"),
        join((" in sentences with ", isolated(beside.name))) if beside else None,
        role="status",
    )
    tools = tag(
        "div",
        _step("Previous", "p", -1) if here.before else None,
        _step("Next", "n", 1) if here.after else None,
        button("show", "All quotes", class_="text", data_sheet="quotes", data_key="all-quotes"),
        _why(here.mention) if here.mention else None,
        class_="tools",
    )
    return tag(
        "div",
        told,
        tools,
        class_="mention-bar",
        role="group",
        tabindex=0,
        aria_label=f"Mentions of {place.name}",
        title="Enter: next mention; Shift and Enter: previous",
        data_enter=True,
        data_key="mentions",
    )


def _which(here: Standing) -> str:
    if here.rank is not None:
        return f"mention {number(here.rank)} of {number(here.total)}"
    total = plural(here.total, "mention") if here.total else "no mention"
    if here.mention is not None:
        return f"the filters hide this mention and leave {total}"
    return f"{total}, none in this sentence" if here.total else "the filters leave no mention"


def _step(words: str, key: str, by: int) -> Html:
    return button(
        "step",
        words,
        class_="text",
        title=f"{words} mention ({key})",
        aria_keyshortcuts=key,
        data_shortcut=key,
        data_by=by,
        data_key=f"{words.lower()}-mention",
    )


def stepping(library: Library, state: State, action: Action) -> Action:
    """Say where a step by 1 or -1 leads from what is being read: the action that reads there.

    A step is taken from where the reader stands, not from what the page showed when it was asked
    for: keys can be faster than the page.
    """
    if state.quote is None:
        return action
    following = _next_word if action.value("along") == WORDS else _next
    to = following(library, state, state.quote, 1 if action.value("by") == "1" else -1)
    if to is None:
        return action
    return Action("read", {"document": to.document, "start": str(to.start)}, action.view)


def _next(library: Library, state: State, at: QuoteRef, by: int) -> QuoteRef | None:
    """The next mention of the chosen place, or the one before."""
    here = standing(library, state, at)
    to = here.after if by > 0 else here.before
    return QuoteRef(to.doc_id, to.start) if to else None


def _next_word(library: Library, state: State, at: QuoteRef, by: int) -> QuoteRef | None:
    """The next of the searched words in the text that is read, or the one before."""
    found = library.searched(at.document, selection(library, state).words)
    to = found.next_to(at.start, by)
    return None if to is None else QuoteRef(at.document, to)


def _why(mention: PlacedMention) -> Html:
    doubt = tag("span", sure(mention.confidence), class_="doubt")
    asked = tag("summary", "Why here?", join((" ", doubt)) if mention.confidence < UNSURE else None)
    return _folded(asked, reasons_of(mention))


def _folded(asked: Html, told: Html) -> Html:
    return tag(
        "details",
        asked,
        tag("div", told, class_="reasons"),
        class_="why",
        data_key="why-mention",
    )


def _of_no_place(mention: PlacedMention) -> Html:
    listing = button(
        "show", "All that is not placed", class_="text", data_sheet="unplaced", data_key="listing"
    )
    others = rivals(mention.runners_up)
    return tag(
        "div",
        tag(
            "p",
            *("“", tag("b", isolated(mention.surface)), "” is not on the map: ", mention.reason),
            role="status",
        ),
        tag(
            "div",
            listing,
            _folded(tag("summary", "What it could mean"), others) if others else None,
            class_="tools",
        ),
        class_="mention-bar",
    )
