"""Both ways in listen on loopback only, ask for nothing, and open the page: with a fresh home,
without a terminal, with a browser to open, and from another working folder where that is possible.
"""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.serving import LOOPBACK, ROOT, Server, free_port, fresh_environment, launcher, serving

LISTENING = "0A"
OPENERS = ("xdg-open", "open")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads the sockets in /proc")


def listening(group: int) -> set[str]:
    """The addresses that the processes of a group listen on, as /proc/net writes them."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        # It ended meanwhile; and what ended and was not yet waited for may be read by root only.
        with suppress(ProcessLookupError, FileNotFoundError, PermissionError):
            if os.getpgid(int(process.name)) == group:
                found |= _listening(process)
    return found


def _listening(process: Path) -> set[str]:
    own = {str(handle.readlink()) for handle in (process / "fd").iterdir() if handle.is_symlink()}
    found = set()
    for table in ("tcp", "tcp6"):
        for line in (process / "net" / table).read_text().splitlines()[1:]:
            _, local, _, state, *_, inode = line.split()[:10]
            if state == LISTENING and f"socket:[{inode}]" in own:
                found.add(local.partition(":")[0])
    return found


def as_in_proc(address: str) -> str:
    """An IPv4 address as /proc/net/tcp writes it on this machine's byte order."""
    parts = [f"{int(part):02X}" for part in address.split(".")]
    return "".join(reversed(parts) if sys.byteorder == "little" else parts)


@pytest.fixture(params=["launcher", "streamlit"])
def started(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A dashboard of a user who has a browser, which notes what it was asked to open."""
    port = free_port()
    environment = fresh_environment(tmp_path / "home") | {"DISPLAY": ":none"}
    environment["PATH"] = f"{_browser(tmp_path)}:{environment['PATH']}"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    if request.param == "launcher":
        command, folder = launcher(port), ROOT
        command.remove("--no-browser")
    else:
        page = str(ROOT / "dashboard" / "app.py")
        command = [sys.executable, "-m", "streamlit", "run", page]
        command += ["--server.port", str(port), "--server.headless", "false"]
        folder = elsewhere
    with serving(command, port, environment, folder) as server:
        yield server


def _browser(folder: Path) -> Path:
    programs = folder / "bin"
    programs.mkdir()
    for name in OPENERS:
        program = programs / name
        program.write_text(f"#!/bin/sh\necho \"$1\" >>'{folder}/opened'\n")
        program.chmod(0o755)
    return programs


def opened(folder: Path) -> list[str]:
    """What the browser was asked to open; a server answers a little before it asks."""
    note = folder / "opened"
    give_up = time.monotonic() + 10
    while not note.exists() and time.monotonic() < give_up:
        time.sleep(0.05)
    return note.read_text().split() if note.exists() else []


def test_it_listens_on_loopback_only_and_asks_for_no_address(
    started: Server, tmp_path: Path
) -> None:
    assert listening(started.process.pid) == {as_in_proc(LOOPBACK)}
    assert "email" not in started.log.read_text().lower()
    assert [address.rstrip("/") for address in opened(tmp_path)] == [started.url]


def test_a_listener_on_another_address_is_seen() -> None:
    with socket.create_server(("127.0.0.2", 0)):
        assert as_in_proc("127.0.0.2") in listening(os.getpgid(0))
