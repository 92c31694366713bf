"""What is measured of verdicts beside found and placed: roles, confidence, marks, single errors.

Pure, as `geodata.evaluation.scoring`, whose verdicts it reads.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geodata.evaluation.gold import Toponym
from geodata.evaluation.scoring import Answer, Rates, Share, Verdict
from geodata.model import Role
from geodata.shapes import distance_km

BINS = 10
SURE = 0.8
SPOT_KM = 10.0  # how far off an answer may be from a spot of our own gold that has no identifier

# The three classes in which GeoWebNews' annotation can be compared with our roles.
CLASSES = {
    Role.LITERAL: "literal",
    Role.METONYM: "associative",
    Role.EMBEDDED: "associative",
    Role.DEMONYM: "demonym",
}

RolePair = tuple[Role, Role]


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often each class of the gold (first) was called each class (second)."""

    counts: dict[tuple[str, str], int]

    @property
    def classes(self) -> list[str]:
        """The classes that occur, in the order of the roles."""
        order = [*CLASSES.values(), *CLASSES]
        return sorted({name for pair in self.counts for name in pair}, key=order.index)

    @property
    def accuracy(self) -> Share:
        right = sum(n for (gold, given), n in self.counts.items() if gold == given)
        return Share(right, sum(self.counts.values()))

    def rates(self, name: str) -> Rates:
        """The rates of one class."""
        return Rates(
            self.counts.get((name, name), 0),
            sum(n for (_, given), n in self.counts.items() if given == name),
            sum(n for (gold, _), n in self.counts.items() if gold == name),
        )

    @property
    def macro_f1(self) -> float:
        """The mean of the classes' F1, each class weighing the same."""
        scores = [self.rates(name).f1 for name in self.classes]
        return sum(scores) / len(scores) if scores else 0.0


def confusion_of_classes(pairs: Iterable[RolePair]) -> Confusion:
    """Roles of the gold and given ones as the three classes."""
    return Confusion(dict(Counter((CLASSES[gold], CLASSES[given]) for gold, given in pairs)))


def confusion_of_roles(pairs: Iterable[RolePair]) -> Confusion:
    """Roles of the gold and given ones as they are."""
    return Confusion(dict(Counter((str(gold), str(given)) for gold, given in pairs)))


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose confidence lies in one tenth: `low` to `low` + 0.1, 1 in the last.

    `confidence` is their mean confidence.
    """

    low: float
    confidence: float
    right: Share


@dataclass(frozen=True, slots=True)
class Calibration:
    """How confidence compares with being right: exact span and within 161 km.

    `error` is the expected calibration error: over the bins, the mean distance between
    confidence and the share that is right, weighted with the answers.  `sure` is the share
    right among answers with a confidence of 0.8 or more, `covered` the share that those have of all
    right answers.
    """

    bins: tuple[Bin, ...]
    error: float
    sure: Share
    covered: Share


def calibration(verdicts: Iterable[Verdict]) -> Calibration:
    """Compare confidence with what is right, over all answers that have a spot.

    Answers paired with a toponym without coordinates are left out: nobody knows whether they are
    right.
    """
    answers = [
        (v.answer.confidence, v.near)
        for v in verdicts
        if v.answer is not None and v.answer.lat is not None and v.measurable
    ]
    binned: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, near in answers:
        binned[min(BINS - 1, int(confidence * BINS))].append((confidence, near))
    bins = tuple(_bin(index / BINS, binned[index]) for index in sorted(binned))
    gaps = (abs(b.confidence - b.right.value) * b.right.whole for b in bins)
    sure = [near for confidence, near in answers if confidence >= SURE]
    return Calibration(
        bins,
        sum(gaps) / len(answers) if answers else 0.0,
        Share(sum(sure), len(sure)),
        Share(sum(sure), sum(near for _, near in answers)),
    )


def _bin(low: float, answers: Sequence[tuple[float, bool]]) -> Bin:
    mean = sum(confidence for confidence, _ in answers) / len(answers)
    return Bin(low, mean, Share(sum(near for _, near in answers), len(answers)))


@dataclass(frozen=True, slots=True)
class Marks:
    """Our own gold, as the map shows it at first: literal mentions and their places.

    `found`: the gold's literal names found, whatever their role; `real`: answers called literal
    whose span the gold has, whatever its role; `recall` and `precision`: the same where the
    role must be literal on both sides; `placed`: literal names found whose place is right;
    `roles`: all names found.
    """

    found: Share
    real: Share
    recall: Share
    precision: Share
    placed: Share
    roles: Confusion


def marks(verdicts: Iterable[Verdict]) -> Marks:
    """Score answers against our own gold."""
    rows = list(verdicts)
    gold = [v for v in rows if v.toponym and v.toponym.role is Role.LITERAL]
    called = [v for v in rows if v.answer and v.answer.role is Role.LITERAL]
    both = sum(v.answer is not None and v.answer.role is Role.LITERAL for v in gold)
    found = [v for v in gold if v.found]
    return Marks(
        Share(len(found), len(gold)),
        Share(sum(v.found for v in called), len(called)),
        Share(both, len(gold)),
        Share(both, len(called)),
        Share(sum(is_same_place(v.toponym, v.answer) for v in found), len(found)),
        confusion_of_roles(_roles(rows)),
    )


def _roles(verdicts: Iterable[Verdict]) -> list[RolePair]:
    return [
        (v.toponym.role, v.answer.role)
        for v in verdicts
        if v.toponym and v.toponym.role and v.answer
    ]


def is_same_place(toponym: Toponym | None, answer: Answer | None) -> bool:
    """Whether an answer is the very place of our own gold.

    Its identifier must be the same.  Where the gold has none, the answer must lie within 10 km of
    the gold's spot, or have no spot itself: our gazetteer has no such place.
    """
    if toponym is None or answer is None:
        return False
    if toponym.place:
        return toponym.place == answer.place
    if answer.lat is None or answer.lon is None:
        return True
    if toponym.lat is None or toponym.lon is None:
        return False
    return distance_km(toponym.lat, toponym.lon, answer.lat, answer.lon) <= SPOT_KM


@dataclass(frozen=True, slots=True)
class Fault:
    """One error: what is wrong with a name at a character of a document, and how."""

    what: str
    surface: str
    doc_id: str
    start: int
    detail: str = ""


def faults(verdicts: Iterable[Verdict]) -> list[Fault]:
    """Every error against a corpus: missed, spurious, wrong span (both at once), wrong place."""
    rows = list(verdicts)
    crossed = _crossed(rows)
    found = []
    for v in rows:
        if v.found:
            what = "" if v.near or not v.measurable else "wrong place"
        elif (v.doc_id, v.start) in crossed:
            what = "wrong span" if v.answer is None else ""  # told once, as the gold has it
        else:
            what = "missed" if v.answer is None else "spurious"
        if what:
            found.append(Fault(what, v.surface, v.doc_id, v.start, _detail(v)))
    return found


def _crossed(verdicts: Iterable[Verdict]) -> set[tuple[str, int]]:
    """Document and start of the missed toponyms and spurious answers that overlap each other."""
    missed: defaultdict[str, list[Toponym]] = defaultdict(list)
    spurious: defaultdict[str, list[Answer]] = defaultdict(list)
    for v in verdicts:
        if v.toponym is not None and v.answer is None:
            missed[v.doc_id].append(v.toponym)
        elif v.answer is not None and v.toponym is None:
            spurious[v.doc_id].append(v.answer)
    return {
        (doc_id, item.start)
        for doc_id, toponyms in missed.items()
        for toponym in toponyms
        for answer in spurious[doc_id]
        if answer.start < toponym.end and toponym.start < answer.end
        for item in (toponym, answer)
    }


def own_faults(verdicts: Iterable[Verdict]) -> list[Fault]:
    """Every error against our own gold: spans, roles, then places."""
    found = []
    for v in verdicts:
        role = v.toponym.role if v.toponym else None
        given = v.answer.role if v.answer else None
        if v.answer is None:
            what = f"missed {role}"
        elif v.toponym is None:
            what = f"spurious {given}"
        elif not is_same_place(v.toponym, v.answer):
            what = "wrong place" if role is given else f"{role} called {given}, wrong place"
        else:
            what = "" if role is given else f"{role} called {given}"
        if what:
            detail = "" if is_same_place(v.toponym, v.answer) else _detail(v)
            found.append(Fault(what, v.surface, v.doc_id, v.start, detail))
    return found


def _detail(verdict: Verdict) -> str:
    """The place chosen and the place wanted, as far as there are such."""
    toponym, answer = verdict.toponym, verdict.answer
    chosen = (answer.place or "no place") if answer else ""
    wanted = (toponym.place or "a place not in the gazetteer") if toponym else ""
    return f"{chosen} for {wanted}" if chosen and wanted else chosen or wanted


def most_frequent(errors: Iterable[Fault], number: int) -> list[tuple[Fault, int]]:
    """The first `number` kinds of error on a name by how often they occur, with a first example."""
    grouped: dict[tuple[str, str], list[Fault]] = {}
    for error in errors:
        grouped.setdefault((error.what, error.surface), []).append(error)
    ranked = sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0]))
    return [(same[0], len(same)) for _, same in ranked[:number]]
