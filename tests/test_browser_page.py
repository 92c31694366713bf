"""A reader at the page around the map: list, filters, quotes, reader, address, other files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser import (
    PHONE,
    PLACE_IN_LIST,
    QUOTE,
    WAIT,
    choose_in_list,
    fits_sideways,
    focused,
    map_frame,
    open_page,
    quotes,
    settle,
    sheet,
    unfold_filters,
    view,
)
from tests.conftest import Serve

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

DOCUMENT = "input[data-choice=documents]"
IDLIB = "first-level:SY.12"
SYRIA = "geonames:163843"
HOSTILE = {
    "script.txt": b"<script>document.title='run'</script> It rained in Aleppo.",
    "image.txt": b"<img src=x onerror=\"document.title='run'\"> It snowed in Aleppo.",
    "template.txt": b"</script><script>document.title='run'</script> `${document.title='run'}`"
    b" \\1 \\0 It hailed in Aleppo.",
    "rtl.txt": "\u202eneddih\u202c \u2066 It thundered in Aleppo.\r\n".encode(),
    "long.txt": b"In Aleppo the sun shone. " * 80_000,
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 40,
    "wrong.txt": "In Aleppo fiel Regen über die Häuser.".encode("utf-16-le"),
}


def counted(page: Page) -> str:
    return page.locator(".st-key-summary").inner_text()


def listed(page: Page) -> list[str]:
    rows = page.locator(PLACE_IN_LIST)
    rows.first.wait_for(timeout=WAIT)
    places: list[str] = rows.evaluate_all("rows => rows.map(row => row.dataset.place)")
    return places


def shows(page: Page, words: str, part: str) -> None:
    page.locator(f".st-key-{part}").get_by_text(words).first.wait_for(timeout=WAIT)


def test_the_list_brings_the_quotes_and_moves_the_map(page: Page, digests: str) -> None:
    open_page(page, digests)
    before = view(page)
    far = page.locator(PLACE_IN_LIST).filter(has_text="Helsinki").get_attribute("data-place")
    assert far
    choose_in_list(page, far)
    expect(quotes(page, far).first).to_contain_text("Helsinki")
    page.wait_for_function(
        "before => String(document.querySelector('.st-key-map iframe')"
        ".contentWindow.QuotedPlaces.view()) !== before",
        arg=",".join(f"{number:g}" for number in before),  # type: ignore[attr-defined]
        timeout=WAIT,
    )


def test_the_same_place_can_be_chosen_again(page: Page, digests: str) -> None:
    open_page(page, digests)
    choose_in_list(page, IDLIB)
    quotes(page, IDLIB)
    page.locator(".st-key-quotes [data-key=close]").click()
    shows(page, "Choose a place", "quotes")
    choose_in_list(page, IDLIB)
    quotes(page, IDLIB)
    choose_in_list(page, IDLIB)
    quotes(page, IDLIB)


def test_quotes_on_the_page_are_what_they_say_they_are(page: Page, digests: str) -> None:
    open_page(page, f"{digests}?place={SYRIA}&roles=literal,metonym,demonym,embedded")
    faults = quotes(page, SYRIA).evaluate_all(
        """quotes => quotes.filter(quote => {
            const {start, end} = quote.dataset;
            return [...quote.textContent].length !== end - start || !quote.querySelector("mark")
        }).length"""
    )
    assert faults == 0


def test_the_document_filter_narrows_map_list_counts_and_quotes(page: Page, digests: str) -> None:
    open_page(page, f"{digests}?place={IDLIB}")
    all_quotes, all_places, all_words = quotes(page, IDLIB).count(), listed(page), counted(page)
    stood = settle(page)
    marks = "() => [...document.querySelectorAll('[data-place]')].map(m => m.dataset.place)"
    drawn = set(map_frame(page).evaluate(marks))
    unfold_filters(page)
    page.locator('.st-key-filters [data-key="none:documents"]').click()
    page.locator(f".st-key-filters {DOCUMENT}").first.click()
    shows(page, "1 of 5 documents", "summary")
    page.wait_for_function(
        f"count => document.querySelectorAll('{PLACE_IN_LIST}').length < count",
        arg=len(all_places),
        timeout=WAIT,
    )
    assert set(listed(page)) < set(all_places)
    assert counted(page) != all_words
    page.wait_for_function(
        f"""most => {{
            const count = document.querySelectorAll("{QUOTE}").length;
            return 0 < count && count < most;
        }}""",
        arg=all_quotes,
        timeout=WAIT,
    )
    map_frame(page).wait_for_function(
        "drawn => document.querySelectorAll('[data-place]').length < drawn",
        arg=len(drawn),
        timeout=WAIT,
    )
    assert settle(page) == stood


def test_marks_still_on_their_way_are_kept_while_the_filter_changes_again(
    page: Page, digests: str
) -> None:
    open_page(page, digests)
    unfold_filters(page)
    waiting: list[Route] = []
    features = re.compile(r"/media/\w+\.json$")
    page.route(features, lambda route, _: waiting.append(route))
    page.locator('.st-key-filters [data-key="none:documents"]').click()
    for number in (1, 2):
        while len(waiting) < number:
            page.wait_for_timeout(50)
        page.locator(f".st-key-filters {DOCUMENT}").nth(number).click()
        shows(page, f"{number} of 5 documents", "summary")
    while len(waiting) < 3:
        page.wait_for_timeout(50)
    answers = [route.fetch() for route in waiting]
    assert [answer.status for answer in answers] == [200, 200, 200]
    for route, answer in zip(waiting, answers, strict=True):
        route.fulfill(response=answer)
    last = len(answers[-1].json()["content"]["features"])
    map_frame(page).locator(f'[data-shown="{last}"]').wait_for(timeout=WAIT)


def test_roles_are_shown_on_request_and_counted(page: Page, digests: str) -> None:
    open_page(page, digests)
    shows(page, "hidden", "summary")
    unfold_filters(page)
    for role in ("metonym", "demonym", "embedded"):
        page.locator(f'.st-key-filters input[data-key="roles:{role}"]').click()
    page.wait_for_function(
        "() => !document.querySelector('.st-key-summary').innerText.includes('hidden')",
        timeout=WAIT,
    )
    open_page(page, f"{page.url.split('?')[0]}?place={SYRIA}&roles=demonym")
    quotes(page, SYRIA)
    mark = page.locator(f"{QUOTE} mark").first
    expect(mark).to_have_attribute("data-note", "as a nationality")


def test_reload_back_and_a_second_browser_show_the_same(page: Page, digests: str) -> None:
    open_page(page, digests)
    choose_in_list(page, SYRIA)
    quotes(page, SYRIA)
    choose_in_list(page, IDLIB)
    quotes(page, IDLIB)
    unfold_filters(page)
    page.locator(f".st-key-filters {DOCUMENT}").first.click()
    shows(page, "4 of 5 documents", "summary")
    page.reload()
    quotes(page, IDLIB)
    shows(page, "4 of 5 documents", "summary")
    page.go_back()
    shows(page, "5 documents", "summary")
    page.go_back()
    quotes(page, SYRIA)
    page.go_forward()
    quotes(page, IDLIB)
    assert parse_qs(urlsplit(page.url).query)["place"] == [IDLIB]


def test_an_address_that_cannot_be_followed_is_told(page: Page, digests: str) -> None:
    open_page(page, f"{digests}?place=geonames:0&view=here&documents=missing.txt&roles=king")
    expect(page.locator(".notice")).to_have_count(4)
    shows(page, "Choose a place", "quotes")


def test_read_in_context_and_back(page: Page, digests: str) -> None:
    open_page(page, f"{digests}?place={IDLIB}")
    quote = quotes(page, IDLIB).nth(1)
    words = quote.inner_text()
    page.locator(".st-key-quotes [data-action=read]").nth(1).click()
    sentence = sheet(page, "reader").locator(".sentence")
    sentence.wait_for(timeout=WAIT)
    expect(sentence).to_contain_text(words)
    expect(sentence).to_be_in_viewport(ratio=1)
    expect(page).to_have_url(re.compile("show=reader"))
    page.locator(".st-key-reader [data-key=back]").click()
    quotes(page, IDLIB)
    page.go_back()
    name = sheet(page, "reader").locator("a.name:not([aria-current])").first
    place = name.get_attribute("data-place")
    assert place
    name.click()
    page.locator(f'.st-key-reader a.own[data-place="{place}"][aria-current]').wait_for(timeout=WAIT)
    page.locator(".st-key-reader [data-key=all-quotes]").click()
    page.locator(f'.st-key-quotes [data-place="{place}"]').wait_for(timeout=WAIT)


def test_what_is_not_placed_is_one_step_away(page: Page, digests: str) -> None:
    open_page(page, digests)
    page.locator(".st-key-summary [data-key=unplaced]").click()
    first = sheet(page, "unplaced").locator("details").first
    first.locator("summary").click()
    first.locator(".quote").first.wait_for(timeout=WAIT)
    expect(first.locator(".reason")).not_to_be_empty()


def test_a_place_is_found_by_name_while_typing(page: Page, digests: str) -> None:
    open_page(page, digests)
    box = page.locator(".st-key-places input[type=search]")
    box.press_sequentially("hels", delay=30)
    expect(page.locator(PLACE_IN_LIST)).to_have_count(1)
    expect(box).to_be_focused()
    expect(box).to_have_value("hels")


def test_the_keyboard_alone_chooses_and_reads(page: Page, digests: str) -> None:
    open_page(page, digests)
    page.locator(".st-key-places input[type=search]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(QUOTE).first.wait_for(timeout=WAIT)
    focused(page, "[data-action=choose]")
    page.locator(".st-key-quotes [data-action=read]").first.focus()
    page.keyboard.press("Enter")
    sheet(page, "reader").locator(".sentence").wait_for(timeout=WAIT)
    focused(page, ".st-key-reader [data-heading]")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_everything_without_scrolling_sideways(
    page: Page, digests: str, scheme: str
) -> None:
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    open_page(page, f"{digests}?place={IDLIB}")
    quotes(page, IDLIB)
    fits_sideways(page)
    tops = page.evaluate(
        """() => ["summary", "toolbar", "map", "dates", "quotes", "places"].map(
            part => document.querySelector(`.st-key-${part}`).getBoundingClientRect().top)"""
    )
    assert tops == sorted(tops)


@pytest.fixture(scope="module")
def hostile(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("hostile")
    for name, content in HOSTILE.items():
        (folder / name).write_bytes(content)
    return serve(folder).url


def test_hostile_documents_neither_run_nor_break_the_page(page: Page, hostile: str) -> None:
    open_page(page, hostile)
    aleppo = listed(page)[0]
    choose_in_list(page, aleppo)
    quotes(page, aleppo)
    page.locator(".st-key-quotes [data-action=read]").last.click()
    sheet(page, "reader").locator(".sentence").wait_for(timeout=WAIT)
    page.go_back()
    quotes(page, aleppo)
    expect(page).to_have_title("Quoted Places")
    assert page.locator(".panel script, .panel img").count() == 0
    page.locator(".st-key-summary [data-key=unreadable]").click()
    shows(page, "binary.txt", "unplaced")
    shows(page, "empty.txt", "unplaced")


def test_files_are_opened_from_the_page_and_closed_again(
    page: Page, digests: str, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.md"
    first.write_text("Snow fell in Reykjavik.", encoding="utf-8")
    second.write_text("Rain fell in Montevideo.", encoding="utf-8")
    open_page(page, f"{digests}?place={IDLIB}")
    page.get_by_role("button", name="Open documents").click()
    page.locator("input[type=file]").set_input_files([first, second])
    page.get_by_role("button", name="Open for now only").click()
    shows(page, "2 documents", "summary")
    shows(page, "Montevideo", "places")
    expect(page).not_to_have_url(re.compile("place="))
    page.get_by_role("button", name="Open documents").click()
    page.get_by_role("button", name="Close these files").click()
    shows(page, "5 documents", "summary")
