"""The list of places: the map's equal for those who do not use the map."""

from __future__ import annotations

from dashboard.filtering import LONGEST
from dashboard.library import Library, found_places, selection
from dashboard.markup import Html, button, isolated, join, tag
from dashboard.state import PLACES_STEP, Order, State
from dashboard.wording import UNSURE, kind, listed, number, plural, sure, times
from geodata.fold import fold
from geodata.summaries import PlaceSummary, Selection

EMPTY = (
    "Your library is empty. Choose “Open documents” above, drop files there, and add them: what "
    "they name appears here."
)
MOST_NAMED = 3  # of the names that a search cannot show


def places(library: Library, state: State) -> Html:
    """List the places that the filters leave, the most named first, with a search by name.

    Where the list follows the map, those in view alone.
    """
    everything = library.places(selection(library, state))
    found = found_places(library, state)
    box = tag(
        "input",
        type="search",
        value=state.search,
        placeholder="Find a place by name",
        aria_label="Find a place by name",
        data_action="search",
        data_key="search",
        maxlength=LONGEST,
        data_shortcut="/",
        autocomplete="off",
        spellcheck="false",
        dir="auto",
    )
    tally = number(len(found))
    if state.area is not None:
        tally = f"{tally} of {number(len(everything))} in view"
    elif state.search.strip():
        tally = f"{tally} of {number(len(everything))} found"
    head = tag(
        "header",
        tag("h2", "Places", data_heading=True, tabindex=-1),
        tag("span", tally, class_="count"),
        _as_table(state),
        class_="part-head",
    )
    rows = _rows(found, state) if found else _nothing(library, state, everything)
    return join((tag("div", head, box, class_="sticky"), rows))


def _as_table(state: State) -> Html:
    """The way to the same places as a table, and back."""
    if state.table is None:
        return button("table", "As a table", class_="text", data_order=str(Order.MENTIONS),
                      data_key="as-table", data_shortcut="t")  # fmt: skip
    return button("table", "Show the map", class_="text", data_key="as-table")


def unfollow() -> Html:
    """The way back from the places in view to all."""
    return button("follow", "Show all places", class_="text", data_key="unfollow")


def nothing_in_view() -> str:
    """Say that the map's frame shows no place, and what to do."""
    return "No place that the filters leave is in view. Move the map, or show all places."


def _nothing(library: Library, state: State, everything: list[PlaceSummary]) -> Html:
    """Say why the list is empty, and what to do."""
    searched = bool(state.search.strip())
    if not searched and not (everything and state.area):
        return tag("p", why_nothing(library), class_="empty")
    if everything and state.area:
        words = "No place in view has this name." if searched else nothing_in_view()
        return tag("div", tag("p", words), unfollow(), class_="empty")
    shown = {one.place.id for one in everything}
    all_named = library.found(Selection(), None, state.search)
    hidden = [one.place.name for one in all_named if one.place.id not in shown]
    wanted = fold(state.search).strip()
    unplaced = [one.surface for one in library.unplaced(Selection()) if wanted in fold(one.surface)]
    words, ways = "No place in these documents has this name. Try fewer letters.", []
    if hidden:
        words = f"Hidden by the filters: {listed(hidden[:MOST_NAMED])}."
        if len(hidden) > MOST_NAMED:
            words = f"{words[:-1]} (and {number(len(hidden) - MOST_NAMED)} more)."
        ways.append(button("reset", "Reset the filters", data_keep="search", data_key="unhide"))
    elif unplaced:
        words = f"Named, but not placed: {listed(unplaced[:MOST_NAMED])}."
        ways.append(button("show", "See why", data_sheet="unplaced", data_key="see-unplaced"))
    ways.append(button("search", "Clear the search", data_value="", data_key="clear-search"))
    return tag("div", tag("p", words), *ways, class_="empty")


def _rows(found: list[PlaceSummary], state: State) -> Html:
    rows = [row(one, chosen=one.place.id == state.place) for one in found[: state.places_shown]]
    rest = len(found) - len(rows)
    more = None
    if rest > 0:
        words = f"Show {min(rest, PLACES_STEP)} more of {number(rest)}"
        more = button("more", words, data_of="places", data_key="more-places")
    return join((tag("ul", *rows, class_="rows"), more))


def why_nothing(library: Library) -> str:
    """Say why no place is shown, and what to do."""
    if not library.documents and library.kept is not None and not library.unreadable:
        return EMPTY
    if not library.documents:
        return "None of the files could be read, so there is nothing to show. Open other documents."
    if any(sum(document.mentions.values()) for document in library.documents.values()):
        return "The filters leave no place. Choose more documents, or more uses of names."
    return (
        "No name of a place was found in these documents. They were read in full; what was "
        "found but has no spot is listed as not placed."
    )


def row(named: PlaceSummary, *, chosen: bool = False) -> Html:
    """Build one line of the list: name, kind, how often it is named."""
    place = named.place
    words = f"named {times(named.mentions)} in {plural(named.documents, 'document')}"
    doubt = _doubt(named.most) if named.most < UNSURE else None
    return tag(
        "li",
        button(
            "choose",
            tag("i", class_=f"form {place.form}{' doubtful' if doubt else ''}", aria_hidden="true"),
            tag("span", isolated(place.name), doubt, class_="name"),
            tag("span", isolated(kind(place)), class_="kind"),
            tag("span", number(named.mentions), class_="count", aria_label=words, title=words),
            class_="row",
            data_place=place.id,
            data_key=f"place:{place.id}",
            aria_current="true" if chosen else None,
        ),
    )


def _doubt(most: float) -> Html:
    """The sign of a place of which no mention is sure, as on the map."""
    return tag("span", "?", class_="doubt", role="img", aria_label=sure(most), title=sure(most))
