"""A reader's library on the page: files are added, read, removed, brought back and put right."""

from __future__ import annotations

import fcntl
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from sources.library import Library
from tests.browser import PLACE_IN_LIST, WAIT, focused, map_frame, open_page, sheet
from tests.conftest import Serve
from tests.one_text import formats
from tests.serving import ROOT, Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

MIXED = (".pdf", ".docx", ".html", ".epub", ".odt", ".eml", ".md", ".zip")
SUMMARY, PLACES, NOTICE = ".st-key-summary", ".st-key-places", ".kept-notice"
OWN = "own.txt"

# Every step of the progress that the page shows from now on.
WATCH_PROGRESS = """
() => {
    window.seen = [];
    new MutationObserver(() => {
        const step = document.querySelector(".progress .step")?.textContent;
        if (step && !window.seen.includes(step)) window.seen.push(step);
    }).observe(document.body, {childList: true, subtree: true, characterData: true});
}
"""


@pytest.fixture
def server(serve: Serve) -> Server:
    """A dashboard on the embedded example whose reader has an empty library."""
    return serve()


def write(folder: Path, name: str, content: str | bytes) -> Path:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder / name


def ten_files(folder: Path) -> list[Path]:
    """Files of every format, one that names Reykjavik, and a broken one."""
    made = formats()
    return [
        *(write(folder, f"report{ending}", made[ending]) for ending in MIXED),
        write(folder, OWN, "Snow fell in Reykjavik."),
        write(folder, "broken.pdf", made[".pdf"][:200]),
    ]


def add(page: Page, files: Sequence[Path]) -> None:
    """Add files to the library, as a reader does."""
    page.get_by_role("button", name="Open documents").click()
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name="Add to your library").click()


def told(page: Page, words: str) -> None:
    expect(page.locator(f"{NOTICE} summary")).to_contain_text(words)


def counts(page: Page, documents: int) -> None:
    words = f"{documents} document{'' if documents == 1 else 's'}"
    expect(page.locator(SUMMARY)).to_contain_text(f"in {words}")


def marked(page: Page, marks: int) -> None:
    map_frame(page).wait_for_selector(f"[data-shown='{marks}']", timeout=WAIT)


def list_documents(page: Page) -> None:
    page.locator(f"{SUMMARY} [data-key=open-documents]").click()
    sheet(page, "documents").locator("[data-heading]").wait_for(timeout=WAIT)


def show_record(page: Page, document: str) -> None:
    list_documents(page)
    page.locator(f'.st-key-documents [data-key="about:{document}"]').click()
    page.locator(".st-key-documents .record").first.wait_for(timeout=WAIT)


def correct(page: Page, field: str, value: str) -> None:
    page.locator(f'.st-key-documents button[data-key="edit:{field}"]').click()
    page.locator(f'.st-key-documents input[data-key="edit:{field}"]').fill(value)
    page.locator(".st-key-documents [data-sends]").click()


def said_of(document: str, server: Server) -> str:
    """What the command line says of the only document whose name is this."""
    (entry,) = (one for one in Library(server.library).list()[0] if one.name == document)
    told = subprocess.run(
        [sys.executable, "-m", "sources", "show", entry.id],
        cwd=ROOT,
        env={"QUOTED_PLACES_LIBRARY": str(server.library)},
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout


@contextmanager
def nobody_writes(folder: Path) -> Iterator[None]:
    """Keep everybody from writing in a library, as if it were very slow."""
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / ".writing").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def test_ten_mixed_files_are_added_and_one_is_removed_and_brought_back(
    page: Page, server: Server, tmp_path: Path
) -> None:
    open_page(page, server.url)
    page.evaluate(WATCH_PROGRESS)
    with nobody_writes(server.library):
        add(page, ten_files(tmp_path))
        page.locator(".progress").wait_for(timeout=WAIT)
    counts(page, 9)
    marked(page, 6)
    steps = page.evaluate("() => window.seen")
    assert any(re.fullmatch(r"Adding \d+ of 10: .+", step) for step in steps), steps
    told(page, "9 added, 1 not added")
    page.locator(f"{NOTICE} summary").click()
    first = page.locator(f"{NOTICE} li").first
    expect(first).to_contain_text("broken.pdf not added")
    expect(first.locator("p")).to_have_text(re.compile(".{10,}"))
    list_documents(page)
    page.get_by_role("button", name="Remove own from your library").click()
    counts(page, 8)
    marked(page, 5)
    expect(page.locator(PLACES)).not_to_contain_text("Reykjavík")
    assert not [path for path in server.library.rglob("*") if path.name == OWN]
    page.get_by_role("button", name="Undo: “own”").click()
    counts(page, 9)
    marked(page, 6)
    expect(page.locator(PLACES)).to_contain_text("Reykjavík")


def test_a_record_is_put_right_and_stays_so(page: Page, server: Server, tmp_path: Path) -> None:
    open_page(page, server.url)
    add(page, [write(tmp_path, OWN, "Snow fell in Reykjavik.")])
    counts(page, 1)
    show_record(page, OWN)
    correct(page, "date", "4 March")
    fault = page.locator(".st-key-documents .fault")
    expect(fault).to_contain_text("is not a date")
    box = page.locator(".st-key-documents input[type=text]")
    expect(box).to_have_value("4 March")
    box.fill("2020-03-04")
    box.press("Enter")
    record = page.locator(".st-key-documents .record").first
    expect(record).to_contain_text("corrected by hand")
    correct(page, "title", "A white morning")
    heading = page.locator(".st-key-documents [data-heading]")
    expect(heading).to_have_text("A white morning")
    page.locator(PLACE_IN_LIST).first.click()
    quotes = page.locator(".st-key-quotes")
    for _ in range(2):
        expect(quotes).to_contain_text("A white morning")
        expect(quotes).to_contain_text("4 March 2020")
        page.reload()
    said = said_of(OWN, server)
    assert "A white morning  (corrected by hand, high)" in said
    assert "2020-03-04  (corrected by hand, high)" in said
    show_record(page, OWN)
    page.locator('.st-key-documents button[data-key="edit:title"]').click()
    page.get_by_role("button", name="As the file says").click()
    expect(heading).to_have_text("own")


def test_the_same_bytes_are_there_once(page: Page, server: Server, tmp_path: Path) -> None:
    first = write(tmp_path, OWN, "Snow fell in Reykjavik.")
    again = write(tmp_path, "again.txt", first.read_bytes())
    open_page(page, server.url)
    add(page, [first])
    told(page, "1 added")
    page.locator("[data-key=dismiss]").click()
    expect(page.locator(NOTICE)).to_have_count(0)
    add(page, [again])
    told(page, "1 already there")
    counts(page, 1)
    page.reload()
    told(page, "1 already there")


def test_a_choice_and_a_filter_stay_when_the_library_changes(
    page: Page, server: Server, tmp_path: Path
) -> None:
    texts = {
        "a.txt": "Snow fell in Oslo.",
        "b.txt": "Snow fell in Oslo. Rain fell in Lisbon.",
        "c.txt": "Rain fell in Lisbon.",
    }
    Library(server.library).add([write(tmp_path, *one) for one in texts.items()])
    open_page(page, f"{server.url}?open=library&without=c.txt")
    page.locator(PLACE_IN_LIST).filter(has_text="Oslo").click()
    expect(page.locator(".st-key-quotes .quote")).to_have_count(2)
    list_documents(page)
    page.locator('.st-key-documents [data-key="remove:a.txt"]').click()
    expect(page.locator(SUMMARY)).to_contain_text("1 of 2 documents")
    expect(page.locator(f"{PLACES} [aria-current]")).to_contain_text("Oslo")
    page.locator(".st-key-documents [data-key=back]").click()
    expect(page.locator(".st-key-quotes .quote")).to_have_count(1)
    list_documents(page)
    page.locator('.st-key-documents [data-key="remove:b.txt"]').click()
    counts(page, 1)
    expect(page.locator(f"{PLACES} [aria-current]")).to_have_count(0)
    expect(page.locator(".notice")).to_have_count(0)


def test_what_others_change_is_seen_at_the_next_full_run(
    page: Page, server: Server, tmp_path: Path
) -> None:
    library = Library(server.library)
    library.add([write(tmp_path, "a.txt", "Snow fell in Oslo.")])
    open_page(page, f"{server.url}?open=library")
    counts(page, 1)
    (added,) = library.add([write(tmp_path, "b.txt", "Rain fell in Lisbon.")])
    page.locator(PLACE_IN_LIST).first.click()
    page.locator(".st-key-quotes .quote").first.wait_for(timeout=WAIT)
    page.locator(".st-key-title-panel [data-key=title-documents]").click()
    counts(page, 2)
    library.remove(added.id)
    page.locator('.st-key-documents [data-key="remove:b.txt"]').click()
    expect(page.locator(".notice")).to_contain_text("No id in the library")
    counts(page, 1)


def test_an_empty_library_says_what_to_do(page: Page, serve: Serve, tmp_path: Path) -> None:
    server = serve("--library")
    open_page(page, server.url)
    expect(page.locator(PLACES)).to_contain_text("Your library is empty")
    add(page, [write(tmp_path, OWN, "Snow fell in Reykjavik.")])
    counts(page, 1)
    marked(page, 1)


def test_the_library_is_opened_and_closed(page: Page, server: Server, tmp_path: Path) -> None:
    Library(server.library).add([write(tmp_path, OWN, "Snow fell in Reykjavik.")])
    open_page(page, server.url)
    counts(page, 5)
    page.get_by_role("button", name="Open documents").click()
    page.get_by_role("button", name="Open your library (1 document)").click()
    counts(page, 1)
    page.get_by_role("button", name="Open documents").click()
    page.get_by_role("button", name="Close the library").click()
    counts(page, 5)
    page.go_back()
    counts(page, 1)


def test_a_reload_in_the_middle_finds_it_going_on(
    page: Page, server: Server, tmp_path: Path
) -> None:
    open_page(page, server.url)
    with nobody_writes(server.library):
        add(page, [write(tmp_path, OWN, "Snow fell in Reykjavik.")])
        going = page.locator(".progress")
        expect(going).to_contain_text("Adding to your library")
        page.reload()
        expect(going).to_contain_text("Adding to your library")
        expect(page.locator(PLACE_IN_LIST)).to_have_count(0)
    counts(page, 1)
    told(page, "1 added")


def reach(page: Page, path: str, key: str = "Tab") -> None:
    """Go to a control with a key."""
    for _ in range(150):
        if page.evaluate("path => document.activeElement.matches(path)", path):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{path} is not reached by {key}")


def test_all_of_it_by_keyboard(page: Page, server: Server, tmp_path: Path) -> None:
    texts = {"a.txt": "Snow fell in Oslo.", "b.txt": "Rain fell in Lisbon."}
    Library(server.library).add([write(tmp_path, *one) for one in texts.items()])
    open_page(page, f"{server.url}?open=library")
    page.keyboard.press("d")
    focused(page, ".st-key-documents [data-heading]")
    reach(page, '[data-key="about:a.txt"]')
    page.keyboard.press("Enter")
    reach(page, 'button[data-key="edit:author"]')
    page.keyboard.press("Enter")
    focused(page, 'input[data-key="edit:author"]')
    page.keyboard.press("Escape")
    focused(page, 'button[data-key="edit:author"]')
    page.keyboard.press("Enter")
    focused(page, 'input[data-key="edit:author"]')
    page.keyboard.type("A. Writer")
    page.keyboard.press("Enter")
    record = page.locator(".st-key-documents .record").first
    expect(record).to_contain_text("corrected by hand")
    page.keyboard.press("d")
    focused(page, ".st-key-documents [data-heading]")
    reach(page, '[data-key="remove:a.txt"]')
    page.keyboard.press("Enter")
    counts(page, 1)
    page.locator(f"{NOTICE} [data-action=undo]").wait_for(timeout=WAIT)
    reach(page, f"{NOTICE} [data-action=undo]", "Shift+Tab")
    page.keyboard.press("Enter")
    counts(page, 2)
