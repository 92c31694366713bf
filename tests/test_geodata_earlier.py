"""An atlas made from an earlier one is the same, byte by byte, as one made anew."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

import geodata.earlier
from geodata.atlas import build_atlas, write_atlas
from geodata.earlier import renew_atlas
from geodata.gazetteer import Gazetteer, Level
from geodata.locate import locate
from geodata.model import Resolution
from geodata.store import AtlasReader
from geodata.summaries import Selection
from sources.document import from_text
from sources.model import BlockKind, Collection, Document, Record, Unreadable
from tests.by_hand import document, largest, mention

NEWS = [
    document("aleppo.txt", ["Snow fell in Aleppo.", "The West denied it."], "2021-01-02"),
    document("haleb.txt", ["From Haleb one drives to Idlib.", "Haleb lies in Syria."], "2019-05"),
    document("helsinki.txt", ["Rain fell near Helsinki in Finland.", "In Helsniki it snowed."]),
    document("none.txt", ["Nothing is named here."]),
    document("tea.txt", ["Turkish tea was drunk in Haleb and Homs."], "2020"),
]
MENU = from_text(
    "menu.txt",
    "Share this | Sign in to Donate\n\nHail fell in Homs.\n\nDonate now: Oslo!",
    "menu.txt",
)
ALL = [*NEWS, MENU]
AGAIN = replace(NEWS[0], id="again.txt", record=Record("Again", date="2022"))


def collection(*documents: Document) -> Collection:
    return Collection(documents, (Unreadable("bad.bin", "it is binary"),))


def content(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def refuse(*_: object) -> list[Resolution]:
    raise AssertionError("a text was looked through that an earlier atlas has")


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> AtlasReader:
    folder = tmp_path_factory.mktemp("earlier") / "atlas"
    build_atlas(collection(*ALL), folder, gazetteer=gazetteer)
    return AtlasReader.open(folder)


def draws() -> list[list[Document]]:
    """Some of the documents, in orders of their own, some with another text under the same id."""
    chance = random.Random(7)  # noqa: S311
    drawn = []
    for _ in range(6):
        some = chance.sample([*ALL, AGAIN], chance.randint(2, 6))
        turned = [
            replace(one, text=one.text.replace("Haleb", "Damas")) if chance.random() < 0.4 else one
            for one in some
        ]
        drawn.append(turned)
    return drawn


CASES = {
    "same": ALL,
    "none": [],
    "added": [*ALL, document("oslo.txt", ["Snow fell in Oslo, and in Halab."])],
    "removed": ALL[1:],
    "reversed": ALL[::-1],
    "renamed and dated": [replace(one, id=f"x/{one.id}", record=Record("X")) for one in ALL],
    "twice": [*ALL, AGAIN],
    "changed": [*NEWS[:-1], document("tea.txt", ["Turkish tea was drunk in Oslo."])],
    "without boilerplate": [
        replace(one, blocks=tuple(block._replace(kind=BlockKind.PARAGRAPH) for block in one.blocks))
        for one in ALL
    ],
    "other sentences": [replace(one, sentences=one.sentences[:1]) for one in ALL],
} | {f"drawn {number}": drawn for number, drawn in enumerate(draws())}


@pytest.mark.parametrize("case", CASES)
def test_an_atlas_from_an_earlier_one_is_the_same_as_one_made_anew(
    case: str, earlier: AtlasReader, tmp_path: Path, gazetteer: Gazetteer
) -> None:
    now = collection(*CASES[case])
    build_atlas(now, tmp_path / "anew", gazetteer=gazetteer)
    renew_atlas(now, tmp_path / "renewed", earlier, gazetteer=gazetteer)
    assert content(tmp_path / "renewed") == content(tmp_path / "anew")
    # ... and so back again: what was left out is found, what was added goes.
    renewed = AtlasReader.open(tmp_path / "renewed")
    renew_atlas(collection(*ALL), tmp_path / "back", renewed, gazetteer=gazetteer)
    assert content(tmp_path / "back") == content(earlier.folder)


def test_what_is_the_same_is_not_looked_through_again(
    earlier: AtlasReader, tmp_path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int, str]] = []
    new = document("oslo.txt", ["Snow fell in Oslo."])
    seen: list[str] = []

    def watched(text: str, gazetteer: Gazetteer) -> list[Resolution]:
        seen.append(text)
        return locate(text, gazetteer)

    monkeypatch.setattr(geodata.earlier, "locate", watched)
    now = collection(*ALL, new)
    renew_atlas(now, tmp_path / "a", earlier, lambda *step: told.append(step), gazetteer)
    assert seen == [new.text]
    assert told == [(0, 1, "oslo.txt"), (1, 1, "")]


@pytest.mark.parametrize("field", ["engine", "gazetteer", "recogniser"])
def test_what_another_version_found_counts_for_nothing(
    field: str, tmp_path: Path, gazetteer: Gazetteer
) -> None:
    text = document("a.txt", ["Snow fell in Helsinki."])
    oslo = largest(gazetteer, "Oslo", Level.TOWN)
    wrong = Resolution(mention(text, "Helsinki"), oslo, 0.9, "")
    write_atlas(Collection((text,)), [[wrong]], tmp_path / "old", gazetteer)
    renew_atlas(Collection((text,)), tmp_path / "a", AtlasReader.open(tmp_path / "old"))
    assert names(tmp_path / "a") == ["Helsinki"]  # the name its only document gives it
    assert AtlasReader.open(tmp_path / "a").place(oslo.id) is not None
    about = tmp_path / "old" / "atlas.json"
    about.write_text(json.dumps(json.loads(about.read_text("utf-8")) | {field: "x"}), "utf-8")
    renew_atlas(Collection((text,)), tmp_path / "b", AtlasReader.open(tmp_path / "old"))
    assert AtlasReader.open(tmp_path / "b").place(oslo.id) is None


def names(folder: Path) -> list[str]:
    return [one.place.name for one in AtlasReader.open(folder).places(Selection())]


@pytest.mark.parametrize("table", ["documents.parquet", "mentions/part-00000.parquet"])
def test_an_earlier_atlas_that_is_damaged_inside_counts_for_nothing(
    table: str, tmp_path: Path, gazetteer: Gazetteer
) -> None:
    build_atlas(collection(*ALL), tmp_path / "anew", gazetteer=gazetteer)
    build_atlas(collection(*ALL), tmp_path / "old", gazetteer=gazetteer)
    path = tmp_path / "old" / table
    data = bytearray(path.read_bytes())
    data[8 : len(data) // 2] = bytes(len(data) // 2 - 8)
    reader = AtlasReader.open(tmp_path / "old")
    path.write_bytes(data)
    renew_atlas(collection(*ALL), tmp_path / "renewed", reader, gazetteer=gazetteer)
    assert content(tmp_path / "renewed") == content(tmp_path / "anew")
