"""Texts written and marked by hand, as gold: every name stands in brackets with its role and spot.

    # kind: weather
    Rain in [[Turku|literal|60.45,22.27]] as [[Finland|metonym|64,26]] votes on the [[EU|metonym|-]]

Texts are apart by a line `---`.  A line that begins with `#` is a remark.  The spot is latitude and
longitude in degrees, "-" for what has none; it may be left out where only roles matter.
"""

from __future__ import annotations

import re
from pathlib import Path

from geodata.evaluation.gold import Gold, GoldDocument, GoldError, Toponym, spot_of
from geodata.model import Role

SUFFIX = ".txt"
_APART = re.compile(r"^---[ \t]*$\n?", re.MULTILINE)
_REMARK = re.compile(r"^#.*\n?", re.MULTILINE)
_MARK = re.compile(r"\[\[([^|\[\]]+)\|([^|\[\]]*)(?:\|([^|\[\]]*))?\]\]")


def read_marked(path: Path) -> Gold:
    """Read a file of marked texts.  Raises GoldError, which names the text and the mark."""
    try:
        written = path.read_text(encoding="utf-8")
    except OSError as error:
        raise GoldError(f"{path} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{path} is no gold: it is not UTF-8.") from error
    texts = [_REMARK.sub("", text).strip() for text in _APART.split(written)]
    documents = tuple(
        _document(f"{path.stem} {number}", text, path)
        for number, text in enumerate(filter(None, texts), start=1)
    )
    if not any(document.toponyms for document in documents):
        raise GoldError(f"{path} is no gold: it marks no name.")
    return Gold(path.stem, documents, written=True)


def _document(doc_id: str, written: str, path: Path) -> GoldDocument:
    text, toponyms, position = "", [], 0
    for mark in _MARK.finditer(written):
        text += written[position : mark.start()]
        start, text, position = len(text), text + mark[1], mark.end()
        try:
            lat, lon = _spot(mark[3])
            toponyms.append(Toponym(start, len(text), mark[1], lat, lon, role=Role(mark[2])))
        except (GoldError, ValueError) as error:
            raise GoldError(f"{path} is no gold: {mark[0]} in {doc_id}: {error}.") from error
    return GoldDocument(doc_id, text + written[position:], tuple(toponyms))


def _spot(written: str | None) -> tuple[float | None, float | None]:
    if written is None or written.strip() == "-":
        return None, None
    lat, _, lon = written.partition(",")
    return spot_of(float(lat), float(lon))
