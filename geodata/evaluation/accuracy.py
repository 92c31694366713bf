"""The figures of the page about accuracy: every measurement there is, run and written anew.

The page is written by hand save what stands between its two marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from geodata.evaluation.gold import Gold, GoldError, in_case
from geodata.evaluation.measures import own_faults
from geodata.evaluation.report import (
    confidence,
    fault_list,
    kinds,
    names,
    overview,
    own_gold,
    reliability,
    roles,
)
from geodata.evaluation.trial import (
    Bench,
    Result,
    cross_validate,
    evaluate,
    shipped,
    shipped_training,
    trained,
)

BEGIN = "<!-- figures: begin (written by the command, not by hand) -->"
END = "<!-- figures: end -->"
CASES = (("in capitals", str.upper), ("without capitals", str.lower))


@dataclass(slots=True)
class Suite:
    """The results of every measurement: each corpus read by models trained on the others, as it is
    and in other cases; five folds; our own gold, and texts written to be gold, read by the shipped
    models.
    """

    crossed: list[Result] = field(default_factory=list)
    cases: list[Result] = field(default_factory=list)
    folds: list[Result] = field(default_factory=list)
    apart: list[Result] = field(default_factory=list)
    written: list[Result] = field(default_factory=list)
    own: list[Result] = field(default_factory=list)

    @property
    def results(self) -> list[Result]:
        return [
            *(*self.crossed, *self.cases, *self.folds, *self.apart),
            *(*self.written, *self.own),
        ]


def measure(golds: Sequence[Gold], bench: Bench) -> Suite:
    """Run every measurement that the golds allow."""
    corpora = [gold for gold in golds if not (gold.own or gold.written)]
    suite = Suite()
    for gold in corpora:
        others = [other for other in corpora if other is not gold]
        if not others:
            continue
        words = " and ".join(other.name for other in others)
        bench.say(f"Training on {words}")
        pipeline = trained(others, bench)
        suite.crossed.append(evaluate(pipeline, gold, words, bench))
        for name, change in CASES:
            suite.cases.append(evaluate(pipeline, in_case(gold, change, name), words, bench))
    if corpora:
        suite.folds = cross_validate(corpora, bench)
    if len(corpora) > 1:
        suite.apart = [result for gold in corpora for result in cross_validate([gold], bench)]
    words = f"as shipped ({', '.join(shipped_training())})"
    suite.own = [evaluate(shipped(bench), g, words, bench) for g in golds if g.own]
    suite.written = [evaluate(shipped(bench), g, words, bench) for g in golds if g.written]
    return suite


def sections(suite: Suite) -> str:
    """The figures of a page, with their headings; a part that was not measured is left out."""
    folds = [*suite.folds, *suite.apart]
    reliable = "\n\n".join(reliability(result) for result in suite.apart or suite.folds)
    parts = [
        ("Trained on one corpus, scored on another", overview(suite.crossed)),
        ("Five folds by document", overview(folds)),
        ("Names that training had seen, and others", names([*suite.crossed, *suite.folds])),
        ("Roles, at the gold's spans, in five folds", roles(suite.folds)),
        ("Confidence, in five folds", _joined(confidence(folds), reliable)),
        ("By kind of place, in five folds", kinds(suite.folds)),
        ("Headlines in capitals, and text without any", overview(suite.cases)),
        ("News of the world, written by hand", _written(suite.written)),
        ("The five articles", _own(suite.own)),
    ]
    return "\n\n".join(f"### {heading}\n\n{body}" for heading, body in parts if body)


def _written(results: Sequence[Result]) -> str:
    return _joined(overview(results), roles(results), confidence(results))


def _own(results: Sequence[Result]) -> str:
    if results and not any(result.gold.documents for result in results):
        return "The articles were not at hand when these figures were made."
    lists = (fault_list(own_faults(result.verdicts)) for result in results)
    return _joined(own_gold(results), *lists)


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def split_page(path: Path) -> tuple[str, str]:
    """What stands before and after the figures of a page.  GoldError where it has no marks."""
    try:
        page = path.read_text(encoding="utf-8")
    except OSError as error:
        raise GoldError(f"{path} cannot be read ({error.strerror}).") from error
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise GoldError(f"{path} needs a line {BEGIN} and, after it, a line {END}.")
    return before, after


def write_page(path: Path, suite: Suite, version: str) -> None:
    """Replace the figures of a page; `version` is the gazetteer's."""
    before, after = split_page(path)
    said = f"Measured with the gazetteer {version}."
    figures = f"{BEGIN}\n\n{said}\n\n{sections(suite)}\n\n{END}"
    path.write_text(f"{before}{figures}{after}", encoding="utf-8")
