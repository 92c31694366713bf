"""The sheet of the open documents: what each is, and how much of the map comes from it."""

from __future__ import annotations

from dashboard.filtering import leaves
from dashboard.keeping import documents_in
from dashboard.library import Library, selection
from dashboard.markup import Html, button, isolated, join, tag
from dashboard.places import why_nothing
from dashboard.state import LISTED, MORE_ROWS, State
from dashboard.unplaced import way_back
from dashboard.wording import byline, number, plural, title
from geodata.summaries import DocumentSummary, Naming
from sources.library import is_table

NOTHING = Naming(0, 0)


def documents(library: Library, state: State) -> Html:
    """List the open documents, the newest first, with what the filters leave of each."""
    chosen = selection(library, state)
    found = list(library.documents.values())
    shown = state.shown.get(LISTED, MORE_ROWS)
    naming = library.naming(chosen._replace(documents=None))
    rows = [
        _row(
            one,
            naming.get(one.id, NOTHING),
            _kept(library, one.id),
            left_out=not leaves(state.filters, one),
        )
        for one in found[:shown]
    ]
    listing = tag("ul", *rows, class_="documents") if rows else None
    empty = None if rows else tag("p", why_nothing(library), class_="empty")
    return join((way_back(), _head(library, chosen.documents), listing, empty, _more(found, shown)))


def _head(library: Library, left: frozenset[str] | None) -> Html:
    total = len(library.documents)
    tally = plural(total, "document")
    if left is not None:
        tally = f"{number(len(left))} of {tally} shown"
    choosing = tag("button", "Choose which are shown", type="button", class_="text",
                   data_goto="all:documents")  # fmt: skip
    return tag(
        "header",
        tag("h2", "Documents", data_heading=True, tabindex=-1),
        tag("p", tally, class_="tally"),
        choosing if total > 1 else None,
        _where(library),
        class_="sheet-head",
    )


def _where(library: Library) -> Html | None:
    """Say where the library lies."""
    if library.kept is None:
        return None
    folder = tag("code", isolated(str(library.kept.folder)))
    return tag("p", "Kept in your library, ", folder, class_="kind")


def _kept(library: Library, doc_id: str) -> Html | None:
    """The way out of the library; a row of a table goes with its table, and says so."""
    entry = library.kept.entries.get(doc_id) if library.kept else None
    if entry is None:
        return None
    words, spoken = "Remove", f"Remove {library.documents[doc_id].record.title} from your library"
    if is_table(entry):
        count = plural(documents_in(library, entry), "document")
        words = spoken = f"Remove the table {entry.name} ({count})"
    return button("remove", words, class_="text", data_key=f"remove:{doc_id}", aria_label=spoken)


def _row(
    document: DocumentSummary, named: Naming, removing: Html | None, *, left_out: bool
) -> Html:
    pages = plural(document.pages, "page") if document.pages else None
    naming = tag(
        "button",
        isolated(title(document)),
        type="button",
        class_="text",
        data_action="about",
        data_key=f"about:{document.id}",
    )
    reading = button(
        "read",
        "Read it",
        class_="text",
        data_start=0,
        data_key=f"read-all:{document.id}",
        aria_label=f"Read {title(document)}",
    )
    return tag(
        "li",
        tag("h3", naming),
        tag("p", isolated(byline(document)), *((" · ", pages) if pages else ()), class_="byline"),
        tag("p", _tally(document, named, left_out=left_out), class_="count"),
        tag("div", reading, removing, class_="tools"),
        class_="digest" if document.is_digest else None,
        data_document=document.id,
    )


def _tally(document: DocumentSummary, named: Naming, *, left_out: bool) -> str:
    """How much of a document is on the map, and what is not."""
    words = "No place on the map"
    if named.mentions:
        words = f"{plural(named.places, 'place')}, {plural(named.mentions, 'mention')}"
    if document.unplaced:
        words += f" · {plural(document.unplaced, 'mention')} not placed"
    return f"Left out by the filters · {words}" if left_out else words


def _more(found: list[DocumentSummary], shown: int) -> Html | None:
    rest = len(found) - shown
    if rest <= 0:
        return None
    words = f"Show {min(rest, MORE_ROWS)} more of {number(rest)}"
    return button("more", words, data_of=LISTED, data_key="more-documents")
