"""The head of the page: what this is, what is open, and opening something else."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import streamlit as st

from dashboard import session
from dashboard.library import Library
from dashboard.markup import Html, button, isolated, link, tag
from dashboard.opening import Opening, Step, missing, open_paths, open_uploads
from dashboard.panel import panel
from dashboard.shortcuts import dialog, opener, skip_links
from dashboard.wording import plural
from geodata.atlas import AtlasError
from sources.articles import HOW_TO_ADD_ORIGINALS
from sources.findings import KINDS

UPLOADED, UPLOADER = "uploaded", "uploader"
FILE_TYPES = sorted(ending.removeprefix(".") for ending in KINDS)
POLL_SECONDS = 0.1


def opened(paths: tuple[Path, ...]) -> Library:
    """Return what is open; show progress while it opens, and stop with a sentence if it cannot."""
    opening = chosen_opening(paths)
    # Always there, so that what follows keeps its place and is not drawn twice for a while.
    with st.container(key="progress"):
        place = st.empty()
    if not opening.wait(0.0):
        while not opening.wait(POLL_SECONDS):
            place.html(progress(opening))
        place.empty()
    try:
        return opening.result()
    except (AtlasError, OSError) as error:
        # The next try starts anew: the cause may be gone by then.
        st.session_state.pop(UPLOADED, None)
        open_paths.cache_clear()
        _stop(f"“{opening.name}” cannot be shown. {_sentence(error)} Then reload the page.")
        raise


def chosen_opening(paths: tuple[Path, ...]) -> Opening:
    """Return the session's uploads where there are some, else what the command named."""
    uploaded: Opening | None = st.session_state.get(UPLOADED)
    if uploaded is not None:
        return uploaded
    if sentence := missing(paths):
        _stop(sentence)
    return open_paths(paths)


def progress(opening: Opening) -> Html:
    """Say what is being done, with a bar where the end is known."""
    step: Step = opening.step
    bar = None
    if step.total:
        bar = tag("progress", max=step.total, value=step.done, aria_label=step.words)
    count = f"{step.done} of {step.total}" if step.total else None
    return tag(
        "div",
        tag("p", f"Opening {opening.name}", class_="what"),
        bar,
        tag("p", step.words, " … " if count else None, count, class_="step"),
        class_="progress",
        role="status",
    )


def header(library: Library, name: str) -> None:
    """Show the product's name, what is open, and the way to open other files."""
    with st.container(key="header"):
        panel(title(library, name), key="title", on_action=partial(session.act, library))
        # Another key is another popover, and a new one is closed: what was chosen is open now.
        key = f"opener-{session.openings()}"
        with st.container(key="open"), st.popover("Open documents", key=key):
            _uploads()
    with st.container(key="notices"):
        if any(document.is_digest for document in library.documents.values()):
            panel(digest_notice(library), key="digests", on_action=partial(session.act, library))
        for sentence in session.notices():
            st.html(tag("p", sentence, class_="notice", role="status"))


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


def _uploads() -> None:
    """Let the reader open files; they stay on this machine and in this session."""
    files = st.file_uploader(
        "Texts, web pages, PDF, Word, e-mails, books, tables, archives",
        type=FILE_TYPES,
        accept_multiple_files=True,
        key=UPLOADER,
        help="They are read on this machine and forgotten when the page is closed.",
    )
    if files and st.button("Open these files", type="primary", key="open-files"):
        contents = [(file.name, file.getvalue()) for file in files]
        st.session_state[UPLOADED] = open_uploads(contents)
        session.restart()
        st.rerun()
    if UPLOADED in st.session_state and st.button("Close these files", key="close-files"):
        del st.session_state[UPLOADED]
        session.restart()
        st.rerun()


def _sentence(error: AtlasError | OSError) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {error.filename or 'no file is named'}. See that it can be read."
    return str(error)


def _stop(sentence: str) -> None:
    st.html(tag("p", sentence, class_="failure", role="alert"))
    st.stop()
