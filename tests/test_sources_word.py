"""A Word file gives its text in the order of its body, and its properties."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

import pytest
from docx import Document
from docx.document import Document as Word

from sources.document import from_bytes
from sources.model import BlockKind
from sources.text import NotTextError
from sources.word import read
from tests.packing import pack

NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def made(write: Callable[[Word], object]) -> bytes:
    word, file = Document(), io.BytesIO()
    write(word)
    word.save(file)
    return file.getvalue()


def body(xml: str) -> bytes:
    """A Word file with this in its body."""
    return pack({"word/document.xml": f"<w:document {NAMES}><w:body>{xml}</w:body></w:document>"})


def kinds(data: bytes) -> list[tuple[BlockKind, str]]:
    extract = read(data)
    return [(kind, extract.text[start:end]) for start, end, kind in extract.blocks]


def test_blocks_come_in_order_with_their_kinds() -> None:
    def write(word: Word) -> None:
        word.add_heading("The road to Homs", 1)
        word.add_paragraph("It was closed.\nNo\N{NO-BREAK SPACE}body knew.\tWhy?")
        word.add_paragraph("Hama", style="List Bullet")
        word.add_paragraph("We left.", style="Quote")
        word.add_paragraph("A camp", style="Caption")
        table = word.add_table(2, 2)
        for cell, text in zip([c for r in table.rows for c in r.cells], "ABCD", strict=True):
            cell.text = text
        word.add_paragraph("The end.")

    assert kinds(made(write)) == [
        (BlockKind.HEADING, "The road to Homs"),
        (BlockKind.PARAGRAPH, "It was closed.\nNo\N{NO-BREAK SPACE}body knew. Why?"),
        (BlockKind.LIST_ITEM, "Hama"),
        (BlockKind.QUOTATION, "We left."),
        (BlockKind.CAPTION, "A camp"),
        (BlockKind.TABLE, "A | B"),
        (BlockKind.TABLE, "C | D"),
        (BlockKind.PARAGRAPH, "The end."),
    ]


def test_links_and_inserted_text_are_there_and_deleted_text_is_not() -> None:
    xml = (
        "<w:p><w:r><w:t>From </w:t></w:r><w:hyperlink><w:r><w:t>Homs</w:t></w:r></w:hyperlink>"
        "<w:ins><w:r><w:t> to Hama</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText> to Idlib</w:delText></w:r></w:del></w:p>"
    )
    assert read(body(xml)).text == "From Homs to Hama"


def test_a_text_box_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>A box</w:t></w:r></w:p></w:txbxContent>"
    xml = f"<w:p><w:r><w:t>Text</w:t></w:r>{box}<w:Fallback>{box}</w:Fallback></w:p>"
    assert read(body(xml)).text == "A box\n\nText"


def test_the_properties_are_the_record() -> None:
    def write(word: Word) -> None:
        word.add_paragraph("Homs.")
        word.core_properties.title = "The road"
        word.core_properties.author = "Jane Doe"
        word.core_properties.created = datetime(2020, 3, 4)  # noqa: DTZ001 - as the format has it

    record = from_bytes("a.docx", made(write), "a.docx").record
    assert (record.title, record.author, record.date) == ("The road", "Jane Doe", "2020-03-04")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 broken", "no zip file inside"),
        (pack({"a.txt": "Homs"}), "no Word file"),
        (pack({"word/document.xml": "<w:p"}), "its XML cannot be read"),
        (body(""), "no text in this file"),
        (pack({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "entities"),
        (pack({"word/document.xml": '<!DOCTYPE a><a/>'.encode("utf-16")}), "entities"),
        (body("<w:p>" * 2_000 + "</w:p>" * 2_000), "more than 1,000 deep"),
        (body(" " * 2_000_000), "made to fill disks"),
    ],
)  # fmt: skip
def test_what_is_damaged_or_hostile_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(NotTextError, match=reason):
        read(data)
