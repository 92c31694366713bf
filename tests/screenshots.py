"""Takes the pictures of docs/images/ again: `make screenshots`.  Always of the digests."""

from __future__ import annotations

import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests import chromium
from tests.browser import CHROMIUM_FLAGS, WIDE_SCREEN, open_page
from tests.serving import ROOT, free_port, fresh_environment, launcher, serving
from tests.states import STATES

IMAGES = ROOT / "docs" / "images"
SIZES: dict[str, ViewportSize] = {"wide": WIDE_SCREEN, "phone": {"width": 390, "height": 844}}
Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
SETTLE = 1_500  # milliseconds: the map draws its ground and its names
COLOURS = 256  # a small file, and enough for flat colours and letters
SHOWN = (
    *("first", "a place is chosen", "why here", "reader", "words in the reader", "not placed"),
    *("documents", "record", "filters", "many filters", "words"),
    *("dates", "in view", "together", "table", "shortcuts", "nothing left"),
)


def take(
    browser: Browser, url: str, state: str, size: str, theme: Literal["light", "dark"]
) -> None:
    """Save a picture of the page in one of its states."""
    address, reach = STATES[state]
    page = browser.new_page(viewport=SIZES[size], color_scheme=theme)
    open_page(page, f"{url}{address}")
    reach(page)
    page.wait_for_timeout(SETTLE)
    path = IMAGES / f"{state.replace(' ', '-')}-{size}-{theme}.png"
    with Image.open(BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    page.close()
    sys.stdout.write(f"{path}\n")


def main() -> None:
    """Start the page on the digests and take its pictures: all, or those of the states named."""
    IMAGES.mkdir(exist_ok=True)
    port = free_port()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as home:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=CHROMIUM_FLAGS)
        with serving(launcher(port), port, fresh_environment(Path(home))) as server:
            for state in sys.argv[1:] or SHOWN:
                for size in SIZES:
                    for theme in THEMES:
                        take(browser, server.url, state, size, theme)
        browser.close()


if __name__ == "__main__":
    main()
