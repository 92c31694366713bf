"""The library's command line as a user meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sources.__main__ import main
from tests.serving import ROOT

PAGE = "---\ntitle: Roads & rivers\nauthor: Jane Doe\ndate: 2020-03-04\n---\n\nHoms was closed.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUOTED_PLACES_LIBRARY", str(tmp_path / "library"))
    return tmp_path / "library"


@pytest.fixture
def added(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The id of a document that was added."""
    (tmp_path / "road.md").write_text(PAGE, encoding="utf-8")
    assert main(["add", str(tmp_path / "road.md")]) == 0
    return capsys.readouterr().out.partition("\t")[0]


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 0
    return capsys.readouterr().out


def test_add_tells_what_became_of_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "road.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "in" / "same.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "in" / "none.pdf").write_bytes(b"no")
    assert main(["add", str(tmp_path / "in")]) == 0
    printed = capsys.readouterr()
    told = printed.err.splitlines()
    assert [line.partition(":")[0] for line in told[:-1]] == ["Refused", "Added", "Already there"]
    assert told[-1] == "1 added, 1 already there, 1 refused."
    assert len(printed.out.splitlines()) == 2


def test_add_says_when_there_was_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", "gone.txt"]) == 1
    assert "There is no such file" in capsys.readouterr().err


def test_list_prints_a_line_for_each(added: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["correct", added, "title=The road"])
    cells = said(capsys, "list").rstrip("\n").split("\t")
    assert (cells[0], *cells[2:]) == (added, "road.md", "The road")
    entry = json.loads(said(capsys, "list", "--json"))
    assert entry["id"].startswith(added)
    assert entry["corrections"] == {"title": "The road"}


def test_an_empty_library_says_how_to_fill_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list"]) == 0
    assert "python -m sources add" in capsys.readouterr().err
    assert not folder.exists()


def test_show_says_where_each_field_is_from(added: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["correct", added, "date=2020-03-05"])
    lines = said(capsys, "show", added[:4]).splitlines()
    assert "title      Roads & rivers  (front matter: title, high)" in lines
    assert "date       2020-03-05  (corrected by hand, high)" in lines
    assert "publisher  –" in lines


def test_show_cites(added: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert r"title = {{Roads \& rivers}}" in said(capsys, "show", added, "--bibtex")
    (item,) = json.loads(said(capsys, "show", added, "--csl"))
    assert item["issued"] == {"date-parts": [[2020, 3, 4]]}
    assert said(capsys, "show", added, "--reference").startswith("Jane Doe. “Roads & rivers.”")
    whole = json.loads(said(capsys, "show", added, "--json"))
    (document,) = whole["documents"]
    assert document["claims"][0]["origin"] == "front matter: title"


def test_remove_removes(added: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remove", added, added[:6]]) == 0
    assert said(capsys, "list") == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "nothing"], "No id in the library begins with “nothing”."),
        (["remove", "ID", "nothing"], "No id in the library begins with “nothing”."),
        (["correct", "ID", "date"], "“date” is not FIELD=VALUE"),
        (["correct", "ID", "date=soon"], "“soon” is not a date"),
        (["correct", "ID", "date=2020", "date=2021"], "given twice"),
        (["correct", "ID", "colour=red"], "no field “colour”"),
    ],
)
def test_what_is_asked_amiss_is_a_sentence_and_changes_nothing(
    arguments: list[str], words: str, added: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = said(capsys, "list", "--json")
    assert main([added if one == "ID" else one for one in arguments]) == 2
    assert words in capsys.readouterr().err
    assert said(capsys, "list", "--json") == before


def test_a_library_that_cannot_be_made_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file.txt").write_text(PAGE, encoding="utf-8")
    monkeypatch.setenv("QUOTED_PLACES_LIBRARY", str(tmp_path / "file.txt" / "library"))
    assert main(["add", str(tmp_path / "file.txt")]) == 2
    assert "cannot be used" in capsys.readouterr().err


def test_a_name_cannot_command_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = tmp_path / "a\x1b[2J.txt"
    name.write_text("In Homs.", encoding="utf-8")
    main(["add", str(name)])
    main(["list"])
    printed = capsys.readouterr()
    assert "\x1b" not in printed.out + printed.err


def test_list_starts_without_what_reads_documents(added: str) -> None:
    code = (
        "import sys; from sources.__main__ import main; main(['list']);"
        " print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ, capture_output=True, check=True
    )
    assert added.encode() in done.stdout
    heavy = {b"pypdfium2", b"selectolax", b"numpy", b"geodata", b"streamlit", b"pyarrow"}
    assert heavy.isdisjoint(done.stderr.split())
