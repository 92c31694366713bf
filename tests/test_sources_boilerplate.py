"""What surrounds a text is marked by its form; prose that looks a little like it is not."""

from __future__ import annotations

import pytest

from sources.document import from_text
from sources.model import BlockKind
from sources.structure import blocks
from tests.originals import originals_or_skip

PROSE = "The road to Homs was closed on Monday, and nobody knew when it would open again."

BOILERPLATE = """\
Skip to content
Skip to the main navigation
Home | News | About us | Contact
Share on Facebook
Log in · Subscribe
Related articles
We use cookies to improve this site. Accept all cookies
This website uses cookies; see our cookie settings.
Sign up for our weekly newsletter and never miss a story.
Click here to see the gallery
© 2019 The Paper. All rights reserved.
Donate now!
Please donate to the people of the camps.
Your donation helps us to report from the ground.
Make a tax-deductible gift.
Published: 4 March 2020
Last updated on 2020-03-04
جميع الحقوق محفوظة
شارك هذا المقال
تبرع الآن
""".splitlines()

NOT_BOILERPLATE = """\
He told them to skip the main course.
She baked cookies for the children of the camp and sold them.
The cook used butter and flour.
Home
News from Idlib
He donated 2,000 tents to the camp, and a donor in Berlin paid for the trucks to the border.
Contact was lost near Homs.
Follow the M5 to Hama
The paper was published on 4 March 2020 in Berlin and it told of Homs, of Hama and of Aleppo.
Idlib | Homs | Hama
Subscribers left the paper.
""".splitlines()

GALLERY = """\
The storm: A coast under water On the quay The boats of Kiel lie on their side.

The storm: A coast under water 'Never before' In Lübeck the old town was closed.

The storm: A coast under water 30 trees The road to Rostock was cut.
"""


def kinds(text: str) -> list[tuple[str, BlockKind]]:
    return [(text[start:end], kind) for start, end, kind in blocks(text)]


@pytest.mark.parametrize("line", BOILERPLATE)
def test_what_surrounds_a_text_is_boilerplate(line: str) -> None:
    assert kinds(f"{line}\n\n{PROSE}\n\n{PROSE}")[0] == (line, BlockKind.BOILERPLATE)
    assert kinds(f"{PROSE}\n\n{PROSE}\n\n{line}")[-1] == (line, BlockKind.BOILERPLATE)


@pytest.mark.parametrize("line", NOT_BOILERPLATE)
def test_what_an_author_says_is_not(line: str) -> None:
    assert kinds(f"{line}\n\n{PROSE}")[0][1] is not BlockKind.BOILERPLATE


def test_a_call_for_money_within_a_text_is_part_of_it_if_it_is_long() -> None:
    call = (
        "A poster at the gate of the camp, written by hand, told all who came by in three "
        "languages that your gift will help the people here."
    )
    text = "\n\n".join([*[PROSE] * 5, call, *[PROSE] * 5])
    assert {kind for _, kind in kinds(text)} == {BlockKind.PARAGRAPH}


def test_the_heading_that_a_gallery_repeats_is_apart_from_its_captions() -> None:
    found = kinds(GALLERY + "\n" + PROSE)
    assert found[::2][:3] == [("The storm: A coast under water", BlockKind.BOILERPLATE)] * 3
    assert [text.split()[0] for text, kind in found if kind is BlockKind.CAPTION] == [
        "On",
        "'Never",
        "30",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["We have a dream that one day they return.", "We have a dream that the war ends."],
        ["According to the UN, ten died.", "According to the Red Cross, two died."],
        ["Mr Haddad of Homs Left early.", "Mr Haddad of Homs He came back."],
    ],
)
def test_sentences_that_begin_alike_are_no_gallery(lines: list[str]) -> None:
    text = "\n\n".join([*lines, lines[0], PROSE])
    if lines[0].startswith("Mr"):
        text = "\n\n".join([*lines, PROSE])
    assert BlockKind.BOILERPLATE not in {kind for _, kind in kinds(text)}


def test_lines_that_come_again_and_again_are_boilerplate() -> None:
    text = f"The Daily Example News\n\n{PROSE}\n\n" * 3
    assert [kind for line, kind in kinds(text) if line != PROSE] == [BlockKind.BOILERPLATE] * 3
    assert BlockKind.BOILERPLATE not in {kind for _, kind in kinds(f"Homs\n\n{PROSE}\n\n" * 3)}


def test_a_date_set_before_a_text_is_apart_from_its_first_sentence() -> None:
    document = from_text("a", f" date 2020-02-29 {PROSE}", "a")
    assert kinds(document.text) == [
        ("date 2020-02-29", BlockKind.BOILERPLATE),
        (PROSE, BlockKind.PARAGRAPH),
    ]
    assert [document.text[start:end] for start, end in document.sentences] == [PROSE]


def test_a_credit_makes_a_caption() -> None:
    for line in ("A camp near Atmeh in 2016. © 2016 Reuters", "Smoke over Homs (Photo: AFP)"):
        assert kinds(f"{line}\n\n{PROSE}")[0] == (line, BlockKind.CAPTION)


def test_what_surrounds_the_originals_is_marked() -> None:
    found = {
        path.name[:3]: kinds(path.read_bytes().decode("utf-8"))
        for path in originals_or_skip().glob("*.txt")
    }
    marked = {
        name: [text for text, kind in parts if kind is BlockKind.BOILERPLATE]
        for name, parts in found.items()
    }
    assert {name: len(texts) for name, texts in marked.items()} == {
        "000": 0, "001": 2, "002": 0, "003": 10, "004": 0,
    }  # fmt: skip
    assert len(set(marked["003"])) == 2
    captions = [text for text, kind in found["003"] if kind is BlockKind.CAPTION]
    assert len(captions) == 9
    assert found["001"][0] == (marked["001"][0], BlockKind.BOILERPLATE)
    assert found["001"][1][1] is BlockKind.CAPTION
    assert found["001"][-1] == (marked["001"][1], BlockKind.BOILERPLATE)
