"""Small neural networks as arrays: one hidden layer, several of them averaged.

`geodata.training.fitting` trains them with scikit-learn; here they need NumPy alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

Rows = NDArray[np.float32]
CLIP = 6.0  # standard deviations beyond which a number says no more


@lru_cache(maxsize=1)
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[object]:
    """Multiply in one thread: for so small matrices, several wait for one another."""
    limited: AbstractContextManager[object] = _threads().limit(limits=1)
    return limited


@dataclass(frozen=True)
class Layers:
    """One network: `hidden` (inputs, units), `output` (units, classes) and their offsets."""

    hidden: Rows
    hidden_offset: Rows
    output: Rows
    output_offset: Rows

    def scores(self, rows: Rows) -> Rows:
        """The log-odds of each class, shape (rows, classes)."""
        active = rows @ self.hidden
        active += self.hidden_offset
        np.maximum(active, 0.0, out=active)
        return np.asarray(active @ self.output + self.output_offset, dtype=np.float32)

    def probabilities(self, rows: Rows) -> Rows:
        """The probability of each class, shape (rows, classes)."""
        scores = self.scores(rows)
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)


@dataclass(frozen=True)
class Network:
    """Networks of the same inputs and classes; their probabilities are averaged.

    Rows are brought to mean 0 and deviation 1 by `mean` and `deviation`, shape (inputs,).
    """

    classes: tuple[str, ...]
    mean: Rows
    deviation: Rows
    members: tuple[Layers, ...]

    def standardised(self, rows: Rows) -> Rows:
        """Rows as the networks see them."""
        seen = rows - self.mean
        seen /= self.deviation
        return np.asarray(np.clip(seen, -CLIP, CLIP, out=seen))

    def probabilities(self, rows: Rows) -> Rows:
        """The probability of each class, shape (rows, classes)."""
        seen = self.standardised(rows)
        with one_thread():
            return self._joined(seen, self.members[0].probabilities(seen))

    def sifted(self, rows: Rows, least: tuple[int, float]) -> tuple[Rows, NDArray[np.intp]]:
        """The probabilities of the first network alone, and by all of them in the rows likely.

        `least` is a class's number and the probability from which on the first network calls a row
        likely; the second answer are those rows.
        """
        seen = self.standardised(rows)
        column, enough = least
        with one_thread():
            found = self.members[0].probabilities(seen)
            likely = np.flatnonzero(found[:, column] >= enough)
            if len(likely):
                found[likely] = self._joined(seen[likely], found[likely])
        return found, likely

    def _joined(self, seen: Rows, first: Rows) -> Rows:
        """The mean of all networks' probabilities; `first` are those of the first."""
        total = sum((member.probabilities(seen) for member in self.members[1:]), start=first)
        return np.asarray(total / len(self.members), dtype=np.float32)

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """What a file holds of the network; weights as half-precision numbers."""
        stored: dict[str, NDArray[np.generic]] = {
            "classes": np.array(self.classes),
            "mean": self.mean,
            "deviation": self.deviation,
        }
        for number, member in enumerate(self.members):
            for name, values in vars(member).items():
                stored[f"{name}.{number}"] = values.astype(np.float16)
        return stored

    @classmethod
    def from_arrays(cls, stored: Mapping[str, NDArray[np.generic]]) -> Network:
        """The network that `arrays` gave; KeyError where something is missing."""
        count = sum(name.startswith("hidden.") for name in stored)
        return cls(
            tuple(str(name) for name in stored["classes"]),
            stored["mean"].astype(np.float32),
            stored["deviation"].astype(np.float32),
            tuple(_layers(stored, number) for number in range(count)),
        )


def _layers(stored: Mapping[str, NDArray[np.generic]], number: int) -> Layers:
    names: Sequence[str] = ("hidden", "hidden_offset", "output", "output_offset")
    return Layers(*(stored[f"{name}.{number}"].astype(np.float32) for name in names))
