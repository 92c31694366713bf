"""Compiles the gazetteer into memory-mapped files in the cache folder.

The folder's name changes with the data, and the files arrive whole: they are written beside it and
renamed.  `geodata.gazetteer` reads them.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from array import array
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

import marisa_trie
import shapely

from geodata import outline
from geodata.entries import Entry, read_entries
from geodata.gazetteer import (
    DEGREE,
    JOINED,
    LISTED,
    MOST_KEYS,
    NO_SPOT,
    OWN,
    PLACE,
    SHAPED,
    WIDTH,
    Naming,
    Sort,
)
from geodata.model import Form
from geodata.overlay import load_overlay
from geodata.spellings import spellings
from geodata.version import data_version, gazetteer_folder

Progress = Callable[[str], None]
Value = TypeVar("Value", bound=Hashable)

GEONAMES = "geonames:"


def compile_gazetteer(folder: Path | None = None, progress: Progress = lambda _: None) -> Path:
    """Write the gazetteer if it is not there yet; returns its folder.

    Safe to call from several processes at once: the last to finish wins, with the same bytes.
    """
    target = folder or gazetteer_folder()
    if (target / "gazetteer.json").exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".gazetteer-", dir=target.parent))
    try:
        progress("Reading GeoNames and Natural Earth")
        overlay = load_overlay()
        entries = read_entries(overlay)
        progress(f"Writing {len(entries):,} places")
        shapes, spans = _write_shapes(entries, scratch)
        progress("Writing their names in every spelling")
        names = spellings(entries, overlay)
        tables = _write_places(entries, _key_counts(names), scratch)
        _write_names(names, shapes, scratch)
        about = {"version": data_version(), **tables, "shapes": spans}
        text = json.dumps(about, ensure_ascii=False, separators=(",", ":"))
        (scratch / "gazetteer.json").write_text(text + "\n", encoding="utf-8")
        try:
            scratch.replace(target)
        except OSError:
            if not (target / "gazetteer.json").exists():
                raise
        return target
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _key_counts(names: Mapping[str, Mapping[int, Naming]]) -> Counter[int]:
    """How many keys lead to each row."""
    return Counter(row for rows in names.values() for row in rows)


def _write_places(
    entries: Sequence[Entry], keys: Mapping[int, int], folder: Path
) -> dict[str, Any]:
    """Write places and their names; returns the tables that the records point into."""
    titles = marisa_trie.Trie({entry.place.name for entry in entries})
    titles.save(str(folder / "titles.marisa"))
    own = _numbered(p.id for entry in entries if not (p := entry.place).id.startswith(GEONAMES))
    units = _numbered((entry.place.country, entry.place.admin1) for entry in entries)
    sorts = _numbered(_sort(entry) for entry in entries)
    with (folder / "places.bin").open("wb") as file:
        for row, entry in enumerate(entries):
            place = entry.place
            record = PLACE.pack(
                _whole(place.lat), _whole(place.lon), place.population,
                OWN + own[place.id] if place.id in own else int(place.id.removeprefix(GEONAMES)),
                titles[place.name], units[place.country, place.admin1], sorts[_sort(entry)],
                min(keys.get(row, 0), MOST_KEYS),
            )  # fmt: skip
            file.write(record)
    reasons = {row: entry.reason for row, entry in enumerate(entries) if entry.reason}
    return {"ids": list(own), "reasons": reasons, **_columns(units, sorts)}


def _sort(entry: Entry) -> Sort:
    place, km = entry.place, round(entry.place.precision_km, 3)
    about = (entry.level, place.form, place.kind, entry.capital)
    return Sort(*about, km, place.precision, place.source)


def _whole(degrees: float | None) -> int:
    return NO_SPOT if degrees is None else round(degrees * DEGREE)


def _columns(units: Iterable[tuple[str, str]], sorts: Iterable[Sort]) -> dict[str, Any]:
    """Units and sorts as columns of numbers, and the texts that the numbers stand for."""
    countries = _numbered(["", *sorted({country for country, _ in units})])
    admin1s = _numbered(["", *sorted({admin1 for _, admin1 in units})])
    texts = _numbered(text for sort in sorts for text in (sort.kind, sort.precision, sort.source))
    forms = list(Form)
    rows = [
        (
            sort.level, forms.index(sort.form), texts[sort.kind], int(sort.capital),
            sort.precision_km, texts[sort.precision], texts[sort.source],
        )
        for sort in sorts
    ]  # fmt: skip
    return {
        "countries": list(countries),
        "admin1s": list(admin1s),
        "texts": list(texts),
        "units": list(zip(*((countries[c], admin1s[a]) for c, a in units), strict=True)),
        "sorts": list(zip(*rows, strict=True)),
    }


def _write_shapes(entries: Sequence[Entry], folder: Path) -> tuple[dict[str, int], list[int]]:
    """Write the shapes; returns the number of each by the place's id, and where each begins."""
    shaped = [entry for entry in entries if entry.wkb or entry.members]
    numbers = {entry.place.id: number for number, entry in enumerate(shaped)}
    chunks = [
        JOINED + array("I", map(numbers.__getitem__, entry.members)).tobytes()
        if entry.members
        else outline.pack(shapely.from_wkb(entry.wkb))
        for entry in shaped
    ]
    (folder / "shapes.bin").write_bytes(b"".join(chunks))
    return numbers, list(accumulate(map(len, chunks), initial=0))


def _write_names(
    found: Mapping[str, Mapping[int, Naming]], shapes: Mapping[str, int], folder: Path
) -> None:
    """Write the keys and what each leads to: rows with namings, or the number of a shape."""
    leads = {
        key: tuple(row << 3 | known[row] for row in sorted(known)) for key, known in found.items()
    }
    leads |= {SHAPED + place_id: (number,) for place_id, number in shapes.items()}
    trie = marisa_trie.Trie(leads)
    keys, lists = [0] * len(trie), list[int]()
    starts: dict[tuple[int, ...], int] = {}
    for key, numbers in leads.items():
        if len(numbers) == 1:
            keys[trie[key]] = numbers[0]
            continue
        if numbers not in starts:
            starts[numbers] = len(lists)
            lists.extend((len(numbers), *numbers))
        keys[trie[key]] = LISTED + starts[numbers]
    trie.save(str(folder / "names.marisa"))
    for name, numbers_of in (("keys", keys), ("lists", lists)):
        packed = b"".join(number.to_bytes(WIDTH, "little") for number in numbers_of)
        (folder / f"{name}.bin").write_bytes(packed)


def _numbered(values: Iterable[Value]) -> dict[Value, int]:
    """A number for each value, in the order in which they first come."""
    return {value: number for number, value in enumerate(dict.fromkeys(values))}
