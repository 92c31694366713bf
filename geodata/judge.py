"""The judge of answers: trees that estimate how likely one is right, and a promise made of that.

A reader takes "80%" for more than four in five.  So the numbers told are cautious: the estimates
around SURE are bent so that of answers told at SURE or above PROMISED are right on documents that
no model had seen, even by gold that leaves names unmarked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.trees import Trees, leaf

Numbers = NDArray[np.float64]
RIGHT, WRONG = "right", "wrong"
SURE, PROMISED = 0.8, 0.95
UNBENT_BELOW = 0.6  # estimates that stay as they are: who reads them as doubt is right


@dataclass(frozen=True)
class Judge:
    """`trees` estimate whether an answer is right; what they call `sure` is told as SURE."""

    trees: Trees
    sure: float = SURE

    def confidences(self, rows: NDArray[np.float32]) -> Numbers:
        """The confidence in each answer, shape (rows,)."""
        return self.told(self.trees.probabilities(rows)[:, self.trees.classes.index(RIGHT)])

    def told(self, estimates: Sequence[float] | NDArray[np.floating[Any]]) -> Numbers:
        """Estimates of whether answers are right, as they are told."""
        above = (1.0 + max(self.sure, SURE)) / 2
        known = (0.0, UNBENT_BELOW, self.sure, above, 1.0)
        return np.asarray(np.interp(estimates, known, (0.0, UNBENT_BELOW, SURE, above, 1.0)))

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """What a file holds of the judge."""
        return {**self.trees.arrays(), "sure": np.array(self.sure)}

    @classmethod
    def from_arrays(cls, stored: Mapping[str, NDArray[np.generic]]) -> Judge:
        """The judge that `arrays` gave; KeyError where something is missing."""
        return cls(Trees.from_arrays(stored), float(np.asarray(stored["sure"], dtype=float)))


# Believes one half of everything: stands where no judge has been fitted yet.
UNDECIDED = Judge(leaf((RIGHT, WRONG)))
