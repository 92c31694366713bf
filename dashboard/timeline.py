"""The dates as a chart that filters by brushing, with the same in two fields."""

from __future__ import annotations

from dataclasses import replace

from dashboard.chart import Bar, Chart, chart, name, short, ticks
from dashboard.filtering import Days, days, leaves
from dashboard.library import Library, selection
from dashboard.markup import Html, button, tag
from dashboard.state import State
from dashboard.wording import listed, number, plural

HOW = (
    "Drag over the bars, or choose one; Shift with a click or an arrow key extends. "
    "Hatched: the date is unsure, or wider than its bar."
)


def timeline(library: Library, state: State) -> Html:
    """Show mentions by date with all that chooses dates; nothing where all have the same one."""
    filters = state.filters
    documents = list(library.documents.values())
    anytime = replace(filters, since=None, until=None, undated=True)
    mentions = library.facets(selection(library, state)).documents
    left = {one.id: mentions.get(one.id, 0) for one in documents if leaves(anytime, one)}
    found = chart(documents, left)
    undated = any(days(one.record.date) is None for one in documents)
    if not found.bars or (len(found.bars) < 2 and not undated):
        return tag("div")
    shown = told(state) or name(found.bars[0].first, found.bars[-1].last)
    return tag(
        "details",
        tag(
            "summary",
            tag("h2", "Dates"),
            tag("output", shown, class_="told" if told(state) else None, data_range=shown),
        ),
        tag("div", _plot(found, state), _undated(found, state) if undated else None,
            _dates(found, state), class_="plots"),
        tag("p", HOW, class_="unseen", id="how-dates"),
        class_="timeline",
        open=True,
        data_key="fold:dates",
        data_narrow="closed",
    )  # fmt: skip


def told(state: State) -> str:
    """The dates chosen, in words; "" where all are."""
    since, until = days(state.filters.since), days(state.filters.until)
    if since and until:
        return name(since.first, until.last)
    if since:
        return f"from {name(*since)}"
    return f"to {name(*until)}" if until else ""


def _plot(found: Chart, state: State) -> Html:
    """The bars over their axis."""
    chosen = [_inside(bar, state) for bar in found.bars]
    first = chosen.index(True) if any(chosen) else 0
    bars = [
        _bar(bar, found.most, state, reached=number == first)
        for number, bar in enumerate(found.bars)
    ]
    marks = [
        tag("span", tick.words, style=f"left:{100 * (tick.bar + 0.5) / len(bars):.2f}%")
        for tick in ticks(found.bars)
    ]
    return tag(
        "div",
        tag("p", tag("span", number(found.most)), class_="greatest", aria_hidden="true"),
        tag("div", *bars, class_="bars", role="group", aria_label="Mentions by date",
            aria_describedby="how-dates", title=HOW, data_brush=True),
        tag("p", *marks, class_="ticks", aria_hidden="true"),
        class_="plot",
    )  # fmt: skip


def _inside(bar: Bar, state: State) -> bool:
    return Days(bar.first, bar.last).touches(state.filters.since, state.filters.until)


def _bar(bar: Bar, most: int, state: State, *, reached: bool) -> Html:
    """One bar; `reached` by the Tab key, the others by arrows from there."""
    inside, narrowed = _inside(bar, state), bool(state.filters.since or state.filters.until)
    words = described(bar)
    parts = (("unsure", bar.unsure), ("sure", bar.mentions - bar.unsure))
    return tag(
        "button",
        *(
            tag("i", class_=kind, style=f"height:{100 * count / most:.1f}%", aria_hidden="true")
            for kind, count in parts
            if count
        ),
        type="button",
        class_="bar in" if inside else "bar",
        title=words,
        aria_label=words,
        aria_pressed="true" if inside and narrowed else "false",
        tabindex=0 if reached else -1,
        data_action="time",
        data_since=bar.first,
        data_until=bar.last,
        data_name=short(bar),
        data_key=f"bar:{bar.first}",
    )


def described(bar: Bar) -> str:
    """Say what a bar stands for, and how sure its dates are."""
    words = f"{name(bar.first, bar.last)}: {plural(bar.mentions, 'mention')} in "
    words += plural(bar.documents, "document")
    doubts = [
        f"{number(count)} {what}"
        for count, what in (
            (bar.doubted, "of unsure date"),
            (bar.months, "dated only to the month"),
            (bar.years, "dated only to the year"),
        )
        if count
    ]
    return f"{words}, {listed(doubts)}" if doubts else words


def _dates(found: Chart, state: State) -> Html:
    """The same in two fields: the first and the last day."""
    since, until = days(state.filters.since), days(state.filters.until)
    fields = (
        ("From", "since", since.first if since else ""),
        ("To", "until", until.last if until else ""),
    )
    boxes = [
        tag(
            "label",
            tag("span", words),
            tag(
                "input",
                type="date",
                value=value,
                min=found.bars[0].first,
                max=found.bars[-1].last,
                data_action="time",
                data_field=field,
                data_key=f"date:{field}",
            ),
        )
        for words, field, value in fields
    ]
    every = button("time", "All dates", class_="text", data_key="all-dates")
    return tag("div", *boxes, every if since or until else None, class_="dates")


def _undated(found: Chart, state: State) -> Html:
    """The documents without a date, as a bar of their own with a box."""
    shown = state.filters.undated
    count = plural(found.undated, "mention")
    words = f"Undated: {count} in {plural(found.undated_documents, 'document')}"
    box = tag("input", type="checkbox", checked=shown, data_action="undated", data_key="undated",
              aria_label=words)  # fmt: skip
    bar = tag("i", class_="sure", style=f"height:{100 * found.undated / found.most:.1f}%")
    return tag(
        "label",
        tag("span", bar if found.undated else None, class_="bar in" if shown else "bar",
            aria_hidden="true"),
        tag("span", box, tag("span", "Undated", aria_hidden="true"), class_="ticks"),
        class_="undated",
        title=words,
    )  # fmt: skip
