"""Dates as files write them."""

from __future__ import annotations

import pytest

from sources.dates import iso


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2020-03-04", "2020-03-04"),
        ("2020-03-04T23:59:00+02:00", "2020-03-04"),
        ("2020-03-04 10:00", "2020-03-04"),
        ("2020-03", "2020-03"),
        ("2020", "2020"),
        ("20200304", "2020-03-04"),
        ("2020/3/4", "2020-03-04"),
        ("Wed, 04 Mar 2020 10:00:00 GMT", "2020-03-04"),
        ("Wednesday, March 4, 2020", "2020-03-04"),
        ("March 4th, 2020", "2020-03-04"),
        ("4 March 2020", "2020-03-04"),
        ("4. März 2020", "2020-03-04"),
        ("1er", None),
        ("Sept. 2018", "2018-09"),
        ("4 آذار 2020", "2020-03-04"),
        ("3/4/2020", None),
        ("2020-02-30", None),
        ("2020-13-01", None),
        ("0020-01-01", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_date_is_read_or_none(written: str, date: str | None) -> None:
    assert iso(written) == date
