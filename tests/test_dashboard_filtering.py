"""What each filter leaves, and which of them leaves a document out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.filtering import (
    AT_FIRST,
    Choice,
    Days,
    Filters,
    Hiding,
    counted,
    days,
    hidden_by,
    known_values,
    leaves,
    left_out,
    selection,
)
from geodata.model import Role
from geodata.summaries import DocumentSummary, Selection
from sources.model import Record


def summary(name: str, date: str | None = None, **facts: str) -> DocumentSummary:
    """A document with three mentions on the map and one that is not placed."""
    record = replace(Record(title=name, date=date), **facts)
    roles = {Role.LITERAL: 2, Role.DEMONYM: 1}
    return DocumentSummary(name, record, is_digest=False, sha256="00", mentions=roles, unplaced=1)


DAY = summary("day", "2020-03-04", publisher="Post", author="A. Baker")
MONTH = summary("month", "2020-03", publisher="Post")
YEAR = summary("year", "2020", publisher="Radio")
UNDATED = summary("undated")
ALL = (DAY, MONTH, YEAR, UNDATED)
KNOWN = known_values(ALL, ("town", "road"), ("SY", ""))


@pytest.mark.parametrize(
    ("iso", "covered"),
    [
        ("2020-03-04", ("2020-03-04", "2020-03-04")),
        ("2020-02", ("2020-02-01", "2020-02-29")),
        ("2019-02", ("2019-02-01", "2019-02-28")),
        ("2020", ("2020-01-01", "2020-12-31")),
        *((what, None) for what in (None, "", "20", "2020-13", "2019-02-29", "0000", "May 2020")),
    ],
)
def test_a_date_covers_all_days_that_it_may_mean(
    iso: str | None, covered: tuple[str, str] | None
) -> None:
    assert days(iso) == (covered and Days(*covered))


@pytest.mark.parametrize(
    ("since", "until", "left"),
    [
        (None, None, {"day", "month", "year", "undated"}),
        ("2020-03-04", "2020-03-04", {"day", "month", "year", "undated"}),
        ("2020-03-05", None, {"month", "year", "undated"}),
        ("2020-04-01", None, {"year", "undated"}),
        (None, "2020-02-29", {"year", "undated"}),
        (None, "2020-03", {"day", "month", "year", "undated"}),
        ("2020", "2020", {"day", "month", "year", "undated"}),
        ("2021", None, {"undated"}),
    ],
)
def test_a_document_is_left_where_its_date_may_lie_between_two(
    since: str | None, until: str | None, left: set[str]
) -> None:
    filters = Filters(since=since, until=until)
    assert {one.id for one in ALL if leaves(filters, one)} == left
    without = replace(filters, undated=False)
    assert {one.id for one in ALL if leaves(without, one)} == left - {"undated"}


@pytest.mark.parametrize(
    ("filters", "hiding"),
    [
        (Filters(), None),
        (Filters(chosen={Choice.DOCUMENTS: frozenset()}, since="2021"), Hiding.DOCUMENTS),
        (Filters(chosen={Choice.PUBLISHERS: frozenset({"Radio"})}), Hiding.PUBLISHERS),
        (Filters(chosen={Choice.AUTHORS: frozenset({""})}), Hiding.AUTHORS),
        (Filters(until="2019"), Hiding.DATES),
    ],
)
def test_the_first_filter_that_leaves_a_document_out_is_told(
    filters: Filters, hiding: Hiding | None
) -> None:
    assert hidden_by(filters, DAY) == hiding


def test_what_is_left_out_adds_up() -> None:
    filters = Filters(
        chosen={Choice.PUBLISHERS: frozenset({"Post", ""})}, since="2020-03-05", undated=False
    )
    told = left_out(filters, ALL)
    assert told == {Hiding.PUBLISHERS: 4, Hiding.DATES: 4, Hiding.UNDATED: 4}
    assert list(told) == [Hiding.PUBLISHERS, Hiding.DATES, Hiding.UNDATED]
    assert left_out(Filters(), ALL) == {}


def test_all_documents_are_no_filter() -> None:
    assert selection(Filters(), ALL) == Selection(roles=frozenset({Role.LITERAL}))
    assert selection(Filters(chosen={}), ALL) == Selection()
    assert selection(Filters(since="2021"), ALL).documents == frozenset({"undated"})


def test_a_space_after_the_last_word_says_that_it_is_whole() -> None:
    assert selection(Filters(words="  war "), ALL).words == "war "


def test_publishers_count_the_mentions_of_their_documents_under_all_other_filters() -> None:
    mentions = {"day": 3, "month": 2, "year": 5}
    filters = Filters(chosen={**AT_FIRST, Choice.PUBLISHERS: frozenset({"Radio"})}, undated=False)
    assert counted(Choice.PUBLISHERS, filters, ALL, mentions) == {"Post": 5, "Radio": 5, "": 0}
    assert counted(Choice.DOCUMENTS, filters, ALL, mentions) == {
        "day": 0,
        "month": 0,
        "year": 5,
        "undated": 0,
    }


def test_choosing_all_that_is_known_is_no_filter() -> None:
    some = Filters().choosing(Choice.KINDS, {"town", "planet"}, KNOWN)
    assert some.values(Choice.KINDS) == frozenset({"town"})
    assert some.toggling(Choice.KINDS, "road", KNOWN).values(Choice.KINDS) is None
    assert some.toggling(Choice.KINDS, "planet", KNOWN) == some
    assert KNOWN[Choice.PUBLISHERS] == frozenset({"Post", "Radio", ""})
