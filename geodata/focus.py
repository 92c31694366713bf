"""The part of the world that a selection of mentions is about: where its map opens."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from geodata.shapes import Frame, distance_km

MOST = 0.6  # share of the mentions that the chosen countries hold together
WIDE_KM = 1500.0  # spots within this of the middle are kept, however few mentions they have
CORE = 0.8  # share of the mentions kept where the spots lie farther apart


class Spot(NamedTuple):
    """A place with its middle, its frame in degrees, and how often it is named."""

    country: str
    lat: float
    lon: float
    south: float
    west: float
    north: float
    east: float
    mentions: int


def focus(spots: Sequence[Spot]) -> Frame:
    """The frame (south, west, north, east) of what most mentions are about."""
    kept = _near(_in_main_countries(spots))
    return (
        min(s.south for s in kept), min(s.west for s in kept),
        max(s.north for s in kept), max(s.east for s in kept),
    )  # fmt: skip


def _in_main_countries(spots: Sequence[Spot]) -> list[Spot]:
    held: Counter[str] = Counter()
    for spot in spots:
        held[spot.country] += spot.mentions
    main: set[str] = set()
    for country, _ in sorted(held.items(), key=lambda item: (-item[1], item[0])):
        if sum(held[code] for code in main) >= MOST * held.total():
            break
        main.add(country)
    return [spot for spot in spots if spot.country in main]


def _near(spots: Sequence[Spot]) -> list[Spot]:
    """The spots around the weighted median: all within WIDE_KM, beyond it up to CORE."""
    lat, lon = _median(spots, "lat"), _median(spots, "lon")
    total = sum(spot.mentions for spot in spots)
    kept: list[Spot] = []
    held = 0
    for away, spot in sorted((distance_km(lat, lon, s.lat, s.lon), s) for s in spots):
        if kept and away > WIDE_KM and held >= CORE * total:
            break
        kept.append(spot)
        held += spot.mentions
    return kept


def _median(spots: Sequence[Spot], axis: str) -> float:
    """The weighted median of a coordinate."""
    ordered = sorted((float(getattr(spot, axis)), spot.mentions) for spot in spots)
    held = list(itertools.accumulate(mentions for _, mentions in ordered))
    return ordered[bisect_left(held, held[-1] / 2)][0]
