"""Files of every kind are dropped on the page: what can be read is on the map, the rest is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser import WAIT, map_frame, open_page, sheet
from tests.one_text import formats

if TYPE_CHECKING:
    from playwright.sync_api import Page

MIXED = (".pdf", ".docx", ".html", ".epub", ".odt", ".eml", ".md", ".zip")


def test_ten_mixed_files_are_dropped_and_one_is_removed(
    page: Page, digests: str, tmp_path: Path
) -> None:
    made = formats()
    files = [tmp_path / f"report{ending}" for ending in MIXED]
    for path, ending in zip(files, MIXED, strict=True):
        path.write_bytes(made[ending])
    own, broken = tmp_path / "own.txt", tmp_path / "broken.pdf"
    own.write_text("Snow fell in Reykjavik.", encoding="utf-8")
    broken.write_bytes(made[".pdf"][:200])
    open_page(page, digests)
    page.get_by_role("button", name="Open documents").click()
    page.locator("input[type=file]").set_input_files([*files, own, broken])
    page.get_by_role("button", name="Open for now only").click()
    page.locator(".progress").wait_for(timeout=WAIT)
    summary = page.locator(".st-key-summary")
    expect(summary).to_contain_text("9 documents")
    expect(summary).to_contain_text("1 file could not be read")
    places = page.locator(".st-key-places")
    expect(places).to_contain_text("Reykjavík")
    map_frame(page).wait_for_selector("[data-shown='6']", timeout=WAIT)
    summary.locator("[data-key=unreadable]").click()
    expect(sheet(page, "unplaced")).to_contain_text("broken.pdf")
    page.get_by_role("button", name="Open documents").click()
    page.get_by_role("button", name="Remove own.txt").click()
    page.get_by_role("button", name="Open for now only").click()
    expect(summary).to_contain_text("8 documents")
    expect(places).not_to_contain_text("Reykjavík")
    map_frame(page).wait_for_selector("[data-shown='5']", timeout=WAIT)
