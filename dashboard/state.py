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
    changed = change(_Step(state, action, frozenset(documents)))
    if action.view is not None and action.name not in _NO_CHOICE:
        changed = replace(changed, view=action.view)
    return changed


class _Step(NamedTuple):
    """What a change may look at: the state, the action, the ids of all documents."""

    state: State
    action: Action
    known: frozenset[str]

    @property
    def shown(self) -> frozenset[str]:
        """The documents that the filter leaves."""
        return self.known if self.state.documents is None else self.state.documents

    def with_documents(self, shown: frozenset[str]) -> State:
        """Filter by document; all of them are no filter."""
        return replace(self.state, documents=None if shown == self.known else shown)


def _choose(step: _Step) -> State:
    return replace(
        step.state,
        place=step.action.value("place") or None,
        quote=None,
        sheet=Sheet.QUOTES,
        quotes_shown=QUOTES_STEP,
    )


def _read(step: _Step) -> State:
    document, start = step.action.value("document"), step.action.value("start")
    if document not in step.known or not re.fullmatch(OFFSET, start):
        return step.state
    return replace(step.state, quote=QuoteRef(document, int(start)), sheet=Sheet.READER)


def _show(step: _Step) -> State:
    sheet = step.action.value("sheet")
    return replace(step.state, sheet=Sheet(sheet)) if sheet in set(Sheet) else step.state


def _toggle_document(step: _Step) -> State:
    return step.with_documents(step.shown ^ ({step.action.value("document")} & step.known))


def _toggle_role(step: _Step) -> State:
    role = step.action.value("role")
    if role not in set(Role):
        return step.state
    return replace(step.state, roles=step.state.roles ^ {Role(role)})


def _more(step: _Step) -> State:
    state = step.state
    match step.action.value("of"):
        case "places":
            return replace(state, places_shown=state.places_shown + PLACES_STEP)
        case "quotes":
            return replace(state, quotes_shown=state.quotes_shown + QUOTES_STEP)
        case "sources":
            return replace(state, sources_shown=state.sources_shown + SOURCES_STEP)
        case _:
            return state


_CHANGES: dict[str, Callable[[_Step], State]] = {
    "choose": _choose,
    "read": _read,
    "show": _show,
    "document": _toggle_document,
    "all-documents": lambda step: step.with_documents(step.known),
    "no-documents": lambda step: step.with_documents(frozenset()),
    "invert-documents": lambda step: step.with_documents(step.known - step.shown),
    "role": _toggle_role,
    "reset": lambda step: replace(step.state, documents=None, roles=State.roles, search=""),
    "search": lambda step: replace(
        step.state, search=step.action.value("value"), places_shown=PLACES_STEP
    ),
    "tiles": lambda step: replace(step.state, tiles=not step.state.tiles),
    "more": _more,
}

# A letter typed or a longer list is no step in the history, so neither carries the view.
_NO_CHOICE = frozenset({"search", "more"})
