"""The filters: which documents, and which roles of names, each with its counts."""

from __future__ import annotations

from dashboard.library import Library
from dashboard.markup import Html, button, isolated, join, tag
from dashboard.state import SOURCES_STEP, State
from dashboard.wording import ROLE_NAMES, ROLE_TERMS, date, number, plural
from geodata.model import Role
from geodata.summaries import DocumentSummary


def filters(library: Library, state: State) -> Html:
    """Offer the documents and the roles as checkboxes; counts follow the other filter."""
    documents = list(library.documents.values())
    changed = state.documents is not None or state.roles != State.roles
    head = tag(
        "header",
        tag("h2", "Filters", data_heading=True, tabindex=-1),
        button("reset", "Reset", class_="text") if changed else None,
        class_="part-head",
    )
    return join((head, _documents(documents, state), _roles(documents, state), _background(state)))


def _documents(documents: list[DocumentSummary], state: State) -> Html:
    rows = [_document(summary, state) for summary in documents[: state.sources_shown]]
    rest = len(documents) - len(rows)
    more = None
    if rest > 0:
        words = f"Show {min(rest, SOURCES_STEP)} more of {number(rest)}"
        more = button("more", words, class_="text", data_of="sources", data_key="more-sources")
    choices = tag(
        "span",
        button("all-documents", "All", class_="text", data_key="all"),
        button("no-documents", "None", class_="text", data_key="none"),
        button("invert-documents", "Invert", class_="text", data_key="invert"),
        class_="choices",
    )
    return tag(
        "fieldset",
        tag("legend", "Documents"),
        choices,
        tag("ul", *rows, class_="checks"),
        more,
    )


def _document(summary: DocumentSummary, state: State) -> Html:
    shown = state.documents is None or summary.id in state.documents
    count = sum(summary.mentions.get(role, 0) for role in state.roles)
    record = summary.record
    known = ("Digest" if summary.is_digest else None, record.publisher, date(record.date))
    source = ", ".join(part for part in known if part)
    return _check(
        tag("span", isolated(record.title), class_="title", title=record.title),
        tag("small", isolated(source)),
        count=count,
        action="document",
        checked=shown,
        value=("document", summary.id),
    )


def _roles(documents: list[DocumentSummary], state: State) -> Html:
    open_documents = [
        summary for summary in documents if state.documents is None or summary.id in state.documents
    ]
    rows = []
    for role in Role:
        count = sum(summary.mentions.get(role, 0) for summary in open_documents)
        rows.append(
            _check(
                tag("span", ROLE_NAMES[role], " ", tag("small", ROLE_TERMS[role])),
                count=count,
                action="role",
                checked=role in state.roles,
                value=("role", str(role)),
            )
        )
    return tag("fieldset", tag("legend", "Names used as"), tag("ul", *rows, class_="checks"))


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
        "fieldset",
        tag("legend", "Background"),
        tag("ul", tag("li", tag("label", box, words, class_="wrap")), class_="checks"),
    )


def _check(*words: Html, count: int, action: str, checked: bool, value: tuple[str, str]) -> Html:
    name, chosen = value
    box = tag(
        "input",
        type="checkbox",
        checked=checked,
        data_action=action,
        data_key=f"{name}:{chosen}",
        **{f"data_{name}": chosen},
    )
    tally = tag("span", number(count), class_="count", title=plural(count, "mention"))
    return tag("li", tag("label", box, tag("span", *words, class_="words"), tally))
