"""Versions of code: short texts that change with whatever decides an answer."""

from __future__ import annotations

import hashlib
import platform
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

CODE: Final = Path(__file__).parent

PACKAGES: Final = ("charset-normalizer", "pypdfium2", "selectolax")
"""The packages that decide what is read of a file."""


@lru_cache(maxsize=1)
def reading_version() -> str:
    """Names all that decides what is read of a file: every module here, the catalogue of articles
    and their digests, the packages.
    """
    files = (*CODE.glob("*.py"), *CODE.glob("*.csv"), *CODE.glob("digests/*"))
    return version_of(CODE, files, PACKAGES)


def version_of(folder: Path, files: Iterable[Path], packages: Sequence[str]) -> str:
    """A digest of files below a folder, of installed packages, and of Python itself."""
    digest = hashlib.sha256(f"{platform.python_version()} {unicodedata.unidata_version}".encode())
    for name in packages:
        digest.update(f"{name} {version(name)}\n".encode())
    for path in sorted(files):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()[:16]
