"""The address of the page: a choice as query parameters and back, pure.

place=geonames:169389      the chosen place
quote=FILE:1204            the quote being read: document, and where its slice starts
show=reader                what the evidence column shows, where it is not the quotes
documents=FILE (repeated)  the documents shown; without=FILE where that is shorter
roles=literal,metonym      the roles shown ("none": none)
view=35.1234,36.5678,8     the map: lat, lon, zoom
tiles=online               the online background map
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlencode

from dashboard.state import OFFSET, QuoteRef, Sheet, State, View
from geodata.model import Role

Parameters = dict[str, str | list[str]]

NO_VALUE = "none"
MAX_LATITUDE = 90.0
MAX_LONGITUDE = 1080.0
MAX_ZOOM = 22.0


class Reading(NamedTuple):
    """What an address says, and a sentence for each part of it that could not be followed."""

    state: State
    notices: tuple[str, ...]


def write(state: State, documents: Collection[str]) -> Parameters:
    """Write a state as query parameters, leaving out what is as it is at first.

    `documents` are the ids of all that are open.
    """
    written: Parameters = {}
    if state.place is not None:
        written["place"] = state.place
    if state.quote is not None:
        written["quote"] = f"{state.quote.document}:{state.quote.start}"
    if state.sheet is not Sheet.QUOTES:
        written["show"] = str(state.sheet)
    if state.documents is not None:
        written.update(_write_documents(state.documents, documents))
    if state.roles != State.roles:
        written["roles"] = ",".join(sorted(state.roles)) or NO_VALUE
    if state.view is not None:
        lat, lon, zoom = state.view
        written["view"] = f"{lat:.4f},{lon:.4f},{zoom:g}"
    if state.tiles:
        written["tiles"] = "online"
    return written


def as_query(parameters: Parameters) -> str:
    """Write parameters as they stand behind the page's address, with the question mark."""
    return "?" + urlencode(parameters, doseq=True, safe=":,/")


def read(parameters: Mapping[str, Sequence[str]], documents: Collection[str]) -> Reading:
    """Read a state from query parameters (every value of each); what is wrong is left out.

    Whether the place exists is not known here.  Unknown parameters are ignored.
    """
    notices: list[str] = []
    last = {name: values[-1] for name, values in parameters.items() if values}
    state = State(
        place=last.get("place") or None,
        quote=_read_quote(last.get("quote"), documents, notices),
        sheet=_read_sheet(last.get("show"), notices),
        documents=_read_documents(parameters, documents, notices),
        roles=_read_roles(last.get("roles"), notices),
        view=_read_view(last.get("view"), notices),
        tiles=last.get("tiles") == "online",
    )
    if state.sheet is Sheet.READER and state.quote is None:
        state = replace(state, sheet=Sheet.QUOTES)
    return Reading(state, tuple(notices))


def _write_documents(shown: frozenset[str], documents: Collection[str]) -> Parameters:
    hidden = sorted(set(documents) - shown)
    if not shown:
        return {"documents": NO_VALUE}
    if len(hidden) < len(shown):
        return {"without": hidden}
    return {"documents": sorted(shown)}


def _read_documents(
    parameters: Mapping[str, Sequence[str]], documents: Collection[str], notices: list[str]
) -> frozenset[str] | None:
    named = [*parameters.get("documents", ()), *parameters.get("without", ())]
    if parameters.get("documents") == [NO_VALUE]:
        return frozenset()
    known = frozenset(documents)
    unknown = [name for name in named if name not in known]
    if unknown:
        notices.append(
            f"The address names documents that are not open here ({', '.join(unknown[:3])}"
            f"{', …' if len(unknown) > 3 else ''}); open them to see the same."
        )
    shown = frozenset(parameters.get("documents", ())) & known
    hidden = frozenset(parameters.get("without", ())) & known
    if not shown and not hidden:
        return None
    chosen = (shown or known) - hidden
    return None if chosen == known else chosen


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


def _read_sheet(text: str | None, notices: list[str]) -> Sheet:
    if not text:
        return Sheet.QUOTES
    if text in set(Sheet):
        return Sheet(text)
    notices.append(f"The address asks to show “{_short(text)}”, which this page does not have.")
    return Sheet.QUOTES


def _read_roles(text: str | None, notices: list[str]) -> frozenset[Role]:
    if not text:
        return State.roles
    if text == NO_VALUE:
        return frozenset()
    names = [name for name in text.split(",") if name]
    unknown = [name for name in names if name not in set(Role)]
    if unknown:
        notices.append(f"The address names unknown roles ({_short(', '.join(unknown))}).")
    return frozenset(Role(name) for name in names if name in set(Role)) or State.roles


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
