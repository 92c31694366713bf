"""What the page does with a library is done, told and taken back; what fails says why."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from dashboard import keeping
from dashboard.correcting import Edit
from dashboard.documents import documents
from dashboard.keeping import Keeper, do, keeper
from dashboard.library import Library
from dashboard.notices import kept_notices, tally
from dashboard.opening import home, missing, names_library, open_library
from dashboard.places import places
from dashboard.record import record
from dashboard.state import Action, State
from geodata.gazetteer import Gazetteer
from geodata.summaries import Selection
from sources.intake import Outcome, Result
from sources.library import Library as Shelved
from sources.shelf import LibraryError
from tests.html_reading import read

SNOW = ("snow.md", b"---\ntitle: Snow\ndate: 2019-01-02\n---\n\nSnow fell in Helsinki.\n")
RAIN = ("rain.txt", b"Rain fell in Aleppo.")
TABLE = ("news.csv", b"id,text\n1,Hail fell in Homs.\n2,Fog lay over Lisbon.\n")
BROKEN = ("broken.pdf", b"no")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def library(folder: Path, gazetteer: Gazetteer) -> Library:
    assert gazetteer
    Shelved(folder).add_files([SNOW, RAIN, TABLE])
    return open_library(folder).result()


def act(library: Library, name: str, **values: str) -> str:
    """Do something; what went wrong, "" where nothing did."""
    done = do(library, Action(name, values))
    assert done is not None
    assert done.changed
    return done.fault


def names(folder: Path) -> list[str]:
    return [entry.name for entry in Shelved(folder).list()[0]]


def test_a_library_is_opened_once_until_it_changes(library: Library, folder: Path) -> None:
    assert open_library(folder).result() is library
    Shelved(folder).add_files([("fog.txt", b"Fog in Turku.")])
    changed = open_library(folder).result()
    assert changed is not library
    assert set(changed.documents) - set(library.documents) == {"fog.txt"}
    assert open_library(folder).result() is changed


def test_who_still_reads_the_older_library_goes_on_reading(library: Library, folder: Path) -> None:
    Shelved(folder).add_files([("fog.txt", b"Fog in Turku.")])
    open_library(folder).result()
    gc.collect()
    named = {one.place.name for one in library.reader.places(Selection())}
    assert named == {"Helsinki", "Aleppo", "Homs", "Lisbon"}
    assert library.document("rain.txt").text == RAIN[1].decode()


def test_an_empty_library_says_what_to_do(folder: Path, gazetteer: Gazetteer) -> None:
    assert gazetteer
    library = open_library(folder).result()
    assert library.documents == {}
    assert "Your library is empty" in read(places(library, State())).text
    assert "Your library is empty" in read(documents(library, State())).text
    assert not folder.exists()


def test_what_a_command_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, other = tmp_path / "own", tmp_path / "other"
    monkeypatch.setenv("QUOTED_PLACES_LIBRARY", str(own))
    Shelved(other).add_files([RAIN])
    assert names_library([own])
    assert names_library([other])
    assert not names_library([own, other])
    assert not names_library([tmp_path])
    assert (home([]), home([other]), home([tmp_path])) == (own, other, own)
    assert missing([own]) == ""
    assert missing([tmp_path / "gone"])


def test_files_are_added_and_what_became_of_them_is_told(folder: Path) -> None:
    keeping = Keeper(folder)
    keeping.add([SNOW, RAIN])
    keeping.add([BROKEN, RAIN, ("again.txt", RAIN[1])])
    assert keeping.adding is not None
    keeping.adding.result()
    assert [(one.path, one.outcome) for one in keeping.told] == [
        ("snow.md", Outcome.ADDED),
        ("rain.txt", Outcome.ADDED),
        ("broken.pdf", Outcome.REFUSED),
        ("rain.txt", Outcome.THERE),
        ("again.txt", Outcome.THERE),
    ]
    told = kept_notices(keeping)
    assert told is not None
    page = read(told)
    assert page.every("summary")[0].text == "2 added, 2 already there, 1 not added; see each file"
    first = page.every("li")[0].text
    assert first.startswith("broken.pdf not added")
    assert keeping.told[2].told in first
    keeping.dismiss()
    assert kept_notices(keeping) is None


def test_files_that_cannot_be_kept_are_told_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("a file", encoding="utf-8")
    keeping = Keeper(tmp_path / "library")
    keeping.add([RAIN])
    assert keeping.adding is not None
    keeping.adding.result()
    told = kept_notices(keeping)
    assert told is not None
    assert "The files were not added." in told
    assert "is a file and no library" in told


def test_what_nobody_expected_is_raised_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("sources.library.Library.add_files", broken)
    keeping = Keeper(folder)
    keeping.add([SNOW])
    assert keeping.adding is not None
    keeping.adding.wait(None)
    with pytest.raises(RuntimeError, match="a fault of ours"):
        keeping.settle()
    keeping.settle()
    assert keeping.adding is None


def test_progress_counts_the_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, int]] = []
    monkeypatch.setattr(
        "dashboard.going.Going._report", lambda _, step: told.append((step.words, step.done))
    )
    keeping = Keeper(folder)
    keeping.add([SNOW, BROKEN])
    assert keeping.adding is not None
    keeping.adding.result()
    assert told[1:3] == [("Adding 1 of 2: snow.md", 0), ("Adding 2 of 2: broken.pdf", 1)]


def test_what_is_removed_is_off_the_disk_and_comes_back(library: Library, folder: Path) -> None:
    before = Shelved(folder).list()
    assert act(library, "remove", document="snow.md") == ""
    assert names(folder) == ["rain.txt", "news.csv"]
    assert not [path for path in folder.rglob("*") if path.name == "snow.md"]
    told = kept_notices(keeper(folder))
    assert told is not None
    assert "“Snow” was removed." in read(told).text
    (entry,) = read(told).values("data-entry")
    assert act(library, "undo", entry=entry) == ""
    assert Shelved(folder).list() == before
    assert kept_notices(keeper(folder)) is None


def test_a_row_goes_with_its_table_and_says_so(library: Library, folder: Path) -> None:
    page = read(documents(library, State()))
    rows = [one for one in page.every("button") if one.attributes.get("data-action") == "remove"]
    assert [one.text for one in rows].count("Remove the table news.csv (2 documents)") == 2
    assert act(library, "remove", document="news.csv/2") == ""
    assert names(folder) == ["snow.md", "rain.txt"]
    told = kept_notices(keeper(folder))
    assert told is not None
    assert "“news.csv” with 2 documents was removed." in read(told).text


def test_what_is_added_again_needs_no_undo(library: Library, folder: Path) -> None:
    act(library, "remove", document="rain.txt")
    keeper(folder).add([("other.txt", RAIN[1])])
    adding = keeper(folder).adding
    assert adding is not None
    adding.result()
    assert keeper(folder).removed == ()


def test_what_can_be_brought_back_is_bounded(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST_BYTES", len(SNOW[1]) + 1)
    for document in ("rain.txt", "snow.md"):
        act(library, "remove", document=document)
    assert [one.words for one in keeper(folder).removed] == ["“Snow”"]


def test_what_others_removed_is_told(library: Library, folder: Path) -> None:
    shelved = Shelved(folder)
    for entry in shelved.list()[0]:
        shelved.remove(entry.id)
    assert "No id in the library" in act(library, "remove", document="snow.md")
    assert "No id" in act(library, "correct", document="snow.md", field="date", value="2020")
    assert "does not have" in act(library, "remove", document="missing.txt")


def test_nothing_is_done_where_no_library_is_open(tmp_path: Path) -> None:
    assert do(Library.__new__(Library), Action("choose", {})) is None
    reader = Library.__new__(Library)
    reader.kept = None
    assert do(reader, Action("remove", {"document": "a.txt"})) is None
    assert list(tmp_path.iterdir()) == []


def test_a_correction_counts_and_is_taken_back(library: Library, folder: Path) -> None:
    assert act(library, "correct", document="snow.md", field="date", value="2020-05") == ""
    corrected = open_library(folder).result()
    assert corrected.documents["snow.md"].record.date == "2020-05"
    page = read(record(corrected, State(editing=Edit("date")), "snow.md"))
    assert "corrected by hand" in page.text
    assert "2 January 2019" in page.text
    assert [one.text for one in page.every("button")].count("As the file says") == 1
    assert act(library, "correct", document="snow.md", field="date", value="") == ""
    again = open_library(folder).result()
    assert again.documents["snow.md"].record.date == "2019-01-02"
    page = read(record(again, State(editing=Edit("date")), "snow.md"))
    assert "As the file says" not in page.text


def test_a_wrong_correction_says_so_beside_what_was_typed(library: Library) -> None:
    fault = act(library, "correct", document="snow.md", field="date", value="<4 March>")
    assert "is not a date" in fault
    page = read(record(library, State(editing=Edit("date", "<4 March>", fault)), "snow.md"))
    (box,) = page.every("input")
    assert box.attributes["value"] == "<4 March>"
    assert box.attributes["aria-invalid"] == "true"
    (beside,) = page.every("p", "fault")
    assert beside.text == fault
    assert beside.attributes["id"] in box.attributes["aria-describedby"].split()


def test_a_row_of_a_table_is_not_corrected_here(library: Library) -> None:
    page = read(record(library, State(editing=Edit("date")), "news.csv/1"))
    assert page.every("input") == []
    assert "row of the table news.csv" in page.text
    fault = act(library, "correct", document="news.csv/1", field="title", value="x")
    assert "is a table of texts" in fault


def test_documents_of_no_library_are_neither_removed_nor_corrected(library: Library) -> None:
    library.kept = None
    assert "Remove" not in read(documents(library, State())).text
    assert "Correct" not in read(record(library, State(), "snow.md")).text


def test_a_long_list_of_files_is_cut() -> None:
    keeping = Keeper(Path("library"))
    keeping.told = tuple(Result(f"{number}.txt", Outcome.ADDED, "id") for number in range(1000))
    told = kept_notices(keeping)
    assert told is not None
    assert len(read(told).every("li")) == 200
    assert "… and 800 more." in told
    assert tally(keeping.told) == "1,000 added"
    assert tally([]) == "Nothing was added"


def test_an_error_of_the_disk_is_a_sentence() -> None:
    error = PermissionError(13, "Permission denied", "some/folder")
    words = "The library could not be changed: Permission denied (some/folder)."
    assert keeping.because(error) == words
    assert keeping.because(LibraryError("As it is.")) == "As it is."
