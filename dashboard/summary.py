"""One line above the map that says in words what is shown, each part a way to the thing."""

from __future__ import annotations

from dashboard.library import Library, selection
from dashboard.markup import Html, button, join, tag
from dashboard.state import State
from dashboard.wording import number, plural
from geodata.store import Counts


def summary(library: Library, state: State) -> Html:
    """Say how many places, documents and mentions are shown, hidden and not placed."""
    chosen = selection(state)
    counts = library.counts(chosen)
    total = len(library.documents)
    shown = total if state.documents is None else len(state.documents)
    documents = plural(shown, "document") if shown == total else f"{shown} of {total} documents"
    parts = [
        tag("span", tag("b", plural(len(library.places(chosen)), "place")), " in ", documents),
        tag("span", tag("b", plural(counts.shown, "mention")), " on the map"),
        *_hidden(counts),
        _unplaced(library, state, counts),
        _unreadable(library),
    ]
    line = join((part for part in parts if part is not None), Html('<i aria-hidden="true">·</i>'))
    title = (
        f"{number(counts.found)} mentions found = {number(counts.shown)} shown + "
        f"{number(counts.hidden_by_role + counts.hidden_by_documents)} hidden + "
        f"{number(counts.unplaced)} not placed"
    )
    return tag("p", line, class_="summary", role="status", title=title)


def _hidden(counts: Counts) -> list[Html]:
    hidden = []
    if counts.hidden_by_role:
        words = "of governments, peoples and other names hidden"
        hidden.append(
            tag(
                "button",
                tag("b", number(counts.hidden_by_role)),
                f" {words}",
                type="button",
                class_="text",
                data_fold="filters",
            )
        )
    if counts.hidden_by_documents:
        hidden.append(
            button(
                "all-documents",
                tag("b", number(counts.hidden_by_documents)),
                " in other documents",
                class_="text",
                title="Show all documents",
            )
        )
    return hidden


def _unplaced(library: Library, state: State, counts: Counts) -> Html | None:
    if not counts.unplaced:
        return None
    names = len(library.unplaced(selection(state)))
    return button(
        "show",
        tag("b", plural(names, "name")),
        f" not placed ({plural(counts.unplaced, 'mention')})",
        class_="text",
        data_sheet="unplaced",
        data_key="unplaced",
    )


def _unreadable(library: Library) -> Html | None:
    if not library.unreadable:
        return None
    return button(
        "show",
        tag("b", plural(len(library.unreadable), "file")),
        " could not be read",
        class_="text warning",
        data_sheet="unreadable",
        data_key="unreadable",
    )
