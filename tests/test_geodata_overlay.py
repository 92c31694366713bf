"""The overlay: its shapes hold the facts, and its faults are all told at once."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from shapely import LineString

from geodata import shapes
from geodata.model import Form
from geodata.overlay import Entry, Overlay, OverlayError, Rule, geometry, load_overlay
from geodata.version import DATA

FILES = (
    *("overlay.csv", "overlay_points.csv", "landmarks.csv", "aliases.csv", "arabic_names.csv"),
    "demonyms.csv",
)
ON_THE_M5 = {
    "Damascus": (33.5138, 36.2765),
    "Homs": (34.7268, 36.7234),
    "Hama": (35.1318, 36.7578),
    "Maarat al-Numan": (35.6436, 36.6681),
    "Saraqib": (35.8645, 36.8059),
    "Aleppo": (36.2021, 37.1343),
}


@pytest.fixture(scope="module")
def overlay() -> Overlay:
    return load_overlay()


@pytest.fixture(scope="module")
def entries(overlay: Overlay) -> dict[str, Entry]:
    return {entry.place.id: entry for entry in overlay.entries}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in FILES:
        shutil.copy(DATA / name, tmp_path)
    return tmp_path


def change(path: Path, row: int, **cells: str) -> None:
    """Write `cells` into a row of a CSV file; the row is numbered as an editor shows it."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[row - 2].update(cells)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_the_m5_passes_its_cities_in_order(entries: dict[str, Entry]) -> None:
    line = geometry(entries["overlay:m5"], {})
    assert isinstance(line, LineString)
    passed = []
    for lat, lon in ON_THE_M5.values():
        city = shapes.point(lat, lon)
        near = line.interpolate(line.project(city))
        assert shapes.distance_km(lat, lon, near.y, near.x) < 3
        passed.append(line.project(city))
    assert passed == sorted(passed)


def test_the_m5_says_that_it_is_schematic(entries: dict[str, Entry]) -> None:
    place = entries["overlay:m5"].place
    assert place.form is Form.LINE
    assert "schematic" in place.precision


@pytest.mark.parametrize(
    ("lat", "lon", "inside"),
    [
        (33.572, 36.403, True),  # Douma
        (33.5372, 36.3664, True),  # Arbin
        (33.513, 36.292, False),  # central Damascus
        (33.5138, 36.2765, False),  # GeoNames' Damascus
        (33.4584, 36.2326, False),  # Darayya, in Western Ghouta
    ],
)
def test_what_eastern_ghouta_holds(
    entries: dict[str, Entry], lat: float, lon: float, *, inside: bool
) -> None:
    area = geometry(entries["overlay:eastern-ghouta"], {})
    assert area is not None
    assert area.contains(shapes.point(lat, lon)) == inside


def test_the_two_ghoutas_do_not_overlap(entries: dict[str, Entry]) -> None:
    east = geometry(entries["overlay:eastern-ghouta"], {})
    west = geometry(entries["overlay:western-ghouta"], {})
    assert east is not None
    assert west is not None
    assert not east.intersects(west)


def test_the_district_of_afrin_holds_its_town_and_its_centroid(entries: dict[str, Entry]) -> None:
    area = geometry(entries["overlay:afrin-district"], {})
    assert area is not None
    assert area.contains(shapes.point(36.51, 36.87))
    assert area.contains(shapes.point(36.549, 36.793))


def test_every_row_has_its_source_and_date(overlay: Overlay) -> None:
    assert all(entry.place.source and entry.date for entry in overlay.entries)


def test_every_shape_is_sound_and_near_its_point(overlay: Overlay) -> None:
    for entry in overlay.entries:
        if entry.rule is Rule.MEMBERS or entry.place.lat is None or entry.place.lon is None:
            continue
        shape = geometry(entry, {})
        assert shape is not None
        assert shape.is_valid, entry.place.id
        away = shape.distance(shapes.point(entry.place.lat, entry.place.lon))
        assert away < 0.75, entry.place.id


@pytest.mark.parametrize("slug", ["the-west", "soviet-union", "eurozone", "yugoslavia"])
def test_what_has_no_spot_says_why(entries: dict[str, Entry], slug: str) -> None:
    entry = entries[f"overlay:{slug}"]
    assert entry.place.form is Form.NONE
    assert entry.place.lat is None
    assert entry.reason.endswith(".")
    assert geometry(entry, {}) is None


def test_members_are_joined_and_unknown_ones_left_out(entries: dict[str, Entry]) -> None:
    levant = entries["overlay:levant"]
    areas = {"SY": shapes.polygon([(33, 36), (33, 42), (37, 42), (37, 36)])}
    assert geometry(levant, areas) == areas["SY"]


def test_all_faults_are_told_together(copy: Path) -> None:
    change(copy / "overlay.csv", 2, lat="north", form="blob")
    change(copy / "overlay.csv", 3, source="", geometry="hull")
    change(copy / "overlay_points.csv", 2, lon="361")
    with pytest.raises(OverlayError) as caught:
        load_overlay(copy)
    told = "\n".join(caught.value.faults)
    for where in (
        "overlay.csv, row 2, column form: 'blob'",
        "overlay.csv, row 2, column lat: 'north'",
        "overlay.csv, row 3, column source: ''",
        "overlay.csv, row 3, column geometry: 'hull'",
        "overlay_points.csv, row 2, column lon: '361'",
    ):
        assert where in told
    assert str(caught.value) == told


def test_faults_of_landmarks_are_told_with_their_row(copy: Path) -> None:
    change(copy / "landmarks.csv", 2, lat="91", precision_km="")
    change(copy / "landmarks.csv", 3, id="white-house", kind="")
    with pytest.raises(OverlayError) as caught:
        load_overlay(copy)
    told = [fault.partition(":")[0] for fault in caught.value.faults]
    assert sorted(told) == [
        "landmarks.csv, row 2, column lat",
        "landmarks.csv, row 2, column precision_km",
        "landmarks.csv, row 3, column id",
        "landmarks.csv, row 3, column kind",
    ]


@pytest.mark.parametrize(
    ("slug", "kind", "form", "spot"),
    [
        ("heathrow", "airport", Form.POINT, (51.47, -0.45)),
        ("james-river", "river", Form.LABEL, (36.95, -76.4)),
        ("taj-mahal", "landmark", Form.POINT, (27.175, 78.042)),
    ],
)
def test_landmarks_are_points_or_labels(
    entries: dict[str, Entry], slug: str, kind: str, form: Form, spot: tuple[float, float]
) -> None:
    place = entries[f"overlay:{slug}"].place
    assert (place.kind, place.form) == (kind, form)
    assert (place.lat, place.lon) == pytest.approx(spot, abs=0.1)


def test_an_id_that_is_used_twice_is_a_fault(copy: Path) -> None:
    change(copy / "overlay.csv", 3, id="m5")
    with pytest.raises(OverlayError, match="row 3, column id: 'm5' is used by an earlier row"):
        load_overlay(copy)


def test_a_missing_file_and_missing_columns_are_faults(copy: Path) -> None:
    (copy / "aliases.csv").unlink()
    (copy / "demonyms.csv").write_text("word\nSyrian\n", encoding="utf-8")
    with pytest.raises(OverlayError) as caught:
        load_overlay(copy)
    assert [fault.split(":")[0] for fault in caught.value.faults] == ["aliases.csv", "demonyms.csv"]


def test_a_place_without_a_spot_needs_a_reason(copy: Path) -> None:
    change(copy / "overlay.csv", 2, form="none", geometry="", reason="")
    with pytest.raises(OverlayError, match="column reason: '' is empty"):
        load_overlay(copy)
