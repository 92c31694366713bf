"""From a click on the map to the quotes, on the digests and wherever the originals are at hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from sources.collection import embedded_example, read_paths
from tests.browser import (
    PLACE_IN_LIST,
    WAIT,
    choose_in_list,
    click_mark,
    map_frame,
    open_page,
    pan_and_zoom,
    quotes,
    settle,
    unfold_filters,
)
from tests.originals import originals_folder

if TYPE_CHECKING:
    from playwright.sync_api import Page

POINT = "geonames:167611"  # Maaret al-Numan
AREA = "first-level:SY.12"  # Idlib, the governorate
ROAD = "overlay:m5"
COUNTRY = "geonames:163843"  # Syria
FAR = "geonames:658225"  # Helsinki


@pytest.fixture(params=["digests", "originals"])
def example(request: pytest.FixtureRequest) -> str:
    return cast("str", request.getfixturevalue(request.param))


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Every text that may be quoted, by document."""
    originals = originals_folder()
    named = [originals] if originals else []
    collections = [embedded_example(Path("no originals")), read_paths(named)]
    return {one.id: one.text for collection in collections for one in collection.documents}


@pytest.mark.parametrize("place", [POINT, AREA, ROAD, COUNTRY])
def test_a_click_on_any_form_brings_its_quotes(page: Page, example: str, place: str) -> None:
    open_page(page, example)
    click_mark(page, place)
    shown = quotes(page, place)
    assert shown.count() > 0
    assert shown.locator("mark").count() >= shown.count()


def test_a_second_click_on_the_same_place_works(page: Page, example: str) -> None:
    open_page(page, example)
    for place in (AREA, AREA, ROAD, AREA):
        click_mark(page, place)
        quotes(page, place)
    page.locator(".st-key-quotes [data-key=close]").click()
    page.wait_for_function("() => !location.search.includes('place=')", timeout=WAIT)
    click_mark(page, AREA)
    quotes(page, AREA)


def test_the_list_brings_the_quotes_and_moves_the_map(page: Page, example: str) -> None:
    open_page(page, example)
    before = cast("list[float]", settle(page))
    choose_in_list(page, FAR)
    quotes(page, FAR)
    map_frame(page).wait_for_function(
        "south => window.QuotedPlaces.view()[0] > south + 10", arg=before[0], timeout=WAIT
    )


def test_pan_and_zoom_survive_a_click_and_a_filter(page: Page, example: str) -> None:
    open_page(page, example)
    first = settle(page)
    pan_and_zoom(page, -40, 30, -120)
    moved = settle(page)
    assert moved != first
    click_mark(page, AREA)
    quotes(page, AREA)
    assert settle(page) == moved
    unfold_filters(page)
    page.locator(".st-key-filters input[data-choice=documents]").first.click()
    page.locator(".st-key-summary").get_by_text("4 of 5 documents").first.wait_for(timeout=WAIT)
    assert settle(page) == moved


def test_reload_and_back_show_the_choice_and_the_one_before(page: Page, example: str) -> None:
    open_page(page, example)
    click_mark(page, ROAD)
    quotes(page, ROAD)
    click_mark(page, AREA)
    words = quotes(page, AREA).first.inner_text()
    page.reload()
    expect(quotes(page, AREA).first).to_have_text(words)
    page.go_back()
    quotes(page, ROAD)
    assert parse_qs(urlsplit(page.url).query)["place"] == [ROAD]


def test_every_quote_on_the_page_is_a_slice_of_its_document(
    page: Page, example: str, texts: dict[str, str]
) -> None:
    open_page(page, example)
    for place in (POINT, AREA, ROAD, COUNTRY, FAR):
        page.locator(f'{PLACE_IN_LIST}[data-place="{place}"]').first.click(timeout=WAIT)
        found = quotes(page, place).evaluate_all(
            "quotes => quotes.map(q => [q.dataset.document, q.dataset.start, q.dataset.end,"
            " q.textContent])"
        )
        assert found
        for document, start, end, text in found:
            assert texts[document][int(start) : int(end)] == text
