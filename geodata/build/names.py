"""Names of first-level units: without the word for the unit, and in the country's languages.

Owns the wording only; which polygon is which unit is decided in `units`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from pathlib import Path

BEFORE = """Muhafazat|Mintaqat|Imarat|Wilayat|Wilaya de|Wilaya d'|Baladiyat|Sha'biyat|Liwa'?
Provincia de|Provincia|Província de|Província do|Província da|Provinsi|Propinsi|Province de|Province du
Province of|Provincie|Departamento de|Departamento del|Departamento|Department of
Departement de la|Departement de|Departement du|Departement des|Departement d'|Departement de l'
Département de la|Département de|Département du|Département des|Département d'|Département de l'
Estado de|Estado do|Estado da|Estado|Region de|Region du|Region of|Region de la|Région de|Región de
Region d'|Región del|Gobolka|Komuna e|Opstina|Opština|Općina|Obcina|Občina|Raionul|Judetul|Județul|Judetul
Municipality of|City of|Municipiul|County of|Borough of|Distrito de|Distrito|District de
State of|Republic of|Respublika|Avtonomna Respublika|Misto|Freistaat|Mohafazat|Principado de|Comunidad de|Union Territory of|Eparchia|Nomos|Periphereia|Changwat|Khoueng|Tinh|Tỉnh|Ostan-e|Ostān-e
Velayat-e|Mkoa wa|Kabupaten|Canton de|Canton of|Canton du|Kanton|Land|Parish of|Viloyati|Qark|Qarku i
Gouvernorat de|Gouvernorat du|Governorate of|Apskritis|Comunidad Autonoma de|Comunidad Autónoma de
Autonomous Region of|Prefecture de|Prefecture du|Prefecture de la|Préfecture de|Kraj|Opcina"""
AFTER = """Governorate|Province|Region|County|Department|District|Municipality|Oblast|Oblast'|oblast|State
Parish|Krai|Kray|Republic|Respublika|Autonomous Republic|Autonomous|Autonomous District|Prefecture|Canton|Division|Departement|Regional State|Voivodeship|Emirate
Rajons|novads|Raion|Rayon|Rayonu|Raionul|Atholhu|Oblysy|oblysy|Aymag|Aimag|Lan|län|Fylke|fylke|Zhupanija
Zupanija|Županija|Shengqu|Sheng|Shi|Zizhiqu|-ken|-fu|-to|Il|Ili|Megye|megye|Apskritis|Viloyati|Welayaty|Velayaty
Wilayah|Kraj|kraj|Okrug|okrug|Avtonomnyy Okrug|Autonomous Okrug|Avtonomnaya Oblast'|Sahari"""
# What is left must still be a name: "Central Region" and "North Province" stay whole.
NO_NAME = """central|centre|center|north|south|east|west|northern|southern|eastern|western|capital|upper|lower|
northeastern|northwestern|southeastern|southwestern|north east|north west|south east|south west|
northeast|northwest|southeast|southwest|north-east|north-west|south-east|south-west|middle|
federal|national|national capital|free|islands|the|highland|mountain|nord|sud|est|ouest|norte|sul|
north eastern|north western|western cape|outer|inner|metropolitan|lake|river|coast|al|la|el"""


def _alternatives(block: str) -> list[str]:
    words = [word for line in block.splitlines() for word in line.split("|") if word]
    return sorted(words, key=len, reverse=True)


JUNK = re.compile(r"\d|[²³]|aggregation")
_BEFORE = re.compile(
    "^(?:" + "|".join(map(re.escape, _alternatives(BEFORE))) + r")(?:(?<=')|\s+)(?=\S)"
)
_AFTER = re.compile(r"\s*(?:" + "|".join(map(re.escape, _alternatives(AFTER))) + ")$")
_NO_NAME = frozenset(word.strip() for word in _alternatives(NO_NAME))


def plain(name: str) -> str:
    """`name` without the word for the kind of unit: "Idlib Governorate" gives "Idlib"."""
    name = " ".join(name.replace("†", "").split())
    for pattern in (_BEFORE, _AFTER):
        rest = pattern.sub("", name).strip(" -,")
        if len(rest) > 1 and rest.lower() not in _NO_NAME and rest != name:
            name = rest
    return name


def spellings(names: Iterable[object]) -> list[str]:
    """The different spellings among `names`, plain, with parentheses and slashes split up."""
    found: dict[str, None] = {}
    for name in names:
        if not isinstance(name, str):
            continue
        for part in re.split(r"[()/]", name):
            part = plain(part)
            if len(part) > 1 and not JUNK.search(part):
                found[part] = None
    return list(found)


def key(name: str) -> str:
    """A name as compared here: Latin letters without marks, no articles, no spaces."""
    text = unicodedata.normalize("NFKD", name.lower())
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"\b(al|ar|as|ad|an|at|az|ash|el|the|of|and)\b[ -]", "", text)
    return "".join(c for c in text if c.isalnum())


def likeness(left: str, right: str) -> float:
    """How alike two names are, 0 to 1."""
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
        """GeoNames code of each of a country's `units` -> CLDR code, by their English names.

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
        """The names of the unit `code` in `languages`, and in English."""
        found = (self._names(locale).get(code) for locale in ("en", *languages))
        return spellings(found)
