"""News of the world, written and marked by hand to see what the whole pipeline makes of it.

`world_read.txt` and `world_unread.txt` were written together, without a look at code or answers,
and cut in two by a digest of each text.  Errors in the first were read, and rules made
after them; of the second only the figures were looked at.  Nothing is trained on either.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.evaluation.marked import read_marked
from geodata.evaluation.measures import calibration
from geodata.evaluation.scoring import end_to_end, recognition
from geodata.evaluation.trial import Bench, evaluate, shipped
from geodata.gazetteer import Gazetteer

FOLDER = Path(__file__).parent


@pytest.mark.parametrize(("name", "found", "whole"), [("read", 0.93, 0.86), ("unread", 0.92, 0.82)])
def test_places_are_found_and_put_right(
    gazetteer: Gazetteer, name: str, found: float, whole: float
) -> None:
    gold = read_marked(FOLDER / f"world_{name}.txt")
    bench = Bench(gazetteer, print)
    result = evaluate(shipped(bench), gold, "as shipped", bench)
    assert not result.failed
    names, places = recognition(result.verdicts).f1, end_to_end(result.verdicts).f1
    sure = calibration(result.verdicts).sure.value
    print(f"{name}: recognition {names:.3f}, end to end {places:.3f}, of the sure right {sure:.3f}")
    assert names >= found
    assert places >= whole
    assert sure >= 0.95
