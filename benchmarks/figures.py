"""What both measurements share: figures of a series, the table and the JSON that report them."""

from __future__ import annotations

import json
import math
import statistics
import sys
from collections.abc import Sequence
from typing import NamedTuple


class Series(NamedTuple):
    """Durations of one thing in milliseconds, in the order measured; the first stands apart.

    `first` is what a reader waits once; median and p95 are of the others.
    """

    name: str
    first: float
    others: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one of the others."""
        return statistics.median(self.others)

    @property
    def p95(self) -> float:
        """The one that 95 of 100 others do not exceed (nearest rank)."""
        ranked = sorted(self.others)
        return ranked[math.ceil(0.95 * len(ranked)) - 1]


def series(name: str, durations: Sequence[float]) -> Series:
    """Take the first of at least two durations apart."""
    first, *others = durations
    return Series(name, first, tuple(others))


def report(measured: Sequence[Series], reference: Series) -> None:
    """Print a table, each median also as a multiple of the reference's, and the same as JSON."""
    lines = [
        f"| measured (ms) | first | median | p95 | worst | median / {reference.name} |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for one in (*measured, reference):
        figures = (one.first, one.median, one.p95, max(one.others))
        cells = " | ".join(f"{figure:.0f}" for figure in figures)
        lines.append(f"| {one.name} | {cells} | {one.median / reference.median:.1f} |")
    record = {
        one.name: {"first": one.first, "median": one.median, "p95": one.p95, "all": one.others}
        for one in (*measured, reference)
    }
    sys.stdout.write("\n".join(lines) + "\n\n" + json.dumps(record) + "\n")
