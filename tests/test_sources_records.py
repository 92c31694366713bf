"""A record says what its file says, from where, and how sure; a picture's date is not its date."""

from __future__ import annotations

import pytest

from sources.document import from_bytes
from sources.model import BlockKind, Record, Sureness
from tests.originals import originals_or_skip

PROSE = "The road to Homs was closed on Monday, and nobody knew when it would open again."
FRONT = (
    '---\ntitle: "The: road"\nauthor: [Jane Doe]\ndate: 2020-03-04T10:00\nlang: en\ntags: x\n'
    "url: javascript:x\n---\n"
)


def record(text: str, name: str = "a.md") -> Record:
    return from_bytes(name, text.encode(), name).record


def test_front_matter_is_the_record_and_no_text() -> None:
    document = from_bytes("a.md", (FRONT + PROSE).encode(), "a.md")
    assert document.record == Record("The: road", "Jane Doe", date="2020-03-04", language="en")
    assert [kind for *_, kind in document.blocks] == [BlockKind.BOILERPLATE, BlockKind.PARAGRAPH]
    assert [document.text[start:end] for start, end in document.sentences] == [PROSE]
    assert {one.sureness for one in document.claims if "front" in one.origin} == {Sureness.HIGH}


@pytest.mark.parametrize("text", ["---\n\nHoms\n---\n", "---\ntitle: x\n" + PROSE, "--- a: b ---"])
def test_dashes_alone_are_no_front_matter(text: str) -> None:
    assert record(text).title == "a"


@pytest.mark.parametrize(
    ("text", "date", "origin"),
    [
        (f" date 2020-02-29 {PROSE}", "2020-02-29", "a line before the text"),
        (f"The road\n\nPublished: 4 March 2020\n\n{PROSE}", "2020-03-04", "a line before the text"),
        (f"HOMS, Syria, March 4, 2020 (AP) — {PROSE}", "2020-03-04", "dateline"),
        (f"BEIRUT, 4 March 2020 – {PROSE}", "2020-03-04", "dateline"),
    ],
)
def test_a_date_at_the_head_of_a_text_is_its_date(text: str, date: str, origin: str) -> None:
    made = record(text)
    assert made.date == date
    assert made.certainty == f"The date is not certain; it comes from here: {origin}."


@pytest.mark.parametrize(
    "text",
    [
        f"A woman waits in Atmeh, March 20, 2016. © 2016 Reuters\n\n{PROSE}",
        f"On March 20, 2016 the road was closed. {PROSE}",
        f"{PROSE}\n\nPublished reports of 4 March 2020 say that it was open.",
        f"THE ROAD — {PROSE}",
    ],
)
def test_a_date_that_a_text_tells_of_is_not_its_own(text: str) -> None:
    assert record(text).date is None


def test_the_name_is_trusted_least_and_what_it_contradicts_is_told() -> None:
    assert record(PROSE, "report_2020-03-05.txt").date == "2020-03-05"
    made = record(f" date 2020-02-29 {PROSE}", "2020-03-05-report.txt")
    assert made.date == "2020-02-29"
    assert made.certainty.endswith("Another date is 2020-03-05 (file name).")
    assert record(PROSE, "report_20201399.txt").date is None
    assert record(PROSE, "52814e20200304fca0.txt").date is None


def test_a_catalogue_counts_before_all_and_the_rest_is_kept() -> None:
    given = Record("The road", date="2021")
    made = from_bytes("a.md", (FRONT + PROSE).encode(), "a.md", given)
    assert made.record == given
    dates = [(one.value, one.origin) for one in made.claims if one.field == "date"]
    assert dates == [("2021", "catalogue"), ("2020-03-04", "front matter: date")]


def test_the_originals_have_no_date_of_a_picture() -> None:
    dates = {}
    for path in sorted(originals_or_skip().glob("*.txt")):
        # A blank more, and it is no article that is known.
        document = from_bytes("a.txt", path.read_bytes() + b"\n", "a.txt")
        dates[path.name[:3]] = document.record.date
    assert dates == {"000": None, "001": None, "002": None, "003": "2020-02-29", "004": None}
