"""Damaged files of every format, read as any other: nothing may crash, hang or fail without reason.

    .venv/bin/python -m benchmarks.fuzz_readers [--number 20000] [--seed 1]

Each file is one of `tests/one_text.py` after a few seeded mutations: bytes changed, cut out,
doubled, moved, set to numbers that programs trip over.  Zip files are also mutated inside and
packed anew, so that their parts are reached.  It is read as an upload is.  What must hold: every
file is a document whose spans fit its text, or is refused with a sentence; none takes longer than
its limit; the processes that read stay below their bound of memory.  Any other end is an error of
ours.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import re
import resource
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sources.collection import read_uploads
from sources.guard import GUARD
from sources.limits import MAX_MEMORY, MAX_SECONDS
from sources.model import Collection, Span
from tests.one_text import formats

NUMBERS = (
    b"\x00",
    b"\xff",
    b"\x7f\xff\xff\xff",
    b"\xff\xff\xff\xff",
    b"-1",
    b"99999999999",
    b"<",
    b">",
)
MOST_CHANGES = 8
KILOBYTE = 1 if sys.platform == "darwin" else 1024  # the unit of ru_maxrss
SENTENCE = re.compile(r"\S.*[.!?:]$", re.DOTALL)


@dataclass
class Outcome:
    """What became of the files: how many were read and refused, by format; why; how long."""

    read: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)


def mutated(data: bytes, draw: random.Random) -> bytes:
    """A file after one to eight changes."""
    changed = bytearray(data)
    for _ in range(draw.randint(1, MOST_CHANGES)):
        at = draw.randrange(len(changed) + 1)
        length = min(draw.choice((1, 1, 2, 4, 16, 256, 4096)), len(changed) - at)
        match draw.randrange(5):
            case 0:
                changed[at : at + length] = draw.randbytes(length)
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length] * draw.randint(1, 20)
            case 3:
                changed[at : at + length] = draw.choice(NUMBERS)
            case _:
                to = draw.randrange(len(changed) + 1)
                changed[to:to] = changed[at : at + length]
    return bytes(changed)


def mutated_inside(data: bytes, draw: random.Random) -> bytes:
    """A zip file of which one part is mutated and packed anew."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        chosen = draw.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, mutated(part, draw) if name == chosen else part)
    return file.getvalue()


def fuzz(number: int, seed: int) -> Outcome:
    """Read so many mutated files, drawn from a seed."""
    whole, outcome = formats(), Outcome()
    endings = sorted(whole)
    for index in range(number):
        draw = random.Random(f"{seed}-{index}")
        ending = endings[index % len(endings)]
        inside = whole[ending].startswith(b"PK") and draw.random() < 0.7
        data = (mutated_inside if inside else mutated)(whole[ending], draw)
        begun = time.perf_counter()
        collection = read_uploads([(f"a{ending}", data)])
        taken = time.perf_counter() - begun
        outcome.slowest = max(outcome.slowest, taken)
        outcome.faults += [f"{seed}-{index} {ending}: {one}" for one in faults(collection, taken)]
        outcome.read[ending] += bool(collection.documents)
        outcome.refused[ending] += not collection.documents
        for one in collection.unreadable:
            outcome.reasons[re.sub(r"[\d,.]+|“.*”|\(.*\)", "…", one.reason)[:60]] += 1
    return outcome


def faults(collection: Collection, taken: float) -> list[str]:
    """What must not be: of what was read and what was refused, and of the time it took."""
    found = [f"no reason: {one}" for one in collection.unreadable if not SENTENCE.match(one.reason)]
    if not (collection.documents or collection.unreadable):
        found.append("neither a document nor a reason")
    if taken > MAX_SECONDS + 5:
        found.append(f"it took {taken:.0f} seconds")
    for document in collection.documents:
        spans = [Span(block.start, block.end) for block in document.blocks]
        spans += [*document.sentences, *document.pages]
        if not all(0 <= start <= end <= len(document.text) for start, end in spans):
            found.append("a span that does not fit the text")
        try:
            document.text.encode()
        except UnicodeEncodeError:
            found.append("half of a character")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz, and print what became of it as a table and as JSON; 1 where anything was wrong."""
    parser = argparse.ArgumentParser(prog="benchmarks.fuzz_readers")
    parser.add_argument("--number", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    begun = time.perf_counter()
    outcome = fuzz(options.number, options.seed)
    seconds = time.perf_counter() - begun
    GUARD.close()
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * KILOBYTE
    if most > MAX_MEMORY:
        outcome.faults.append(f"a process that reads held {most / 1e6:.0f} MB")
    lines = ["| format | read | refused |", "| --- | ---: | ---: |"]
    lines += [f"| {one} | {outcome.read[one]} | {outcome.refused[one]} |" for one in outcome.read]
    lines += ["", *(f"{times:6} {reason}" for reason, times in outcome.reasons.most_common())]
    lines += ["", *outcome.faults]
    record = {
        "number": options.number, "seconds": round(seconds), "slowest": round(outcome.slowest, 2),
        "megabytes": round(most / 1e6), "faults": len(outcome.faults),
    }  # fmt: skip
    sys.stdout.write("\n".join(lines) + "\n" + json.dumps(record) + "\n")
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
