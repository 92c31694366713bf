"""The figures of an evaluation as tables, in Markdown for the terminal and the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geodata.evaluation.measures import (
    Confusion,
    Fault,
    calibration,
    confusion_of_classes,
    faults,
    marks,
    most_frequent,
    own_faults,
)
from geodata.evaluation.scoring import (
    Rates,
    Share,
    Verdict,
    by_kind,
    containment_aware,
    drawn,
    end_to_end,
    recognition,
    resolution,
    without_demonyms,
)
from geodata.evaluation.trial import Result

KINDS_SHOWN = 15
COUNTED = (
    ("every mention", list),
    ("without demonyms", without_demonyms),
    ("marks on the map", drawn),
)

Row = Sequence[object]


def terminal(results: Sequence[Result], errors: int) -> str:
    """All that is known of some results; `errors` is how many kinds of errors are listed."""
    parts = [overview(results), names(results), roles(results), confidence(results)]
    parts += [reliability(result) for result in results]
    parts += [kinds(results), own_gold(results)]
    for result in results:
        if result.gold.own:
            parts.append(fault_list(own_faults(result.verdicts)))
        elif errors:
            found = most_frequent(faults(result.verdicts), errors)
            rows = [(n, f.what, f.surface, f.doc_id, f.start, f.detail) for f, n in found]
            parts.append(table(("times", "error", "name", "document", "at", "place"), rows))
    return "\n\n".join(part for part in parts if part)


def table(head: Row, rows: Iterable[Row]) -> str:
    """A table in Markdown; "" where there are no rows."""
    lines = [_line(row) for row in rows]
    if not lines:
        return ""
    return "\n".join([_line(head), _line(["---"] * len(head)), *lines])


def _line(cells: Row) -> str:
    return f"| {' | '.join(str(cell).replace('|', '/') for cell in cells)} |"


def figure(value: float) -> str:
    """A share with three decimals, as the field writes it: .785."""
    return f"{value:.3f}".removeprefix("0")


def percentage(share: Share) -> str:
    """A share with its counts: 71.4% (5 of 7)."""
    if not share.whole:
        return "none"
    return f"{100 * share.value:.1f}% ({share.part} of {share.whole})"


def _rates(rates: Rates) -> str:
    return " / ".join(figure(value) for value in (rates.precision, rates.recall, rates.f1))


def overview(results: Sequence[Result]) -> str:
    """Recognition, resolution and both, with every mention, without demonyms, of marks alone."""
    head = (
        "trained on", "scored on", "documents", "counted", "recognition P / R / F1",
        "place within 161 km, of those found", "end to end P / R / F1", "containment-aware F1",
    )  # fmt: skip
    rows = []
    for result in results:
        for words, choose in COUNTED:
            chosen = choose(result.verdicts)
            rows.append((
                result.trained_on, result.gold.name, len(result.gold.documents), words,
                _rates(recognition(chosen)), figure(resolution(chosen).value),
                _rates(end_to_end(chosen)), figure(containment_aware(chosen).f1),
            ))  # fmt: skip
    return table(head, rows)


def names(results: Sequence[Result]) -> str:
    """Names that the training gold had, and those that it had not."""
    head = (
        "trained on", "scored on", "names", "toponyms", "recognition P / R / F1",
        "end to end P / R / F1",
    )  # fmt: skip
    rows = []
    for result in results:
        for words, chosen in by_names(result).items():
            found = recognition(chosen)
            rows.append((
                result.trained_on, result.gold.name, words, found.gold, _rates(found),
                _rates(end_to_end(chosen)),
            ))  # fmt: skip
    return table(head, rows)


def by_names(result: Result) -> dict[str, list[Verdict]]:
    """The verdicts on seen and on unseen names; empty where the training is not known."""
    if any(v.seen is None for v in result.verdicts):
        return {}
    return {
        "seen in training": [v for v in result.verdicts if v.seen],
        "unseen": [v for v in result.verdicts if not v.seen],
    }


def roles(results: Sequence[Result]) -> str:
    """Roles at the gold's spans, in three classes: figures, then what each class was called."""
    found = [(result, confusion_of_classes(result.roles)) for result in results if result.roles]
    rows = [
        (result.trained_on, result.gold.name, percentage(one.accuracy), figure(one.macro_f1))
        for result, one in found
    ]
    parts = [table(("trained on", "scored on", "accuracy", "macro-F1"), rows)]
    parts += [confusion(one, result.gold.name) for result, one in found]
    return "\n\n".join(part for part in parts if part)


def confusion(found: Confusion, gold: str) -> str:
    """A row for each class of the gold: what it was called, and its rates."""
    classes = found.classes
    head = (gold, *(f"called {name}" for name in classes), "P / R / F1")
    rows = [
        (
            name,
            *(found.counts.get((name, other), 0) for other in classes),
            _rates(found.rates(name)),
        )
        for name in classes
    ]
    return table(head, rows)


def confidence(results: Sequence[Result]) -> str:
    """Calibration in three figures."""
    head = (
        "trained on", "scored on", "expected calibration error",
        "right, of answers with .8 or more", "of all right answers these are",
    )  # fmt: skip
    rows = []
    for result in results:
        found = calibration(result.verdicts)
        rows.append((
            result.trained_on, result.gold.name, figure(found.error), percentage(found.sure),
            percentage(found.covered),
        ))  # fmt: skip
    return table(head, rows)


def reliability(result: Result) -> str:
    """For each tenth of confidence, how many answers and how many of them right."""
    head = (f"confidence ({result.gold.name})", "answers", "mean confidence", "right")
    found = calibration(result.verdicts)
    rows = [
        (f"{b.low:.1f} to {b.low + 0.1:.1f}", b.right.whole, figure(b.confidence),
         figure(b.right.value))
        for b in found.bins
    ]  # fmt: skip
    return table(head, rows)


def kinds(results: Sequence[Result]) -> str:
    """The kinds of place most often answered, with the share of answers that are right."""
    rows = [
        (result.gold.name, kind or "no place chosen", percentage(near), percentage(contained))
        for result in results
        for kind, (near, contained) in [*by_kind(result.verdicts).items()][:KINDS_SHOWN]
    ]
    head = ("scored on", "kind of our answer", "found and within 161 km", "containment-aware")
    return table(head, rows)


def own_gold(results: Sequence[Result]) -> str:
    """Our own gold: literal names as the map shows them."""
    parts = []
    for result in results:
        if not result.gold.own:
            continue
        found = marks(result.verdicts)
        rows = [
            ("literal names found, whatever their role", percentage(found.found)),
            ("answers called literal that are names of the gold", percentage(found.real)),
            ("literal names found and called literal", percentage(found.recall)),
            ("answers called literal that the gold calls so too", percentage(found.precision)),
            ("literal names found with the right place", percentage(found.placed)),
            ("names found with the right role", percentage(found.roles.accuracy)),
        ]
        parts.append(table((result.gold.name, "share"), rows))
        parts.append(confusion(found.roles, result.gold.name))
        if result.gold.absent:
            parts.append(f"Not at hand, and not counted: {', '.join(result.gold.absent)}.")
    return "\n\n".join(part for part in parts if part)


def fault_list(found: Sequence[Fault]) -> str:
    """Every error against our own gold."""
    rows = [(f.doc_id, f.start, f.surface, f.what, f.detail) for f in found]
    return table(("document", "at character", "name", "error", "place"), rows)
