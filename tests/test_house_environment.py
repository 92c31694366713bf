"""The set-up script on machines that lack something, each in a folder with a space in its name."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving import ROOT

NEEDED = ("sh", "dirname", "cat", "cmp", "rm", "grep")
TOO_OLD = """#!/bin/sh
[ "$1" = --version ] && { echo Python 3.9.2; exit 0; }
exit 1
"""
WITHOUT_VENV = f"""#!/bin/sh
case "$2" in *ensurepip*) exit 1 ;; esac
exec '{sys.executable}' "$@"
"""


class House:
    """A copy of what the set-up reads, on a machine whose programs are those of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "a house"
        self.programs = folder / "bin"
        (self.folder / ".ci").mkdir(parents=True)
        self.programs.mkdir()
        shutil.copy(ROOT / ".ci" / "environment.sh", self.folder / ".ci")
        (self.folder / "requirements.txt").write_text("# nothing\n")
        for name in NEEDED:
            program = shutil.which(name)
            assert program is not None
            (self.programs / name).symlink_to(program)

    def add_python(self, script: str) -> None:
        program = self.programs / "python3"
        program.write_text(script)
        program.chmod(0o755)

    def set_up(self, **variables: str) -> subprocess.CompletedProcess[str]:
        # No index answers: what the set-up fetches, it fetches from a port where nobody listens.
        nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_CONFIG_FILE": "/dev/null"}
        return subprocess.run(
            ["sh", self.folder / ".ci" / "environment.sh", "requirements.txt"],
            env={"PATH": str(self.programs), "HOME": str(self.folder)} | nowhere | variables,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_without_python_one_sentence_says_what_to_install(house: House) -> None:
    answer = house.set_up()
    assert answer.returncode == 1
    assert answer.stderr.startswith(
        "Quoted Places needs Python 3.11, 3.12 or 3.13, and here is no python3: install"
    )
    assert answer.stderr.count("\n") == 1


def test_a_python_that_is_too_old_is_named_with_its_version(house: House) -> None:
    house.add_python(TOO_OLD)
    answer = house.set_up()
    assert answer.returncode == 1
    assert "and here is Python 3.9.2: install" in answer.stderr


def test_a_python_without_venv_is_told_apart(house: House) -> None:
    house.add_python(WITHOUT_VENV)
    answer = house.set_up()
    assert answer.returncode == 1
    assert answer.stderr.startswith("The venv module of Python 3.")
    assert "apt install python3-venv" in answer.stderr
    assert not (house.folder / ".venv").exists()


def test_without_network_the_set_up_says_so_and_succeeds_once_there_is_nothing_to_fetch(
    house: House,
) -> None:
    (house.folder / "requirements.txt").write_text("shapely\n")
    answer = house.set_up(PYTHON=sys.executable)
    assert answer.returncode == 1
    assert answer.stderr.splitlines()[-1].startswith("The packages could not be fetched")

    (house.folder / "requirements.txt").write_text("# nothing\n")
    assert house.set_up(PYTHON=sys.executable).returncode == 0
    again = house.set_up(PYTHON=sys.executable)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
