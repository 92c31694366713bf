"""The whole pipeline over one text: recognise, resolve."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geodata.gazetteer import Gazetteer
from geodata.misspellings import with_misspelt
from geodata.model import Resolution, Role
from geodata.models import Models
from geodata.recognition import OWN, Recogniser
from geodata.resolution import resolve
from geodata.scene import see


def locate(
    text: str, gazetteer: Gazetteer, models: Models | None = None, recogniser: Recogniser = OWN
) -> list[Resolution]:
    """Every place that a text names, in order, with its resolution; `models`: else the shipped.

    Our own recogniser's names are looked at a second time, and misspelt ones added to them;
    another's are taken as they are.
    """
    scene = see(text, gazetteer)
    matches, mentions = recogniser.find(scene, models)
    found = resolve(scene, matches, mentions, models, doubted=recogniser == OWN)
    return with_misspelt(scene, found, models) if recogniser == OWN else found


def as_line(
    doc_id: str, title: str, resolutions: Iterable[Resolution], roles: frozenset[Role]
) -> dict[str, Any]:
    """One document's mentions as the line of JSON that `locate` prints."""
    return {
        "doc_id": doc_id,
        "title": title,
        "mentions": [_as_item(r) for r in resolutions if r.mention.role in roles],
    }


def _as_item(resolution: Resolution) -> dict[str, Any]:
    mention, place = resolution.mention, resolution.place
    spot = place is not None and place.lat is not None
    return {
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        "role": str(mention.role),
        "confidence": round(resolution.confidence, 4),
        "lat": place.lat if place and spot else None,
        "lon": place.lon if place and spot else None,
        "place": {"id": place.id, "name": place.name, "kind": place.kind, "country": place.country}
        if place and spot
        else None,
        "reason": resolution.reason,
    }
