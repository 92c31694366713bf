"""Files of all formats but plain text, read by a process that may fail without harm.

One process reads one file after the other and is kept; where it takes too long, needs too much
memory or dies, it is replaced, the file is refused with the reason, and nothing else is lost.
"""

from __future__ import annotations

import atexit
import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import IO, Any, Final

from sources.extract import Extract
from sources.limits import MAX_FILE, MAX_SECONDS
from sources.text import NotTextError, check_size
from sources.worker import from_json

_ROOT: Final = Path(__file__).parents[1]
_CHUNK: Final = 1 << 20

WORKER: Final = (sys.executable, "-m", "sources.worker")
"""What starts the process."""


class Guard:
    """Reads files in a process of its own, which is started when the first one comes.

    Threads take turns.  `seconds` is the longest that one file may take, `command` starts the
    process, `process` is the one that runs, if one does.
    """

    def __init__(self, seconds: float = MAX_SECONDS, command: Sequence[str] = WORKER) -> None:
        self._seconds = seconds
        self._command = command
        self._lock = Lock()
        self.process: subprocess.Popen[bytes] | None = None

    def extract(self, ending: str, data: bytes) -> Extract:
        """Return what the file holds.  Raises NotTextError with a listed reason."""
        check_size(len(data), MAX_FILE)
        if not data:
            raise NotTextError("The file is empty.")
        with self._lock:
            answer = self._ask(ending, data)
        if "refused" in answer:
            raise NotTextError(answer["refused"])
        return from_json(answer)

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _ask(self, ending: str, data: bytes) -> dict[str, Any]:
        process = self._running()
        head = {"ending": ending, "size": len(data), "seconds": self._seconds}
        try:
            if process.stdin is None:
                raise BrokenPipeError
            process.stdin.write(json.dumps(head).encode() + b"\n")
            process.stdin.write(data)
            process.stdin.flush()
            line = self._line(process)
        except BrokenPipeError:
            line = b""
        except TimeoutError:
            self._end()
            raise NotTextError(
                f"Reading it took more than {self._seconds:g} seconds and was given up."
            ) from None
        if not line.endswith(b"\n"):
            self._end()
            raise NotTextError(
                f"The file is damaged, or no {ending} file after all: its reader broke down."
            )
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _line(self, process: subprocess.Popen[bytes]) -> bytes:
        """The answer up to its line end, or what came of it.  Raises TimeoutError."""
        if process.stdout is None:
            return b""
        until = time.monotonic() + self._seconds
        parts: list[bytes] = []
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while not parts or not parts[-1].endswith(b"\n"):
                if not selector.select(until - time.monotonic()):
                    raise TimeoutError
                part = os.read(process.stdout.fileno(), _CHUNK)
                if not part:
                    break
                parts.append(part)
        return b"".join(parts)

    def _running(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.process.poll() is not None:
            self._end()
            self.process = subprocess.Popen(
                self._command,
                cwd=_ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self.process

    def _end(self) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _close(pipe)
        process.wait()


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        return


GUARD: Final = Guard()
"""The one guard that all readers share."""

atexit.register(GUARD.close)
