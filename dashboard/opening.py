"""What to open, and opening it: files or an atlas into a library, with progress.

Opening runs in a thread of its own: a reader who reloads the page in the middle finds it going
on, and every session that asks for the same paths shares one opening.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from dashboard.library import Library
from geodata.atlas import Progress, build_atlas, is_atlas
from geodata.compile import compile_gazetteer
from geodata.gazetteer import Gazetteer, GazetteerMissingError, open_gazetteer
from geodata.kept import Keeper, Steps
from geodata.store import AtlasReader
from sources.collection import embedded_example, read_paths, read_uploads
from sources.library import is_library
from sources.model import Collection

OPENINGS = 8


class Step(NamedTuple):
    """How far an opening has come; `total` 0 where that is not known."""

    words: str
    done: int = 0
    total: int = 0


Report = Callable[[Step], None]


class Opening:
    """Documents on their way into a library.  `name` says what is being opened."""

    def __init__(self, name: str, work: Callable[[Report], Library]) -> None:
        self.name = name
        self.step = Step("Reading the documents")
        # Kept, because what it holds (a temporary folder) lives as long as this object.
        self._work = work
        worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="opening")
        self._future = worker.submit(work, self._report)
        worker.shutdown(wait=False)

    def wait(self, seconds: float) -> bool:
        """Wait at most so long; True when the library is there or cannot be had."""
        return bool(wait_for([self._future], timeout=seconds).done)

    def result(self) -> Library:
        """Return the library; AtlasError and OSError say why there is none."""
        return self._future.result()

    def _report(self, step: Step) -> None:
        self.step = step


@lru_cache(maxsize=OPENINGS)
def open_paths(paths: tuple[Path, ...]) -> Opening:
    """Open files, folders, one atlas or one library; no path at all is the embedded example.

    The same paths are opened once for all sessions, until `open_paths.cache_clear()`.
    """
    if not paths:
        return Opening("the embedded example", _building(embedded_example))
    if len(paths) == 1 and is_atlas(paths[0]):
        return Opening(paths[0].name, lambda _: Library(AtlasReader.open(paths[0])))
    if len(paths) == 1 and is_library(paths[0]):
        return Opening("your library", _library(paths[0]))
    names = ", ".join(f"{path.name}/" if path.is_dir() else path.name for path in paths)
    return Opening(names, _building(lambda: read_paths(paths)))


def open_uploads(files: Sequence[tuple[str, bytes]]) -> Opening:
    """Open files by name and content; they belong to one session and are never cached."""
    kept = list(files)
    names = ", ".join(name for name, _ in kept[:3])
    name = names if len(kept) <= 3 else f"{names}, …"
    return Opening(name, _building(lambda: read_uploads(kept)))


def missing(paths: Sequence[Path]) -> str:
    """Say which paths do not exist; "" where all do."""
    absent = [str(path) for path in paths if not path.exists()]
    if not absent:
        return ""
    return (
        f"There is no file or folder {', '.join(absent)}: name a text file, a folder of them, "
        "or a folder with an atlas."
    )


def _building(read: Callable[[], Collection]) -> Callable[[Report], Library]:
    """Read documents and build their atlas in a folder that only its owner can read.

    The folder is removed when nothing holds the returned function any more, at exit at last.
    """
    private = tempfile.TemporaryDirectory(prefix="quoted-places-")

    def build(report: Report) -> Library:
        progress = _telling(report, "Finding the places in {}", "Drawing the map")
        collection = read()
        _ensure_gazetteer(report)
        folder = Path(private.name) / "atlas"
        build_atlas(collection, folder, progress=progress)
        return Library(AtlasReader.open(folder))

    return build


def _library(folder: Path) -> Callable[[Report], Library]:
    """Open the atlas that a library keeps of itself, renewed where its documents have changed.

    Where the library may not be written, it lies in a private folder as that of other documents.
    """
    private = tempfile.TemporaryDirectory(prefix="quoted-places-")

    def build(report: Report) -> Library:
        def gazetteer() -> Gazetteer:
            _ensure_gazetteer(report)
            return open_gazetteer()

        steps = Steps(
            _telling(report, "Reading {}", "Reading the documents"),
            _telling(report, "Finding the places in {}", "Drawing the map"),
        )
        return Library(_keeper(folder).open(Path(private.name) / "atlas", steps, gazetteer))

    return build


@lru_cache(maxsize=OPENINGS)
def _keeper(folder: Path) -> Keeper:
    return Keeper(folder)


def _telling(report: Report, words: str, at_last: str) -> Progress:
    """Say in words how far a step has come that tells of each document by its name."""

    def progress(done: int, total: int, name: str) -> None:
        report(Step(words.format(name) if name else at_last, done, total))

    return progress


def _ensure_gazetteer(report: Report) -> None:
    try:
        open_gazetteer()
    except GazetteerMissingError:
        words = "Compiling the gazetteer, once and for all"
        report(Step(words))
        compile_gazetteer(progress=lambda part: report(Step(f"{words}: {part}")))
