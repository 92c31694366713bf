"""Which folder imports what: one way only, and nothing that the requirements do not name."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests.serving import ROOT

FOLDERS = ("sources", "geodata", "dashboard")
SCREEN = {"streamlit", "folium", "streamlit_folium", "branca"}
MAY_NOT_IMPORT = {
    "sources": {"geodata", "dashboard"} | SCREEN,
    "geodata": {"dashboard"} | SCREEN,
    "dashboard": set[str](),
}
# What makes the committed data and weights is run by hand, with packages of its own.
BY_HAND = {ROOT / "geodata" / "build", ROOT / "geodata" / "training" / "fitting.py"}
# Asked for by those who have it, with a sentence for those who do not.
OPTIONAL = {"spacy"}
# libmarisa may be taken under BSD-2-Clause instead.
CHOICE_OF_LICENCE = {"marisa-trie"}


def modules(folder: str) -> list[Path]:
    """The modules that run on a reader's machine."""
    found = sorted((ROOT / folder).rglob("*.py"))
    return [path for path in found if BY_HAND.isdisjoint({path, *path.parents})]


def imported(code: str) -> set[str]:
    """The top-level packages that a module imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return {name.partition(".")[0] for name in names}


def forbidden(folder: str, code: str) -> set[str]:
    """What a module of that folder imports and may not."""
    return imported(code) & MAY_NOT_IMPORT[folder]


def points(code: str) -> int:
    """How often a module calls shapely's Point."""
    calls = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call))
    return sum(
        isinstance(call.func, ast.Name | ast.Attribute)
        and (call.func.id if isinstance(call.func, ast.Name) else call.func.attr) == "Point"
        for call in calls
    )


def required() -> dict[str, Requirement]:
    """What requirements.txt names, by canonical name."""
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    found = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(one.name): one for one in found}


@cache
def installed_with(name: str) -> frozenset[str]:
    """A distribution and all that it brings along here, by canonical name."""
    brought = {name}
    for line in distribution(name).requires or ():
        one = Requirement(line)
        if one.marker is None or one.marker.evaluate({"extra": ""}):
            brought |= installed_with(canonicalize_name(one.name))
    return frozenset(brought)


def licences(name: str) -> Iterator[str]:
    facts = distribution(name).metadata
    for field in ("License-Expression", "License"):
        # Some write the whole text of the licence here: its first line names it.
        yield from (text.partition("\n")[0] for text in facts.get_all(field, []))
    yield from (line for line in facts.get_all("Classifier", []) if line.startswith("License"))


@pytest.mark.parametrize(
    ("folder", "code"),
    [
        ("sources", "from geodata.model import Place"),
        ("sources", "def later():\n    import streamlit"),
        ("geodata", "import dashboard.panel as panel"),
        ("geodata", "from folium import Map"),
    ],
)
def test_an_import_in_the_wrong_direction_is_recognised(folder: str, code: str) -> None:
    assert forbidden(folder, code)


@pytest.mark.parametrize("folder", FOLDERS)
def test_imports_point_one_way(folder: str) -> None:
    wrong = {path.name: forbidden(folder, path.read_text()) for path in modules(folder)}
    assert wrong
    assert {name: names for name, names in wrong.items() if names} == {}


def test_longitude_and_latitude_become_a_point_in_one_place_only() -> None:
    assert points("Point(1, 2); shapely.Point(1, 2); MultiPoint([]); point(1, 2)") == 2
    built = {
        path.name: points(path.read_text())
        for folder in FOLDERS
        for path in modules(folder)
        if points(path.read_text())
    }
    assert list(built.values()) == [1]


def test_what_is_imported_is_required_and_what_is_required_is_imported() -> None:
    names = {
        name
        for folder in FOLDERS
        for path in modules(folder)
        for name in imported(path.read_text())
    }
    names -= {*sys.stdlib_module_names, *FOLDERS, *OPTIONAL}
    providers = packages_distributions()
    used = {canonicalize_name(providers[name][0]) for name in names}
    assert used == set(required()) - {"pytest"}


def test_nothing_under_a_licence_that_binds_the_whole_is_needed_to_run() -> None:
    needed = {one for name in required() for one in installed_with(name)}
    assert len(needed) > len(required())
    binding = {name for name in needed if any("GPL" in licence for licence in licences(name))}
    assert binding <= CHOICE_OF_LICENCE


def test_the_page_on_dependencies_has_a_line_for_each_with_its_version() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text()
    runtime = page.partition("## To develop")[0]
    rows = re.findall(r"^\| ([\w-]+) \| `([^`]*)` \|", runtime, re.MULTILINE)
    described = {canonicalize_name(name): SpecifierSet(versions) for name, versions in rows}
    assert described == {name: one.specifier for name, one in required().items()}
