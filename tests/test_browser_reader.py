"""A reader reads a whole document: names, the bar, the strip, keys; on texts of known answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from geodata.atlas import write_atlas
from geodata.gazetteer import Gazetteer, Level
from geodata.model import Resolution
from sources.model import BlockKind, Collection
from tests.browser import (
    PHONE,
    WAIT,
    WIDE_SCREEN,
    fits_sideways,
    focused,
    map_frame,
    open_page,
    quotes,
    settle,
    sheet,
    unfold_filters,
)
from tests.by_hand import AT_SEA, Blocks, every, in_blocks, largest, write_coast
from tests.conftest import Serve

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, ViewportSize, WebSocket

HELSINKI = "geonames:658225"
ROAD = "overlay:m5"
LONG = 4_000  # sentences, more than the reader shows at once
MESSAGE = 60_000  # bytes: a step sends less, the text of the long document is far more

BAR = ".st-key-reader .mention-bar"
STRIP = ".st-key-reader [data-strip]"
WORDS_BAR = ".st-key-reader .words-bar"
CHANGED = "before => document.querySelector('.mention-bar .which').innerText !== before"
IN_SIGHT = """
selector => {
    const shown = document.querySelector(selector)?.getBoundingClientRect();
    return shown && shown.height > 0 && shown.top >= 0 && shown.bottom <= innerHeight + 1;
}
"""


@pytest.fixture(scope="module")
def coast(serve: Serve, tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> str:
    folder = tmp_path_factory.mktemp("coast") / "atlas"
    write_coast(folder, gazetteer)
    return serve(folder).url


@pytest.fixture(scope="module")
def long(serve: Serve, tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> str:
    """A document of 270,000 characters that names Helsinki in each of its sentences."""
    sentences = [
        f"Report {n} says that it rained in Helsinki and nowhere else." for n in range(LONG)
    ]
    blocks: Blocks = tuple(
        (BlockKind.PARAGRAPH, tuple(sentences[first : first + 8])) for first in range(0, LONG, 8)
    )
    text = in_blocks("long.txt", blocks)
    place = largest(gazetteer, "Helsinki", Level.TOWN)
    found = [Resolution(one, place, 0.9, "") for one in every(text, "Helsinki")]
    folder = tmp_path_factory.mktemp("long") / "atlas"
    write_atlas(Collection((text,)), [found], folder, gazetteer)
    return serve(folder).url


def read(
    page: Page, url: str, start: int = 0, document: str = "coast.txt", place: str = ""
) -> None:
    """Open the reader by its address."""
    chosen = f"&place={place}" if place else ""
    open_page(page, f"{url}?quote={document}:{start}&show=reader{chosen}")
    sheet(page, "reader").locator(".text [data-from]").first.wait_for(timeout=WAIT)


def name(page: Page, words: str) -> Locator:
    return page.locator("#reader-text a.name").get_by_text(words, exact=True)


def says(page: Page, words: str) -> None:
    page.locator(BAR).get_by_text(words).first.wait_for(timeout=WAIT)


def counts(page: Page, words: str) -> None:
    page.locator(WORDS_BAR).get_by_text(words).first.wait_for(timeout=WAIT)


def in_sight(page: Page, selector: str) -> None:
    page.wait_for_function(IN_SIGHT, arg=selector, timeout=WAIT)


def reads(page: Page, words: str) -> None:
    """Wait until this name is marked as the one being read."""
    expect(page.locator("#reader-text [aria-current]")).to_have_text(words)


def test_a_name_moves_the_map_and_the_reader_stays(page: Page, coast: str) -> None:
    read(page, coast)
    before = settle(page)
    text = page.locator("#reader-text").element_handle()
    name(page, "M5 highway").click()
    says(page, "mention 1 of 2")
    page.wait_for_function(
        "before => String(document.querySelector('.st-key-map iframe')"
        ".contentWindow.QuotedPlaces.view()) !== before",
        arg=",".join(f"{number:g}" for number in before),  # type: ignore[attr-defined]
        timeout=WAIT,
    )
    map_frame(page).locator(f'[data-place="{ROAD}"]').first.wait_for(state="attached", timeout=WAIT)
    reads(page, "M5 highway")
    assert text.evaluate("text => text.isConnected")
    expect(page).to_have_url(re.compile("show=reader"))
    page.locator(f"{BAR} [data-key=all-quotes]").click()
    expect(quotes(page, ROAD)).to_have_count(2)


def test_keys_lead_from_mention_to_mention_across_documents(page: Page, coast: str) -> None:
    read(page, coast)
    name(page, "Helsinki").first.click()
    says(page, "mention 1 of 4")
    for rank in (2, 3, 4):
        page.keyboard.press("n")
        says(page, f"mention {rank} of 4")
    page.locator(".st-key-reader h2").get_by_text("Train.Txt").wait_for(timeout=WAIT)
    page.locator("#reader-text [aria-current]").get_by_text("هلسنكي").wait_for(timeout=WAIT)
    in_sight(page, "#reader-text [aria-current]")
    page.keyboard.press("n")
    says(page, "mention 1 of 4")
    page.keyboard.press("p")
    says(page, "mention 4 of 4")


def test_keys_that_are_faster_than_the_page_are_all_counted(page: Page, long: str) -> None:
    read(page, long, start=140_000, document="long.txt", place=HELSINKI)
    says(page, f"of {LONG:,}")
    which = page.locator(f"{BAR} .which")
    first = int(which.inner_text().split()[1].replace(",", ""))
    for key in "nnnpnn":
        page.keyboard.press(key)
    says(page, f"mention {first + 4:,} of")


def test_enter_steps_while_the_bar_has_the_focus_and_keeps_it(page: Page, coast: str) -> None:
    read(page, coast)
    name(page, "Helsinki").first.click()
    says(page, "mention 1 of 4")
    page.locator(BAR).focus()
    page.keyboard.press("Enter")
    says(page, "mention 2 of 4")
    page.keyboard.press("Shift+Enter")
    says(page, "mention 1 of 4")
    focused(page, ".mention-bar")
    page.locator(f"{BAR} [data-shortcut=n]").focus()
    page.keyboard.press("Enter")
    says(page, "mention 2 of 4")
    focused(page, "[data-shortcut=n]")


def test_keys_are_silent_while_typing_and_when_switched_off(page: Page, coast: str) -> None:
    read(page, coast)
    name(page, "Helsinki").first.click()
    says(page, "mention 1 of 4")
    box = page.locator(".st-key-places input[type=search]")
    box.press("n")
    page.wait_for_function("() => location.search.includes('find=n')", timeout=WAIT)
    says(page, "mention 1 of 4")
    page.locator(BAR).focus()
    page.evaluate("document.documentElement.dataset.keys = 'off'")
    page.keyboard.press("n")
    page.keyboard.press("Control+p")
    page.keyboard.press("Enter")  # no letter: it is not switched off
    says(page, "mention 2 of 4")
    page.evaluate("delete document.documentElement.dataset.keys")
    page.keyboard.press("n")
    says(page, "mention 3 of 4")


def test_why_here_opens_by_keyboard_and_stays_open_at_the_next_mention(
    page: Page, coast: str
) -> None:
    read(page, coast)
    name(page, "Helsinki").first.click()
    says(page, "mention 1 of 4")
    page.locator(f"{BAR} .why summary").focus()
    page.keyboard.press("Enter")
    told = page.locator(f"{BAR} .reasons").get_by_text("or Aleppo, city in Aleppo, Syria: 10%")
    told.wait_for(state="visible", timeout=WAIT)
    page.keyboard.press("n")
    says(page, "mention 2 of 4")
    told.wait_for(state="visible", timeout=WAIT)


def test_a_name_that_has_no_spot_says_why(page: Page, coast: str) -> None:
    read(page, coast, place=HELSINKI)
    name(page, "Atlantis").click()
    says(page, f"is not on the map: {AT_SEA}")
    reads(page, "Atlantis")
    page.locator(f"{BAR} [data-key=listing]").click()
    sheet(page, "unplaced").get_by_text("Atlantis").first.wait_for(timeout=WAIT)


def test_back_leaves_the_reader_and_forward_comes_to_the_latest_mention(
    page: Page, coast: str
) -> None:
    open_page(page, f"{coast}?place={HELSINKI}")
    quotes(page, HELSINKI)
    steps = page.evaluate("history.length")
    page.locator(".st-key-quotes [data-action=read]").first.click()
    says(page, "mention 1 of 4")
    for rank in (2, 3, 4, 1, 2):  # the fourth stands in the other document
        page.keyboard.press("n")
        says(page, f"mention {rank} of 4")
    page.wait_for_function("count => history.length === count", arg=steps + 1, timeout=WAIT)
    page.go_back()
    expect(quotes(page, HELSINKI)).to_have_count(4)
    page.go_forward()
    sheet(page, "reader")
    says(page, "mention 2 of 4")
    page.reload()
    says(page, "mention 2 of 4")
    page.locator("#reader-text [aria-current]").wait_for(timeout=WAIT)
    page.go_back()
    quotes(page, HELSINKI)


def test_names_that_are_chosen_in_the_text_are_no_steps_of_the_history(
    page: Page, coast: str
) -> None:
    open_page(page, f"{coast}?place={HELSINKI}")
    quotes(page, HELSINKI)
    page.locator(".st-key-quotes [data-action=read]").first.click()
    says(page, "mention 1 of 4")
    name(page, "M5 highway").click()
    says(page, "mention 1 of 2")
    name(page, "Uusimaa").click()
    says(page, "mention 1 of 1")
    page.reload()
    says(page, "mention 1 of 1")
    reads(page, "Uusimaa")
    page.go_back()
    quotes(page, HELSINKI)
    page.go_forward()
    says(page, "mention 1 of 1")
    page.locator(f"{BAR} [data-key=all-quotes]").click()
    sheet(page, "quotes").locator("h2").get_by_text("Uusimaa").wait_for(timeout=WAIT)
    page.go_back()
    says(page, "mention 1 of 1")


def test_a_filter_and_another_document_are_steps_of_their_own_in_the_reader(
    page: Page, coast: str
) -> None:
    read(page, coast, place=HELSINKI)
    says(page, "4 mentions")
    unfold_filters(page)
    group = page.locator('.st-key-filters [data-key="filter:documents"]')
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    row = group.locator("li").filter(has_text="Train.Txt").first
    row.hover()
    row.get_by_role("button", name="Read").click()
    page.locator(".st-key-reader h2").get_by_text("Train.Txt").wait_for(timeout=WAIT)
    group.get_by_role("checkbox").first.uncheck()
    page.locator(".st-key-summary").get_by_text("1 of 2 documents").wait_for(timeout=WAIT)
    page.go_back()
    page.locator(".st-key-summary").get_by_text("2 documents", exact=True).wait_for(timeout=WAIT)
    page.locator(".st-key-reader h2").get_by_text("Train.Txt").wait_for(timeout=WAIT)
    page.go_back()
    page.locator(".st-key-reader h2").get_by_text("Coast.Txt").wait_for(timeout=WAIT)


def test_blocks_look_like_what_they_are(page: Page, coast: str) -> None:
    read(page, coast)
    looks = page.locator("#reader-text").evaluate(
        """text => [".heading", ".paragraph", ".caption"].map(kind => {
            const look = getComputedStyle(text.querySelector(kind));
            return [look.fontSize, look.fontWeight, look.fontStyle, look.color].join();
        })"""
    )
    assert len(set(looks)) == 3
    menu = page.locator("#reader-text p.boilerplate")
    assert not menu.is_visible()
    page.locator("#reader-text details summary").click()
    menu.wait_for(state="visible", timeout=WAIT)


def test_arabic_reads_from_the_right_with_its_names(page: Page, coast: str) -> None:
    read(page, coast, document="train.txt")
    sides = page.locator("#reader-text > :is(h3, p)").evaluate_all(
        "blocks => blocks.map(block => getComputedStyle(block).direction)"
    )
    assert sides == ["rtl", "rtl"]
    name(page, "حلب").nth(1).click()
    says(page, "mention 2 of 2")
    sentence = page.locator(".st-key-reader .sentence")
    expect(sentence).to_have_text("ثم عاد من هلسنكي إلى حلب (عند M5).")
    gaps = page.locator("#reader-text h3").evaluate(
        """heading => {
            const letters = document.createRange();
            letters.selectNodeContents(heading);
            const [box, text] = [heading.getBoundingClientRect(), letters.getBoundingClientRect()];
            return [text.left - box.left, box.right - text.right];
        }"""
    )
    assert gaps[0] > 100
    assert gaps[1] < 2


def test_a_step_sends_neither_the_text_nor_the_marks_again(page: Page, long: str) -> None:
    read(page, long, start=140_000, document="long.txt", place=HELSINKI)
    says(page, f"of {LONG:,}")
    sizes: list[int] = []
    page.evaluate("document.querySelector('#reader-text').dataset.same = 'yes'")
    settle(page)

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: sizes.append(len(frame)))

    page.on("websocket", listen)
    page.reload()
    sheet(page, "reader").locator(".text [aria-current]").wait_for(timeout=WAIT)
    settle(page)
    assert max(sizes) > MESSAGE
    page.evaluate("document.querySelector('#reader-text').dataset.same = 'yes'")
    sizes.clear()
    before = page.locator(f"{BAR} .which").inner_text()
    page.keyboard.press("n")
    page.wait_for_function(CHANGED, arg=before, timeout=WAIT)
    in_sight(page, "#reader-text [aria-current]")
    assert page.locator("#reader-text[data-same=yes]").count() == 1
    assert sizes
    assert max(sizes) < MESSAGE


def test_the_strip_goes_to_a_part_of_the_text_by_mouse_and_keys(page: Page, long: str) -> None:
    read(page, long, document="long.txt")
    strip = page.locator(STRIP)
    box = strip.bounding_box()
    assert box
    assert box["width"] >= 24
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.4)
    at = "part => Math.abs(document.querySelector('[data-strip]').ariaValueNow - part) <= 1"
    page.wait_for_function(at, arg=40, timeout=WAIT)
    in_sight(page, STRIP)
    assert strip.get_attribute("aria-valuetext").startswith(  # type: ignore[union-attr]
        f"{strip.get_attribute('aria-valuenow')}% to"
    )
    strip.focus()
    page.keyboard.press("PageDown")
    page.wait_for_function(at, arg=50, timeout=WAIT)
    page.keyboard.press("ArrowUp")
    page.wait_for_function(at, arg=49, timeout=WAIT)
    page.keyboard.press("Home")
    page.wait_for_function(at, arg=0, timeout=WAIT)


def test_the_strip_leads_beyond_the_part_of_a_long_text_that_is_shown(
    page: Page, long: str
) -> None:
    read(page, long, document="long.txt")
    strip = page.locator(STRIP)
    assert page.locator("#reader-text").get_attribute("data-first") == "0"
    box = strip.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.95)
    later = page.locator("#reader-text:not([data-first='0']) .sentence")
    later.wait_for(timeout=WAIT)
    in_sight(page, "#reader-text .sentence")
    strip.focus()
    page.keyboard.press("Home")
    page.locator("#reader-text[data-first='0']").wait_for(timeout=WAIT)
    focused(page, "[data-strip]")


def test_the_key_to_the_marks_folds_out(page: Page, coast: str) -> None:
    read(page, coast)
    page.locator(".marks-key summary").click()
    shown = page.locator(".marks-key li")
    expect(shown.first).to_be_visible()
    expect(shown).to_have_count(8)


def test_on_a_phone_bar_and_strip_stay_in_sight_while_the_text_scrolls(
    page: Page, long: str
) -> None:
    page.set_viewport_size(PHONE)
    read(page, long, start=140_000, document="long.txt", place=HELSINKI)
    says(page, f"of {LONG:,}")
    for _ in range(2):
        for selector in ("#reader-text [aria-current]", BAR, STRIP):
            in_sight(page, selector)
        fits_sideways(page)
        before = page.locator(f"{BAR} .which").inner_text()
        for _ in range(12):
            page.keyboard.press("n")
        page.wait_for_function(CHANGED, arg=before, timeout=WAIT)


@pytest.mark.parametrize("size", [PHONE, WIDE_SCREEN])
def test_what_is_read_stays_in_sight_while_the_page_takes_shape(
    page: Page, long: str, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    read(page, long, start=140_000, document="long.txt", place=HELSINKI)
    in_sight(page, "#reader-text [aria-current]")
    page.add_style_tag(content="#reader-text p { padding-block: 3em; overflow-anchor: none; }")
    in_sight(page, "#reader-text [aria-current]")


def test_a_wide_page_scrolls_the_text_alone(page: Page, long: str) -> None:
    read(page, long, start=140_000, document="long.txt", place=HELSINKI)
    says(page, f"of {LONG:,}")
    for selector in ("#reader-text [aria-current]", BAR, STRIP, ".reader-head"):
        in_sight(page, selector)
    text = page.locator("#reader-text")
    assert text.evaluate("text => text.scrollTop > 0 && text.clientHeight < innerHeight")
    page.mouse.move(1200, 700)
    page.mouse.wheel(0, 20_000)
    gone = "name => name.getBoundingClientRect().bottom < 0"
    name = page.locator("#reader-text [aria-current]").element_handle()
    page.wait_for_function(gone, arg=name, timeout=WAIT)
    for selector in (BAR, STRIP, ".reader-head"):
        in_sight(page, selector)


def test_to_and_fro_faster_than_the_page_loses_nothing(page: Page, long: str) -> None:
    read(page, long, start=140_000, document="long.txt", place=HELSINKI)
    says(page, f"of {LONG:,}")
    for pace in range(60, 300, 40):  # milliseconds for each key
        for key in ("n", "n", "n", "Escape"):
            page.keyboard.press(key, delay=pace)
        sheet(page, "quotes").locator(".quote").first.wait_for(timeout=WAIT)
        page.keyboard.press("r")
        sheet(page, "reader").locator("#reader-text [aria-current]").wait_for(timeout=WAIT)


def test_searched_words_are_gone_through_by_key_and_button(page: Page, coast: str) -> None:
    open_page(page, f"{coast}?quote=train.txt:0&show=reader&place={HELSINKI}&words=حلب")
    counts(page, "twice in this text")
    for press, told in ((".", "1 of 2"), (".", "2 of 2"), (",", "1 of 2")):
        page.keyboard.press(press)
        counts(page, told)
    page.locator(f"{WORDS_BAR} [data-key=next-word]").click()
    counts(page, "2 of 2")
    focused(page, "[data-key=next-word]")
    expect(page.locator("#reader-text a.name[data-start] .gone-to")).to_have_text(["حلب"])
    expect(page.locator("#reader-text .found")).to_have_count(2)
    page.reload()
    counts(page, "2 of 2")


def test_words_beyond_the_part_of_a_long_text_that_is_shown_are_reached(
    page: Page, long: str
) -> None:
    last = LONG - 1
    read(page, f"{long}", document="long.txt")
    page.locator("[data-key=words]").fill(f'"report {last}"')
    counts(page, "once in this text")
    assert page.locator("#reader-text .found").count() == 0
    page.locator(WORDS_BAR).locator("[data-key=next-word]").focus()
    page.keyboard.press(".")
    page.locator("#reader-text .gone-to").get_by_text(f"Report {last}").wait_for(timeout=WAIT)
    in_sight(page, "#reader-text .gone-to")
