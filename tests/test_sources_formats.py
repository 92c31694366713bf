"""One text in every format gives the same words and paragraphs; the page on formats says so."""

from __future__ import annotations

import re
from email.message import EmailMessage
from pathlib import Path

import pytest

from sources import limits, text
from sources.collection import read_uploads
from sources.document import from_bytes
from sources.findings import KINDS
from sources.model import BlockKind, Document
from sources.text import NotTextError
from tests.one_text import ENTITY, HEADING, LATIN, PARAGRAPHS, formats
from tests.packing import pack
from tests.serving import ROOT

FORMATS = formats()
ALIKE = {".htm": ".html", ".xhtml": ".html"}


def read(ending: str) -> Document:
    (document,) = read_uploads([(f"a{ending}", FORMATS[ending])]).documents
    return document


def words(said: str) -> list[str]:
    return re.findall(r"\w+", said)


def test_every_format_is_among_them() -> None:
    assert {*FORMATS, *ALIKE} == set(KINDS)


@pytest.mark.parametrize("ending", FORMATS)
def test_the_words_and_the_paragraphs_are_the_same(ending: str) -> None:
    document = read(ending)
    assert words(document.text) == words(" ".join([HEADING, *PARAGRAPHS]))
    found = [(document.text[start:end], kind) for start, end, kind in document.blocks]
    (heading, kind), *paragraphs = found
    assert (heading.removeprefix("# "), kind) == (HEADING, BlockKind.HEADING)
    assert [one for one, _ in paragraphs] == [
        one.translate(LATIN) if ending == ".pdf" else one for one in PARAGRAPHS
    ]
    assert {kind for _, kind in paragraphs} == {BlockKind.PARAGRAPH}


@pytest.mark.parametrize("ending", FORMATS)
def test_the_sentences_are_the_same(ending: str) -> None:
    document = read(ending)
    assert len(document.sentences) == 7
    assert (
        "Dr. Haddad of the U.N. office in Damascus" in document.text[slice(*document.sentences[1])]
    )


def test_a_book_and_a_mail_say_what_they_are() -> None:
    for ending in (".epub", ".eml"):
        record = read(ending).record
        assert (record.title, record.date) == (HEADING, "2020-03-04")
        assert str(record.author).startswith("Jane Doe")


def test_a_locked_book_is_refused() -> None:
    with pytest.raises(NotTextError, match="locked by its publisher"):
        from_bytes("a.epub", pack({"META-INF/rights.xml": "<a/>"}), "a.epub")


@pytest.mark.parametrize("ending", [".epub", ".odt", ".docx"])
def test_bombs_are_refused_with_their_sentence(ending: str) -> None:
    blanks = " " * 5_000_000
    parts = {"content.xml": blanks, "word/document.xml": blanks, "META-INF/container.xml": blanks}
    with pytest.raises(NotTextError, match="made to fill disks"):
        from_bytes(f"a{ending}", pack(parts), f"a{ending}")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 9}">' for n in range(1, 9))
    bomb = f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><a>&l8;</a>'
    with pytest.raises(NotTextError, match="entities of its own"):
        from_bytes(f"a{ending}", pack(dict.fromkeys(parts, bomb)), f"a{ending}")


def test_a_chapter_that_cannot_be_read_is_told() -> None:
    package = (
        '<package><manifest><item id="a" href="a.html" media-type="text/html"/><item id="b" '
        'href="b.html" media-type="text/html"/></manifest><spine><itemref idref="a"/>'
        '<itemref idref="b"/></spine></package>'
    )
    container = '<container><rootfile full-path="a.opf"/></container>'
    parts = {"META-INF/container.xml": container, "a.opf": package, "a.html": "<p>Homs"}
    document = from_bytes("a.epub", pack(parts), "a.epub")
    assert document.text == "Homs"
    assert document.notes == ("b.html: It has no part “b.html”, which such files have.",)


def test_an_open_document_has_lists_tables_notes_and_properties() -> None:
    content = (
        f'<o:c xmlns:o="{ENTITY}:office:1.0" xmlns:t="{ENTITY}:text:1.0" '
        f'xmlns:b="{ENTITY}:table:1.0">'
        "<t:list><t:list-item><t:p>Homs</t:p></t:list-item></t:list>"
        "<b:table-row><b:table-cell><t:p>Town</t:p></b:table-cell>"
        "<b:table-cell><t:p>People</t:p></b:table-cell></b:table-row>"
        '<t:p t:style-name="Quotations">We<t:line-break/>left.</t:p>'
        "<t:tracked-changes><t:p>gone</t:p></t:tracked-changes></o:c>"
    )
    meta = "<m><title>The road</title><initial-creator>Jane</initial-creator></m>"
    document = from_bytes("a.odt", pack({"content.xml": content, "meta.xml": meta}), "a.odt")
    assert [(document.text[start:end], str(kind)) for start, end, kind in document.blocks] == [
        ("Homs", "list item"),
        ("Town | People", "table"),
        ("We\nleft.", "quotation"),
    ]
    assert (document.record.title, document.record.author) == ("The road", "Jane")


def test_what_is_attached_to_a_mail_is_told() -> None:
    message = EmailMessage()
    message["Subject"] = "Homs"
    message.set_content("<p>It fell.</p>", subtype="html")
    message.add_attachment(b"x", maintype="image", subtype="png", filename="map.png")
    document = from_bytes("a.eml", message.as_bytes(), "a.eml")
    assert document.text == "Homs\n\nIt fell."
    assert document.notes == ("What is attached was not read: map.png.",)


def test_a_mail_in_an_unknown_encoding_or_with_a_bad_date_is_read() -> None:
    mail = (
        b"Subject: Homs\nDate: Mon, 1 Jan 99999999999 1:1:1\nContent-Type: text/plain; %s\n\nHama"
    )
    document = from_bytes("a.eml", mail % b"charset=x-none", "a.eml")
    assert (document.text, document.record.date) == ("Homs\n\nHama", None)


def test_the_page_on_formats_names_every_format_and_every_limit() -> None:
    page = (Path(ROOT) / "docs" / "formats.md").read_text("utf-8")
    table = page.partition("## What goes in")[2].partition("## Limits")[0]
    assert set(re.findall(r"`(\.\w+)`", table)) == set(KINDS)
    stated = page.partition("## Limits")[2].partition("\n## ")[0]
    for number in (
        f"{text.MAX_BYTES // 1_000_000} MB",
        f"{limits.MAX_FILE // 1_000_000} MB",
        f"{limits.MAX_TEXT:,}",
        f"{limits.MAX_PAGES:,}",
        f"{limits.MAX_SECONDS:.0f} seconds",
        f"{limits.MAX_MEMORY / 1e9} GB",
        f"{limits.MAX_DEPTH:,}",
        f"{limits.MAX_UNPACKED // 1_000_000} MB",
        f"{limits.MAX_MEMBERS:,} files",
        f"{limits.MAX_RATIO}",
    ):
        assert number in stated
