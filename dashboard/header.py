"""The head of the page: what this is, what is open, and what there is to tell of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import popover, session
from dashboard.going import Going
from dashboard.keeping import keeper
from dashboard.library import Library
from dashboard.markup import Html, button, isolated, link, tag
from dashboard.notices import kept_notices
from dashboard.opening import (
    Opening,
    forget,
    home,
    missing,
    names_library,
    open_library,
    open_named,
)
from dashboard.panel import panel
from dashboard.shortcuts import dialog, opener, skip_links
from dashboard.wording import plural
from geodata.atlas import AtlasError
from sources.articles import HOW_TO_ADD_ORIGINALS
from sources.shelf import LibraryError

POLL_SECONDS = 0.1


def opened(paths: tuple[Path, ...]) -> Opening:
    """Return what is open, ready; show progress until then, and stop with a sentence if it fails.

    What is being added to the library that is asked for comes first.
    """
    # Always there, so that what follows keeps its place and is not drawn twice for a while.
    with st.container(key="progress"):
        place = st.empty()
    name = "Your library"
    try:
        if _asks_for_library(paths):
            keeping = keeper(home(paths))
            _watch(keeping.adding, place)
            keeping.settle()
        opening = _chosen(paths)
        name = f"“{opening.name}”"
        _watch(opening, place)
        opening.result()
    except (AtlasError, LibraryError, OSError) as error:
        # The next try starts anew: the cause may be gone by then.
        popover.close()
        forget()
        _stop(f"{name} cannot be shown. {_sentence(error)} Then reload the page.")
        raise
    return opening


def _asks_for_library(paths: tuple[Path, ...]) -> bool:
    if popover.uploaded() is not None:
        return False
    return session.asks_for_library() or names_library(paths)


def _chosen(paths: tuple[Path, ...]) -> Opening:
    """Return the session's uploads or the reader's library, else what the command named."""
    uploaded = popover.uploaded()
    if uploaded is not None:
        return uploaded
    if session.asks_for_library():
        return open_library(home(paths))
    if sentence := missing(paths):
        _stop(sentence)
    return open_named(paths)


def _watch(going: Going[Any] | None, place: DeltaGenerator) -> None:
    """Show how far something has come, until it has ended."""
    if going is None or going.wait(0.0):
        return
    while not going.wait(POLL_SECONDS):
        place.html(progress(going))
    place.empty()


def progress(going: Going[Any]) -> Html:
    """Say what is being done, with a bar where the end is known."""
    step = going.step
    bar = None
    if step.total:
        bar = tag("progress", max=step.total, value=step.done, aria_label=step.words)
    return tag(
        "div",
        tag("p", going.what, class_="what"),
        bar,
        tag("p", step.words, class_="step"),
        class_="progress",
        role="status",
    )


def header(library: Library, name: str, home: Path) -> None:
    """Show the product's name, what is open, and the way to open other files.

    `home` is the folder of the library that files can be added to.
    """
    act = partial(session.act, library)
    with st.container(key="header"):
        panel(title(library, name), key="title", on_action=act)
        popover.popover(library, home)
    with st.container(key="notices"):
        if any(document.is_digest for document in library.documents.values()):
            panel(digest_notice(library), key="digests", on_action=act)
        for sentence in session.notices():
            st.html(tag("p", sentence, class_="notice", role="status"))
        told = kept_notices(keeper(library.kept.folder)) if library.kept else None
        if told is not None:
            panel(told, key="kept", on_action=act)


def title(library: Library, name: str) -> Html:
    """Name the product and what is open, with the buttons that belong to the whole page."""
    documents = button("show", plural(len(library.documents), "document"), class_="text",
                       data_sheet="documents", data_key="title-documents")  # fmt: skip
    return tag(
        "div",
        skip_links(),
        tag("h1", "Quoted Places"),
        tag("p", documents, " · ", isolated(name), class_="opened"),
        tag("button", "Copy link", type="button", class_="plain", data_share="",
            data_shortcut="c"),
        opener(),
        dialog(),
        class_="masthead",
    )  # fmt: skip


def digest_notice(library: Library) -> Html:
    """Say that digests are open, not the articles, and how to quote the articles themselves."""
    digests = [document for document in library.documents.values() if document.is_digest]
    titles = [
        tag("li", isolated(one.record.title), " ", link("article", one.record.url))
        for one in digests
    ]
    return tag(
        "details",
        tag("summary", tag("b", "Digests in our own words"), "; add the originals to quote them"),
        tag("p", HOW_TO_ADD_ORIGINALS),
        tag("ul", *titles),
        class_="digest-notice",
    )


def _sentence(error: AtlasError | LibraryError | OSError) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {error.filename or 'no file is named'}. See that it can be read."
    return str(error)


def _stop(sentence: str) -> None:
    st.html(tag("p", sentence, class_="failure", role="alert"))
    st.stop()
