"""The places as a table in the map's room: all that the map tells, for those who do not use it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dashboard.library import Library, found_places, seen
from dashboard.markup import Html, button, isolated, join, tag
from dashboard.places import why_nothing
from dashboard.state import PLACES_STEP, Order, State
from dashboard.wording import UNSURE, country_name, number, plural, precision, sure_between
from geodata.model import Form, Place
from geodata.summaries import PlaceSummary

SPOKEN = {False: "ascending", True: "descending"}
DRAWN = {
    Form.POINT: "a spot",
    Form.LINE: "a line",
    Form.AREA: "an outline",
    Form.LABEL: "its name",
}


class Column(NamedTuple):
    """A column that sorts: its heading, what it sorts by, whether the greatest comes first."""

    words: str
    key: Callable[[PlaceSummary], tuple[object, ...]]
    greatest_first: bool = False


def _name(named: PlaceSummary) -> str:
    return named.place.name.casefold()


COLUMNS = {
    Order.NAME: Column("Place", lambda one: (_name(one),)),
    Order.COUNTRY: Column(
        "Where", lambda one: (country_name(one.place.country), one.place.unit, _name(one))
    ),
    Order.MENTIONS: Column("Named", lambda one: (one.mentions, one.documents), greatest_first=True),
    Order.DOCUMENTS: Column(
        "Documents", lambda one: (one.documents, one.mentions), greatest_first=True
    ),
    Order.SURE: Column("How sure", lambda one: (one.most, one.least)),
}


def table(library: Library, state: State) -> Html:
    """Show the places of the list as a table, in the order of one of its columns."""
    everything = seen(library, state)
    found = ordered(found_places(library, state), state)
    rows = [_row(one, state) for one in found[: state.places_shown]]
    tally = plural(len(found), "place")
    caption = f"{tally} with what the map tells of them. Each heading sorts."
    headings = [_heading(order, column, state) for order, column in COLUMNS.items()]
    body = tag(
        "table",
        tag("caption", caption, class_="unseen"),
        tag("thead", tag("tr", *headings, tag("th", "On the map", scope="col"))),
        tag("tbody", *rows),
    )
    back = button("table", "Show the map", data_key="to-map", data_shortcut="t",
                  data_then="as-table")  # fmt: skip
    head = tag(
        "header",
        tag("h2", "Places as a table", data_heading=True, tabindex=-1),
        tag("span", tally, class_="count"),
        back,
        class_="part-head",
    )
    nothing = "No place that is shown has this name." if everything else why_nothing(library)
    return tag(
        "div",
        head,
        body if found else tag("p", nothing, class_="empty"),
        _more(len(found) - len(rows)),
    )


def ordered(named: list[PlaceSummary], state: State) -> list[PlaceSummary]:
    """Sort places by the column of a state, in the direction that it says."""
    order = state.table or Order.MENTIONS
    return sorted(named, key=COLUMNS[order].key, reverse=_descends(order, state))


def _descends(order: Order, state: State) -> bool:
    return COLUMNS[order].greatest_first is not state.turned


def _heading(order: Order, column: Column, state: State) -> Html:
    """A heading that sorts; a second time, the other way round."""
    now = state.table is order
    turned = "yes" if now and not state.turned else None
    arrow = ("▾" if _descends(order, state) else "▴") if now else ""
    number_ = order in (Order.MENTIONS, Order.DOCUMENTS)
    return tag(
        "th",
        button("table", column.words, tag("i", arrow, aria_hidden="true"), class_="sorts",
               data_order=str(order), data_turned=turned, data_key=f"sort:{order}"),
        scope="col",
        class_="number" if number_ else None,
        aria_sort=SPOKEN[_descends(order, state)] if now else None,
    )  # fmt: skip


def _row(named: PlaceSummary, state: State) -> Html:
    place = named.place
    chosen = place.id == state.place
    choosing = button(
        "choose",
        isolated(place.name),
        class_="text",
        data_place=place.id,
        data_key=f"cell:{place.id}",
        aria_current="true" if chosen else None,
    )
    listed = join((", listed as ", isolated(place.listed_as))) if place.listed_as else None
    exact = tag("small", precision(place)) if precision(place) else None
    unsure = named.most < UNSURE
    return tag(
        "tr",
        tag("th", choosing, tag("small", place.kind, listed), scope="row"),
        tag("td", isolated(_where(place))),
        tag("td", number(named.mentions), class_="number"),
        tag("td", number(named.documents), class_="number"),
        tag("td", sure_between(named.least, named.most), class_="doubt" if unsure else None),
        tag("td", DRAWN.get(place.form, ""), exact),
        class_="chosen" if chosen else None,
    )


def _where(place: Place) -> str:
    country = country_name(place.country)
    return ", ".join(dict.fromkeys(part for part in (place.unit, country) if part)) or "–"


def _more(rest: int) -> Html | None:
    if rest <= 0:
        return None
    words = f"Show {min(rest, PLACES_STEP)} more of {number(rest)}"
    return button("more", words, data_of="places", data_key="more-rows")
