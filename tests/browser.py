"""What browser tests do with the open page: watch it, and use it as a reader does.

The page's parts are found by the keys that the design fixes (`.st-key-map`, `.st-key-quotes`, ...)
and places by their ids; nothing here knows Streamlit's own markup.
"""

from __future__ import annotations

import os
from collections.abc import Sized
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.serving import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Frame, Locator, Page, ViewportSize

WIDE_SCREEN: ViewportSize = {"width": 1440, "height": 900}
WAIT = 30_000  # milliseconds; a busy machine of two cores
QUIET = 500  # milliseconds, in which the page has sent what it has to say
OPENING = 120_000  # documents are read and located before there is a map
CHROMIUM_FLAGS = [
    # What Chromium looks up on its own account is none of the page's doing.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    # Chromium refuses its sandbox to root, which is who runs the tests in a container.
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]

PHONE: ViewportSize = {"width": 390, "height": 844}
PICTURES = ROOT / "build" / "screenshots"

MAP = ".st-key-map iframe"
QUOTE = ".st-key-quotes .quote"
PLACE_IN_LIST = '.st-key-places [data-action="choose"]'

# A spot of the window where a click reaches the mark of a place: not its middle, where that lies
# under another mark, outside a bent line, or off the map.
SPOT_OF_MARK = """
(place) => {
    const reaches = ([x, y]) =>
        document.elementFromPoint(x, y)?.closest("[data-place]")?.dataset.place === place;
    for (const mark of document.querySelectorAll(`[data-place="${CSS.escape(place)}"]`)) {
        const box = mark.getBoundingClientRect();
        const spots = [[box.x + box.width / 2, box.y + box.height / 2]];
        if (mark.getTotalLength) {
            const toWindow = mark.getScreenCTM();
            for (let i = 0; i <= 100; i++) {
                const at = mark.getPointAtLength(mark.getTotalLength() * i / 100);
                const spot = at.matrixTransform(toWindow);
                spots.push([spot.x, spot.y]);
            }
        }
        for (let i = 1; i < 40; i++)
            for (let j = 1; j < 40; j++)
                spots.push([box.x + box.width * i / 40, box.y + box.height * j / 40]);
        const spot = spots.find(reaches);
        if (spot) return spot;
    }
    return null;
}
"""

# The frame opens without height and is then given its own; the map frames its marks again.
FILLS_ITS_FRAME = "() => window.innerHeight > 200 && window.map.getSize().y === window.innerHeight"

STANDS_STILL = """() => {
    const now = String(window.QuotedPlaces.view());
    const still = window.viewBefore === now;
    window.viewBefore = now;
    return still;
}"""

# One sheet of evidence follows another: for a moment, both are there.
SHEETS = ("quotes", "reader", "unplaced", "documents")
IS_ALONE = """
([sheet, others]) => document.querySelector(`.st-key-${sheet} .panel`) &&
    !others.some(other => document.querySelector(`.st-key-${other} .panel`))
"""

# The list of places is filled after the quotes: once it says so, the quotes are this place's.
IS_CHOSEN = """
(place) => new URLSearchParams(location.search).get("place") === place &&
    document.querySelector(`.st-key-places [data-place="${CSS.escape(place)}"][aria-current]`)
"""


@dataclass
class Watch:
    """What went wrong on a page while it was open: errors, and requests to other hosts."""

    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        """Watch a page and all its frames from now on."""
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self._address(request.url))
        page.on("websocket", lambda socket: self._address(socket.url))

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location['url']})")

    def _address(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("data", "blob", "about") and parts.hostname != "127.0.0.1":
            self.foreign.append(address)


def open_page(page: Page, url: str) -> None:
    """Go to an address and wait until the map has been drawn."""
    page.goto(url, timeout=WAIT)
    page.locator(MAP).wait_for(state="attached", timeout=OPENING)
    map_frame(page)


def map_frame(page: Page) -> Frame:
    """The frame that holds the map, once the marks have been drawn."""
    holder = page.locator(MAP).element_handle(timeout=WAIT)
    frame = holder.content_frame()
    assert frame is not None
    frame.wait_for_selector("[data-shown]", timeout=WAIT)
    frame.wait_for_function(FILLS_ITS_FRAME, timeout=WAIT)
    return frame


def view(page: Page) -> object:
    """Where the map stands, as the map itself says it: to compare with another."""
    seen: object = map_frame(page).evaluate("() => window.QuotedPlaces.view()")
    return seen


def settle(page: Page) -> object:
    """Wait until the map has come to rest, and say where."""
    frame = map_frame(page)
    frame.evaluate("() => { window.viewBefore = null; }")
    frame.wait_for_function(STANDS_STILL, polling=400, timeout=WAIT)
    return view(page)


def pan_and_zoom(page: Page, across: int, down: int, wheel: int) -> None:
    """Drag the map by so many pixels, turn the wheel, and wait until the map has come to rest."""
    corner = map_frame(page).frame_element().bounding_box()
    assert corner is not None
    x, y = corner["x"] + 500, corner["y"] + 150
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across, y + down, steps=4)
    page.mouse.up()
    page.mouse.wheel(0, wheel)
    settle(page)


def places_in_reach(page: Page) -> list[str]:
    """The places whose marks a click reaches in this view, by id."""
    frame = map_frame(page)
    marked = frame.eval_on_selector_all(
        "[data-place]", "marks => marks.map(mark => mark.dataset.place)"
    )
    return [place for place in dict.fromkeys(marked) if frame.evaluate(SPOT_OF_MARK, place)]


def click_mark(page: Page, place_id: str) -> None:
    """Click a place's mark on the map with the mouse.  Fails where no spot of it can be clicked."""
    frame = map_frame(page)
    frame.wait_for_selector(f'[data-place="{place_id}"]', state="attached", timeout=WAIT)
    spot = frame.evaluate(SPOT_OF_MARK, place_id)
    assert spot, f"no spot of the mark of {place_id} can be clicked in this view"
    corner = frame.frame_element().bounding_box()
    assert corner is not None
    page.mouse.click(corner["x"] + spot[0], corner["y"] + spot[1])


def choose_in_list(page: Page, place_id: str) -> None:
    """Choose a place in the list of places."""
    page.locator(f'{PLACE_IN_LIST}[data-place="{place_id}"]').first.click(timeout=WAIT)


def quotes(page: Page, place_id: str) -> Locator:
    """The quotes of a place, once the page and its address have them."""
    page.wait_for_function(IS_CHOSEN, arg=place_id, timeout=WAIT)
    shown = sheet(page, "quotes").locator(".quote")
    shown.first.wait_for(state="visible", timeout=WAIT)
    return shown


def unfold_filters(page: Page) -> Locator:
    """The filters, folded out."""
    part = page.locator(".st-key-filters")
    if not part.is_visible():
        page.locator(".st-key-toolbar [data-fold=filters]").click(timeout=WAIT)
        part.locator("[data-heading]").wait_for(state="visible", timeout=WAIT)
    return part


def focused(page: Page, path: str) -> None:
    """Wait until what a selector matches has the focus."""
    page.wait_for_function("path => document.activeElement?.matches(path)", arg=path, timeout=WAIT)


def fits_sideways(page: Page) -> None:
    """Wait until nothing is wider than the window."""
    size = page.viewport_size
    assert size is not None
    page.wait_for_function(
        "width => document.querySelector('[data-testid=stMain]').scrollWidth <= width",
        arg=size["width"],  # a phone's own innerWidth grows with what is too wide
        timeout=WAIT,
    )


def quiet(page: Page, sent: Sized) -> int:
    """How much has been sent, once nothing more is sent for a while."""
    count = -1
    while count != len(sent):
        count = len(sent)
        page.wait_for_timeout(QUIET)
    return count


def picture(page: Page, name: str) -> None:
    """Keep a picture of the page as it is, for whoever looks at the tests' output."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


def sheet(page: Page, name: str) -> Locator:
    """The quotes, the reader or what is not placed, once the sheet before it has gone."""
    others = [other for other in SHEETS if other != name]
    page.wait_for_function(IS_ALONE, arg=[name, others], timeout=WAIT)
    return page.locator(f".st-key-{name}")
