"""A version changes with the files, the packages and the Python that decide an answer."""

from __future__ import annotations

import platform
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from sources import version
from sources.version import CODE, PACKAGES, reading_version, version_of
from tests.test_house_imports import imported


def test_a_version_is_of_names_and_contents_wherever_they_lie(tmp_path: Path) -> None:
    versions = set()
    for place, name, data in (
        *(("a", "x.py", b"1"), ("b", "x.py", b"1")),
        *(("c", "y.py", b"1"), ("d", "x.py", b"2"), ("e", "x.py", b"")),
    ):
        path = tmp_path / place / name
        path.parent.mkdir()
        path.write_bytes(data)
        versions.add(version_of(path.parent, [path], []))
    assert len(versions) == 4


def test_another_package_or_another_python_is_another_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = version_of(CODE, [], PACKAGES)
    monkeypatch.setattr(platform, "python_version", lambda: "4.0")
    after = version_of(CODE, [], PACKAGES)
    monkeypatch.setattr(version, "version", lambda _: "0.0")
    assert len({before, after, version_of(CODE, [], PACKAGES)}) == 3


def test_the_version_of_reading_counts_every_module_and_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted: list[str] = []

    def watched(folder: Path, files: tuple[Path, ...], packages: tuple[str, ...]) -> str:
        counted.extend(path.relative_to(folder).as_posix() for path in files)
        counted.extend(packages)
        return ""

    monkeypatch.setattr(version, "version_of", watched)
    reading_version.__wrapped__()
    for name in ("pdf.py", "sentences.py", "catalogue.csv", "digests/digest-roth.txt"):
        assert name in counted
    installed = packages_distributions()
    code = [path.read_text("utf-8") for path in CODE.glob("*.py")]
    used = {name for one in code for name in imported(one) if name in installed}
    assert used - {"platformdirs"} == {name.replace("-", "_") for name in PACKAGES}
