"""The sheet of documents counts what each names; a record tells where each field comes from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.claimed import fields, origin
from dashboard.documents import documents
from dashboard.filtering import AT_FIRST, Choice, Filters
from dashboard.library import Library, selection
from dashboard.record import record
from dashboard.state import LISTED, MORE_ROWS, QuoteRef, State
from geodata.atlas import build_atlas
from geodata.gazetteer import Gazetteer
from geodata.store import AtlasReader
from sources.collection import read_uploads
from sources.model import Claim, Collection, Document, Sureness
from sources.records import corrected
from tests.html_reading import Element, read

PAGE = """<html lang="en"><head><title>Flood in the north – The Paper</title>
<meta property="og:title" content="Flood in the north">
<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2020-03-04"}</script>
</head><body><article><h1>Flood in the north</h1>
<p><time datetime="2016-03-20">20 March 2016</time></p>
<p>It rained in Aleppo and in Aleppo again.</p></article></body></html>"""
NOTE = "---\ntitle: A <b>note</b>\nurl: https://x.org/a\n---\n\nSnow in Helsinki. Rain in Aleppo.\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Library:
    found = read_uploads([("flood.html", PAGE.encode()), ("note.md", NOTE.encode())])
    flood, note = found.documents
    documents = (flood, replace(note, notes=("Page 3 has no text.",), is_digest=True))
    folder = tmp_path_factory.mktemp("library") / "atlas"
    build_atlas(Collection(documents), folder, gazetteer=gazetteer)
    return Library(AtlasReader.open(folder))


def told(page: Element) -> dict[str, str]:
    """What a record tells, by the name of the field."""
    rows = [row for part in page.every("dl") for row in part.every("div")]
    return {
        row.every("dt")[0].text: " | ".join(one.text for one in row.every("dd")) for row in rows
    }


def test_each_document_says_what_it_names(library: Library) -> None:
    flood, note = read(documents(library, State())).every("ul", "documents")[0].every("li")
    assert "1 place, 2 mentions" in flood.text
    assert "2 places, 2 mentions" in note.text
    assert note.every("h3")[0].text == "Digest of “A <b>note</b>”"
    assert not note.every("b")


def test_what_the_documents_name_adds_up_to_what_the_map_shows(library: Library) -> None:
    naming = library.naming(selection(library, State()))
    shown = library.counts(selection(library, State())).shown
    assert sum(one.mentions for one in naming.values()) == shown > 0


def test_a_document_that_the_filters_leave_out_is_listed_as_such(library: Library) -> None:
    one = Filters(chosen={**AT_FIRST, Choice.DOCUMENTS: frozenset({"note.md"})})
    page = read(documents(library, State(filters=one)))
    assert "1 of 2 documents shown" in page.text
    flood, note = page.every("ul", "documents")[0].every("li")
    assert "Left out by the filters · 1 place, 2 mentions" in flood.text
    assert "Left out" not in note.text


def test_a_long_list_is_cut(library: Library) -> None:
    page = read(documents(library, State(shown={LISTED: 1})))
    assert len(page.every("ul", "documents")[0].every("li")) == 1
    assert f"Show {min(1, MORE_ROWS)} more of 1" in page.text


def test_a_record_says_what_was_taken_and_what_was_not(library: Library) -> None:
    rows = told(read(record(library, State(), "flood.html")))
    value, from_where, others = rows["Date"].split(" | ")
    assert (value, from_where) == (
        "4 March 2020",
        "from the page’s own metadata (JSON-LD NewsArticle), sure",
    )
    assert "20 March 2016the first time that the article gives, a guess" in others
    assert rows["Title"].startswith("Flood in the north | ")
    assert "Flood in the north – The Paperfrom the page’s title, likely" in rows["Title"]
    assert rows["Author"] == "not known"
    assert rows["File"] == "flood.html"
    assert rows["SHA-256"] == library.document("flood.html").sha256


def test_a_record_tells_what_was_not_read_and_that_it_is_a_digest(library: Library) -> None:
    page = read(record(library, State(), "note.md"))
    assert "Page 3 has no text." in page.text
    assert "digest in our own words" in page.text
    (address,) = page.every("dl")[0].every("a")
    assert address.attributes["href"] == "https://x.org/a"


def test_every_citation_can_be_copied_as_it_is_shown(library: Library) -> None:
    page = read(record(library, State(), "flood.html"))
    shown = [page.every("p", "reference")[0].text, *(one.text for one in page.every("pre"))]
    assert page.values("data-copy") == shown
    assert all(library.document("flood.html").sha256 in one for one in shown)


def test_reading_goes_on_where_it_was_left(library: Library) -> None:
    left = State(quote=QuoteRef("flood.html", 30))
    assert read(record(library, left, "flood.html")).values("data-start") == ["30"]
    assert read(record(library, left, "note.md")).values("data-start") == ["0"]


def test_what_was_put_right_by_hand_says_so_and_keeps_what_the_file_says() -> None:
    (document,) = read_uploads([("flood.html", PAGE.encode())]).documents
    (date,) = (one for one in fields(corrected(document, {"date": "2019"})) if one.name == "date")
    assert date.taken is not None
    assert origin(date.taken) == "corrected by hand"
    assert [one.value for one in date.others] == ["2020-03-04", "2016-03-20"]


def test_a_field_that_was_not_taken_is_no_value() -> None:
    (document,) = read_uploads([("a.txt", b"Snow fell in Helsinki.")]).documents
    said = Claim("author", "A. Writer", "PDF properties", Sureness.MEDIUM)
    claimed = replace(document, claims=(*document.claims, said))
    author = next(one for one in fields(claimed) if one.name == "author")
    assert (author.value, author.taken, author.others) == (None, None, (said,))


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (Claim("title", "A", "file name", Sureness.LOW), "from the file’s name, a guess"),
        (Claim("title", "A", "e-mail: subject", Sureness.HIGH),
         "from the e-mail’s line “subject”, sure"),
        (Claim("title", "A", "something new", Sureness.MEDIUM), "something new, likely"),
    ],
)  # fmt: skip
def test_an_origin_is_told_in_words(claim: Claim, words: str) -> None:
    assert origin(claim) == words


def test_a_catalogue_that_doubts_itself_is_not_called_sure() -> None:
    claim = Claim("date", "2020", "catalogue", Sureness.HIGH)
    assert origin(claim) == "from the catalogue, sure"
    assert origin(claim, "The date is inferred.") == "from the catalogue"


def test_every_origin_that_readers_give_has_its_words() -> None:
    from tests.one_text import formats

    given = list(formats().items())
    found: list[Document] = []
    for ending, data in given:
        found += read_uploads([(f"a{ending}", data)]).documents
    claims = [claim for one in found for claim in one.claims]
    assert len({claim.origin for claim in claims}) > 8
    assert [one.origin for one in claims if origin(one).startswith(one.origin)] == []
