"""Names found by spaCy pipelines that the tests make, through the command line and in Python."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language

from geodata.__main__ import main
from geodata.gazetteer import Gazetteer
from geodata.locate import locate
from geodata.model import Resolution, Role
from geodata.spacy_recogniser import LEAST_BELIEF, RecogniserError, pieces, recogniser_of

pytestmark = pytest.mark.usefixtures("gazetteer")
TEXT = (
    "Rain fell in Aleppo, Syria, and not in Homs.\n\n"
    "Turkish trucks of the Damascus Group waited for Shiite pilgrims and Michael Jordan.\n"
)
RULES = [
    ("GPE", "Aleppo"),
    ("GPE", "Syria"),
    ("NORP", "Turkish"),
    ("NORP", "Shiite"),
    ("ORG", "Damascus Group"),
    ("PERSON", "Michael Jordan"),
]


def ruled(*rules: tuple[str, str]) -> Language:
    """A blank pipeline with a ruler that knows some names by their labels."""
    pipeline = spacy.blank("en")
    ruler: Any = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": name} for label, name in rules])
    return pipeline


def saved(pipeline: Language, folder: Path) -> str:
    pipeline.to_disk(folder)
    return f"spacy:{folder}"


def found(text: str, gazetteer: Gazetteer, *rules: tuple[str, str]) -> list[Resolution]:
    return locate(text, gazetteer, recogniser=recogniser_of(ruled(*rules)))


def surfaces(text: str, gazetteer: Gazetteer, *rules: tuple[str, str]) -> list[str]:
    return [one.mention.surface for one in found(text, gazetteer, *rules)]


@pytest.fixture
def document(tmp_path: Path) -> str:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return str(tmp_path / "a.txt")


def test_locate_finds_the_names_that_the_pipeline_finds_and_no_others(
    document: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = saved(ruled(*RULES), tmp_path / "pipeline")
    assert main(["locate", document, "--recogniser", name]) == 0
    mentions = json.loads(capsys.readouterr().out)["mentions"]
    assert [(m["surface"], m["role"], m["place"]["name"]) for m in mentions] == [
        ("Aleppo", "literal", "Aleppo"),
        ("Syria", "literal", "Syria"),
        ("Turkish", "demonym", "Turkey"),
    ]
    assert all(TEXT[m["start"] : m["end"]] == m["surface"] for m in mentions)


def test_an_atlas_says_which_pipeline_made_it(document: str, tmp_path: Path) -> None:
    name = saved(ruled(*RULES), tmp_path / "pipeline")
    folder = tmp_path / "atlas"
    assert main(["atlas", document, "-o", str(folder), "--recogniser", name]) == 0
    about = json.loads((folder / "atlas.json").read_text(encoding="utf-8"))
    assert about["recogniser"] == "spacy:en_pipeline 0.0.0"
    assert about["mentions"] == 3
    assert main(["atlas", document, "-o", str(folder)]) == 0
    about = json.loads((folder / "atlas.json").read_text(encoding="utf-8"))
    assert about["recogniser"] == "own"
    assert about["mentions"] > 3


@pytest.fixture
def gold(tmp_path: Path) -> str:
    start = TEXT.index("Aleppo")
    toponym = {"start": start, "end": start + len("Aleppo"), "lat": 36.2, "lon": 37.15}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"doc_id": "a", "text": TEXT, "toponyms": [toponym]}) + "\n")
    return str(path)


def test_evaluate_scores_the_names_of_the_pipeline_and_says_whose_they_are(
    gold: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, out = saved(ruled(("GPE", "Aleppo")), tmp_path / "pipeline"), tmp_path / "out.json"
    assert main(["evaluate", gold, "--recogniser", name, "--json", str(out)]) == 0
    assert "names by spacy:en_pipeline 0.0.0" in capsys.readouterr().out
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert figures["recogniser"] == "spacy:en_pipeline 0.0.0"
    assert figures["results"][0]["every mention"]["recognition"]["f1"] == 1


def test_the_page_of_figures_is_of_our_own_recogniser_only(
    gold: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, page = saved(ruled(*RULES), tmp_path / "pipeline"), tmp_path / "page.md"
    assert main(["evaluate", gold, "--recogniser", name, "--report", str(page)]) == 2
    assert "leave --recogniser out" in capsys.readouterr().err
    assert not page.exists()


@pytest.mark.parametrize(
    ("text", "label", "entity", "surface"),
    [
        ("He left the Netherlands.", "GPE", "the Netherlands", "Netherlands"),
        ("He went to The Hague on Monday.", "GPE", "The Hague", "The Hague"),
        ("Syria's rivers fell.", "GPE", "Syria's", "Syria"),
        ("Syria’s rivers fell.", "GPE", "Syria’s", "Syria"),
        ("He left “Aleppo” again.", "GPE", "“Aleppo”", "Aleppo"),
        ("They saw the Aegean Sea.", "LOC", "the Aegean Sea", "Aegean Sea"),
    ],
)
def test_what_is_no_part_of_a_name_is_left_out(
    gazetteer: Gazetteer, text: str, label: str, entity: str, surface: str
) -> None:
    assert surfaces(text, gazetteer, (label, entity)) == [surface]


@pytest.mark.parametrize("entity", ["the", "’s", ",", "“”"])
def test_an_entity_without_a_name_makes_no_mention(gazetteer: Gazetteer, entity: str) -> None:
    text = "Syria’s towns, “” and the rest."
    assert surfaces(text, gazetteer, ("GPE", entity)) == []


def test_peoples_are_mentions_where_the_gazetteer_knows_them(gazetteer: Gazetteer) -> None:
    text = "Syrians and Republican voters met."
    (one,) = found(text, gazetteer, ("NORP", "Syrians"), ("NORP", "Republican"))
    assert (one.mention.surface, one.mention.role) == ("Syrians", Role.DEMONYM)
    assert one.place is not None
    assert one.place.country == "SY"


def test_the_pipeline_says_whether_a_name_is_a_town_or_a_people(gazetteer: Gazetteer) -> None:
    text = "Rain fell in Dane on Monday."
    (town,) = found(text, gazetteer, ("GPE", "Dane"))
    (people,) = found(text, gazetteer, ("NORP", "Dane"))
    assert town.mention.role is not Role.DEMONYM
    assert people.mention.role is Role.DEMONYM
    assert people.place is not None
    assert people.place.country == "DK"


def test_our_models_say_what_a_name_does(gazetteer: Gazetteer) -> None:
    text = "Snow fell in Helsinki on Monday. Moscow denied that it had bombed the hospital."
    rules = (("GPE", "Helsinki"), ("GPE", "Moscow"))
    roles = [one.mention.role for one in found(text, gazetteer, *rules)]
    assert roles == [Role.LITERAL, Role.METONYM]


def test_a_name_that_the_gazetteer_lacks_is_listed_with_its_reason(gazetteer: Gazetteer) -> None:
    (one,) = found("He lives in Xyzzyburg.", gazetteer, ("GPE", "Xyzzyburg"))
    assert one.place is None
    assert one.reason


def test_no_misspelt_names_are_added_to_those_of_the_pipeline(
    gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geodata.misspellings.CERTAIN", 0.0)  # however sure the models are
    text = "Ministers met in Damascus, Syria. They left Damasucs again for Homs."
    assert "Damasucs" in [one.mention.surface for one in locate(text, gazetteer) if one.misspelt]
    rules = (("GPE", "Damascus"), ("GPE", "Syria"))
    assert surfaces(text, gazetteer, *rules) == ["Damascus", "Syria"]


def test_confidence_is_never_below_the_least(gazetteer: Gazetteer) -> None:
    text = "The report of xyzzy, and rain in Aleppo, Syria."
    unlikely, likely = found(text, gazetteer, ("LOC", "xyzzy"), ("GPE", "Aleppo"))
    assert unlikely.mention.confidence == pytest.approx(LEAST_BELIEF)
    assert LEAST_BELIEF < likely.mention.confidence <= 1


def test_two_entities_in_one_of_our_tokens_make_one_mention(gazetteer: Gazetteer) -> None:
    assert [token.text for token in spacy.blank("en")("Near 20km")] == ["Near", "20", "km"]
    assert surfaces("Near 20km", gazetteer, ("LOC", "20"), ("LOC", "km")) == ["20km"]


@pytest.mark.parametrize(
    ("text", "longest", "cut"),
    [
        ("one\n\ntwo\nthree", 10, ["one\n\n", "two\nthree"]),
        ("one\ntwo. three", 10, ["one\n", "two. three"]),
        ("One two. Three", 10, ["One two. ", "Three"]),
        ("one two three", 10, ["one two ", "three"]),
        ("onetwothree", 4, ["onet", "woth", "ree"]),
        ("\n\n\n\n", 3, ["\n\n\n", "\n"]),
        ("short", 10, ["short"]),
        ("", 10, [""]),
    ],
)
def test_pieces_leave_nothing_out(text: str, longest: int, cut: list[str]) -> None:
    assert [text[start:end] for start, end in pieces(text, longest)] == cut


def test_a_text_longer_than_the_pipeline_takes_is_read_to_its_end(gazetteer: Gazetteer) -> None:
    pipeline = ruled(("GPE", "Aleppo"))
    pipeline.max_length = 30
    text = "\n\n".join(["Rain fell in Aleppo."] * 5)
    with pytest.raises(ValueError, match="E088"):
        pipeline(text)
    answers = locate(text, gazetteer, recogniser=recogniser_of(pipeline))
    assert [one.mention.start for one in answers] == [13, 35, 57, 79, 101]


def refused(name: str, document: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The sentence with which the command line refuses a recogniser."""
    assert main(["locate", document, "--recogniser", name]) == 2
    answer = capsys.readouterr()
    assert answer.out == ""
    assert answer.err.count("\n") == 1
    return answer.err


@pytest.mark.parametrize("name", ["stanza:en", "spacy", "spacy:", "en_core_web_sm"])
def test_an_unknown_recogniser_is_refused(
    name: str, document: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "spacy:NAME is the only one" in refused(name, document, capsys)


def test_without_spacy_a_sentence_says_how_to_install_it(
    document: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    assert "pip install spacy" in refused("spacy:anything", document, capsys)


def test_a_pipeline_that_is_not_there_is_said(
    document: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "there is no spaCy pipeline" in refused(f"spacy:{tmp_path}/no", document, capsys)


@pytest.mark.parametrize("part", ["config.cfg", "meta.json", "tokenizer"])
def test_a_broken_pipeline_is_said(
    part: str, document: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = saved(ruled(*RULES), tmp_path / "pipeline")
    (tmp_path / "pipeline" / part).write_bytes(b"\xff[")
    assert "does not work" in refused(name, document, capsys)


def test_a_pipeline_that_was_never_trained_is_said(
    document: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("ner")
    assert "E109" in refused(saved(pipeline, tmp_path / "pipeline"), document, capsys)


def test_a_pipeline_that_finds_no_entities_is_refused(
    document: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    sentence = refused(saved(pipeline, tmp_path / "pipeline"), document, capsys)
    assert "no component that finds entities (its components: sentencizer)" in sentence


def test_a_pipeline_that_finds_no_places_is_refused() -> None:
    with pytest.raises(RecogniserError, match="its labels are ORG, PERSON, and ours"):
        recogniser_of(ruled(("ORG", "Damascus Group"), ("PERSON", "Jordan")))


def test_a_ruler_of_spans_counts_where_it_writes_entities(gazetteer: Gazetteer) -> None:
    pipeline = spacy.blank("en")
    ruler: Any = pipeline.add_pipe("span_ruler", config={"annotate_ents": True})
    ruler.add_patterns([{"label": "GPE", "pattern": "Aleppo"}])
    answers = locate(TEXT, gazetteer, recogniser=recogniser_of(pipeline))
    assert [one.mention.surface for one in answers] == ["Aleppo"]
