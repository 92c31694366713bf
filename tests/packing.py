"""Zip files made for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def link(name: str, target: str) -> bytes:
    """A zip file with a symbolic link in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        info = zipfile.ZipInfo(name)
        info.create_system = 3
        info.external_attr = 0o120777 << 16
        packed.writestr(info, target)
    return file.getvalue()
