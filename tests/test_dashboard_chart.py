"""Bars over the dates of publication, their ticks and their words."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dashboard.chart import MOST_BARS, MOST_TICKS, Bar, chart, name, short, ticks
from geodata.model import Role
from geodata.summaries import DocumentSummary
from sources.model import Record


def dated(*dates: str | None) -> list[DocumentSummary]:
    """A document for each date; after a "?", it is unsure."""
    return [
        DocumentSummary(
            f"{number}",
            Record(
                title=f"{number}",
                date=(date or "").rstrip("?") or None,
                certainty="A guess." if (date or "").endswith("?") else "",
            ),
            is_digest=False,
            sha256="00",
            mentions={Role.LITERAL: 1},
            unplaced=0,
        )
        for number, date in enumerate(dates)
    ]


def counting(documents: list[DocumentSummary]) -> dict[str, int]:
    return {one.id: 1 for one in documents}


@pytest.mark.parametrize(
    ("dates", "bars", "first", "last"),
    [
        ([], 0, "", ""),
        ([None], 0, "", ""),
        (["2020-03-04"], 1, "2020-03-04", "2020-03-04"),
        (["2020-03-04", "2020-03-04"], 1, "2020-03-04", "2020-03-04"),
        (["2020-02-27", "2020-03-02"], 5, "2020-02-27", "2020-03-02"),
        (["2018-07-24", "2018-09", "2020-03-06"], 21, "2018-07-01", "2020-03-31"),
        (["2020-01-31", "2020-12-01"], 12, "2020-01-01", "2020-12-31"),
        (["2020"], 1, "2020-01-01", "2020-12-31"),
        (["2018", "2019"], 2, "2018-01-01", "2019-12-31"),
        (["2018", "2019-05"], 17, "2018-01-01", "2019-05-31"),
        (["2011", "2015-06", "2020-12-31"], 10, "2011-01-01", "2020-12-31"),
        (["1880", "2020"], 29, "1880-01-01", "2024-12-31"),
        (["0001", "9999-12-31"], 50, "0001-01-01", "9999-12-31"),
    ],
)
def test_bars_are_as_fine_as_the_dates_tell(
    dates: list[str | None], bars: int, first: str, last: str
) -> None:
    found = chart(dated(*dates), counting(dated(*dates)))
    assert len(found.bars) == bars <= MOST_BARS
    if found.bars:
        assert (found.bars[0].first, found.bars[-1].last) == (first, last)
        assert sum(bar.documents for bar in found.bars) == len(dates)


def test_unsure_and_wide_dates_are_told_apart() -> None:
    documents = dated("2018", "2019-05?", "2019-05", "2018-02-01?", None)
    found = chart(documents, {"0": 5, "1": 7, "2": 11, "3": 13, "4": 17})
    counts = {bar.first: bar[2:] for bar in found.bars if bar.documents}
    assert counts == {
        # mentions, documents, unsure, doubted, months, years
        "2018-01-01": (5, 1, 5, 0, 0, 1),
        "2018-02-01": (13, 1, 13, 1, 0, 0),
        "2019-05-01": (18, 2, 7, 1, 2, 0),
    }
    assert (found.undated, found.undated_documents, found.most) == (17, 1, 18)


def test_the_axis_stays_when_other_filters_leave_less() -> None:
    documents = dated("2018", "2019", "2020", None)
    every, one = chart(documents, counting(documents)), chart(documents, {"1": 4})
    assert [bar[:2] for bar in every.bars] == [bar[:2] for bar in one.bars]
    assert [bar.mentions for bar in one.bars] == [0, 4, 0]
    assert (one.undated_documents, chart(documents, {}).most) == (0, 1)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2020-03-04", "2020-03-04", "4 March 2020"),
        ("2020-03-01", "2020-03-31", "March 2020"),
        ("2020-03-01", "2020-03-20", "1 March 2020 to 20 March 2020"),
        ("2020-01-01", "2020-12-31", "2020"),
        ("2018-07-01", "2020-03-31", "July 2018 to March 2020"),
        ("2011-01-01", "2020-12-31", "2011 to 2020"),
        ("2018", "2020-03", "January 2018 to March 2020"),
    ],
)
def test_a_stretch_of_time_is_named_in_its_own_unit(first: str, last: str, words: str) -> None:
    assert name(first, last) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2020-03-04", "2020-03-04", "4 Mar 2020"),
        ("2020-03-01", "2020-03-31", "Mar 2020"),
        ("2020-01-01", "2020-12-31", "2020"),
        ("1995-01-01", "1999-12-31", "1995–99"),
    ],
)
def test_a_bar_is_named_in_few_letters(first: str, last: str, words: str) -> None:
    assert short(Bar(first, last)) == words


@pytest.mark.parametrize(
    "dates",
    [["2020-03-04"], ["2018", "2019"], ["2011", "2020"], ["2018-07", "2020-03"],
     ["2020-02-27", "2020-03-30"], ["1800", "2020"]],
)  # fmt: skip
def test_ticks_name_first_and_last_and_leave_each_other_room(dates: list[str]) -> None:
    bars = chart(dated(*dates), {}).bars
    found = ticks(bars)
    assert (found[0].bar, found[-1].bar) == (0, len(bars) - 1)
    assert len(found) <= MOST_TICKS + 1
    gaps = [after.bar - before.bar for before, after in pairwise(found)]
    assert all(gap >= len(bars) // MOST_TICKS for gap in gaps)
    assert ticks([]) == []
