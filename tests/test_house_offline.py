"""The command line and the page with every connection to another host refused."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import open_page
from tests.offline import offline, refused
from tests.serving import ROOT, free_port, fresh_environment, launcher, serving

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return offline(fresh_environment(tmp_path / "home"), tmp_path / "guard")


@pytest.fixture
def guard(tmp_path: Path) -> Path:
    return tmp_path / "guard"


@pytest.fixture
def offline_page(environment: dict[str, str]) -> Iterator[str]:
    port = free_port()
    with serving(launcher(port), port, environment) as server:
        yield server.url


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize(
    ("code", "host"),
    [
        ("import socket; socket.create_connection(('192.0.2.1', 9))", "192.0.2.1"),
        ("import socket; socket.socket().connect(('192.0.2.1', 9))", "192.0.2.1"),
        ("import urllib.request as r; r.urlopen('http://example.invalid')", "example.invalid"),
    ],
)
def test_the_guard_refuses_and_notes(
    environment: dict[str, str], guard: Path, code: str, host: str
) -> None:
    assert "offline: " + host in run(environment, "-c", code).stderr
    assert refused(guard) == [host]


def test_locate_asks_no_other_host(
    environment: dict[str, str], guard: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("The road from Aleppo to Damascus was closed on Monday.\n")
    answer = run(environment, "-m", "geodata", "locate", str(letter))
    assert answer.returncode == 0, answer.stderr
    [line] = map(json.loads, answer.stdout.splitlines())
    placed = [one["surface"] for one in line["mentions"] if one["place"]]
    assert placed == ["Aleppo", "Damascus"]
    assert refused(guard) == []


def test_the_page_asks_no_other_host(offline_page: str, guard: Path, page: Page) -> None:
    open_page(page, offline_page)
    page.wait_for_timeout(2_000)  # what a page might ask for once it is drawn
    assert refused(guard) == []
