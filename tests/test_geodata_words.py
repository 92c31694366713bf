"""Numbers of words."""

from __future__ import annotations

import numpy as np
import pytest

from geodata.words import BLOCK, running_sums


@pytest.mark.parametrize("count", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 5 * BLOCK + 3])
def test_sums_run_through_all_blocks(count: int) -> None:
    vectors = np.arange(3 * count, dtype=np.float32).reshape(count, 3) % 7 - 3
    wanted = [vectors[:until].sum(axis=0) for until in range(count + 1)]
    assert running_sums(vectors).tolist() == np.array(wanted).reshape(-1, 3).tolist()
