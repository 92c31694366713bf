"""Names as a spaCy pipeline finds them, for those who have one: `--recogniser spacy:NAME`.

The pipeline says which spans are names; our own models say what they do in their sentence, and
resolution goes on as ever.  spaCy itself is not among the requirements: it is imported only where
somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from geodata.gazetteer import Naming
from geodata.model import Role
from geodata.models import Models
from geodata.recognition import Found, Recogniser, names_among
from geodata.scene import Scene
from geodata.spans import Span

if TYPE_CHECKING:
    from spacy.language import Language

SCHEME = "spacy"
PLACES = frozenset(("GPE", "LOC", "FAC"))  # countries and towns, landscapes, buildings and roads
PEOPLES = frozenset(("NORP",))  # also religions and parties, which name no place
LEAST_BELIEF = 0.6
PIECE = 100_000  # characters read at once: a trained pipeline takes about 1 GB of memory for these
BREAKS = ("\n\n", "\n", ". ", " ")  # where a text may be cut, the best first
TRIAL = "Rain fell in Aleppo."
NOT_FOUND = "[E050]"  # how spaCy marks that message
# What spaCy and the code of a pipeline's components raise where a pipeline is broken.
FAILURES = (
    ArithmeticError, AttributeError, ImportError, LookupError, OSError, TypeError, ValueError,
)  # fmt: skip


class RecogniserError(Exception):
    """A recogniser that cannot be had; the sentence says why and what to do."""


def open_recogniser(name: str) -> Recogniser:
    """The recogniser that is called `spacy:NAME`: an installed pipeline, or one in a folder.

    Raises RecogniserError.
    """
    scheme, _, pipeline = name.partition(":")
    if scheme != SCHEME or not pipeline:
        raise RecogniserError(
            f"there is no recogniser “{name}”: {SCHEME}:NAME is the only one, where NAME is an "
            "installed spaCy pipeline or the folder of one."
        )
    return recogniser_of(_load(pipeline))


def recogniser_of(pipeline: Language) -> Recogniser:
    """A pipeline as a recogniser, under its own name and version.

    A pipeline says of no name how sure it is: a mention's confidence is what our own models believe
    of its span, and `LEAST_BELIEF` where they believe less.  That number is a guess: no pipeline's
    precision was measured.  Raises RecogniserError where the pipeline finds no names of places.
    """
    meta = pipeline.meta
    name = f"{SCHEME}:{meta['lang']}_{meta['name']} {meta['version']}"
    _check_entities(pipeline, name)
    return Recogniser(name, partial(_recognise, pipeline))


def pieces(text: str, longest: int) -> Iterator[tuple[int, int]]:
    """Cut a text into pieces of at most so many characters, `start:end`, that leave nothing out.

    A cut is made between paragraphs, else lines, sentences or words, else anywhere.
    """
    start = 0
    while len(text) - start > longest:
        end = _last_break(text, start, start + longest)
        yield start, end
        start = end
    yield start, len(text)


def _last_break(text: str, start: int, end: int) -> int:
    for mark in BREAKS:
        found = text.rfind(mark, start, end)
        if found > start:
            return found + len(mark)
    return end


def _load(name: str) -> Language:
    try:
        import spacy
    except ImportError as error:
        raise RecogniserError(
            f"spaCy cannot be imported ({error}): install it and a pipeline, such as with "
            "`pip install spacy` and `python -m spacy download en_core_web_sm`."
        ) from error
    try:
        pipeline = spacy.load(name)
        pipeline(TRIAL)  # an untrained component is loaded without a word and fails at work
    except FAILURES as error:
        raise RecogniserError(_told(name, error)) from error
    return pipeline


def _told(name: str, error: Exception) -> str:
    if NOT_FOUND in str(error):
        return (
            f"there is no spaCy pipeline “{name}”, installed or as a folder: install one, such as "
            "with `python -m spacy download en_core_web_sm`, or name another."
        )
    why = next(iter(str(error).strip().splitlines()), type(error).__name__)
    return f"the spaCy pipeline “{name}” does not work ({why}): install it anew, or name another."


def _check_entities(pipeline: Language, name: str) -> None:
    """Refuse a pipeline that would find nothing: that is not the same as nothing to be found."""
    known = PLACES | PEOPLES
    makers = [one for one in pipeline.pipe_names if _makes_entities(pipeline, one)]
    if not makers:
        parts = ", ".join(pipeline.pipe_names) or "none at all"
        raise RecogniserError(
            f"the pipeline {name} has no component that finds entities (its components: {parts}): "
            "name one with an “ner” or “entity_ruler”."
        )
    labels = [frozenset(pipeline.pipe_labels.get(one, ())) for one in makers]
    if all(some and known.isdisjoint(some) for some in labels):
        found = ", ".join(sorted(frozenset[str]().union(*labels)))
        raise RecogniserError(
            f"the pipeline {name} finds no places: its labels are {found}, and ours would be "
            f"some of {', '.join(sorted(known))}."
        )


def _makes_entities(pipeline: Language, component: str) -> bool:
    declared = "doc.ents" in pipeline.get_pipe_meta(component).assigns
    return declared or bool(getattr(pipeline.get_pipe(component), "annotate_ents", False))


def _recognise(pipeline: Language, scene: Scene, models: Models | None) -> Found:
    spans, peoples = [], set()
    for start, end, label in _entities(pipeline, scene.text):
        span = _aligned(scene, start, end)
        if span is None or (label in PEOPLES and not _is_demonym(scene, span)):
            continue
        spans.append(span)
        if label in PEOPLES:
            peoples.add((span.first, span.last))
    matches, mentions = names_among(scene, spans, models, LEAST_BELIEF)
    return matches, [
        replace(mention, role=Role.DEMONYM) if (match.first, match.last) in peoples else mention
        for match, mention in zip(matches, mentions, strict=True)
    ]


def _entities(pipeline: Language, text: str) -> Iterator[tuple[int, int, str]]:
    """The entities that may be places, as characters `start:end` of the text, with their labels."""
    for start, end in pieces(text, min(PIECE, pipeline.max_length)):
        for entity in pipeline(text[start:end]).ents:
            if entity.label_ in PLACES | PEOPLES:
                yield start + entity.start_char, start + entity.end_char, entity.label_


def _aligned(scene: Scene, start: int, end: int) -> Span | None:
    """The tokens of an entity without what is no part of a name; None where nothing is left.

    That is marks around it, "'s" behind it, and "the" before it, save in "The Hague".
    """
    first, last = scene.tokens_at(start, end)
    while first < last and (not scene.tokens[last - 1].key or scene.is_possessive(last - 1)):
        last -= 1
    while first < last and not scene.tokens[first].key:
        first += 1
    if scene.key(first) == "the" and not _keeps_article(scene, first, last):
        first += 1
    return scene.span(first, last) if first < last else None


def _keeps_article(scene: Scene, first: int, last: int) -> bool:
    capital = scene.tokens[first].capitalised and first not in scene.sentence_openers
    return capital and scene.gazetteer.has(scene.key_of(first, last))


def _is_demonym(scene: Scene, span: Span) -> bool:
    return any(c.naming is Naming.DEMONYM for c in scene.gazetteer.candidates(span.key))
