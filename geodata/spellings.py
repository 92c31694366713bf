"""Which keys lead to a place: every spelling of its names, as the gazetteer looks them up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geodata.entries import Entry
from geodata.fold import ARTICLES, fold, skeleton
from geodata.gazetteer import CAPITALS, LOOSE, SHAPED, SHORT, Level, Naming
from geodata.lexicon import AREA_NOUNS, DIRECTIONS
from geodata.overlay import Overlay, OverlayError

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
LARGE_CITY = 100_000  # inhabitants from which "X City" is called X


def spellings(entries: Sequence[Entry], overlay: Overlay) -> dict[str, dict[int, Naming]]:
    """Every key with the rows (positions in `entries`) that it leads to.

    OverlayError where an alias or a demonym names a place that is not among the entries.
    """
    found: dict[str, dict[int, Naming]] = {}
    for key, row, naming in _all_names(entries, overlay):
        if len(key) >= MIN_NAME:
            known = found.setdefault(key, {})
            known[row] = min(naming, known.get(row, naming))
    return found


def _all_names(entries: Sequence[Entry], overlay: Overlay) -> Iterator[tuple[str, int, Naming]]:
    rows = {entry.place.id: row for row, entry in enumerate(entries)}
    for row, entry in enumerate(entries):
        yield from ((key, row, naming) for key, naming in _keys(entry))
        if entry.wkb:
            yield SHAPED + entry.place.id, row, Naming.PRIMARY
    for item in overlay.entries:
        for word in item.demonyms:
            yield fold(word), rows[item.place.id], Naming.DEMONYM
    for names, naming in ((overlay.aliases, Naming.PRIMARY), (overlay.demonyms, Naming.DEMONYM)):
        for name in names:
            if name.place_id not in rows:
                raise OverlayError([f"{name.name!r} names {name.place_id!r}, which is no place."])
            yield _key(name.name), rows[name.place_id], naming


def _keys(entry: Entry) -> Iterator[tuple[str, Naming]]:
    place = entry.place
    primary = fold(place.name)
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
    if entry.level is Level.TOWN and primary.endswith(" city") and place.population > LARGE_CITY:
        yield primary.removesuffix(" city"), Naming.PRIMARY
    if place.country in ROMANISED:
        yield from _romanised([key for key in keys if not key.startswith(CAPITALS)])


def _key(name: str) -> str:
    """The folded name; of an abbreviation ("US"), one that is found in capitals only."""
    short = name.isascii() and name.isalpha() and name.isupper() and len(name) <= SHORT
    return CAPITALS + fold(name) if short else fold(name)


def _romanised(keys: Sequence[str]) -> Iterator[tuple[str, Naming]]:
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
