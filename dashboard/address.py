"""The address of the page: a choice as query parameters and back, pure.

place=geonames:169389      the chosen place
with=geonames:170063       the place that its quotes must name too
quote=FILE:1204            the quote being read: document, and where its slice starts
about=FILE                 the document whose record is shown
show=reader                what the evidence column shows, where it is not the quotes
documents=FILE (repeated)  the documents shown; without=FILE where that is shorter
publishers=, authors=, roles=, kinds=, countries= (repeated)
                           what is shown of each; one "-": what has none; no value at all: none
since=2016-03, until=2018  the dates shown, as days, months or years; undated=no hides the undated
sure=0.8                   the lowest confidence shown
words=hospital             what quotes must hold
find=Maarrat               what the list of places is searched for
area=35.1,36.2,36.4,37.5   what list and quotes follow: south, west, north, east
lines=on                   lines to the places named in the same sentences
table=mentions             the places as a table, sorted so; -mentions: the other way round
view=35.1234,36.5678,8     the map: lat, lon, zoom
tiles=online               the online background map
open=library               the reader's library, instead of what the command names
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlencode

from dashboard.filtering import AT_FIRST, DATE, Choice, Filters, Known, searchable
from dashboard.in_view import read_area
from dashboard.state import OFFSET, Order, QuoteRef, Sheet, State, View
from geodata.shapes import Frame

Parameters = dict[str, str | list[str]]

LIBRARY: Parameters = {"open": "library"}

NO_VALUE, ALL_VALUES, WITHOUT = "none", "all", "-"
MAX_LATITUDE = 90.0
MAX_LONGITUDE = 1080.0
MAX_ZOOM = 22.0


class Reading(NamedTuple):
    """What an address says, and a sentence for each part of it that could not be followed."""

    state: State
    notices: tuple[str, ...]


def write(state: State, known: Known) -> Parameters:
    """Write a state as query parameters, leaving out what is as it is at first.

    `known` are all values that can be chosen.
    """
    filters = state.filters
    written: Parameters = {}
    if state.place is not None:
        written["place"] = state.place
    if state.quote is not None:
        written["quote"] = f"{state.quote.document}:{state.quote.start}"
    if state.sheet is not Sheet.QUOTES:
        written["show"] = str(state.sheet)
    if state.about is not None and state.sheet is Sheet.RECORD:
        written["about"] = state.about
    for choice in Choice:
        if filters.values(choice) != AT_FIRST.get(choice):
            written.update(_write_choice(choice, filters.values(choice), known))
    texts = {
        "with": state.beside if state.place is not None else None,
        "since": filters.since,
        "until": filters.until,
        "undated": None if filters.undated else "no",
        "sure": f"{filters.least:g}" if filters.least else None,
        "words": filters.words,
        "find": state.search,
        "area": sides(state.area) if state.area else None,
        "lines": "on" if state.lines else None,
        "table": f"{'-' if state.turned else ''}{state.table}" if state.table else None,
    }
    written.update({name: text for name, text in texts.items() if text})
    if state.view is not None:
        lat, lon, zoom = state.view
        written["view"] = f"{lat:.4f},{lon:.4f},{zoom:g}"
    if state.tiles:
        written["tiles"] = "online"
    if state.library:
        written |= LIBRARY
    return written


def sides(area: Frame) -> str:
    """Write an area as `read_area` reads it: south, west, north, east."""
    return ",".join(f"{side:.4f}" for side in area)


def as_query(parameters: Parameters) -> str:
    """Write parameters as they stand behind the page's address, with the question mark."""
    return "?" + urlencode(parameters, doseq=True, safe=":,/")


def read(parameters: Mapping[str, Sequence[str]], known: Known) -> Reading:
    """Read a state from query parameters (every value of each); what is wrong is left out.

    Whether the place exists is not known here.  Unknown parameters are ignored.
    """
    notices: list[str] = []
    last = {name: values[-1] for name, values in parameters.items() if values}
    filters = Filters(
        chosen=_read_chosen(parameters, known, notices),
        since=_read_date(last.get("since"), notices),
        until=_read_date(last.get("until"), notices),
        undated=last.get("undated") != "no",
        least=_read_share(last.get("sure"), notices),
        words=searchable(last.get("words", "")),
    )
    state = State(
        place=last.get("place") or None,
        beside=(last.get("with") or None) if last.get("place") else None,
        quote=_read_quote(last.get("quote"), known[Choice.DOCUMENTS], notices),
        about=_read_about(last.get("about"), known[Choice.DOCUMENTS], notices),
        sheet=_read_sheet(last.get("show"), notices),
        filters=filters,
        view=_read_view(last.get("view"), notices),
        area=_read_area(last.get("area"), notices),
        lines=last.get("lines") == "on",
        table=_read_table(last.get("table"), notices),
        turned=last.get("table", "").startswith("-"),
        tiles=last.get("tiles") == "online",
        search=searchable(last.get("find", "")),
        library=last.get("open") == LIBRARY["open"],
    )
    if state.sheet is Sheet.READER and state.quote is None:
        state = replace(state, sheet=Sheet.QUOTES)
    if state.sheet is Sheet.RECORD and state.about is None:
        state = replace(state, sheet=Sheet.DOCUMENTS)
    return Reading(state, tuple(notices))


def _write_choice(choice: Choice, values: frozenset[str] | None, known: Known) -> Parameters:
    if values is None:
        return {str(choice): ALL_VALUES}
    if not values:
        return {str(choice): NO_VALUE}
    hidden = known[choice] - values
    if choice is Choice.DOCUMENTS and len(hidden) < len(values):
        return {"without": sorted(hidden)}
    return {str(choice): [value or WITHOUT for value in sorted(values)]}


def _read_chosen(
    parameters: Mapping[str, Sequence[str]], known: Known, notices: list[str]
) -> dict[Choice, frozenset[str]]:
    chosen = {}
    for choice in Choice:
        values = _read_choice(choice, parameters, known[choice], notices)
        if values is not None and values != known[choice]:
            chosen[choice] = values
    return chosen


def _read_choice(
    choice: Choice,
    parameters: Mapping[str, Sequence[str]],
    known: frozenset[str],
    notices: list[str],
) -> frozenset[str] | None:
    """The values shown of one kind; None: all."""
    named = [value for value in parameters.get(choice, ()) if value]
    without = parameters.get("without", ()) if choice is Choice.DOCUMENTS else ()
    if named in ([NO_VALUE], [ALL_VALUES]):
        return frozenset() if named == [NO_VALUE] else None
    if choice is Choice.ROLES:  # as they were written once: "roles=literal,metonym"
        named = [role for value in named for role in value.split(",") if role]
    given = {"" if value == WITHOUT else value for value in named}
    unknown = sorted({*given, *without} - known)
    if unknown:
        notices.append(_unknown(choice, unknown))
    shown, hidden = given & known, frozenset(without) & known
    if not shown and not hidden:
        return AT_FIRST.get(choice)
    return frozenset(shown or known) - hidden


def _unknown(choice: Choice, values: Sequence[str]) -> str:
    listed = f"{_short(', '.join(values[:3]))}{', …' if len(values) > 3 else ''}"
    if choice is Choice.DOCUMENTS:
        return (
            f"The address names documents that are not open here ({listed}); "
            "open them to see the same."
        )
    return f"The address names {choice} that these documents do not have ({listed})."


def _read_date(text: str | None, notices: list[str]) -> str | None:
    if not text or DATE.fullmatch(text):
        return text or None
    notices.append(f"The address has a date ({_short(text)}) that is no year, month or day.")
    return None


def _read_share(text: str | None, notices: list[str]) -> float:
    try:
        share = float(text or 0)
    except ValueError:
        share = math.nan
    if 0 <= share <= 1:
        return share
    notices.append(f"The confidence in the address ({_short(text or '')}) is not between 0 and 1.")
    return 0.0


def _read_area(text: str | None, notices: list[str]) -> Frame | None:
    area = read_area(text) if text else None
    if text and area is None:
        notices.append(
            f"The area in the address ({_short(text)}) is not south, west, north and east; "
            "everything is shown."
        )
    return area


def _read_quote(
    text: str | None, documents: Collection[str], notices: list[str]
) -> QuoteRef | None:
    if not text:
        return None
    document, _, start = text.rpartition(":")
    if document in documents and re.fullmatch(OFFSET, start):
        return QuoteRef(document, int(start))
    notices.append(f"The quote in the address ({_short(text)}) is in no document that is open.")
    return None


def _read_about(text: str | None, documents: Collection[str], notices: list[str]) -> str | None:
    if not text or text in documents:
        return text or None
    notices.append(f"The document in the address ({_short(text)}) is not open.")
    return None


def _read_sheet(text: str | None, notices: list[str]) -> Sheet:
    if not text:
        return Sheet.QUOTES
    if text in set(Sheet):
        return Sheet(text)
    notices.append(f"The address asks to show “{_short(text)}”, which this page does not have.")
    return Sheet.QUOTES


def _read_table(text: str | None, notices: list[str]) -> Order | None:
    if not text:
        return None
    order = text.removeprefix("-")
    if order in set(Order):
        return Order(order)
    notices.append(f"The table of places has no column “{_short(order)}” to sort it by.")
    return None


def _read_view(text: str | None, notices: list[str]) -> View | None:
    if not text:
        return None
    try:
        lat, lon, zoom = (float(part) for part in text.split(","))
    except ValueError:
        lat = lon = zoom = math.nan
    if abs(lat) <= MAX_LATITUDE and abs(lon) <= MAX_LONGITUDE and 0 <= zoom <= MAX_ZOOM:
        return View(lat, lon, zoom)
    notices.append(
        f"The map view in the address ({_short(text)}) is not latitude, longitude and zoom; "
        "the map shows the documents' area instead."
    )
    return None


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
