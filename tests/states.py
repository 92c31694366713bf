"""The states of the page: an address, and what a reader does from there until it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.browser import WAIT, map_frame, quotes, settle, sheet

if TYPE_CHECKING:
    from playwright.sync_api import Page

IDLIB = "first-level:SY.12"
SYRIA = "geonames:163843"
MANY_FILTERS = (
    "roles=literal&roles=demonym&since=2012&undated=no&words=the&sure=0.5"
    "&kinds=city&kinds=country&kinds=governorate&countries=SY&countries=TR&countries=RU"
)

# The box of help is a state of its own: it would lie over the list.
UNFOLD = """
() => document.querySelectorAll(".panel details:not(.help)").forEach(part => { part.open = true; })
"""


def unfold(page: Page) -> None:
    page.evaluate(UNFOLD)


def first(page: Page) -> None:
    settle(page)


def chosen(page: Page) -> None:
    quotes(page, IDLIB)


def label(page: Page) -> None:
    quotes(page, SYRIA)


def why(page: Page) -> None:
    quotes(page, IDLIB)
    for name in ("why", "around"):
        page.locator(f".st-key-quotes [data-reveal={name}]").first.click()
    page.locator(".st-key-quotes .reasons").first.wait_for(state="visible", timeout=WAIT)


def reading(page: Page) -> None:
    quotes(page, IDLIB)
    page.locator(".st-key-quotes [data-action=read]").first.click()
    sheet(page, "reader").locator(".sentence").first.wait_for(timeout=WAIT)


def listed(page: Page) -> None:
    page.locator(".st-key-summary [data-key=open-documents]").click()
    sheet(page, "documents").locator("[data-action=about]").first.wait_for(timeout=WAIT)


def about(page: Page) -> None:
    listed(page)
    page.locator(".st-key-documents [data-action=about]").first.click()
    page.locator(".st-key-documents .record").first.wait_for(timeout=WAIT)
    unfold(page)


def reading_words(page: Page) -> None:
    reading(page)
    page.locator(".st-key-reader [data-key=next-word]").click()
    page.locator("#reader-text .gone-to").first.wait_for(timeout=WAIT)


def not_placed(page: Page) -> None:
    page.locator(".st-key-summary [data-key=unplaced]").click()
    sheet(page, "unplaced").locator("summary").first.wait_for(timeout=WAIT)
    unfold(page)


def unfolded_filters(page: Page) -> None:
    if not page.locator(".st-key-filters summary").first.is_visible():
        page.locator("[data-fold=filters]").first.click()
    page.locator(".st-key-filters summary").first.wait_for(state="visible", timeout=WAIT)
    unfold(page)


def many_filters(page: Page) -> None:
    page.locator(".st-key-toolbar [data-further]").wait_for(state="visible", timeout=WAIT)
    settle(page)


def nothing_left(page: Page) -> None:
    page.locator(".st-key-summary").get_by_text("0 places").wait_for(timeout=WAIT)


def no_hit(page: Page) -> None:
    page.locator(".st-key-places .empty").wait_for(timeout=WAIT)


def as_a_table(page: Page) -> None:
    page.locator(".st-key-table tbody tr").first.wait_for(timeout=WAIT)


def shortcuts(page: Page) -> None:
    page.keyboard.press("?")
    page.locator("dialog[open]").wait_for(timeout=WAIT)


def opening_files(page: Page) -> None:
    page.get_by_role("button", name="Open documents").click()
    page.locator("input[type=file]").wait_for(state="attached", timeout=WAIT)


def mark(page: Page) -> None:
    page.keyboard.press("m")
    map_frame(page).wait_for_function("() => document.activeElement.dataset.place", timeout=WAIT)


def words(page: Page) -> None:
    page.locator(".st-key-quotes .quote").first.wait_for(timeout=WAIT)
    settle(page)


def help_with_words(page: Page) -> None:
    page.locator(".st-key-toolbar .help summary").click()
    page.locator(".st-key-toolbar .help .card").wait_for(state="visible", timeout=WAIT)


def following(page: Page) -> None:
    settle(page)
    map_frame(page).get_by_role("button", name="List follows the map").click()
    page.locator(".st-key-quotes .quote").first.wait_for(timeout=WAIT)


def together(page: Page) -> None:
    quotes(page, IDLIB)
    page.locator(".st-key-quotes .together .row").first.wait_for(state="visible", timeout=WAIT)
    settle(page)


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "first": ("", first),
    "a place is chosen": (f"?place={IDLIB}", chosen),
    "a label is chosen": (f"?place={SYRIA}&roles=all", label),
    "why here": (f"?place={IDLIB}", why),
    "reader": (f"?place={IDLIB}", reading),
    "documents": ("", listed),
    "record": ("", about),
    "words in the reader": (f"?place={IDLIB}&words=the", reading_words),
    "not placed": ("", not_placed),
    "filters": ("", unfolded_filters),
    "many filters": (f"?{MANY_FILTERS}", many_filters),
    "nothing left": (f"?documents=none&place={IDLIB}", nothing_left),
    "no hit": ("?find=xyzzy", no_hit),
    "table": ("?table=mentions", as_a_table),
    "shortcuts": ("", shortcuts),
    "opening files": ("", opening_files),
    "mark": ("", mark),
    "words": ("?words=border", words),
    "help with words": ("", help_with_words),
    "dates": ("?since=2020-03&undated=no", first),
    "in view": ("", following),
    "together": (f"?place={IDLIB}&lines=on", together),
    "two places": (f"?place={IDLIB}&with={SYRIA}", chosen),
    "an address that cannot be followed": ("?place=geonames:0&view=here", first),
}
