"""The evidence column: which sheet it shows, and where that sheet stands."""

from __future__ import annotations

from typing import NamedTuple

from dashboard import reader
from dashboard.documents import documents
from dashboard.library import Library
from dashboard.markup import Html
from dashboard.quotes import quotes
from dashboard.record import record
from dashboard.state import Sheet, State
from dashboard.unplaced import unplaced, unreadable


class Evidence(NamedTuple):
    """A sheet: the part of the page it stands in, its HTML, and what it scrolls to.

    When `scroll` changes, the sheet is shown from its top, or from its anchor where it has one.
    `text` stands under it in a piece of its own, which is sent again only when it changes.
    """

    part: str
    html: Html
    scroll: str
    text: Html | None = None


def evidence(library: Library, state: State) -> Evidence:
    """Build the sheet that the state asks for."""
    if state.sheet is Sheet.READER and state.quote is not None:
        scroll = f"#{state.quote.document}:{state.quote.start}"
        head = reader.head(library, state, state.quote)
        return Evidence("reader", head, scroll, reader.text(library, state, state.quote))
    if state.sheet is Sheet.UNPLACED:
        return Evidence("unplaced", unplaced(library, state), "unplaced")
    if state.sheet is Sheet.UNREADABLE:
        return Evidence(
            "unplaced", unreadable(library.unreadable, library.documents.values()), "unreadable"
        )
    if state.sheet is Sheet.DOCUMENTS:
        return Evidence("documents", documents(library, state), "documents")
    if state.sheet is Sheet.RECORD and state.about is not None:
        about = record(library, state, state.about)
        return Evidence("documents", about, f"about {state.about}")
    mark = f"#{state.quote.document}:{state.quote.start}" if state.quote else ""
    both = f" {state.beside}" if state.beside else ""
    return Evidence("quotes", quotes(library, state), f"{state.place}{both}{mark}")
