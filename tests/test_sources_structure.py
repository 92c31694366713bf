"""Blocks and sentences are exact spans over the text, however odd that is."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sources.model import Block, BlockKind
from sources.sentences import MAX_SENTENCE, sentences
from sources.structure import blocks
from tests.originals import originals_or_skip

HOSTILE = {
    "one word": "a" * 2_000_000,
    "words": "Idlib " * 330_000,
    "clauses": "Idlib, " * 280_000,
    "stops": "." * 2_000_000,
    "spaced stops": ". " * 1_000_000,
    "quoted stops": '."' * 1_000_000,
    "exclamations": "! " * 1_000_000,
    "brackets": ".))" * 600_000,
    "white space": "Idlib." + " " * 2_000_000 + "Homs.",
    "prose": "The M5 runs from Damascus via Homs, Hama and Aleppo to the border. " * 30_000,
}


def split(text: str) -> list[str]:
    paragraph = Block(0, len(text), BlockKind.PARAGRAPH)
    return [text[start:end] for start, end in sentences(text, [paragraph])]


def check(text: str) -> None:
    """Fail unless the spans keep what `Document` promises of them."""
    found = blocks(text)
    spans = sentences(text, found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(before.end <= after.start for before, after in pairwise(spans))

    def without_boilerplate(start: int, end: int) -> str:
        left = [text[start:end]]
        for first, last, kind in found:
            if kind is BlockKind.BOILERPLATE and start <= first and last <= end:
                left = [part for one in left for part in one.split(text[first:last])]
        return "".join(left).strip()

    outer = iter(found)
    block = next(outer, None)
    position = 0
    for start, end in spans:
        assert 0 < end - start <= MAX_SENTENCE
        assert text[start:end] == text[start:end].strip()
        assert not without_boilerplate(position, start)
        while block is not None and block.end <= start:
            block = next(outer, None)
        assert block is not None
        assert block.start <= start
        assert end <= block.end
        position = end
    assert not without_boilerplate(position, len(text))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_two_megabytes_on_a_line_stay_within_bounds(text: str) -> None:
    # Each takes well under a second; time that grows with the square would take minutes.
    check(text)


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \t\r\n\N{NO-BREAK SPACE}\u2028\n"])
def test_white_space_yields_no_span(text: str) -> None:
    assert blocks(text) == ()
    assert sentences(text, blocks(text)) == ()


def test_a_long_sentence_is_cut_after_a_clause() -> None:
    clause = "they went from one town to the next along the road"
    parts = split(", ".join([clause] * 30) + ".")
    assert len(parts) > 1
    assert all(part.endswith((clause + ",", clause + ".")) for part in parts)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_blank_lines_and_lines_end_blocks(newline: str) -> None:
    text = newline.join(["A short title", "", "Idlib fell.", "", "", "Homs did not. Nor did Hama."])
    found = [(text[start:end], kind) for start, end, kind in blocks(text)]
    assert found == [
        ("A short title", BlockKind.HEADING),
        ("Idlib fell.", BlockKind.PARAGRAPH),
        ("Homs did not. Nor did Hama.", BlockKind.PARAGRAPH),
    ]


def test_lines_wrapped_to_a_width_are_one_paragraph() -> None:
    text = (
        "The road from Damascus to Aleppo passes through Homs,\n"
        "Hama and Maaret al-Numan. It was closed for years and\n"
        "opened again.\n"
    )
    assert [text[start:end] for start, end, _ in blocks(text)] == [text.strip()]
    assert len(sentences(text, blocks(text))) == 2


def test_lines_that_are_not_wrapped_are_blocks_of_their_own() -> None:
    text = "Idlib\nHoms and its surroundings\nHama\nAleppo"
    assert [kind for *_, kind in blocks(text)] == [BlockKind.PARAGRAPH] * 4
    assert len(sentences(text, blocks(text))) == 4


@pytest.mark.parametrize("item", ["- ", "* ", "1. ", "(a) ", "iv) ", "• "])
def test_list_items_are_known_by_their_beginning(item: str) -> None:
    text = f"{item}the province of Idlib and its towns\n{item}the province of Daraa in the south"
    assert [kind for *_, kind in blocks(text)] == [BlockKind.LIST_ITEM] * 2


@pytest.mark.parametrize("line", ["A. Smith wrote about Idlib and Homs.", "2016 was a bad year."])
def test_initials_and_years_begin_no_list(line: str) -> None:
    first, _ = blocks(f"{line}\n\n{line[:-1]} again.")
    assert first.kind is BlockKind.PARAGRAPH


def test_rows_of_a_table_are_blocks_and_sentences() -> None:
    text = "| Town | People |\n|---|---|\n| St. Louis. He | 5 |\n\nTown\tPeople\tYear\nHoms\t9\t2"
    found = blocks(text)
    assert [kind for *_, kind in found] == [BlockKind.TABLE] * 5
    assert len(sentences(text, found)) == 5


def test_quoted_lines_are_quotations() -> None:
    assert [kind for *_, kind in blocks("> Homs has fallen.\n\nSo he wrote.")] == [
        BlockKind.QUOTATION,
        BlockKind.PARAGRAPH,
    ]


def test_spans_fit_the_originals() -> None:
    for path in sorted(originals_or_skip().glob("*.txt")):
        check(path.read_bytes().decode("utf-8"))
