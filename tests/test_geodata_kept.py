"""A library opens what it kept; what is opened is always what would be made anew."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from geodata import earlier, kept
from geodata.atlas import build_atlas
from geodata.gazetteer import Gazetteer
from geodata.kept import Keeper, Steps
from geodata.locate import locate
from geodata.model import Resolution
from geodata.store import AtlasReader
from sources import reading
from sources.findings import Found
from sources.library import Library
from sources.made import Made
from sources.reading import Named
from sources.shelf import Shelf
from tests.serving import ROOT
from tests.test_sources_library import written

TEXTS: dict[str, str | bytes] = {
    "aleppo.txt": "Snow fell in Aleppo and in Haleb.\n",
    "haleb.txt": "From Haleb one drives to Idlib.\n\nThe West denied it.\n",
    "helsinki.md": "---\ntitle: Rain\ndate: 2020-01-02\n---\n\nRain fell in Helsinki, Finland.\n",
    "table.csv": "id,text\n1,A bus from Oslo.\n2,A bus from Bergen.\n",
}
MORE = "In Tampere the schools stayed open.\n"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Path:
    """A library of four files that keeps its atlas."""
    assert len(gazetteer)
    folder = tmp_path_factory.mktemp("full")
    Library(folder / "library").add([written(folder / "in", TEXTS)])
    Keeper(folder / "library").open(folder / "elsewhere")
    return folder / "library"


@pytest.fixture
def folder(full: Path, tmp_path: Path) -> Path:
    """A copy of that library to change."""
    shutil.copytree(full, tmp_path / "library")
    return tmp_path / "library"


class Work:
    """What is read and looked through, by ids and texts."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.read: list[str] = []
        self.searched: list[str] = []
        read = reading.read_entry

        def watched_reading(shelf: Shelf, one: Named) -> Found:
            self.read.append(one.doc_id)
            return read(shelf, one)

        def watched_search(text: str, gazetteer: Gazetteer) -> list[Resolution]:
            self.searched.append(text)
            return locate(text, gazetteer)

        monkeypatch.setattr(reading, "read_entry", watched_reading)
        monkeypatch.setattr(earlier, "locate", watched_search)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    return Work(monkeypatch)


def content(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != kept.NOTE]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def ids(atlas: AtlasReader) -> list[str]:
    return sorted(document.id for document in atlas.documents())


def check(atlas: AtlasReader, folder: Path, scratch: Path) -> None:
    """An opened atlas is that which the library keeps, and one made anew is the same."""
    read = Library(folder).read()
    build_atlas(read, scratch / "anew")
    anew = AtlasReader.open(scratch / "anew")
    assert content(folder / ".atlas") == content(scratch / "anew")
    assert atlas.documents() == anew.documents()
    for document in read.documents:
        assert replace(atlas.document(document.id), path=document.path) == document
    assert not any((folder / ".scratch").glob("*"))
    shutil.rmtree(scratch / "anew")


def entry_id(folder: Path, name: str) -> str:
    return next(one.id for one in Library(folder).list()[0] if one.name == name)


def test_what_is_unchanged_is_opened_and_nothing_is_done(
    folder: Path, tmp_path: Path, work: Work
) -> None:
    def refuse() -> Gazetteer:
        raise AssertionError("the gazetteer is not needed to open what is kept")

    atlas = Keeper(folder).open(tmp_path / "elsewhere", gazetteer=refuse)
    assert (work.read, work.searched) == ([], [])
    check(atlas, folder, tmp_path)
    assert not (tmp_path / "elsewhere").exists()


def test_only_what_was_added_is_read_and_looked_through(
    folder: Path, tmp_path: Path, work: Work
) -> None:
    Library(folder).add([written(tmp_path / "in", {"a.txt": MORE})])
    read: list[tuple[int, int, str]] = []
    found: list[tuple[int, int, str]] = []
    steps = Steps(lambda *step: read.append(step), lambda *step: found.append(step))
    atlas = Keeper(folder).open(tmp_path / "elsewhere", steps)
    assert set(work.read) == {"table.csv", "a.txt"}
    assert work.searched == [MORE]
    assert [name for _, _, name in read] == [*sorted(TEXTS), "a.txt", ""]
    assert found == [(0, 1, "a.txt"), (1, 1, "")]
    check(atlas, folder, tmp_path)


def test_a_correction_is_seen_and_nothing_is_looked_through(
    folder: Path, tmp_path: Path, work: Work
) -> None:
    Library(folder).correct(entry_id(folder, "helsinki.md"), {"date": "2021", "title": "Sleet"})
    atlas = Keeper(folder).open(tmp_path / "elsewhere")
    assert set(work.read) == {"table.csv", "helsinki.md"}
    assert work.searched == []
    record = atlas.document("helsinki.md").record
    assert (record.title, record.date) == ("Sleet", "2021")
    check(atlas, folder, tmp_path)


def test_removed_while_open_the_others_are_not_looked_through_again(
    folder: Path, tmp_path: Path, work: Work
) -> None:
    keeper = Keeper(folder)
    before = keeper.open(tmp_path / "elsewhere")
    Library(folder).remove(entry_id(folder, "haleb.txt"))
    assert not (folder / ".atlas").exists()
    assert "Idlib" in before.document("haleb.txt").text  # the page goes on until it opens anew
    atlas = keeper.open(tmp_path / "elsewhere")
    assert work.searched == []
    assert "haleb.txt" not in ids(atlas)
    check(atlas, folder, tmp_path)


def test_removed_while_closed_all_is_made_anew(folder: Path, tmp_path: Path, work: Work) -> None:
    Library(folder).remove(entry_id(folder, "haleb.txt"))
    check(Keeper(folder).open(tmp_path / "elsewhere"), folder, tmp_path)
    assert len(work.searched) == 4


def test_two_files_of_one_name_are_told_apart_when_the_first_goes(
    folder: Path, tmp_path: Path
) -> None:
    Library(folder).add([written(tmp_path / "in", {"aleppo.txt": MORE}) / "aleppo.txt"])
    keeper = Keeper(folder)
    assert len(ids(keeper.open(tmp_path / "elsewhere"))) == 6
    Library(folder).remove(entry_id(folder, "aleppo.txt"))
    atlas = keeper.open(tmp_path / "elsewhere")
    assert atlas.document("aleppo.txt").text == MORE
    check(atlas, folder, tmp_path)


def cut(atlas: Path) -> None:
    path = atlas / "documents.parquet"
    path.write_bytes(path.read_bytes()[:100])


def turn_a_bit(atlas: Path) -> None:
    path = next(atlas.glob("mentions/*"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def lose_index(atlas: Path) -> None:
    (atlas / "quotes.sqlite").unlink()


def spoil_note(atlas: Path) -> None:
    (atlas / kept.NOTE).write_text("[[]]", encoding="utf-8")


def spoil_stamps(atlas: Path) -> None:
    renote(atlas, {"stamps": {"x": 5, "y": None}})


def empty_it(atlas: Path) -> None:
    shutil.rmtree(atlas)
    atlas.mkdir()


def be_a_file(atlas: Path) -> None:
    shutil.rmtree(atlas)
    atlas.write_text("no folder", encoding="utf-8")


def be_of_another_engine(atlas: Path) -> None:
    rewrite(atlas, {"engine": "older"})


def be_of_another_format(atlas: Path) -> None:
    rewrite(atlas, {"format": 1})


def rewrite(atlas: Path, values: dict[str, object]) -> None:
    """Let an atlas say something else of itself, and be whole all the same."""
    about = json.loads((atlas / "atlas.json").read_text("utf-8")) | values
    (atlas / "atlas.json").write_text(json.dumps(about), "utf-8")
    renote(atlas, {"files": kept._digests(atlas)})  # noqa: SLF001


def renote(atlas: Path, values: dict[str, object]) -> None:
    note = json.loads((atlas / kept.NOTE).read_text("utf-8")) | values
    (atlas / kept.NOTE).write_text(json.dumps(note), "utf-8")


@pytest.mark.parametrize(
    "spoil",
    [
        *(cut, turn_a_bit, lose_index, spoil_note, spoil_stamps, empty_it, be_a_file),
        *(be_of_another_engine, be_of_another_format),
    ],
)
def test_what_is_damaged_or_of_another_version_is_replaced(
    spoil: Callable[[Path], None], folder: Path, tmp_path: Path
) -> None:
    spoil(folder / ".atlas")
    check(Keeper(folder).open(tmp_path / "elsewhere"), folder, tmp_path)
    check(Keeper(folder).open(tmp_path / "elsewhere"), folder, tmp_path)


def test_what_was_found_by_another_engine_is_found_anew(
    folder: Path, tmp_path: Path, work: Work
) -> None:
    be_of_another_engine(folder / ".atlas")
    Keeper(folder).open(tmp_path / "elsewhere")
    assert len(work.searched) == 5
    assert work.read == ["table.csv"]


def test_what_was_removed_while_it_was_looked_through_is_not_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    removed: list[str] = []

    def meddled(text: str, gazetteer: Gazetteer) -> list[Resolution]:
        if not removed:
            removed.append(Library(folder).remove(entry_id(folder, "haleb.txt")))
        return locate(text, gazetteer)

    shutil.rmtree(folder / ".atlas")
    monkeypatch.setattr(earlier, "locate", meddled)
    atlas = Keeper(folder).open(tmp_path / "elsewhere")
    assert removed
    assert "haleb.txt" not in ids(atlas)
    check(atlas, folder, tmp_path)


def test_a_library_that_may_not_be_written_opens_elsewhere(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(folder)
    monkeypatch.setattr(Made, "possible", lambda _: False)
    atlas = Keeper(folder).open(tmp_path / "elsewhere")
    assert atlas.folder == tmp_path / "elsewhere"
    assert len(ids(atlas)) == 5
    assert content(folder) == before


def test_an_empty_library_opens_and_one_that_is_not_there_does(tmp_path: Path) -> None:
    for _ in range(2):
        assert ids(Keeper(tmp_path / "none").open(tmp_path / "elsewhere")) == []
    library = Library(tmp_path / "library")
    library.add([written(tmp_path / "in", {"a.txt": MORE})])
    library.remove(library.list()[0][0].id)
    assert ids(Keeper(tmp_path / "library").open(tmp_path / "elsewhere")) == []


def test_a_file_that_cannot_be_read_is_told_of_and_tried_at_every_opening(
    folder: Path, tmp_path: Path, work: Work
) -> None:
    first = entry_id(folder, "aleppo.txt")
    path = folder / first / "aleppo.txt"
    whole = path.read_bytes()
    path.write_bytes(b"x")
    keeper = Keeper(folder)
    for _ in range(2):
        work.read.clear()
        atlas = keeper.open(tmp_path / "elsewhere")
        assert [one.path for one in atlas.unreadable()] == [str(path)]
        assert "aleppo.txt" in work.read
    path.write_bytes(whole)
    atlas = keeper.open(tmp_path / "elsewhere")
    assert atlas.unreadable() == []
    check(atlas, folder, tmp_path)


OPEN = """
import os, signal, sys
from pathlib import Path
from geodata.kept import Keeper

last, folder, elsewhere = sys.argv[1:]
count = 0

def line(frame, event, _):
    global count
    count += event == "line"
    if count == int(last):
        os.kill(os.getpid(), signal.SIGKILL)
    return line

def call(frame, event, _):
    name = frame.f_code.co_filename
    return line if name.endswith(("/kept.py", "/made.py", "/shelf.py")) else None

sys.settrace(call)
Keeper(Path(folder)).open(Path(elsewhere))
sys.settrace(None)
print(count)
"""
MOMENTS = 10


def opening(last: int, folder: Path) -> subprocess.Popen[str]:
    elsewhere = str(folder.parent / "elsewhere")
    command = [sys.executable, "-c", OPEN, str(last), str(folder), elsewhere]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_an_opening_killed_at_any_moment_does_no_harm(folder: Path, tmp_path: Path) -> None:
    Library(folder).add([written(tmp_path / "in", {"a.txt": MORE})])
    gone = entry_id(folder, "haleb.txt")
    shutil.copytree(folder, tmp_path / "once")
    lines, _ = opening(0, tmp_path / "once").communicate()
    seen = set()
    for moment in random.Random(5).sample(range(1, int(lines)), MOMENTS):  # noqa: S311
        there = tmp_path / f"library-{moment}"
        shutil.copytree(folder, there)
        killed = opening(moment, there)
        killed.communicate()
        assert killed.returncode == -signal.SIGKILL
        littered = any((there / ".scratch").glob("*"))
        made = (there / ".atlas").exists()
        seen.add((littered, made))
        # Whatever it left is gone with a document, before it is looked for.
        Library(there).remove(gone)
        assert not (there / ".atlas").exists()
        assert not any((there / ".scratch").glob("*"))
    assert {(True, True), (False, True)} <= seen
    check(Keeper(there).open(tmp_path / "elsewhere"), there, tmp_path)


def test_two_that_open_while_a_third_adds_and_removes_do_no_harm(
    folder: Path, tmp_path: Path
) -> None:
    shutil.rmtree(folder / ".atlas")
    library = Library(folder)
    running = [opening(0, folder) for _ in range(2)]
    for number in range(60):
        if all(one.poll() is not None for one in running):
            break
        name = f"{number}.txt"
        (added,) = library.add([written(tmp_path / "in", {name: f"{MORE}{number}"}) / name])
        if number % 2:
            library.remove(added.id)
    for one in running:
        one.communicate()
    assert [one.returncode for one in running] == [0, 0]
    check(Keeper(folder).open(tmp_path / "elsewhere"), folder, tmp_path)
