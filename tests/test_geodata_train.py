"""Training on a corpus made in the test: the models learn from it, and come back as written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geodata.features import recognition_features, role_features
from geodata.gazetteer import Gazetteer
from geodata.linear import LinearModel
from geodata.recognition import recognise, see
from geodata.train import role, train

SENTENCES = [
    ("Rain fell in {}.", "Aleppo", "literal"),
    ("Snow fell in {}.", "Homs", "literal"),
    ("A road leads to {}.", "Helsinki", "literal"),
    ("{} denied it.", "Moscow", "associative"),
    ("{} denied the report.", "Ankara", "associative"),
    ("Mr {} slept.", "Lincoln", None),
    ("Mr {} ate.", "Houston", None),
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "made.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for number in range(6):
            for index, (frame, name, kind) in enumerate(SENTENCES):
                text = frame.format(name)
                start = text.index(name)
                toponym = {"start": start, "end": start + len(name), "type": kind}
                toponyms = [toponym] if kind else []
                line = {"doc_id": f"{number}-{index}", "text": text, "toponyms": toponyms}
                out.write(json.dumps(line) + "\n")
    return path


def test_models_learn_and_come_back_as_written(
    corpus: Path, tmp_path: Path, gazetteer: Gazetteer
) -> None:
    trained = train([corpus], tmp_path, gazetteer, {"trained on": ["made"]})
    read = tuple(LinearModel.load(tmp_path / f"{name}.json") for name in ("recognition", "roles"))
    for one, other in zip(trained, read, strict=True):
        assert (one.classes, one.weights, one.about) == (other.classes, other.weights, other.about)
    scene = see("Snow fell in Lattakia. Mr Lincoln slept.", gazetteer)
    _, mentions = recognise(scene, (read[0], read[1]))
    assert [mention.surface for mention in mentions] == ["Lattakia"]


def test_no_feature_holds_more_than_two_words_of_text(gazetteer: Gazetteer) -> None:
    words = ["qarb", "qelt", "qimp", "qoff", "qund", "qytt"]
    before, after = " ".join(words[:3]), " ".join(words[3:])
    scene = see(f"{before} Aleppo {after}.", gazetteer)
    (match,) = scene.matches
    features = [*recognition_features(scene, match), *role_features(scene, match)]
    held = [sum(word in feature for word in words) for feature in features]
    assert 1 <= max(held) <= 2


def test_probabilities_add_up() -> None:
    model = LinearModel(["a", "b"], {"bias": [0.0, 0.0], "x": [1.0, -1.0]}, {})
    found = model.probabilities(["x", "never seen"])
    assert found["a"] > found["b"]
    assert sum(found.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("toponym", "expected"),
    [
        ({"type": "literal", "modifier": "Adjective"}, "demonym"),
        ({"type": "associative", "subtype": "Embedded_Non_Lit", "modifier": "Noun"}, "embedded"),
        ({"type": "associative", "subtype": "Metonymic"}, "metonym"),
        ({"type": "homonym"}, ""),
    ],
)
def test_the_roles_of_the_corpus_are_ours(toponym: dict[str, str], expected: str) -> None:
    assert role(toponym) == expected
