"""From places back to their names: the compiled gazetteer's tables read the other way round."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Pair = tuple[int, int]


def unpacked(packed: memoryview, width: int) -> Numbers:
    """Little-endian numbers of `width` bytes each."""
    digits = np.frombuffer(packed, dtype=np.uint8).reshape(-1, width).astype(np.int64)
    return digits @ (256 ** np.arange(width, dtype=np.int64))


def field(records: memoryview, size: int, start: int, width: int) -> Numbers:
    """One number of each record of `size` bytes: the `width` bytes from `start` on."""
    table = np.frombuffer(records, dtype=np.uint8).reshape(-1, size)
    return unpacked(memoryview(table[:, start : start + width].tobytes()), width)


def positions(numbers: Numbers, wanted: Collection[int]) -> list[int]:
    """Where some numbers stand."""
    asked = np.fromiter(wanted, dtype=np.int64, count=len(wanted))
    found: list[int] = np.flatnonzero(np.isin(numbers, asked)).tolist()
    return found


def leading(keys: Numbers, lists: Numbers, listed: int, rows: Collection[int]) -> list[Pair]:
    """The positions of the keys that lead to some places, each with its place's row.

    `keys` holds a number per position: a place's own, or from `listed` on where in `lists` a list
    of such numbers begins, with its length.
    """
    several = np.flatnonzero(keys >= listed)
    starts = keys[several] - listed
    sizes = lists[starts]
    owners = np.repeat(several, sizes)
    ends = np.cumsum(sizes)
    within = np.arange(len(owners)) - np.repeat(ends - sizes, sizes)
    numbers = lists[np.repeat(starts, sizes) + 1 + within]
    single = np.flatnonzero(keys < listed)
    at = np.concatenate([single, owners])
    places = np.concatenate([keys[single], numbers]) >> 3
    found = positions(places, rows)
    return list(zip(at[found].tolist(), places[found].tolist(), strict=True))
