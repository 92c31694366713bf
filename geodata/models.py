"""The trained models: what recognition, roles, ranking and confidence have learned.

`python -m geodata train` fits them; their weights lie in `geodata/data/models/`, a file each, and
`about.json` says from which corpora, with which scores, and under which licences.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.judge import Judge
from geodata.network import Network
from geodata.trees import Trees
from geodata.version import DATA

FOLDER = DATA / "models"


@dataclass(frozen=True)
class Pair:
    """A network and trees that learnt the same; their probabilities are averaged."""

    network: Network
    trees: Trees

    @property
    def classes(self) -> tuple[str, ...]:
        return self.network.classes

    def probabilities(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """The probability of each class, shape (rows, classes)."""
        both = self.network.probabilities(rows) + self.trees.probabilities(rows)
        return np.asarray(both / 2, dtype=np.float32)

    def sifted(self, rows: NDArray[np.float32], name: str, least: float) -> NDArray[np.float32]:
        """The probability of the class `name`, shape (rows,).

        Where the first network alone finds it smaller than `least`, no other is asked.
        """
        column = self.classes.index(name)
        found, likely = self.network.sifted(rows, (column, least))
        belief = found[:, column]
        if len(likely):
            belief[likely] += self.trees.probabilities(rows[likely])[:, column]
            belief[likely] /= 2
        return belief


@dataclass(frozen=True)
class Models:
    """All that is learned.

    `spans`: whether a span is a place's name; `roles`: what a name does in its sentence, None
    where the corpora had no roles; `ranker` orders a name's candidates; `judge`: whether an answer
    is right.
    """

    spans: Pair
    roles: Pair | None
    ranker: Trees
    judge: Judge
    about: Mapping[str, object]

    def save(self, folder: Path) -> None:
        """Write the models to a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, pair in (("spans", self.spans), ("roles", self.roles)):
            if pair is not None:
                _write(folder / f"{name}-network.npz", pair.network.arrays())
                _write(folder / f"{name}-trees.npz", pair.trees.arrays())
        _write(folder / "ranker.npz", self.ranker.arrays())
        _write(folder / "judge.npz", self.judge.arrays())
        text = json.dumps(self.about, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / "about.json").write_text(text + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Models:
        """Read the models of a folder; OSError, KeyError or ValueError where they are not there."""
        about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
        roles = _pair(folder, "roles") if (folder / "roles-network.npz").exists() else None
        with np.load(folder / "judge.npz") as stored:
            judge = Judge.from_arrays(stored)
        return cls(_pair(folder, "spans"), roles, _trees(folder / "ranker.npz"), judge, about)


def _write(path: Path, arrays: dict[str, Any]) -> None:
    np.savez_compressed(path, **arrays)


def _trees(path: Path) -> Trees:
    with np.load(path) as stored:
        return Trees.from_arrays(stored)


def _pair(folder: Path, name: str) -> Pair:
    with np.load(folder / f"{name}-network.npz") as stored:
        network = Network.from_arrays(stored)
    return Pair(network, _trees(folder / f"{name}-trees.npz"))


@lru_cache(maxsize=1)
def shipped() -> Models:
    """The models that ship."""
    return Models.load(FOLDER)
