"""Builds `geodata/data/arabic_names.csv`: countries as Arabic newspapers call them.

    python -m geodata.build.arabic_names CLDR_NAMES

CLDR_NAMES is the folder `main` of the npm package `cldr-localenames-full` 48.2.0 (Unicode-3.0).
Shorter names in use, which CLDR lacks, stand in `arabic_countries.csv` beside this file.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from pyarrow import parquet

from geodata.build import names
from geodata.version import DATA

OWN = Path(__file__).with_name("arabic_countries.csv")


def rows(cldr_names: Path) -> Iterator[tuple[str, str, str]]:
    """Name, id of the country and its English name, in the order of the codes."""
    table = json.loads((cldr_names / "ar" / "territories.json").read_text(encoding="utf-8"))
    named = table["main"]["ar"]["localeDisplayNames"]["territories"]
    with OWN.open(encoding="utf-8", newline="") as file:
        own = [(row["country"], row["name"]) for row in csv.DictReader(file)]
    countries = parquet.read_table(
        DATA / "countries.parquet", columns=["id", "name", "country", "kind"]
    )
    for country in sorted(countries.to_pylist(), key=lambda row: str(row["country"])):
        code = country["country"]
        found = [name for key, name in sorted(named.items()) if key.partition("-")[0] == code]
        found += [name for other, name in own if other == code]
        if country["kind"] == "country":
            for name in dict.fromkeys(names.spellings(found)):
                yield name, country["id"], country["name"]


def main(arguments: list[str]) -> None:
    """Write the table from the folder named on the command line."""
    with (DATA / "arabic_names.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "id", "of"))
        writer.writerows(rows(Path(arguments[0])))


if __name__ == "__main__":
    main(sys.argv[1:])
