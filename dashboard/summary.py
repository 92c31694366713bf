"""One line above the map that says in words what is shown, each part a way to the thing."""

from __future__ import annotations

from dashboard.library import Library, selection
from dashboard.markup import Html, button, join, tag
from dashboard.state import State
from dashboard.wording import ROLE_SHORT, listed, number, plural
from geodata.model import Role
from geodata.summaries import Counts


def summary(library: Library, state: State) -> Html:
    """Say how many places, documents and mentions are shown, hidden and not placed."""
    chosen = selection(state)
    counts = library.counts(chosen)
    total = len(library.documents)
    shown = total if state.documents is None else len(state.documents)
    documents = plural(shown, "document") if shown == total else f"{shown} of {total} documents"
    parts = [
        tag(
            "span",
            _lead("search", plural(len(library.places(chosen)), "place")),
            " in ",
            _lead("all", documents),
        ),
        button(
            "frame",
            tag("b", plural(counts.shown, "mention")),
            " on the map",
            class_="text",
            title="Show all of them on the map",
        ),
        *_hidden(library, state, counts),
        _unplaced(library, state, counts),
        _unreadable(library),
    ]
    line = join((part for part in parts if part is not None), Html('<i aria-hidden="true">·</i>'))
    return tag("p", line, class_="summary", role="status", title=reconciled(counts))


def reconciled(counts: Counts) -> str:
    """Write the sum that accounts for every mention found."""
    hidden = counts.hidden_by_role + counts.hidden_by_documents
    return (
        f"{plural(counts.found, 'mention')} found = {number(counts.shown)} shown"
        f" + {number(hidden)} hidden + {number(counts.unplaced)} not placed"
    )


def hidden_roles(library: Library, state: State) -> list[Role]:
    """Give the roles that the filter hides and that the chosen documents hold."""
    summaries = [
        one for one in library.documents.values()
        if state.documents is None or one.id in state.documents
    ]  # fmt: skip
    return [
        role
        for role in Role
        if role not in state.roles and any(one.mentions.get(role) for one in summaries)
    ]


def _lead(key: str, words: str) -> Html:
    """Lead to the control with that key, wherever in the page it is."""
    return tag("button", tag("b", words), type="button", class_="text", data_goto=key)


def _hidden(library: Library, state: State, counts: Counts) -> list[Html]:
    hidden = []
    roles = hidden_roles(library, state)
    if roles:
        words = f"{number(counts.hidden_by_role)} of {listed(ROLE_SHORT[role] for role in roles)}"
        hidden.append(
            tag(
                "button",
                tag("b", words),
                " hidden",
                type="button",
                class_="text",
                data_goto=f"role:{roles[0]}",
            )
        )
    if counts.hidden_by_documents:
        hidden.append(
            button(
                "all-documents",
                tag("b", number(counts.hidden_by_documents)),
                " in documents left out",
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
