"""How long a library takes to open: at first, unchanged, and with one document more or less.

    .venv/bin/python -m benchmarks.opening_library [--documents N] [--rounds N]

A library of made-up reports of a thousand characters; code and gazetteer are in memory.  Each
opening but "removed while open" is that of a process that knows nothing of the library.  The median
of the rounds counts; what can be compared between machines is its part of the first opening.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.corpus import write_reports
from geodata.kept import Keeper
from sources.library import Library

DOCUMENTS, ROUNDS = 500, 5
FIRST = "first"


def seconds(keeper: Keeper, folder: Path) -> float:
    """Open a library and ask for its documents and what it keeps of each."""
    begun = time.perf_counter()
    keeper.open(folder.parent / "elsewhere").documents()
    return time.perf_counter() - begun


def measure(folder: Path, more: Path) -> dict[str, float]:
    """The seconds of each way to open a library, which is at the end as it was; `more` is added."""
    library = Library(folder)
    shutil.rmtree(library.made.folder, ignore_errors=True)
    found = {FIRST: seconds(Keeper(folder), folder)}
    found["unchanged"] = seconds(Keeper(folder), folder)
    (added,) = library.add([more])
    found["one added"] = seconds(Keeper(folder), folder)
    library.correct(added.id, {"title": "A bridge"})
    keeper = Keeper(folder)
    found["one corrected"] = seconds(keeper, folder)
    library.remove(added.id)
    found["one removed while open"] = seconds(keeper, folder)
    library.add([more])
    library.remove(added.id)
    found["one removed while closed"] = seconds(Keeper(folder), folder)
    return found


def run(documents: int, rounds: int) -> dict[str, list[float]]:
    """Measure several times in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as scratch:
        reports = sorted(write_reports(Path(scratch) / "reports", documents + 1).iterdir())
        folder = Path(scratch) / "library"
        Library(folder).add(reports[:-1])
        small = Path(scratch) / "small"
        Library(small).add(reports[:1])
        seconds(Keeper(small), small)  # what is loaded once is not counted
        found = [measure(folder, reports[-1]) for _ in range(rounds)]
    return {name: [one[name] for one in found] for name in found[0]}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print a table and, after it, every figure as JSON."""
    parser = argparse.ArgumentParser(prog="benchmarks.opening_library")
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args(arguments)
    found = run(options.documents, options.rounds)
    medians = {name: statistics.median(durations) for name, durations in found.items()}
    lines = ["| opening | seconds | of the first |", "| --- | ---: | ---: |"]
    lines += [f"| {k} | {v:.2f} | {v / medians[FIRST]:.3f} |" for k, v in medians.items()]
    sys.stdout.write("\n".join(lines) + "\n\n" + json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
