"""The process that reads files of all formats but plain text: `python -m sources.worker`.

`sources/guard.py` starts it and talks to it.  A request is a line of JSON, `{"ending", "size",
"seconds"}`, and the file's bytes; the answer is a line of JSON with what was found or with the
reason why not.  The process limits its memory and its time itself, so that it ends also where
nobody is left to end it.
"""

from __future__ import annotations

import json
import signal
import sys
from typing import Any, BinaryIO

from sources import readers
from sources.extract import Extract
from sources.limits import MAX_MEMORY
from sources.model import Block, BlockKind, Claim, Span, Sureness
from sources.text import NotTextError


def main() -> None:
    """Answer requests until the other side closes."""
    limit_memory(MAX_MEMORY)
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    # What a library prints must not stand among the answers.
    sys.stdout = sys.stderr
    while line := requests.readline():
        answers.write(json.dumps(_answer(json.loads(line), requests)).encode() + b"\n")
        answers.flush()


def limit_memory(most: int) -> None:
    """Limit the address space of this process to `most` bytes, where the system can."""
    try:
        import resource

        _, highest = resource.getrlimit(resource.RLIMIT_AS)
        most = most if highest == resource.RLIM_INFINITY else min(most, highest)
        resource.setrlimit(resource.RLIMIT_AS, (most, highest))
    except (ImportError, OSError, ValueError):
        return


def _answer(request: dict[str, Any], requests: BinaryIO) -> dict[str, Any]:
    data = requests.read(request["size"])
    ending = request["ending"]
    # The side that asked ends a process that takes longer; this is for when it is gone.
    signal.setitimer(signal.ITIMER_REAL, request["seconds"] + 1)
    try:
        return to_json(readers.read(ending, data))
    except NotTextError as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"refused": f"It needs more than {MAX_MEMORY / 1e9:.1f} GB of memory to be read."}
    except Exception as error:  # noqa: BLE001 - libraries raise all sorts on damaged files: each is told
        kind = type(error).__name__
        return {"refused": f"The file is damaged, or no {ending} file after all ({kind})."}
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def to_json(extract: Extract) -> dict[str, Any]:
    """An extract as values that JSON has."""
    return {
        "text": extract.text,
        "blocks": extract.blocks,
        "pages": extract.pages,
        "claims": extract.claims,
        "notes": extract.notes,
    }


def from_json(found: dict[str, Any]) -> Extract:
    """The extract of what `to_json` made."""
    return Extract(
        found["text"],
        tuple(Block(start, end, BlockKind(kind)) for start, end, kind in found["blocks"]),
        tuple(Span(*page) for page in found["pages"]),
        tuple(Claim(a, b, c, Sureness(sure)) for a, b, c, sure in found["claims"]),
        tuple(found["notes"]),
    )


if __name__ == "__main__":
    main()
