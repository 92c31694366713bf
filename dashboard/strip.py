"""The strip beside a text: where its names stand, from the first character to the last.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt

from dashboard.markup import Html, button, join, tag
from dashboard.wording import plural
from sources.model import Document, Span

BINS = 100
# The drawing: all names grow from its left, those of the chosen place stand on its right.
WIDTH, ALL, OWN = 12.0, 7.0, 4.0
TEXT = "reader-text"  # what the strip scrolls, by its id


def counted(starts: Iterable[int], length: int) -> list[int]:
    """How many of these offsets lie in each hundredth of a text of `length` characters."""
    counts = [0] * BINS
    for start in starts:
        counts[min(BINS - 1, start * BINS // max(1, length))] += 1
    return counts


def strip(
    document: Document, names: Iterable[int], own: Iterable[int], sentence: Span | None
) -> Html:
    """Draw where names start, where those of the chosen place do, and the sentence being read.

    A scroll bar to whoever uses it: a click, a drag or the arrow keys move the text (reader.js);
    what is not in the window of a long text is asked for by the button.
    """
    length = len(document.text)
    all_names, own_names = counted(names, length), counted(own, length)
    now = sentence.start * BINS // max(1, length) if sentence else 0
    bar = tag(
        "div",
        _drawing(all_names, own_names, sentence, length),
        tag("i", class_="seen"),
        class_="strip",
        role="scrollbar",
        tabindex=0,
        aria_label="Where the names stand",
        aria_controls=TEXT,
        aria_orientation="vertical",
        aria_valuemin=0,
        aria_valuemax=BINS - 1,
        aria_valuenow=now,
        aria_valuetext=told(now, all_names, own_names),
        title="Where names stand: go to a part of the text",
        data_strip=length,
        data_names=_written(all_names),
        data_own=_written(own_names) if any(own_names) else None,
        data_key="strip",
    )
    going = button("read", hidden=True, data_document=document.id, data_start=0)
    return tag("div", bar, going, class_="strip-holder")


def told(part: int, names: Sequence[int], own: Sequence[int]) -> str:
    """Say what one hundredth of the text holds: "30% to 31%: 4 names, 2 of the chosen place"."""
    chosen = f", {own[part]} of the chosen place" if own[part] else ""
    return f"{part}% to {part + 1}%: {plural(names[part], 'name')}{chosen}"


def _drawing(names: Sequence[int], own: Sequence[int], sentence: Span | None, length: int) -> Html:
    most = max(1, *names)
    here = None
    if sentence is not None:
        top, height = (BINS * part / max(1, length) for part in (sentence.start, _size(sentence)))
        here = tag("rect", class_="here", x="0", y=f"{top:.2f}", width=f"{WIDTH:g}",
                   height=f"{max(height, 0.8):.2f}")  # fmt: skip
    return tag(
        "svg",
        here,
        tag("path", class_="all", d=_bars((0, ALL * sqrt(n / most)) for n in names)),
        tag("path", class_="own", d=_bars((WIDTH - OWN, OWN if n else 0.0) for n in own)),
        viewBox=f"0 0 {WIDTH:g} {BINS}",
        preserveAspectRatio="none",
        aria_hidden="true",
    )


def _bars(bars: Iterable[tuple[float, float]]) -> str:
    """The bars of a drawing as a path: of each hundredth, where it begins and how wide it is."""
    return "".join(
        f"M{left:g} {top}h{width:.2f}v1h-{width:.2f}z"
        for top, (left, width) in enumerate(bars)
        if width
    )


def _size(span: Span) -> int:
    return span.end - span.start


def _written(counts: Sequence[int]) -> str:
    return str(join((str(count) for count in counts), " "))
