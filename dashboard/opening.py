"""What to open, and opening it: files, an atlas or a library, with progress.

Opening runs in a thread of its own: a reader who reloads the page in the middle finds it going
on, and every session that asks for the same paths shares one opening.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import lru_cache
from pathlib import Path
from threading import Lock
from weakref import finalize

from dashboard.going import Going, Report, Step
from dashboard.library import Kept, Library
from geodata.atlas import Progress, build_atlas, is_atlas
from geodata.compile import compile_gazetteer
from geodata.gazetteer import Gazetteer, GazetteerMissingError, open_gazetteer
from geodata.kept import Keeper, Steps
from geodata.store import AtlasReader
from sources.collection import embedded_example, read_paths, read_uploads
from sources.library import Library as Shelved
from sources.library import entries_of, is_library, library_folder
from sources.model import Collection

OPENINGS = 8
FINDING, DRAWING = "Finding the places in {}", "Drawing the map"
_libraries: dict[Path, tuple[str, Opening]] = {}
_changing = Lock()


class Opening(Going[Library]):
    """Documents on their way into what the page shows; `name` says what is being opened.

    AtlasError, LibraryError and OSError say why there is no result.
    """

    def __init__(self, name: str, work: Callable[[Report], Library]) -> None:
        super().__init__(f"Opening {name}", work)
        self.name = name


def open_named(paths: tuple[Path, ...]) -> Opening:
    """Open what a command names: a library as it is now, anything else once for all sessions."""
    return open_library(paths[0]) if names_library(paths) else open_paths(paths)


@lru_cache(maxsize=OPENINGS)
def open_paths(paths: tuple[Path, ...]) -> Opening:
    """Open files, folders or one atlas; no path at all is the embedded example.

    The same paths are opened once for all sessions, until `forget()`.
    """
    if not paths:
        return Opening("the embedded example", _building(embedded_example))
    if len(paths) == 1 and is_atlas(paths[0]):
        return Opening(paths[0].name, lambda _: Library(AtlasReader.open(paths[0])))
    names = ", ".join(f"{path.name}/" if path.is_dir() else path.name for path in paths)
    return Opening(names, _building(lambda: read_paths(paths)))


def open_uploads(files: Sequence[tuple[str, bytes]]) -> Opening:
    """Open files by name and content; they belong to one session and are never cached."""
    kept = list(files)
    names = ", ".join(name for name, _ in kept[:3])
    name = names if len(kept) <= 3 else f"{names}, …"
    return Opening(name, _building(lambda: read_uploads(kept)))


def open_library(folder: Path) -> Opening:
    """Open a library as it is now.

    All sessions share the opening until the library changes; then the older one is forgotten.
    Raises LibraryError where the folder is none.
    """
    shelved = Shelved(folder)
    digest = shelved.digest()
    with _changing:
        known, opening = _libraries.get(folder, ("", None))
        if opening is None or known != digest:
            opening = Opening("your library", _keeping(shelved))
            _libraries[folder] = digest, opening
    return opening


def forget() -> None:
    """Open everything anew when it is next asked for: what failed may be well by then."""
    open_paths.cache_clear()
    with _changing:
        _libraries.clear()


def names_library(paths: Sequence[Path]) -> bool:
    """Whether a command names a library and nothing else; the user's own need not be there yet."""
    return len(paths) == 1 and (is_library(paths[0]) or paths[0] == library_folder().resolve())


def home(paths: Sequence[Path]) -> Path:
    """The library that the page adds to: the one that the command names, else the user's own."""
    return paths[0] if names_library(paths) else library_folder().resolve()


def missing(paths: Sequence[Path]) -> str:
    """Say which paths do not exist; "" where all do."""
    absent = [str(path) for path in paths if not path.exists()]
    if not absent or names_library(paths):
        return ""
    return (
        f"There is no file or folder {', '.join(absent)}: name a text file, a folder of them, "
        "or a folder with an atlas."
    )


def _building(read: Callable[[], Collection]) -> Callable[[Report], Library]:
    """Read documents and build their atlas in a private folder."""

    def build(report: Report) -> Library:
        def made(folder: Path) -> Library:
            collection = read()
            _ensure_gazetteer(report)
            progress = _telling(report, FINDING, DRAWING)
            build_atlas(collection, folder, progress=progress)
            return Library(AtlasReader.open(folder))

        return _in_private(made)

    return build


def _keeping(shelved: Shelved) -> Callable[[Report], Library]:
    """Open the atlas that a library keeps of itself, renewed where its documents have changed.

    Where the library may not be written, it lies in a private folder as that of other documents.
    """

    def build(report: Report) -> Library:
        def gazetteer() -> Gazetteer:
            _ensure_gazetteer(report)
            return open_gazetteer()

        def opened(folder: Path) -> Library:
            reading = _telling(report, "Reading {}", "Reading the documents")
            steps = Steps(reading, _telling(report, FINDING, DRAWING))
            reader = _keeper(shelved.folder).open(folder, steps, gazetteer)
            ids = [document.id for document in reader.documents()]
            return Library(reader, Kept(shelved.folder, entries_of(shelved.list()[0], ids)))

        return _in_private(opened)

    return build


def _in_private(made: Callable[[Path], Library]) -> Library:
    """What `made` makes of a folder that only its owner can read.

    The folder is removed when nothing holds the library any more, at exit at last.
    """
    with ExitStack() as failing:
        private = tempfile.mkdtemp(prefix="quoted-places-")
        failing.callback(shutil.rmtree, private, ignore_errors=True)
        library = made(Path(private) / "atlas")
        failing.pop_all()
    finalize(library, shutil.rmtree, private, ignore_errors=True)
    return library


@lru_cache(maxsize=OPENINGS)
def _keeper(folder: Path) -> Keeper:
    return Keeper(folder)


def _telling(report: Report, words: str, at_last: str) -> Progress:
    """Say in words how far a step has come that tells of each document by its name."""

    def progress(done: int, total: int, name: str) -> None:
        told = f"{words.format(name)} … {done} of {total}" if name else at_last
        report(Step(told, done, total))

    return progress


def _ensure_gazetteer(report: Report) -> None:
    try:
        open_gazetteer()
    except GazetteerMissingError:
        words = "Compiling the gazetteer, once and for all"
        report(Step(words))
        compile_gazetteer(progress=lambda part: report(Step(f"{words}: {part}")))
