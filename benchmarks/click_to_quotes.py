"""How long a reader waits: from a click on a mark to its quotes, after a pan, after a filter.

    .venv/bin/python -m benchmarks.click_to_quotes [PATH ...]

Without a path: the embedded digests and made-up corpora of 40, 2,000 and 10,000 places; with paths:
those documents alone.  Measured inside a real Chromium: from the click event in the map to the
first animation frame that has the new quotes; from the map's coming to rest to that which has the
places in view (150 of its milliseconds are the wait for a further pan); from a document left out
to that in which summary and filters count without it.  A first time, which stands apart, then 20
more; and a click on a button of a bare Streamlit page, so that figures of different machines can be
compared.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.corpus import write_atlas
from benchmarks.figures import Series, report, series
from tests import chromium
from tests.browser import (
    CHROMIUM_FLAGS,
    MAP,
    PLACE_IN_LIST,
    QUOTE,
    WAIT,
    WIDE_SCREEN,
    click_mark,
    map_frame,
    open_page,
    places_in_reach,
)
from tests.serving import ROOT, free_port, fresh_environment, launcher, serving

CLICKS = 21
SIZES = (40, 2_000, 10_000)
PAUSE = 500  # milliseconds between turns; what the map animates after one ends in it

# The clocks of the page and of the map's frame start at different moments: both are made absolute.
TIME_NEXT = """
([frame, deed, changing, needed]) => {
    const happensIn = frame ? document.querySelector(frame).contentWindow : window;
    const now = (of) => of.performance.timeOrigin + of.performance.now();
    const texts = () => changing.map((part) => document.querySelector(part)?.textContent);
    const before = texts();
    let begun = null;
    const begin = () => { begun = now(happensIn); };
    if (deed === "moveend") happensIn.map.once(deed, begin);
    else happensIn.addEventListener(deed, begin, { capture: true, once: true });
    window.timed = null;
    const look = () => {
        const changed = begun && texts().every((text, index) => text !== before[index]);
        if (changed && document.querySelector(needed)) window.timed = now(window) - begun;
        else requestAnimationFrame(look);
    };
    look();
}
"""
ZOOM_IN = "() => { window.map.setZoom(window.map.getZoom() + 2, { animate: false }); }"
# Each pan ends elsewhere, so that no answer is remembered from an earlier one.
PAN = """turn => {
    const share = (0.5 + 0.015 * turn) * (turn % 2 ? -1 : 1);
    window.map.panBy([share * window.map.getSize().x, 0], { animate: false });
}"""
FIRST_DOCUMENTS = 10
LEAVE_OUT = """turn => {
    const boxes = document.querySelectorAll("input[data-action=toggle][data-choice=documents]");
    boxes[boxes.length > 2 * FIRST ? turn % FIRST : 0].click();
}""".replace("FIRST", str(FIRST_DOCUMENTS))


class Timed(NamedTuple):
    """What is waited for: an event (in a frame, "": in the page), texts that change after it, and
    an element that is then there.
    """

    deed: str
    changing: tuple[str, ...]
    needed: str
    frame: str = ""


CLICK = Timed("click", (".st-key-quotes h2",), QUOTE, MAP)
AT_REST = Timed("moveend", (".st-key-places", ".st-key-quotes"), PLACE_IN_LIST, MAP)
FILTER = Timed("change", (".st-key-summary", ".st-key-filters"), PLACE_IN_LIST)


def time_turns(page: Page, watched: Timed, act: Callable[[int], object]) -> Series:
    """Time `act(0)`, `act(1)`, ..., each from the event to the frame that shows its effect."""
    durations = []
    for turn in range(CLICKS):
        page.evaluate(
            TIME_NEXT, [watched.frame, watched.deed, list(watched.changing), watched.needed]
        )
        act(turn)
        timed = page.wait_for_function("() => window.timed", timeout=WAIT)
        durations.append(float(timed.json_value()))
        page.wait_for_timeout(PAUSE)
    return series("", durations)


def measure_dashboard(browser: Browser, name: str, paths: list[Path]) -> list[Series]:
    """Click marks all over the map of these documents, then pan it, then leave documents out."""
    port = free_port()
    with tempfile.TemporaryDirectory() as home:
        command = launcher(port, *paths)
        with serving(command, port, fresh_environment(Path(home))) as server:
            page = browser.new_page(viewport=WIDE_SCREEN)
            open_page(page, server.url)
            deeds = {"click": time_clicks(page, name)}
            page.locator(".st-key-quotes [data-key=close]").click()
            if page.locator("[data-key=more-places]").count():
                deeds["pan"] = time_pans(page)
            deeds["filter"] = time_turns(page, FILTER, lambda turn: page.evaluate(LEAVE_OUT, turn))
            page.close()
    return [found._replace(name=f"{name}: {deed}") for deed, found in deeds.items()]


def time_pans(page: Page) -> Series:
    """Pan the map with the list following it; with few places, one pan in two changes nothing.

    Two levels closer than all marks need, so that no pan ends beyond the world: the map would
    come back from there, and the wait for that be measured too.
    """
    map_frame(page).get_by_role("button", name="List follows the map").click()
    page.locator(".st-key-summary .in-view").wait_for(timeout=WAIT)
    map_frame(page).evaluate(ZOOM_IN)
    page.wait_for_timeout(2 * PAUSE)
    pans = time_turns(page, AT_REST, lambda turn: map_frame(page).evaluate(PAN, turn))
    page.locator(".st-key-summary [data-action=follow]").click()
    page.locator(".st-key-summary .in-view").wait_for(state="detached", timeout=WAIT)
    page.wait_for_timeout(PAUSE)
    return pans


def time_clicks(page: Page, name: str) -> Series:
    """Click marks all over the map."""
    reached = places_in_reach(page)
    if len(reached) < 2:
        sys.exit(f"{name}: a click reaches {len(reached)} places, two are needed.")
    step = max(1, len(reached) // CLICKS)
    chosen = [reached[turn * step % len(reached)] for turn in range(CLICKS)]
    return time_turns(page, CLICK, lambda turn: click_mark(page, chosen[turn]))


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
        found = time_turns(page, Timed("click", (text,), text), lambda _: button.click())
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
            measured = measure_dashboard(browser, ", ".join(p.name for p in paths), paths)
        else:
            measured = measure_dashboard(browser, "the digests", [])
            for size in SIZES:
                atlas = write_atlas(Path(scratch) / str(size), size)
                measured += measure_dashboard(browser, f"{size:,} places", [atlas])
        browser.close()
    report(measured, reference)


if __name__ == "__main__":
    main()
