"""Trains the models: `python -m geodata train CORPUS.jsonl ... [-o FOLDER]`.

A corpus has a line per document: `{"doc_id", "text", "toponyms": [{"start", "end", "lat", "lon",
"type", "subtype", "modifier"}]}`, offsets half-open in code points.  Recognition and ranking learn
from all corpora, roles from those whose toponyms carry a type and from sentences of our own
(frames.txt).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from geodata.evaluation.gold import GoldError, corpus_role
from geodata.gazetteer import Gazetteer
from geodata.judge import UNDECIDED
from geodata.models import Models, Pair
from geodata.rows import DEMONYM_KIND, facts, span_rows
from geodata.scene import Scene, see
from geodata.spans import Span
from geodata.training.answers import answers_to, fit_judge
from geodata.training.fitting import NetworkPlan, fit_network, fit_trees
from geodata.training.frames import made_up
from geodata.training.names import Marked
from geodata.training.ranks import fit_ranks

THIRDS = 3
SPAN_NETWORK = NetworkPlan()
ONE_NETWORK = NetworkPlan(members=1)  # for the judge's thirds: nearly as good, and much faster
ROLE_NETWORK = NetworkPlan(members=6, units=48, drop=0.4, epochs=20, batch=64)
SPAN_TREES: dict[str, object] = {
    "rounds": 250, "learning_rate": 0.08, "num_leaves": 31, "max_depth": 6, "max_bin": 63,
    "min_data_in_leaf": 20,
    "bagging_fraction": 0.8, "bagging_freq": 1, "feature_fraction": 0.2, "lambda_l2": 2.0,
}  # fmt: skip
ROLE_TREES: dict[str, object] = {
    **SPAN_TREES, "rounds": 120, "num_leaves": 12, "max_depth": 5, "min_data_in_leaf": 15,
}  # fmt: skip

Document = Mapping[str, Any]
Pairs = tuple[NDArray[np.float32], list[str]]


@dataclass(slots=True)
class Seen:
    """A document of a corpus with its scene, spans and rows."""

    document: Document
    scene: Scene
    spans: list[Span]
    rows: NDArray[np.float32]


def fit_models(
    documents: Sequence[Document],
    gazetteer: Gazetteer,
    about: Mapping[str, object] | None = None,
) -> Models:
    """All models, fitted to documents as a corpus has them; GoldError where they mark no place.

    The judge of confidence learns from thirds of the documents, each read by models that were
    fitted to the other two.
    """
    # More threads than cores would wait for one another.
    with threadpool_limits(1):
        return _fit_all([_look(document, gazetteer) for document in documents], about or {})


def _fit_all(seen: Sequence[Seen], about: Mapping[str, object]) -> Models:
    if sum(bool(one.document["toponyms"]) for one in seen) < 2 * THIRDS:
        raise GoldError(f"Training needs at least {2 * THIRDS} documents that mark a place.")
    answers = [
        answers_to(one.document, one.scene, models)
        for number in range(THIRDS)
        for models in [_fit_without_judge([*_but(seen, number)], ONE_NETWORK)]
        for one in seen[number::THIRDS]
    ]
    return replace(_fit_without_judge(seen, SPAN_NETWORK), judge=fit_judge(answers), about=about)


def _but(seen: Sequence[Seen], number: int) -> Iterator[Seen]:
    return (one for index, one in enumerate(seen) if index % THIRDS != number)


def _fit_without_judge(seen: Sequence[Seen], plan: NetworkPlan) -> Models:
    spans = _fit(*_span_examples(seen), plan, SPAN_TREES)
    rows, labels = _role_examples(seen)
    roles = None
    if len(set(labels)) > 1:
        more, made_labels = _made_up_examples(seen[0].scene.gazetteer)
        rows, labels = np.concatenate([rows, more]), [*labels, *made_labels]
        roles = _fit(rows, labels, ROLE_NETWORK, ROLE_TREES)
    ranker = fit_ranks([(one.document, one.scene) for one in seen])
    return Models(spans, roles, ranker, UNDECIDED, {})


def _look(document: Document, gazetteer: Gazetteer) -> Seen:
    scene = see(document["text"], gazetteer)
    return Seen(document, scene, scene.spans, span_rows(scene, scene.spans))


def _fit(
    rows: NDArray[np.float32],
    labels: list[str],
    plan: NetworkPlan,
    options: Mapping[str, object],
) -> Pair:
    return Pair(fit_network(rows, labels, plan), fit_trees(rows, labels, options))


def _span_examples(seen: Sequence[Seen]) -> Pairs:
    rows, labels = [], []
    for one in seen:
        if not one.spans:
            continue
        found = _labels(one)
        kept = [index for index, label in enumerate(found) if label]
        rows.append(one.rows[kept])
        labels += [found[index] for index in kept]
    return np.concatenate(rows), labels


def _labels(one: Seen) -> list[str]:
    """Say "place", "other", or "" where the gold says nothing of a span."""
    marked = Marked(one.document)
    labels = {True: "place", False: "other", None: ""}
    found = []
    for span in one.spans:
        demonym = facts(span.key, one.scene.gazetteer).kind == DEMONYM_KIND
        found.append(labels[marked.says(*_characters(one.scene, span), demonym=demonym)])
    return found


def _role_examples(seen: Sequence[Seen]) -> Pairs:
    rows, labels = [], []
    for one in seen:
        gold = {(t["start"], t["end"]): corpus_role(t) for t in one.document["toponyms"]}
        for index, span in enumerate(one.spans):
            role = gold.get(_characters(one.scene, span))
            if role:
                rows.append(one.rows[index])
                labels.append(str(role))
    return np.array(rows, dtype=np.float32), labels


@lru_cache(maxsize=1)
def _made_up_examples(gazetteer: Gazetteer) -> Pairs:
    """Rows and roles of names in sentences made from frames."""
    rows, labels = [], []
    for document in made_up():
        scene = see(document["text"], gazetteer)
        marks = document["toponyms"]
        places = [scene.tokens_at(mark["start"], mark["end"]) for mark in marks]
        rows.append(span_rows(scene, [scene.span(first, last) for first, last in places]))
        labels += [mark["role"] for mark in marks]
    return np.concatenate(rows), labels


def _characters(scene: Scene, span: Span) -> tuple[int, int]:
    return scene.tokens[span.first].start, scene.tokens[span.last - 1].end
