"""Whatever a file does to its reader, only that file is refused, with a reason."""

from __future__ import annotations

import subprocess
import sys
import time
from threading import Thread

import pytest

from sources.guard import Guard
from sources.limits import MAX_FILE
from sources.text import NotTextError
from tests.serving import ROOT

PAGE = b"<p>The road from Homs to Hama was closed on Monday. Nobody knew why.</p>"
READ_REQUEST = "import json, sys; head = json.loads(sys.stdin.buffer.readline());"
HANGS = f"{READ_REQUEST} import time; time.sleep(60)"
DIES = f"{READ_REQUEST} import os; os._exit(3)"
DIES_HALFWAY = f"{READ_REQUEST} print('{{', end='', flush=True); import os; os._exit(3)"
DEAF = "import os; os._exit(3)"


def worker(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def refusal(guard: Guard, data: bytes = PAGE) -> str:
    with pytest.raises(NotTextError) as refused:
        guard.extract(".html", data)
    guard.close()
    return str(refused.value)


def test_a_file_is_read_in_another_process_which_is_kept() -> None:
    guard = Guard()
    first = guard.extract(".html", PAGE)
    running = guard.process
    assert running is not None
    assert guard.extract(".html", PAGE) == first
    assert guard.process is running
    assert first.text.startswith("The road from Homs")
    guard.close()


def test_a_reader_that_hangs_is_given_up() -> None:
    begun = time.perf_counter()
    assert refusal(Guard(0.5, worker(HANGS))) == (
        "Reading it took more than 0.5 seconds and was given up."
    )
    assert time.perf_counter() - begun < 10  # long before it would have ended by itself


@pytest.mark.parametrize("code", [DIES, DIES_HALFWAY, DEAF])
def test_a_reader_that_dies_takes_only_its_file_with_it(code: str) -> None:
    assert "its reader broke down" in refusal(Guard(60, worker(code)), PAGE * 10_000)


def test_the_process_is_replaced_after_a_failure() -> None:
    guard = Guard()
    guard.extract(".html", PAGE)
    running = guard.process
    assert running is not None
    running.kill()
    running.wait()
    assert guard.extract(".html", PAGE).text
    guard.close()


def test_threads_take_turns() -> None:
    guard, found = Guard(), []
    pages = [f"<p>Road {number} was closed.</p>".encode() for number in range(20)]
    threads = [
        Thread(target=lambda page=page: found.append((page, guard.extract(".html", page).text)))
        for page in pages
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    guard.close()
    assert {text for _, text in found} == {f"Road {number} was closed." for number in range(20)}
    assert all(text in page.decode() for page, text in found)


def test_what_is_empty_or_too_large_never_gets_there() -> None:
    assert refusal(Guard(60, worker(DEAF)), b"") == "The file is empty."
    assert "up to 100 MB" in refusal(Guard(60, worker(DEAF)), bytes(MAX_FILE + 1))


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS keeps no limit of a process's memory")
def test_the_memory_of_the_process_is_limited() -> None:
    code = "from sources.worker import limit_memory; limit_memory(10**9); bytearray(2 * 10**9)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.rstrip().endswith("MemoryError")
