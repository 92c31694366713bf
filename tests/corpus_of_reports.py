"""A folder of 200 short reports with a catalogue, always the same: what the filters are tested on.

Publishers, authors, dates from 2011 to 2020 of a day, a month or a year, some undated, some unsure;
two languages.  The sentences are our own.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

REPORTS = 200
PUBLISHERS = ("The Morning Ferry", "Harbour Post", "Radio Lighthouse", "بريد الميناء", "")
AUTHORS = ("A. Baker", "B. Cooper", "C. Dyer", "D. Fletcher", "E. Mason", "F. Weaver", "")
TOWNS = (
    *(("Helsinki", "Finland"), ("Montevideo", "Uruguay"), ("Nairobi", "Kenya")),
    *(("Reykjavik", "Iceland"), ("Jakarta", "Indonesia"), ("Lisbon", "Portugal")),
    *(("Bogotá", "Colombia"), ("Tbilisi", "Georgia"), ("Kathmandu", "Nepal")),
    *(("Oslo", "Norway"), ("Dakar", "Senegal"), ("Zagreb", "Croatia"), ("Maarrat", "Syria")),
)
ARABIC_TOWNS = (
    ("دمشق", "سوريا"),
    ("بغداد", "العراق"),
    ("بيروت", "لبنان"),
    ("معرة النعمان", "سوريا"),
)
SENTENCES = (
    "A ferry full of oranges came to {town} in {land} before noon.",
    "The bakers of {town} in {land} agreed on the price of bread.",
    "Heavy rain closed two bridges near {town} in {land}, and nobody was hurt.",
    "The library of {town} in {land} lent ten thousand books this winter.",
)
ARABIC = (
    "وصلت حافلة جديدة إلى مدينة {town} في {land} صباح اليوم.",
    "هطل مطر غزير على مدينة {town} في {land} ولم يصب أحد.",
)
UNSURE = "The date is a guess from the weather."


class Report(NamedTuple):
    """A report and its row of the catalogue."""

    file: str
    title: str
    author: str
    publisher: str
    date: str
    certainty: str
    language: str
    text: str


def reports() -> list[Report]:
    """All reports, by file name."""
    return [_report(number) for number in range(REPORTS)]


def how_many(fits: Callable[[Report], bool]) -> int:
    """How many reports are such."""
    return sum(fits(one) for one in reports())


def write(folder: Path) -> Path:
    """Write the reports and their catalogue; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    columns = ("file", "title", "author", "publisher", "date", "certainty", "language")
    with (folder / "catalogue.csv").open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(columns)
        for one in reports():
            (folder / one.file).write_text(one.text, encoding="utf-8")
            writer.writerow([getattr(one, column) for column in columns])
    return folder


def _report(number: int) -> Report:
    arabic = number % 8 == 7
    towns = ARABIC_TOWNS if arabic else TOWNS
    lines = ARABIC if arabic else SENTENCES
    last = f"هذا هو العدد {number}." if arabic else f"This was report {number} of the series."
    said = [
        lines[(number + turn) % len(lines)].format(town=town, land=land)
        for turn in range(2)
        for town, land in [towns[(number // 8 + 3 * number + 5 * turn) % len(towns)]]
    ]
    return Report(
        f"report-{number:03}.txt",
        f"تقرير رقم {number}" if arabic else f"Report {number} of the week",
        AUTHORS[number % len(AUTHORS)],
        PUBLISHERS[number % len(PUBLISHERS)],
        _date(number),
        UNSURE if number % 16 == 3 else "",
        "ar" if arabic else "en",
        " ".join([*said, last]) + "\n",
    )


def _date(number: int) -> str:
    """A day for most, a month or a year for some; every twentieth has none."""
    if number % 20 == 19:
        return ""
    year, month, day = 2011 + (number * number // 7) % 10, 1 + number % 12, 1 + number % 28
    forms = (f"{year}-{month:02}-{day:02}", f"{year}-{month:02}", f"{year}")
    return forms[(0, 0, 0, 1, 2)[number // 10 % 5]]
