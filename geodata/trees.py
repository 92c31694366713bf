"""Boosted decision trees as flat arrays, walked for many rows at once.

`geodata.training.fitting` grows them with LightGBM; here they need NumPy alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]
BATCH = 512  # rows walked at once: what they touch stays in the processor's cache


@dataclass(frozen=True)
class Trees:
    """Trees of one depth, all complete: node n has the children 2n + 1 and 2n + 2.

    `feature` and `threshold` have the shape (trees, 2 ** depth - 1): a row goes to the first child
    where `row[feature] <= threshold`, else to the second.  `value`, shape (trees, 2 ** depth), is
    what a leaf adds to the score of class `tree % classes`.
    """

    classes: tuple[str, ...]
    feature: NDArray[np.int16]
    threshold: Rows
    value: Rows

    def scores(self, rows: Rows) -> Rows:
        """The summed scores, shape (rows, columns): a column per class, one for two classes."""
        parts = [self._walk(rows[start : start + BATCH]) for start in range(0, len(rows), BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, self._columns), np.float32)

    def probabilities(self, rows: Rows) -> Rows:
        """The probability of each class, shape (rows, classes)."""
        scores = self.scores(rows)
        if len(self.classes) == 2:
            second = 1.0 / (1.0 + np.exp(-scores[:, 0]))
            return np.stack([1.0 - second, second], axis=1)
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)

    @property
    def _columns(self) -> int:
        return len(self.classes) if len(self.classes) > 2 else 1

    @cached_property
    def _levels(self) -> list[tuple[NDArray[np.intp], Rows]]:
        """The features and thresholds of each level from the root on, tree after tree.

        The children of node n of a level are the nodes 2n and 2n + 1 of the next.
        """
        depth = self.feature.shape[1].bit_length()
        levels = [slice(2**level - 1, 2 ** (level + 1) - 1) for level in range(depth)]
        return [
            (self.feature[:, level].astype(np.intp).ravel(), self.threshold[:, level].ravel())
            for level in levels
        ]

    def _walk(self, rows: Rows) -> Rows:
        flat = np.ascontiguousarray(rows, dtype=np.float32).ravel()
        row = (np.arange(len(rows)) * rows.shape[1])[:, None]
        node = np.arange(len(self.feature))
        for feature, threshold in self._levels:
            node = 2 * node + (flat.take(row + feature.take(node)) > threshold.take(node))
        leaf = np.broadcast_to(node, (len(rows), len(self.feature)))
        values = self.value.take(leaf).reshape(len(rows), -1, self._columns)
        total: Rows = values.sum(axis=1, dtype=np.float32)
        return total

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """What a file holds of the trees."""
        return {
            "classes": np.array(self.classes),
            "feature": self.feature,
            "threshold": self.threshold,
            "value": self.value,
        }

    @classmethod
    def from_arrays(cls, stored: Mapping[str, NDArray[np.generic]]) -> Trees:
        """The trees that `arrays` gave; KeyError where something is missing."""
        return cls(
            tuple(str(name) for name in stored["classes"]),
            stored["feature"].astype(np.int16),
            stored["threshold"].astype(np.float32),
            stored["value"].astype(np.float32),
        )


def leaf(classes: tuple[str, ...]) -> Trees:
    """Trees that say nothing: where there was nothing to learn from."""
    nothing = np.zeros((1, 1), dtype=np.float32)
    return Trees(classes, np.zeros((1, 0), dtype=np.int16), nothing[:, :0], nothing)
