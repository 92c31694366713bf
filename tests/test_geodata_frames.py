"""Sentences made from frames: every slot is filled, every name is where it is said to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.model import Role
from geodata.training.frames import EACH, made_up, read_frames

SHIPPED = Path("geodata/training/frames.txt").resolve()
WRITTEN = """\
# A comment.
town: Oslo | Lima
town: Turin
land: the Congo
act: gave up/give up/giving up/given up

{metonym town} {act.base}, {act}, {act.ing}, {act.done}.
“{literal land}”: {literal town} or {literal town}.
"""


def test_the_shipped_sentences_mark_names_and_nothing_else() -> None:
    frames = read_frames(SHIPPED)
    documents = list(made_up(frames))
    assert documents == list(made_up(frames))
    names = {word.removeprefix("the ") for words in frames.lists.values() for word in words}
    for document in documents:
        text = document["text"]
        assert "{" not in text
        for one in document["toponyms"]:
            assert text[one["start"] : one["end"]] in names
            assert one["role"] in set(Role) - {Role.DEMONYM}
    assert sum(len(document["toponyms"]) for document in documents) > EACH * len(frames.frames) / 2


def test_words_take_the_form_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "frames.txt"
    path.write_text(WRITTEN, encoding="utf-8")
    frames = read_frames(path)
    assert frames.lists["town"] == ["Oslo", "Lima", "Turin"]
    text = " ".join(document["text"] for document in made_up(frames))
    assert " give up, gave up, giving up, given up." in text
    assert "“The Congo”: " in text
    assert all(f"{town} or {town}" not in text for town in frames.lists["town"])


def test_a_slot_that_no_list_fills_is_named(tmp_path: Path) -> None:
    path = tmp_path / "frames.txt"
    path.write_text("{literal town} {act}.\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no list fills town"):
        read_frames(path)
