"""Everything by keyboard alone; where the focus goes; what is read aloud; less motion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from dashboard.shortcuts import shortcuts
from tests.browser import (
    PHONE,
    PLACE_IN_LIST,
    QUIET,
    QUOTE,
    WAIT,
    WIDE_SCREEN,
    fits_sideways,
    focused,
    map_frame,
    open_page,
    quiet,
    quotes,
    settle,
    sheet,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize, WebSocket

IDLIB = "first-level:SY.12"
SYRIA = "geonames:163843"
STEPS = 150  # of the Tab key, at most, to any control
ON_PAGE = "() => [...document.querySelectorAll('[data-shortcut]')].map(e => e.dataset.shortcut)"
QUOTE_READ = "() => new URLSearchParams(location.search).get('quote')"
VOICE = "#quoted-places-voice"

# Folded parts on the way are unfolded: a reader sees that they hold what is looked for.
TO_UNFOLD = """
path => {
    const folder = document.activeElement.closest("summary")?.parentElement;
    return Boolean(folder) && !folder.open && Boolean(folder.querySelector(path));
}
"""


def reach(page: Page, path: str) -> None:
    """Go to a control with the Tab key."""
    for _ in range(STEPS):
        if page.evaluate("path => document.activeElement.matches(path)", path):
            return
        if page.evaluate(TO_UNFOLD, path):
            page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    raise AssertionError(f"{path} is not reached by the Tab key")


def address_has(page: Page, words: str) -> None:
    page.wait_for_function(
        "words => decodeURIComponent(location.search).includes(words)", arg=words, timeout=WAIT
    )


def shows(page: Page, words: str) -> None:
    page.locator(".st-key-summary").get_by_text(words).first.wait_for(timeout=WAIT)


def on_mark(page: Page) -> str:
    """The place of the mark that has the focus, once one has it."""
    frame = map_frame(page)
    frame.wait_for_function("() => document.activeElement.dataset.place", timeout=WAIT)
    place: str = frame.evaluate("() => document.activeElement.dataset.place")
    return place


def find_and_choose(page: Page) -> None:
    """Find a place by typing letters that are shortcuts elsewhere; choose it, go to its quotes."""
    page.keyboard.press("/")
    focused(page, ".st-key-places input[type=search]")
    page.keyboard.type("idlib")
    expect(page.locator(PLACE_IN_LIST)).to_have_count(1)
    reach(page, PLACE_IN_LIST)
    page.keyboard.press("Enter")
    quotes(page, IDLIB)
    page.keyboard.press("q")
    focused(page, ".st-key-quotes [data-heading]")


def read_and_come_back(page: Page) -> None:
    """Open the document, go to the next mention and back, return to where it was left."""
    page.keyboard.press("r")
    sheet(page, "reader").locator(".sentence").first.wait_for(timeout=WAIT)
    focused(page, ".st-key-reader *")
    address_has(page, "quote=")
    steps = [page.evaluate(QUOTE_READ)]
    for key in ("n", "n", "p"):
        page.keyboard.press(key)
        stepped = f"quote => ({QUOTE_READ})() !== quote"
        page.wait_for_function(stepped, arg=steps[-1], timeout=WAIT)
        steps.append(page.evaluate(QUOTE_READ))
    assert steps[3] == steps[1]
    page.keyboard.press("Escape")
    quotes(page, IDLIB)
    focused(page, ".st-key-quotes [data-action=read]")


def filter_documents(page: Page) -> None:
    """Take a document off and on, unfolding what is on the way."""
    if not page.locator(".st-key-filters summary").first.is_visible():
        page.keyboard.press("f")
    page.locator(".st-key-filters summary").first.wait_for(state="visible", timeout=WAIT)
    box = ".st-key-filters input[data-action=toggle][data-choice=documents]"
    reach(page, box)
    page.keyboard.press("Space")
    shows(page, "4 of 5 documents")
    focused(page, box)
    page.keyboard.press("Space")
    shows(page, "5 documents")
    page.keyboard.press("Escape")


def choose_on_the_map(page: Page) -> None:
    """Go from mark to mark by arrows, and choose one."""
    page.keyboard.press("m")
    start = on_mark(page)
    for arrow in ("ArrowUp", "ArrowRight", "ArrowDown", "ArrowLeft"):
        page.keyboard.press(arrow)
        if on_mark(page) != start:
            break
    reached = on_mark(page)
    assert reached != start
    page.keyboard.press("Enter")
    address_has(page, f"place={reached}")


def look_at_what_is_not_placed(page: Page) -> None:
    """Open the list from wherever the focus is, and unfold a name's quotes."""
    page.keyboard.press("u")
    sheet(page, "unplaced")
    focused(page, ".st-key-unplaced [data-heading]")
    reach(page, ".st-key-unplaced summary")
    page.keyboard.press("Enter")
    page.locator(".st-key-unplaced .quote").first.wait_for(state="visible", timeout=WAIT)


def test_everything_by_keyboard_alone(page: Page, digests: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_page(page, digests)
    find_and_choose(page)
    read_and_come_back(page)
    filter_documents(page)
    choose_on_the_map(page)
    look_at_what_is_not_placed(page)
    page.keyboard.press("c")
    page.locator(VOICE).get_by_text("Copied").wait_for(state="attached", timeout=WAIT)
    assert "show=unplaced" in page.evaluate("() => navigator.clipboard.readText()")


def test_single_keys_can_be_switched_off_and_on(page: Page, digests: str) -> None:
    open_page(page, digests)
    page.keyboard.press("?")
    page.locator("dialog[open]").wait_for(timeout=WAIT)
    reach(page, "[data-keys][role=switch]")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    page.locator("dialog[open]").wait_for(state="hidden", timeout=WAIT)
    for key in ("l", "t", "/", "?"):
        page.keyboard.press(key)
    assert page.evaluate("() => document.activeElement === document.body")
    page.reload()
    map_frame(page)
    page.keyboard.press("l")
    assert page.evaluate("() => document.activeElement === document.body")
    reach(page, "[data-opens]")
    page.keyboard.press("Enter")
    reach(page, "[data-keys][role=switch]")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    focused(page, "[data-opens]")
    page.keyboard.press("l")
    focused(page, PLACE_IN_LIST)


def test_every_shortcut_that_is_listed_is_on_the_page(page: Page, digests: str) -> None:
    open_page(page, digests)
    page.locator(PLACE_IN_LIST).first.wait_for(timeout=WAIT)
    found = set(page.evaluate(ON_PAGE))
    for address in (f"?place={IDLIB}&table=name", f"?place={IDLIB}&words=the"):
        open_page(page, f"{digests}{address}")
        quotes(page, IDLIB)
        found |= set(page.evaluate(ON_PAGE))
    page.keyboard.press("r")
    sheet(page, "reader").locator(".sentence").first.wait_for(timeout=WAIT)
    found |= set(page.evaluate(ON_PAGE))
    assert found == {one.key for one in shortcuts()}


def test_the_first_stops_lead_past_the_head_of_the_page(page: Page, digests: str) -> None:
    open_page(page, digests)
    for part, target in (
        ("places", PLACE_IN_LIST),
        ("evidence", ".st-key-quotes [data-heading]"),
        ("map", "iframe"),
    ):
        page.locator("[data-part=places]").focus()
        reach(page, f"[data-part={part}]")
        assert page.locator(f"[data-part={part}]").bounding_box()
        page.keyboard.press("Enter")
        focused(page, target)
    assert on_mark(page)


def test_keys_of_streamlit_do_nothing(page: Page, digests: str) -> None:
    sent: list[object] = []

    def note(frame: object) -> None:
        sent.append(frame)

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", note)

    page.on("websocket", listen)
    open_page(page, digests)
    settle(page)
    asked = quiet(page, sent)
    assert asked
    page.locator("[data-opens]").focus()
    page.keyboard.press("r")
    page.wait_for_timeout(QUIET)
    assert len(sent) == asked


def test_the_table_tells_and_sorts_and_gives_the_focus_back(page: Page, digests: str) -> None:
    open_page(page, digests)
    page.keyboard.press("t")
    focused(page, ".st-key-table [data-heading]")
    named = page.locator(".st-key-table tbody tr")
    count = named.count()
    reach(page, ".st-key-table [data-order=name]")
    page.keyboard.press("Enter")
    page.locator(".st-key-table th[aria-sort=ascending]").wait_for(timeout=WAIT)
    focused(page, ".st-key-table [data-order=name]")
    names = named.locator("th button").all_inner_texts()
    assert names == sorted(names, key=str.casefold)
    expect(named).to_have_count(count)
    page.keyboard.press("Enter")
    page.locator(".st-key-table th[aria-sort=descending]").wait_for(timeout=WAIT)
    address_has(page, "table=-name")
    reach(page, f'.st-key-table [data-place="{SYRIA}"]')
    page.keyboard.press("Enter")
    quotes(page, SYRIA)
    focused(page, f'.st-key-table [data-place="{SYRIA}"]')
    page.keyboard.press("m")
    page.locator(".st-key-table table").wait_for(state="detached", timeout=WAIT)
    assert on_mark(page) == SYRIA


def test_a_change_is_read_aloud_once(page: Page, digests: str) -> None:
    open_page(page, digests)
    page.evaluate(
        """() => {
            window.heard = [];
            new MutationObserver(() => {
                const words = document.querySelector("#quoted-places-voice")?.textContent;
                if (words) window.heard.push(words);
            }).observe(document.body, {childList: true, subtree: true, characterData: true});
        }"""
    )
    page.locator(f'{PLACE_IN_LIST}[data-place="{IDLIB}"]').first.click()
    count = quotes(page, IDLIB).count()
    page.locator(VOICE).get_by_text("quotes of Idlib").wait_for(state="attached", timeout=WAIT)
    page.wait_for_timeout(QUIET)
    heard = set(page.evaluate("() => window.heard"))
    assert heard == {f"{count} quotes of Idlib."}
    assert page.locator(VOICE).get_attribute("role") == "status"


def test_the_focus_is_never_lost(page: Page, digests: str) -> None:
    open_page(page, f"{digests}?place={IDLIB}")
    quotes(page, IDLIB)
    page.locator(".st-key-quotes [data-key=close]").focus()
    page.keyboard.press("Enter")
    focused(page, ".st-key-quotes [data-heading]")
    reach(page, ".st-key-quotes [data-action=choose]")
    page.keyboard.press("Enter")
    page.locator(QUOTE).first.wait_for(timeout=WAIT)
    focused(page, ".st-key-quotes [data-heading]")


PART = """
() => document.activeElement?.closest(
    ".st-key-summary, .st-key-toolbar, .st-key-places, .st-key-map, .st-key-dates, .st-key-quotes"
)?.className.match(/st-key-([a-z]+)/)[1] ?? ""
"""
IN_THE_DOCUMENT = """
() => [...document.querySelectorAll(".st-key-desk > * > [class*=st-key-]")].filter(
    part => part.checkVisibility({visibilityProperty: true})
).map(part => part.className.match(/st-key-([a-z]+)/)[1])
"""
SIZES: dict[str, tuple[ViewportSize, list[str]]] = {
    "wide": (WIDE_SCREEN, ["places", "map", "dates", "quotes"]),
    "narrow": ({"width": 900, "height": 900}, ["map", "dates", "quotes", "places"]),
    "phone": (PHONE, ["map", "dates", "quotes", "places"]),
}


def parts_are(page: Page, *parts: str) -> None:
    """Wait until these parts are seen, and stand in the document in this order."""
    in_order = f"order => String(({IN_THE_DOCUMENT})()) === String(order)"
    page.wait_for_function(in_order, arg=list(parts), timeout=WAIT)


def parts_by_tab(page: Page) -> list[str]:
    """The parts of the page in the order in which the Tab key comes to them."""
    page.locator(".st-key-summary button").first.focus()
    found: list[str] = []
    for _ in range(STEPS):
        part: str = page.evaluate(PART)
        if part not in found[-1:]:
            found.append(part)
        if not part:
            return found[:-1]
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key does not leave {found[-1]}")


@pytest.mark.parametrize("size", SIZES)
def test_the_tab_key_follows_what_is_seen(page: Page, digests: str, size: str) -> None:
    viewport, order = SIZES[size]
    page.set_viewport_size(viewport)
    open_page(page, digests)
    settle(page)
    page.locator(PLACE_IN_LIST).first.wait_for(timeout=WAIT)
    parts_are(page, "summary", "toolbar", *order)
    assert parts_by_tab(page) == ["summary", "toolbar", *order]


def test_a_window_that_narrows_keeps_the_map_and_the_focus(page: Page, digests: str) -> None:
    open_page(page, digests)
    settle(page)
    map_frame(page).evaluate("() => { window.stayed = true; }")
    row = page.locator(f'{PLACE_IN_LIST}[data-place="{SYRIA}"]').first
    row.focus()
    for size in ("phone", "wide", "narrow", "wide"):
        viewport, order = SIZES[size]
        page.set_viewport_size(viewport)
        parts_are(page, "summary", "toolbar", *order)
        focused(page, f'.st-key-places [data-place="{SYRIA}"]')
    assert map_frame(page).evaluate("() => window.stayed")


def test_on_a_phone_the_parts_keep_their_order_whatever_comes_and_goes(
    page: Page, digests: str
) -> None:
    page.set_viewport_size(PHONE)
    open_page(page, f"{digests}?place={IDLIB}")
    quotes(page, IDLIB)
    page.keyboard.press("r")
    sheet(page, "reader").locator(".sentence").first.wait_for(timeout=WAIT)
    for key, parts in (
        ("u", ["map", "dates", "unplaced", "places"]),
        ("Escape", ["map", "dates", "quotes", "places"]),
        ("f", ["filters", "map", "dates", "quotes", "places"]),
        ("Escape", ["map", "dates", "quotes", "places"]),
        ("t", ["table", "dates", "quotes", "places"]),
    ):
        page.keyboard.press(key)
        parts_are(page, "summary", "toolbar", *parts)


@pytest.mark.parametrize("address", ["", f"?place={IDLIB}", "?table=mentions"])
def test_seen_four_times_enlarged_the_page_needs_no_scrolling_sideways(
    page: Page, digests: str, address: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    open_page(page, f"{digests}{address}")
    settle(page)
    fits_sideways(page)
    expect(page.locator("[data-opens]")).to_be_visible()


def test_nothing_glides_for_those_who_asked_for_less_motion(page: Page, digests: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    open_page(page, digests)
    settle(page)
    moved = map_frame(page).evaluate(
        """() => {
            const before = String(QuotedPlaces.view());
            window.map.panBy([80, 0]);
            return String(QuotedPlaces.view()) !== before;
        }"""
    )
    assert moved
    assert map_frame(page).evaluate(
        """() => [...document.querySelectorAll(".leaflet-zoom-animated")].every(
            element => parseFloat(getComputedStyle(element).transitionDuration) === 0)"""
    )


def test_a_mark_keeps_the_focus_when_the_map_is_drawn_anew(page: Page, digests: str) -> None:
    open_page(page, digests)
    settle(page)
    page.keyboard.press("m")
    held = on_mark(page)
    frame = map_frame(page)
    frame.evaluate(
        """() => {
            const mark = document.activeElement;
            mark.replaceWith(mark.cloneNode(true));
            window.map.fire("moveend");
        }"""
    )
    assert on_mark(page) == held


def test_escape_closes_what_is_nearest_the_focus(page: Page, digests: str) -> None:
    open_page(page, f"{digests}?place={IDLIB}")
    quotes(page, IDLIB)
    page.keyboard.press("f")
    focused(page, ".st-key-filters [data-heading]")
    page.keyboard.press("Escape")
    page.locator(".st-key-filters summary").first.wait_for(state="hidden", timeout=WAIT)
    focused(page, "[data-fold=filters]")
    assert IDLIB in page.url.replace("%3A", ":")
    page.keyboard.press("Escape")
    page.locator(".st-key-quotes [data-key=close]").wait_for(state="detached", timeout=WAIT)
