"""Compiles the gazetteer into memory-mapped files in the cache folder.

The folder's name changes with the data, and the files arrive whole: they are written beside it and
renamed.  `geodata.gazetteer` reads them.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from geodata.entries import Entry, read_entries
from geodata.gazetteer import FIELD_SEPARATOR, Naming
from geodata.model import Form
from geodata.overlay import load_overlay
from geodata.spellings import spellings
from geodata.version import data_version, gazetteer_folder

Progress = Callable[[str], None]

PLACE_TYPE = np.dtype(
    [
        ("lat", "f8"), ("lon", "f8"), ("population", "i8"), ("precision_km", "f4"),
        ("country", "u2"), ("admin1", "u2"),
        ("level", "u1"), ("form", "u1"), ("kind", "u1"), ("capital", "?"),
    ]
)  # fmt: skip


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
        _write_places(entries, scratch)
        _write_shapes(entries, scratch)
        progress("Writing their names in every spelling")
        _write_names(spellings(entries, overlay), scratch)
        try:
            scratch.replace(target)
        except OSError:
            if not (target / "gazetteer.json").exists():
                raise
        return target
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _write_places(entries: Sequence[Entry], folder: Path) -> None:
    places = [entry.place for entry in entries]
    kinds = _numbered(place.kind for place in places)
    countries = _numbered(place.country for place in places)
    admin1s = _numbered(place.admin1 for place in places)
    forms = list(Form)
    rows = [
        (
            np.nan if p.lat is None else p.lat, np.nan if p.lon is None else p.lon, p.population,
            p.precision_km, countries[p.country], admin1s[p.admin1],
            entry.level, forms.index(p.form), kinds[p.kind], entry.capital,
        )
        for p, entry in zip(places, entries, strict=True)
    ]  # fmt: skip
    np.save(folder / "places.npy", np.array(rows, dtype=PLACE_TYPE))
    texts = [
        FIELD_SEPARATOR.join((p.id, p.name, p.precision, p.source, entry.reason)).encode("utf-8")
        for p, entry in zip(places, entries, strict=True)
    ]
    np.save(folder / "text_offsets.npy", _running_offsets(texts))
    (folder / "text.bin").write_bytes(b"".join(texts))
    about = {
        "version": data_version(),
        "kinds": list(kinds),
        "countries": list(countries),
        "admin1s": list(admin1s),
    }
    text = json.dumps(about, ensure_ascii=False, indent=1)
    (folder / "gazetteer.json").write_text(text, encoding="utf-8")


def _write_shapes(entries: Sequence[Entry], folder: Path) -> None:
    shaped = [(row, entry.wkb) for row, entry in enumerate(entries) if entry.wkb]
    offsets = _running_offsets([wkb for _, wkb in shaped])
    spans = zip((row for row, _ in shaped), offsets[:-1], offsets[1:], strict=True)
    np.save(folder / "areas.npy", np.array(list(spans), dtype=np.int64).reshape(-1, 3))
    (folder / "areas.bin").write_bytes(b"".join(wkb for _, wkb in shaped))


def _write_names(found: Mapping[str, Mapping[int, Naming]], folder: Path) -> None:
    trie = marisa_trie.Trie(found)
    lists: list[Mapping[int, Naming]] = [{}] * len(trie)
    for key, known in found.items():
        lists[trie[key]] = known
    np.save(folder / "offsets.npy", np.cumsum([0, *map(len, lists)], dtype=np.uint32))
    packed = [row << 3 | naming for known in lists for row, naming in sorted(known.items())]
    np.save(folder / "entries.npy", np.array(packed, dtype=np.uint32))
    trie.save(str(folder / "names.marisa"))


def _running_offsets(chunks: Sequence[bytes]) -> NDArray[np.uint32]:
    return np.cumsum([0, *(len(chunk) for chunk in chunks)], dtype=np.uint32)


def _numbered(values: Iterable[str]) -> dict[str, int]:
    """Small numbers for texts that repeat, in an order that does not depend on the run."""
    return {value: number for number, value in enumerate(sorted({"", *values}))}
