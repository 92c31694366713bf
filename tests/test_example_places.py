"""The places of the five articles, in the digests and wherever the originals are at hand.

What is listed here was read off a map by hand: spots in degrees, and how far off they may be.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from shapely.geometry.base import BaseGeometry

from geodata.atlas import build_atlas
from geodata.gazetteer import Gazetteer
from geodata.model import Form, Role
from geodata.shapes import distance_km, point
from geodata.store import AtlasReader
from geodata.summaries import PlaceSummary, Selection
from sources.collection import embedded_example, read_paths
from tests.originals import originals_or_skip

EVERYTHING = Selection(None, frozenset(Role))
SPOTS = [
    ("Idlib", Form.AREA, 35.8, 36.7, 40),
    ("Maaret al-Numan", Form.POINT, 35.648, 36.677, 3),
    ("Daraa", Form.AREA, 32.8, 36.2, 40),
    ("Eastern Ghouta", Form.AREA, 33.53, 36.40, 10),
    ("Eastern Aleppo", Form.AREA, 36.205, 37.185, 3),
    ("Kafr Lusin", Form.POINT, 36.25, 36.72, 4),
    ("Damascus", Form.POINT, 33.51, 36.29, 5),
    ("Sochi", Form.POINT, 43.6, 39.73, 10),
    ("Moscow", Form.POINT, 55.75, 37.62, 10),
    ("Istanbul", Form.POINT, 41.01, 28.97, 15),
    ("Tehran", Form.POINT, 35.69, 51.42, 15),
    ("Helsinki", Form.POINT, 60.17, 24.94, 10),
    ("Grozny", Form.POINT, 43.31, 45.69, 10),
    ("Aegean Sea", Form.LABEL, 39, 25, 200),
    ("Middle East", Form.LABEL, 32, 42, 1200),
]
COUNTRIES = [
    *("Afghanistan", "China", "France", "Germany", "Greece", "Iran", "Iraq", "Israel"),
    *("Pakistan", "Russia", "Syria", "Turkey", "Ukraine", "United States", "Venezuela"),
]
M5 = [
    ("Damascus", 33.5138, 36.2765),
    ("Homs", 34.7268, 36.7234),
    ("Hama", 35.1318, 36.7578),
    ("Maarat al-Numan", 35.6436, 36.6681),
    ("Saraqib", 35.8645, 36.8059),
    ("Aleppo", 36.2021, 37.1343),
]


@dataclass(frozen=True)
class Example:
    atlas: AtlasReader
    places: dict[str, PlaceSummary]

    def shape(self, name: str) -> BaseGeometry:
        place_id = self.places[name].place.id
        return self.atlas.geometries([place_id])[place_id]


@pytest.fixture(scope="module", params=["digests", "originals"])
def example(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    gazetteer: Gazetteer,
) -> Example:
    if request.param == "digests":
        collection = embedded_example(Path("no originals"))
    else:
        collection = read_paths([originals_or_skip()])
    assert len(collection.documents) == 5
    folder = tmp_path_factory.mktemp(str(request.param)) / "atlas"
    build_atlas(collection, folder, gazetteer=gazetteer)
    atlas = AtlasReader.open(folder)
    return Example(atlas, {s.place.name: s for s in atlas.places(EVERYTHING)})


@pytest.mark.parametrize("spot", SPOTS, ids=lambda spot: spot[0])
def test_each_place_has_its_spot_and_form(
    example: Example, spot: tuple[str, Form, float, float, float]
) -> None:
    name, form, lat, lon, within_km = spot
    place = example.places[name].place
    assert place.form is form
    assert place.lat is not None
    assert place.lon is not None
    assert distance_km(place.lat, place.lon, lat, lon) <= within_km


def test_the_main_places_are_named_as_places(example: Example) -> None:
    shown = example.atlas.places(Selection(None, frozenset({Role.LITERAL})))
    literal = {summary.place.name for summary in shown}
    assert literal >= {name for name, *_ in SPOTS} | {"M5 highway"}


def test_idlib_is_the_governorate(example: Example) -> None:
    place = example.places["Idlib"].place
    assert place.kind == "governorate"
    assert example.shape("Idlib").contains(point(35.931, 36.634))
    assert example.shape("Idlib").contains(point(35.648, 36.677))


def test_afrin_is_the_district_under_the_name_that_the_documents_give_it(example: Example) -> None:
    assert example.places["Afrin"].place.listed_as == "Afrin District"
    assert example.shape("Afrin").contains(point(36.51, 36.87))


def test_eastern_ghouta_holds_its_towns_and_not_damascus(example: Example) -> None:
    shape = example.shape("Eastern Ghouta")
    assert shape.contains(point(33.572, 36.403))
    assert shape.contains(point(33.5372, 36.3664))
    assert not shape.contains(point(33.513, 36.292))


def test_the_m5_passes_its_towns_in_order(example: Example) -> None:
    shape = example.shape("M5 highway")
    assert shape.geom_type == "LineString"
    along = []
    for _, lat, lon in M5:
        town = point(lat, lon)
        nearest = shape.interpolate(shape.project(town))
        assert distance_km(lat, lon, nearest.y, nearest.x) <= 3
        along.append(shape.project(town))
    assert along == sorted(along) or along == sorted(along, reverse=True)


def test_every_country_is_there_with_its_outline(example: Example) -> None:
    for name in COUNTRIES:
        assert example.places[name].place.kind == "country"
        assert example.shape(name).area > 0


def test_what_has_no_spot_is_listed_and_not_pinned(example: Example) -> None:
    unplaced = {name.surface: name for name in example.atlas.unplaced(EVERYTHING)}
    assert set(unplaced) >= {"The West", "Soviet Union"}
    assert all(name.reason for name in unplaced.values())
    assert all(q for q, _ in example.atlas.quotes_of_unplaced([*unplaced.values()], EVERYTHING))
    assert not set(unplaced) & set(example.places)


def test_every_mark_has_quotes_and_every_quote_is_exact(example: Example) -> None:
    for summary in example.places.values():
        quotes, _ = example.atlas.quotes([summary.place.id], EVERYTHING, limit=10_000)
        assert sum(len(quote.marks) for quote in quotes) == summary.mentions > 0
        for quote in quotes:
            text = example.atlas.document(quote.doc_id).text
            assert text[quote.start : quote.end] == quote.text
            assert all(text[m.start : m.end] == m.surface for m in quote.marks)


def test_all_mentions_are_accounted_for(example: Example) -> None:
    for roles in (frozenset(Role), frozenset({Role.LITERAL})):
        counts = example.atlas.counts(Selection(None, roles))
        assert counts.shown + sum(counts.hidden.values()) + counts.unplaced == counts.found
