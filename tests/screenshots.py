"""Takes the pictures of docs/images/ again: `make screenshots`.  Always of the digests."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests import chromium
from tests.browser import CHROMIUM_FLAGS, WIDE_SCREEN, choose_in_list, open_page, quotes
from tests.serving import ROOT, free_port, fresh_environment, launcher, serving

IMAGES = ROOT / "docs" / "images"
PHONE: ViewportSize = {"width": 390, "height": 844}
CHOSEN = "first-level:SY.12"  # Idlib, the governorate
SETTLE = 1_500  # milliseconds: the map draws its ground and its names


def take(browser: Browser, url: str, name: str, size: ViewportSize, place: str = "") -> None:
    """Save a picture of the page, with a place chosen or with none."""
    page = browser.new_page(viewport=size)
    open_page(page, url)
    if place:
        choose_in_list(page, place)
        quotes(page, place)
    page.wait_for_timeout(SETTLE)
    page.screenshot(path=IMAGES / f"{name}.png")
    page.close()
    sys.stdout.write(f"{IMAGES / name}.png\n")


def main() -> None:
    """Start the page on the digests and take its pictures."""
    IMAGES.mkdir(exist_ok=True)
    port = free_port()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as home:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=CHROMIUM_FLAGS)
        with serving(launcher(port), port, fresh_environment(Path(home))) as server:
            take(browser, server.url, "page", WIDE_SCREEN)
            take(browser, server.url, "quotes", WIDE_SCREEN, CHOSEN)
            take(browser, server.url, "phone", PHONE)
        browser.close()


if __name__ == "__main__":
    main()
