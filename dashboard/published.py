"""Files that this session's browser fetches by an address, instead of being sent them.

What is relied on of Streamlit, held by tests/test_browser_page.py: it drops a file whose
coordinates were given to another, and at the end of each full run all files that this run did not
add.  A browser still fetches what it was told of a moment ago, so the last few are held.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import NamedTuple

import streamlit as st
from streamlit import runtime

HELD = 4  # of each name: as often a reader may choose anew while one file is on its way
FILES = "published"


class _File(NamedTuple):
    slot: int
    signed: bytes


def publish(content: bytes, name: str) -> str:
    """Put JSON where this session's browser can fetch it as the `content` of an object; give its
    address.

    The address has no leading slash: it holds below the server's base path.  Beyond a megabyte
    Streamlit tells two files apart by their head, middle and tail alone: the digest at the head
    makes the difference certain.
    """
    digest = hashlib.sha256(content).hexdigest()
    files: OrderedDict[str, _File] = _names().setdefault(name, OrderedDict())
    if digest not in files:
        slot = files.popitem(last=False)[1].slot if len(files) == HELD else len(files)
        signed = b'{"digest":"%s","content":%s}' % (digest.encode(), content)
        files[digest] = _File(slot, signed)
    files.move_to_end(digest)
    return _add(name, files[digest]).lstrip("/")


def hold() -> None:
    """Keep what was published: called first in each full run, which may end before it draws."""
    for name, files in _names().items():
        for file in files.values():
            _add(name, file)


def _names() -> dict[str, OrderedDict[str, _File]]:
    names: dict[str, OrderedDict[str, _File]] = st.session_state.setdefault(FILES, {})
    return names


def _add(name: str, file: _File) -> str:
    manager = runtime.get_instance().media_file_mgr
    address: str = manager.add(file.signed, "application/json", f"{name}.{file.slot}")
    return address
