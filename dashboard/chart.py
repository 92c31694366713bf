"""Mentions counted by the dates of publication: bars, and the ticks under them.  Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dashboard.filtering import Days, days
from dashboard.wording import date as written
from geodata.summaries import DocumentSummary

MOST_BARS = 60
FEWEST_BARS = 3  # fewer say nothing: a finer unit is taken, though some dates are coarser
MOST_TICKS = 7
ROUND_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500)

Dated = tuple[Days, DocumentSummary]


class Bar(NamedTuple):
    """A stretch of time: its first and last day, its mentions and its documents.

    `unsure` counts the mentions in documents of which nobody knows whether they are of this
    stretch; `doubted` the documents whose date is marked as unsure, `months` and `years` those
    that are dated to no more than a month or a year.
    """

    first: str
    last: str
    mentions: int = 0
    documents: int = 0
    unsure: int = 0
    doubted: int = 0
    months: int = 0
    years: int = 0


class Chart(NamedTuple):
    """Bars without a gap from the first date to the last, and what is undated."""

    bars: tuple[Bar, ...]
    undated: int
    undated_documents: int

    @property
    def most(self) -> int:
        """The greatest count, at least 1: what all heights are measured by."""
        return max(1, self.undated, *(bar.mentions for bar in self.bars))


class Tick(NamedTuple):
    """Words under a bar, by its number."""

    bar: int
    words: str


def chart(documents: Iterable[DocumentSummary], mentions: Mapping[str, int]) -> Chart:
    """Count mentions by date of publication, in days, months or years as the dates ask for.

    `mentions` has the documents that the other filters leave.  All `documents` make the axis, so
    that it stays where it is when they change.
    """
    dated: list[Dated] = []
    undated = []
    for one in documents:
        covered = days(one.record.date)
        if covered is not None:
            dated.append((covered, one))
        elif one.id in mentions:
            undated.append(one)
    stretches = _stretches([covered for covered, _ in dated])
    starts = [stretch.first for stretch in stretches]
    inside: list[list[Dated]] = [[] for _ in stretches]
    for covered, one in dated:
        if one.id in mentions:
            inside[bisect_right(starts, covered.first) - 1].append((covered, one))
    bars = [_bar(*pair, mentions) for pair in zip(stretches, inside, strict=True)]
    return Chart(tuple(bars), sum(mentions[one.id] for one in undated), len(undated))


def _bar(stretch: Days, inside: Sequence[Dated], mentions: Mapping[str, int]) -> Bar:
    """Count the documents that begin in a stretch."""
    doubtful = [
        one for covered, one in inside if covered.last > stretch.last or one.record.certainty
    ]
    lengths = [len(one.record.date or "") for _, one in inside]
    return Bar(
        stretch.first,
        stretch.last,
        sum(mentions[one.id] for _, one in inside),
        len(inside),
        sum(mentions[one.id] for one in doubtful),
        sum(bool(one.record.certainty) for _, one in inside),
        lengths.count(len("2020-01")),
        lengths.count(len("2020")),
    )


def _stretches(covered: Sequence[Days]) -> list[Days]:
    """Days, months or years: the finest that every date tells and of which there are not too many.

    Where these would be fewer than three, and some date tells more, finer ones.
    """
    if not covered:
        return []
    first, last = min(one.first for one in covered), max(one.first for one in covered)
    units = (_days(first, last), _months(first, last), _years(first, last))
    fitting = [unit for unit in units if 0 < len(unit) <= MOST_BARS]
    told = next(unit for unit in fitting if unit is units[2] or _tells_all(covered, unit))
    if len(told) >= FEWEST_BARS or set(covered) <= set(told):
        return told
    return next((unit for unit in reversed(fitting) if len(unit) >= FEWEST_BARS), told)


def _tells_all(covered: Sequence[Days], unit: Sequence[Days]) -> bool:
    """Whether every date lies in one stretch as a whole."""
    ends = {stretch.last for stretch in unit}
    return all(one.last in ends or one.first == one.last for one in covered)


def _days(first: str, last: str) -> list[Days]:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    count = min((end - begin).days, MOST_BARS) + 1
    found = [(begin + timedelta(days=number)).isoformat() for number in range(count)]
    return [Days(day, day) for day in found]


def _months(first: str, last: str) -> list[Days]:
    years = range(int(first[:4]), int(last[:4]) + 1)
    if 12 * (len(years) - 2) > MOST_BARS:
        return []
    names = (f"{year:04}-{month:02}" for year in years for month in range(1, 13))
    return [found for one in names if first[:7] <= one <= last[:7] and (found := days(one))]


def _years(first: str, last: str) -> list[Days]:
    """Years, or as many at a time as keep the bars few enough."""
    begin, end = int(first[:4]), int(last[:4])
    step = next(one for one in (*ROUND_YEARS, end) if (end // one - begin // one) < MOST_BARS)
    starts = range(begin - begin % step, end + 1, step)
    return [Days(f"{max(year, 1):04}-01-01", f"{year + step - 1:04}-12-31") for year in starts]


def name(first: str, last: str) -> str:
    """Write a stretch of time in words: "4 March 2020", "March 2020", "2011 to 2020"."""
    if first == last:
        return written(first)
    begin, end = days(first), days(last)
    if begin is None or end is None:
        return f"{written(first)} to {written(last)}"
    first, last = begin.first, end.last
    for size in (4, 7):
        opening, closing = days(first[:size]), days(last[:size])
        if opening and closing and (opening.first, closing.last) == (first, last):
            units = dict.fromkeys((first[:size], last[:size]))
            return " to ".join(written(unit) for unit in units)
    return f"{written(first)} to {written(last)}"


def ticks(bars: Sequence[Bar]) -> list[Tick]:
    """Words for the first bar, the last, and round dates between that leave each other room."""
    if not bars:
        return []
    last = len(bars) - 1
    found = [Tick(0, short(bars[0]))]
    room = max(1, -(-len(bars) // MOST_TICKS))
    for number in sorted(range(1, last), key=lambda n: (-_roundness(bars[n]), n)):
        apart = all(abs(number - tick.bar) >= room for tick in found)
        if _roundness(bars[number]) and apart and last - number >= room:
            found.append(Tick(number, short(bars[number])))
    if last:
        found.append(Tick(last, short(bars[last])))
    return sorted(found)


def short(bar: Bar) -> str:
    """A stretch in as few letters as tell it: "4 Mar 2020", "Mar 2020", "2020", "2011–15"."""
    if bar.first == bar.last:
        day, month, year = written(bar.first).split()
        return f"{day} {month[:3]} {year}"
    if bar.first[:7] == bar.last[:7]:
        month, year = written(bar.first[:7]).split()
        return f"{month[:3]} {year}"
    if bar.first[:4] == bar.last[:4]:
        return bar.first[:4]
    return f"{bar.first[:4]}–{bar.last[2:4]}"


def _roundness(bar: Bar) -> int:
    """How good a bar is for a tick: round years before years, years before months, then none."""
    year, month, day = bar.first.split("-")
    if bar.first[:4] != bar.last[:4] or (month == "01" and day == "01"):
        return 3 + (int(year) % 5 == 0) + (int(year) % 10 == 0)
    if day == "01":
        return 2 if month == "07" else 1
    return 1 if bar.first == bar.last and date.fromisoformat(bar.first).weekday() == 0 else 0
