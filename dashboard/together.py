"""The places named together with the chosen one: in its sentences, then in its documents.

Those of its sentences lead to the sentences that name both, the others to their own quotes.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.library import Library, selection
from dashboard.marks import LINES
from dashboard.markup import Html, button, isolated, join, tag
from dashboard.state import ROWS_STEP, TOGETHER, State
from dashboard.wording import kind, number, plural
from geodata.model import Form, Place
from geodata.summaries import Company

BOTH = "both"  # the key of the way from the sentences that name both to all


def together(library: Library, state: State, place: Place) -> Html | None:
    """List them, folded, with a switch for lines on the map; None where there are none."""
    chosen = selection(library, state)
    company = library.together(place.id, chosen)
    if not company:
        return None
    named = {one.place.id: one for one in library.places(chosen)}
    beside = [one for one in company if one.sentences]
    apart = sorted(company[len(beside) :], key=lambda one: -one.documents)
    shown = state.shown.get(TOGETHER, ROWS_STEP)
    return tag(
        "details",
        tag(
            "summary",
            tag("span", "Named together with", class_="what"),
            tag("span", plural(len(company), "place"), class_="count"),
        ),
        _switch(state, place, [named[one.place_id].place for one in beside]),
        _list(
            "In the same sentence",
            [_beside(one, named[one.place_id].place, state) for one in beside[:shown]],
        ),
        _list(
            "In the same document",
            [_row(one, named[one.place_id].place) for one in apart[: max(0, shown - len(beside))]],
        ),
        _more(len(company) - shown),
        class_="together",
        open=state.lines and state.beside is None,
        # Folded by itself, once its sentences stand below it.
        data_key=f"company:{state.beside or ''}",
    )


def _switch(state: State, place: Place, others: Sequence[Place]) -> Html | None:
    """The switch for lines, with what they say; None where there is nothing to draw."""
    drawn = sum(one.form is not Form.NONE for one in others)
    if not drawn or place.form is Form.NONE:
        return None
    words = f"From {place.name} to {plural(drawn, 'place')} named in the same sentences"
    if drawn > LINES:
        words = f"From {place.name} to the {LINES} places named most often in the same sentences"
    box = tag("input", type="checkbox", checked=state.lines, data_action="lines", data_key="lines")
    told = tag(
        "span",
        tag("span", "Show as lines", class_="title"),
        tag("small", isolated(words), "; the wider, the more often"),
    )
    return tag("label", box, told, class_="lines")


def of_both(place: Place, other: Place, total: int) -> Html:
    """Say that only sentences which name both places are shown, with the ways on."""
    found = plural(total, "quote") if total else "No quote that the filters leave"
    verb = f" {'name' if total > 1 else 'names'} "
    return tag(
        "div",
        tag("p", tag("b", found), verb, isolated(other.name), " too."),
        button("beside", f"All quotes of {place.name}", class_="text", data_key=BOTH),
        button("choose", f"Quotes of {other.name}", class_="text", data_place=other.id),
        class_="both",
    )


def _list(words: str, rows: Sequence[Html]) -> Html | None:
    if not rows:
        return None
    return join((tag("h3", words, class_="minor"), tag("ul", *rows, class_="rows")))


def _beside(one: Company, place: Place, state: State) -> Html:
    """A line that leads to the sentences that name its place too; once there, to all again."""
    here = state.beside == place.id
    return tag(
        "li",
        button(
            "beside",
            *_told(place, one.sentences, "sentence"),
            class_="row",
            aria_current="true" if here else None,
            title=None if here else f"Read the {plural(one.sentences, 'sentence')} with both",
            data_beside=None if here else place.id,
            data_key=f"together:{place.id}",
        ),
    )


def _row(one: Company, place: Place) -> Html:
    """A line that chooses its place."""
    told = _told(place, one.documents, "document")
    return tag("li", button("choose", *told, class_="row", data_place=place.id,
                            data_key=f"together:{place.id}"))  # fmt: skip


def _told(place: Place, count: int, what: str) -> tuple[Html, ...]:
    words = f"in {plural(count, what)}"
    return (
        tag("i", class_=f"form {place.form}", aria_hidden="true"),
        tag("span", isolated(place.name), class_="name"),
        tag("span", isolated(kind(place)), class_="kind"),
        tag("span", number(count), class_="count", aria_label=words, title=words),
    )


def _more(rest: int) -> Html | None:
    if rest <= 0:
        return None
    words = f"Show {min(rest, ROWS_STEP)} more of {number(rest)}"
    return button("more", words, data_of=TOGETHER, data_key="more-together")
