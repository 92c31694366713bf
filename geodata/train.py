"""Trains the two linear models: `python -m geodata train CORPUS.jsonl ... [-o FOLDER]`.

A corpus has a line per document: `{"doc_id", "text", "toponyms": [{"start", "end", "type",
"subtype", "modifier"}]}`, offsets half-open in code points.  Recognition learns from all corpora,
roles from those whose toponyms carry a type.  Needs scikit-learn (requirements-dev.txt).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.features import Scene, recognition_features, role_features
from geodata.gazetteer import Gazetteer
from geodata.linear import LinearModel
from geodata.matching import Match
from geodata.recognition import Models, see

MIN_COUNT = 5  # a feature seen less often says more of one document than of the language
INVERSE_REGULARISATION = 0.15
DIGITS = 3
NOT_PLACES = ("homonym", "language")

Example = tuple[list[str], str]


def train(
    corpora: Sequence[Path], folder: Path, gazetteer: Gazetteer, about: Mapping[str, object]
) -> Models:
    """Fit both models on the corpora and write them to a folder."""
    documents = [document for path in corpora for document in read(path)]
    recognition, roles = fit_models(documents, gazetteer, about)
    folder.mkdir(parents=True, exist_ok=True)
    recognition.save(folder / "recognition.json")
    roles.save(folder / "roles.json")
    return recognition, roles


def fit_models(
    documents: Sequence[dict[str, Any]],
    gazetteer: Gazetteer,
    about: Mapping[str, object] | None = None,
) -> Models:
    """Both models, fitted to documents as a corpus has them.

    Where no toponym has a type, every role but a demonym is called literal.
    """
    scenes = [(see(document["text"], gazetteer), document) for document in documents]
    recognition = fit([e for pair in scenes for e in place_examples(*pair)], about or {})
    examples = [e for pair in scenes for e in role_examples(*pair)]
    if len({label for _, label in examples}) < 2:
        untaught = LinearModel(["literal", "metonym"], {"bias": [1.0, -1.0]}, about or {})
        return recognition, untaught
    return recognition, fit(examples, about or {})


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The documents of a corpus."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def place_examples(scene: Scene, document: dict[str, Any]) -> Iterator[Example]:
    """Every known match, labelled "place" where the gold has exactly its span."""
    gold = {(t["start"], t["end"]) for t in document["toponyms"] if t.get("type") not in NOT_PLACES}
    for match in scene.matches:
        if match.known:
            label = "place" if span(scene, match) in gold else "other"
            yield recognition_features(scene, match), label


def role_examples(scene: Scene, document: dict[str, Any]) -> Iterator[Example]:
    """Every match that is a gold toponym with a type, labelled with our role."""
    gold = {(t["start"], t["end"]): role(t) for t in document["toponyms"] if t.get("type")}
    for match in scene.matches:
        label = gold.get(span(scene, match))
        if label:
            yield role_features(scene, match), label


def span(scene: Scene, match: Match) -> tuple[int, int]:
    """The characters of a match."""
    return scene.tokens[match.first].start, scene.tokens[match.last - 1].end


def role(toponym: dict[str, Any]) -> str:
    """Our role for a toponym of GeoWebNews; "" where it is not a place."""
    if toponym["type"] in NOT_PLACES:
        return ""
    if toponym.get("modifier") == "Adjective" or toponym["type"] == "demonym":
        return "demonym"
    if toponym.get("subtype") == "Embedded_Non_Lit":
        return "embedded"
    return "literal" if toponym["type"] == "literal" else "metonym"


def fit(examples: Sequence[Example], about: Mapping[str, object]) -> LinearModel:
    """Multinomial logistic regression over the features seen often enough."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    counts = Counter(feature for features, _ in examples for feature in set(features))
    rows = [{f: 1 for f in features if counts[f] >= MIN_COUNT} for features, _ in examples]
    vectoriser = DictVectorizer()
    matrix = vectoriser.fit_transform(rows)
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=1000)
    model.fit(matrix, [label for _, label in examples])
    coefficients = model.coef_ if len(model.classes_) > 2 else _both_sides(model.coef_)
    intercepts = model.intercept_ if len(model.classes_) > 2 else _both_sides(model.intercept_)
    weights = {"bias": [round(float(v), DIGITS) for v in intercepts]}
    for column, name in enumerate(vectoriser.get_feature_names_out()):
        values = [round(float(v), DIGITS) for v in coefficients[:, column]]
        if any(abs(value) >= 0.02 for value in values):
            weights[str(name)] = values
    return LinearModel([str(c) for c in model.classes_], weights, about)


def _both_sides(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Two classes have one set of numbers: half of it speaks for one, half against the other."""
    return np.concatenate([-values / 2, values / 2])
