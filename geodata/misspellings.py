"""Names one letter off: "Anakara" in a document that is sure to name Ankara."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from geodata.lexicon import TITLES, english, given_names
from geodata.model import Mention, Resolution, Role
from geodata.models import Models
from geodata.recognition import role_at
from geodata.scene import Scene
from geodata.spans import Span

CERTAIN = 0.8  # confidence of a name from which others may be a letter off
MISSPELT = 0.8  # how sure it is that a word one letter off such a name is that name
SHORTEST = 5  # letters; shorter words are one letter from too many others
ENDINGS = ("s", "n", "i", "es", "ns", "is")  # of words made from a name: no misspellings of it


def with_misspelt(
    scene: Scene, found: Sequence[Resolution], models: Models | None = None
) -> list[Resolution]:
    """The resolutions, and those of names one letter off what is certain, in order.

    Only words that are nothing else count: in no gazetteer, no word list, after no person's name.
    """
    unknown = [
        span
        for span in scene.spans
        if span.match is None and span.last - span.first == 1 and _may_be_misspelt(scene, span)
    ]
    certain = _certain(scene, found) if unknown else {}
    near = _by_letters(certain)
    meant = [(span, name) for span in unknown if (name := _meant(span.key, near)) is not None]
    if not meant:
        return list(found)
    placed = [one for one in found if one.place is not None]
    taken = {index for one in placed for index in range(one.mention.start, one.mention.end)}
    extra = [
        _misspelt(scene, span, certain[name], models)
        for span, name in meant
        if scene.tokens[span.first].start not in taken
    ]
    now = {one.mention.start for one in extra}
    kept = [one for one in found if one.place or now.isdisjoint(_characters(one))]
    return sorted([*kept, *extra], key=lambda one: one.mention.start)


def _characters(resolution: Resolution) -> range:
    return range(resolution.mention.start, resolution.mention.end)


def _by_letters(names: Iterable[str]) -> dict[str, list[tuple[int, str]]]:
    """Names with their places in the order, by all that is left of them less at most one letter.

    Two words of which one edit makes one the other have some of that in common.
    """
    found: dict[str, list[tuple[int, str]]] = {}
    for numbered in enumerate(names):
        for left in _lessened(numbered[1]):
            found.setdefault(left, []).append(numbered)
    return found


def _lessened(word: str) -> set[str]:
    return {word, *(word[:index] + word[index + 1 :] for index in range(len(word)))}


def _meant(word: str, near: Mapping[str, Sequence[tuple[int, str]]]) -> str | None:
    """The first name that a word is one letter off, among those of `_by_letters`."""
    like = {numbered for left in _lessened(word) for numbered in near.get(left, ())}
    meant = [
        (place, name)
        for place, name in like
        if one_edit(word, name) and not _is_derived(word, name)
    ]
    return min(meant)[1] if meant else None


def _misspelt(scene: Scene, span: Span, meant: Resolution, models: Models | None) -> Resolution:
    start, end = scene.tokens[span.first].start, scene.tokens[span.last - 1].end
    role = role_at(scene, span, models)
    name = meant.mention.surface
    return replace(
        meant,
        mention=Mention(start, end, scene.text[start:end], role, MISSPELT),
        confidence=round(meant.confidence * MISSPELT, 4),
        evidence=(f"spelt unlike the name: one letter from “{name}”, which the document has",),
        misspelt=True,
    )


def _certain(scene: Scene, resolutions: Sequence[Resolution]) -> dict[str, Resolution]:
    """The first certain mention of each name, by key; the most often named first."""
    found: dict[str, Resolution] = {}
    for resolution in resolutions:
        mention = resolution.mention
        sure = resolution.place is not None and resolution.confidence >= CERTAIN
        if not sure or mention.role is Role.DEMONYM:
            continue
        key = scene.key_of(*scene.tokens_at(mention.start, mention.end))
        if len(key) >= SHORTEST:
            found.setdefault(key, resolution)
    return found


def _may_be_misspelt(scene: Scene, span: Span) -> bool:
    if len(span.key) < SHORTEST or span.key in given_names() or span.key in english():
        return False
    before = scene.tokens[span.first - 1] if span.first else None
    person = before is not None and (
        before.key in TITLES or (before.capitalised and before.key in given_names())
    )
    return not (
        person
        or span.key in scene.personal_words
        or span.key in scene.lower_case
        or scene.gazetteer.has(span.key)
    )


def _is_derived(word: str, name: str) -> bool:
    """Whether a word is the name with an ending: "Koreas", "Syrian"."""
    return word.startswith(name) and word[len(name) :] in ENDINGS


def one_edit(one: str, other: str) -> bool:
    """Whether a letter added, left out, changed, or two neighbours swapped make one the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    if len(one) > len(other):
        one, other = other, one
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    if one[start + 1 :] == other[start + 1 :]:
        return True
    swapped = one[:start] + one[start + 1 : start + 2] + one[start] + one[start + 2 :]
    return swapped == other
