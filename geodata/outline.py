"""Outlines as the compiled gazetteer keeps them: small, exact to the fourth decimal of a degree.

That is 11 metres, the rounding of the committed outlines, so that nothing is lost and neighbours
still share their edges.  An outline is packed by itself and read alone.
"""

from __future__ import annotations

import zlib

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

DECIMALS = 4


def pack(shape: BaseGeometry) -> bytes:
    """A line, polygon or multipolygon (x = lon) as bytes: differences of vertices, compressed."""
    kind, vertices, levels = shapely.to_ragged_array([shape])
    steps = np.diff(np.round(vertices * 10**DECIMALS).astype(np.int32), axis=0, prepend=0)
    header = [int(kind), len(levels), *map(len, levels), *np.concatenate(levels)]
    numbers = np.concatenate([header, steps[:, 0], steps[:, 1]]).astype(np.int32)
    folded = (numbers << 1) ^ (numbers >> 31)  # small numbers of either sign have zero high bytes
    planes = folded.astype("<i4").view(np.uint8).reshape(-1, 4).T
    return zlib.compress(planes.tobytes(), 9)


def unpack(data: bytes) -> BaseGeometry:
    """The outline that `pack` made the bytes of."""
    planes = np.frombuffer(zlib.decompress(data), np.uint8).reshape(4, -1)
    folded = np.ascontiguousarray(planes.T).view("<u4").ravel()
    numbers = (folded >> 1).astype(np.int32) ^ -(folded & 1).astype(np.int32)
    kind, depth = shapely.GeometryType(int(numbers[0])), int(numbers[1])
    levels, start = [], 2 + depth
    for length in numbers[2 : 2 + depth]:
        levels.append(numbers[start : start + length].astype(np.int64))
        start += length
    vertices = _running(numbers[start:]) / 10**DECIMALS
    found: BaseGeometry = shapely.from_ragged_array(kind, vertices, tuple(levels))[0]
    return found


def _running(steps: NDArray[np.int32]) -> NDArray[np.int64]:
    """Vertices, shape (n, 2), from the steps in x and then those in y."""
    return np.ascontiguousarray(np.cumsum(steps.reshape(2, -1), axis=1, dtype=np.int64).T)
