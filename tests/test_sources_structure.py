"""Blocks and sentences are exact spans, and hard sentence ends are found."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sources.model import Block, BlockKind
from sources.structure import MAX_SENTENCE, blocks, sentences
from tests.originals import originals_or_skip

# A bar stands where one sentence ends and the next begins.
HARD_CASES = """\
Dr. Khalil reached Idlib on Monday.| He left at once.
Mr. and Mrs. Haddad fled to Afrin.| They had nothing.
The U.S. envoy flew to Ankara.| He met nobody.
He returned to the U.S.| The talks went on without him.
The U.N. Security Council met.| It did nothing.
The U.K., the U.S. and the E.U. agreed.
The convoy left at 5 a.m. and reached Homs by noon.
On Friday at 3 p.m. the U.S. Army left.| It was over.
J. R. Smith and A. B. Jones wrote the report.| It names Hama.
President George W. Bush spoke.| Nobody listened.
Hospital No. 5 in Douma was hit twice.| No. 7 was spared.
He waited ... and then he went to Hama.
He waited…| Nobody came.
He waited...| Nobody came.
The talks failed. . . .| War came.
“We saw the smoke.”| Then the phones went dead.
"We saw the smoke."| Then the phones went dead.
‘We ran.’| She wept.
He spoke of "the end."| She did not.
He asked, “Where is Douma?” and nobody knew.
“Where is Douma?” he asked.| Nobody knew.
He said: “Stop!”| They did not stop.
Who bombed Grozny?!| Nobody answered!
Was it Idlib?| Or Afrin?| Nobody knew.
(The road was closed.)| Buses turned back.
The road (see p. 12) was closed.| Buses turned back.
The road was closed (it reopened on Sunday).| Buses ran again.
He flew to St. Petersburg on Friday.| She stayed in Moscow.
St. Petersburg is cold.| So is Moscow.
Mt. Hermon and Ft. Worth are far apart.
It cost 3.5 million dollars in Aleppo.| Some 1.2 million fled.
Troops moved on Feb. 26, 2020 towards Saraqib.| Rain fell.
They fled, e.g. to Atmeh, i.e. across the hills.
The M5 runs via Hama, Homs, etc. to Damascus.
He lives in Washington, D.C.| She lives in Berlin.
Lt. Gen. Salim and Gov. Nasser met in Sochi.| Col. Farid waited.
The aid group Doctors of the World Inc. left Syria.| It came back in May.
See www.example.org/idlib.html for the map.| Or call.
The Kremlin said no.[3]| Ankara said yes.
1. The road was cut.| 2. The bridge fell.
The army took Hama.\N{NO-BREAK SPACE}|Then\N{NO-BREAK SPACE}Homs fell.
Turkey – a NATO member – agreed.| Russia did not…
هل وصلت القافلة إلى إدلب؟| لم يجب أحد.
كم عدد النازحين؟| ومن أين جاؤوا؟
وصلت القافلة إلى حلب.| ثم عادت إلى حماة.
وصل د. خالد إلى حلب.| ثم غادر إلى دمشق.
قال الوزير: «انتهت الحرب.»| لم يصدقه أحد.
شام کی جنگ جاری ہے۔| حلب تباہ ہو گیا۔
アレッポは陥落した。|ホムスは残った。
""".splitlines()

HOSTILE = {
    "one word": "a" * 2_000_000,
    "words": "Idlib " * 330_000,
    "clauses": "Idlib, " * 280_000,
    "stops": "." * 2_000_000,
    "spaced stops": ". " * 1_000_000,
    "quoted stops": '."' * 1_000_000,
    "exclamations": "! " * 1_000_000,
    "brackets": ".))" * 600_000,
    "white space": "Idlib." + " " * 2_000_000 + "Homs.",
    "prose": "The M5 runs from Damascus via Homs, Hama and Aleppo to the border. " * 30_000,
}


def split(text: str) -> list[str]:
    paragraph = Block(0, len(text), BlockKind.PARAGRAPH)
    return [text[start:end] for start, end in sentences(text, [paragraph])]


def check(text: str) -> None:
    """Fail unless the spans keep what `Document` promises of them."""
    found = blocks(text)
    spans = sentences(text, found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(before.end <= after.start for before, after in pairwise(spans))
    outer = iter(found)
    block = next(outer, None)
    position = 0
    for start, end in spans:
        assert 0 < end - start <= MAX_SENTENCE
        assert text[start:end] == text[start:end].strip()
        assert not text[position:start].strip()
        while block is not None and block.end <= start:
            block = next(outer, None)
        assert block is not None
        assert block.start <= start
        assert end <= block.end
        position = end
    assert not text[position:].strip()


@pytest.mark.parametrize("case", HARD_CASES)
def test_hard_sentence_ends(case: str) -> None:
    assert split(case.replace("|", "")) == [part.strip() for part in case.split("|")]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_two_megabytes_on_a_line_stay_within_bounds(text: str) -> None:
    # Each takes well under a second; time that grows with the square would take minutes.
    check(text)


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \t\r\n\N{NO-BREAK SPACE}\u2028\n"])
def test_white_space_yields_no_span(text: str) -> None:
    assert blocks(text) == ()
    assert sentences(text, blocks(text)) == ()


def test_a_long_sentence_is_cut_after_a_clause() -> None:
    clause = "they went from one town to the next along the road"
    parts = split(", ".join([clause] * 30) + ".")
    assert len(parts) > 1
    assert all(part.endswith((clause + ",", clause + ".")) for part in parts)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_blank_lines_and_lines_end_blocks(newline: str) -> None:
    text = newline.join(["A short title", "", "Idlib fell.", "", "", "Homs did not. Nor did Hama."])
    found = [(text[start:end], kind) for start, end, kind in blocks(text)]
    assert found == [
        ("A short title", BlockKind.HEADING),
        ("Idlib fell.", BlockKind.PARAGRAPH),
        ("Homs did not. Nor did Hama.", BlockKind.PARAGRAPH),
    ]


def test_lines_wrapped_to_a_width_are_one_paragraph() -> None:
    text = (
        "The road from Damascus to Aleppo passes through Homs,\n"
        "Hama and Maaret al-Numan. It was closed for years and\n"
        "opened again.\n"
    )
    assert [text[start:end] for start, end, _ in blocks(text)] == [text.strip()]
    assert len(sentences(text, blocks(text))) == 2


def test_lines_that_are_not_wrapped_are_blocks_of_their_own() -> None:
    text = "Idlib\nHoms and its surroundings\nHama\nAleppo"
    assert [kind for *_, kind in blocks(text)] == [BlockKind.PARAGRAPH] * 4
    assert len(sentences(text, blocks(text))) == 4


@pytest.mark.parametrize("item", ["- ", "* ", "1. ", "(a) "])
def test_list_items_are_blocks_and_no_headings(item: str) -> None:
    text = f"{item}the province of Idlib and its towns\n{item}the province of Daraa in the south"
    assert [kind for *_, kind in blocks(text)] == [BlockKind.PARAGRAPH] * 2


def test_spans_fit_the_originals() -> None:
    for path in sorted(originals_or_skip().glob("*.txt")):
        check(path.read_bytes().decode("utf-8"))
