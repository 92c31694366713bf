"""What holds for every file of the repository; each rule is also shown to catch an offender."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.serving import ROOT

MEGABYTES = 5
MACHINE_PATH = re.compile(
    r"(?<![\w.])(?:/(?:work|farm|root)(?!\w)|/tmp/[a-z]|/(?:home|Users)/\w|[A-Z]:\\Users)"
)
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.npmjs\.org|(?:deb|security)\.debian\.org"
    r"|archive\.ubuntu\.com|anaconda\.org"
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
MAKE = re.compile(r"`make(?: -C \S+)? ([a-z]+)")


@cache
def tracked() -> tuple[Path, ...]:
    """The files of the repository; skips where the code came without its history."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout: which files are the repository's is not known")
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def texts() -> list[tuple[str, str]]:
    """Name and content of the files that are text."""
    found = []
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content:
            name = path.relative_to(ROOT).as_posix()
            found.append((name, content.decode(errors="replace")))
    return found


def dead_links(markdown: str, folder: Path) -> list[str]:
    """Links of a page to files that are not there; `folder` is the page's."""
    targets = (target.partition("#")[0] for target in LINK.findall(markdown))
    local = (target for target in targets if target and not re.match(r"[a-z]+:", target))
    return [target for target in local if not (folder / target).exists()]


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize(
    "line",
    # Put together here, so that this file passes its own test.
    ["/".join(["see ", *names]) for names in (("work", "x"), ("root", "x"), ("home", "ann"))],
)
def test_a_machine_path_is_recognised(line: str) -> None:
    assert MACHINE_PATH.search(line)


@pytest.mark.parametrize("line", ["https://x.org/work/1", "a/root/b", "/roots"])
def test_other_paths_pass(line: str) -> None:
    assert not MACHINE_PATH.search(line)


def test_no_file_names_a_path_of_one_machine() -> None:
    assert [name for name, text in texts() if MACHINE_PATH.search(text)] == []


def test_no_file_names_the_host_of_a_package_registry() -> None:
    assert REGISTRY.search("https://pypi" + ".org/simple")
    assert [name for name, text in texts() if REGISTRY.search(text)] == []


def test_no_file_is_large() -> None:
    large = [path.name for path in tracked() if path.stat().st_size > MEGABYTES * 1_000_000]
    assert large == []


def test_every_link_between_files_resolves() -> None:
    assert dead_links("[a](gone.md) [b](https://x.org) ![c](#here)", ROOT) == ["gone.md"]
    dead = {
        name: dead_links(text, (ROOT / name).parent)
        for name, text in texts()
        if name.endswith(".md")
    }
    assert {name: links for name, links in dead.items() if links} == {}


def test_every_make_command_in_the_documents_exists() -> None:
    assert MAKE.findall("`make -C ROOT run` and `make fly`") == ["run", "fly"]
    named = {word for name, text in texts() if name.endswith(".md") for word in MAKE.findall(text)}
    assert named <= make_targets()


def test_the_page_on_architecture_names_every_module_and_no_other() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text()
    _, _, index = page.partition("## Where to find what")
    named = set(re.findall(r"`(\w+\.py)`", index.partition("**tests/**")[0]))
    folders = (ROOT / folder for folder in ("sources", "geodata", "dashboard"))
    found = (path for folder in folders for path in folder.rglob("*.py"))
    modules = {path.name for path in found if path.parent != ROOT / "geodata" / "build"}
    assert named == modules - {"__init__.py"}
