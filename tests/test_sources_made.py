"""What was made of a library's documents never outlasts one of them."""

from __future__ import annotations

import hashlib
import shutil
import signal
import stat
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from sources.library import Library
from tests.serving import ROOT
from tests.test_sources_library import OTHER, TEXT, contents, written

WORDS, NEWER = "words of both documents", "newer words of both"

# Kills its own process before the Nth line of the functions that change what was made.
KILLED = """
import os, signal, sys
from pathlib import Path
from sources.library import Library

last, command, folder, gone = sys.argv[1:]
count = 0

def line(frame, event, _):
    global count
    count += event == "line"
    if count == int(last):
        os.kill(os.getpid(), signal.SIGKILL)
    return line

def call(frame, event, _):
    named = frame.f_code.co_name in ("take_away", "put_made", "_set_aside", "scratch")
    return line if named and frame.f_code.co_filename.endswith("/shelf.py") else None

library = Library(Path(folder))
with library.made.making() as beside:
    for name in ("new/all.txt", "new/below/some.txt"):
        (beside / name).parent.mkdir(exist_ok=True)
        (beside / name).write_text("newer words of both")
    sys.settrace(call)
    if command == "make":
        with library.made.alone():
            library.made.put(beside / "new", [gone])
    else:
        library.remove(gone)
    sys.settrace(None)
"""
GONE = hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library(tmp_path / "library")
    made.add([written(tmp_path / "in", {"a.txt": TEXT, "b.txt": OTHER})])
    return made


def make(library: Library, words: str = WORDS, *entries: str) -> bool:
    """Make something of the documents as others do."""
    with library.made.making() as beside:
        written(beside / "new", {"all.txt": words, "below/some.txt": words})
        with library.made.alone():
            return library.made.put(beside / "new", entries)


def made_of(library: Library) -> set[str]:
    """All that lies in what was made."""
    files = [path for path in library.made.folder.rglob("*") if path.is_file()]
    assert len(files) in (0, 2)
    return {path.read_text("utf-8") for path in files}


def lies_anywhere(library: Library, words: str) -> bool:
    files = [path for path in library.folder.rglob("*") if path.is_file()]
    return any(words.encode() in path.read_bytes() for path in files)


def test_what_was_made_stays_until_something_new_takes_its_place(library: Library) -> None:
    assert made_of(library) == set()
    for words in ("first", "second"):
        assert make(library, words)
        assert made_of(Library(library.folder)) == {words}
    assert not any((library.folder / ".scratch").glob("*"))
    assert stat.S_IMODE(library.folder.stat().st_mode) == 0o700
    assert library.made.folder.name.startswith(".")


def test_adding_and_correcting_leave_it_and_removing_takes_it_along(
    library: Library, tmp_path: Path
) -> None:
    make(library)
    library.add([written(tmp_path / "more", {"c.txt": "In Hama."})])
    library.correct(GONE, {"title": "Road"})
    assert made_of(library) == {WORDS}
    library.remove(GONE)
    assert not library.made.folder.exists()
    assert not lies_anywhere(library, WORDS)


def test_nothing_is_put_there_that_was_made_of_a_removed_document(library: Library) -> None:
    library.remove(GONE)
    kept = library.list()[0][0].id
    assert not make(library, WORDS, GONE, kept)
    assert not lies_anywhere(library, WORDS)
    assert make(library, WORDS, kept)


def killed(last: int, command: str, folder: Path) -> int:
    """Kill a process before such a line of what changes; 0 where it came to its end."""
    arguments = [sys.executable, "-c", KILLED, str(last), command, str(folder), GONE]
    done = subprocess.run(arguments, cwd=ROOT, check=False)
    assert done.returncode in (0, -signal.SIGKILL)
    return done.returncode


@pytest.mark.parametrize("command", ["remove", "make"])
def test_wherever_it_is_killed_nothing_made_outlasts_a_document(
    command: str, tmp_path: Path, library: Library
) -> None:
    make(library)
    seen = []
    for last in count(1):
        folder = tmp_path / f"library-{last}"
        shutil.copytree(library.folder, folder)
        ended = killed(last, command, folder)
        made = folder / library.made.folder.name
        there = (folder / GONE).exists()
        assert there or not made.exists()
        assert there or command == "remove"
        opened = Library(folder)
        assert contents(opened).keys() == ({"a.txt", "b.txt"} if there else {"b.txt"})
        assert lies_anywhere(opened, TEXT) is there
        # What was made is whole: the older, the newer, or none.
        seen.append((there, *sorted(made_of(opened))))
        assert [words for words in (WORDS, NEWER) if lies_anywhere(opened, words)] == [
            *made_of(opened)
        ]
        if ended == 0:
            break
    last_seen = (False,) if command == "remove" else (True, NEWER)
    assert list(dict.fromkeys(seen)) == [(True, WORDS), (True,), last_seen]
