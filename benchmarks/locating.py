"""How fast documents are read, how soon a first answer comes, and how much disk that takes.

    .venv/bin/python -m benchmarks.locating [PATH ...] [--runs N]

The whole pipeline with the shipped models, on one core, as MB/s of UTF-8; beside it, in the same
run, the bare scan for candidates (tokens, and which runs of them the gazetteer knows).  Each task
reads every text in a process of its own: the first pass meets empty caches, the passes after it
full ones.  Without PATH: the digests, made-up reports, and sentences full of names.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpus import write_corpus, write_reports
from geodata.compile import compile_gazetteer
from geodata.gazetteer import Gazetteer, open_gazetteer
from geodata.locate import locate
from geodata.matching import find_matches
from geodata.text import tokenise
from geodata.version import DATA, gazetteer_folder
from sources.collection import read_paths
from tests.serving import ROOT

RUNS = 9
PASSES = 5
REPORTS = 500
PLACES = 2000
WARM_UP = "A bus from Lyon in France was late."  # loads models and word lists
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
DIGESTS = ROOT / "sources" / "digests"
# Runs a command and tells its time and memory.  A process of its own, and a small one: a process is
# charged at first with the memory of the one that starts it.
WATCH = """
import json, resource, subprocess, sys, time
begun = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
seconds = time.perf_counter() - begun
print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""
KILOBYTE = 1 if sys.platform == "darwin" else 1024  # the unit of ru_maxrss


class Start(NamedTuple):
    """One fresh process: seconds to its end, and the most memory it held, in MB."""

    seconds: float
    megabytes: float


class Speed(NamedTuple):
    """Seconds of each pass over the same texts, and their size in MB."""

    megabytes: float
    seconds: tuple[float, ...]

    def rate(self, *, first: bool) -> float:
        """MB/s of the first pass, or of the middle one of the others."""
        taken = self.seconds[0] if first else statistics.median(self.seconds[1:])
        return self.megabytes / taken


def scan(text: str, gazetteer: Gazetteer) -> object:
    """The bare scan: nothing is decided."""
    return find_matches(tokenise(text), gazetteer)


TASKS: dict[str, Callable[[str, Gazetteer], object]] = {"scan": scan, "locate": locate}


def passes(task: str, paths: Sequence[Path]) -> Speed:
    """Do a task over all documents, several times, in this process."""
    do, gazetteer = TASKS[task], open_gazetteer()
    texts = [document.text for document in read_paths(paths).documents]
    do(WARM_UP, gazetteer)
    seconds = []
    for _ in range(PASSES):
        begun = time.perf_counter()
        for text in texts:
            do(text, gazetteer)
        seconds.append(time.perf_counter() - begun)
    return Speed(sum(len(text.encode()) for text in texts) / 1e6, tuple(seconds))


def measure_speed(task: str, paths: Sequence[Path]) -> Speed:
    """The same in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.locating", "--task", task, *map(str, paths)]
    environment = os.environ | ONE_THREAD
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    megabytes, seconds = json.loads(done.stdout)
    return Speed(megabytes, tuple(seconds))


def measure_start(path: Path) -> Start:
    """From the start of `python -m geodata locate` of a small file to its end."""
    command = [sys.executable, "-m", "geodata", "locate", str(path)]
    watch = [sys.executable, "-c", WATCH, *command]
    done = subprocess.run(watch, cwd=ROOT, check=True, capture_output=True)
    seconds, most = json.loads(done.stdout)
    return Start(seconds, most * KILOBYTE / 1e6)


def disk() -> dict[str, float]:
    """What is read at run time, in MB."""
    folders = {
        "gazetteer": gazetteer_folder(), "words": DATA / "words", "models": DATA / "models",
    }  # fmt: skip
    sizes = {
        name: sum(file.stat().st_size for file in folder.iterdir()) / 1e6
        for name, folder in folders.items()
    }
    return {**sizes, "together": sum(sizes.values())}


def report(speeds: dict[str, dict[str, Speed]], starts: Sequence[Start]) -> None:
    """Print two tables and every figure as JSON."""
    print("| text | MB | pass | scan, MB/s | pipeline, MB/s | pipeline / scan |")
    print("| --- | ---: | --- | ---: | ---: | ---: |")
    for name, of in speeds.items():
        for label, first in (("first", True), ("again", False)):
            scanned, located = (of[task].rate(first=first) for task in ("scan", "locate"))
            size = f"{of['scan'].megabytes:.2f}"
            print(
                f"| {name} | {size} | {label} | {scanned:.2f} | {located:.2f} "
                f"| {located / scanned:.2f} |"
            )
    sizes = disk()
    print("\n| a fresh process, one small file | median | worst |\n| --- | ---: | ---: |")
    for words, values in (
        ("start to end, s", [start.seconds for start in starts]),
        ("most memory, MB", [start.megabytes for start in starts]),
    ):
        print(f"| {words} | {statistics.median(values):.2f} | {max(values):.2f} |")
    print("\n| read at run time | MB |\n| --- | ---: |")
    for name, megabytes in sizes.items():
        print(f"| {name} | {megabytes:.1f} |")
    print("\n" + json.dumps({"speeds": speeds, "starts": starts, "disk": sizes}))


def main() -> None:
    """Measure what the command line names and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"fresh processes ({RUNS})")
    parser.add_argument("--task", choices=TASKS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    paths = [path.resolve() for path in options.paths]
    if options.task:
        print(json.dumps(passes(options.task, paths)))
        return
    compile_gazetteer()
    with tempfile.TemporaryDirectory() as scratch:
        if paths:
            corpora = {", ".join(path.name for path in paths): paths}
        else:
            corpora = {
                "the digests": [DIGESTS],
                "made-up reports": [write_reports(Path(scratch) / "reports", REPORTS)],
                "sentences full of names": [write_corpus(Path(scratch) / "corpus", PLACES)],
            }
        small = Path(scratch) / "small.txt"
        small.write_text(WARM_UP, encoding="utf-8")
        measure_start(small)  # fills the caches of the disk
        starts = [measure_start(small) for _ in range(options.runs)]
        speeds = {
            name: {task: measure_speed(task, files) for task in TASKS}
            for name, files in corpora.items()
        }
    report(speeds, starts)


if __name__ == "__main__":
    main()
