"""Sentences made from frames, whose names have a role by the way they are written.

The marked corpora have few governments that act and few places that are merely spoken of; what a
model learns from them alone takes "Beijing called for restraint" for a spot on the map.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("frames.txt")
EACH = 6  # times that every frame is filled in
TOGETHER = 6  # sentences of one text
SEED = 7
ARTICLE = "the "
_FORMS = {"": 0, "base": 1, "ing": 2, "done": -1}
_LIST = re.compile(r"(\w+): (.+)")
_SLOT = re.compile(r"\{(?:(\w+) )?(\w+)(?:\.(\w+))?\}")


@dataclass(frozen=True)
class Frames:
    """Frames with the lists of words that fill their slots."""

    frames: tuple[str, ...]
    lists: Mapping[str, Sequence[str]]


def read_frames(path: Path) -> Frames:
    """The frames and lists of a file; ValueError names a slot that no list fills."""
    lists: dict[str, list[str]] = {}
    frames = []
    for line in path.read_text(encoding="utf-8").splitlines():
        found = _LIST.fullmatch(line)
        if found:
            lists.setdefault(found[1], []).extend(found[2].split(" | "))
        elif line and not line.startswith("#"):
            frames.append(line)
    for frame in frames:
        for _, name, form in _SLOT.findall(frame):
            if name not in lists or form not in _FORMS:
                raise ValueError(f"{path.name}: no list fills {name} {form} of “{frame}”")
    return Frames(tuple(frames), lists)


def made_up(frames: Frames | None = None) -> Iterator[dict[str, Any]]:
    """Documents as a corpus has them, the same on every run; their toponyms carry a `role`."""
    frames = frames or read_frames(FILE)
    chance = random.Random(SEED)  # noqa: S311 - made-up sentences are no cryptography
    sentences = [frame for frame in frames.frames for _ in range(EACH)]
    chance.shuffle(sentences)
    for start in range(0, len(sentences), TOGETHER):
        text, toponyms = "", []
        for frame in sentences[start : start + TOGETHER]:
            sentence, marks = _filled(frame, frames.lists, chance)
            offset = len(text) + bool(text)
            text = f"{text} {sentence}".strip()
            toponyms += [
                {"start": first + offset, "end": last + offset, "role": role}
                for first, last, role in marks
            ]
        yield {"doc_id": f"frames-{start // TOGETHER}", "text": text, "toponyms": toponyms}


def _filled(
    frame: str, lists: Mapping[str, Sequence[str]], chance: random.Random
) -> tuple[str, list[tuple[int, int, str]]]:
    """A frame with words in its slots, no name twice, and where its names stand in which role."""
    text, position = "", 0
    marks: list[tuple[int, int, str]] = []
    used: set[str] = set()
    for slot in _SLOT.finditer(frame):
        role, name, form = slot.groups(default="")
        word = chance.choice([word for word in lists[name] if word not in used])
        if role:
            used.add(word)
        text += frame[position : slot.start()]
        position = slot.end()
        word = word.split("/")[_FORMS[form]] if "/" in word else word
        if not text.strip("“"):
            word = word[0].upper() + word[1:]
        if role:
            article = len(ARTICLE) if word.casefold().startswith(ARTICLE) else 0
            marks.append((len(text) + article, len(text) + len(word), role))
        text += word
    return text + frame[position:], marks
