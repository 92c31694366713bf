"""List and quotes follow the map, on request; words in quotes; places named together, as lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from geodata.gazetteer import Gazetteer
from tests.browser import (
    MAP,
    PLACE_IN_LIST,
    QUOTE,
    WAIT,
    WIDE_SCREEN,
    choose_in_list,
    focused,
    map_frame,
    open_page,
    pan_and_zoom,
    quotes,
    settle,
)
from tests.by_hand import NORTH, SOUTH, write_company
from tests.conftest import Serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SWITCH = "List follows the map"
LISBON, HELSINKI = (38.7, -9.1), (60.2, 24.9)
LINES = ".leaflet-joining-pane path.joining"
# As by a person: what the map was told to show no longer counts.
LOOK = """([lat, lon, zoom]) => {
    document.querySelector("#map_div").dispatchEvent(new PointerEvent("pointerdown"));
    window.map.setView([lat, lon], zoom, {animate: false});
}"""

SEARCH = ".st-key-places input"
REMEMBER = """map => {
    const frame = document.querySelector(map);
    window.seen = [frame, frame.contentWindow, frame.contentWindow.map, history.length];
    document.querySelector(".st-key-quotes").scrollTop = 40;
}"""
IS_THE_SAME = """map => {
    const frame = document.querySelector(map);
    const now = [frame, frame.contentWindow, frame.contentWindow.map, history.length];
    return now.every((one, index) => one === window.seen[index]);
}"""
SCROLLED = "() => document.querySelector('.st-key-quotes').scrollTop"


@pytest.fixture(scope="module")
def company(serve: Serve, tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> str:
    """The address of a dashboard on the atlas of tests.by_hand.write_company."""
    folder = tmp_path_factory.mktemp("company") / "atlas"
    write_company(Path(folder), gazetteer)
    return serve(folder).url


def look(page: Page, spot: tuple[float, float], zoom: int = 9) -> None:
    map_frame(page).evaluate(LOOK, [*spot, zoom])


def follow(page: Page) -> None:
    map_frame(page).get_by_role("button", name=SWITCH).click()
    told(page, "in view")


def told(page: Page, words: str) -> None:
    page.locator(".st-key-summary").get_by_text(words).first.wait_for(timeout=WAIT)


def lists(page: Page, names: set[str]) -> None:
    """Wait until the list holds these places, and no others."""
    page.wait_for_function(
        """([rows, names]) => {
            const listed = [...document.querySelectorAll(`${rows} .name`)].map(n => n.textContent);
            return listed.length === names.length && names.every(name => listed.includes(name));
        }""",
        arg=[PLACE_IN_LIST, sorted(names)],
        timeout=WAIT,
    )


def quotes_are(page: Page, *sentences: str) -> None:
    """Wait until just these quotes are shown."""
    expect(page.locator(QUOTE)).to_have_text(sentences)


def heading_is(page: Page, words: str) -> None:
    expect(page.locator(".st-key-quotes h2")).to_have_text(words)


def follows(page: Page, on: str) -> None:
    switch = map_frame(page).get_by_role("button", name=SWITCH)
    expect(switch).to_have_attribute("aria-pressed", on)


ALL = {"Helsinki", "Tampere", "Turku", "Uusimaa", "Finland", "Lisbon", "Suva"}


def test_list_sentence_and_quotes_follow_the_map_and_stop(page: Page, company: str) -> None:
    open_page(page, company)
    lists(page, ALL)
    look(page, LISBON)
    follow(page)
    told(page, "1 place, 1 quote in view")
    lists(page, {"Lisbon"})
    quotes_are(page, SOUTH[0])
    look(page, HELSINKI)
    told(page, "2 places, 4 quotes in view")
    lists(page, {"Helsinki", "Uusimaa"})
    quotes_are(page, NORTH[0], NORTH[1], NORTH[3], SOUTH[0])
    page.locator(".st-key-summary").get_by_role("button", name="show all").click()
    lists(page, ALL)
    follows(page, "false")
    expect(page).not_to_have_url(re.compile("area="))


def test_a_pan_changes_nothing_else(page: Page, company: str) -> None:
    page.set_viewport_size({"width": 1200, "height": 600})
    open_page(page, company)
    look(page, HELSINKI, 6)
    follow(page)
    told(page, "4 places")
    heading_is(page, "In view")
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.evaluate(REMEMBER, MAP)
    assert page.evaluate(SCROLLED) == 40
    moved(page, lambda: pan_and_zoom(page, 30, 10, 0))
    page.locator(SEARCH).focus()
    pan = "() => { window.map.panBy([0, 40], {animate: false}); }"
    moved(page, lambda: map_frame(page).evaluate(pan))
    told(page, "4 places")
    assert page.evaluate(IS_THE_SAME, MAP)
    expect(page.locator(SEARCH)).to_be_focused()
    assert page.evaluate(SCROLLED) == 40
    assert not [address for address in fetched if re.search(r"/media/\w+\.json", address)]


def moved(page: Page, move: Callable[[], object]) -> None:
    """Move the map, and wait until the page's address says where it is."""
    before = page.url
    move()
    page.wait_for_function("before => location.href !== before", arg=before, timeout=WAIT)


def _listed(page: Page, name: str) -> str:
    row = page.locator(PLACE_IN_LIST).filter(has_text=name).first
    return str(row.get_attribute("data-place", timeout=WAIT))


def test_reload_and_a_second_browser_follow_the_same_part(
    page: Page, browser: Browser, company: str
) -> None:
    open_page(page, company)
    look(page, LISBON)
    follow(page)
    lists(page, {"Lisbon"})
    page.wait_for_function("() => location.search.includes('area=')", timeout=WAIT)
    page.reload()
    map_frame(page)
    lists(page, {"Lisbon"})
    told(page, "1 place, 1 quote in view")
    follows(page, "true")
    other = browser.new_page(viewport=WIDE_SCREEN)
    open_page(other, page.url)
    lists(other, {"Lisbon"})
    assert settle(other) == pytest.approx([*LISBON, 9], abs=0.01)
    map_frame(other).get_by_role("button", name=SWITCH).click()
    lists(other, ALL)
    other.close()


def test_back_steps_through_choices_and_not_through_pans(page: Page, company: str) -> None:
    open_page(page, company)
    look(page, HELSINKI)
    follow(page)
    lists(page, {"Helsinki", "Uusimaa"})
    helsinki, uusimaa = _listed(page, "Helsinki"), _listed(page, "Uusimaa")
    choose_in_list(page, helsinki)
    quotes(page, helsinki)
    moved(page, lambda: look(page, (60.3, 24.8)))
    choose_in_list(page, uusimaa)
    quotes(page, uusimaa)
    page.go_back()
    quotes(page, helsinki)
    follows(page, "true")
    told(page, "in view")
    page.go_back()
    heading_is(page, "In view")


def test_a_choice_and_a_pan_at_once_are_both_heard(page: Page, company: str) -> None:
    open_page(page, company)
    look(page, HELSINKI)
    settle(page)
    helsinki = _listed(page, "Helsinki")
    map_frame(page).evaluate(
        """place => {
            const choose = () => document.querySelector(`[data-place="${place}"]`)
                .dispatchEvent(new MouseEvent("click", {bubbles: true}));
            choose();
            document.querySelector(".switch").click();
        }""",
        helsinki,
    )
    quotes(page, helsinki)
    told(page, "2 places, 4 quotes in view")
    quotes_are(page, NORTH[0], NORTH[1], SOUTH[0])
    page.locator(".st-key-quotes [data-key=close]").click()
    heading_is(page, "In view")
    look(page, LISBON)
    told(page, "1 place, 1 quote in view")
    heading_is(page, "In view")


def test_the_switch_works_by_keyboard(page: Page, company: str) -> None:
    open_page(page, company)
    look(page, LISBON)
    map_frame(page).get_by_role("button", name=SWITCH).focus()
    page.keyboard.press("Space")
    lists(page, {"Lisbon"})
    expect(map_frame(page).locator(".switch")).to_be_focused()
    page.keyboard.press("Enter")
    lists(page, ALL)


def test_searched_words_are_listed_and_marked(page: Page, company: str) -> None:
    open_page(page, company)
    page.locator('[data-action="words"]').fill("hospital")
    page.locator(f"{QUOTE} .found").first.wait_for(timeout=WAIT)
    quotes_are(page, NORTH[3], SOUTH[1])
    expect(page.locator(f"{QUOTE} .found")).to_have_text(["Hospitals", "hospital"])


def test_places_named_together_are_listed_and_drawn(page: Page, company: str) -> None:
    open_page(page, company)
    choose_in_list(page, _listed(page, "Helsinki"))
    section = page.locator(".together")
    section.locator("summary").click()
    section.get_by_label("Show as lines").click()
    lines = map_frame(page).locator(LINES)
    expect(lines).to_have_count(2)
    widths = lines.evaluate_all(
        "lines => lines.map(line => Number(line.getAttribute('stroke-width')))"
    )
    assert widths == sorted(widths)
    assert widths[0] < widths[1]
    expect(page).to_have_url(re.compile("lines=on"))
    expect(section).to_have_attribute("open", "")
    page.reload()
    expect(map_frame(page).locator(LINES)).to_have_count(2)
    lisbon = page.locator(".together .row").filter(has_text="Lisbon")
    lisbon.click()
    page.locator(".both").get_by_text("Quotes of Lisbon").click()
    quotes(page, _listed(page, "Lisbon"))
    expect(map_frame(page).locator(LINES)).to_have_count(1)
    page.get_by_label("Show as lines").click()
    expect(map_frame(page).locator(LINES)).to_have_count(0)


CHIP = ".st-key-toolbar .chip"


def test_sentences_that_name_two_places_are_a_choice_as_others_are(
    page: Page, browser: Browser, company: str
) -> None:
    open_page(page, company)
    helsinki = _listed(page, "Helsinki")
    choose_in_list(page, helsinki)
    quotes(page, helsinki)
    page.locator(".together summary").click()
    page.locator(".together .row").filter(has_text="Lisbon").focus()
    page.keyboard.press("Enter")
    quotes_are(page, SOUTH[0])
    page.locator(".both").get_by_text("1 quote names Lisbon too.").wait_for(timeout=WAIT)
    page.locator(CHIP).get_by_text("Helsinki with Lisbon").wait_for(timeout=WAIT)
    focused(page, ".st-key-quotes [data-heading]")
    expect(page).to_have_url(re.compile("with="))
    page.locator(".together summary").click()
    page.locator(".together .row").filter(has_text="Tampere").click()
    quotes_are(page, NORTH[0], NORTH[1])
    page.reload()
    quotes_are(page, NORTH[0], NORTH[1])
    other = browser.new_page()
    open_page(other, page.url)
    quotes_are(other, NORTH[0], NORTH[1])
    other.close()
    page.go_back()
    quotes_are(page, SOUTH[0])
    page.locator(f"{CHIP} .cross").click()
    quotes_are(page, NORTH[0], NORTH[1], SOUTH[0])
    expect(page.locator(CHIP)).to_have_count(0)
    page.go_back()
    quotes_are(page, SOUTH[0])
    page.locator("[data-key=both]").click()
    quotes_are(page, NORTH[0], NORTH[1], SOUTH[0])


def test_the_reader_goes_through_the_sentences_that_name_both(page: Page, company: str) -> None:
    open_page(page, company)
    helsinki, tampere = _listed(page, "Helsinki"), _listed(page, "Tampere")
    open_page(page, f"{company}?place={helsinki}&with={tampere}")
    quotes_are(page, NORTH[0], NORTH[1])
    page.keyboard.press("r")
    bar = page.locator(".st-key-reader .mention-bar")
    for rank in (1, 2, 1):
        bar.get_by_text(f"mention {rank} of 2").wait_for(timeout=WAIT)
        bar.get_by_text("in sentences with Tampere").wait_for(timeout=WAIT)
        page.keyboard.press("n")
    page.locator(f"{CHIP} .cross").click()
    bar.get_by_text("of 3").wait_for(timeout=WAIT)


def test_a_second_place_that_is_not_named_is_told(page: Page, company: str) -> None:
    open_page(page, company)
    helsinki = _listed(page, "Helsinki")
    open_page(page, f"{company}?place={helsinki}&with=geonames:0")
    page.locator(".notice").get_by_text("The second place").wait_for(timeout=WAIT)
    quotes_are(page, NORTH[0], NORTH[1], SOUTH[0])
