"""Starts the real dashboard as a user who has never started it, and ends it again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from geodata.compile import compile_gazetteer
from geodata.version import cache_folder

ROOT = Path(__file__).parent.parent
LOOPBACK = "127.0.0.1"
START_SECONDS = 60
LIBRARY = "library"


class DidNotStartError(Exception):
    """The dashboard ended or did not answer in time; the message ends with its own words."""


@dataclass(frozen=True)
class Server:
    """A running dashboard: its address, its process, the file that its words go to."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def library(self) -> Path:
        """Where the library of its user lies, which is empty at first."""
        return self.log.parent / LIBRARY

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let the dashboard stand still, whatever it is doing, and go on afterwards."""
        os.killpg(self.process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(self.process.pid, signal.SIGCONT)


def free_port() -> int:
    """A port of the loopback address that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def launcher(port: int, *arguments: str | Path) -> list[str]:
    """The command `python -m dashboard` on that port, without opening a browser."""
    return [
        *(sys.executable, "-m", "dashboard", *map(str, arguments)),
        *("--port", str(port), "--no-browser"),
    ]


def fresh_environment(home: Path) -> dict[str, str]:
    """The environment of a user without settings or caches, but with the compiled gazetteer."""
    kept = ("PATH", "LANG", "LC_ALL", "TMPDIR", "PYTHONPATH")
    home.mkdir(parents=True, exist_ok=True)
    compile_gazetteer()
    return {name: os.environ[name] for name in kept if name in os.environ} | {
        "HOME": str(home),
        "QUOTED_PLACES_CACHE": str(cache_folder()),
        "QUOTED_PLACES_LIBRARY": str(home / LIBRARY),
    }


@contextmanager
def serving(
    command: Sequence[str], port: int, environment: dict[str, str], folder: Path = ROOT
) -> Iterator[Server]:
    """Run a server in a folder, without a terminal, until it answers; end it afterwards.

    Its output goes to `server.log` in the home that the environment names.
    Raises DidNotStartError.
    """
    log = Path(environment["HOME"]) / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Server(f"http://{LOOPBACK}:{port}", process, log)
    try:
        _wait_for_health(server)
        yield server
    finally:
        _end(process)


def _wait_for_health(server: Server) -> None:
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up:
        if server.process.poll() is not None:
            break
        if healthy(server.url):
            return
        time.sleep(0.05)
    words = server.log.read_text(errors="replace")
    message = f"The dashboard did not start (exit {server.process.poll()}):\n{words}"
    raise DidNotStartError(message)


def healthy(url: str) -> bool:
    """Whether a dashboard answers at that address."""
    try:
        with urlopen(f"{url}/_stcore/health", timeout=5) as answer:  # noqa: S310  our own loopback
            return bool(answer.read() == b"ok")
    except (URLError, OSError):
        return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and its children: the group that it leads, and no other."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
        except ProcessLookupError:
            break
        try:
            process.wait(timeout=10)
            break
        except subprocess.TimeoutExpired:
            continue
    process.wait()
