"""The map in Chromium, on a page with nothing else: marks, choices, views, failures."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from dashboard import assets
from tests.browser import (
    MAP,
    WAIT,
    WIDE_SCREEN,
    click_mark,
    map_frame,
    open_page,
    pan_and_zoom,
    settle,
    view,
)
from tests.serving import ROOT, free_port, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SPOT = (
    "([lat, lon]) => { const p = window.map.latLngToContainerPoint([lat, lon]); return [p.x, p.y] }"
)
FOCUSED = "() => document.activeElement.dataset.place"

HEIGHT = "(frame, height) => frame.style.setProperty('height', height, 'important')"
IS_HIGH = "height => window.map.getSize().y === height"

STANDS_AT = "wanted => window.QuotedPlaces.view().every((n, i) => Math.abs(n - wanted[i]) < 0.2)"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page with the map alone."""
    assets.prepare()
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(assets.STATIC, folder / "static")
    shutil.copy(Path(__file__).with_name("map_page.py"), folder / "app.py")
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    flags = {
        "server.address": "127.0.0.1",
        "server.enableStaticServing": "true",
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
    }
    for name, value in flags.items():
        command += [f"--{name}", value]
    environment = {"HOME": str(folder), "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    with serving(command, port, environment, folder) as server:
        yield server.url


def told(page: Page, words: str) -> None:
    page.locator(".st-key-told").get_by_text(words, exact=True).wait_for(timeout=WAIT)


def click_at(page: Page, lat: float, lon: float) -> None:
    frame = map_frame(page)
    x, y = frame.evaluate(SPOT, [lat, lon])
    corner = frame.frame_element().bounding_box()
    assert corner is not None
    page.mouse.click(corner["x"] + x, corner["y"] + y)


def run_again(page: Page, number: int) -> None:
    """Run the whole page anew, for the `number`th time, and wait until it has."""
    page.get_by_text("Run everything again").click()
    page.get_by_text(f"run {number}", exact=True).wait_for(timeout=WAIT)


def test_every_form_is_chosen_by_a_click_and_again_by_a_second(page: Page, site: str) -> None:
    open_page(page, site)
    for number, place in enumerate(["point", "area", "road", "country", "country"], start=1):
        click_mark(page, place)
        told(page, f"{place} {number}")
    frame = map_frame(page)
    expect(frame.locator('[data-place="country"]')).to_have_attribute("aria-pressed", "true")
    frame.locator(".leaflet-chosen-area-pane path").first.wait_for(state="attached", timeout=WAIT)


def test_a_pixel_beside_a_road_is_still_the_road(page: Page, site: str) -> None:
    open_page(page, site)
    frame = map_frame(page)
    x, _ = frame.evaluate(SPOT, [34.1, 36.3])
    beside = frame.evaluate(f"() => window.map.containerPointToLatLng([{x} + 8, 0]).lng")
    click_at(page, 34.1, beside)
    told(page, "road 1")


def test_the_view_outlives_choices_and_filters(page: Page, site: str) -> None:
    open_page(page, site)
    first = view(page)
    pan_and_zoom(page, 60, 40, 120)
    moved = view(page)
    assert moved != first
    click_mark(page, "point")
    told(page, "point 1")
    page.get_by_text("Filter").click()
    map_frame(page).wait_for_selector('[data-shown="3"]', state="attached", timeout=WAIT)
    assert view(page) == moved


def test_what_a_label_says_follows_the_filter(page: Page, site: str) -> None:
    open_page(page, site)
    country = map_frame(page).locator('[data-place="country"]')
    expect(country).to_have_attribute("aria-label", re.compile("named 7 times"))
    page.get_by_text("Filter").click()
    map_frame(page).get_by_label("country, thing, named 4 times").wait_for(timeout=WAIT)


def test_the_view_outlives_a_new_frame_but_not_a_new_page(page: Page, site: str) -> None:
    open_page(page, site)
    settle(page)
    first = view(page)
    pan_and_zoom(page, 60, 40, 120)
    moved = view(page)
    with page.expect_event("framenavigated"):
        map_frame(page).evaluate("() => window.location.reload()")
    map_frame(page).wait_for_function(STANDS_AT, arg=moved, timeout=WAIT)
    page.reload()
    map_frame(page).wait_for_function(STANDS_AT, arg=first, timeout=WAIT)


def test_a_map_without_height_shows_the_same_once_it_has_one(page: Page, site: str) -> None:
    open_page(page, site)
    first = settle(page)
    frame = map_frame(page)
    for height in (0, 560):
        page.locator(MAP).evaluate(HEIGHT, f"{height}px")
        frame.wait_for_function(IS_HIGH, arg=height, timeout=WAIT)
    settle(page)
    map_frame(page).wait_for_function(STANDS_AT, arg=first, timeout=WAIT)


def test_features_are_fetched_once_and_stay_within_reach(page: Page, site: str) -> None:
    fetched: list[str] = []

    def note(address: str) -> None:
        if re.search(r"/media/\w+\.json$", address):
            fetched.append(address)

    page.on("request", lambda request: note(request.url))
    open_page(page, site)
    for number in (1, 2, 3):
        click_mark(page, "point")
        told(page, f"point {number}")
        run_again(page, number + 1)
    assert len(fetched) == 1
    page.get_by_text("Filter").click()
    map_frame(page).wait_for_selector('[data-shown="3"]', state="attached", timeout=WAIT)
    assert len(set(fetched)) == 2
    run_again(page, 5)
    click_mark(page, "area")
    told(page, "area 4")
    assert page.request.get(fetched[-1]).ok


def test_a_choice_elsewhere_moves_the_map_only_when_it_must(page: Page, site: str) -> None:
    open_page(page, site)
    first = view(page)
    page.get_by_text("Choose point").click()
    told(page, "point 0")
    settle(page)
    assert view(page) == first
    page.get_by_text("Choose far").click()
    told(page, "far 0")
    map_frame(page).wait_for_function("() => window.QuotedPlaces.view()[0] > 55", timeout=WAIT)
    settle(page)
    map_frame(page).get_by_label("Show everything").click()
    map_frame(page).wait_for_function("() => window.QuotedPlaces.view()[0] < 36", timeout=WAIT)


def test_two_thousand_places_can_be_clicked(page: Page, site: str) -> None:
    open_page(page, f"{site}/?many")
    map_frame(page).wait_for_selector('[data-shown="2006"]', timeout=WAIT)
    click_at(page, 34.0, 37.5)
    told(page, "point 1")
    click_at(page, 34.1, 36.3)
    told(page, "road 2")
    click_mark(page, "country")
    told(page, "country 3")


# All marks on the canvas in the order in which they are drawn: id, form, mentions, radius.
ON_CANVAS = """() => {
    let canvas = null;
    window.map.eachLayer((layer) => { if (layer._drawFirst) canvas = layer; });
    const found = [];
    for (let at = canvas._drawFirst; at; at = at.next) {
        const { place, options } = at.layer;
        found.push([place.feature.id, place.feature.form, place.feature.mentions, options.radius]);
    }
    return found;
}"""


def test_marks_that_a_filter_leaves_are_drawn_as_if_anew(page: Page, site: str) -> None:
    open_page(page, f"{site}/?many")
    frame = map_frame(page)
    frame.wait_for_selector('[data-shown="2006"]', timeout=WAIT)
    all_marks = frame.evaluate(ON_CANVAS)
    page.get_by_text("Every third less").click()
    frame.wait_for_selector('[data-shown="1957"]', timeout=WAIT)
    left = frame.evaluate(ON_CANVAS)
    assert len({each[0] for each in left}) == 1956  # but the label
    forms = [form for _, form, _, _ in left]
    assert forms == sorted(forms, key=["area", "line", "point"].index)
    points = [(mentions, radius) for _, form, mentions, radius in left if form == "point"]
    assert points == sorted(points, reverse=True)
    assert points[0] == (57, 20)
    page.get_by_text("Every third less").click()
    frame.wait_for_selector('[data-shown="2006"]', timeout=WAIT)
    assert frame.evaluate(ON_CANVAS) == all_marks


def test_a_hostile_name_is_text(page: Page, site: str) -> None:
    open_page(page, site)
    frame = map_frame(page)
    label = frame.get_by_text("<img src=x onerror=alert(1)>`${1}`\\1", exact=True)
    label.first.wait_for(timeout=WAIT)
    assert frame.locator("img").count() == 0
    click_mark(page, "hostile")
    told(page, "hostile 1")


def test_marks_are_reached_by_keyboard(page: Page, site: str) -> None:
    open_page(page, site)
    frame = map_frame(page)
    frame.locator("#map_div").focus()
    page.keyboard.press("Tab")
    seen = {frame.evaluate(FOCUSED)}
    for key in ("ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft", "ArrowUp", "ArrowRight"):
        page.keyboard.press(key)
        seen.add(frame.evaluate(FOCUSED))
    assert len(seen) >= 3
    reached = frame.evaluate(FOCUSED)
    page.keyboard.press("Enter")
    told(page, f"{reached} 1")
    page.keyboard.press("Space")
    told(page, f"{reached} 2")
    assert frame.evaluate(FOCUSED) == reached


def test_a_mark_says_what_it_is(page: Page, site: str) -> None:
    open_page(page, site)
    mark = map_frame(page).locator('[data-place="point"]')
    expect(mark).to_have_attribute("role", "button")
    expect(mark).to_have_attribute("aria-label", "point, thing, named 9 times in 1 document")


def test_a_window_of_another_size_shows_the_same_frame(page: Page, site: str) -> None:
    open_page(page, site)
    page.set_viewport_size({"width": 390, "height": 844})
    settle(page)
    frame = map_frame(page)
    for lat, lon in ((33.0, 35.5), (36.8, 38.5)):
        assert frame.evaluate(f"() => window.map.getBounds().contains([{lat}, {lon}])")


def test_the_dark_theme_is_the_scenes(page: Page, site: str) -> None:
    open_page(page, f"{site}/?dark")
    expect(map_frame(page).locator("#map_div")).to_have_attribute("data-theme", "dark")


def test_marks_are_drawn_where_a_part_of_the_base_map_is_missing(
    browser: Browser, site: str
) -> None:
    page = browser.new_page(viewport=WIDE_SCREEN)
    page.route("**/basemap/borders.json", lambda route: route.abort())
    open_page(page, site)
    notice = map_frame(page).get_by_role("status").get_by_text("Part of the base map is missing")
    notice.wait_for(timeout=WAIT)
    click_mark(page, "point")
    told(page, "point 1")
    page.close()


def test_where_online_tiles_do_not_answer_the_local_map_is_back(
    browser: Browser, site: str
) -> None:
    page = browser.new_page(viewport=WIDE_SCREEN)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("https://**", lambda route: route.abort())
    open_page(page, f"{site}/?tiles")
    notice = map_frame(page).get_by_role("status").get_by_text("The local map is shown instead")
    notice.wait_for(timeout=WAIT)
    hosts = {urlsplit(address).hostname for address in asked if address.startswith("http")}
    assert hosts == {"127.0.0.1", "tile.openstreetmap.org"}
    click_mark(page, "area")
    told(page, "area 1")
    page.close()
