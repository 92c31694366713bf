"""The row above the map: words in quotes, the way to the filters, and what is filtered now.

It is as high with many filters as with none: what it has no room for is counted (chips.js).
"""

from __future__ import annotations

from dashboard.chips import chip, chips
from dashboard.filtering import LONGEST
from dashboard.library import Library, selection
from dashboard.markup import Html, button, join, tag
from dashboard.state import State
from dashboard.wording import number, plural
from geodata.fulltext import terms

HELP = (
    ("cease fire", "both words, anywhere in the sentence"),
    ('"cease fire"', "these words, one after the other"),
    ("bomb*", "words that begin so: bombs, bombing"),
    ("قصف", "any script; accents and capitals do not count"),
)


def toolbar(library: Library, state: State) -> Html:
    """Show the search for words, the filters that are on, and one step to none of them."""
    active = chips(library, state)
    words = f"Filters ({number(len(active))})" if active else "Filters"
    opener = tag("button", words, type="button", class_="plain", data_fold="filters",
                 data_key="open-filters", data_lands=True, data_shortcut="f")  # fmt: skip
    on = tag("ul", *(chip(one) for one in active), class_="chips", data_line=True,
             aria_label="Filters that are on")  # fmt: skip
    further = tag("button", type="button", class_="plain further", hidden=True, data_further=True)
    reset = button("reset", "Reset", class_="text", data_key="reset", title="Take all filters off")
    changed = bool(active or state.search)
    return tag(
        "div",
        _words(library, state),
        opener,
        join((on, further)) if active else None,
        reset if changed else None,
        class_="toolbar",
    )


def _words(library: Library, state: State) -> Html:
    """Words that quotes must hold, how many do, and help on demand."""
    box = tag(
        "input",
        type="search",
        value=state.filters.words,
        placeholder="Words in quotes",
        aria_label="Words in quotes",
        aria_describedby="words-found",
        data_action="words",
        data_key="words",
        data_shortcut="w",
        maxlength=LONGEST,
        autocomplete="off",
        spellcheck="false",
        dir="auto",
    )
    rows = (tag("li", tag("code", words), " ", meaning) for words, meaning in HELP)
    helped = tag(
        "details",
        tag("summary", tag("span", "?", aria_hidden="true"),
            tag("span", "How to search", class_="unseen")),
        tag("div", tag("ul", *rows),
            tag("p", "All of it must stand in one sentence that names a place."), class_="card"),
        class_="help",
        data_key="fold:words-help",
    )  # fmt: skip
    found = tag("span", found_in_words(library, state), class_="count", id="words-found")
    return tag("div", box, found, helped, class_="words-box")


def found_in_words(library: Library, state: State) -> str:
    """Say how many quotes hold the words; "" where nothing is asked for."""
    words = state.filters.words.strip()
    if not words:
        return ""
    if not terms(words):
        return "no letters to look for"
    return plural(library.quotes(None, selection(library, state), 1, 0)[1], "quote")
