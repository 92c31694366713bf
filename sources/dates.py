"""Dates as files write them, to ISO 8601: the day, the month or the year."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier januar يناير كانون_الثاني",
            "february feb février februar فبراير شباط",
            "march mar mars märz مارس آذار",
            "april apr avril أبريل نيسان",
            "may mai مايو أيار",
            "june jun juin juni يونيو حزيران",
            "july jul juillet juli يوليو تموز",
            "august aug août أغسطس آب",
            "september sep sept septembre سبتمبر أيلول",
            "october oct octobre oktober أكتوبر تشرين_الأول",
            "november nov novembre نوفمبر تشرين_الثاني",
            "december dec décembre dezember ديسمبر كانون_الأول",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH: Final = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True)).replace("_", r"\s")
DATE: Final = re.compile(
    rf"(?P<packed>\b(?P<y2>\d{{4}})(?P<m2>\d\d)(?P<d2>\d\d)(?!\d))"
    rf"|(?P<slashed>\b(?P<y3>\d{{4}})[/.](?P<m3>\d\d?)[/.](?P<d3>\d\d?)\b)"
    rf"|(?P<iso>\b(?P<y1>\d{{4}})(?:-(?P<m1>\d\d)(?:-(?P<d1>\d\d))?)?(?![\d-]))"
    rf"|(?P<before>\b(?P<d4>\d\d?)(?:st|nd|rd|th|\.)?\s+(?P<m4>{_MONTH})\.?,?\s+(?P<y4>\d{{4}})\b)"
    rf"|(?P<after>\b(?P<m5>{_MONTH})\.?\s+(?P<d5>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<y5>\d{{4}})\b)"
    rf"|(?P<month>\b(?P<m6>{_MONTH})\.?,?\s+(?P<y6>\d{{4}})\b)",
    re.IGNORECASE,
)
"""A date anywhere in a text; `of_match` says which.  Day and month in figures only are left out:
3/4/2020 is two different days."""


def iso(written: str) -> str | None:
    """Return the date that `written` begins with, after a weekday, or None where there is none.

    A time after it is ignored.  A date that no calendar has, or of a year before 1400, is none.
    """
    written = re.sub(r"^\s*(?:[^\W\d]+day|[A-Z][a-z]{2}),?\s+", "", written, count=1)
    written = re.sub(r"^(\d{4}-\d\d-\d\d)[T ].*", r"\1", written.strip(), flags=re.DOTALL)
    match = DATE.match(written)
    return of_match(match) if match else None


def of_match(match: re.Match[str]) -> str | None:
    """Return the date of a match of `DATE`, or None where no calendar has it."""
    parts = {
        name[0]: value for name, value in match.groupdict().items() if value and name[1:].isdigit()
    }
    year = int(parts["y"])
    month = parts.get("m")
    number = int(month) if month and month.isdigit() else _month(month)
    day = int(parts["d"]) if "d" in parts else None
    try:
        date(year, number or 1, day or 1)
    except ValueError:
        return None
    if year < 1400:
        return None
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (number, day) if part)])


def _month(name: str | None) -> int | None:
    return None if name is None else _MONTHS["_".join(name.casefold().split())]
