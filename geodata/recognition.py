"""Which spans may be names of places, and with which role: text in, mentions out.

Knows nothing of storage or of where places are.  One network looks at every span; all of them and
the trees judge those it does not rule out, and their mean is the confidence.  Where spans overlap,
the surer one stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.gazetteer import Gazetteer
from geodata.match import Match
from geodata.matching import only_begins
from geodata.model import Mention, Role
from geodata.models import Models, Pair, shipped
from geodata.naming import as_match
from geodata.persons import is_person
from geodata.roles import role_of, shared
from geodata.rows import Rows, View, span_rows
from geodata.scene import Scene, see
from geodata.spans import Span
from geodata.trusted import TRUSTED, least_belief

ROLES = {str(role): role for role in Role}
ADMITTED = 0.3  # low: resolution looks again once the candidates are known (reconsidered.py)
# A name that is so sure somewhere in a text is one wherever the text has it, if at least so likely.
SURE_ONCE, LIKELY_AGAIN = 0.7, 0.2
WHOLE = 0.2  # how much surer a part must be than the whole name of several words: "Great Britain"
RULED_OUT = 0.01  # one network alone is sure that a span is no name
BATCH = 4096  # spans looked at together

Found = tuple[list[Match], list[Mention]]


class Recogniser(NamedTuple):
    """A way to find names.  `find(scene, models)` answers as `recognise` does; `name` is for the
    reader of an atlas or of figures.
    """

    name: str
    find: Callable[[Scene, Models | None], Found]


def recognise(scene: Scene, models: Models | None = None) -> Found:
    """The spans that may be names of places as matches, and the mentions they make, in order.

    The two lists run in parallel.  Mentions never overlap.
    """
    return names_among(scene, scene.spans, models)


OWN = Recogniser("own", recognise)


def names_among(
    scene: Scene, spans: Sequence[Span], models: Models | None = None, least: float = 0.0
) -> Found:
    """Those of these spans that are names of places; else as `recognise`.

    No span is believed less than `least` (0 to 1): more than 0 where another recogniser chose them.
    """
    models = models or shipped()
    belief = np.zeros(len(spans), dtype=np.float32)
    roles = np.zeros((len(spans), len(models.roles.classes) if models.roles else 0), np.float32)
    view = View(scene)
    for start in range(0, len(spans), BATCH):
        part = spans[start : start + BATCH]
        rows = view.rows(part)
        found = np.maximum(_beliefs(scene, part, rows, models.spans), least)
        belief[start : start + len(part)] = found
        likely = np.flatnonzero(found >= LIKELY_AGAIN)
        if models.roles and len(likely):
            roles[start + likely] = models.roles.probabilities(rows[likely])
    belief = _told_again(spans, belief)
    matches, mentions = [], []
    chosen = _chosen(spans, belief)
    roles_of_chosen = shared(scene, [spans[index] for index in chosen], roles[chosen])
    for index, row in zip(chosen, roles_of_chosen, strict=True):
        span = spans[index]
        match = as_match(scene, span)
        role = role_of(scene, match, _named(models.roles, row))
        start, end = scene.tokens[span.first].start, scene.tokens[span.last - 1].end
        matches.append(match)
        confidence = float(belief[index])
        mentions.append(Mention(start, end, scene.text[start:end], role, confidence))
    return matches, mentions


def roles_of_spans(
    text: str,
    spans: Sequence[tuple[int, int]],
    gazetteer: Gazetteer,
    models: Models | None = None,
) -> list[Role]:
    """The role that each of these spans of a text would get as a mention, in their order."""
    models = models or shipped()
    scene = see(text, gazetteer)
    found = [_span_at(scene, start, end) for start, end in spans]
    if models.roles is None or not found:
        return [Role.LITERAL] * len(spans)
    beliefs = shared(scene, found, models.roles.probabilities(span_rows(scene, found)))
    return [
        role_of(scene, as_match(scene, span), _named(models.roles, row))
        for span, row in zip(found, beliefs, strict=True)
    ]


def role_at(scene: Scene, span: Span, models: Models | None = None) -> Role:
    """The role that a span would get as a mention."""
    models = models or shipped()
    if models.roles is None:
        return Role.LITERAL
    beliefs = models.roles.probabilities(span_rows(scene, [span]))[0]
    return role_of(scene, as_match(scene, span), _named(models.roles, beliefs))


def _span_at(scene: Scene, start: int, end: int) -> Span:
    """The span at some characters, made of the tokens that they touch; else the first token."""
    first, last = scene.tokens_at(start, end)
    return scene.span(first, last) if first < last else scene.span(0, 1)


def _beliefs(scene: Scene, spans: Sequence[Span], rows: Rows, pair: Pair) -> NDArray[np.float32]:
    """How sure it is that each span is a place's name."""
    belief = pair.sifted(rows, "place", RULED_OUT)
    for index, span in enumerate(spans):
        if span.match is None and belief[index] < LIKELY_AGAIN:
            continue
        if is_person(scene, span) or only_begins(scene.tokens, span.first, span.last):
            belief[index] = 0.0
        elif span.match is not None and belief[index] < TRUSTED:
            belief[index] = max(belief[index], least_belief(scene, span.match))
    return belief


def _told_again(spans: Sequence[Span], belief: NDArray[np.float32]) -> NDArray[np.float32]:
    """The beliefs, with names that are sure elsewhere in the text raised until admitted."""
    sure = {spans[index].key for index in np.flatnonzero(belief >= SURE_ONCE).tolist()}
    likely = np.flatnonzero((belief >= LIKELY_AGAIN) & (belief < ADMITTED)).tolist()
    raised = belief.copy()
    raised[[index for index in likely if spans[index].key in sure]] = ADMITTED
    return raised


def _chosen(spans: Sequence[Span], belief: NDArray[np.float32]) -> list[int]:
    """The surest spans that do not overlap, in the order of the text; rather the whole of a name
    that the gazetteer knows than a part of it.
    """
    taken: set[int] = set()
    chosen = []
    likely = np.flatnonzero(belief >= ADMITTED).tolist()
    rank = {index: -float(belief[index]) - WHOLE * _is_whole(spans[index]) for index in likely}
    for index in sorted(likely, key=rank.__getitem__):
        tokens = range(spans[index].first, spans[index].last)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            chosen.append(index)
    return sorted(chosen)


def _is_whole(span: Span) -> bool:
    """Whether a span is a name of several words that the gazetteer knows."""
    return span.match is not None and span.match.known and span.last - span.first > 1


def _named(pair: Pair | None, row: NDArray[np.float32]) -> dict[Role, float]:
    classes = pair.classes if pair else ()
    return {ROLES[name]: float(value) for name, value in zip(classes, row, strict=True)}
