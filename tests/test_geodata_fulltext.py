"""Words in quotes: what a search asks for, where it stands, and that no input breaks it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from geodata.fulltext import QuoteIndex, Term, found_in, terms, write_index

QUOTES = {
    ("a.txt", 0): "The cease-fire in Idlib held for three days.",
    ("a.txt", 50): "They would cease to fire on the U.S. convoy.",
    ("b.txt", 0): "Bombers flew over Ma'arrat; a BOMB fell.",
    ("b.txt", 60): "قُصفت مدينة معرّة النعمان.",
    ("c.txt", 0): "Café owners in Århus said: “No.”",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> QuoteIndex:
    path: Path = tmp_path_factory.mktemp("index") / "quotes.sqlite"
    write_index(path, [(doc_id, start, text) for (doc_id, start), text in QUOTES.items()])
    return QuoteIndex(path)


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("", ()),
        ('" * ( ) ^ : -', ()),
        ("war", (Term(("war",), beginning=True),)),
        ("war ", (Term(("war",), beginning=False),)),
        ("bomb* hospital ", (Term(("bomb",), True), Term(("hospital",), False))),  # noqa: FBT003
        ('"to the west"', (Term(("to", "the", "west"), beginning=False),)),
        ("“to the” w", (Term(("to", "the"), False), Term(("w",), True))),  # noqa: FBT003
        ('"to the we', (Term(("to", "the", "we"), beginning=False),)),
        ("U.S. ", (Term(("u", "s"), beginning=False),)),
    ],
)
def test_a_search_asks_for_words_together_and_beginnings(
    words: str, asked: tuple[Term, ...]
) -> None:
    assert terms(words) == asked


@pytest.mark.parametrize(
    ("words", "starts"),
    [
        ("", [("a.txt", 0), ("a.txt", 50), ("b.txt", 0), ("b.txt", 60), ("c.txt", 0)]),
        ("cease fire ", [("a.txt", 0), ("a.txt", 50)]),
        ('"cease fire"', [("a.txt", 0)]),
        ("ceasefire", []),
        ("bomb", [("b.txt", 0)]),
        ("bombe ", []),
        ("bombe", [("b.txt", 0)]),
        ("bombe* fell ", [("b.txt", 0)]),
        ("idlib convoy", []),
        ("IDLIB", [("a.txt", 0)]),
        ("maarrat ", [("b.txt", 0)]),
        ("cafe århus ", [("c.txt", 0)]),
        ("U.S. ", [("a.txt", 50)]),
        ("معره ", [("b.txt", 60)]),
        ("مدينة معرة", [("b.txt", 60)]),
        ('"معرة النعمان"', [("b.txt", 60)]),
        ("NEAR", []),
        ("cease OR bomb ", []),
    ],
)
def test_the_index_finds_the_quotes(
    index: QuoteIndex, words: str, starts: list[tuple[str, int]]
) -> None:
    assert sorted(index.search(words)) == starts


@pytest.mark.parametrize(
    "words",
    [
        *('"', '""', '"""', '"a" "b', "*", "a*b*", "(", ")", "[a", "{a}", "^a", "a:b", "col : a"),
        *("-a", "a -b", "NOT a", "a AND", "NEAR(a b)", "\\", "'; DROP TABLE words", "%_"),
        *("\0", "a\0b", "\u202e", "\ud800", "\n\t", "💥", "x" * 10_000, "a " * 5_000),
        *('"a ' * 3_000, "حرب " * 2_500, "*" * 10_000, '"' * 10_000),
    ],
)
def test_no_input_breaks_the_search(index: QuoteIndex, words: str) -> None:
    found = index.search(words)
    assert set(found) <= set(QUOTES)


@pytest.mark.parametrize(
    "words", ["cease fire", '"cease fire"', "bomb", "معرة", "fell bomb* ", "U.S. "]
)
def test_what_is_found_is_shown_where_it_stands(index: QuoteIndex, words: str) -> None:
    for place in index.search(words):
        spans = found_in(QUOTES[place], terms(words))
        assert spans
        assert all(before.end <= after.start for before, after in pairwise(spans))
    for place in set(QUOTES) - set(index.search(words)):
        shown = [bool(found_in(QUOTES[place], [term])) for term in terms(words)]
        assert not all(shown)


def test_a_span_is_exactly_the_words() -> None:
    text = QUOTES["b.txt", 0]
    spans = found_in(text, terms("bomb"))
    assert [text[span.start : span.end] for span in spans] == ["Bombers", "BOMB"]
    (span,) = found_in(QUOTES["b.txt", 60], terms('"معرة النعمان"'))
    assert QUOTES["b.txt", 60][span.start : span.end] == "معرّة النعمان"
