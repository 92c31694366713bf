"""axe-core finds nothing to mend in any state of the page, in the page itself and in the map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.axe import violations
from tests.browser import OPENING, PHONE, PLACE_IN_LIST, WAIT, map_frame, open_page, sheet
from tests.conftest import Serve
from tests.states import STATES

if TYPE_CHECKING:
    from playwright.sync_api import Page

MANY = 150
SENTENCES = "Snow fell in Aleppo. The road from Damascus to Homs was open. It rained in Idlib.\n\n"


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


@pytest.mark.parametrize(
    "state",
    [
        "first",
        "a place is chosen",
        "reader",
        "words in the reader",
        "documents",
        "record",
        "filters",
        "many filters",
        "table",
    ],
)
def test_no_violation_on_a_phone(page: Page, digests: str, state: str) -> None:
    page.set_viewport_size(PHONE)
    address, reach = STATES[state]
    open_page(page, f"{digests}{address}")
    reach(page)
    assert violations(page) == []


@pytest.mark.parametrize("size", ["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_in_the_library(
    page: Page, serve: Serve, tmp_path: Path, scheme: str, size: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    if size == "phone":
        page.set_viewport_size(PHONE)
    open_page(page, serve("--library").url)
    page.locator(".st-key-places .empty").wait_for(timeout=WAIT)
    found = {"empty": violations(page)}
    (tmp_path / "a.txt").write_text("Snow fell in Helsinki.", encoding="utf-8")
    (tmp_path / "b.csv").write_text("id,text\n1,Rain in Aleppo.\n2,Fog.\n", encoding="utf-8")
    (tmp_path / "c.pdf").write_text("broken", encoding="utf-8")
    page.get_by_role("button", name="Open documents").click()
    page.locator("input[type=file]").set_input_files(sorted(tmp_path.iterdir()))
    page.get_by_role("button", name="Add to your library").wait_for(timeout=WAIT)
    found["files chosen"] = violations(page)
    page.get_by_role("button", name="Add to your library").click()
    page.locator(".kept-notice summary").click(timeout=OPENING)
    page.locator(".st-key-summary [data-key=open-documents]").click()
    page.locator('.st-key-documents [data-key="remove:b.csv/1"]').click(timeout=WAIT)
    page.locator(".kept-notice .removed").wait_for(timeout=WAIT)
    found["removed"] = violations(page)
    page.locator('.st-key-documents [data-key="about:a.txt"]').click()
    page.locator('.st-key-documents button[data-key="edit:date"]').click()
    page.locator(".st-key-documents input[type=text]").fill("soon")
    page.keyboard.press("Enter")
    page.locator(".st-key-documents .fault").wait_for(timeout=WAIT)
    found["a wrong date"] = violations(page)
    assert {state: faults for state, faults in found.items() if faults} == {}


def test_no_violation_while_opening_and_for_files_that_could_not_be_read(
    page: Page, serve: Serve, tmp_path: Path
) -> None:
    for number in range(MANY):
        (tmp_path / f"{number}.txt").write_text(f"Report {number}.\n\n{SENTENCES * 40}")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    server = serve(tmp_path)
    page.goto(server.url, timeout=WAIT)
    page.locator(".progress").wait_for(timeout=WAIT)
    with server.held():
        found = violations(page)
        assert page.locator(".progress").is_visible()
    assert found == []
    page.locator(PLACE_IN_LIST).first.wait_for(timeout=OPENING)
    map_frame(page)
    page.locator(".st-key-summary [data-key=unreadable]").click()
    sheet(page, "unplaced").get_by_text("binary.txt").wait_for(timeout=WAIT)
    assert violations(page) == []
