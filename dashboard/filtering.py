"""The reader's filters: what each leaves, and which documents remain.  Pure."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from geodata.model import Role
from geodata.summaries import DocumentSummary, Facet, Selection

LONGEST = 200  # characters of a search: an address must stay one that servers take
DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")


class Choice(StrEnum):
    """What can be chosen value by value; each is a field of Filters."""

    DOCUMENTS = "documents"
    PUBLISHERS = "publishers"
    AUTHORS = "authors"
    ROLES = "roles"
    KINDS = "kinds"
    COUNTRIES = "countries"


class Hiding(StrEnum):
    """Which filter leaves a document out: of several, the first in this order."""

    DOCUMENTS = "documents"
    PUBLISHERS = "publishers"
    AUTHORS = "authors"
    DATES = "dates"
    UNDATED = "undated"


Known = Mapping[Choice, frozenset[str]]
Chosen = Mapping[Choice, frozenset[str]]
AT_FIRST: Chosen = {Choice.ROLES: frozenset({str(Role.LITERAL)})}


@dataclass(frozen=True)
class Filters:
    """What is shown.

    `chosen` has the values shown of each kind, or nothing of a kind of which all are; "" stands
    for documents that name no publisher or author, and for places in no single country.  `since`,
    `until`: the first and last day, inclusive, as ISO dates; `undated`: whether undated documents
    are shown too.  `least`: the lowest confidence (0 to 1); `words`: what quotes must hold.
    """

    chosen: Chosen = field(default_factory=lambda: AT_FIRST)
    since: str | None = None
    until: str | None = None
    undated: bool = True
    least: float = 0.0
    words: str = ""

    def values(self, choice: Choice) -> frozenset[str] | None:
        """The values shown of one kind; None: all."""
        return self.chosen.get(choice)

    def shows(self, choice: Choice, value: str) -> bool:
        """Whether a value is shown."""
        return choice not in self.chosen or value in self.chosen[choice]

    def without(self, choice: Choice) -> Filters:
        """The same filters with all values of one kind shown."""
        return replace(self, chosen={c: v for c, v in self.chosen.items() if c != choice})

    def choosing(self, choice: Choice, values: Collection[str], known: Known) -> Filters:
        """The same filters with these values of one kind; all that are known are no filter."""
        kept = frozenset(values) & known[choice]
        if kept == known[choice]:
            return self.without(choice)
        return replace(self, chosen={**self.chosen, choice: kept})

    def toggling(self, choice: Choice, value: str, known: Known) -> Filters:
        """The same filters with one value shown that was hidden, or hidden that was shown."""
        shown = self.chosen.get(choice, known[choice])
        return self.choosing(choice, shown ^ ({value} & known[choice]), known)


class Days(NamedTuple):
    """The first and the last day that an ISO date of a day, a month or a year may mean."""

    first: str
    last: str

    def touches(self, since: str | None, until: str | None) -> bool:
        """Whether any of these days lies from one date to another; None: no end there."""
        return (since or "") <= self.last and (until is None or self.first[: len(until)] <= until)


def days(iso: str | None) -> Days | None:
    """What an ISO date covers; None for what is no date."""
    if not iso or not DATE.fullmatch(iso):
        return None
    year, month, day = (*(int(part) for part in iso.split("-")), 0, 0)[:3]
    if not year or (day and day > calendar.monthrange(year, month)[1]):
        return None
    if day:
        return Days(iso, iso)
    if month:
        return Days(f"{iso}-01", f"{iso}-{calendar.monthrange(year, month)[1]:02}")
    return Days(f"{iso}-01-01", f"{iso}-12-31")


def searchable(text: str) -> str:
    """What a search box and an address can hold: printable, and not too long."""
    return "".join(c if c.isprintable() else " " for c in text[:LONGEST])


def known_values(
    documents: Iterable[DocumentSummary], kinds: Collection[str], countries: Collection[str]
) -> Known:
    """All values that can be chosen."""
    summaries = list(documents)
    return {
        Choice.DOCUMENTS: frozenset(one.id for one in summaries),
        Choice.PUBLISHERS: frozenset(one.record.publisher or "" for one in summaries),
        Choice.AUTHORS: frozenset(one.record.author or "" for one in summaries),
        Choice.ROLES: frozenset(map(str, Role)),
        Choice.KINDS: frozenset(kinds),
        Choice.COUNTRIES: frozenset(countries),
    }


def leaves(filters: Filters, document: DocumentSummary) -> bool:
    """Whether the filters leave a document."""
    return hidden_by(filters, document) is None


def hidden_by(filters: Filters, document: DocumentSummary) -> Hiding | None:
    """Which filter leaves a document out; None where it is shown."""
    record = document.record
    if not filters.shows(Choice.DOCUMENTS, document.id):
        return Hiding.DOCUMENTS
    if not filters.shows(Choice.PUBLISHERS, record.publisher or ""):
        return Hiding.PUBLISHERS
    if not filters.shows(Choice.AUTHORS, record.author or ""):
        return Hiding.AUTHORS
    covered = days(record.date)
    if covered is None:
        return None if filters.undated else Hiding.UNDATED
    return None if covered.touches(filters.since, filters.until) else Hiding.DATES


def left_out(filters: Filters, documents: Iterable[DocumentSummary]) -> dict[Hiding, int]:
    """How many mentions, placed or not, stand in the documents that each filter leaves out."""
    counts: dict[Hiding, int] = {}
    for one in documents:
        hiding = hidden_by(filters, one)
        if hiding is not None:
            found = sum(one.mentions.values()) + one.unplaced
            counts[hiding] = counts.get(hiding, 0) + found
    return {hiding: counts[hiding] for hiding in Hiding if counts.get(hiding)}


def selection(filters: Filters, documents: Iterable[DocumentSummary]) -> Selection:
    """What the filters leave, as the atlas is asked."""
    summaries = list(documents)
    left = frozenset(one.id for one in summaries if leaves(filters, one))
    return Selection(
        documents=None if len(left) == len(summaries) else left,
        roles=frozenset(map(Role, filters.chosen.get(Choice.ROLES, Role))),
        kinds=filters.values(Choice.KINDS),
        countries=filters.values(Choice.COUNTRIES),
        least=filters.least,
        words=filters.words.lstrip(),
    )


# Of each choice, the facet of mentions in which its values are counted.
FACETS = {
    Choice.DOCUMENTS: Facet.DOCUMENTS,
    Choice.PUBLISHERS: Facet.DOCUMENTS,
    Choice.AUTHORS: Facet.DOCUMENTS,
    Choice.ROLES: Facet.ROLES,
    Choice.KINDS: Facet.KINDS,
    Choice.COUNTRIES: Facet.COUNTRIES,
}


def counted(
    choice: Choice,
    filters: Filters,
    documents: Iterable[DocumentSummary],
    mentions: Mapping[str, int],
) -> dict[str, int]:
    """How many mentions each document, publisher or author would show, all other filters kept.

    `mentions` are those of each document under all filters but those of documents.
    """
    open_to_all = filters.without(choice)
    counts: dict[str, int] = {}
    for one in documents:
        record = one.record
        value = {
            Choice.DOCUMENTS: one.id,
            Choice.PUBLISHERS: record.publisher or "",
            Choice.AUTHORS: record.author or "",
        }[choice]
        shown = mentions.get(one.id, 0) if leaves(open_to_all, one) else 0
        counts[value] = counts.get(value, 0) + shown
    return counts
