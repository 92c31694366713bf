"""How good answers are: gold and answers in, figures out.  Pure; knows no pipeline and no files.

Gold and answers are paired within a document by exact span, one to one.  An answer without a pair
that overlaps a span to ignore counts neither way.

- *Recognition* counts spans: an answer is right when it has a pair.
- *Resolution* counts pairs whose toponym has coordinates: right within 161 km.
- *End to end* counts both at once: right means paired and within 161 km.  Toponyms without
  coordinates, and the answers paired with them, are left out; every other answer counts.
- *Containment-aware* end to end is the same, but right too where `Holds` says that one place lies
  in the other (see `geodata.evaluation.containment`).

"Without demonyms" drops the answers whose role is demonym and keeps the whole gold: corpora differ
in whether they mark adjectives.  "Marks on the map" drops those without a spot, which the page
lists beside the map with their reasons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from geodata.evaluation.gold import GoldDocument, Toponym
from geodata.fold import fold
from geodata.model import Resolution, Role
from geodata.shapes import distance_km

NEAR_KM = 161.0  # a hundred miles: the field's measure since Leidner


@dataclass(frozen=True, slots=True)
class Answer:
    """What the pipeline says of a name; `lat`, `lon` in degrees, None where no spot was chosen.

    `place` is the chosen place's identifier and `kind` its kind, "" where there is none.
    """

    start: int
    end: int
    surface: str
    role: Role
    confidence: float
    lat: float | None = None
    lon: float | None = None
    place: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A pair, a toponym that was missed (no answer) or a spurious answer (no toponym).

    `near`: paired and within 161 km; `contained`: near, or one lies in the other; `seen`: whether
    the name stood in the training gold, None where that is not known.
    """

    doc_id: str
    toponym: Toponym | None
    answer: Answer | None
    near: bool = False
    contained: bool = False
    seen: bool | None = None

    @property
    def found(self) -> bool:
        return self.toponym is not None and self.answer is not None

    @property
    def measurable(self) -> bool:
        """Whether there is no gold that lacks coordinates."""
        return self.toponym is None or self.toponym.lat is not None

    @property
    def surface(self) -> str:
        item = self.toponym or self.answer
        return item.surface if item else ""

    @property
    def start(self) -> int:
        item = self.toponym or self.answer
        return item.start if item else 0


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        return self.part / self.whole if self.whole else 0.0


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and their harmonic mean; 0 where nothing is counted."""

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        return Share(self.right, self.predicted).value

    @property
    def recall(self) -> float:
        return Share(self.right, self.gold).value

    @property
    def f1(self) -> float:
        return Share(2 * self.right, self.predicted + self.gold).value


Holds = Callable[[Toponym, Answer], bool]


def answer_of(resolution: Resolution) -> Answer:
    """A resolution as an answer to be scored."""
    mention, place = resolution.mention, resolution.place
    answer = Answer(
        mention.start, mention.end, mention.surface, mention.role, resolution.confidence
    )
    if place is None:
        return answer
    return replace(answer, lat=place.lat, lon=place.lon, place=place.id, kind=place.kind)


def judge(
    document: GoldDocument,
    answers: Sequence[Answer],
    holds: Holds,
    known: AbstractSet[str] | None = None,
) -> list[Verdict]:
    """The verdicts on a document's answers, in the order of the text.

    `known` are the folded names of the training gold, None where they are not known.
    """
    waiting: defaultdict[tuple[int, int], list[Toponym]] = defaultdict(list)
    for toponym in reversed(document.toponyms):
        waiting[toponym.start, toponym.end].append(toponym)
    verdicts = []
    for answer in answers:
        same = waiting[answer.start, answer.end]
        if same:
            toponym = same.pop()
            near = is_near(toponym, answer)
            contained = near or holds(toponym, answer)
            verdicts.append(Verdict(document.doc_id, toponym, answer, near, contained))
        elif not any(answer.start < end and start < answer.end for start, end in document.ignore):
            verdicts.append(Verdict(document.doc_id, None, answer))
    missed = (toponym for left in waiting.values() for toponym in left)
    verdicts += [Verdict(document.doc_id, toponym, None) for toponym in missed]
    verdicts.sort(key=lambda verdict: verdict.start)
    if known is None:
        return verdicts
    return [replace(v, seen=fold(v.surface) in known) for v in verdicts]


def is_near(toponym: Toponym, answer: Answer) -> bool:
    """Whether both have coordinates, and these lie within 161 km of each other."""
    if toponym.lat is None or toponym.lon is None or answer.lat is None or answer.lon is None:
        return False
    return distance_km(toponym.lat, toponym.lon, answer.lat, answer.lon) <= NEAR_KM


def without_demonyms(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The verdicts had no answer with the role of a demonym been given."""
    return _had_only(verdicts, lambda answer: answer.role is not Role.DEMONYM)


def drawn(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The verdicts had no answer without a spot been given: those of what the map draws."""
    return _had_only(verdicts, lambda answer: answer.lat is not None)


def _had_only(verdicts: Iterable[Verdict], given: Callable[[Answer], bool]) -> list[Verdict]:
    kept = []
    for verdict in verdicts:
        if verdict.answer is None or given(verdict.answer):
            kept.append(verdict)
        elif verdict.toponym is not None:
            kept.append(replace(verdict, answer=None, near=False, contained=False))
    return kept


def recognition(verdicts: Sequence[Verdict]) -> Rates:
    """Rates of the spans."""
    return Rates(
        sum(v.found for v in verdicts),
        sum(v.answer is not None for v in verdicts),
        sum(v.toponym is not None for v in verdicts),
    )


def resolution(verdicts: Sequence[Verdict]) -> Share:
    """The share within 161 km of what was found and can be measured."""
    found = [v for v in verdicts if v.found and v.measurable]
    return Share(sum(v.near for v in found), len(found))


def end_to_end(verdicts: Sequence[Verdict]) -> Rates:
    """Rates of what is found and within 161 km."""
    return _measured(verdicts, sum(v.near for v in verdicts))


def containment_aware(verdicts: Sequence[Verdict]) -> Rates:
    """Rates of what is found and within 161 km, or lies one in the other."""
    return _measured(verdicts, sum(v.contained for v in verdicts))


def _measured(verdicts: Sequence[Verdict], right: int) -> Rates:
    counted = [v for v in verdicts if v.measurable]
    return Rates(
        right,
        sum(v.answer is not None for v in counted),
        sum(v.toponym is not None for v in counted),
    )


def by_kind(verdicts: Sequence[Verdict]) -> dict[str, tuple[Share, Share]]:
    """For each kind of place, how many of our answers are near and how many contained; most first.

    The kind is our answer's; "" stands for answers without a place.
    """
    kinds: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        if verdict.answer is not None and verdict.measurable:
            kinds[verdict.answer.kind].append(verdict)
    return {
        kind: (
            Share(sum(v.near for v in given), len(given)),
            Share(sum(v.contained for v in given), len(given)),
        )
        for kind, given in sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0]))
    }
