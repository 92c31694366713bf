"""The order in which a Chromium is looked for, on machines made of a folder of small scripts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.chromium import MAC_APPLICATIONS

ROOT = Path(__file__).parent.parent
WORKS = "#!/bin/sh\necho Chromium 150.0\n"
BROKEN = "#!/bin/sh\necho 'install the snap instead' >&2\nexit 1\n"
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="the system's packages need root")
without_browsers = pytest.mark.skipif(
    any(Path(application).exists() for application in MAC_APPLICATIONS),
    reason="a Mac's applications are found wherever the PATH leads",
)


class Machine:
    """A PATH of one folder, a home of its own, and no other browser."""

    def __init__(self, folder: Path) -> None:
        self.programs = folder / "bin"
        self.programs.mkdir()
        self.environment = {
            "PATH": str(self.programs),
            "HOME": str(folder),
            "PLAYWRIGHT_BROWSERS_PATH": str(folder / "browsers"),
            # Whatever the machine of the tests reaches: here nothing can be downloaded.
            "PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:9",
        }

    def add(self, name: str, script: str) -> str:
        program = self.programs / name
        program.write_text(script)
        program.chmod(0o755)
        return str(program)

    def ask(self) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "tests.chromium"],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_the_one_that_is_there_is_taken_and_nothing_installed(machine: Machine) -> None:
    machine.add("apt-get", "#!/bin/sh\ntouch $HOME/called\n")
    there = machine.add("google-chrome", WORKS)
    assert machine.ask().stdout.strip() == there
    assert not Path(machine.environment["HOME"], "called").exists()


def test_the_systems_own_goes_before_others_and_one_that_does_not_run_is_passed_over(
    machine: Machine,
) -> None:
    machine.add("google-chrome", WORKS)
    second = machine.add("chromium-browser", WORKS)
    machine.add("chromium", BROKEN)
    assert machine.ask().stdout.strip() == second


def test_the_named_one_is_taken_before_all(machine: Machine) -> None:
    machine.add("chromium", WORKS)
    machine.environment["QUOTED_PLACES_CHROMIUM"] = machine.add("mine", WORKS)
    assert machine.ask().stdout.strip().endswith("/mine")


def test_a_named_one_that_does_not_run_is_an_error_not_a_reason_to_take_another(
    machine: Machine,
) -> None:
    machine.add("chromium", WORKS)
    machine.environment["QUOTED_PLACES_CHROMIUM"] = "/nowhere/chromium"
    answer = machine.ask()
    assert answer.returncode == 1
    assert "QUOTED_PLACES_CHROMIUM names /nowhere/chromium" in answer.stderr


@as_root
@without_browsers
def test_root_installs_the_package(machine: Machine) -> None:
    program = machine.programs / "chromium"
    machine.add(
        "apt-get",
        f'#!/bin/sh\necho "$DEBIAN_FRONTEND: $*" >&2\n[ "$1" = update ] && exit 0\n'
        f"printf '#!/bin/sh\\necho Chromium 150.0\\n' > '{program}'\n/bin/chmod 755 '{program}'\n",
    )
    answer = machine.ask()
    assert answer.stdout.strip() == str(program)
    assert "noninteractive: install -y -qq --no-install-recommends chromium" in answer.stderr


@without_browsers
def test_where_nothing_helps_a_sentence_says_what_to_install(machine: Machine) -> None:
    machine.add("apt-get", "#!/bin/sh\nexit 100\n")
    answer = machine.ask()
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert "The browser tests need Chromium and none was found: install it" in answer.stderr
    assert "Traceback" not in answer.stderr
