"""The files that the page serves out of installed packages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.assets import MAP_SCRIPT, SCRIPTS, STATIC, prepare


@pytest.fixture(scope="module")
def vendor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vendor")
    prepare(folder)
    return folder


def test_leaflet_and_a_typeface_are_there(vendor: Path) -> None:
    assert b"Leaflet 1.9" in (vendor / "leaflet" / "leaflet.js").read_bytes()
    assert (vendor / "leaflet" / "leaflet.css").stat().st_size > 1000
    assert (vendor / "fonts" / "source-sans.woff2").read_bytes().startswith(b"wOF2")


def test_towns_come_the_largest_first(vendor: Path) -> None:
    towns = json.loads((vendor / "towns.json").read_text(encoding="utf-8"))
    populations = [population for _, _, _, population in towns]
    assert populations == sorted(populations, reverse=True)
    aleppo = next(town for town in towns if town[0] == "Aleppo")
    assert aleppo[1:3] == pytest.approx([36.2, 37.16], abs=0.05)


def test_a_second_call_writes_nothing(vendor: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in vendor.rglob("*")}
    prepare(vendor)
    assert {path: path.stat().st_mtime_ns for path in vendor.rglob("*")} == before


def test_files_of_another_version_are_replaced(vendor: Path) -> None:
    (vendor / "versions.txt").write_text("XStatic-Leaflet 0.1\n", encoding="utf-8")
    (vendor / "leaflet" / "leaflet.js").write_text("old", encoding="utf-8")
    prepare(vendor)
    assert (vendor / "leaflet" / "leaflet.js").stat().st_size > 100_000
    assert not [
        path
        for path in vendor.rglob("*")
        if path.suffix not in {".js", ".css", ".png", ".woff2", ".json", ".txt", ""}
    ]


def test_the_scripts_of_the_map_are_one_file_that_follows_them(vendor: Path) -> None:
    scripts = [*(STATIC / "map").glob("*.js")]
    written = (vendor / MAP_SCRIPT).read_text(encoding="utf-8")
    assert {path.stem for path in scripts} == set(SCRIPTS)
    assert all(path.read_text(encoding="utf-8") in written for path in scripts)
    (vendor / MAP_SCRIPT).write_text("of an older version", encoding="utf-8")
    prepare(vendor)
    assert (vendor / MAP_SCRIPT).read_text(encoding="utf-8") == written


@pytest.mark.parametrize("name", ["leaflet/leaflet.js", "towns.json"])
def test_a_file_that_was_deleted_comes_back(vendor: Path, name: str) -> None:
    (vendor / name).unlink()
    prepare(vendor)
    assert (vendor / name).stat().st_size > 100_000
