"""The list of places: the map's equal for those who do not use the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.library import Library, selection
from dashboard.markup import Html, button, isolated, join, tag
from dashboard.state import PLACES_STEP, Order, State
from dashboard.wording import UNSURE, kind, number, plural, sure, times
from geodata.fold import fold, skeleton
from geodata.summaries import PlaceSummary


def places(library: Library, state: State) -> Html:
    """List the places that the filters leave, the most named first, with a search by name."""
    everything = library.places(selection(library, state))
    found = matching(everything, library.spellings, state.search)
    box = tag(
        "input",
        type="search",
        value=state.search,
        placeholder="Find a place by name",
        aria_label="Find a place by name",
        data_action="search",
        data_key="search",
        data_shortcut="/",
        autocomplete="off",
        spellcheck="false",
    )
    tally = number(len(found))
    if len(found) != len(everything):
        tally = f"{tally} of {number(len(everything))}"
    head = tag(
        "header",
        tag("h2", "Places", data_heading=True, tabindex=-1),
        tag("span", tally, class_="count"),
        _as_table(state),
        class_="part-head",
    )
    rows = _rows(found, state) if found else _nothing(library, everything)
    return join((tag("div", head, box, class_="sticky"), rows))


def _as_table(state: State) -> Html:
    """The way to the same places as a table, and back."""
    if state.table is None:
        return button("table", "As a table", class_="text", data_order=str(Order.MENTIONS),
                      data_key="as-table", data_shortcut="t")  # fmt: skip
    return button("table", "Show the map", class_="text", data_key="as-table")


def matching(
    named: list[PlaceSummary], spellings: Mapping[str, Sequence[str]], search: str
) -> list[PlaceSummary]:
    """Keep the places of which any spelling holds the searched letters, in any script.

    Romanisations that differ only in what `fold.skeleton` forgets are the same.
    """
    wanted = fold(search).strip()
    if not wanted:
        return named
    rough = skeleton(wanted)

    def fits(one: PlaceSummary) -> bool:
        names = (fold(one.place.name), fold(one.place.listed_as), *spellings[one.place.id])
        if any(wanted in name for name in names):
            return True
        return bool(rough) and any(skeleton(name).startswith(rough) for name in names)

    return [one for one in named if fits(one)]


def _nothing(library: Library, everything: list[PlaceSummary]) -> Html:
    words = "No place that is shown has this name. Clear the search to see all of them."
    return tag("p", words if everything else why_nothing(library), class_="empty")


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
