"""axe-core finds nothing to mend in any state of the page, in the page itself and in the map."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.axe import violations
from tests.browser import OPENING, PLACE_IN_LIST, WAIT, map_frame, open_page, quotes, settle, sheet
from tests.conftest import Serve

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

IDLIB = "first-level:SY.12"
SYRIA = "geonames:163843"
PHONE: ViewportSize = {"width": 390, "height": 844}
MANY = 150
SENTENCES = "Snow fell in Aleppo. The road from Damascus to Homs was open. It rained in Idlib.\n\n"


def unfold(page: Page) -> None:
    page.evaluate("() => document.querySelectorAll('.panel details').forEach(d => d.open = true)")


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


def not_placed(page: Page) -> None:
    page.locator(".st-key-summary [data-key=unplaced]").click()
    sheet(page, "unplaced").locator("summary").first.wait_for(timeout=WAIT)
    unfold(page)


def unfolded_filters(page: Page) -> None:
    if not page.locator(".st-key-filters summary").first.is_visible():
        page.locator("[data-fold=filters]").first.click()
    page.locator(".st-key-filters summary").first.wait_for(state="visible", timeout=WAIT)
    unfold(page)


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


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "first": ("", first),
    "a place is chosen": (f"?place={IDLIB}", chosen),
    "a label is chosen": (f"?place={SYRIA}&roles=all", label),
    "why here": (f"?place={IDLIB}", why),
    "reader": (f"?place={IDLIB}", reading),
    "not placed": ("", not_placed),
    "filters": ("", unfolded_filters),
    "nothing left": (f"?documents=none&place={IDLIB}", nothing_left),
    "no hit": ("?find=xyzzy", no_hit),
    "table": ("?table=mentions", as_a_table),
    "shortcuts": ("", shortcuts),
    "opening files": ("", opening_files),
    "mark": ("", mark),
    "an address that cannot be followed": ("?place=geonames:0&view=here", first),
}


def test_a_fault_is_found_in_the_page_and_in_the_map(page: Page, digests: str) -> None:
    open_page(page, digests)
    fault = "() => document.body.append(Object.assign(document.createElement('img'), {src: ''}))"
    page.evaluate(fault)
    map_frame(page).evaluate(fault)
    assert [one.partition(":")[0] for one in violations(page)].count("image-alt") == 2


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation(page: Page, digests: str, state: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    address, reach = STATES[state]
    open_page(page, f"{digests}{address}")
    reach(page)
    assert violations(page) == []


@pytest.mark.parametrize("state", ["first", "a place is chosen", "reader", "filters", "table"])
def test_no_violation_on_a_phone(page: Page, digests: str, state: str) -> None:
    page.set_viewport_size(PHONE)
    address, reach = STATES[state]
    open_page(page, f"{digests}{address}")
    reach(page)
    assert violations(page) == []


@pytest.fixture(scope="module")
def slow(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Documents that take a while to open, and a file that cannot be read."""
    folder = tmp_path_factory.mktemp("slow")
    for number in range(MANY):
        (folder / f"{number}.txt").write_text(f"Report {number}.\n\n{SENTENCES * 40}")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    return serve(folder).url


def test_no_violation_while_opening_and_for_files_that_could_not_be_read(
    page: Page, slow: str
) -> None:
    page.goto(slow, timeout=WAIT)
    page.locator(".progress").wait_for(timeout=WAIT)
    found = violations(page)
    assert page.locator(".progress").is_visible(), "the documents opened too fast to be looked at"
    assert found == []
    page.locator(PLACE_IN_LIST).first.wait_for(timeout=OPENING)
    map_frame(page)
    page.locator(".st-key-summary [data-key=unreadable]").click()
    sheet(page, "unplaced").get_by_text("binary.txt").wait_for(timeout=WAIT)
    assert violations(page) == []
