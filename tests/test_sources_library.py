"""The library keeps every document once, whole or not at all, whatever ends the process."""

from __future__ import annotations

import hashlib
import random
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Thread

import pytest

from sources.intake import Outcome, Result
from sources.library import Library, entries_of, is_library, is_table
from sources.model import Sureness
from sources.shelf import ABOUT, LibraryError
from tests.one_text import formats
from tests.packing import pack
from tests.serving import ROOT

TEXT = "The road from Homs to Hama was closed on Monday.\n"
OTHER = "In Idlib it was open.\n"

# Runs a command of the library and kills its own process before the Nth line of the library's code.
KILLED = """
import os, signal, sys
from pathlib import Path
from sources.library import Library

last, folder, command, *arguments = sys.argv[1:]
count = 0

def line(frame, event, _):
    global count
    count += 1
    if count == int(last):
        os.kill(os.getpid(), signal.SIGKILL)
    return line

def call(frame, event, _):
    own = ("/library.py", "/intake.py", "/shelf.py")
    return line if frame.f_code.co_filename.endswith(own) else None

sys.settrace(call)
library = Library(Path(folder))
if command == "add":
    library.add([Path(argument) for argument in arguments])
elif command == "remove":
    library.remove(arguments[0])
else:
    library.correct(arguments[0], {"author": "Jane Doe"})
sys.settrace(None)
print(count)
"""
MOMENTS = 20


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


def written(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(data)
    return folder


def names(library: Library) -> list[str]:
    entries, damaged = library.list()
    assert damaged == []
    return [entry.name for entry in entries]


def outcomes(library: Library, *paths: Path) -> dict[str, Outcome]:
    return {Path(one.path).name: one.outcome for one in library.add(paths)}


def test_what_is_added_is_read_as_it_was(library: Library, tmp_path: Path) -> None:
    one_each = {f"a{end}": data for end, data in formats().items() if end != ".zip"}
    files = written(tmp_path / "in", one_each)
    told: list[Result] = []
    results = library.add([files], told.append)
    assert told == results
    assert {one.outcome for one in results} == {Outcome.ADDED}
    read = library.read()
    assert read.unreadable == ()
    assert len(read.documents) == len(results)
    for document in read.documents:
        assert document.text[slice(*document.sentences[1])].startswith("The road from Homs")
    for entry in library.list()[0]:
        kept = (library.folder / entry.id / entry.file).read_bytes()
        assert hashlib.sha256(kept).hexdigest() == entry.id


def test_the_same_bytes_are_one_document_under_their_first_name(
    library: Library, tmp_path: Path
) -> None:
    first = written(tmp_path / "in", {"a.txt": TEXT, "below/b.txt": TEXT})
    again = written(tmp_path, {"c.txt": TEXT, "d.zip": pack({"e.txt": TEXT, "f.txt": OTHER})})
    assert outcomes(library, first) == {"a.txt": Outcome.ADDED, "b.txt": Outcome.THERE}
    assert outcomes(library, again / "c.txt", again / "d.zip") == {
        "c.txt": Outcome.THERE,
        "e.txt": Outcome.THERE,
        "f.txt": Outcome.ADDED,
    }
    assert names(library) == ["a.txt", "d.zip/f.txt"]


def test_what_cannot_be_read_is_refused_with_its_reason(library: Library, tmp_path: Path) -> None:
    files = written(tmp_path / "in", {"a.txt": TEXT, "b.pdf": "no", "c.txt": "", "d.zip": "x"})
    results = library.add([files, tmp_path / "gone.txt", library.folder])
    refused = {Path(one.path).name: one.told for one in results if one.outcome is Outcome.REFUSED}
    assert set(refused) == {"b.pdf", "c.txt", "d.zip", "gone.txt", "library"}
    assert all(reason.endswith(".") for reason in refused.values())
    assert names(library) == ["a.txt"]


def test_files_of_one_name_have_ids_that_stay(library: Library, tmp_path: Path) -> None:
    first = written(tmp_path / "one", {"a.txt": TEXT})
    library.add([first / "a.txt"])
    library.add([written(tmp_path / "two", {"a.txt": OTHER}) / "a.txt"])
    other = hashlib.sha256(OTHER.encode()).hexdigest()
    ids = {document.id: document.text for document in library.read().documents}
    assert ids == {"a.txt": TEXT, f"a.txt ({other[:8]})": OTHER}


def test_a_catalogue_counts_when_its_files_are_added(library: Library, tmp_path: Path) -> None:
    table = "file,title,date\na.txt,The road,2020-03\n"
    files = written(tmp_path / "in", {"a.txt": TEXT, "catalogue.csv": table})
    library.add([files])
    (document,) = library.read().documents
    assert (document.record.title, document.record.date) == ("The road", "2020-03")


def test_the_folder_is_for_its_owner_alone(library: Library, tmp_path: Path) -> None:
    assert library.list() == ([], [])
    assert not library.folder.exists()
    library.add([written(tmp_path / "in", {"a.txt": TEXT})])
    assert stat.S_IMODE(library.folder.stat().st_mode) == 0o700
    assert is_library(library.folder)


def test_a_correction_counts_before_all_and_stays(library: Library, tmp_path: Path) -> None:
    page = "---\ntitle: Road\ndate: 2019-01-01\n---\n\n" + TEXT
    (added,) = library.add([written(tmp_path / "in", {"a.md": page}) / "a.md"])
    library.correct(added.id[:6], {"date": "2020-03", "author": "  Jane\n Doe "})
    library.add([tmp_path / "in"])
    ((document,), _) = Library(library.folder).show(added.id)[1:]
    record = document.record
    assert (record.title, record.author, record.date) == ("Road", "Jane Doe", "2020-03")
    by_hand = {one.field: one for one in document.claims if one.origin == "corrected by hand"}
    assert set(by_hand) == {"date", "author"}
    assert by_hand["date"].sureness is Sureness.HIGH
    assert ("date", "2019-01-01") in [(one.field, one.value) for one in document.claims]
    library.correct(added.id, {"date": ""})
    assert library.read().documents[0].record.date == "2019-01-01"


def test_a_date_that_was_put_right_is_not_doubted(library: Library, tmp_path: Path) -> None:
    name = "2020-01-02 road.txt"
    (added,) = library.add([written(tmp_path / "in", {name: TEXT}) / name])
    assert library.show(added.id).documents[0].record.certainty
    library.correct(added.id, {"date": "2020-01-03"})
    assert library.show(added.id).documents[0].record.certainty == ""


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"date": "4 March"}, "is not a date"),
        ({"date": "2020-02-30"}, "is not a date"),
        ({"language": "English"}, "is not a language's code"),
        ({"url": "javascript:x"}, "is not an address"),
        ({"colour": "red"}, "no field “colour”"),
        ({"title": "a\x1b[2J"}, "no character"),
        ({"author": "Jane Doe", "date": "soon"}, "is not a date"),
    ],
)
def test_a_wrong_correction_changes_nothing(
    values: dict[str, str], words: str, library: Library, tmp_path: Path
) -> None:
    (added,) = library.add([written(tmp_path / "in", {"a.txt": TEXT}) / "a.txt"])
    with pytest.raises(LibraryError, match=words):
        library.correct(added.id, values)
    assert library.find(added.id).corrections == {}


def test_a_table_of_texts_is_kept_as_one_and_not_corrected(
    library: Library, tmp_path: Path
) -> None:
    files = written(tmp_path / "in", {"a.csv": "id,text\n1,In Homs.\n2,In Hama.\n"})
    (added,) = library.add([files])
    assert [one.id for one in library.read().documents] == ["a.csv/1", "a.csv/2"]
    with pytest.raises(LibraryError, match="is a table"):
        library.correct(added.id, {"title": "x"})


def test_an_id_may_be_shortened_as_long_as_it_is_one(library: Library, tmp_path: Path) -> None:
    texts = {f"{number}.txt": f"Road {number}." for number in range(20)}
    first = library.add([written(tmp_path / "in", texts)])[0].id
    assert library.find(first[:10].upper()).id == first
    shared = next(one for one in "0123456789abcdef" if len([*library.folder.glob(f"{one}*")]) > 1)
    for beginning, words in (
        (shared, "is the beginning of"),
        ("", "No id"),
        ("xyz", "No id"),
        ("..", "No id"),
    ):
        with pytest.raises(LibraryError, match=words):
            library.remove(beginning)
    assert len(names(library)) == 20


def test_what_is_removed_is_gone(library: Library, tmp_path: Path) -> None:
    library.add([written(tmp_path / "in", {"a.txt": TEXT, "b.txt": OTHER})])
    gone = hashlib.sha256(TEXT.encode()).hexdigest()
    assert library.remove(gone[:8]) == gone
    assert names(library) == ["b.txt"]
    assert not any(gone in str(path) for path in library.folder.rglob("*"))


def test_files_are_added_by_name_and_bytes_and_counted_one_by_one(library: Library) -> None:
    table = b"file,title,colour\na.txt,The road,red\n"
    packed = pack({"b.txt": OTHER, "c.txt": TEXT, "catalogue.csv": "file,title\nb.txt,Idlib\n"})
    files = [("a.txt", TEXT.encode()), ("catalogue.csv", table), ("d.zip", packed)]
    told: list[tuple[int, int, str]] = []
    results = library.add_files([*files, ("e.pdf", b"no")], lambda *step: told.append(step))
    assert [(one.path, one.outcome) for one in results] == [
        ("a.txt", Outcome.ADDED),
        ("catalogue.csv", Outcome.REFUSED),
        ("d.zip/b.txt", Outcome.ADDED),
        ("d.zip/c.txt", Outcome.THERE),
        ("e.pdf", Outcome.REFUSED),
    ]
    names = ("a.txt", "d.zip/b.txt", "d.zip/c.txt", "e.pdf")
    assert told == [*((number, 4, name) for number, name in enumerate(names)), (4, 4, "")]
    titles = {one.id: one.record.title for one in library.read().documents}
    assert titles == {"a.txt": "The road", "d.zip/b.txt": "Idlib"}


def test_what_was_taken_out_is_put_back_as_it_was(library: Library, tmp_path: Path) -> None:
    library.add([written(tmp_path / "in", {"a.txt": TEXT, "b.txt": OTHER})])
    first = library.list()[0][0]
    library.correct(first.id, {"author": "Jane Doe"})
    before = library.list()
    removed = library.take_out(first.id)
    assert removed.data == (tmp_path / "in" / "a.txt").read_bytes()
    assert not any(first.id in str(path) for path in library.folder.rglob("*"))
    library.put_back(removed)
    assert library.list() == before
    library.put_back(removed)
    assert library.list() == before


def test_the_digest_changes_with_every_change(library: Library, tmp_path: Path) -> None:
    seen = [library.digest()]
    (added, _) = library.add([written(tmp_path / "in", {"a.txt": TEXT, "b.txt": OTHER})])
    seen.append(library.digest())
    library.correct(added.id, {"author": "Jane Doe"})
    seen.append(library.digest())
    library.correct(added.id, {"author": "John Doe"})
    seen.append(library.digest())
    library.remove(added.id)
    seen.append(library.digest())
    assert len(set(seen)) == 5
    assert (library.digest(), library.size()) == (seen[-1], 1)


def test_every_document_leads_to_what_is_kept_of_it(library: Library, tmp_path: Path) -> None:
    table = "id,text\n1,In Homs.\nx/2,In Hama.\n"
    packed = pack({"f.txt": "In Daraa.", "g.csv": table.replace("Homs", "Afrin")})
    files: dict[str, str | bytes] = {"a.txt": TEXT, "b/a.csv": table, "d.zip": packed}
    library.add([written(tmp_path / "in", files), written(tmp_path / "again", {"a.txt": OTHER})])
    read = library.read()
    entries = entries_of(library.list()[0], [one.id for one in read.documents])
    assert set(entries) == {one.id for one in read.documents}
    for document in read.documents:
        assert is_table(entries[document.id]) == (".csv" in document.id)
        if not is_table(entries[document.id]):
            assert entries[document.id].id == document.sha256
    assert entries["b/a.csv/x/2"].name == "b/a.csv"
    assert entries["d.zip/g.csv/1"].name == "d.zip/g.csv"
    assert entries_of(library.list()[0], ["b/a.txt", "z.csv/1"]) == {}


def spoil_bytes(folder: Path) -> None:
    (folder / "a.txt").write_text("Something else.", encoding="utf-8")


def spoil_entry(folder: Path) -> None:
    (folder / ABOUT).write_bytes(b"{}")


def lose_entry(folder: Path) -> None:
    (folder / ABOUT).unlink()


def lose_file(folder: Path) -> None:
    (folder / "a.txt").unlink()


@pytest.mark.parametrize("spoil", [spoil_bytes, spoil_entry, lose_entry, lose_file])
@pytest.mark.parametrize("cure", ["add", "remove"])
def test_what_was_damaged_is_told_and_can_be_cured(
    spoil: object, cure: str, library: Library, tmp_path: Path
) -> None:
    assert callable(spoil)
    files = written(tmp_path / "in", {"a.txt": TEXT, "b.txt": OTHER})
    library.add([files])
    entry_id = hashlib.sha256(TEXT.encode()).hexdigest()
    spoil(library.folder / entry_id)
    read = library.read()
    assert [one.id for one in read.documents] == ["b.txt"]
    assert len(read.unreadable) == 1
    if cure == "add":
        assert outcomes(library, files)["a.txt"] is Outcome.ADDED
        assert {one.text for one in library.read().documents} == {TEXT, OTHER}
    else:
        library.remove(entry_id[:12])
        assert [one.text for one in library.read().documents] == [OTHER]
    assert library.read().unreadable == ()


def test_a_file_is_no_library(tmp_path: Path) -> None:
    written(tmp_path, {"a.txt": TEXT})
    with pytest.raises(LibraryError, match="is a file"):
        Library(tmp_path / "a.txt")


def test_two_that_add_and_correct_at_once_do_no_harm(library: Library, tmp_path: Path) -> None:
    texts = {f"{number}.txt": f"Road {number}." for number in range(30)}
    files = written(tmp_path / "in", texts)
    code = "import sys; from sources.__main__ import main; sys.exit(main(['add', sys.argv[1]]))"
    command = [sys.executable, "-c", code, str(files)]
    own = {"QUOTED_PLACES_LIBRARY": str(library.folder)}
    running = [subprocess.Popen(command, cwd=ROOT, env=own, stdout=-3, stderr=-3) for _ in range(2)]
    while any(one.poll() is None for one in running):
        Library(library.folder).list()  # opening sweeps, and must not sweep what is being written
    assert [one.returncode for one in running] == [0, 0]
    assert len(names(library)) == 30
    first = library.list()[0][0].id
    fields = ("title", "author", "publisher", "certainty")
    threads = [Thread(target=library.correct, args=(first, {field: "x"})) for field in fields]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(library.find(first).corrections) == set(fields)


def run_until(last: int, folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", KILLED, str(last), str(folder), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def moments(folder: Path, *arguments: str | Path) -> Sequence[int]:
    """Seeded moments of a command, which is run once to the end to know how long it is."""
    done = run_until(0, folder, *arguments)
    assert done.returncode == 0, done.stderr
    return random.Random(5).sample(range(1, int(done.stdout)), MOMENTS)  # noqa: S311


def contents(library: Library) -> dict[str, str]:
    """The text of each document by its id; all that the library holds is whole."""
    entries, damaged = library.list()
    read = library.read()
    assert damaged == []
    assert read.unreadable == ()
    assert len(read.documents) == len(entries)
    return {document.id: document.text for document in read.documents}


def test_an_add_killed_at_any_moment_leaves_every_document_whole_or_absent(tmp_path: Path) -> None:
    texts = {f"{number}.txt": f"Road {number} to Homs was closed. " * 3000 for number in range(5)}
    files = written(tmp_path / "in", texts)
    there, littered = set(), 0
    for moment in moments(tmp_path / "all", "add", files):
        folder = tmp_path / f"library-{moment}"
        assert run_until(moment, folder, "add", files).returncode == -9
        littered += any((folder / ".scratch").glob("*"))
        library = Library(folder)
        assert not (folder / ".scratch").exists()
        kept = contents(library)
        assert kept.items() <= texts.items()
        there.add(len(kept))
        library.add([files])
        assert contents(library) == texts
    # The moments are spread over the whole of it, some in the middle of a document.
    assert len(there) > 3
    assert littered > 3


@pytest.mark.parametrize("command", ["remove", "correct"])
def test_a_killed_change_is_done_or_not(command: str, tmp_path: Path) -> None:
    texts = {"a.txt": TEXT, "b.txt": OTHER}
    full = tmp_path / "full"
    Library(full).add([written(tmp_path / "in", texts)])
    entry_id = hashlib.sha256(TEXT.encode()).hexdigest()
    shutil.copytree(full, tmp_path / "once")
    seen: set[object] = set()
    for moment in moments(tmp_path / "once", command, entry_id):
        folder = tmp_path / f"library-{moment}"
        shutil.copytree(full, folder)
        assert run_until(moment, folder, command, entry_id).returncode == -9
        library = Library(folder)
        kept = contents(library)
        assert kept["b.txt"] == OTHER
        if command == "remove":
            seen.add("a.txt" in kept)
        else:
            assert kept == texts
            seen.add(library.find(entry_id).corrections.get("author"))
    assert len(seen) == 2
