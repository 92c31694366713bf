"""An opened atlas answers as it did, whatever becomes of its folder."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from geodata import held
from geodata.gazetteer import Gazetteer
from geodata.held import Held
from geodata.store import AtlasReader
from geodata.summaries import Quote, Selection
from tests.by_hand import write_coast, write_judged

WORDS = Selection(words="helsinki")
by_name = pytest.mark.skipif(not Path("/dev/fd").exists(), reason="open files have no names here")


def answers(atlas: AtlasReader) -> list[object]:
    quotes: list[Quote] = atlas.quotes(None, WORDS)[0]
    texts = [atlas.document(one.id).text for one in atlas.documents()]
    places = [one.place for one in atlas.places(Selection())]
    return [quotes, texts, places, atlas.frame(Selection()), atlas.spellings()]


@by_name
@pytest.mark.parametrize("becomes", ["removed", "replaced"])
def test_an_atlas_that_is_removed_or_replaced_answers_as_before(
    becomes: str, tmp_path: Path, gazetteer: Gazetteer
) -> None:
    folder = tmp_path / "atlas"
    write_coast(folder, gazetteer)
    before = answers(AtlasReader.open(folder))
    atlas = AtlasReader.open(folder)
    if becomes == "removed":
        shutil.rmtree(folder)
    else:
        write_judged(folder, gazetteer)
        assert answers(AtlasReader.open(folder)) != before
    assert answers(atlas) == before


@by_name
def test_files_are_held_as_long_as_somebody_wants_them(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Rain.", encoding="utf-8")
    files = Held([path])
    path.unlink()
    (name,) = files.names
    assert name.read_text(encoding="utf-8") == "Rain."
    handle = int(name.name)
    del files
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(handle)


def test_many_files_are_named_and_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / name for name in ("a", "b", "c")]
    for path in paths:
        path.touch()
    monkeypatch.setattr(held, "MOST", 2)
    assert Held(paths).names == paths
    assert Held(paths[:2]).names != paths[:2] or not Path("/dev/fd").exists()


def test_a_file_that_is_not_there_cannot_be_held(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(FileNotFoundError):
        Held([tmp_path / "a", tmp_path / "b"])
