"""The places named together with the chosen one: in its sentences, then in its documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.library import Library, selection
from dashboard.marks import LINES
from dashboard.markup import Html, button, isolated, join, tag
from dashboard.state import ROWS_STEP, TOGETHER, State
from dashboard.wording import kind, number, plural
from geodata.model import Form, Place
from geodata.summaries import Company, PlaceSummary


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
        _list("In the same sentence", beside[:shown], named),
        _list("In the same document", apart[: max(0, shown - len(beside))], named),
        _more(len(company) - shown),
        class_="together",
        open=state.lines,
        data_key="together",
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


def _list(words: str, company: Sequence[Company], named: Mapping[str, PlaceSummary]) -> Html | None:
    if not company:
        return None
    rows = [_row(one, named[one.place_id].place) for one in company]
    return join((tag("h3", words, class_="minor"), tag("ul", *rows, class_="rows")))


def _row(one: Company, place: Place) -> Html:
    """A line of the list, which chooses its place."""
    count = one.sentences or one.documents
    words = f"in {plural(count, 'sentence' if one.sentences else 'document')}"
    return tag(
        "li",
        button(
            "choose",
            tag("i", class_=f"form {place.form}", aria_hidden="true"),
            tag("span", isolated(place.name), class_="name"),
            tag("span", isolated(kind(place)), class_="kind"),
            tag("span", number(count), class_="count", aria_label=words, title=words),
            class_="row",
            data_place=place.id,
            data_key=f"together:{place.id}",
        ),
    )


def _more(rest: int) -> Html | None:
    if rest <= 0:
        return None
    words = f"Show {min(rest, ROWS_STEP)} more of {number(rest)}"
    return button("more", words, data_of=TOGETHER, data_key="more-together")
