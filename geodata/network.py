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
        active = np.maximum(rows @ self.hidden + self.hidden_offset, 0.0)
        return np.asarray(active @ self.output + self.output_offset, dtype=np.float32)


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
        return np.asarray(np.clip((rows - self.mean) / self.deviation, -CLIP, CLIP))

    def probabilities(self, rows: Rows) -> Rows:
        """The probability of each class, shape (rows, classes)."""
        return self._mean(rows, self.members)

    def rough(self, rows: Rows) -> Rows:
        """The same as the first network alone has it: in a fraction of the time."""
        return self._mean(rows, self.members[:1])

    def _mean(self, rows: Rows, members: Sequence[Layers]) -> Rows:
        seen = self.standardised(rows)
        total = np.zeros((len(rows), len(self.classes)), dtype=np.float32)
        with one_thread():
            scored = [member.scores(seen) for member in members]
        for scores in scored:
            powers = np.exp(scores - scores.max(axis=1, keepdims=True))
            total += powers / powers.sum(axis=1, keepdims=True)
        return np.asarray(total / len(members), dtype=np.float32)

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
