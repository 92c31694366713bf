"""Boosted decision trees as flat arrays, walked for many rows at once.

`geodata.fitting` grows them with LightGBM; here they need NumPy alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]
LEAF = -1
BATCH = 2048  # rows walked at once: what they touch stays in the processor's cache


@dataclass(frozen=True)
class Trees:
    """All nodes of all trees, each tree's own numbered from its root on.

    Node n of tree t goes to `left[n]` where `row[feature[n]] <= threshold[n]`, else to `right[n]`;
    a leaf has feature -1 and leads to itself.  `value[n]` is what a leaf adds to the score of class
    `tree % classes`; `roots` (trees,) are the nodes where the trees begin.
    """

    classes: tuple[str, ...]
    roots: NDArray[np.int32]
    feature: NDArray[np.int16]
    threshold: Rows
    left: NDArray[np.int32]
    right: NDArray[np.int32]
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

    def _walk(self, rows: Rows) -> Rows:
        at = np.repeat(self.roots[None, :], len(rows), axis=0)
        flat = np.ascontiguousarray(rows).ravel()
        base = (np.arange(len(rows), dtype=np.int32) * rows.shape[1])[:, None]
        feature = self.feature[at]
        while (feature >= 0).any():
            seen = flat[base + np.maximum(feature, 0)]
            at = np.where(seen <= self.threshold[at], self.left[at], self.right[at])
            feature = self.feature[at]
        values = self.value[at]
        return values.reshape(len(rows), -1, self._columns).sum(axis=1, dtype=np.float32)

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """What a file holds of the trees."""
        return {
            "classes": np.array(self.classes), "roots": self.roots, "feature": self.feature,
            "threshold": self.threshold, "left": self.left, "right": self.right,
            "value": self.value,
        }  # fmt: skip

    @classmethod
    def from_arrays(cls, stored: Mapping[str, NDArray[np.generic]]) -> Trees:
        """The trees that `arrays` gave; KeyError where something is missing."""
        return cls(
            tuple(str(name) for name in stored["classes"]),
            stored["roots"].astype(np.int32),
            stored["feature"].astype(np.int16),
            stored["threshold"].astype(np.float32),
            stored["left"].astype(np.int32),
            stored["right"].astype(np.int32),
            stored["value"].astype(np.float32),
        )
