"""The filters: what is shown of documents, names and places, each value with its count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from dashboard.chips import LEGENDS, named
from dashboard.filtering import Choice, counted
from dashboard.library import Library, selection
from dashboard.markup import Html, button, isolated, join, tag
from dashboard.state import MORE_ROWS, ROWS_STEP, State
from dashboard.wording import ROLE_NAMES, ROLE_TERMS, date, number, percent, plural
from geodata.model import Role
from geodata.summaries import DocumentSummary, Facets, Selection

OPEN_AT_FIRST = (Choice.DOCUMENTS, Choice.ROLES)
QUICK = (("all", "All"), ("none", "None"), ("invert", "Invert"))
LEASTS = (0.0, 0.5, 0.8, 0.9)


class Row(NamedTuple):
    """A value that can be chosen: its words, a smaller line under them, how often it is named."""

    value: str
    words: str
    below: str
    mentions: int


def filters(library: Library, state: State) -> Html:
    """Offer every filter; the counts of each follow the others."""
    chosen = selection(library, state)
    facets = library.facets(chosen)
    offered = {choice: _rows(choice, library, state, facets) for choice in Choice}
    parts = [_choices(choice, rows, state) for choice, rows in offered.items() if len(rows) > 1]
    places = plural(len(library.places(chosen)), "place")
    groups = tag("div", *parts, _confidence(state, facets), _background(state), class_="groups")
    return join((_head(state), groups, _close(f"Show {places}", "plain done")))


def _head(state: State) -> Html:
    changed = state.filters != State().filters
    reset = button("reset", "Reset", class_="text", data_key="reset-filters") if changed else None
    return tag(
        "header",
        tag("h2", "Filters", data_heading=True, tabindex=-1),
        tag("span", reset, _close("Close", "text", "Escape"), class_="choices"),
        class_="part-head sticky",
    )


def _close(words: str, look: str, key: str | None = None) -> Html:
    return tag("button", words, type="button", class_=look, data_fold="filters", data_shortcut=key)


def _rows(choice: Choice, library: Library, state: State, facets: Facets) -> list[Row]:
    """All values of one kind with their counts, in an order that no choice changes."""
    documents = list(library.documents.values())
    counts = _counts(choice, state, documents, facets)
    if choice is Choice.DOCUMENTS:
        return [_document(one, counts.get(one.id, 0)) for one in documents]
    if choice is Choice.ROLES:
        return [
            Row(str(role), ROLE_NAMES[role], ROLE_TERMS[role], counts.get(role, 0)) for role in Role
        ]
    rows = [
        Row(value, named(choice, value, library), "", counts.get(value, 0))
        for value in library.known[choice]
    ]
    often = _counts(choice, State(), documents, library.facets(Selection()))
    return sorted(rows, key=lambda row: (not row.value, -often.get(row.value, 0), row.words))


def _counts(
    choice: Choice, state: State, documents: list[DocumentSummary], facets: Facets
) -> Mapping[str, int]:
    if choice is Choice.ROLES:
        return {str(role): count for role, count in facets.roles.items()}
    if choice is Choice.KINDS:
        return facets.kinds
    if choice is Choice.COUNTRIES:
        return facets.countries
    return counted(choice, state.filters, documents, facets.documents)


def _document(summary: DocumentSummary, count: int) -> Row:
    record = summary.record
    unsure = f"{date(record.date)}, unsure" if record.certainty else date(record.date)
    known = ("Digest" if summary.is_digest else None, unsure, record.publisher)
    return Row(summary.id, record.title, ", ".join(part for part in known if part), count)


def _choices(choice: Choice, rows: list[Row], state: State) -> Html:
    """One filter: its values as checkboxes, checked where they are shown."""
    listed = _listed(choice, rows, state)
    rest = len(rows) - len(listed)
    more = None
    if rest > 0:
        words = f"Show {number(min(rest, MORE_ROWS))} more of {number(rest)}"
        more = button("more", words, class_="text", data_of=str(choice), data_key=f"more:{choice}")
    values = state.filters.values(choice)
    told = None
    if values is not None:
        told = tag("span", f"{number(len(values))} of {number(len(rows))}", class_="told")
    quick = tag(
        "span",
        *(_pick(choice, which, words) for which, words in QUICK),
        class_="choices",
        role="group",
        aria_label=f"{LEGENDS[choice]}: quick choices",
    )
    return tag(
        "details",
        tag("summary", tag("span", LEGENDS[choice]), told),
        tag(
            "fieldset",
            tag("legend", LEGENDS[choice], class_="unseen"),
            quick,
            tag("ul", *(_check(choice, row, state) for row in listed), class_="checks"),
            more,
        ),
        class_="filter",
        open=choice in OPEN_AT_FIRST or values != State().filters.values(choice),
        data_key=f"filter:{choice}",
    )


def _listed(choice: Choice, rows: list[Row], state: State) -> list[Row]:
    """The first rows, and of the rest the few that differ: a choice is always in sight.

    Of a long list, first those that would show something.
    """
    limit = state.shown.get(choice, ROWS_STEP)
    if len(rows) > limit:
        rows = sorted(rows, key=lambda row: not row.mentions)
    first, rest = rows[:limit], rows[limit:]
    shown = [row for row in rest if state.filters.shows(choice, row.value)]
    hidden = [row for row in rest if not state.filters.shows(choice, row.value)]
    few = min(shown, hidden, key=len)
    return first + few if len(few) <= ROWS_STEP else first


def _pick(choice: Choice, which: str, words: str) -> Html:
    return button(
        "pick",
        words,
        class_="text",
        data_choice=str(choice),
        data_which=which,
        data_key=f"{which}:{choice}",
        aria_label=f"{words}: {LEGENDS[choice]}",
    )


def _check(choice: Choice, row: Row, state: State) -> Html:
    box = tag(
        "input",
        type="checkbox",
        checked=state.filters.shows(choice, row.value),
        data_action="toggle",
        data_choice=str(choice),
        data_value=row.value,
        data_key=f"{choice}:{row.value}",
    )
    words = tag(
        "span",
        tag("span", isolated(row.words), class_="title", title=row.words),
        tag("small", isolated(row.below), title=row.below) if row.below else None,
        class_="words",
    )
    tally = tag("span", number(row.mentions), class_="count", title=plural(row.mentions, "mention"))
    return tag(
        "li",
        tag("label", box, words, tally),
        tag("span", *_deeds(choice, row), class_="deeds"),
        class_=None if row.mentions else "zero",
    )


def _deeds(choice: Choice, row: Row) -> list[Html]:
    """What can be done with one value besides showing and hiding it."""
    only = button(
        "pick",
        "Only",
        class_="text",
        data_choice=str(choice),
        data_which="only",
        data_value=row.value,
        data_key=f"only:{choice}:{row.value}",
        aria_label=f"Only: {row.words}",
    )
    if choice is not Choice.DOCUMENTS:
        return [only]
    read = button(
        "read",
        "Read",
        class_="text",
        data_document=row.value,
        data_start=0,
        data_key=f"read:{row.value}",
        aria_label=f"Read: {row.words}",
    )
    return [only, read]


def _confidence(state: State, facets: Facets) -> Html:
    """The lowest confidence shown, with how many mentions each choice would show."""
    counts = _at_least(facets.confidence)
    options = [
        tag(
            "option",
            f"{_least(least)} ({number(counts[least])})" if least in counts else _least(least),
            value=f"{least:g}",
            selected=abs(state.filters.least - least) < 1e-9,
        )
        for least in sorted({*LEASTS, state.filters.least})
        if least in counts or least == state.filters.least
    ]
    chooser = tag(
        "select",
        *options,
        data_action="least",
        data_key="least",
        aria_label="How sure a name's place must be",
    )
    return tag(
        "details",
        tag("summary", tag("span", "How sure")),
        tag("div", chooser, class_="choose"),
        class_="filter",
        open=state.filters.least > 0,
        data_key="filter:least",
    )


def _least(least: float) -> str:
    return f"At least {percent(least)}" if least else "However sure"


def _at_least(bands: tuple[int, ...]) -> Mapping[float, int]:
    """How many mentions are at least so sure, for the steps that the bands can tell."""
    steps = [number / len(bands) for number in range(len(bands))]
    return {step: sum(bands[index:]) for index, step in enumerate(steps)}


def _background(state: State) -> Html:
    """Offer the online map, with what it gives away."""
    box = tag(
        "input",
        type="checkbox",
        checked=state.tiles,
        data_action="tiles",
        data_key="tiles",
    )
    warning = "Asks OpenStreetMap's servers, which then see the areas you look at"
    words = tag("span", tag("span", "Online map", class_="title"), tag("small", warning))
    return tag(
        "details",
        tag("summary", tag("span", "Background")),
        tag("ul", tag("li", tag("label", box, words, class_="wrap")), class_="checks"),
        class_="filter",
        open=state.tiles,
        data_key="filter:background",
    )
