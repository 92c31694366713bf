"""The keyboard: every shortcut as data, the dialog that lists them, the ways past the page's parts.

A key acts on the control that carries it as `data-shortcut`: see keys.js.
"""

from __future__ import annotations

from typing import NamedTuple

from dashboard.markup import Html, tag

DIALOG = "keyboard"


class Shortcut(NamedTuple):
    """A key as browsers name it (`KeyboardEvent.key`), and what it does."""

    key: str
    does: str


GROUPS: dict[str, tuple[Shortcut, ...]] = {
    "Find": (
        Shortcut("/", "Find a place by name"),
        Shortcut("w", "Find words in quotes"),
        Shortcut("f", "Filters"),
    ),
    "Go to": (
        Shortcut("l", "The list of places"),
        Shortcut("m", "The map: the chosen mark, else one near its middle"),
        Shortcut("q", "The quotes, or the document"),
        Shortcut("d", "The documents that are open"),
    ),
    "Read": (
        Shortcut("r", "Read a quote in its document"),
        Shortcut("n", "Next mention, while reading"),
        Shortcut("p", "Previous mention, while reading"),
        Shortcut(".", "Next of the words searched for, while reading"),
        Shortcut(",", "Previous of these words, while reading"),
        Shortcut("u", "What is not placed, and why"),
        Shortcut("Escape", "Back to the quotes, then to no place"),
    ),
    "Page": (
        Shortcut("t", "All places as a table"),
        Shortcut("c", "Copy the link to what is shown"),
        Shortcut("?", "This list"),
    ),
}
WITHOUT_SWITCH = (
    ("Tab", "From control to control"),
    ("Arrows", "From mark to mark on the map, from bar to bar of the dates"),
    ("Enter", "Choose"),
)
WRITTEN = {"Escape": "Esc"}
PARTS = (("places", "places", "l"), ("map", "map", "m"), ("evidence", "quotes", "q"))


def shortcuts() -> tuple[Shortcut, ...]:
    """Every shortcut, in the order of the list."""
    return tuple(one for group in GROUPS.values() for one in group)


def skip_links() -> Html:
    """Ways past what comes first, seen once they have the focus; their keys are shortcuts."""
    links = [
        tag("button", f"Skip to the {words}", type="button", class_="plain", data_part=part,
            data_shortcut=key)
        for part, words, key in PARTS
    ]  # fmt: skip
    return tag("nav", *links, class_="skips", aria_label="Skip to")


def opener() -> Html:
    """The button that opens the list of shortcuts."""
    return tag(
        "button",
        "Keyboard",
        type="button",
        class_="plain keyboard",
        aria_haspopup="dialog",
        data_opens=DIALOG,
        data_shortcut="?",
    )


def dialog() -> Html:
    """List the shortcuts, with the switch that turns the single keys off."""
    switch = tag(
        "label",
        tag("input", type="checkbox", role="switch", checked=True, data_keys=True),
        tag("span", tag("b", "Single-key shortcuts"),
            tag("small", "Off, a letter typed by mistake or by voice does nothing.")),
        class_="switch",
    )  # fmt: skip
    groups = [
        _group(words, [(WRITTEN.get(one.key, one.key), one.does) for one in group])
        for words, group in GROUPS.items()
    ]
    return tag(
        "dialog",
        tag(
            "header",
            tag("h2", "Keyboard", id=f"{DIALOG}-name", tabindex=-1, autofocus=True),
            tag("button", "Close", type="button", class_="plain", data_closes=DIALOG),
            class_="line",
        ),
        switch,
        tag("div", *groups, _group("Everywhere", WITHOUT_SWITCH), class_="keys"),
        id=DIALOG,
        aria_labelledby=f"{DIALOG}-name",
    )


def _group(words: str, rows: list[tuple[str, str]] | tuple[tuple[str, str], ...]) -> Html:
    return tag(
        "section",
        tag("h3", words),
        tag("dl", *(tag("div", tag("dt", tag("kbd", key)), tag("dd", does)) for key, does in rows)),
    )
