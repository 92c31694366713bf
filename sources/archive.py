"""A zip archive of files: what is in it, under names that stay in it, archives within it too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from sources.limits import MAX_NESTING, MAX_UNPACKED
from sources.model import Unreadable
from sources.packed import Pack
from sources.text import NotTextError

SUFFIX: Final = ".zip"


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its path in it, with "/", and its bytes."""

    name: str
    data: bytes


@dataclass(slots=True)
class _Budget:
    """How many bytes may still be unpacked."""

    left: int = MAX_UNPACKED


def unpack(data: bytes, path: str) -> Iterator[Member | Unreadable]:
    """Yield the files of an archive in the order of their names, and what may not be read of it.

    `path` is the archive's own, for those.  An archive in it is opened as a folder would be, at
    most `MAX_NESTING` deep.  Hidden files are left out.
    """
    yield from _unpack(data, path, 1, _Budget())


def _unpack(data: bytes, path: str, depth: int, budget: _Budget) -> Iterator[Member | Unreadable]:
    try:
        pack = Pack(data)
        if pack.size > budget.left:
            raise NotTextError(
                f"With what lies in it, it would have more than {MAX_UNPACKED / 1e6:,.0f} MB "
                "unpacked: split it."
            )
    except NotTextError as error:
        yield Unreadable(path, str(error))
        return
    for name in sorted(pack.names):
        shown = f"{path}/{_printable(name)}"
        fault = pack.fault(name)
        if fault is not None:
            yield Unreadable(shown, fault)
        elif not _is_hidden(name):
            try:
                content = pack.read(name)
            except NotTextError as error:
                yield Unreadable(shown, str(error))
                continue
            budget.left -= len(content)
            yield from _member(Member(_printable(name), content), shown, depth, budget)


def _member(
    member: Member, shown: str, depth: int, budget: _Budget
) -> Iterator[Member | Unreadable]:
    if PurePosixPath(member.name).suffix.lower() != SUFFIX:
        yield member
    elif depth >= MAX_NESTING:
        reason = f"It is the {depth + 1}th archive within another; up to {MAX_NESTING} are opened."
        yield Unreadable(shown, reason)
    else:
        for inner in _unpack(member.data, shown, depth + 1, budget):
            if isinstance(inner, Member):
                yield Member(f"{member.name}/{inner.name}", inner.data)
            else:
                yield inner


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return parts[:1] == ("__MACOSX",) or any(part.startswith(".") for part in parts)


def _printable(name: str) -> str:
    return name.replace("\\", "/").encode("utf-8", errors="replace").decode("utf-8")
