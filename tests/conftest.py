"""What tests of the running page share: servers on real documents, a browser, a watched page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geodata.compile import compile_gazetteer
from geodata.gazetteer import Gazetteer, open_gazetteer
from tests import chromium, corpus_of_reports
from tests.browser import CHROMIUM_FLAGS, WAIT, WIDE_SCREEN, Watch
from tests.originals import originals_or_skip
from tests.serving import Server, free_port, fresh_environment, launcher, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Serve = Callable[..., Server]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser: `-m "not browser"` leaves it out while working on the rest."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The real gazetteer, compiled if it is not there yet."""
    compile_gazetteer()
    return open_gazetteer()


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """`serve(*arguments)`: a dashboard started by `python -m dashboard` with a fresh home.

    It listens on a free port of the loopback address and is ended after the last test.
    """
    with ExitStack() as running:

        def start(*arguments: str | Path) -> Server:
            port = free_port()
            environment = fresh_environment(tmp_path_factory.mktemp("home"))
            return running.enter_context(serving(launcher(port, *arguments), port, environment))

        yield start


@pytest.fixture(scope="session")
def digests(serve: Serve) -> str:
    """The address of a dashboard on the embedded example."""
    return serve().url


FRAMES = """\
country: Norway | Peru
{metonym country} said no.
Snow fell in {literal country}.
The Bank of {embedded country} closed.
"""


@pytest.fixture(scope="session", autouse=True)
def _few_made_up_sentences(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Models that are trained in tests learn from a few made-up sentences alone: it is faster."""
    few = tmp_path_factory.mktemp("frames") / "frames.txt"
    few.write_text(FRAMES, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("geodata.training.frames.FILE", few)
        yield


@pytest.fixture(scope="session")
def reports(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a dashboard on a folder of 200 reports with a catalogue."""
    return serve(corpus_of_reports.write(tmp_path_factory.mktemp("reports") / "reports")).url


@pytest.fixture(scope="session")
def originals(serve: Serve) -> str:
    """The address of a dashboard on the five originals; skips where they are not at hand."""
    return serve(originals_or_skip()).url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium.  A test that needs it fails where there is none, and never skips."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=WAIT)
    program = chromium.find()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page on a wide screen.

    The test fails afterwards where the page wrote an error to the console or asked another host.
    """
    context = browser.new_context(viewport=WIDE_SCREEN)
    watch = Watch()
    opened = context.new_page()
    watch.over(opened)
    yield opened
    context.close()
    assert watch.foreign == []
    assert watch.errors == []
