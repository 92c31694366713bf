"""A file of a library that is as it was is not read again; whatever else decides is told apart."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sources import reading
from sources.findings import Found
from sources.library import Library
from sources.model import Document
from sources.reading import Named
from sources.shelf import ABOUT, Shelf
from tests.packing import pack
from tests.test_sources_library import OTHER, TEXT, written

PAGE = "---\ntitle: Road\ndate: 2019-01-01\n---\n\n" + TEXT
TABLE = "id,text\n1,In Homs.\n2,In Hama.\n"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library(tmp_path / "library")
    files: dict[str, str | bytes] = {
        "a.md": PAGE,
        "b.txt": OTHER,
        "c.csv": TABLE,
        "d.zip": pack({"a.md": TEXT}),
    }
    made.add([written(tmp_path / "in", files)])
    return made


def known(library: Library) -> dict[str, Document]:
    """What a first reading found, by its stamps."""
    read = library.read()
    documents = {document.id: document for document in read.documents}
    return {stamp: documents[doc_id] for stamp, doc_id in read.stamps.items() if doc_id}


def test_what_is_known_is_not_read_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    before, first = known(library), library.read()
    assert list(first.stamps.values()) == ["a.md", "b.txt", "", "d.zip/a.md"]
    again: list[str] = []
    read = reading.read_entry

    def watched(shelf: Shelf, one: Named) -> Found:
        again.append(one.doc_id)
        return read(shelf, one)

    monkeypatch.setattr(reading, "read_entry", watched)
    moved = {stamp: replace(document, path="elsewhere") for stamp, document in before.items()}
    assert library.read(moved) == first
    assert again == ["c.csv"]


def test_progress_tells_of_every_file_and_of_the_end(library: Library) -> None:
    told: list[tuple[int, int, str]] = []
    library.read(progress=lambda *step: told.append(step))
    names = ["a.md", "b.txt", "c.csv", "d.zip/a.md", ""]
    assert told == [(done, 4, name) for done, name in enumerate(names)]


def entry_folder(library: Library, name: str) -> Path:
    entry = next(one for one in library.list()[0] if one.name == name)
    return library.folder / entry.id


def corrected(library: Library) -> None:
    library.correct(entry_folder(library, "a.md").name, {"title": "Way"})


def touched(library: Library) -> None:
    os.utime(entry_folder(library, "a.md") / "a.md", ns=(1, 1))


def other_bytes(library: Library) -> None:
    (entry_folder(library, "a.md") / "a.md").write_text("x", encoding="utf-8")


def renamed(library: Library) -> None:
    about = entry_folder(library, "a.md") / ABOUT
    about.write_text(about.read_text("utf-8").replace('"a.md"', '"b.md"'), "utf-8")
    (about.parent / "a.md").rename(about.parent / "b.md")


def given_a_record(library: Library) -> None:
    about = entry_folder(library, "a.md") / ABOUT
    fields = ("author", "publisher", "date", "certainty", "language", "url")
    record = ", ".join(['"title": "Street"', *(f'"{field}": ""' for field in fields)])
    text = about.read_text("utf-8").replace('"catalogue": null', f'"catalogue": {{{record}}}')
    about.write_text(text, "utf-8")


@pytest.mark.parametrize("change", [corrected, touched, other_bytes, renamed, given_a_record])
def test_what_has_changed_is_read_again(
    change: Callable[[Library], None], library: Library
) -> None:
    before, stamps = known(library), library.stamps()
    change(library)
    changed = [old for old, new in zip(stamps, library.stamps(), strict=True) if old != new]
    assert changed == stamps[:1]
    assert library.read(before) == library.read()


def test_another_version_reads_everything_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = library.stamps()
    monkeypatch.setattr(reading, "reading_version", lambda: "another")
    assert set(before).isdisjoint(library.stamps())


def test_a_document_of_another_file_is_never_taken(library: Library) -> None:
    stamp, _, row, _ = library.read().stamps
    wrong = library.read().documents[1]
    first = library.read()
    for document in (wrong, replace(wrong, id="a.md"), replace(first.documents[0], id="x")):
        assert library.read({stamp: document, row: document}) == first


def test_what_could_not_be_read_has_no_stamp_and_is_tried_again(library: Library) -> None:
    kept = list(library.read().stamps)
    other_bytes(library)
    (entry_folder(library, "b.txt") / ABOUT).write_bytes(b"{}")
    read = library.read()
    assert len(read.unreadable) == 2
    assert list(read.stamps) == kept[2:]
    assert library.stamps()[1:] == [*kept[2:], ""]
    (entry_folder(library, "a.md") / "a.md").unlink()
    assert library.stamps()[0] == ""
