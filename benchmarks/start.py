"""How long a reader waits between the command and the first map.

    .venv/bin/python -m benchmarks.start [PATH ...] [--runs N]

Environment and gazetteer are in place and the browser is open, as after a first start; every run
is a new process with a fresh home.  Beside it the same for a bare Streamlit page.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.click_to_quotes import bare_page
from benchmarks.figures import Series, report, series
from tests import chromium
from tests.browser import CHROMIUM_FLAGS, WAIT, WIDE_SCREEN, open_page
from tests.serving import free_port, fresh_environment, launcher, serving

RUNS = 6


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
        browser.close()
    report([measured._replace(name=name)], reference._replace(name="bare Streamlit page"))


if __name__ == "__main__":
    main()
