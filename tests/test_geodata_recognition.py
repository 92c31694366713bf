"""Which spans become names, once it is known how sure each is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from geodata.gazetteer import Gazetteer
from geodata.recognition import recognise
from geodata.scene import see
from geodata.spans import Span


def names(
    text: str,
    beliefs: dict[str, list[float]],
    gazetteer: Gazetteer,
    patch: pytest.MonkeyPatch,
) -> list[str]:
    """The names of a text if its spans, by their keys and in order, were believed so much."""
    left = {key: list(values) for key, values in beliefs.items()}

    def believed(_scene: object, spans: Sequence[Span], *_: object) -> NDArray[np.float32]:
        found = [left[one.key].pop(0) if left.get(one.key) else 0.0 for one in spans]
        return np.array(found, dtype=np.float32)

    patch.setattr("geodata.recognition._beliefs", believed)
    return [mention.surface for mention in recognise(see(text, gazetteer))[1]]


@pytest.mark.parametrize(
    ("first", "second", "found"), [(0.8, 0.25, 2), (0.8, 0.1, 1), (0.6, 0.25, 1), (0.25, 0.25, 0)]
)
def test_a_name_that_is_sure_once_is_one_again(
    gazetteer: Gazetteer,
    monkeypatch: pytest.MonkeyPatch,
    first: float,
    second: float,
    found: int,
) -> None:
    text = "Quxville is small. They say that Quxville is old."
    assert names(text, {"quxville": [first, second]}, gazetteer, monkeypatch) == (
        ["Quxville"] * found
    )


@pytest.mark.parametrize(
    ("whole", "part", "found"), [(0.6, 0.7, "Great Britain"), (0.5, 0.9, "Britain")]
)
def test_the_whole_of_a_known_name_rather_than_a_part(
    gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch, whole: float, part: float, found: str
) -> None:
    beliefs = {"great britain": [whole], "britain": [part]}
    assert names("They flew to Great Britain.", beliefs, gazetteer, monkeypatch) == [found]
