"""Whether one of two places lies in the other: the gold's and our answer's.

Sources put large places on different points (Canada's lie 1,000 km apart), and a text often means
a city or its province alike.  So an answer is right too when its own outline holds the gold's
point, or when the gold's place has an outline that holds the answer's point.  An outline is the
shape that the gazetteer has of a country, first-level unit, region, sea, road or river; a town has
none.  Outlines are simplified, so they hold a point that lies within `MARGIN` degrees of them.

Which place the gold means is known by its identifier where our gazetteer has a shape under it.
Otherwise it is the place nearest to the gold's point among all that bear the gold's name, and
only where the outline of that one holds this point: a gold that means a town never becomes the
province of that name.
"""

from __future__ import annotations

from shapely.geometry.base import BaseGeometry

from geodata.evaluation.gold import Toponym
from geodata.evaluation.scoring import Answer, Holds
from geodata.gazetteer import Gazetteer
from geodata.shapes import distance_km, point

MARGIN = 0.1  # degrees: 11 km of latitude


def holding(gazetteer: Gazetteer) -> Holds:
    """The rule of this module over a gazetteer; False where either lacks coordinates."""

    def holds(toponym: Toponym, answer: Answer) -> bool:
        if toponym.lat is None or toponym.lon is None or answer.lat is None or answer.lon is None:
            return False
        return _covers(gazetteer.geometry(answer.place), toponym.lat, toponym.lon) or _covers(
            _outline(gazetteer, toponym), answer.lat, answer.lon
        )

    return holds


def _covers(shape: BaseGeometry | None, lat: float, lon: float) -> bool:
    return shape is not None and bool(shape.dwithin(point(lat, lon), MARGIN))


def _outline(gazetteer: Gazetteer, toponym: Toponym) -> BaseGeometry | None:
    """The outline of the place that the gold means, None where it has none."""
    if toponym.lat is None or toponym.lon is None:
        return None
    known = gazetteer.geometry(toponym.place) if toponym.place else None
    if known is not None:
        return known
    named = [c for c in gazetteer.lookup(toponym.surface) if c.lat == c.lat]  # NaN: no spot
    if not named:
        return None
    lat, lon = toponym.lat, toponym.lon
    nearest = min(named, key=lambda c: (distance_km(lat, lon, c.lat, c.lon), c.row))
    outline = gazetteer.geometry(gazetteer.id(nearest.row))
    return outline if _covers(outline, lat, lon) else None
