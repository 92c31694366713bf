"""Starts the page: `python -m dashboard [PATH... | --library] [--port N] [--no-browser]`.

It goes through Streamlit's own command line: `bootstrap.run` ignores the settings beside the
script and listens on every interface.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

ADDRESS = "127.0.0.1"
FIRST_PORT, PORTS_TRIED = 8501, 100
ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h
# New objects between two searches for garbage: Python's own 700 cost a tenth of the start.
GARBAGE = 10_000
SCRIPT = Path(__file__).resolve().parent / "app.py"


def main(arguments: list[str] | None = None) -> int:
    """Check the command and run the server until it is stopped; 2 for a command that is wrong."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.library:
        options.paths = _library(parser, options.paths)
    absent = [str(path) for path in options.paths if not path.exists()]
    if absent and not options.library:
        parser.error(
            f"there is no file or folder {', '.join(absent)}: name text files, a folder of them, "
            "or a folder with an atlas"
        )
    port = options.port or free_port()
    if port is None or not is_free(port):
        parser.error(
            f"port {port or FIRST_PORT} is in use: stop what is using it, or name another with "
            "--port"
        )
    paths = tuple(path.resolve() for path in options.paths)
    share_memory()
    gc.set_threshold(GARBAGE)
    Thread(target=begin, args=(paths,), daemon=True).start()
    sys.argv = ["streamlit", *command(port, paths, headless=options.no_browser)]
    # Loaded only now: a command that is wrong is answered at once.
    from streamlit.web import cli

    return int(cli.main() or 0)


def share_memory() -> None:
    """Let all threads share two arenas of memory, and Arrow the same; glibc would keep eight for
    each core, and Arrow one of its own.

    What one thread has given back then serves the next: some 30 MB less at the first map.
    """
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        libc.mallopt(ARENA_MAX, 2)


def begin(paths: tuple[Path, ...]) -> None:
    """Begin opening the documents while the server starts and the browser loads the page."""
    from dashboard.opening import open_named

    open_named(paths)


def command(port: int, paths: Sequence[Path], *, headless: bool) -> list[str]:
    """Write what Streamlit's command line is called with, from `run` on.

    As flags, because a user's own environment or settings would win over the file beside the page.
    Without `postScriptGC`, which looks for garbage after every run: with ten thousand places that
    takes 200 ms in which what was drawn last has not left yet.
    """
    flags = {
        "server.address": ADDRESS,
        "server.port": str(port),
        "server.enableStaticServing": "true",
        "server.showEmailPrompt": "false",
        "server.fileWatcherType": "none",
        "server.runOnSave": "false",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
        "runner.postScriptGC": "false",
    }
    if headless:
        flags["server.headless"] = "true"
    written = [part for name, value in flags.items() for part in (f"--{name}", value)]
    return ["run", str(SCRIPT), *written, "--", *map(str, paths)]


def free_port() -> int | None:
    """Find the first free port from Streamlit's usual one on; None where there is none."""
    candidates = range(FIRST_PORT, FIRST_PORT + PORTS_TRIED)
    return next((port for port in candidates if is_free(port)), None)


def is_free(port: int) -> bool:
    """Say whether a server could listen on a port of the loopback address."""
    with socket.socket() as probe:
        # As the server will: a port that lingers after its last owner ended counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            return False
    return True


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m dashboard",
        description="Show every place that documents name on a map, with the quotes that name it.",
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="documents, folders of them, an atlas or a library; without any, the embedded example",
    )
    kept = "your library: what was added on the page or by `python -m sources add`"
    parser.add_argument("--library", action="store_true", help=kept)
    parser.add_argument("--port", type=_port, help=f"the port; {FIRST_PORT} or the next free one")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    return parser


def _library(parser: argparse.ArgumentParser, others: Sequence[Path]) -> list[Path]:
    """Return the folder of the user's library; ends the command where it cannot be shown."""
    from sources.library import Library, library_folder
    from sources.shelf import LibraryError

    if others:
        parser.error("--library shows the library alone: name no other path beside it")
    try:
        Library(library_folder()).list()
    except (LibraryError, OSError) as error:
        parser.error(f"the library in {library_folder()} cannot be opened: {error}")
    return [library_folder()]


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port: name a number from 1 to 65535")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
