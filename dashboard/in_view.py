"""What the map's frame shows: which places lie in a part of the world, and how that is told.  Pure.

An area is south, west, north, east in degrees; its east may lie beyond 180, or its west beyond its
east, where it crosses the date line.  Longitudes mean the same after each turn around the world.
"""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.wording import plural
from geodata.model import Form
from geodata.shapes import Frame
from geodata.summaries import PlaceSummary

TURN = 360.0
MOST_EAST = 1080.0  # degrees: a map may be turned around the world a few times


def within(places: Iterable[PlaceSummary], area: Frame) -> list[PlaceSummary]:
    """The places that lie in an area, in their order.

    A point and the name of a country or a region do by their spot, an area and a line by any part
    of their frame.  What has no spot on the map lies nowhere.
    """
    return [one for one in places if lies_in(one, area)]


def lies_in(named: PlaceSummary, area: Frame) -> bool:
    """Whether a place lies in an area."""
    place = named.place
    if place.form is Form.NONE or place.lat is None or place.lon is None:
        return False
    if place.form in (Form.AREA, Form.LINE):
        return _meet(named.frame, area)
    return _meet((place.lat, place.lon, place.lat, place.lon), area)


def _meet(one: Frame, other: Frame) -> bool:
    """Whether two frames share a spot."""
    return one[0] <= other[2] and other[0] <= one[2] and _meet_across(one, other)


def _meet_across(one: Frame, other: Frame) -> bool:
    """Whether two frames share a longitude: one begins inside the other."""
    (west, width), (other_west, other_width) = _span(one), _span(other)
    return (other_west - west) % TURN <= width or (west - other_west) % TURN <= other_width


def _span(frame: Frame) -> tuple[float, float]:
    """The west of a frame and its width, at most once around the world."""
    _, west, _, east = frame
    width = east - west
    return west, min(TURN, width if width >= 0 else width % TURN)


def read_area(text: str) -> Frame | None:
    """Four degrees, south, west, north, east; None for anything else."""
    try:
        south, west, north, east = (float(part) for part in text.split(","))
    except ValueError:
        return None
    sound = -90 <= south <= north <= 90 and west <= east and max(abs(west), abs(east)) <= MOST_EAST
    return (south, west, north, east) if sound else None


def told(places: int, quotes: int) -> str:
    """Say how much is in view: "12 places, 48 quotes in view"."""
    return f"{plural(places, 'place')}, {plural(quotes, 'quote')} in view"
