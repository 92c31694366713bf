"""No sentence of an original stands in the repository: no run of eight words, titles aside."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from sources.articles import articles
from tests.originals import originals_or_skip

ROOT = Path(__file__).parents[1]
RUN = 8

Words = tuple[str, ...]


def runs(text: str) -> Iterator[Words]:
    """Yield every run of `RUN` words, whatever their case and punctuation."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return zip(*(words[first:] for first in range(RUN)), strict=False)


def borrowed(text: str, forbidden: frozenset[Words]) -> list[str]:
    return sorted({" ".join(run) for run in runs(text) if run in forbidden})


def forbidden_runs(originals: Iterable[str], titles: Iterable[str]) -> frozenset[Words]:
    exempt = {run for title in titles for run in runs(title)}
    return frozenset(run for original in originals for run in runs(original)) - exempt


def repository_texts() -> Iterator[tuple[str, str]]:
    """Yield the path and text of every file that git keeps or would keep, if it is UTF-8."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("git cannot list the files here")
    for name in listed.decode("utf-8").split("\0"):
        path = ROOT / name
        if name and path.is_file():
            try:
                yield name, path.read_bytes().decode("utf-8")
            except UnicodeDecodeError:
                continue


def test_no_file_of_the_repository_quotes_an_original() -> None:
    originals = [path.read_text("utf-8") for path in sorted(originals_or_skip().glob("*.txt"))]
    forbidden = forbidden_runs(originals, (article.record.title for article in articles()))
    assert len(forbidden) > 4_000
    found = {name: borrowed(text, forbidden) for name, text in repository_texts()}
    assert {name: stolen for name, stolen in found.items() if stolen} == {}


def test_the_checker_can_fail() -> None:
    original = "The road to the north was closed, and the people of Ra's waited.  The Road Home"
    forbidden = forbidden_runs([original], ["A title of only some eight words, no more"])
    assert borrowed("He wrote: “The ROAD to the\nnorth was closed – and why?”", forbidden) == [
        "the road to the north was closed and"
    ]
    assert borrowed("# the road to the\n# north was closed\n# and the gate", forbidden)
    assert not borrowed("The road to the north was shut, and the people waited.", forbidden)


def test_titles_are_no_borrowing() -> None:
    title = "Why the long road to the north was closed again"
    forbidden = forbidden_runs([f"{title}. It was closed because of the heavy snow."], [title])
    assert not borrowed(title, forbidden)
    assert borrowed("It was closed because of the heavy snow.", forbidden)
