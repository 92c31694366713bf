"""Documents into an atlas: the folder of tables that everything else reads.

`documents.parquet`, `mentions/part-*.parquet`, `places.parquet` (GeoParquet, EPSG:4326),
`quotes.sqlite` (the words of the quotes), `atlas.json`.  docs/formats.md gives the columns.  An
atlas arrives whole: it is written beside its target and renamed.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Collection as Some
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet
from shapely.geometry.base import BaseGeometry

from geodata.fold import fold
from geodata.fulltext import write_index
from geodata.gazetteer import Gazetteer, open_gazetteer
from geodata.locate import locate
from geodata.model import Form, Place, Resolution, Role
from geodata.recognition import OWN, Recogniser
from geodata.shapes import frame, point
from geodata.tables import (
    DOCUMENTS,
    MENTIONS,
    Named,
    document_rows,
    named_in,
    quote_rows,
    unit_of,
)
from geodata.version import engine_version
from sources.model import Collection

FORMAT = 5
INDEX = "quotes.sqlite"
NAMING = frozenset({Role.LITERAL, Role.METONYM})  # roles in which a place is called by its name
Progress = Callable[[int, int, str], None]


class AtlasError(Exception):
    """An atlas that cannot be written or read, in a sentence for the reader."""


def build_atlas(
    collection: Collection,
    folder: Path,
    progress: Progress = lambda *_: None,
    gazetteer: Gazetteer | None = None,
    recogniser: Recogniser = OWN,
) -> None:
    """Find and resolve every place that the documents name, and write the atlas.

    `progress(done, total, name)` is called before each document and once at the end.  Raises
    AtlasError where the folder holds something that is not an atlas.
    """
    gazetteer = gazetteer or open_gazetteer()
    total = len(collection.documents)

    def found() -> Iterator[list[Resolution]]:
        for done, document in enumerate(collection.documents):
            progress(done, total, document.id)
            yield locate(document.text, gazetteer, recogniser=recogniser)

    write_atlas(collection, found(), folder, gazetteer, recogniser.name)
    progress(total, total, "")


def write_atlas(
    collection: Collection,
    found: Iterable[Sequence[Resolution]],
    folder: Path,
    gazetteer: Gazetteer,
    recogniser: str = OWN.name,
) -> None:
    """Write the atlas of documents with what was found in each, in the collection's order.

    Raises AtlasError, before anything of `found` is asked for, where the folder holds something
    that is not an atlas.
    """
    named = (
        named_in(document, resolutions, gazetteer)
        for document, resolutions in zip(collection.documents, found, strict=True)
    )
    write_named(collection, named, folder, gazetteer, recogniser)


def write_named(
    collection: Collection,
    named: Iterable[Named],
    folder: Path,
    gazetteer: Gazetteer,
    recogniser: str = OWN.name,
) -> None:
    """Write the atlas of documents with what each names; else as `write_atlas`."""
    if folder.exists() and not is_atlas(folder) and any(folder.iterdir()):
        raise AtlasError(
            f"{folder} is not empty and holds no atlas: name a new folder, nothing was written."
        )
    in_each = list(named)
    mentions = [row for one in in_each for row in one.rows]
    places = _places(in_each, gazetteer)
    about = {
        "format": FORMAT,
        "gazetteer": gazetteer.version,
        "engine": engine_version(),
        "recogniser": recogniser,
        "documents": len(collection.documents),
        "mentions": len(mentions),
        "places": len(places),
        "unreadable": [{"path": u.path, "reason": u.reason} for u in collection.unreadable],
    }
    with _arriving_whole(folder) as scratch:
        _write_tables(collection, mentions, scratch)
        write_index(scratch / INDEX, quote_rows(collection.documents, mentions))
        write_places(places, scratch / "places.parquet", gazetteer, _surfaces(mentions))
        text = json.dumps(about, ensure_ascii=False, indent=1)
        (scratch / "atlas.json").write_text(text + "\n", encoding="utf-8")


def _places(in_each: Iterable[Named], gazetteer: Gazetteer) -> list[Place]:
    """The places of documents, under the names that these give them, with their units."""
    places: dict[str, Place] = {}
    spellings: dict[str, Counter[str]] = {}
    for named in in_each:
        places |= named.places
        for row in named.rows:
            if row["place_id"] and row["role"] in NAMING and not row["misspelt"]:
                spellings.setdefault(row["place_id"], Counter())[row["surface"]] += 1
    return [
        replace(_as_named(places[key], spellings.get(key)), unit=unit_of(places[key], gazetteer))
        for key in sorted(places)
    ]


def _as_named(place: Place, spellings: Counter[str] | None) -> Place:
    """The place under the name that the documents give it most, if that is another spelling.

    Countries, regions and seas keep the gazetteer's name: documents abbreviate them.
    """
    if not spellings or place.form is Form.LABEL:
        return place
    name = min(spellings, key=lambda surface: (-spellings[surface], surface))
    if name.isupper() or fold(name) == fold(place.name):
        return place
    return replace(place, name=name, listed_as=place.name)


def is_atlas(folder: Path) -> bool:
    """Whether a folder is an atlas."""
    return (folder / "atlas.json").is_file()


@contextmanager
def _arriving_whole(folder: Path) -> Iterator[Path]:
    """A scratch folder beside the target that takes its place at the end, if nothing fails."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".atlas-", dir=folder.parent))
    try:
        yield scratch
        scratch.chmod(0o700)
        # An older atlas steps aside and is removed last: a stop in between loses neither.
        older = scratch.with_name(f"{scratch.name}-older")
        if folder.exists():
            folder.replace(older)
        scratch.replace(folder)
        shutil.rmtree(older, ignore_errors=True)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _write_tables(collection: Collection, mentions: list[dict[str, Any]], folder: Path) -> None:
    (folder / "mentions").mkdir()
    rows = list(document_rows(collection.documents))
    parquet.write_table(
        pa.Table.from_pylist(rows, DOCUMENTS), folder / "documents.parquet", compression="zstd"
    )
    parquet.write_table(
        pa.Table.from_pylist(mentions, MENTIONS),
        folder / "mentions" / "part-00000.parquet",
        compression="zstd",
    )


def _surfaces(mentions: Iterable[dict[str, Any]]) -> dict[str, set[str]]:
    """How the documents spell each place, by id."""
    surfaces: dict[str, set[str]] = {}
    for row in mentions:
        surfaces.setdefault(row["place_id"], set()).add(fold(row["surface"]))
    return surfaces


def write_places(
    places: Sequence[Place],
    path: Path,
    gazetteer: Gazetteer,
    surfaces: Mapping[str, Some[str]],
) -> None:
    """Write places with their geometries as GeoParquet, a column per field of Place.

    `south`, `west`, `north`, `east` frame the place for a map (a country: its mainland);
    `spellings` are the folded names that lead to it, the gazetteer's and the documents' own.
    """
    import geopandas

    shapes = [_shape(place, gazetteer) for place in places]
    frames = [frame(shape) for shape in shapes]
    columns: dict[str, list[Any]] = {
        field.name: [getattr(place, field.name) for place in places] for field in fields(Place)
    }
    columns["form"] = [str(place.form) for place in places]
    for index, side in enumerate(("south", "west", "north", "east")):
        columns[side] = [one[index] for one in frames]
    known = gazetteer.spellings([place.id for place in places])
    columns["spellings"] = [
        sorted({*known[place.id], *surfaces.get(place.id, ())}) for place in places
    ]
    table = geopandas.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326")
    table = table.rename(columns={"id": "place_id"})
    table.to_parquet(path, compression="zstd", write_covering_bbox=True)


def _shape(place: Place, gazetteer: Gazetteer) -> BaseGeometry:
    shape = gazetteer.geometry(place.id)
    if shape is not None:
        return shape
    if place.lat is None or place.lon is None:
        raise ValueError(f"{place.id} has no spot and cannot be among an atlas's places")
    return point(place.lat, place.lon)
