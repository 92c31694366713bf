"""What became of what a reader did with the library: told until it is dismissed.  Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dashboard.keeping import Keeper, Undoable
from dashboard.markup import Html, button, isolated, tag
from dashboard.wording import number
from sources.intake import Outcome, Result

FILES_SHOWN = 200
WORDS = {
    Outcome.REFUSED: "not added",
    Outcome.ADDED: "added",
    Outcome.THERE: "already there",
}
TALLIED = (Outcome.ADDED, Outcome.THERE, Outcome.REFUSED)


def kept_notices(keeping: Keeper) -> Html | None:
    """Tell what was added and removed; None where there is nothing to tell."""
    parts = [
        _failed(keeping.failure) if keeping.failure else None,
        _added(keeping.told) if keeping.told else None,
        _removed(keeping.removed) if keeping.removed else None,
    ]
    if not any(parts):
        return None
    dismiss = button("dismiss", "Dismiss", class_="text", data_key="dismiss")
    return tag("div", tag("div", *parts, role="status"), dismiss, class_="kept-notice")


def tally(results: Iterable[Result]) -> str:
    """Count what became of files: "8 added, 1 already there, 1 not added"."""
    counts = Counter(one.outcome for one in results)
    told = [f"{number(counts[one])} {WORDS[one]}" for one in TALLIED if counts[one]]
    return ", ".join(told) or "Nothing was added"


def _failed(reason: str) -> Html:
    return tag("p", tag("b", "The files were not added."), " ", reason)


def _added(results: Sequence[Result]) -> Html:
    """Count the files, and list them one step away, those that were not added first."""
    in_order = sorted(results, key=lambda one: list(WORDS).index(one.outcome))
    rows = [
        tag(
            "li",
            tag("b", isolated(one.path)),
            " ",
            tag("span", WORDS[one.outcome], class_="outcome"),
            tag("p", one.told) if one.told else None,
        )
        for one in in_order[:FILES_SHOWN]
    ]
    rest = len(in_order) - len(rows)
    more = tag("p", f"… and {number(rest)} more.") if rest else None
    return tag(
        "details",
        tag("summary", tag("b", tally(results)), "; see each file"),
        tag("ul", *rows, tabindex=0, aria_label="What became of each file"),
        more,
        data_key="told",
    )


def _removed(removed: Sequence[Undoable]) -> Html:
    """What was removed, the latest first, each with the way back."""
    rows = [
        tag(
            "li",
            isolated(one.words),
            " was removed. ",
            button("undo", "Undo", class_="text", data_entry=one.removed.entry.id,
                   data_key=f"undo:{one.removed.entry.id}", aria_label=f"Undo: {one.words}"),
        )
        for one in reversed(removed)
    ]  # fmt: skip
    return tag("ul", *rows, class_="removed")
