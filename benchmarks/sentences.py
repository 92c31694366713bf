"""How fast sentences are found, in MB/s on one core, beside a bare split at every stop.

    .venv/bin/python -m benchmarks.sentences [PATH ...]

PATH as for the page; without one, the digests.  Texts are repeated until there are 5 MB of them;
the best of five passes counts, since whatever disturbs a pass can only slow it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from sources.collection import read_paths
from sources.model import Document
from sources.sentences import sentences
from tests.serving import ROOT

DIGESTS = ROOT / "sources" / "digests"
BYTES = 5_000_000
PASSES = 5
_STOP = re.compile(r"[.!?؟۔。！？]\s+")


def bare(document: Document) -> int:
    """Split at every stop that white space follows; the number of parts."""
    return len(_STOP.split(document.text))


def ours(document: Document) -> int:
    """Find the sentences of a document that has its blocks; how many there are."""
    return len(sentences(document.text, document.blocks))


def speed(task: Callable[[Document], int], documents: Sequence[Document]) -> float:
    """MB/s of UTF-8, the best of several passes."""
    size = sum(len(document.text.encode()) for document in documents)
    rounds = max(1, BYTES // size)
    best = float("inf")
    for _ in range(PASSES):
        begun = time.perf_counter()
        for _ in range(rounds):
            for document in documents:
                task(document)
        best = min(best, time.perf_counter() - begun)
    return size * rounds / 1e6 / best


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print a table and, after it, the same as JSON."""
    parser = argparse.ArgumentParser(prog="benchmarks.sentences")
    parser.add_argument("paths", nargs="*", type=Path, default=[DIGESTS])
    documents = read_paths(parser.parse_args(arguments).paths).documents
    found = {"sentences": speed(ours, documents), "bare split": speed(bare, documents)}
    lines = ["| task | MB/s | of the bare split |", "| --- | ---: | ---: |"]
    lines += [f"| {k} | {v:.1f} | {v / found['bare split']:.2f} |" for k, v in found.items()]
    sys.stdout.write("\n".join(lines) + "\n\n" + json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
