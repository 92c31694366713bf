"""Mentions over the dates of publication: a chart that filters by brushing.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from dashboard.filtering import Days, days, leaves
from dashboard.library import Library
from dashboard.markup import Html, button, tag
from dashboard.state import State
from dashboard.wording import date as written
from dashboard.wording import number, plural
from geodata.summaries import DocumentSummary

MOST_BARS = 60


class Bar(NamedTuple):
    """A stretch of time: its first and last day, its mentions and documents, and how many of the
    documents have an unsure date, or one that is no day of this stretch alone.
    """

    first: str
    last: str
    mentions: int
    documents: int
    unsure: int


class Chart(NamedTuple):
    """Bars from the first dated document to the last, and what is undated."""

    bars: tuple[Bar, ...]
    undated: int
    undated_documents: int


def chart(documents: Iterable[DocumentSummary], mentions: Mapping[str, int]) -> Chart:
    """Count mentions by date of publication, in days, months or years as the span asks for."""
    dated: list[tuple[Days, DocumentSummary]] = []
    undated = []
    for one in documents:
        covered = days(one.record.date)
        if covered is None:
            undated.append(one)
        else:
            dated.append((covered, one))
    stretches = _stretches([covered for covered, _ in dated])
    bars = []
    for first, last in stretches:
        inside = [(covered, one) for covered, one in dated if first <= covered.first <= last]
        bars.append(
            Bar(
                first,
                last,
                sum(mentions.get(one.id, 0) for _, one in inside),
                len(inside),
                sum(covered.last > last or bool(one.record.certainty) for covered, one in inside),
            )
        )
    return Chart(tuple(bars), sum(mentions.get(one.id, 0) for one in undated), len(undated))


def _stretches(covered: list[Days]) -> list[Days]:
    """Years, months or days without a gap, the finest of which there are not too many."""
    if not covered:
        return []
    first = datetime.fromisoformat(min(one.first for one in covered))
    last = datetime.fromisoformat(max(one.first for one in covered))
    if (last - first).days < MOST_BARS and all(one.first == one.last for one in covered):
        return [_day(first + timedelta(days=n)) for n in range((last - first).days + 1)]
    months = [(y, m) for y in range(first.year, last.year + 1) for m in range(1, 13)]
    months = [one for one in months if (first.year, first.month) <= one <= (last.year, last.month)]
    finer = any(one.first[:7] == one.last[:7] for one in covered)
    if len(months) <= MOST_BARS and finer:
        return [found for y, m in months if (found := days(f"{y}-{m:02}"))]
    step = max(1, -(-(last.year - first.year + 1) // MOST_BARS))
    return [
        Days(f"{year}-01-01", f"{min(year + step - 1, last.year)}-12-31")
        for year in range(first.year, last.year + 1, step)
    ]


def _day(day: datetime) -> Days:
    iso = day.date().isoformat()
    return Days(iso, iso)


def name(first: str, last: str) -> str:
    """Write a stretch of time in words."""
    if first == last:
        return written(first)
    if first[:7] == last[:7]:
        return written(first[:7])
    return first[:4] if first[:4] == last[:4] else f"{first[:4]} to {last[:4]}"


def timeline(library: Library, state: State, mentions: Mapping[str, int]) -> Html | None:
    """Show the chart with its handles; None where there is nothing to choose.

    `mentions` of each document under all filters but those of documents.
    """
    filters = state.filters
    anytime = replace(filters, since=None, until=None, undated=True)
    documents = [one for one in library.documents.values() if leaves(anytime, one)]
    found = chart(documents, mentions)
    if len(found.bars) < 2 and not (found.bars and found.undated_documents):
        return None
    most = max(bar.mentions for bar in found.bars) or 1
    bars = [_bar(bar, most, chosen=_inside(bar, state)) for bar in found.bars]
    changed = bool(filters.since or filters.until)
    told = None
    if changed:
        told = tag("span", _told(filters.since, filters.until), class_="told")
    return tag(
        "details",
        tag("summary", tag("span", "Dates"), told),
        tag(
            "div",
            tag("div", *bars, class_="bars", role="group", aria_label="Mentions by date",
                data_brush=True),
            tag("p", tag("span", name(*found.bars[0][:2])), tag("span", name(*found.bars[-1][:2])),
                class_="ends"),
            _dates(state),
            _undated(found, state),
            button("time", "All dates", class_="text", data_key="all-dates") if changed else None,
            class_="timeline",
        ),
        class_="filter",
        open=True,
        data_key="filter:dates",
    )  # fmt: skip


def _told(since: str | None, until: str | None) -> str:
    if since and until:
        return written(since) if since == until else f"{written(since)} – {written(until)}"
    return f"from {written(since)}" if since else f"to {written(until)}"


def _inside(bar: Bar, state: State) -> bool:
    since, until = state.filters.since, state.filters.until
    return (since or "") <= bar.last and (until is None or bar.first <= until)


def _bar(bar: Bar, most: int, *, chosen: bool) -> Html:
    words = f"{name(bar.first, bar.last)}: {plural(bar.mentions, 'mention')} in "
    words += plural(bar.documents, "document")
    if bar.unsure:
        words += f", {number(bar.unsure)} of unsure date"
    height = max(6, round(100 * bar.mentions / most)) if bar.documents else 0
    return tag(
        "button",
        tag("i", style=f"height:{height}%", aria_hidden="true"),
        type="button",
        class_="bar unsure" if bar.unsure else "bar",
        title=words,
        aria_label=words,
        aria_pressed="true" if chosen else "false",
        data_action="time",
        data_since=bar.first,
        data_until=bar.last,
        data_key=f"bar:{bar.first}",
    )


def _dates(state: State) -> Html:
    """The same by keyboard: first and last day."""
    return tag(
        "div",
        *(
            tag(
                "label",
                tag("span", words),
                tag(
                    "input",
                    type="date",
                    value=value or "",
                    data_action="time",
                    data_field=field,
                    data_since=state.filters.since or "",
                    data_until=state.filters.until or "",
                    data_key=f"date:{field}",
                ),
            )
            for words, field, value in (
                ("From", "since", _whole(state.filters.since, first=True)),
                ("To", "until", _whole(state.filters.until, first=False)),
            )
        ),
        class_="dates",
    )


def _whole(iso: str | None, *, first: bool) -> str | None:
    covered = days(iso)
    if covered is None:
        return None
    return covered.first if first else covered.last


def _undated(found: Chart, state: State) -> Html | None:
    if not found.undated_documents:
        return None
    box = tag(
        "input",
        type="checkbox",
        checked=state.filters.undated,
        data_action="undated",
        data_key="undated",
    )
    words = tag("span", tag("span", "Undated", class_="title"), class_="words")
    tally = tag("span", number(found.undated), class_="count",
                title=plural(found.undated, "mention"))  # fmt: skip
    return tag("ul", tag("li", tag("label", box, words, tally)), class_="checks")
