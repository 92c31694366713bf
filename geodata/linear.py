"""A linear classifier over named features, its weights a readable JSON file.

Small on purpose: a dictionary of weights per class, added up.  `geodata.train` fits and writes it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path

Weights = dict[str, list[float]]


class LinearModel:
    """Multinomial logistic regression: `weights[feature]` has one number per class."""

    def __init__(self, classes: list[str], weights: Weights, about: Mapping[str, object]) -> None:
        self.classes = classes
        self.weights = weights
        self.about = dict(about)

    @classmethod
    def load(cls, path: Path) -> LinearModel:
        """Read a model; KeyError, ValueError or OSError where the file is not one."""
        content = json.loads(path.read_text(encoding="utf-8"))
        return cls(content["classes"], content["weights"], content["about"])

    def save(self, path: Path) -> None:
        """Write the model, features sorted, one a line, so that a change can be read."""
        rows = ",\n".join(
            f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(values)}"
            for name, values in sorted(self.weights.items())
        )
        head = json.dumps({"about": self.about, "classes": self.classes}, indent=1)
        path.write_text(f'{head[:-2]},\n "weights": {{\n{rows}\n }}\n}}\n', encoding="utf-8")

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """The probability of each class for an item that has these features."""
        totals = list(self.weights["bias"])
        for feature in features:
            values = self.weights.get(feature)
            if values:
                for index, value in enumerate(values):
                    totals[index] += value
        top = max(totals)
        powers = [math.exp(total - top) for total in totals]
        return {name: power / sum(powers) for name, power in zip(self.classes, powers, strict=True)}
