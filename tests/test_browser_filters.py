"""A reader filters 200 reports: by documents, dates, words and names, by mouse, keyboard, touch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from dashboard.filtering import days
from tests.browser import (
    PHONE,
    PLACE_IN_LIST,
    QUOTE,
    WAIT,
    WIDE_SCREEN,
    fits_sideways,
    focused,
    map_frame,
    open_page,
    picture,
    settle,
    sheet,
    unfold_filters,
)
from tests.corpus_of_reports import REPORTS, Report, how_many

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

SUMMARY, CHIP, BARS = ".st-key-summary", ".st-key-toolbar .chip", ".st-key-dates .bars"
WORDS, SEARCH = "[data-key=words]", "[data-key=search]"
SHOWN = """
([part, words]) => document.querySelector(part)?.innerText.includes(words)
"""
WHERE = """
bars => {
    const {x, y, width} = document.querySelector(bars).getBoundingClientRect();
    return [x, y, width, document.querySelector(bars).children.length];
}
"""
SOME = re.compile(r"[1-9]\d* quotes?")
CHIPS = """
words => String([...document.querySelectorAll(".st-key-toolbar .chip")].map(
    chip => chip.innerText.trim())) === String(words)
"""


def says(page: Page, words: str, part: str = SUMMARY) -> None:
    """Wait until a part of the page holds some words."""
    page.wait_for_function(SHOWN, arg=[part, words], timeout=WAIT)


def chips(page: Page, *words: str) -> None:
    """Wait until just these filters are on."""
    page.wait_for_function(CHIPS, arg=list(words), timeout=WAIT)


def on_key(page: Page, key: str) -> None:
    """Wait until the control of this key has the focus."""
    focused(page, f'[data-key="{key}"]')


def leaves(page: Page, count: int) -> None:
    """Wait until so many documents are left."""
    says(page, "200 documents" if count == REPORTS else f"{count} of 200 documents")


def dated(since: str, until: str, *, undated: bool = True) -> int:
    """How many reports may be of these days."""

    def fits(one: Report) -> bool:
        covered = days(one.date)
        return undated if covered is None else covered.touches(since, until)

    return how_many(fits)


def unfolded(page: Page, choice: str) -> Locator:
    """One filter, unfolded."""
    group = unfold_filters(page).locator(f'[data-key="filter:{choice}"]')
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    return group


def row(group: Locator, words: str) -> Locator:
    return group.locator("li").filter(has_text=words).first


def only(group: Locator, words: str) -> None:
    """Choose only one value, with the control that a row shows under the pointer."""
    one = row(group, words)
    one.hover()
    one.get_by_role("button", name="Only").click()


def drag(page: Page, first: int, last: int) -> None:
    """Drag from one bar to another without letting go."""
    x, y, across, bars = page.evaluate(WHERE, BARS)
    page.mouse.move(x + across / bars * (first + 0.5), y + 5)
    page.mouse.down()
    page.mouse.move(x + across / bars * (last + 0.5), y + 20, steps=4)


def bar(page: Page, year: int) -> Locator:
    return page.locator(f'{BARS} [data-key="bar:{year}-01-01"]')


def test_filters_fold_out_beside_the_list_and_move_nothing(page: Page, reports: str) -> None:
    open_page(page, reports)
    size = "() => String(window.map.getSize())"
    stood, before = settle(page), map_frame(page).evaluate(size)
    opener = page.locator(".st-key-toolbar [data-fold=filters]")
    expect(opener).to_have_attribute("aria-expanded", "false")
    part = unfold_filters(page)
    expect(opener).to_have_attribute("aria-expanded", "true")
    focused(page, ".st-key-filters *")
    assert part.evaluate("part => part.scrollHeight > part.clientHeight")
    page.locator(PLACE_IN_LIST).first.click(trial=True)
    assert (settle(page), map_frame(page).evaluate(size)) == (stood, before)
    picture(page, "filters-wide")
    page.keyboard.press("Escape")
    part.wait_for(state="hidden", timeout=WAIT)
    on_key(page, "open-filters")


def test_documents_are_chosen_one_by_one_and_all_at_once(page: Page, reports: str) -> None:
    open_page(page, reports)
    group = unfolded(page, "documents")
    expect(group.locator("li")).to_have_count(12)
    first = group.locator("li").first.locator(".title").inner_text()
    group.get_by_role("checkbox").first.uncheck()
    leaves(page, 199)
    chips(page, f"Documents: all but {first}")
    group.get_by_role("button", name="Invert").click()
    leaves(page, 1)
    chips(page, f"Documents: {first}")
    group.get_by_role("button", name="None").click()
    leaves(page, 0)
    says(page, "The filters leave no place", ".st-key-places")
    group.get_by_role("button", name="All", exact=False).first.click()
    leaves(page, 200)
    group.get_by_role("button", name="Show 48 more of 188").click()
    expect(page.locator("[data-choice=documents][type=checkbox]")).to_have_count(60)
    only(group, "Report 100 of the week")
    leaves(page, 1)
    picture(page, "filters-one-document")
    page.locator(f"{CHIP} .cross").click()
    leaves(page, 200)


def test_a_document_can_be_read_from_its_row(page: Page, reports: str) -> None:
    open_page(page, reports)
    first = unfolded(page, "documents").locator("li").first
    title = first.locator(".title").inner_text()
    first.hover()
    first.get_by_role("button", name="Read").click()
    sheet(page, "reader")
    says(page, title, ".st-key-reader")


def test_filters_compose_and_each_value_counts_under_the_others(page: Page, reports: str) -> None:
    open_page(page, reports)
    only(unfolded(page, "publishers"), "Harbour Post")
    leaves(page, how_many(lambda one: one.publisher == "Harbour Post"))
    says(page, "of other publishers hidden")
    only(unfolded(page, "authors"), "B. Cooper")
    both = how_many(lambda one: (one.publisher, one.author) == ("Harbour Post", "B. Cooper"))
    leaves(page, both)
    chips(page, "Publishers: Harbour Post", "Authors: B. Cooper")
    # Other publishers count what they would show of this author; others are still offered.
    radio = row(unfolded(page, "publishers"), "Radio Lighthouse")
    expect(radio.locator(".count")).to_have_text(re.compile(r"[1-9]\d*"))
    only(unfolded(page, "countries"), "Iceland")
    says(page, "in other countries hidden")
    only(unfolded(page, "kinds"), "city")
    says(page, "of other kinds hidden")
    quiet = unfolded(page, "countries").locator("li.zero")
    quiet.first.wait_for(timeout=WAIT)
    picture(page, "filters-composed")
    page.locator(".st-key-toolbar [data-key=reset]").click()
    leaves(page, 200)
    chips(page)


def test_roles_and_confidence(page: Page, digests: str) -> None:
    open_page(page, digests)
    row(unfolded(page, "roles"), "Nationalities").get_by_role("checkbox").check()
    chips(page, "Names used as: Nationalities and Places as places")
    unfolded(page, "least").locator("select").select_option("0.9")
    says(page, "less sure hidden")
    page.locator(f"{CHIP} .cross").last.click()
    chips(page, "Names used as: Nationalities and Places as places")
    page.locator(f"{CHIP} .cross").last.click()
    chips(page)
    on_key(page, "open-filters")


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_every_part_of_the_sentence_leads_to_its_control(
    page: Page, reports: str, size: str
) -> None:
    if size == "phone":
        page.set_viewport_size(PHONE)
    narrow = (
        "publishers=Harbour+Post&countries=IS&kinds=city&since=2012&undated=no&words=rain&sure=0.5"
    )
    open_page(page, f"{reports}?{narrow}")
    leads = page.locator(f"{SUMMARY} [data-goto]")
    leads.nth(4).wait_for(timeout=WAIT)
    keys = leads.evaluate_all("leads => leads.map(lead => lead.dataset.goto)")
    assert {"search", "all:publishers", "date:since", "all:countries", "words"} <= set(keys)
    for number, key in enumerate(keys):
        leads.nth(number).click()
        on_key(page, key)
        assert page.evaluate("() => document.activeElement.getBoundingClientRect().height > 0")
        if unfolded_on_phone(page):
            page.keyboard.press("Escape")
    picture(page, f"sentence-{size}")


def unfolded_on_phone(page: Page) -> bool:
    """Whether the filters cover the page."""
    small = page.viewport_size == PHONE
    return small and page.locator(".st-key-filters").is_visible()


def test_bars_are_brushed_and_the_others_stay(page: Page, reports: str) -> None:
    open_page(page, reports)
    drag(page, 1, 3)
    says(page, "2012 – 2014", ".st-key-dates summary")
    expect(page.locator(f"{BARS} .brushed")).to_have_count(3)
    picture(page, "dates-brushing")
    page.mouse.up()
    leaves(page, dated("2012-01-01", "2014-12-31"))
    chips(page, "2012 to 2014")
    expect(page.locator(f"{BARS} button")).to_have_count(10)
    page.locator(f"{BARS} button:not(.in) i").nth(6).wait_for(timeout=WAIT)
    bar(page, 2018).click(modifiers=["Shift"])
    leaves(page, dated("2012-01-01", "2018-12-31"))
    bar(page, 2016).click()
    leaves(page, dated("2016-01-01", "2016-12-31"))
    picture(page, "dates-one-bar")
    bar(page, 2016).click()
    leaves(page, 200)


def test_bars_by_keyboard(page: Page, reports: str) -> None:
    open_page(page, reports)
    bar(page, 2011).focus()
    for key in ("ArrowRight", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    leaves(page, dated("2013-01-01", "2013-12-31"))
    on_key(page, "bar:2013-01-01")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    says(page, "2013 – 2015", ".st-key-dates summary")
    leaves(page, dated("2013-01-01", "2015-12-31"))
    on_key(page, "bar:2015-01-01")
    page.keyboard.press("End")
    on_key(page, "bar:2020-01-01")
    expect(page.locator(f"{BARS} [tabindex='0']")).to_have_count(1)


def test_two_fields_choose_dates_and_an_empty_one_has_no_end(page: Page, reports: str) -> None:
    open_page(page, reports)
    page.locator('[data-key="date:since"]').fill("2014-05-06")
    leaves(page, dated("2014-05-06", "2020-12-31"))
    page.locator('[data-key="date:until"]').fill("2015-01-31")
    leaves(page, dated("2014-05-06", "2015-01-31"))
    chips(page, "6 May 2014 to 31 January 2015")
    page.locator('[data-key="date:since"]').fill("")
    leaves(page, dated("2011-01-01", "2015-01-31"))
    chips(page, "to 31 January 2015")
    page.locator('[data-key="date:until"]').fill("")
    leaves(page, 200)


def test_a_date_that_is_typed_counts_once_it_is_left(page: Page, reports: str) -> None:
    open_page(page, reports)
    field = page.locator('[data-key="date:since"]')
    field.focus()
    field.press_sequentially("06152016")
    assert page.locator(CHIP).count() == 0
    page.keyboard.press("Enter")
    chips(page, "from 15 June 2016")


def test_undated_reports_are_a_group_of_their_own(page: Page, reports: str) -> None:
    open_page(page, reports)
    box = page.get_by_role("checkbox", name="Undated")
    undated = how_many(lambda one: not one.date)
    expect(box).to_have_attribute("aria-label", re.compile(f"in {undated} documents"))
    box.uncheck()
    leaves(page, how_many(lambda one: bool(one.date)))
    says(page, "undated hidden")
    chips(page, "Undated left out")
    unsure = page.locator(f"{BARS} button").evaluate_all("all => all.map(one => one.title)")
    assert any("of unsure date" in words and "dated only to the year" in words for words in unsure)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page on a telephone: touched, in the dark."""
    context = browser.new_context(
        viewport=PHONE, has_touch=True, is_mobile=True, color_scheme="dark"
    )
    yield context.new_page()
    context.close()


def test_a_phone_filters_by_touch(phone: Page, reports: str) -> None:
    open_page(phone, reports)
    fits_sideways(phone)
    phone.locator(".st-key-toolbar [data-fold=filters]").tap()
    group = phone.locator('[data-key="filter:publishers"]')
    group.locator("summary").tap()
    row(group, "Radio Lighthouse").get_by_role("button", name="Only").tap()
    left = how_many(lambda one: one.publisher == "Radio Lighthouse")
    leaves(phone, left)
    picture(phone, "filters-phone-dark")
    phone.locator(".st-key-filters .done").tap()
    phone.locator(".st-key-filters").wait_for(state="hidden", timeout=WAIT)
    phone.locator(".st-key-dates summary").tap()
    phone.locator(BARS).scroll_into_view_if_needed()
    x, y, across, bars = phone.evaluate(WHERE, BARS)
    touching = phone.context.new_cdp_session(phone)
    for kind, number in (("touchStart", 2), ("touchMove", 3), ("touchMove", 4), ("touchEnd", 4)):
        points = [{"x": x + across / bars * (number + 0.5), "y": y + 20}]
        touching.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [] if kind == "touchEnd" else points},
        )
    chips(phone, "2013 to 2015", "Publishers: Radio Lighthouse")
    picture(phone, "dates-phone-dark")


def test_words_in_quotes(page: Page, reports: str) -> None:
    open_page(page, reports)
    box = page.locator(WORDS)
    box.press_sequentially("orang", delay=20)
    says(page, "without these words hidden")
    chips(page, "“orang”")
    count = page.locator("#words-found")
    expect(count).to_have_text(SOME)
    for words, found in (
        ('"price of bread"', True),
        ('"bread of price"', False),
        ("libr* books ", True),
        ("libr ", False),
        ("حافلة", True),
    ):
        box.fill(words)
        chips(page, f"“{words.strip()}”")
        expect(count).to_have_text(SOME if found else "0 quotes")
    picture(page, "words-arabic")
    box.press("Escape")
    chips(page)
    expect(box).to_have_value("")
    page.locator(".help summary").click()
    says(page, "these words, one after the other", ".help")
    picture(page, "words-help")


@pytest.mark.parametrize(
    "words", ['"', '"*"', "((", "[a", "a\0b", "NEAR(", "x" * 10_000, "\\'; --", "</script>${1}"]
)
def test_words_of_any_kind_do_no_harm(page: Page, digests: str, words: str) -> None:
    open_page(page, digests)
    page.locator(WORDS).fill(words)
    page.locator(CHIP).wait_for(timeout=WAIT)
    expect(page.locator("#words-found")).not_to_be_empty()
    page.reload()
    page.locator(CHIP).wait_for(timeout=WAIT)
    page.locator(f"{CHIP} .cross").click()
    chips(page)


@pytest.mark.parametrize("spelt", ["معرة النعمان", "Maarrat", "Ma'arra", "maaret al-numan"])
def test_any_spelling_finds_the_town(page: Page, digests: str, spelt: str) -> None:
    open_page(page, digests)
    page.locator(SEARCH).fill(spelt)
    expect(page.locator(PLACE_IN_LIST)).to_have_count(1)
    says(page, "1 of ", ".st-key-places")
    expect(page.locator(PLACE_IN_LIST)).to_contain_text("Maaret al-Numan")


def test_from_the_search_into_the_list_by_arrows(page: Page, reports: str) -> None:
    open_page(page, reports)
    box = page.locator(SEARCH)
    box.fill("n")
    says(page, "found", ".st-key-places")
    rows = page.locator(PLACE_IN_LIST)
    box.press("ArrowDown")
    on_key(page, rows.first.get_attribute("data-key") or "")
    page.keyboard.press("ArrowDown")
    second = rows.nth(1).get_attribute("data-key") or ""
    on_key(page, second)
    page.keyboard.press("Enter")
    page.locator(QUOTE).first.wait_for(timeout=WAIT)
    on_key(page, second)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    on_key(page, "search")
    page.keyboard.press("Escape")
    page.wait_for_function("() => !new URLSearchParams(location.search).has('find')", timeout=WAIT)
    expect(box).to_have_value("")


def test_an_empty_list_says_what_to_do(page: Page, reports: str) -> None:
    open_page(page, f"{reports}?kinds=country")
    page.locator(SEARCH).fill("reykj")
    says(page, "Hidden by the filters: Reykjav", ".st-key-places")
    picture(page, "search-hidden")
    page.get_by_role("button", name="Reset the filters").click()
    says(page, "1 of", ".st-key-places")
    page.locator(SEARCH).fill("qqq")
    says(page, "No place in these documents has this name", ".st-key-places")
    page.get_by_role("button", name="Clear the search").click()
    page.locator(PLACE_IN_LIST).nth(5).wait_for(timeout=WAIT)
    expect(page.locator(SEARCH)).to_have_value("")


def test_reload_back_and_a_second_browser_restore_it_all(
    page: Page, browser: Browser, reports: str
) -> None:
    open_page(page, reports)
    only(unfolded(page, "publishers"), "Harbour Post")
    chips(page, "Publishers: Harbour Post")
    page.locator(".st-key-filters").press("Escape")
    drag(page, 2, 5)
    page.mouse.up()
    chips(page, "2013 to 2016", "Publishers: Harbour Post")
    page.locator(WORDS).fill("rain")
    all_three = ("“rain”", "2013 to 2016", "Publishers: Harbour Post")
    chips(page, *all_three)
    page.locator(SEARCH).fill("hel")
    says(page, "found", ".st-key-places")
    page.wait_for_function("() => location.search.includes('find=hel')", timeout=WAIT)
    for words in ("without these words hidden", "other dates hidden", "other publishers hidden"):
        says(page, words)
    counted = page.locator(SUMMARY).inner_text()

    def as_before(other: Page) -> None:
        chips(other, *all_three)
        says(other, counted)
        expect(other.locator(WORDS)).to_have_value("rain")
        expect(other.locator(SEARCH)).to_have_value("hel")
        expect(other.locator('[data-key="date:since"]')).to_have_value("2013-01-01")

    page.reload()
    as_before(page)
    second = browser.new_context()
    other = second.new_page()
    open_page(other, page.url)
    as_before(other)
    second.close()
    while page.locator(CHIP).count() > 1:
        before = page.url
        page.go_back()
        page.wait_for_function("before => location.href !== before", arg=before, timeout=WAIT)
        says(page, "documents")
        if "since=" not in page.url:
            break
    chips(page, "Publishers: Harbour Post")
    page.go_forward()
    says(page, "of other dates hidden")


def test_what_is_not_placed_stays_one_step_away(page: Page, digests: str) -> None:
    open_page(page, f"{digests}?words=the")
    page.locator(f"{SUMMARY} [data-key=unplaced]").click()
    entry = sheet(page, "unplaced").locator("details").first
    expect(entry.locator(".reason")).not_to_be_empty()
    entry.locator("summary").click()
    entry.locator(".quote").first.wait_for(timeout=WAIT)


FILTERS = (
    "undated=no",
    "since=2012",
    "until=2019",
    "sure=0.2",
    "words=the",
    "publishers=Harbour+Post&publishers=Radio+Lighthouse",
    "kinds=city&kinds=country",
    "countries=IS&countries=FI&countries=NO",
)
HEIGHT = "() => document.querySelector('.st-key-toolbar').getBoundingClientRect().height"
FURTHER = ".st-key-toolbar [data-further]"
CUT = """
() => {
    const {left, right} = document.querySelector("[data-line]").getBoundingClientRect();
    return [...document.querySelectorAll("[data-line] > *")].filter(chip => {
        const box = chip.getBoundingClientRect();
        return box.left < left - 1 || box.right > right + 1;
    }).length;
}
"""
ALL_COUNTED = f"""
() => {{
    const told = document.querySelector("{FURTHER}");
    return told.hidden ? ({CUT})() === 0 : told.textContent === `+${{({CUT})()}}`;
}}
"""
SCROLLED_TO = """
most => {
    const at = document.querySelector("[data-line]").scrollLeft;
    return 0 < at && at <= most;
}
"""
IN_LINE = """
chip => {
    const line = document.querySelector("[data-line]").getBoundingClientRect();
    const box = chip.getBoundingClientRect();
    return box.left >= line.left - 1 && box.right <= line.right + 1;
}
"""


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_however_many_filters_are_on_their_row_is_as_high(
    page: Page, reports: str, size: str
) -> None:
    page.set_viewport_size(PHONE if size == "phone" else WIDE_SCREEN)
    heights = []
    for count in (0, 1, 4, len(FILTERS)):
        open_page(page, f"{reports}?{'&'.join(FILTERS[:count])}")
        on = count - (count > 2)  # two dates are one filter
        expect(page.locator(CHIP)).to_have_count(on)
        opener = page.locator("[data-key=open-filters]")
        expect(opener).to_have_text(f"Filters ({on})" if on else "Filters")
        heights.append(page.evaluate(HEIGHT))
    assert len(set(heights)) == 1
    fits_sideways(page)
    page.wait_for_function(ALL_COUNTED, timeout=WAIT)
    expect(page.locator(FURTHER)).to_be_visible()
    picture(page, f"filters-in-one-line-{size}")


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_what_the_row_has_no_room_for_is_one_step_away(page: Page, reports: str, size: str) -> None:
    page.set_viewport_size(PHONE if size == "phone" else WIDE_SCREEN)
    page.emulate_media(reduced_motion="reduce")  # a click has brought them when it returns
    open_page(page, f"{reports}?{'&'.join(FILTERS)}")
    page.locator(FURTHER).wait_for(timeout=WAIT)
    first, last = page.locator(CHIP).first, page.locator(CHIP).last
    assert first.evaluate(IN_LINE)
    assert not last.evaluate(IN_LINE)
    for _ in FILTERS:
        page.locator(FURTHER).click()
        if last.evaluate(IN_LINE):
            break
    page.wait_for_function(IN_LINE, arg=last.element_handle(), timeout=WAIT)
    page.wait_for_function(ALL_COUNTED, timeout=WAIT)
    page.locator(FURTHER).click()
    page.wait_for_function(IN_LINE, arg=first.element_handle(), timeout=WAIT)
    last.locator(".cross").focus()
    page.wait_for_function(IN_LINE, arg=last.element_handle(), timeout=WAIT)
    stood = page.locator("[data-line]").evaluate("line => line.scrollLeft")
    first.locator(".cross").evaluate("cross => cross.click()")
    expect(page.locator(CHIP)).to_have_count(len(FILTERS) - 2)
    page.wait_for_function(SCROLLED_TO, arg=stood, timeout=WAIT)
    page.locator(".st-key-toolbar [data-key=reset]").click()
    chips(page)
    expect(page.locator(FURTHER)).to_have_count(0)
