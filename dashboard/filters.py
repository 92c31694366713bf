"""The filters: what is shown of documents, names and places, each value with its count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from dashboard.filtering import Choice, counted
from dashboard.library import Library, selection
from dashboard.markup import Html, button, isolated, join, tag
from dashboard.state import ROWS_STEP, State
from dashboard.timeline import timeline
from dashboard.wording import ROLE_NAMES, ROLE_TERMS, country_name, date, number, percent, plural
from geodata.model import Role
from geodata.summaries import DocumentSummary, Facets

LEGENDS = {
    Choice.DOCUMENTS: "Documents",
    Choice.PUBLISHERS: "Publishers",
    Choice.AUTHORS: "Authors",
    Choice.ROLES: "Names used as",
    Choice.KINDS: "Kinds of place",
    Choice.COUNTRIES: "Countries",
}
NONE_NAMED = {
    Choice.PUBLISHERS: "None named",
    Choice.AUTHORS: "None named",
    Choice.COUNTRIES: "In no single country",
}
OPEN_AT_FIRST = (Choice.DOCUMENTS, Choice.ROLES)
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
    changed = state.filters != State().filters or bool(state.search)
    head = tag(
        "header",
        tag("h2", "Filters", data_heading=True, tabindex=-1),
        button("reset", "Reset", class_="text", data_key="reset") if changed else None,
        class_="part-head",
    )
    groups = {choice: _rows(choice, library, state, facets) for choice in Choice}
    shown = {choice: rows for choice, rows in groups.items() if len(rows) > 1}
    parts: list[Html | None] = [_choices(choice, rows, state) for choice, rows in shown.items()]
    first = 1 if Choice.DOCUMENTS in shown else 0
    parts.insert(first, timeline(library, state, facets.documents))
    return join((head, _words(state), *parts, _confidence(state, facets), _background(state)))


def _rows(choice: Choice, library: Library, state: State, facets: Facets) -> list[Row]:
    documents = list(library.documents.values())
    if choice is Choice.DOCUMENTS:
        shown = counted(choice, state.filters, documents, facets.documents)
        return [_document(one, shown.get(one.id, 0)) for one in documents]
    if choice is Choice.ROLES:
        return [
            Row(str(role), ROLE_NAMES[role], ROLE_TERMS[role], facets.roles.get(role, 0))
            for role in Role
        ]
    counts: Mapping[str, int]
    if choice is Choice.KINDS:
        counts = facets.kinds
    elif choice is Choice.COUNTRIES:
        counts = facets.countries
    else:
        counts = counted(choice, state.filters, documents, facets.documents)
    values = library.known[choice]
    rows = [Row(value, _named(choice, value), "", counts.get(value, 0)) for value in values]
    return sorted(rows, key=lambda row: (not row.value, -row.mentions, row.words))


def _named(choice: Choice, value: str) -> str:
    if not value:
        return NONE_NAMED.get(choice, "None")
    return country_name(value) if choice is Choice.COUNTRIES else value


def _document(summary: DocumentSummary, count: int) -> Row:
    record = summary.record
    unsure = f"{date(record.date)}, unsure" if record.certainty else date(record.date)
    known = ("Digest" if summary.is_digest else None, record.publisher, unsure)
    return Row(summary.id, record.title, ", ".join(part for part in known if part), count)


def _choices(choice: Choice, rows: list[Row], state: State) -> Html:
    """One filter: its values as checkboxes, checked where they are shown."""
    limit = state.shown.get(choice, ROWS_STEP)
    rest = len(rows) - limit
    more = None
    if rest > 0:
        words = f"Show {min(rest, ROWS_STEP)} more of {number(rest)}"
        more = button("more", words, class_="text", data_of=str(choice), data_key=f"more:{choice}")
    values = state.filters.values(choice)
    told = None
    if values is not None and values != State().filters.values(choice):
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
            tag("ul", *(_check(choice, row, state) for row in rows[:limit]), class_="checks"),
            more,
        ),
        class_="filter",
        open=choice in OPEN_AT_FIRST,
        data_key=f"filter:{choice}",
    )


QUICK = (("all", "All"), ("none", "None"), ("invert", "Invert"))


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
        tag("small", isolated(row.below)) if row.below else None,
        class_="words",
    )
    tally = tag("span", number(row.mentions), class_="count", title=plural(row.mentions, "mention"))
    return tag("li", tag("label", box, words, tally))


def _words(state: State) -> Html:
    """Words that quotes must hold."""
    box = tag(
        "input",
        type="search",
        value=state.filters.words,
        placeholder="Words in quotes",
        aria_label="Words in quotes",
        title="Quotation marks keep words together; a star leaves a word's end open",
        data_action="words",
        data_key="words",
        data_shortcut="w",
        autocomplete="off",
        spellcheck="false",
    )
    return tag("div", box, class_="filter-words")


def _confidence(state: State, facets: Facets) -> Html:
    """The lowest confidence shown, with how many mentions each choice would show."""
    counts = _at_least(facets.confidence)
    options = [
        tag(
            "option",
            f"{_least(least)} ({number(counts[least])})",
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
