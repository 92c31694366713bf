"""What is not on the map, and why: names without a spot, files that could not be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from dashboard.library import Library, selection
from dashboard.markup import Html, button, isolated, join, tag
from dashboard.quotation import quotation
from dashboard.state import State
from dashboard.why import rivals
from dashboard.wording import plural, times
from geodata.summaries import DocumentSummary, Quote, UnplacedName
from sources.model import Unreadable

NAMES_SHOWN = 200


def way_back() -> Html:
    """Lead back to the quotes of the chosen place."""
    back = button("show", "Back to the quotes", data_sheet="quotes", data_key="back",
                  data_shortcut="Escape")  # fmt: skip
    return tag("nav", back, class_="back", aria_label="Evidence")


def unplaced(library: Library, state: State) -> Html:
    """List the names that have no spot on the map, each with its reason and its quotes."""
    chosen = selection(library, state)
    names = library.unplaced(chosen)
    mentions = sum(name.mentions for name in names)
    tally = f"{plural(len(names), 'name')}, {plural(mentions, 'mention')}"
    head = tag(
        "header",
        tag("h2", "Not placed", data_heading=True, tabindex=-1),
        tag("p", f"{tally}. They were found in the text, but have no spot on the map."),
        class_="sheet-head",
    )
    # Why a name is the chosen place is no matter here.
    apart = replace(state, place=None)
    listed = tuple(names[:NAMES_SHOWN])
    quotes = library.quotes_of_unplaced(listed, chosen)
    rows = [_name(library, name, *found, apart) for name, found in zip(listed, quotes, strict=True)]
    rest = len(names) - len(rows)
    more = f"{plural(rest, 'further name')}: narrow the documents to see them." if rest else None
    return join((way_back(), head, *rows, tag("p", more, class_="empty") if more else None))


def _name(
    library: Library, name: UnplacedName, quotes: list[Quote], total: int, state: State
) -> Html:
    found = [quotation(library, quote, state) for quote in quotes]
    rest = total - len(quotes)
    more = f"{plural(rest, 'further sentence')}: narrow the documents to see them."
    return tag(
        "details",
        tag(
            "summary",
            tag("span", isolated(name.surface), class_="name"),
            tag("span", f"named {times(name.mentions)}", class_="tally"),
            tag("span", name.reason, class_="reason"),
            tag("span", "Candidates and quotes" if name.runners_up else "Quotes", class_="more"),
        ),
        tag("div", rivals(name.runners_up), class_="reasons") if name.runners_up else None,
        *found,
        tag("p", more, class_="empty") if rest else None,
        class_="unplaced",
    )


def unreadable(files: tuple[Unreadable, ...], documents: Iterable[DocumentSummary] = ()) -> Html:
    """List the files that could not be read, each with its reason, and what others lack."""
    rows = [
        tag("li", tag("b", isolated(Path(file.path).name), title=file.path), tag("p", file.reason))
        for file in files
    ]
    head = tag(
        "header",
        tag("h2", "Could not be read", data_heading=True, tabindex=-1),
        tag("p", "Nothing of these files is on the map or in the counts."),
        class_="sheet-head",
    )
    parts = [
        tag("li", tag("b", isolated(one.record.title), title=one.id), tag("p", *one.notes))
        for one in documents
        if one.notes
    ]
    partly = (
        tag("h3", "Read in part", class_="minor"), tag("ul", *parts, class_="files")
    ) if parts else ()  # fmt: skip
    return join((way_back(), head, tag("ul", *rows, class_="files") if rows else None, *partly))
