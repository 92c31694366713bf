"""How long a reader waits between a click on a mark and the quotes of its place.

    .venv/bin/python -m benchmarks.click_to_quotes [PATH ...]

Without a path: the embedded digests, and made-up corpora of 40 and 2,000 places; with paths: those
documents alone.  Measured inside a real Chromium, from the click event in the map to the first
animation frame that has the new quotes: a first click, which stands apart, then 20 more; and the
same for a button of a bare Streamlit page, so that figures of different machines can be compared.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.corpus import write_atlas
from benchmarks.figures import Series, report, series
from tests import chromium
from tests.browser import (
    CHROMIUM_FLAGS,
    MAP,
    QUOTE,
    WAIT,
    WIDE_SCREEN,
    click_mark,
    open_page,
    places_in_reach,
)
from tests.serving import ROOT, free_port, fresh_environment, launcher, serving

CLICKS = 21
SIZES = (40, 2_000)
PAUSE = 500  # milliseconds between clicks; what the map animates after one ends in it

# The clocks of the page and of the map's frame start at different moments: both are made absolute.
TIME_NEXT_CLICK = """
([frame, changing, needed]) => {
    const clickedIn = frame ? document.querySelector(frame).contentWindow : window;
    const now = (of) => of.performance.timeOrigin + of.performance.now();
    const text = () => document.querySelector(changing)?.textContent;
    const before = text();
    let clicked = null;
    const click = () => { clicked = now(clickedIn); };
    clickedIn.addEventListener("click", click, { capture: true, once: true });
    window.timed = null;
    const look = () => {
        if (clicked && text() !== before && document.querySelector(needed))
            window.timed = now(window) - clicked;
        else requestAnimationFrame(look);
    };
    look();
}
"""


def time_clicks(page: Page, watched: tuple[str, str, str], click: Callable[[int], None]) -> Series:
    """Time `click(0)`, `click(1)`, ... until a text changes and an element is there.

    `watched`: selectors of the frame that is clicked in ("": the page), of the text, and of the
    element.
    """
    durations = []
    for turn in range(CLICKS):
        page.evaluate(TIME_NEXT_CLICK, list(watched))
        click(turn)
        timed = page.wait_for_function("() => window.timed", timeout=WAIT)
        durations.append(float(timed.json_value()))
        page.wait_for_timeout(PAUSE)
    return series("", durations)


def measure_dashboard(browser: Browser, name: str, paths: list[Path]) -> Series:
    """Click marks all over the map of these documents."""
    port = free_port()
    with tempfile.TemporaryDirectory() as home:
        command = launcher(port, *paths)
        with serving(command, port, fresh_environment(Path(home))) as server:
            page = browser.new_page(viewport=WIDE_SCREEN)
            open_page(page, server.url)
            reached = places_in_reach(page)
            if len(reached) < 2:
                sys.exit(f"{name}: a click reaches {len(reached)} places, two are needed.")
            step = max(1, len(reached) // CLICKS)
            chosen = [reached[turn * step % len(reached)] for turn in range(CLICKS)]
            found = time_clicks(
                page,
                (MAP, ".st-key-quotes h2", QUOTE),
                lambda turn: click_mark(page, chosen[turn]),
            )
            page.close()
            return found._replace(name=name)


def measure_bare_page(browser: Browser) -> Series:
    """Click a button of the least Streamlit page."""
    port = free_port()
    with (
        tempfile.TemporaryDirectory() as home,
        serving(bare_page(port), port, fresh_environment(Path(home))) as server,
    ):
        page = browser.new_page(viewport=WIDE_SCREEN)
        page.goto(server.url)
        button = page.locator(".st-key-bare button")
        button.wait_for(timeout=WAIT)
        text = '.st-key-bare [data-testid="stText"]'
        found = time_clicks(page, ("", text, text), lambda _: button.click())
        page.close()
        return found._replace(name="bare Streamlit page")


def bare_page(port: int) -> list[str]:
    """The command that serves the page of comparison."""
    options = {"port": port, "address": "127.0.0.1", "headless": "true", "fileWatcherType": "none"}
    flags = [part for name, value in options.items() for part in (f"--server.{name}", str(value))]
    page = str(ROOT / "benchmarks" / "bare_page.py")
    return [sys.executable, "-m", "streamlit", "run", page, *flags]


def main() -> None:
    """Measure what the command line names and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    paths = [path.resolve() for path in parser.parse_args().paths]
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=CHROMIUM_FLAGS)
        reference = measure_bare_page(browser)
        if paths:
            measured = [measure_dashboard(browser, ", ".join(p.name for p in paths), paths)]
        else:
            measured = [measure_dashboard(browser, "the digests", [])]
            for size in SIZES:
                atlas = write_atlas(Path(scratch) / str(size), size)
                measured.append(measure_dashboard(browser, f"{size:,} places", [atlas]))
        browser.close()
    report(measured, reference)


if __name__ == "__main__":
    main()
