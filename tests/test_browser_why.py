"""Why a name is this place, how sure that is, misspelt names: on a page of known answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from geodata.gazetteer import Gazetteer
from tests.browser import WAIT, choose_in_list, map_frame, open_page, quiet, quotes, sheet
from tests.by_hand import write_judged
from tests.conftest import Serve

if TYPE_CHECKING:
    from playwright.sync_api import Page, WebSocket

HELSINKI = "geonames:658225"
STATE = "first-level:US.GA"  # Georgia


@pytest.fixture(scope="module")
def judged(serve: Serve, tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> str:
    folder = tmp_path_factory.mktemp("judged") / "atlas"
    write_judged(folder, gazetteer)
    return serve(folder).url


def test_the_reasons_open_and_close_by_mouse_without_asking_the_server(
    page: Page, judged: str
) -> None:
    sent: list[object] = []

    def note(frame: object) -> None:
        sent.append(frame)

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", note)

    page.on("websocket", listen)
    open_page(page, f"{judged}?place={STATE}")
    quotes(page, STATE)
    button = page.get_by_role("button", name="Why here? unsure, 43%")
    reasons = page.locator(".st-key-quotes .reasons")
    asked = quiet(page, sent)
    assert asked
    expect(reasons).not_to_be_visible()
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(reasons).to_be_visible()
    expect(reasons).to_contain_text("or Georgia, country: 41%")
    button.click()
    reasons.wait_for(state="hidden", timeout=WAIT)
    assert quiet(page, sent) == asked


def test_the_reasons_open_and_close_by_keyboard_and_one_quote_at_a_time(
    page: Page, judged: str
) -> None:
    open_page(page, f"{judged}?place={HELSINKI}")
    quotes(page, HELSINKI)
    first, second = page.locator(".st-key-quotes .reasons").all()
    copying = page.locator(".st-key-quotes [data-copy]").first
    copying.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    first.wait_for(state="visible", timeout=WAIT)
    assert not second.is_visible()
    expect(page.locator(":focus")).to_have_text("Why here?")
    page.keyboard.press("Space")
    first.wait_for(state="hidden", timeout=WAIT)


def test_a_place_that_is_unsure_looks_so_on_the_map_and_says_so(page: Page, judged: str) -> None:
    open_page(page, judged)
    choose_in_list(page, STATE)
    quotes(page, STATE)
    frame = map_frame(page)
    mark = frame.locator(f'path[data-place="{STATE}"]')
    label = "Georgia, state, unsure, 43%, named once in 1 document"
    expect(mark).to_have_attribute("aria-label", label)
    expect(mark).to_have_attribute("fill-opacity", "0")
    frame.get_by_text("Georgia?", exact=True).wait_for(timeout=WAIT)
    frame.locator(".legend").get_by_text("Unsure (under 50%)").wait_for(timeout=WAIT)
    doubt = page.locator(f'.st-key-places [data-place="{STATE}"]').get_by_role("img")
    expect(doubt).to_have_attribute("aria-label", "unsure, 43%")


def test_a_misspelt_name_has_a_note_that_is_no_part_of_the_quote(page: Page, judged: str) -> None:
    open_page(page, f"{judged}?place={HELSINKI}")
    shown = quotes(page, HELSINKI).nth(1)
    expect(shown).to_have_text("Rain fell in Helsniki.")
    note = shown.locator("mark").evaluate("mark => getComputedStyle(mark, '::after').content")
    assert "spelt so in the document" in note


def test_a_name_between_places_is_told_with_its_candidates(page: Page, judged: str) -> None:
    open_page(page, judged)
    page.locator(".st-key-summary [data-key=unplaced]").click()
    entry = sheet(page, "unplaced").locator("details").first
    entry.locator("summary").click()
    told = entry.get_by_text("Tripoli, city in North Lebanon, Lebanon: 35%")
    told.wait_for(state="visible", timeout=WAIT)
