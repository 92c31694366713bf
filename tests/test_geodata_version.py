"""The engine's version changes with whatever decides what is found, and with nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from geodata import version
from geodata.version import engine_version
from tests.test_house_imports import imported


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the modules and data that the version is of."""
    folder = tmp_path / "geodata"
    shutil.copytree(version.CODE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(version, "CODE", folder)
    monkeypatch.setattr(version, "DATA", folder / "data")
    engine_version.cache_clear()
    yield folder
    engine_version.cache_clear()


def test_where_the_code_lies_and_what_is_none_of_it_count_for_nothing(
    code: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = engine_version()
    (code / "notes.txt").write_text("none of its code", encoding="utf-8")
    moved = code.rename(tmp_path / "moved")
    monkeypatch.setattr(version, "CODE", moved)
    monkeypatch.setattr(version, "DATA", moved / "data")
    engine_version.cache_clear()
    assert engine_version() == before


@pytest.mark.parametrize(
    "name", ["ranking.py", "tables.py", "data/overlay.csv", "data/models/judge.npz", "data/new.csv"]
)
def test_other_code_data_or_models_are_another_version(name: str, code: Path) -> None:
    before = engine_version()
    path = code / name
    path.write_bytes((path.read_bytes() if path.exists() else b"") + b"\n")
    engine_version.cache_clear()
    assert engine_version() != before


def test_every_package_that_may_decide_is_counted() -> None:
    installed = packages_distributions()
    code = [path.read_text("utf-8") for path in version.CODE.glob("*.py")]
    used = {name for one in code for name in imported(one) if name in installed}
    # They ask tables, name a folder, bound threads; spaCy is a recogniser that tells its version.
    deciding_nothing = {"duckdb", "platformdirs", "threadpoolctl", "spacy"}
    counted = {name.replace("-", "_") for name in version.PACKAGES}
    assert used - deciding_nothing == counted
