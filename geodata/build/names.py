"""Names of first-level units: without the word for the unit, and in the country's languages.

Owns the wording only; which polygon is which unit is decided in `units`.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from pathlib import Path

# Words for kinds of units, to cut off before or after a name; what is left must still be a name:
# "Central Region" stays whole ("no name").
_TABLE = Path(__file__).parent / "unit_words.csv"


def _words(where: str) -> list[str]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        words = [row["word"] for row in csv.DictReader(file) if row["where"] == where]
    return sorted(words, key=len, reverse=True)


_NO_NAME = frozenset(_words("no name"))
_BEFORE = re.compile(f"^(?:{'|'.join(map(re.escape, _words('before')))})(?:(?<=')|\\s+)(?=\\S)")
_AFTER = re.compile(f"\\s*(?:{'|'.join(map(re.escape, _words('after')))})$")
_JUNK = re.compile(r"\d|[²³]|aggregation")


def plain(name: str) -> str:
    """Cut the word for the kind of unit off a name: "Idlib Governorate" gives "Idlib"."""
    name = " ".join(name.replace("†", "").split())
    for pattern in (_BEFORE, _AFTER):
        rest = pattern.sub("", name).strip(" -,")
        if len(rest) > 1 and rest.lower() not in _NO_NAME and rest != name:
            name = rest
    return name


def spellings(names: Iterable[object]) -> list[str]:
    """List the different spellings among `names`, plain, with parentheses and slashes split."""
    found: dict[str, None] = {}
    for name in names:
        if not isinstance(name, str):
            continue
        for part in map(plain, re.split(r"[()/]", name)):
            if len(part) > 1 and not _JUNK.search(part):
                found[part] = None
    return list(found)


def key(name: str) -> str:
    """Reduce a name to what is compared: Latin letters without marks, no articles, no spaces."""
    text = unicodedata.normalize("NFKD", name.lower())
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"\b(al|ar|as|ad|an|at|az|ash|el|the|of|and)\b[ -]", "", text)
    return "".join(c for c in text if c.isalnum())


def likeness(left: str, right: str) -> float:
    """Say how alike two names are, 0 to 1."""
    left, right = key(left), key(right)
    return 1.0 if left == right else SequenceMatcher(None, left, right).ratio()


class Cldr:
    """Subdivision names of Unicode's CLDR, from the folder `subdivisions` of its npm package."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._read: dict[str, Mapping[str, str]] = {}

    def _names(self, locale: str) -> Mapping[str, str]:
        if locale not in self._read:
            path = self._folder / locale / f"{locale}.json" if self._folder else None
            if path is None or not path.exists():
                self._read[locale] = {}
            else:
                data = json.loads(path.read_text(encoding="utf-8"))
                names = data["subdivisions"]["localeDisplayNames"]["subdivisions"]
                self._read[locale] = names
        return self._read[locale]

    def match(self, country: str, units: Mapping[str, list[str]]) -> dict[str, str]:
        """Pair a country's `units` (GeoNames code -> names) with CLDR codes, by English names.

        The pairs most alike come first and each code is used once; below 0.8 nothing is paired.
        """
        names = {
            code: plain(name)
            for code, name in self._names("en").items()
            if code.startswith(country.lower())
        }
        pairs = sorted(
            (
                (max(likeness(name, other) for other in others), unit, code)
                for unit, others in units.items()
                for code, name in names.items()
            ),
            key=lambda pair: (-pair[0], pair[1], pair[2]),
        )
        chosen: dict[str, str] = {}
        for score, unit, code in pairs:
            if score >= 0.8 and unit not in chosen and code not in chosen.values():
                chosen[unit] = code
        return chosen

    def names(self, code: str, languages: Iterable[str]) -> list[str]:
        """List the names of the unit `code` in `languages`, and in English."""
        found = (self._names(locale).get(code) for locale in ("en", *languages))
        return spellings(found)
