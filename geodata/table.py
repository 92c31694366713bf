"""CSV tables that people edit: read with every fault noted by file, row and column.

Nothing is raised here: who reads a table collects the faults of all and tells them together.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path


class TableError(Exception):
    """Tables have faults; `faults` holds one sentence for each."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; its methods read a column and note what is wrong with it.

    `line` is the row's number as an editor shows it: the header is line 1.
    """

    file: str
    line: int
    values: Mapping[str, str]
    faults: list[str]

    def fault(self, column: str, trouble: str) -> None:
        value = self.values[column]
        self.faults.append(f"{self.file}, row {self.line}, column {column}: {value!r} {trouble}.")

    def text(self, column: str, *, required: bool = False) -> str:
        value = self.values[column].strip()
        if required and not value:
            self.fault(column, "is empty, but every row needs it")
        return value

    def several(self, column: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.values[column].split("|") if part.strip())

    def number(self, column: str, least: float, most: float) -> float:
        try:
            value = float(self.values[column])
        except ValueError:
            value = float("nan")
        if not least <= value <= most:
            self.fault(column, f"is not a number from {least:g} to {most:g}")
            return 0.0
        return value


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file (UTF-8) read whole; `faults` is the list that its reader gave to collect in."""

    file: str
    lines: list[dict[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path, columns: tuple[str, ...], faults: list[str]) -> Table:
        """Read a CSV file (UTF-8); no rows, and a fault, where file or columns are missing."""
        try:
            with path.open(encoding="utf-8", newline="") as file:
                reader = csv.DictReader(file, restkey="more", restval="")
                lines = list(reader)
                missing = [column for column in columns if column not in (reader.fieldnames or ())]
        except (OSError, UnicodeDecodeError) as error:
            faults.append(f"{path.name}: cannot be read ({error}).")
            return cls(path.name)
        if missing:
            faults.append(f"{path.name}: the columns {', '.join(missing)} are missing.")
            return cls(path.name)
        for number, line in enumerate(lines, start=2):
            if "more" in line:
                faults.append(f"{path.name}, row {number}: more cells than columns.")
        return cls(path.name, lines, faults)

    def rows(self) -> Iterator[Row]:
        for number, line in enumerate(self.lines, start=2):
            yield Row(self.file, number, line, self.faults)
