"""Builds the word and name lists that recognition reads, in `geodata/data/words/`.

    python -m geodata.build.words DICTIONARY NAMES_FOLDER

DICTIONARY is `american-english-small` of Debian's package `wamerican-small` (SCOWL; its copyright
notice stands in geodata/data/words/README.md).  NAMES_FOLDER holds `dist.male.first`,
`dist.female.first` and `dist.all.last` of the package `names` 0.3.0 from PyPI: the name tables of
the 1990 census of the United States, public domain.
"""

from __future__ import annotations

import sys
from pathlib import Path

WORDS = Path(__file__).parents[1] / "data" / "words"
GIVEN_NAMES = 1500
SURNAMES = 20_000


def write(name: str, words: set[str]) -> None:
    """Write one list, a word a line, sorted."""
    (WORDS / name).write_text("\n".join(sorted(words)) + "\n", encoding="utf-8")


def first_column(path: Path, limit: int) -> set[str]:
    """The lower-case names of the first `limit` lines of a census table."""
    lines = path.read_text(encoding="ascii").splitlines()[:limit]
    return {line.split()[0].lower() for line in lines}


def main(dictionary: Path, names: Path) -> None:
    """Write the three lists."""
    words = dictionary.read_text(encoding="utf-8").split()
    write("english.txt", {word for word in words if word.islower() and word.isalpha()})
    write(
        "given_names_us.txt",
        first_column(names / "dist.male.first", GIVEN_NAMES)
        | first_column(names / "dist.female.first", GIVEN_NAMES),
    )
    write("surnames_us.txt", first_column(names / "dist.all.last", SURNAMES))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
