"""Runs the pipeline over gold: as it ships, trained on other corpora, or in five folds.

How the pipeline is trained and asked is known to `Pipeline` and the functions beside it only.  A
text on which it fails is said in a sentence, and all of its toponyms count as missed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from geodata.evaluation.containment import holding
from geodata.evaluation.gold import Gold, GoldDocument, Span, has_roles
from geodata.evaluation.measures import RolePair
from geodata.evaluation.scoring import Verdict, answer_of, judge
from geodata.fold import fold
from geodata.gazetteer import Gazetteer
from geodata.locate import locate
from geodata.model import Resolution, Role
from geodata.models import Models
from geodata.models import shipped as shipped_models
from geodata.recognition import OWN, Recogniser, roles_of_spans

FOLDS = 5
SAID_EVERY = 200  # documents
# What code raises that meets a text nobody thought of.
FAILURES = (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError)

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What is evaluated.  `names` are the folded names of its training gold, None where unknown;
    `learned_roles`: whether that gold had any roles.
    """

    locate: Callable[[str], Sequence[Resolution]]
    roles: Callable[[str, Sequence[Span]], Sequence[Role]]
    names: AbstractSet[str] | None = None
    learned_roles: bool = True


@dataclass(frozen=True, slots=True)
class Bench:
    """What every run needs; `say` takes a line of progress."""

    gazetteer: Gazetteer
    say: Say
    recogniser: Recogniser = OWN

    def described(self, trained_on: str) -> str:
        """What was trained on, in words, and who found the names where that is not our own."""
        if self.recogniser == OWN:
            return trained_on
        return f"{trained_on}; names by {self.recogniser.name}"


@dataclass(slots=True)
class Result:
    """The verdicts on one gold by a pipeline trained on `trained_on`, in words.

    `roles` are gold and given roles at the gold's own spans, empty where either side has none;
    `failed` are the documents on which the pipeline failed.
    """

    trained_on: str
    gold: Gold
    verdicts: list[Verdict] = field(default_factory=list)
    roles: list[RolePair] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def shipped(bench: Bench) -> Pipeline:
    """The pipeline with the models that ship."""
    return _pipeline(bench, None)


def shipped_training() -> list[str]:
    """The names of the corpora that the shipped models were trained on."""
    about = shipped_models().about.get("trained on")
    return [str(name) for name in about] if isinstance(about, list) else []


def trained(training: Sequence[Gold], bench: Bench) -> Pipeline:
    """The pipeline with models fitted to the training gold."""
    from geodata.training.train import fit_models

    documents = [document for gold in training for document in gold.documents]
    models = fit_models([dict(document.line) for document in documents], bench.gazetteer)
    names = frozenset(fold(t.surface) for document in documents for t in document.toponyms)
    return replace(_pipeline(bench, models), names=names, learned_roles=has_roles(training))


def _pipeline(bench: Bench, models: Models | None) -> Pipeline:
    return Pipeline(
        lambda text: locate(text, bench.gazetteer, models, bench.recogniser),
        lambda text, spans: roles_of_spans(text, spans, bench.gazetteer, models),
    )


def evaluate(pipeline: Pipeline, gold: Gold, trained_on: str, bench: Bench) -> Result:
    """The pipeline's answers on a gold, judged."""
    result = Result(bench.described(trained_on), gold)
    _judge(pipeline, gold.documents, result, bench)
    return result


def cross_validate(golds: Sequence[Gold], bench: Bench) -> list[Result]:
    """A result for each gold, every document judged by models that never saw it.

    All golds together are cut into five by their documents; each fifth is read by models trained
    on the other four.
    """
    names = " and ".join(gold.name for gold in golds)
    words = bench.described(f"five folds of {names}")
    results = [Result(words, gold) for gold in golds]
    for number in range(FOLDS):
        training = [_part(gold, [n for n in range(FOLDS) if n != number]) for gold in golds]
        count = sum(len(gold.documents) for gold in training)
        bench.say(f"Fold {number + 1} of {FOLDS}: training on {count} documents")
        pipeline = trained(training, bench)
        for gold, result in zip(golds, results, strict=True):
            _judge(pipeline, _part(gold, [number]).documents, result, bench)
    return results


def fold_of(doc_id: str) -> int:
    """The fold of a document, 0 to 4: always the same, whatever else is in the corpus."""
    digest = hashlib.sha256(doc_id.encode()).digest()
    return int.from_bytes(digest[:8], "big") % FOLDS


def _part(gold: Gold, folds: Sequence[int]) -> Gold:
    documents = tuple(d for d in gold.documents if fold_of(d.doc_id) in folds)
    return replace(gold, documents=documents)


def _judge(
    pipeline: Pipeline, documents: Sequence[GoldDocument], result: Result, bench: Bench
) -> None:
    """Add to a result what the pipeline makes of documents."""
    holds = holding(bench.gazetteer)
    for number, document in enumerate(documents):
        if number and number % SAID_EVERY == 0:
            bench.say(f"{result.gold.name}: {number} of {len(documents)} documents read")
        try:
            answers = [answer_of(one) for one in pipeline.locate(document.text)]
            roles = _roles(pipeline, document)
        except FAILURES as error:
            what = f"{type(error).__name__}: {error}"
            bench.say(f"{document.doc_id} failed, its toponyms count as missed ({what})")
            answers, roles = [], []
            result.failed.append(document.doc_id)
        result.verdicts += judge(document, answers, holds, pipeline.names)
        result.roles += roles


def _roles(pipeline: Pipeline, document: GoldDocument) -> list[RolePair]:
    """Gold and given roles at the gold's spans."""
    wanted = [(t.role, (t.start, t.end)) for t in document.toponyms if t.role is not None]
    if not wanted or not pipeline.learned_roles:
        return []
    given = pipeline.roles(document.text, [span for _, span in wanted])
    return list(zip([role for role, _ in wanted], given, strict=True))
