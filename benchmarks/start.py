"""How long a reader waits between the command and the first map, and what memory that takes.

    .venv/bin/python -m benchmarks.start [PATH ...] [--runs N]

Environment and gazetteer are in place and the browser is open, as after a first start; every run
is a new process with a fresh home.  Beside it the same for a bare Streamlit page.  Then the
resident memory of the server with one session that reads the quotes of a place, on Linux.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.click_to_quotes import bare_page
from benchmarks.figures import Series, report, series
from tests import chromium
from tests.browser import (
    CHROMIUM_FLAGS,
    PLACE_IN_LIST,
    QUOTE,
    WAIT,
    WIDE_SCREEN,
    open_page,
)
from tests.serving import free_port, fresh_environment, launcher, serving

RUNS = 6
AT_REST = 2_000  # milliseconds


def time_starts(
    browser: Browser,
    command: Callable[[int], Sequence[str]],
    show: Callable[[Page, str], object],
    runs: int,
) -> Series:
    """Time `command(port)` until `show(page, url)` has returned."""
    durations = []
    for _ in range(runs):
        port = free_port()
        page = browser.new_page(viewport=WIDE_SCREEN)
        with tempfile.TemporaryDirectory() as home:
            environment = fresh_environment(Path(home))
            begun = time.perf_counter()
            with serving(command(port), port, environment) as server:
                show(page, server.url)
                durations.append(1000 * (time.perf_counter() - begun))
        page.close()
    return series("", durations)


def show_bare_page(page: Page, url: str) -> None:
    """Open the page of comparison and wait for its button."""
    page.goto(url)
    page.locator(".st-key-bare button").wait_for(timeout=WAIT)


def measure_memory(browser: Browser, paths: Sequence[Path]) -> float:
    """The resident memory of the server in MB once a place was chosen and all is at rest."""
    port = free_port()
    page = browser.new_page(viewport=WIDE_SCREEN)
    with tempfile.TemporaryDirectory() as home:
        environment = fresh_environment(Path(home))
        with serving(launcher(port, *paths), port, environment) as server:
            open_page(page, server.url)
            page.locator(PLACE_IN_LIST).first.click()
            page.locator(QUOTE).first.wait_for(timeout=WAIT)
            page.wait_for_timeout(AT_REST)
            status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii")
    page.close()
    (kilobytes,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(kilobytes) * 1024 / 1e6


def main() -> None:
    """Measure and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument(
        "--runs", type=int, default=RUNS, help=f"starts of each, at least 2 ({RUNS})"
    )
    options = parser.parse_args()
    paths = [path.resolve() for path in options.paths]
    name = ", ".join(path.name for path in paths) or "the digests"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=CHROMIUM_FLAGS)
        reference = time_starts(browser, bare_page, show_bare_page, options.runs)
        measured = time_starts(
            browser, lambda port: launcher(port, *paths), open_page, options.runs
        )
        memory = measure_memory(browser, paths) if sys.platform == "linux" else None
        browser.close()
    report([measured._replace(name=name)], reference._replace(name="bare Streamlit page"))
    if memory is not None:
        sys.stdout.write(f"\nresident memory of the server: {memory:.0f} MB\n")


if __name__ == "__main__":
    main()
