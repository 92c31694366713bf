"""Files kept open: whoever opened them reads on, also when they are replaced or removed."""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterable, Sequence
from pathlib import Path

MOST = 16  # of many files the system may not allow so many


class Held:
    """Some files, open as long as this object lives.

    `names` are those under which they can be opened, in the order given.  Where the system gives
    open files names (Linux, macOS), these lead to the very files that were there at first, which is
    then `lasting`; else they are the paths.  Raises OSError where a file cannot be opened.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        paths = list(paths)
        handles: list[int] = []
        weakref.finalize(self, _close, handles)
        few = paths if len(paths) <= MOST else []
        handles.extend(os.open(path, os.O_RDONLY | os.O_CLOEXEC) for path in few)
        names = [Path(f"/dev/fd/{handle}") for handle in handles]
        self.lasting = bool(names) and all(map(_leads_to, names, handles))
        self.names = names if self.lasting else paths


def _leads_to(name: Path, handle: int) -> bool:
    try:
        return os.path.samestat(name.stat(), os.fstat(handle))
    except OSError:
        return False


def _close(handles: Sequence[int]) -> None:
    for handle in handles:
        os.close(handle)
