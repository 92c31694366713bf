"""One line above the map that says in words what is shown, each part a way to the thing."""

from __future__ import annotations

from dashboard.filtering import Choice, Hiding, left_out
from dashboard.in_view import told
from dashboard.library import Library, seen, seen_quotes, selection
from dashboard.markup import Html, button, join, tag
from dashboard.state import State
from dashboard.wording import ROLE_SHORT, listed, number, plural
from geodata.model import Role
from geodata.summaries import Counts, Facet

# What each filter hides, in words, and the control that leads to it.
HIDING = {
    Facet.KINDS: ("of other kinds hidden", "all:kinds"),
    Facet.COUNTRIES: ("in other countries hidden", "all:countries"),
    Facet.CONFIDENCE: ("less sure hidden", "least"),
    Facet.WORDS: ("without these words hidden", "words"),
}
LEFT_OUT = {
    Hiding.DOCUMENTS: ("in documents left out", "all:documents"),
    Hiding.PUBLISHERS: ("of other publishers hidden", "all:publishers"),
    Hiding.AUTHORS: ("by other authors hidden", "all:authors"),
    Hiding.DATES: ("of other dates hidden", "date:since"),
    Hiding.UNDATED: ("undated hidden", "undated"),
}


def summary(library: Library, state: State) -> Html:
    """Say how many places, documents and mentions are shown, hidden and not placed."""
    chosen = selection(library, state)
    counts = library.counts(chosen)
    total = len(library.documents)
    shown = total if chosen.documents is None else len(chosen.documents)
    documents = plural(shown, "document") if shown == total else f"{shown} of {total} documents"
    parts = [
        _in_view(library, state),
        tag(
            "span",
            _lead("search", plural(len(library.places(chosen)), "place")),
            " in ",
            button(
                "show",
                tag("b", documents),
                class_="text",
                data_sheet="documents",
                data_key="open-documents",
                data_shortcut="d",
            ),
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
    return tag("p", line, class_="summary", title=reconciled(counts))


def _in_view(library: Library, state: State) -> Html | None:
    """How much of it is in view, where list and quotes follow the map, and the way out of that."""
    if state.area is None:
        return None
    words = told(len(seen(library, state)), seen_quotes(library, state)[1])
    leave = button("follow", "show all", class_="text", data_key="show-all")
    return tag("span", tag("b", words), " (", leave, ")", class_="in-view")


def reconciled(counts: Counts) -> str:
    """Write the sum that accounts for every mention found."""
    return (
        f"{plural(counts.found, 'mention')} found = {number(counts.shown)} shown"
        f" + {number(sum(counts.hidden.values()))} hidden + {number(counts.unplaced)} not placed"
    )


def hidden_roles(state: State) -> list[Role]:
    """Give the roles that the filter hides."""
    return [role for role in Role if not state.filters.shows(Choice.ROLES, role)]


def _lead(key: str, words: str) -> Html:
    """Lead to the control with that key, wherever in the page it is."""
    return tag("button", tag("b", words), type="button", class_="text", data_goto=key)


def _hidden(library: Library, state: State, counts: Counts) -> list[Html]:
    """What each filter hides, each a way to that filter."""
    told: list[tuple[int, str, str]] = []
    for facet, count in counts.hidden.items():
        if facet is Facet.DOCUMENTS:
            split = left_out(state.filters, library.documents.values())
            told += [(found, *LEFT_OUT[hiding]) for hiding, found in split.items()]
        else:
            told.append((count, *_hiding(facet, state)))
    return [
        tag(
            "button",
            tag("b", number(count)),
            f" {words}",
            type="button",
            class_="text",
            data_goto=goto,
        )
        for count, words, goto in told
    ]


def _hiding(facet: Facet, state: State) -> tuple[str, str]:
    """What a filter hides, in words, and the control that leads to it."""
    if facet is Facet.ROLES:
        roles = hidden_roles(state)
        return f"of {listed(ROLE_SHORT[role] for role in roles)} hidden", f"roles:{roles[0]}"
    return HIDING[facet]


def _unplaced(library: Library, state: State, counts: Counts) -> Html | None:
    if not counts.unplaced:
        return None
    names = len(library.unplaced(selection(library, state)))
    return button(
        "show",
        tag("b", plural(names, "name")),
        f" not placed ({plural(counts.unplaced, 'mention')})",
        class_="text",
        data_sheet="unplaced",
        data_key="unplaced",
        data_shortcut="u",
    )


def _unreadable(library: Library) -> Html | None:
    partly = sum(bool(one.notes) for one in library.documents.values())
    if not library.unreadable and not partly:
        return None
    what, how = plural(len(library.unreadable), "file"), " could not be read"
    if not library.unreadable:
        what, how = plural(partly, "document"), " read in part"
    elif partly:
        how += f", {number(partly)} in part"
    return button(
        "show",
        tag("b", what),
        how,
        class_="text warning",
        data_sheet="unreadable",
        data_key="unreadable",
    )
