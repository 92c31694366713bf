"""Paths and libraries, opened for the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import opening
from dashboard.going import Step
from dashboard.library import Library
from dashboard.opening import open_library
from geodata.gazetteer import Gazetteer
from sources.library import Library as Shelved
from tests.test_sources_library import written


@pytest.fixture(autouse=True)
def afresh(gazetteer: Gazetteer) -> Iterator[None]:
    """Each test opens everything anew."""
    assert len(gazetteer)
    yield
    opening.forget()
    opening._keeper.cache_clear()  # noqa: SLF001


def opened(folder: Path) -> Library:
    opening.forget()
    return open_library(folder).result()


def test_a_library_is_opened_from_what_it_keeps_and_follows_its_documents(tmp_path: Path) -> None:
    shelved = Shelved(tmp_path / "library")
    texts = {"a.txt": "Snow fell in Helsinki.", "b.txt": "Rain fell in Oslo."}
    first = shelved.add([written(tmp_path / "in", texts)])[0]
    assert sorted(opened(shelved.folder).documents) == ["a.txt", "b.txt"]
    atlas = shelved.folder / ".atlas" / "atlas.json"
    lies = atlas.stat()
    older = opened(shelved.folder)
    assert atlas.stat() == lies
    shelved.remove(first.id)
    assert sorted(opened(shelved.folder).documents) == ["b.txt"]
    # Another reader's page goes on with what it has.
    assert older.document("a.txt").text == texts["a.txt"]


def test_a_step_says_which_document_is_read_or_looked_through() -> None:
    told: list[Step] = []
    progress = opening._telling(told.append, "Reading {}", "At last")  # noqa: SLF001
    progress(0, 2, "a.txt")
    progress(2, 2, "")
    assert told == [Step("Reading a.txt … 0 of 2", 0, 2), Step("At last", 2, 2)]
