"""What axe-core finds wrong on a page, in every frame: rules A and AA up to WCAG 2.2."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

# Each frame is looked at by itself: a frame knows nothing of what another one loaded.
RUN = """
async (tags) => {
    const found = await axe.run(document, {
        runOnly: {type: "tag", values: tags}, iframes: false, resultTypes: ["violations"],
    });
    return found.violations.flatMap(({id, nodes}) => nodes.map(
        ({target, html}) => `${id}: ${target.join(" ")}: ${html.slice(0, 200)}`));
}
"""


def violations(page: Page) -> list[str]:
    """Rule, path and element of all that axe finds in the page and in the frames it holds."""
    found: list[str] = []
    for frame in page.frames:
        if not frame.url.startswith("http"):
            continue
        if not frame.evaluate("() => 'axe' in window"):
            frame.evaluate(_script())
        found += frame.evaluate(RUN, TAGS)
    return found


@lru_cache(maxsize=1)
def _script() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
