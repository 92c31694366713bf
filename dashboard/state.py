"""What one reader has chosen, and how each action changes it: pure, without Streamlit.

Nothing of the documents is kept here but identifiers and offsets (characters of
`Document.text`, as everywhere).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from dashboard.correcting import Edit
from dashboard.filtering import AT_FIRST, DATE, Choice, Filters, Known, searchable
from dashboard.in_view import read_area
from geodata.shapes import Frame

PLACES_STEP = 60
QUOTES_STEP = 50
ROWS_STEP = 12  # values of a filter at first
MORE_ROWS = 48
TOGETHER = "together"  # the list of places named with the chosen one
LISTED = "listed"  # the list of the open documents
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
    DOCUMENTS = "documents"
    RECORD = "record"


class Order(StrEnum):
    """The columns of the table of places, each of which may sort it."""

    NAME = "name"
    COUNTRY = "country"
    MENTIONS = "mentions"
    DOCUMENTS = "documents"
    SURE = "sure"


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
    """One reader's choice.  `view` None: the documents' area.

    `beside`: the place that quotes of the chosen one must name too, None where they need not.
    `about` is the document whose record is or was shown.  `search` narrows the list of places.
    `area` is the part of the world (south, west, north, east) that the list and the quotes follow,
    None where they do not.  `lines`: whether the map joins the chosen place with those named in the
    same sentences.  `library`: whether the reader's library is open, and not what the command
    names.  `table`: what sorts the table of places that stands in the map's room, None
    where the map does; `turned`: whether it is sorted the other way round.  The numbers of rows
    shown and what is being put right are of the moment: they are not in the address.
    """

    place: str | None = None
    beside: str | None = None
    quote: QuoteRef | None = None
    about: str | None = None
    sheet: Sheet = Sheet.QUOTES
    filters: Filters = field(default_factory=Filters)
    view: View | None = None
    area: Frame | None = None
    lines: bool = False
    table: Order | None = None
    turned: bool = False
    tiles: bool = False
    search: str = ""
    library: bool = False
    editing: Edit | None = field(default=None, compare=False)
    places_shown: int = field(default=PLACES_STEP, compare=False)
    quotes_shown: int = field(default=QUOTES_STEP, compare=False)
    shown: Mapping[str, int] = field(default_factory=dict, compare=False)


def after(state: State, action: Action, known: Known) -> State:
    """Return the state after an action; unknown actions and bad values change nothing.

    `known` are all values that can be chosen, the ids of all open documents among them.
    """
    change = _CHANGES.get(action.name)
    if change is None:
        return state
    changed = change(_Step(state, action, known))
    if action.view is not None and action.name not in _NO_CHOICE:
        changed = replace(changed, view=action.view)
    return changed


class _Step(NamedTuple):
    """What a change may look at: the state, the action, all values that can be chosen."""

    state: State
    action: Action
    known: Known

    @property
    def choice(self) -> Choice | None:
        """What the action chooses among; None where it does not say."""
        named = self.action.value("choice")
        return Choice(named) if named in set(Choice) else None

    def with_filters(self, filters: Filters) -> State:
        """The state with other filters; its quotes begin anew."""
        return replace(self.state, filters=filters, quotes_shown=QUOTES_STEP)


def _choose(step: _Step) -> State:
    return replace(
        step.state,
        place=step.action.value("place") or None,
        beside=None,
        quote=None,
        sheet=Sheet.QUOTES,
        quotes_shown=QUOTES_STEP,
    )


def _read(step: _Step) -> State:
    """Read on at a spot; a `place` given is chosen, or none where it is "": the reader stays."""
    document, start = step.action.value("document"), step.action.value("start")
    if document not in step.known[Choice.DOCUMENTS] or not re.fullmatch(OFFSET, start):
        return step.state
    place = step.action.values.get("place", step.state.place) or None
    return replace(
        step.state,
        place=place,
        beside=step.state.beside if place == step.state.place else None,
        quote=QuoteRef(document, int(start)),
        sheet=Sheet.READER,
        quotes_shown=step.state.quotes_shown if place == step.state.place else QUOTES_STEP,
    )


def _beside(step: _Step) -> State:
    """The quotes of the chosen place that name another too; none given: no quote needs to."""
    beside = step.action.value("beside")
    if not beside or beside == step.state.place:
        return replace(step.state, beside=None, quotes_shown=QUOTES_STEP)
    anew = replace(step.state, quote=None, sheet=Sheet.QUOTES, quotes_shown=QUOTES_STEP)
    return replace(anew, beside=beside)


def _show(step: _Step) -> State:
    sheet = step.action.value("sheet")
    return replace(step.state, sheet=Sheet(sheet)) if sheet in set(Sheet) else step.state


def _about(step: _Step) -> State:
    document = step.action.value("document")
    if document not in step.known[Choice.DOCUMENTS]:
        return step.state
    return replace(step.state, about=document, sheet=Sheet.RECORD, editing=None)


def _toggle(step: _Step) -> State:
    if step.choice is None:
        return step.state
    value = step.action.value("value")
    return step.with_filters(step.state.filters.toggling(step.choice, value, step.known))


def _pick(step: _Step) -> State:
    """All, none, the others, only one value of one kind, or those of the beginning."""
    if step.choice is None:
        return step.state
    everything = step.known[step.choice]
    shown = step.state.filters.values(step.choice)
    chosen = {
        "all": everything,
        "none": frozenset[str](),
        "invert": everything - (everything if shown is None else shown),
        "only": frozenset({step.action.value("value")}) & everything or None,
        "first": AT_FIRST.get(step.choice, everything),
    }.get(step.action.value("which"))
    if chosen is None:
        return step.state
    return step.with_filters(step.state.filters.choosing(step.choice, chosen, step.known))


def _time(step: _Step) -> State:
    """Dates from the action; an end before its beginning changes the two.

    Where the action has one end only, the other stays; where it has none, all dates are shown.
    """
    given, before = step.action.values, step.state.filters
    kept = {"since": before.since, "until": before.until} if {"since", "until"} & set(given) else {}
    since, until = (given.get(end, kept.get(end)) or None for end in ("since", "until"))
    if any(one is not None and not DATE.fullmatch(one) for one in (since, until)):
        return step.state
    if since and until and since > until and not since.startswith(until):
        since, until = until, since
    return step.with_filters(replace(step.state.filters, since=since, until=until))


def _least(step: _Step) -> State:
    try:
        least = float(step.action.value("value") or 0)
    except ValueError:
        return step.state
    if not 0 <= least <= 1:
        return step.state
    return step.with_filters(replace(step.state.filters, least=least))


def _words(step: _Step) -> State:
    words = searchable(step.action.value("value"))
    return step.with_filters(replace(step.state.filters, words=words))


def _search(step: _Step) -> State:
    search = searchable(step.action.value("value"))
    return replace(step.state, search=search, places_shown=PLACES_STEP)


def _reset(step: _Step) -> State:
    """No filter but the first ones; a search by name that finds what they hid goes on."""
    search = step.state.search if step.action.value("keep") == "search" else ""
    return replace(step.with_filters(Filters()), search=search, beside=None)


def _follow(step: _Step) -> State:
    """The part of the world that list and quotes follow, or none: "south,west,north,east"."""
    area = read_area(step.action.value("area"))
    return replace(step.state, area=area, places_shown=PLACES_STEP, quotes_shown=QUOTES_STEP)


def _table(step: _Step) -> State:
    """The table in the order of a column, or the map again."""
    order = step.action.value("order")
    if order and order not in set(Order):
        return step.state
    turned = bool(order) and step.action.value("turned") == "yes"
    return replace(step.state, table=Order(order) if order else None, turned=turned)


def _more(step: _Step) -> State:
    state = step.state
    match step.action.value("of"):
        case "places":
            return replace(state, places_shown=state.places_shown + PLACES_STEP)
        case "quotes":
            return replace(state, quotes_shown=state.quotes_shown + QUOTES_STEP)
        case part if part in {*Choice, TOGETHER, LISTED}:
            first = MORE_ROWS if part == LISTED else ROWS_STEP
            rows = state.shown.get(part, first) + MORE_ROWS
            return replace(state, shown={**state.shown, part: rows})
        case _:
            return state


_CHANGES: dict[str, Callable[[_Step], State]] = {
    "choose": _choose,
    "beside": _beside,
    "read": _read,
    "show": _show,
    "about": _about,
    "toggle": _toggle,
    "pick": _pick,
    "time": _time,
    "undated": lambda step: step.with_filters(
        replace(step.state.filters, undated=not step.state.filters.undated)
    ),
    "least": _least,
    "words": _words,
    "reset": _reset,
    "search": _search,
    "follow": _follow,
    "lines": lambda step: replace(step.state, lines=not step.state.lines),
    "table": _table,
    "tiles": lambda step: replace(step.state, tiles=not step.state.tiles),
    "more": _more,
}

# A letter typed, a longer list or a moved map is no step in the history: none carries the view.
_NO_CHOICE = frozenset({"search", "words", "more", "follow", "table"})
