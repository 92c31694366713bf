"""A PDF gives its paragraphs, its pages, its properties, and says what it could not read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sources import pdf as reader
from sources.document import from_bytes
from sources.limits import MAX_PAGES
from sources.model import BlockKind
from sources.pdf_layout import Line, lay_out
from sources.text import NotTextError
from tests.paper import HEADER, Paper, paper, pdf

WORDS = ("sesame", "simsim")
TOWNS = ("Homs", "Hama", "Idlib", "Aleppo", "Daraa", "Afrin", "Douma", "Raqqa")
PARAGRAPHS = [
    f"The road to {town} was closed on Monday, and for some weeks nobody in the town knew when it "
    f"would be open again. Lorries with flour stood in a long row before the gates of {town}, and "
    "their drivers slept beside them. On Friday the first of them turned back."
    for town in TOWNS
]


def kinds(data: bytes) -> list[tuple[BlockKind, str]]:
    extract = reader.read(data)
    return [(kind, extract.text[start:end]) for start, end, kind in extract.blocks]


def of_kind(data: bytes, wanted: BlockKind) -> list[str]:
    return [text for kind, text in kinds(data) if kind is wanted]


def test_paragraphs_come_whole_also_over_the_end_of_a_page() -> None:
    data = pdf(PARAGRAPHS * 2, framed=False)
    extract = reader.read(data)
    assert len(extract.pages) >= 2
    assert of_kind(data, BlockKind.PARAGRAPH) == PARAGRAPHS * 2


def test_every_character_lies_on_a_page_and_the_right_one() -> None:
    document = from_bytes("a.pdf", pdf([PARAGRAPHS[0], "", PARAGRAPHS[1]]), "a.pdf")
    first, second = document.pages
    assert (first.start, first.end, second.end) == (0, second.start, len(document.text))
    assert first.start < document.text.index("Homs") < first.end
    assert second.start < document.text.index("Hama") < second.end


def test_a_paragraph_over_two_pages_is_on_both() -> None:
    paragraphs = [" ".join(PARAGRAPHS[number:] + PARAGRAPHS[:number]) for number in range(8)]
    extract = reader.read(pdf(paragraphs))
    cut = extract.pages[1].start
    block = next(block for block in extract.blocks if block.start < cut < block.end)
    assert extract.text[block.start : block.end] in paragraphs
    assert extract.text[cut - 1] == " "


def test_repeated_headers_and_page_numbers_are_boilerplate() -> None:
    data = pdf([*PARAGRAPHS[:2], "", *PARAGRAPHS[2:4], "", *PARAGRAPHS[4:6]])
    assert of_kind(data, BlockKind.BOILERPLATE) == [
        text for number in (1, 2, 3) for text in (HEADER, f"Page {number}")
    ]
    assert of_kind(data, BlockKind.PARAGRAPH) == PARAGRAPHS[:6]


def test_a_larger_line_is_a_heading() -> None:
    data = pdf(PARAGRAPHS[:3], heading="The road to the north")
    assert of_kind(data, BlockKind.HEADING) == ["The road to the north"]


def test_two_columns_are_read_one_after_the_other() -> None:
    made = Paper()
    made.framed = False
    made.add_page()
    made.set_font("Times", size=11)
    made.set_y(20)
    with made.text_columns(ncols=2, gutter=10, text_align="J") as columns:
        for paragraph in PARAGRAPHS * 3:
            columns.write(paragraph + "\n\n")
    assert of_kind(bytes(made.output()), BlockKind.PARAGRAPH) == PARAGRAPHS * 3


def test_a_page_without_text_is_told_and_not_skipped() -> None:
    made = paper([PARAGRAPHS[0], "", "", "", PARAGRAPHS[1], ""], framed=False)
    document = from_bytes("a.pdf", bytes(made.output()), "a.pdf")
    assert document.notes == (
        "Pages 2–3, 5 have no text: perhaps a picture of a page (a scan), which is not read.",
    )
    assert [start == end for start, end in document.pages] == [False, True, True, False, True]


def test_a_file_of_pictures_only_is_refused_with_the_reason() -> None:
    with pytest.raises(NotTextError) as refused:
        reader.read(pdf(["", ""], framed=False))
    assert "no text in this file. Pages 1–3 have no text: perhaps a picture" in str(refused.value)


def test_the_properties_are_claims_and_names_of_files_are_no_titles() -> None:
    made = paper(PARAGRAPHS[:1])
    made.set_title("The road to Homs")
    made.set_author("Jane Doe")
    made.set_creation_date(datetime(2020, 3, 4, tzinfo=UTC))
    record = from_bytes("a.pdf", bytes(made.output()), "a.pdf").record
    assert (record.title, record.author, record.date) == (
        "The road to Homs",
        "Jane Doe",
        "2020-03-04",
    )
    for title in ("Microsoft Word - road.docx", "Untitled", "road.indd"):
        made = paper(PARAGRAPHS[:1])
        made.set_title(title)
        assert from_bytes("b.pdf", bytes(made.output()), "b.pdf").record.title == "b"


def test_what_is_locked_or_damaged_is_refused() -> None:
    locked = paper(PARAGRAPHS[:1])
    locked.set_encryption(*WORDS)
    for data, reason in [
        (bytes(locked.output()), "locked by a password"),
        (b"%PDF-1.7\n" + bytes(200), "no PDF, or a damaged one"),
        (b"PK\x03\x04", "no PDF, or a damaged one"),
    ]:
        with pytest.raises(NotTextError, match=reason):
            reader.read(data)


def test_a_file_that_only_its_owner_may_change_is_read() -> None:
    owned = paper(PARAGRAPHS[:1], framed=False)
    owned.set_encryption(WORDS[0])
    assert reader.read(bytes(owned.output())).text == PARAGRAPHS[0]


def test_pages_that_are_their_own_parents_are_refused() -> None:
    parts = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
        b"2 0 obj<</Type/Pages/Count 3/Kids[2 0 R 2 0 R 2 0 R]/Parent 2 0 R>>endobj",
    ]
    data = b"%PDF-1.4\n" + b"\n".join(parts) + b"\ntrailer<</Root 1 0 R/Size 3>>\n%%EOF"
    with pytest.raises(NotTextError, match=r"Pages 1–3 are damaged"):
        reader.read(data)


def test_too_many_pages_are_refused() -> None:
    made = Paper()
    made.framed = False
    for _ in range(MAX_PAGES + 1):
        made.add_page()
    with pytest.raises(NotTextError, match=r"5,001 pages; up to 5,000"):
        reader.read(bytes(made.output()))


def lines(*texts: str) -> list[Line]:
    """Full lines of a paragraph, one below the other."""
    return [Line(text, 50, 350, 700 - 12 * row, 11, bold=False) for row, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("texts", "text"),
    [
        # The whole word is elsewhere in the document.
        (["Buses left Damas-", "cus. In Damascus snow fell"],
         "Buses left Damascus. In Damascus snow fell"),
        # It is elsewhere only with its hyphen.
        (["The north-", "western road and the north-western wind"],
         "The north-western road and the north-western wind"),
        # Nothing is known of it.
        (["They reached Maa-", "ret at night and left"], "They reached Maa-ret at night and left"),
        # A name goes on with a capital.
        (["They reached Maaret al-", "Numan and left Alnuman"],
         "They reached Maaret al-Numan and left Alnuman"),
        (["They left –", "nobody knows"], "They left – nobody knows"),
        (["The \ufb01re and the o\ufb03ce", "burned"], "The fire and the office burned"),
    ],
)  # fmt: skip
def test_hyphens_at_line_ends_go_only_where_that_is_safe(texts: list[str], text: str) -> None:
    assert lay_out([lines(*texts)]).extract().text == text
