"""The judge of answers: trees that estimate how likely one is right, a promise made of that, and
trees that look a second time whether what was taken for a name is one.

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
NAME, OTHER = "name", "other"
SURE, PROMISED = 0.8, 0.95
UNBENT_BELOW = 0.6  # estimates that stay as they are: who reads them as doubt is right
NAMES = "names-"  # before what a file holds of these trees


@dataclass(frozen=True)
class Judge:
    """`trees` estimate whether an answer is right, `names` whether it is to the name of a place;
    what `trees` call `sure` is told as SURE.
    """

    trees: Trees
    names: Trees
    sure: float = SURE

    def confidences(self, rows: NDArray[np.float32]) -> Numbers:
        """The confidence in each answer, shape (rows,)."""
        return self.told(probability(self.trees, RIGHT, rows))

    def beliefs(self, rows: NDArray[np.float32]) -> Numbers:
        """How likely each answer is to the name of a place, shape (rows,)."""
        return probability(self.names, NAME, rows)

    def told(self, estimates: Sequence[float] | NDArray[np.floating[Any]]) -> Numbers:
        """Estimates of whether answers are right, as they are told."""
        above = (1.0 + max(self.sure, SURE)) / 2
        known = (0.0, UNBENT_BELOW, self.sure, above, 1.0)
        return np.asarray(np.interp(estimates, known, (0.0, UNBENT_BELOW, SURE, above, 1.0)))

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """What a file holds of the judge."""
        names = {f"{NAMES}{key}": array for key, array in self.names.arrays().items()}
        return {**self.trees.arrays(), **names, "sure": np.array(self.sure)}

    @classmethod
    def from_arrays(cls, stored: Mapping[str, NDArray[np.generic]]) -> Judge:
        """The judge that `arrays` gave; KeyError where something is missing."""
        names = {key.removeprefix(NAMES): stored[key] for key in stored if key.startswith(NAMES)}
        sure = float(np.asarray(stored["sure"], dtype=float))
        return cls(Trees.from_arrays(stored), Trees.from_arrays(names), sure)


def probability(trees: Trees, name: str, rows: NDArray[np.float32]) -> Numbers:
    """How likely each row is of the class `name`, shape (rows,)."""
    return np.asarray(trees.probabilities(rows)[:, trees.classes.index(name)], dtype=float)


# Believes one half of everything: stands where no judge has been fitted yet.
UNDECIDED = Judge(leaf((RIGHT, WRONG)), leaf((NAME, OTHER)))
