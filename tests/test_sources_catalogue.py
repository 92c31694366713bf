"""A catalogue gives documents their records; its faults are collected and stop nothing."""

from __future__ import annotations

import pytest

from sources.catalogue import parse, title_from_name
from sources.model import Record

TABLE = """\
file,title,author,publisher,date,certainty,language,url
a.txt,"Roads, and towns",Jane Doe,The Paper,2018-09-07,"",en,https://example.org/a
sub/b.txt,,,,2018-09,the day is not known,pt-BR,
"""


def test_a_table_gives_records_by_file() -> None:
    catalogue = parse(TABLE)
    assert catalogue.faults == ()
    assert catalogue.records == {
        "a.txt": Record(
            "Roads, and towns",
            "Jane Doe",
            "The Paper",
            "2018-09-07",
            "",
            "en",
            "https://example.org/a",
        ),
        "sub/b.txt": Record(
            "b", date="2018-09", certainty="the day is not known", language="pt-BR"
        ),
    }


def test_all_faults_are_told_and_the_rest_is_read() -> None:
    catalogue = parse(
        "File,title,date,pages,url,language,title\n"
        "a.txt,A,3.4.2020,12,javascript:alert(1),English,B\n"
        "\n"
        ",no name\n"
        "a.txt,again\n"
        "b.txt,x,2020-02-30,,,,y,too,many\n"
        "c.txt,C,2020-02-30\n"
        "d.txt,D,2020\n"
    )
    assert catalogue.records == {
        "a.txt": Record("A"),
        "c.txt": Record("C"),
        "d.txt": Record("D", date="2020"),
    }
    beginnings = [fault[:22] for fault in catalogue.faults]
    assert beginnings == [
        "Row 1: the column “tit",
        "Row 1: the column “pag",
        "Row 6 has 9 cells for ",
        "Row 2, column date: “3",
        "Row 2, column language",
        "Row 2, column url: “ja",
        "Row 4, column file: it",
        "Row 5, column file: “a",
        "Row 7, column date: “2",
    ]


@pytest.mark.parametrize("table", ["", "\n", "name,title\na.txt,A\n", "just a sentence"])
def test_a_table_without_files_is_one_fault(table: str) -> None:
    catalogue = parse(table)
    assert catalogue.records == {}
    assert len(catalogue.faults) == 1
    assert "Row 1 must name the columns" in catalogue.faults[0]


def test_semicolons_separate_as_well() -> None:
    assert parse("file;title\na.txt;Roads, and towns\n").records["a.txt"].title == (
        "Roads, and towns"
    )


def test_what_cannot_be_read_as_a_table_is_a_fault() -> None:
    catalogue = parse("file,title\na.txt,A\nb.txt," + "b" * 200_000 + "\n")
    assert list(catalogue.records) == ["a.txt"]
    assert catalogue.faults[0].startswith("Row 3 and what follows it could not be read")


@pytest.mark.parametrize(
    ("name", "title"),
    [("a_long-day.txt", "a long day"), ("sub/x.md", "x"), ("___.txt", "___.txt"), ("17", "17")],
)
def test_a_title_is_made_of_the_name(name: str, title: str) -> None:
    assert title_from_name(name) == title
