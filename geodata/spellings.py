"""Which keys lead to a place: every spelling of its names, as the gazetteer looks them up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from geodata.entries import Entry
from geodata.fold import ARTICLES, fold, skeleton
from geodata.gazetteer import CAPITALS, LOOSE, SHAPED, SHORT, Level, Naming
from geodata.lexicon import AREA_NOUNS, DIRECTIONS, arabic
from geodata.overlay import Overlay, OverlayError
from geodata.sounds import ROMANISED, VARIED, blurred, consonants, is_arabic, same_sound, spells

MIN_NAME = 2
MIN_ALTERNATE = 4  # shorter Latin alternates are airport and registration codes, save in the
MIN_VARIED = 3  # countries whose names are spelt in many ways
SHORTENED = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}
WRITTEN_OUT = {short: long for long, short in SHORTENED.items()}
TURNED = {  # "South Sinai" is "Southern Sinai"
    **{word: f"{word}ern" for word in ("north", "south", "east", "west")},
    **{f"{word}ern": word for word in ("north", "south", "east", "west")},
}
KNOWN = 5_000  # inhabitants from which newspapers abroad write of a town
LARGE_CITY = 100_000  # inhabitants from which "X City" is called X
# GeoNames keeps what a place was called long ago: Swainsboro was Paris once.  Where the names of
# today are English anyway, that is no help; by-names of large cities ("Motor City") are.
ENGLISH = frozenset({"AU", "CA", "GB", "IE", "NZ", "US"})
SAME_START = 4  # letters, by which another name of a small place is known as a form of its name


def spellings(entries: Sequence[Entry], overlay: Overlay) -> dict[str, dict[int, Naming]]:
    """Every key with the rows (positions in `entries`) that it leads to.

    OverlayError where an alias or a demonym names a place that is not among the entries.
    """
    found: dict[str, dict[int, Naming]] = {}
    for key, row, naming in _all_names(entries, overlay):
        if len(key) >= MIN_NAME:
            known = found.setdefault(key, {})
            known[row] = _better(naming, known.get(row, naming))
    return found


def _better(one: Naming, other: Naming) -> Naming:
    """What a key is of two that it may be: a word for a people that is listed among the names of
    its country as well is still that word.
    """
    if {one, other} == {Naming.ALTERNATE, Naming.DEMONYM}:
        return Naming.DEMONYM
    return min(one, other)


def _all_names(entries: Sequence[Entry], overlay: Overlay) -> Iterator[tuple[str, int, Naming]]:
    seats, larger = _seats(entries), _larger(entries)
    main = {fold(entry.place.name) for entry in entries}
    for row, entry in enumerate(entries):
        for key, naming in _keys(entry):
            if naming is not Naming.ALTERNATE or not _former(entry, key, main):
                yield key, row, naming
        if entry.level is Level.FIRST_LEVEL:
            yield from ((key, row, Naming.ALTERNATE) for key in _of_seat(entry, seats))
        if entry.level is Level.TOWN and entry.place.population > LARGE_CITY:
            yield from ((key, row, Naming.PRIMARY) for key in _without_city(entry, larger))
        if entry.wkb:
            yield SHAPED + entry.place.id, row, Naming.PRIMARY
    yield from _of_overlay(entries, overlay)


def _of_overlay(entries: Sequence[Entry], overlay: Overlay) -> Iterator[tuple[str, int, Naming]]:
    rows = {entry.place.id: row for row, entry in enumerate(entries)}
    for item in overlay.entries:
        for word in item.demonyms:
            yield fold(word), rows[item.place.id], Naming.DEMONYM
    for names, naming in ((overlay.aliases, Naming.PRIMARY), (overlay.demonyms, Naming.DEMONYM)):
        for name in names:
            if name.place_id not in rows:
                raise OverlayError([f"{name.name!r} names {name.place_id!r}, which is no place."])
            row, key = rows[name.place_id], _key(name.name)
            yield key, row, naming
            if entries[row].level is Level.COUNTRY:
                yield from ((nisba, row, Naming.DEMONYM) for nisba in _nisbas(key))


def _without_city(entry: Entry, larger: set[str]) -> Iterator[str]:
    """A large city's name without "City", where nothing larger is called so."""
    name = fold(entry.place.name)
    short = name.removesuffix(" city")
    if short != name and short not in larger:
        yield short


def _larger(entries: Sequence[Entry]) -> set[str]:
    """The names of countries and first-level units: "Oklahoma" is not Oklahoma City."""
    levels = (Level.COUNTRY, Level.FIRST_LEVEL)
    return {fold(entry.place.name) for entry in entries if entry.level in levels}


def _keys(entry: Entry) -> Iterator[tuple[str, Naming]]:
    place = entry.place
    primary = fold(place.name)
    varied = place.country in VARIED
    yield primary, Naming.PRIMARY
    keys = {primary: Naming.PRIMARY, **_further(entry, primary)}
    yield from keys.items()
    yield from ((key, Naming.PRIMARY) for key in _abbreviated(primary))
    keys = {key: naming for key, naming in keys.items() if not key.startswith(CAPITALS)}
    if varied and entry.level is Level.FIRST_LEVEL:
        yield from _turned(keys)
    if place.country in ROMANISED:
        yield from _romanised(keys)
    # Turkish spelling is settled: few of its names are spelt anew.
    if varied and (place.country != "TR" or place.population >= KNOWN):
        wide = {*map(consonants, keys), *map(blurred, keys)} - {""}
        yield from ((LOOSE + key, Naming.LOOSE) for key in sorted(wide))


def _further(entry: Entry, primary: str) -> dict[str, Naming]:
    """The keys of an entry's other names.  Those that are but another spelling of its main name,
    or of its name in Arabic script, and those in other scripts, are as good as the main name.
    """
    names = [(name, _key(name)) for name in entry.names]
    keys = [key for name, key in names if key != primary and _in_use(entry, name, key)]
    varied = entry.place.country in VARIED
    native = [key for key in keys if is_arabic(key)] if entry.place.country in ROMANISED else []

    def naming(key: str) -> Naming:
        if not key.isascii():
            return Naming.PRIMARY if entry.level is Level.TOWN else Naming.ALTERNATE
        same = varied and (same_sound(key, primary) or any(spells(key, name) for name in native))
        return Naming.PRIMARY if same else Naming.ALTERNATE

    return {key: naming(key) for key in keys}


def _in_use(entry: Entry, name: str, key: str) -> bool:
    """Whether a name is one that texts use, not a code and not one with the word for the unit."""
    if entry.level is Level.FIRST_LEVEL and _governed(key):
        return False
    ours = entry.level is not Level.TOWN  # names that we wrote down are all names in use
    shortest = MIN_VARIED if entry.place.country in VARIED else MIN_ALTERNATE
    return ours or not key.isascii() or (len(key) >= shortest and not name.islower())


def _former(entry: Entry, key: str, main: set[str]) -> bool:
    """Whether a name that is of no kin to a town's main name is likely one of long ago.

    `main` are the main names of all places.
    """
    place = entry.place
    if entry.level is not Level.TOWN or place.country not in ENGLISH or not key.isascii():
        return False
    start, other = (name.removeprefix("the ")[:SAME_START] for name in (fold(place.name), key))
    return start != other and (place.population < LARGE_CITY or key in main)


def _key(name: str) -> str:
    """The folded name; of an abbreviation ("US"), one that is found in capitals only."""
    short = name.isascii() and name.isalpha() and name.isupper() and len(name) <= SHORT
    return CAPITALS + fold(name) if short else fold(name)


def _abbreviated(key: str) -> Iterator[str]:
    """A name with "Saint" and the like shortened, or written out: "st louis", "saint louis"."""
    words = key.split()
    for other in (SHORTENED, WRITTEN_OUT):
        changed = " ".join(other.get(word, word) for word in words[:-1])
        if len(words) > 1 and changed != " ".join(words[:-1]):
            yield f"{changed} {words[-1]}"


def _turned(keys: Mapping[str, Naming]) -> Iterator[tuple[str, Naming]]:
    for key, naming in keys.items():
        direction, _, rest = key.partition(" ")
        if direction in TURNED and rest and rest not in AREA_NOUNS:
            yield f"{TURNED[direction]} {rest}", naming


def _romanised(keys: Mapping[str, Naming]) -> Iterator[tuple[str, Naming]]:
    for key, naming in keys.items():
        article, _, rest = key.partition(" ")
        if article in ARTICLES and len(rest) >= MIN_ALTERNATE:
            yield rest, naming
    for loose in sorted(set(map(skeleton, keys)) - {""}):
        yield LOOSE + loose, Naming.LOOSE


def _nisbas(name: str) -> Iterator[str]:
    """The adjectives and people's names that Arabic forms of a country's name in one word."""
    bare = name.removeprefix("ال") if len(name) > 4 else name
    stem = bare.rstrip("اه").removesuffix("ي") + "ي"
    if not is_arabic(name) or " " in name or name in arabic() or stem in arabic():
        return
    for ending in ("", "ه", "ين", "ون", "ات"):
        yield from (stem + ending, f"ال{stem}{ending}")


def _seats(entries: Sequence[Entry]) -> dict[tuple[str, str, str], Entry]:
    """The towns by country, first-level unit and main name, the largest of each."""
    towns = [entry for entry in entries if entry.level is Level.TOWN]
    towns.sort(key=lambda entry: entry.place.population)
    return {(t.place.country, t.place.admin1, _sound(fold(t.place.name))): t for t in towns}


def _of_seat(unit: Entry, seats: Mapping[tuple[str, str, str], Entry]) -> Iterator[str]:
    """The names in other scripts that a unit shares with the town that it is called after."""
    place = unit.place
    seat = seats.get((place.country, place.admin1, _sound(fold(place.name))))
    for name in seat.names if seat else ():
        key = fold(name)
        if not key.isascii():
            yield key


def _sound(key: str) -> str:
    return consonants(key) or key


def _governed(key: str) -> bool:
    """Whether a unit's name ends in a word that only governs it: "idlib province".

    Where the rest is a direction the word belongs to the name: "northern province".
    """
    *name, last = key.split()
    return last in AREA_NOUNS and bool(name) and not DIRECTIONS.issuperset(name)
