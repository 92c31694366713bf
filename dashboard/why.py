"""Why a name is this place: how sure, what decided, and what it could have been instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.markup import Html, isolated, join, tag
from dashboard.wording import UNSURE, percent, sure, whereabouts
from geodata.summaries import PlacedMention, RunnerUp

PANEL = "why"
WORTH_NAMING = 0.01  # of confidence: what is less probable is not told one by one
UNDECIDED = "no single sign decided; all of them together make it the likeliest"


def asking(mentions: Sequence[PlacedMention]) -> Html:
    """The button that opens the reasons; it says at once where a name is an unsure case."""
    least = min(mention.confidence for mention in mentions)
    doubt = tag("span", sure(least), class_="doubt") if least < UNSURE else None
    return tag(
        "button",
        "Why here?",
        join((" ", doubt)) if doubt else None,
        type="button",
        class_="text",
        title="Show what decided, and what else it could have been",
        data_reveal=PANEL,
        aria_expanded="false",
    )


def reasons(mentions: Iterable[PlacedMention]) -> Html:
    """What is opened: a part for each name of a quote, those that say the same only once."""
    parts = dict.fromkeys(reasons_of(mention) for mention in mentions)
    return tag("div", *parts, class_="reasons", data_revealed=PANEL, hidden=True)


def rivals(others: Sequence[RunnerUp], before: str = "") -> Html | None:
    """List what a name could have meant instead, each with what it is and how probable."""
    named = [one for one in others if one.confidence >= WORTH_NAMING]
    lines = [
        tag("li", before, isolated(one.name), f", {whereabouts(one)}: {percent(one.confidence)}")
        for one in named
    ]
    if len(named) < len(others):
        rest = "any other place of this name" if named else "every other place of this name"
        lines.append(tag("li", f"{before}{rest}: {percent(0.0)}"))
    return tag("ul", *lines, class_="rivals") if lines else None


def reasons_of(mention: PlacedMention) -> Html:
    """Tell how sure one name is, what decided, and what it could have meant instead."""
    signs = mention.evidence or (UNDECIDED,)
    return tag(
        "section",
        tag("p", "“", isolated(mention.surface), "”: ", tag("b", sure(mention.confidence))),
        tag("ul", *[tag("li", sign) for sign in signs], class_="signs"),
        rivals(mention.runners_up, "or "),
    )
