"""Evaluation of a corpus made in the test, through the real pipeline."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from geodata.__main__ import main
from geodata.evaluation.accuracy import BEGIN, END
from geodata.evaluation.gold import (
    Gold,
    GoldDocument,
    GoldError,
    Toponym,
    corpus_role,
    in_case,
    read_gold,
)
from geodata.evaluation.trial import Bench, Pipeline, evaluate, fold_of
from geodata.gazetteer import Gazetteer
from geodata.model import Resolution, Role

pytestmark = pytest.mark.usefixtures("gazetteer")
SENTENCES = [
    ("Rain fell in {}.", "Aleppo", 36.2, 37.15, "literal"),
    ("Snow fell in {} all night.", "Helsinki", 60.17, 24.94, "literal"),
    ("A road leads to {}.", "Warsaw", 52.23, 21.01, "literal"),
    ("{} denied it.", "Moscow", 55.75, 37.62, "associative"),
    ("{} denied the report.", "Ankara", 39.92, 32.85, "associative"),
    ("The {} army left.", "Turkish", 39.0, 35.0, "demonym"),
    ("Mr {} slept.", "Lincoln", None, None, None),
    ("Mr {} ate early.", "Houston", None, None, None),
]


def document(number: int, index: int) -> dict[str, object]:
    frame, name, lat, lon, kind = SENTENCES[index]
    text = frame.format(name)
    start = text.index(name)
    toponym = {"start": start, "end": start + len(name), "lat": lat, "lon": lon, "type": kind}
    return {
        "doc_id": f"{number}-{index}",
        "text": text,
        "toponyms": [toponym] if kind else [],
    }


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two corpora of the same sentences, six documents of each in the one, four in the other."""
    folder = tmp_path_factory.mktemp("corpora")
    made = []
    for name, numbers in (("wide", range(6)), ("narrow", range(10, 14))):
        lines = [json.dumps(document(n, i)) for n in numbers for i in range(len(SENTENCES))]
        made.append(folder / f"{name}.jsonl")
        made[-1].write_text("\n".join(lines) + "\n", encoding="utf-8")
    return made


def figures(tmp_path: Path, *arguments: str | Path) -> list[dict[str, Any]]:
    """The records that a run of the command writes, one for each gold."""
    out = tmp_path / "figures.json"
    assert main(["evaluate", *map(str, arguments), "--json", str(out)]) == 0
    results: list[dict[str, Any]] = json.loads(out.read_text("utf-8"))["results"]
    return results


def test_shipped_models_answer_a_gold(
    corpora: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (result,) = figures(tmp_path, corpora[1])
    every, fewer = result["every mention"], result["without demonyms"]
    assert every["recognition"]["gold"] == fewer["recognition"]["gold"] == 24
    assert every["end_to_end_161km"]["right"] == 24
    assert fewer["end_to_end_161km"]["right"] == 20
    assert result["names"] == {}
    assert "| narrow | 32 | every mention |" in capsys.readouterr().out


def test_training_on_another_corpus_tells_seen_names_from_others(
    corpora: list[Path], tmp_path: Path
) -> None:
    new = document(20, 0) | {"text": "Rain fell in Lisbon."}
    gold = tmp_path / "new.jsonl"
    gold.write_text(json.dumps(new) + "\n" + json.dumps(document(20, 1)) + "\n", encoding="utf-8")
    (result,) = figures(tmp_path, gold, "--train-on", corpora[0])
    seen, unseen = result["names"]["seen in training"], result["names"]["unseen"]
    assert (seen["recognition"]["gold"], unseen["recognition"]["gold"]) == (1, 1)
    assert unseen["end_to_end_161km"]["right"] == 0


def test_five_folds_judge_every_document_once(
    corpora: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wide, narrow = figures(tmp_path, *corpora, "--cross-validate")
    assert wide["every mention"]["recognition"]["gold"] == 36
    assert narrow["every mention"]["recognition"]["gold"] == 24
    assert wide["trained_on"] == "five folds of wide and narrow"
    assert sum(wide["roles"]["counts"].values()) == 36
    assert "Fold 5 of 5" in capsys.readouterr().err


def test_a_document_keeps_its_fold() -> None:
    assert [fold_of(name) for name in ("a", "b", "c", "d")] == [0, 1, 0, 4]


def test_texts_in_capitals_keep_their_offsets(corpora: list[Path], tmp_path: Path) -> None:
    (result,) = figures(tmp_path, corpora[1], "--case", "upper")
    assert result["gold"] == "narrow, in capitals"
    assert result["every mention"]["recognition"]["gold"] == 24


def test_a_text_that_capitals_would_lengthen_is_left_out() -> None:
    rows = (
        GoldDocument("a", "In Gießen.", (Toponym(3, 9, "Gießen"),)),
        GoldDocument("b", "In Bonn.", (Toponym(3, 7, "Bonn"),)),
    )
    (kept,) = in_case(Gold("g", rows), str.upper, "in capitals").documents
    assert (kept.text, kept.toponyms[0].surface) == ("IN BONN.", "BONN")


def test_training_on_the_very_documents_is_said(
    corpora: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures(tmp_path, corpora[1], "--train-on", corpora[0])
    assert "trained on 32 of the very documents of narrow" in capsys.readouterr().err
    shipped = tmp_path / "lgl.jsonl"
    shipped.write_text(json.dumps(document(0, 0)) + "\n", encoding="utf-8")
    figures(tmp_path, shipped)
    assert "the shipped models were trained on lgl itself" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{folder}/missing.jsonl"], "missing.jsonl cannot be read"),
        (["{folder}/bad.jsonl"], "line 1: it has no 'toponyms'; line 2: 3:99 is no span"),
        (["{folder}/empty.jsonl"], "it is empty"),
        (["{folder}/own.jsonl"], "--documents FOLDER"),
        (["{folder}/own.jsonl", "--cross-validate"], "--documents FOLDER"),
        (["{folder}/own.jsonl", "--cross-validate", "--documents", "{folder}"], "nothing is train"),
        (["{folder}/own.jsonl", "--report", "{folder}/note.txt"], "needs a line <!-- figures"),
        (["{folder}/own.jsonl", "--report", "{folder}/x", "--case", "upper"], "leave --case out"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_own_gold(tmp_path)
    bad = [{"doc_id": "a", "text": "x"}, document(1, 0) | {"toponyms": [{"start": 3, "end": 99}]}]
    (tmp_path / "bad.jsonl").write_text("\n".join(map(json.dumps, bad)), encoding="utf-8")
    (tmp_path / "empty.jsonl").touch()
    assert main(["evaluate", *(each.format(folder=tmp_path) for each in arguments)]) == 2
    assert said in capsys.readouterr().err


def test_the_faults_of_a_file_come_together_and_not_all(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("[]\n" * 7, encoding="utf-8")
    with pytest.raises(GoldError, match=r"line 1.*line 5: it is no object \(and 2 more\)"):
        read_gold(path, {})


def write_own_gold(folder: Path) -> Path:
    """Gold in our own terms for one text, which it does not hold."""
    text = "Rain fell in Aleppo.\n\nTurkish trucks waited near Homs.\n"
    (folder / "note.txt").write_text(text, encoding="utf-8")
    mentions = [
        {"start": 13, "end": 19, "role": "literal", "place": "geonames:170063"},
        {"start": 22, "end": 29, "role": "demonym", "place": "geonames:298795"},
        {"start": 49, "end": 53, "role": "literal", "place": "geonames:1"},
    ]
    digest = hashlib.sha256(text.encode()).hexdigest()
    line = {"sha256": digest, "file": "note.txt", "mentions": mentions}
    path = folder / "own.jsonl"
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    return path


def test_our_own_gold_is_scored_by_marks_and_every_error_is_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = write_own_gold(tmp_path)
    (result,) = figures(tmp_path, gold, "--documents", tmp_path)
    own = result["own"]
    assert own["found"] == {"part": 2, "whole": 2, "share": 1.0}
    assert own["placed"] == {"part": 1, "whole": 2, "share": 0.5}
    assert own["errors"] == 1
    assert "| note.txt | 49 | Homs | wrong place |" in capsys.readouterr().out


def test_a_text_on_which_the_pipeline_fails_is_said_and_counts_as_missed(
    gazetteer: Gazetteer,
) -> None:
    def locate(text: str) -> list[Resolution]:
        raise ValueError(text)

    said: list[str] = []
    gold = Gold("g", (GoldDocument("a", "Bonn", (Toponym(0, 4, "Bonn"),)),))
    result = evaluate(
        Pipeline(locate, lambda _, spans: [Role.LITERAL for _ in spans]),
        gold,
        "nothing",
        Bench(gazetteer, said.append),
    )
    assert [v.answer for v in result.verdicts] == [None]
    assert result.failed == ["a"]
    assert said[-1] == "a failed, its toponyms count as missed (ValueError: Bonn)"


def test_a_page_gets_its_figures_between_the_marks_and_keeps_the_rest(
    corpora: list[Path], tmp_path: Path
) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# Before\n\n{BEGIN}\nlast year\n{END}\n\nAfter.\n", encoding="utf-8")
    gold = write_own_gold(tmp_path)
    figures(tmp_path, *corpora, gold, "--documents", tmp_path, "--report", page)
    first = page.read_text(encoding="utf-8")
    assert first.startswith(f"# Before\n\n{BEGIN}\n")
    assert first.endswith(f"{END}\n\nAfter.\n")
    assert "last year" not in first
    for part in ("| wide | narrow | 32 |", "narrow, without capitals", "five folds", "Homs"):
        assert part in first
    figures(tmp_path, *corpora, gold, "--documents", tmp_path, "--report", page)
    assert page.read_text(encoding="utf-8") == first


def test_a_page_says_where_the_articles_were_not_at_hand(tmp_path: Path) -> None:
    page, gold = tmp_path / "page.md", write_own_gold(tmp_path)
    page.write_text(f"{BEGIN}\n{END}\n", encoding="utf-8")
    figures(tmp_path, gold, "--report", page)
    assert "were not at hand" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("toponym", "expected"),
    [
        ({"type": "literal", "subtype": "Mixed", "modifier": "Noun"}, Role.LITERAL),
        ({"type": "literal", "subtype": "Mixed", "modifier": "Adjective"}, Role.DEMONYM),
        ({"type": "associative", "subtype": "Metonymic"}, Role.METONYM),
        ({"type": "associative", "subtype": "Embedded_Non_Lit"}, Role.EMBEDDED),
        ({"type": "language"}, None),
        ({"type": None}, None),
    ],
)
def test_a_corpus_speaks_of_our_roles(toponym: dict[str, str], expected: Role | None) -> None:
    assert corpus_role(toponym) is expected
