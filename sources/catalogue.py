"""The catalogue: who wrote a document, when, and where it appeared.

Any folder may carry a table `catalogue.csv` about its files.  This module reads such a table
and says what a document is to be called; which file the table speaks of is `collection`'s
business.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Final

from sources.model import Record

FILE_NAME: Final = "catalogue.csv"

COLUMNS: Final = (
    "file",
    "title",
    "author",
    "publisher",
    "date",
    "certainty",
    "language",
    "url",
)
"""The columns of a catalogue; only `file` is required."""

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_FORMS: Final = {
    "date": (_DATE, "a date: write 2020-03-04, 2020-03 or 2020"),
    "language": (
        re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
        "a language's code: write en, ar or pt-BR",
    ),
    "url": (
        re.compile(r"https?://[^\s/]+\S*"),
        "an address that begins with https:// or http://",
    ),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its number as a spreadsheet counts (the header is 1) and its cells.

    `cells` has a value for every column that the table names, "" for an empty cell.
    """

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The records of a table by file name, and every fault of the table as a sentence.

    A name is what `file_key` makes of the cell: a path relative to the table, with "/".
    """

    records: dict[str, Record]
    faults: tuple[str, ...] = ()


def parse(text: str) -> Catalogue:
    """Read a catalogue from the text of its table.

    A bad cell counts as empty and a bad row is left out; each is a fault and stops nothing else.
    """
    rows, faults = read_table(text, COLUMNS)
    records: dict[str, Record] = {}
    numbers: dict[str, int] = {}
    for row in rows:
        name = row.cells["file"]
        key = file_key(name)
        if not key:
            faults.append(f"Row {row.number}, column file: it is empty, so the row was left out.")
        elif key in records:
            faults.append(
                f"Row {row.number}, column file: “{name}” stands already in row {numbers[key]}, "
                "which counts."
            )
        else:
            records[key] = record(row, faults)
            numbers[key] = row.number
    return Catalogue(records, tuple(faults))


def read_table(text: str, columns: tuple[str, ...]) -> tuple[list[Row], list[str]]:
    """Return the rows of a table and its faults so far: those of its header and its shape.

    The cells may be separated by commas, or by semicolons as spreadsheets of some countries
    write them.  Without a column `file` there are no rows.
    """
    first_line = text.partition("\n")[0]
    delimiter = ";" if first_line.count(";") > first_line.count(",") else ","
    faults: list[str] = []
    lines = _lines(text, delimiter, faults)
    header = [cell.casefold() for cell in next(lines, (1, []))[1]]
    if "file" not in header:
        return [], [
            "Row 1 must name the columns, and one of them must be “file”: "
            f"it says “{first_line.strip()[:80]}”. Known columns: {', '.join(columns)}."
        ]
    faults.extend(_header_faults(header, columns))
    rows = []
    for number, cells in lines:
        if len(cells) > len(header):
            faults.append(
                f"Row {number} has {len(cells)} cells for {len(header)} columns and was left "
                f"out: put a text that contains “{delimiter}” in quotation marks."
            )
        elif any(cells):
            padding = [""] * (len(header) - len(cells))
            # Where a column comes twice, the first one counts.
            pairs = zip(reversed(header), reversed(cells + padding), strict=True)
            rows.append(Row(number, dict(pairs)))
    return rows, faults


def record(row: Row, faults: list[str]) -> Record:
    """Return the record of a row; what is wrong with its cells is appended to `faults`."""

    def checked(column: str) -> str | None:
        value = row.cells.get(column, "")
        wrong = fault(column, value) if value else ""
        if wrong:
            faults.append(f"Row {row.number}, column {column}: {wrong}")
        return None if wrong else value or None

    cells = row.cells
    return Record(
        title=cells.get("title") or title_from_name(cells["file"]),
        author=cells.get("author") or None,
        publisher=cells.get("publisher") or None,
        date=checked("date"),
        certainty=cells.get("certainty", ""),
        language=checked("language"),
        url=checked("url"),
    )


def fault(column: str, value: str) -> str:
    """Say what is wrong with the value of a column of the record; "" where nothing is."""
    if column not in _FORMS:
        return ""
    form, wanted = _FORMS[column]
    if form.fullmatch(value) and (column != "date" or _is_date(value)):
        return ""
    return f"“{value}” is not {wanted}."


def file_key(name: str) -> str:
    """Return a file's name as catalogues compare it: with "/", composed accents, no "./"."""
    return unicodedata.normalize("NFC", name).replace("\\", "/").removeprefix("./")


def title_from_name(name: str) -> str:
    """Return a title for a file that no catalogue names: "a_long-day.txt" is "a long day"."""
    title = " ".join(PurePath(name).stem.replace("_", " ").replace("-", " ").split())
    return title or name


def _lines(text: str, delimiter: str, faults: list[str]) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 0
    try:
        for cells in reader:
            number += 1
            yield number, [" ".join(cell.split()) for cell in cells]
    except csv.Error as error:
        faults.append(f"Row {number + 1} and what follows it could not be read: {error}.")


def _header_faults(header: list[str], columns: tuple[str, ...]) -> Iterator[str]:
    for column in dict.fromkeys(header):
        if column not in columns:
            yield (
                f"Row 1: the column “{column}” is not known and was ignored. "
                f"Known columns: {', '.join(columns)}."
            )
        elif header.count(column) > 1:
            yield f"Row 1: the column “{column}” comes more than once; the first one counts."


def _is_date(value: str) -> bool:
    match = _DATE.fullmatch(value)
    if match is None:
        return False
    try:
        date(*(int(part or 1) for part in match.groups()))
    except ValueError:
        return False
    return True
