"""What is read aloud when a choice changes the page: a few short sentences.  Pure."""

from __future__ import annotations

from dashboard.library import Library, found_places, place_quotes, seen, selection
from dashboard.markup import Html, tag
from dashboard.state import Sheet, State
from dashboard.toolbar import found_in_words
from dashboard.wording import number, plural


def said(library: Library, state: State) -> Html:
    """Keep the sentences of a state for panel.js, which reads out those that are new."""
    return tag("p", hidden=True, data_says="\n".join(sentences(library, state)))


def sentences(library: Library, state: State) -> tuple[str, ...]:
    """Say how many places and quotes are shown; each sentence is news only where it changes."""
    chosen = selection(library, state)
    named = library.places(chosen)
    shown = f"{plural(len(named), 'place')}, {plural(library.counts(chosen).shown, 'mention')}."
    told = [shown]
    if state.area is not None:
        told.append(f"{plural(len(seen(library, state)), 'place')} in view.")
    if state.search.strip():
        found = found_places(library, state)
        told.append(f"{number(len(found))} of {plural(len(named), 'place')} found.")
    if held := found_in_words(library, state):
        told.append(f"Words: {held}.")
    place = library.place(state.place) if state.place else None
    if place is not None and state.sheet is Sheet.QUOTES:
        total = place_quotes(library, state, place.id, state.quotes_shown)[1]
        other = library.place(state.beside) if state.beside else None
        beside = f" with {other.name}" if other else ""
        told.append(f"{plural(total, 'quote')} of {place.name}{beside}.")
    return tuple(told)
