"""What one reader has chosen, and how each action changes it: pure, without Streamlit.

Nothing of the documents is kept here but identifiers and offsets (characters of
`Document.text`, as everywhere).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from geodata.model import Role

PLACES_STEP = 60
QUOTES_STEP = 50
SOURCES_STEP = 100
OFFSET = "[0-9]{1,12}"


class View(NamedTuple):
    """What the map shows: its centre in degrees and Leaflet's zoom level."""

    lat: float
    lon: float
    zoom: float


class QuoteRef(NamedTuple):
    """A quote by its document and the offset at which its slice starts."""

    document: str
    start: int


class Sheet(StrEnum):
    """What the evidence column shows."""

    QUOTES = "quotes"
    READER = "reader"
    UNPLACED = "unplaced"
    UNREADABLE = "unreadable"


class Action(NamedTuple):
    """Something that the reader did: its name, its values, and the map's view at that moment."""

    name: str
    values: Mapping[str, str]
    view: View | None = None

    def value(self, name: str) -> str:
        """Return a value; "" where the action does not carry it."""
        return self.values.get(name, "")


@dataclass(frozen=True)
class State:
    """One reader's choice.  `documents` None: all of them.  `view` None: the documents' area.

    `search` and the numbers of rows shown are of the moment: they are not in the address.
    """

    place: str | None = None
    quote: QuoteRef | None = None
    sheet: Sheet = Sheet.QUOTES
    documents: frozenset[str] | None = None
    roles: frozenset[Role] = frozenset({Role.LITERAL})
    view: View | None = None
    tiles: bool = False
    search: str = ""
    places_shown: int = field(default=PLACES_STEP, compare=False)
    quotes_shown: int = field(default=QUOTES_STEP, compare=False)
    sources_shown: int = field(default=SOURCES_STEP, compare=False)


def after(state: State, action: Action, documents: Collection[str]) -> State:
    """Return the state after an action; unknown actions and bad values change nothing.

    `documents` are the ids of all that are open.
    """
    change = _CHANGES.get(action.name)
    if change is None:
        return state
    changed = change(state, action, documents)
    if action.view is not None and action.name in _CHOICES:
        changed = replace(changed, view=action.view)
    return changed


def _choose(state: State, action: Action, documents: Collection[str]) -> State:
    place = action.value("place") or None
    return replace(
        state, place=place, quote=None, sheet=Sheet.QUOTES, quotes_shown=QUOTES_STEP
    )


def _read(state: State, action: Action, documents: Collection[str]) -> State:
    start = action.value("start")
    if action.value("document") not in documents or not re.fullmatch(OFFSET, start):
        return state
    quote = QuoteRef(action.value("document"), int(start))
    return replace(state, quote=quote, sheet=Sheet.READER)


def _show(state: State, action: Action, documents: Collection[str]) -> State:
    if action.value("sheet") not in set(Sheet):
        return state
    return replace(state, sheet=Sheet(action.value("sheet")))


def _toggle_document(state: State, action: Action, documents: Collection[str]) -> State:
    known = frozenset(documents)
    shown = known if state.documents is None else state.documents
    return _with_documents(state, shown ^ ({action.value("document")} & known), known)


def _all_documents(state: State, action: Action, documents: Collection[str]) -> State:
    return replace(state, documents=None)


def _no_documents(state: State, action: Action, documents: Collection[str]) -> State:
    return replace(state, documents=frozenset())


def _invert_documents(state: State, action: Action, documents: Collection[str]) -> State:
    known = frozenset(documents)
    shown = known if state.documents is None else state.documents
    return _with_documents(state, known - shown, known)


def _with_documents(state: State, shown: frozenset[str], known: frozenset[str]) -> State:
    return replace(state, documents=None if shown == known else shown)


def _toggle_role(state: State, action: Action, documents: Collection[str]) -> State:
    if action.value("role") not in set(Role):
        return state
    return replace(state, roles=state.roles ^ {Role(action.value("role"))})


def _reset(state: State, action: Action, documents: Collection[str]) -> State:
    return replace(state, documents=None, roles=State.roles, search="")


def _search(state: State, action: Action, documents: Collection[str]) -> State:
    return replace(state, search=action.value("value"), places_shown=PLACES_STEP)


def _toggle_tiles(state: State, action: Action, documents: Collection[str]) -> State:
    return replace(state, tiles=not state.tiles)


def _more(state: State, action: Action, documents: Collection[str]) -> State:
    match action.value("of"):
        case "places":
            return replace(state, places_shown=state.places_shown + PLACES_STEP)
        case "quotes":
            return replace(state, quotes_shown=state.quotes_shown + QUOTES_STEP)
        case "sources":
            return replace(state, sources_shown=state.sources_shown + SOURCES_STEP)
        case _:
            return state


_CHANGES: dict[str, Callable[[State, Action, Collection[str]], State]] = {
    "choose": _choose,
    "read": _read,
    "show": _show,
    "document": _toggle_document,
    "all-documents": _all_documents,
    "no-documents": _no_documents,
    "invert-documents": _invert_documents,
    "role": _toggle_role,
    "reset": _reset,
    "search": _search,
    "tiles": _toggle_tiles,
    "more": _more,
}

# A letter typed or a longer list is no step in the history, so neither carries the view.
_CHOICES = frozenset(_CHANGES) - {"search", "more"}
