"""A saved web page gives its text in reading order, its structure, and what it says of itself."""

from __future__ import annotations

import pytest

from sources.document import from_bytes
from sources.model import BlockKind, Sureness
from sources.text import NotTextError
from sources.web_page import decode, read

PAGE = """\
<!doctype html><html lang="en-GB"><head><title>The road | The Paper</title>
<meta property="og:title" content="The road to Homs"><meta name="author" content="Jane Doe">
<link rel="canonical" href="https://example.org/road">
<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "name": "A page"},
 {"@type": ["NewsArticle"], "headline": "The long road", "author": [{"name": "Jane Doe"}, "J. Poe"],
 "datePublished": "2020-03-04T23:00:00Z", "publisher": {"name": "The Paper"}}]}</script>
</head><body class="has-sidebar"><header><a href="/">The Paper</a></header>
<nav><ul><li>Home<li>World</ul></nav><div class="cookie-banner">Biscuits.</div>
<main><article><header><h1>The road to Homs</h1></header><p>By <a>Jane Doe</a></p>
<p>The road   from
 <b>Damas</b>cus to&nbsp;Homs.<br>It is long.<br><br>A new part: Alep&shy;po.</p>
<figure><img alt="x"><figcaption>A camp, <i>March 20, 2016</i>.</figcaption></figure>
<ul><li>Hama<li><p>Idlib</p></ul><blockquote><p>We left.</p><footer>A man</footer></blockquote>
<table><caption>Towns</caption><tr><th>Town<th>People<tr><td>Homs<td>5</table>
<pre>a  b</pre>loose <script>x()</script><span hidden>hidden</span><i style="display: none">n</i>end
<div class="share-buttons">Tell others</div></article></main>
<aside>More stories</aside><footer>The end of the page</footer></body></html>
"""

KINDS = """\
boilerplate|The Paper
boilerplate|Home
boilerplate|World
boilerplate|Biscuits.
heading|The road to Homs
paragraph|By Jane Doe
paragraph|The road from Damascus to\N{NO-BREAK SPACE}Homs.\\nIt is long.
paragraph|A new part: Aleppo.
caption|A camp, March 20, 2016.
list item|Hama
list item|Idlib
quotation|We left.
quotation|A man
caption|Towns
table|Town / People
table|Homs / 5
paragraph|a  b
paragraph|loose end
boilerplate|Tell others
boilerplate|More stories
boilerplate|The end of the page
""".splitlines()


def test_every_block_has_its_text_and_kind_in_reading_order() -> None:
    extract = read(PAGE.encode())
    wanted = [line.partition("|") for line in KINDS]
    assert [(kind, extract.text[start:end]) for start, end, kind in extract.blocks] == [
        (kind, text.replace("\\n", "\n").replace(" / ", " | ")) for kind, _, text in wanted
    ]


def test_the_record_is_what_the_page_says_of_itself() -> None:
    document = from_bytes("a.html", PAGE.encode(), "a.html")
    record = document.record
    assert (record.title, record.author) == ("The long road", "Jane Doe, J. Poe")
    assert (record.publisher, record.date) == ("The Paper", "2020-03-04")
    assert (record.language, record.url) == ("en-GB", "https://example.org/road")
    titles = [(one.value, one.sureness) for one in document.claims if one.field == "title"]
    assert titles == [
        ("The long road", Sureness.HIGH),
        ("A page", Sureness.HIGH),
        ("The road to Homs", Sureness.HIGH),
        ("The road to Homs", Sureness.MEDIUM),
        ("The road | The Paper", Sureness.MEDIUM),
        ("a", Sureness.LOW),
    ]


def test_a_date_of_a_picture_is_not_the_date_of_the_page() -> None:
    page = (
        '<article><figure><time datetime="2016-03-20">March</time></figure>'
        '<time datetime="2018-07-24T10:00">July</time><p>Homs.</p></article>'
    )
    dates = [one.value for one in read(page.encode()).claims if one.field == "date"]
    assert dates == ["2018-07-24"]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>Ein Café in Köln</p>".encode("latin-1"), "Ein Café in Köln"),
        ('<meta charset="windows-1251"><p>Идлиб</p>'.encode("cp1251"), "Идлиб"),
        ('<meta charset="latin1"><p>“Idlib”</p>'.encode("cp1252"), "“Idlib”"),
        ('<meta charset="iso-8859-1"><p>“إدلب”</p>'.encode(), "“إدلب”"),
        ("<p>Idlib – إدلب</p>".encode("utf-16"), "Idlib – إدلب"),
        (b'<meta charset="nonsense"><p>Idlib</p>', "Idlib"),
        ('<meta charset="utf-8"><p>“Idlib” “Homs” \x93</p>'.encode()[:-6] + b"\x93</p>",
         "“Idlib” “Homs” \N{REPLACEMENT CHARACTER}"),
    ],
)  # fmt: skip
def test_the_encoding_is_found(page: bytes, text: str) -> None:
    assert read(page).text == text
    assert text in decode(page)


def test_damaged_characters_of_a_page_are_told() -> None:
    extract = read(b'<meta charset="utf-8"><p>Homs \xff\xfe and Hama</p>')
    assert extract.notes == (
        "2 of its characters are damaged, shown as “\N{REPLACEMENT CHARACTER}”.",
    )


def test_tables_that_lay_out_a_page_are_no_tables() -> None:
    page = b"<table><tr><td><p>Homs fell.</p><td><div>Hama did not.</div></table>"
    assert [kind for *_, kind in read(page).blocks] == [BlockKind.PARAGRAPH] * 2


def test_a_class_that_sounds_like_boilerplate_does_not_hide_the_page() -> None:
    page = (
        b'<div class="main related"><p>Homs fell on Sunday.</p></div><div id="share">Tell it</div>'
    )
    assert [kind for *_, kind in read(page).blocks] == [
        BlockKind.PARAGRAPH,
        BlockKind.BOILERPLATE,
    ]


def test_xhtml_with_an_empty_title_keeps_its_text() -> None:
    page = b'<?xml version="1.0"?><html><head><title/></head><body><p>Homs</p></body></html>'
    assert read(page).text == "Homs"


def test_a_page_without_text_is_refused() -> None:
    for page in (b"<html><body><script>x()</script></body></html>", b"<p> </p>"):
        with pytest.raises(NotTextError, match="no text in this file"):
            read(page)


@pytest.mark.parametrize("depth", [2_000, 1_000_000])
def test_a_deeply_nested_page_is_refused(depth: int) -> None:
    with pytest.raises(NotTextError, match="more than 1,000 deep"):
        read(b"<div>" * depth + b"Homs")


def test_a_page_as_deep_as_pages_get_is_read() -> None:
    assert read(b"<div>" * 500 + b"Homs<p>" * 5_000).text.startswith("Homs")


def test_bad_linked_data_is_no_reason_to_refuse_a_page() -> None:
    for data in ("{", "[" * 100_000, '{"@graph": 3}', '{"@type": "Article", "author": [3, {}]}'):
        page = f'<script type="application/ld+json">{data}</script><p>Homs</p>'
        assert read(page.encode()).text == "Homs"
