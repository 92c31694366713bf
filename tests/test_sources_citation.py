"""Citations hold every character of the record, whatever it is, and the document's checksum."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from sources.citation import bibtex, csl, reference
from sources.document import from_text
from sources.model import Document, Record

AWKWARD = [
    "100% of {Homs} & $5 #1 a_b ~c^d \\e",
    "“Quoted” – naïve, إدلب and Łódź",
    "Ends with a backslash \\",
    "{{{",
    "\\textbackslash{} and \\{",
    'O\'Brien, "Smith" and {Jones}',
]
NAMES = {"textbackslash{}": "\\", "textasciitilde{}": "~", "textasciicircum{}": "^"}


def document(record: Record) -> Document:
    return replace(from_text("a", "Homs.", "a"), record=record)


def unescaped(value: str) -> str:
    """What BibTeX makes of a value."""
    return re.sub(
        r"\\(textbackslash\{\}|textasciitilde\{\}|textasciicircum\{\}|.)",
        lambda found: NAMES.get(found[1], found[1]),
        value,
    )


def fields(entry: str) -> dict[str, str]:
    lines = re.findall(r"^  (\w+) = \{(.*)\},?$", entry, re.MULTILINE)
    return dict(lines)


@pytest.mark.parametrize("value", AWKWARD)
def test_awkward_characters_come_back(value: str) -> None:
    made = document(Record(value, author=value, publisher=value, date="2020-03-04"))
    read = fields(bibtex(made))
    assert unescaped(read["title"][1:-1]) == value
    assert unescaped(read["author"][1:-1]) == value
    assert unescaped(read["howpublished"]) == value
    item = csl(made)
    assert (item["title"], item["author"], item["publisher"]) == (
        value,
        [{"literal": value}],
        value,
    )
    entry = re.sub(r"\\text\w+\{\}|\\.", "", bibtex(made))
    assert entry.count("{") == entry.count("}")


def test_every_citation_has_the_checksum_and_the_date() -> None:
    made = document(
        Record("The road", "Jane Doe", "The Paper", "2020-03-04", url="https://a.org/b")
    )
    assert made.sha256 in bibtex(made)
    assert made.sha256 in csl(made)["note"]
    assert reference(made) == (
        f"Jane Doe. “The road.” The Paper, 4 March 2020. https://a.org/b. SHA-256: {made.sha256}."
    )
    assert csl(made)["issued"] == {"date-parts": [[2020, 3, 4]]}
    assert bibtex(made).startswith(f"@misc{{doe2020road{made.sha256[:6]},\n")


def test_what_is_not_known_is_left_out() -> None:
    made = document(Record("إدلب", date="2018-09"))
    assert reference(made) == f"“إدلب.” September 2018. SHA-256: {made.sha256}."
    assert set(fields(bibtex(made))) == {"title", "year", "month", "date", "note"}
    assert "author" not in csl(made)
    assert reference(document(Record("Why?"))).startswith("“Why?” SHA-256")
    assert re.match(r"@misc\{document\w{6},", bibtex(document(Record("إدلب"))))


def test_a_digest_is_cited_as_one() -> None:
    made = replace(document(Record("The road")), is_digest=True)
    assert reference(made).startswith("Digest of “The road.”")
    assert fields(bibtex(made))["title"] == "{Digest of “The road”}"
    assert csl(made)["title"] == "Digest of “The road”"
