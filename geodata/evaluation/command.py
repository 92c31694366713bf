"""`python -m geodata evaluate`: gold files in, tables and JSON out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from geodata.evaluation.accuracy import measure, split_page, write_page
from geodata.evaluation.gold import Gold, GoldError, in_case, read_gold
from geodata.evaluation.marked import SUFFIX, read_marked
from geodata.evaluation.record import record
from geodata.evaluation.report import terminal
from geodata.evaluation.trial import (
    Bench,
    Result,
    cross_validate,
    evaluate,
    shipped,
    shipped_training,
    trained,
)
from geodata.recognition import OWN
from sources.collection import read_paths

CASES = {"upper": (str.upper, "in capitals"), "lower": (str.lower, "without capitals")}


@dataclass(frozen=True, slots=True)
class Task:
    """What is wanted.  At most one of `cross_validate`, `train_on`, `report` is set; with none, the
    shipped models answer.  `documents` is the folder with the texts of our own gold, `case` one of
    `CASES` or "" for texts as they are, `errors` the number of kinds of errors to list, `json`
    and `report` are files to write.
    """

    gold: Sequence[Path]
    cross_validate: bool = False
    train_on: Sequence[Path] = ()
    report: Path | None = None
    documents: Path | None = None
    case: str = ""
    errors: int = 0
    json: Path | None = None


def run(task: Task, bench: Bench) -> str:
    """Do what is wanted and return the tables.  Raises GoldError."""
    texts = _texts(task.documents)
    golds = [_read(path, texts) for path in task.gold]
    training = [_read(path, {}) for path in task.train_on or ()]
    _check(task, golds, training, bench)
    if task.case:
        golds = [in_case(gold, *CASES[task.case]) for gold in golds]
    if task.report is not None:
        split_page(task.report)  # before hours of work, not after
        suite = measure(golds, bench)
        write_page(task.report, suite, bench.gazetteer.version)
        results = suite.results
    elif task.cross_validate:
        results = cross_validate(golds, bench)
    else:
        results = _evaluate(task, golds, training, bench)
    if task.json is not None:
        _write(task.json, results, bench)
    return terminal(results, task.errors)


def _read(path: Path, texts: Mapping[str, str]) -> Gold:
    return read_marked(path) if path.suffix == SUFFIX else read_gold(path, texts)


def _texts(folder: Path | None) -> Mapping[str, str]:
    """The texts of a folder by the SHA-256 of their file."""
    if folder is None:
        return {}
    return {document.sha256: document.text for document in read_paths([folder]).documents}


def _check(task: Task, golds: Sequence[Gold], training: Sequence[Gold], bench: Bench) -> None:
    """Refuse what cannot be done, and say what the figures do not tell."""
    for gold in golds:
        if gold.absent:
            bench.say(f"{gold.name}: not at hand are {', '.join(gold.absent)}")
        if not gold.documents and task.report is None:
            raise GoldError(f"None of the texts of {gold.name} is at hand: --documents FOLDER.")
    if task.case and task.report is not None:
        raise GoldError("--report measures texts in both cases anyway: leave --case out.")
    if task.report is not None and bench.recogniser != OWN:
        raise GoldError("--report measures our own recogniser: leave --recogniser out.")
    learned = [*training, *(golds if task.cross_validate else ())]
    if own := [gold.name for gold in learned if gold.own or gold.written]:
        raise GoldError(f"{', '.join(own)} is our own gold, on which nothing is trained.")
    texts = {document.text for gold in training for document in gold.documents}
    for gold in golds:
        if both := sum(document.text in texts for document in gold.documents):
            bench.say(f"Take care: trained on {both} of the very documents of {gold.name}.")


def _evaluate(
    task: Task, golds: Sequence[Gold], training: Sequence[Gold], bench: Bench
) -> list[Result]:
    if training:
        words = " and ".join(gold.name for gold in training)
        bench.say(f"Training on {words}")
        pipeline = trained(training, bench)
    else:
        names = shipped_training()
        words = f"as shipped ({', '.join(names)})"
        pipeline = shipped(bench)
        for name in sorted({path.stem for path in task.gold} & set(names)):
            bench.say(
                f"Take care: the shipped models were trained on {name} itself. These figures say "
                "how well they remember it; --cross-validate or --train-on say how well they read."
            )
    return [evaluate(pipeline, gold, words, bench) for gold in golds]


def _write(path: Path, results: Sequence[Result], bench: Bench) -> None:
    records = [record(result) for result in results]
    content = {
        "gazetteer": bench.gazetteer.version,
        "recogniser": bench.recogniser.name,
        "results": records,
    }
    try:
        path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise GoldError(f"{path} cannot be written ({error.strerror}).") from error
