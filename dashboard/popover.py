"""The popover in the head of the page: files to open or to keep, and the library to open."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import session
from dashboard.keeping import because, keeper
from dashboard.library import Library
from dashboard.markup import Html, isolated, join, tag
from dashboard.opening import Opening, open_uploads
from dashboard.wording import plural
from sources.findings import KINDS
from sources.library import Library as Shelved
from sources.shelf import LibraryError

UPLOADED, UPLOADER, ADDED = "uploaded", "uploader", "added"
FILE_TYPES = sorted(ending.removeprefix(".") for ending in KINDS)
STAYS = "Everything is read on this machine; nothing leaves it."


def popover(library: Library, home: Path) -> None:
    """Show the button that opens it, and what it holds; `home` is where the library lies."""
    # Another key is another popover, and a new one is closed: what was chosen is open now.
    key = f"opener-{session.openings()}"
    with st.container(key="open"), st.popover("Open documents", key=key):
        _files(library, home)
        _library(library, home)


def uploaded() -> Opening | None:
    """Return what this session opened of its own; None where there is nothing of that."""
    opening: Opening | None = st.session_state.get(UPLOADED)
    return opening


def close() -> None:
    """Go back to what the command names."""
    st.session_state.pop(UPLOADED, None)
    session.restart()


def _files(library: Library, home: Path) -> None:
    """Let the reader keep files in the library, or open them until the page is closed."""
    files = st.file_uploader(
        "Texts, web pages, PDF, Word, e-mails, books, tables, archives",
        type=FILE_TYPES,
        accept_multiple_files=True,
        key=f"{UPLOADER}-{st.session_state.get(ADDED, 0)}",
    )
    if files:
        with st.container(key="choices", horizontal=True):
            add = st.button("Add to your library", type="primary", key="add-files")
            now = st.button("Open for now only", key="open-files")
        contents = [(file.name, file.getvalue()) for file in files] if add or now else []
        if add:
            _add(library, home, contents)
        elif now:
            st.session_state[UPLOADED] = open_uploads(contents)
            session.restart()
            st.rerun()
    st.html(note(home, chosen=bool(files)))
    if uploaded() is not None and st.button("Close these files", key="close-files"):
        close()
        st.rerun()


def _add(library: Library, home: Path, files: list[tuple[str, bytes]]) -> None:
    keeper(home).add(files)
    # Another key is another field, and a new one is empty.
    st.session_state[ADDED] = st.session_state.get(ADDED, 0) + 1
    if library.kept is not None:
        session.renew()
    else:
        _open()
    st.rerun()


def _open() -> None:
    st.session_state.pop(UPLOADED, None)
    session.restart(library=True)


def _library(library: Library, home: Path) -> None:
    """Lead into the library and out of it."""
    if session.asks_for_library():
        if st.button("Close the library", key="close-library"):
            close()
            st.rerun()
    elif library.kept is None:
        try:
            size = Shelved(home).size()
        except (LibraryError, OSError) as error:
            st.html(tag("p", because(error), class_="opener-note"))
            return
        words = f"Open your library ({plural(size, 'document') if size else 'empty'})"
        if st.button(words, key="open-library"):
            _open()
            st.rerun()


def note(home: Path, *, chosen: bool) -> Html:
    """Say what becomes of the files, and where."""
    parts: list[Html | str] = [STAYS]
    if chosen:
        parts = [
            "Your library is the folder ",
            tag("code", isolated(str(home))),
            ", readable by you alone. Opened for now only, the files are forgotten when the page "
            f"is closed. {STAYS}",
        ]
    return tag("p", join(parts), class_="opener-note")
